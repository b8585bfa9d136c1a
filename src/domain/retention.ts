import type { Certainty } from "./certainty.ts";
import { type Day, dayOf, daysAfter, type Instant, instantOf } from "./instant.ts";

/** What is kept for a time, by state: each has a line in knowledge/retention.md. */
export const retentionKinds = [
  "draft",
  "returned",
  "handed-in",
  "recognised",
  "session",
  "person",
  "transcript",
  "announcement",
  "gone",
  "attendance",
  "inquiry-open",
  "inquiry-answered",
  "document",
  "question",
  "held",
  "stuck",
  "receipt",
  "audit",
  "code",
  "guess",
  "tries",
  "file",
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/**
 * How long one kind is kept, and why. days: from its last use. years: whole ones, from the end of the year in which its
 * work ended, as archives count. goes: by itself; asked: it is listed, and goes when staff say so; counted: people go,
 * counts stay. quiet: too small a thing to write to anybody about. warn: days before the end on which its owner hears of
 * it; unwarned: how long it is kept where they cannot be told.
 */
export type Period = {
  readonly id: RetentionKind;
  readonly title: string;
  readonly days?: number;
  readonly years?: number;
  readonly goes: "itself" | "asked" | "counted";
  readonly quiet?: true;
  readonly warn?: readonly number[];
  readonly unwarned?: number;
  readonly why: string;
  readonly certainty: Certainty;
};

export type RetentionCounts = Partial<Readonly<Record<RetentionKind, number>>>;

/** A record of the office that is past its period: its own name, and the code by which people know it. */
export type PastRecord = { readonly kind: RetentionKind; readonly id: string; readonly code: string };

/** What the look of one night found: gone, and what only staff may let go. failed: parts that could not be looked at. */
export type RetentionReport = {
  readonly day: Day;
  readonly gone: RetentionCounts;
  readonly past: RetentionCounts;
  readonly listed: readonly PastRecord[];
  readonly failed: readonly string[];
};

/** All periods by their kind. */
export type Retention = Readonly<Record<RetentionKind, Period>>;

/** The first day on which something whose last use or end was then is past its period. */
export function overOn({ days, years }: Pick<Period, "days" | "years">, since: Instant): Day {
  const day = dayOf(since);
  if (years !== undefined) return `${Number(day.slice(0, 4)) + years + 1}-01-01`;
  return daysAfter(day, days ?? 0);
}

/** Whether it is past its period on a day. */
export const isOver = (period: Pick<Period, "days" | "years">, since: Instant, today: Day): boolean =>
  overOn(period, since) <= today;

/** The last moment of use that is past its period on a day, for kinds that are counted in days. */
export const overUntil = ({ days = 0 }: Pick<Period, "days">, today: Day): Instant =>
  instantOf(daysAfter(today, 1 - days)) - 1;
