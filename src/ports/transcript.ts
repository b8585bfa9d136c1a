import type { ThreadId } from "../domain/ids.ts";
import type { Instant } from "../domain/instant.ts";
import type { Message } from "../domain/message.ts";

/** One line of a web chat, theirs or ours. `id` is the event's or the outbox row's. */
export type Line = {
  readonly id: string;
  readonly at: Instant;
  readonly from: "them" | "us";
  readonly message: Message;
};

/** What a web page shows again after a reload. `add` twice with one id keeps one line. */
export type Transcript = {
  readonly add: (thread: ThreadId, line: Line) => Promise<void>;
  readonly read: (thread: ThreadId, from: number) => Promise<readonly Line[]>;
  /** Calls back whenever lines may have come; returns the way to stop. */
  readonly watch: (thread: ThreadId, wake: () => void) => () => void;
};
