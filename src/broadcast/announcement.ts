import { z } from "zod";
import type { Instant } from "../domain/instant.ts";
import { hours } from "../domain/instant.ts";
import { fileSchema } from "../dossier/entry.ts";
import { plain } from "../text/plain.ts";
import { topics } from "./contact.ts";
import { segmentSchema } from "./segment.ts";

export const announcementStates = [
  "draft",
  "proposed",
  "freezing",
  "running",
  "paused",
  "stopped",
  "done",
  "expired",
] as const;
export type AnnouncementState = (typeof announcementStates)[number];

/**
 * One announcement. text: with {ten} {xa} {sanpham} {hanchot} for each person; answers: offered as choices. startAt: not
 * before; until: not after. evergreen: also for people who join later. perHour: at most so many, where the answers have
 * to be read by somebody. reminds: of which it reminds, so that answers to it are answers to that one. released: who let it go, and when. cursor: how far the list of people is frozen, by the time
 * they joined, with those of that very time; cutoff: who joined later is not on it. round: how often it was sent on its way. emptied: its
 * list is no more, and how many gave each answer.
 */
export const announcementSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  text: z.string(),
  file: fileSchema.optional(),
  answers: z.array(z.string()),
  topic: z.enum(topics),
  urgent: z.boolean(),
  segment: segmentSchema,
  by: z.string(),
  at: z.number(),
  state: z.enum(announcementStates),
  startAt: z.number().optional(),
  until: z.number().optional(),
  evergreen: z.literal(true).optional(),
  perHour: z.number().int().positive().optional(),
  reminds: z.string().optional(),
  released: z.object({ by: z.string(), at: z.number() }).optional(),
  cursor: z.object({ place: z.number(), passed: z.array(z.string()), whole: z.boolean() }).optional(),
  cutoff: z.number().optional(),
  frozen: z.number(),
  chunks: z.number(),
  round: z.number(),
  emptied: z.object({ at: z.number(), answers: z.array(z.number()) }).optional(),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** What staff write of an announcement; all else comes with its life. */
export type Drafted = Pick<
  Announcement,
  "id" | "text" | "answers" | "topic" | "urgent" | "segment" | "by" | "at"
> &
  Partial<Pick<Announcement, "file" | "startAt" | "until" | "evergreen" | "perHour" | "reminds">>;

/** A new announcement that nobody gets yet. */
export const drafted = (what: Drafted): Announcement => ({
  schema: 1,
  ...what,
  state: "draft",
  frozen: 0,
  chunks: 0,
  round: 0,
});

/** What can be done to an announcement as a whole. release: freeze its list and send. end: everybody on it is done. */
export type Step = "propose" | "release" | "pause" | "go-on" | "stop" | "end" | "expire" | "reopen";

const steps: Readonly<Record<Step, readonly AnnouncementState[]>> = {
  propose: ["draft"],
  release: ["draft", "proposed"],
  pause: ["freezing", "running"],
  "go-on": ["paused"],
  stop: ["draft", "proposed", "freezing", "running", "paused"],
  end: ["running"],
  expire: ["freezing", "running", "paused"],
  // A doubt is to be sent again.
  reopen: ["running", "paused", "done"],
};

export const canTake = (step: Step, { state }: Pick<Announcement, "state">): boolean =>
  steps[step].includes(state);

/** The announcement after a step; undefined where it cannot be taken. */
export function stepped(
  announcement: Announcement,
  step: Step,
  now: Instant,
  by = "",
): Announcement | undefined {
  if (!canTake(step, announcement)) return undefined;
  const whole = announcement.cursor?.whole === true;
  switch (step) {
    case "propose":
      return { ...announcement, state: "proposed" };
    case "release":
      return {
        ...announcement,
        state: "freezing",
        released: { by, at: now },
        cutoff: Math.max(now, announcement.startAt ?? now),
        cursor: { place: 0, passed: [], whole: false },
        round: 1,
      };
    case "pause":
      return { ...announcement, state: "paused" };
    case "go-on":
      return { ...announcement, state: whole ? "running" : "freezing", round: announcement.round + 1 };
    case "stop":
      return { ...announcement, state: "stopped", round: announcement.round + 1 };
    case "end":
      return { ...announcement, state: "done" };
    case "expire":
      return { ...announcement, state: "expired" };
    case "reopen":
      return {
        ...announcement,
        state: announcement.state === "done" ? "running" : announcement.state,
        round: announcement.round + 1,
      };
  }
}

/** Why nothing of it is sent now: for good, or for now; undefined when it is. */
export function hindrance(
  { state, until }: Announcement,
  now: Instant,
):
  | { readonly why: "stopped" | "late"; readonly ends: true }
  | { readonly why: "paused"; readonly ends: false }
  | undefined {
  if (state === "stopped") return { why: "stopped", ends: true };
  if (state === "expired" || (until !== undefined && until < now)) return { why: "late", ends: true };
  if (state === "freezing" || state === "running" || state === "done") return undefined;
  return { why: "paused", ends: false };
}

/** When it ended; undefined as long as something may still go. */
export function endedAt({ state, at, startAt, until, released }: Announcement): Instant | undefined {
  if (state !== "done" && state !== "stopped" && state !== "expired") return undefined;
  return Math.max(at, startAt ?? 0, until ?? 0, released?.at ?? 0);
}

/** How long the same words to the same people count as a repetition. */
const sameFor = hours(24);

/**
 * The announcement that was sent with the same words to the same people a short while ago: staff are asked whether they
 * mean it, and may.
 */
export const sentBefore = (
  wanted: Pick<Announcement, "id" | "text" | "segment">,
  others: readonly Announcement[],
  now: Instant,
): Announcement | undefined =>
  others.find(
    (one) =>
      one.id !== wanted.id &&
      one.released !== undefined &&
      now - one.released.at < sameFor &&
      plain(one.text) === plain(wanted.text) &&
      JSON.stringify(sorted(one.segment)) === JSON.stringify(sorted(wanted.segment)),
  );

/** The same conditions in the same order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((one, two) => (JSON.stringify(one) < JSON.stringify(two) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [two]) => (one < two ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
