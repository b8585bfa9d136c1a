import type { Fill, AlarmName } from "../operation/alarm.ts";
import type { Condition } from "../operation/condition.ts";
import type { Instant } from "../domain/instant.ts";

/** What was set aside: failed for good (stuck), waits for its person to write (held), could not be read (unread). */
export const kinds = ["stuck", "held", "unread"] as const;
export type Kind = (typeof kinds)[number];

/**
 * One thing set aside, as an administrator may see it. about: the kind of fault, how many messages, or the words, masked.
 * retry: where and what it is when it is tried again.
 */
export type SetAside = {
  readonly kind: Kind;
  readonly id: string;
  readonly code: string;
  readonly at: Instant;
  readonly thread: string | undefined;
  readonly about: string;
  readonly retry?: { readonly lane: "inbox" | "outbox"; readonly group: string; readonly text: string };
};

/** What is looked up for whoever looks after the program. */
export type ConditionWant =
  | { readonly ask: "condition" }
  | { readonly ask: "set-aside" }
  | { readonly ask: "settle"; readonly code: string; readonly how: "retry" | "drop" };

/** What was found: what is wrong, as the alarms see it; counts and the oldest of each kind; or the one that a code means. */
export type ConditionFound =
  | {
      readonly ask: "condition";
      readonly condition: Condition;
      readonly wrong: readonly (readonly [AlarmName, Fill])[];
    }
  | {
      readonly ask: "set-aside";
      readonly found: readonly SetAside[];
      readonly counts: Readonly<Record<Kind, number>>;
    }
  | {
      readonly ask: "settle";
      readonly code: string;
      readonly how: "retry" | "drop";
      readonly one: SetAside | undefined;
    };
