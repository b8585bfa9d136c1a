import { type Day, dayOf, daysAfter, type Instant } from "../domain/instant.ts";
import { isOver, type Period, type Retention, type RetentionKind } from "../domain/retention.ts";
import type { Dossier } from "./fold.ts";

/**
 * That somebody was told their drafts will go: on which days. unsaid: their chat could not be written to. Any word of
 * theirs, anywhere, ends it.
 */
export type Lapse = {
  readonly first: Day;
  readonly second?: Day | undefined;
  readonly unsaid?: true | undefined;
};

export type LapseStep = "first" | "second" | "erase";

const later = (one: Day, two: Day): Day => (one > two ? one : two);

/**
 * What happens next to drafts that were last used on a day, and when. However late it is looked at, both warnings come
 * before the end, and as long before it as they say.
 */
export function lapseOf(
  period: Pick<Period, "days" | "warn" | "unwarned">,
  used: Day,
  lapse: Lapse | undefined,
): { readonly step: LapseStep; readonly on: Day } {
  const { days = 0, warn: [first = 0, second = 0] = [], unwarned = days } = period;
  if (lapse === undefined || lapse.first <= used) return { step: "first", on: daysAfter(used, days - first) };
  if (lapse.unsaid === true)
    return { step: "erase", on: later(daysAfter(used, unwarned), daysAfter(lapse.first, first)) };
  if (lapse.second === undefined)
    return {
      step: "second",
      on: later(daysAfter(used, days - second), daysAfter(lapse.first, first - second)),
    };
  return { step: "erase", on: later(daysAfter(used, days), daysAfter(lapse.second, second)) };
}

/** The day on which drafts were last used: they were worked on, or their owner wrote anything. */
export const lastUse = (drafts: readonly Pick<Dossier, "changedAt">[], words: readonly Instant[]): Day =>
  dayOf(Math.max(0, ...drafts.map((one) => one.changedAt), ...words));

/** The kind under which the record of an office is kept, and when its work ended; undefined: it is a draft. */
function recordOf(dossier: Dossier): { readonly kind: RetentionKind; readonly ended: Instant } | undefined {
  const ended = dossier.changedAt;
  switch (dossier.state) {
    case "draft":
      return undefined;
    case "returned":
      return { kind: "returned", ended };
    case "handed-in":
    case "evaluated":
    case "not-reached":
      return { kind: "handed-in", ended };
    case "recognised":
      return { kind: "recognised", ended };
  }
}

/** The kind of a record of the office that is past its period on a day. */
export function pastKind(dossier: Dossier, retention: Retention, today: Day): RetentionKind | undefined {
  const record = recordOf(dossier);
  return record !== undefined && isOver(retention[record.kind], record.ended, today)
    ? record.kind
    : undefined;
}
