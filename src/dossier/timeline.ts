import type { Certainty } from "../domain/certainty.ts";
import { type Day, daysAfter, daysBetween } from "../domain/instant.ts";
import type { Paper } from "../domain/paper.ts";
import type { Programme, Round, Stage } from "../domain/programme.ts";
import type { Answers } from "../flow/answers.ts";
import type { Checklist } from "../flow/define.ts";
import { type Need, needs } from "../flow/needs.ts";
import { type Filled, progress } from "../flow/progress.ts";
import { addWorkingDays, lastStart } from "../law/working-days.ts";

/** Calendar days counted for a paper of which nobody knows how long it takes; said wherever it is used. */
export const assumedDays = 14;

/** How long something takes. assumed: nobody knows; it is counted all the same. */
export type Length = {
  readonly unit: "days" | "working-days";
  readonly count: number;
  readonly assumed: boolean;
};

/**
 * One thing that is still to be got. begin: the latest day on which it can begin for the round that is aimed at; ready:
 * when it can be there if it begins as soon as it can; sure: how sure its length is.
 */
export type Step = {
  readonly id: string;
  readonly short: string;
  readonly optional: boolean;
  readonly length: Length;
  readonly sure: Certainty;
  readonly after: readonly string[];
  readonly begin: Day | undefined;
  readonly ready: Day;
};

/** A round with the last day on which its producer can hand in, and the days between that and when all can be there. */
export type Reach = { readonly round: Round; readonly handIn: Day; readonly slack: number };

/**
 * What is still to be got, what must be begun first in front. ready: when all that must be there can be; longest: the
 * chain of things that decides this day, in order; least: when it could be if all of which the length was not read in a
 * rule took no time; aim: the first round that can be made; rounds: all that have not
 * ended, with a negative slack where they cannot be made.
 */
export type Timeline = {
  readonly today: Day;
  readonly steps: readonly Step[];
  readonly ready: Day;
  readonly least: Day;
  readonly longest: readonly string[];
  readonly aim: Reach | undefined;
  readonly rounds: readonly Reach[];
};

/** What a timeline rests on. answers: those of the dossier, with what is taken for granted where it says nothing yet. */
export type Known = {
  readonly list: Checklist;
  readonly filled: Filled;
  readonly answers: Answers;
  readonly papers: Readonly<Record<string, Paper>>;
  readonly programme: Pick<Programme, "rounds" | "stages">;
};

/** Days to hand in by are worked out once for a round. */
const lastDays = new WeakMap<Round, { readonly stages: readonly Stage[]; readonly day: Day }>();

/** The last day to hand in for a round: offices that check before its end have so many working days. */
export function handInBy({ stages }: Known["programme"], round: Round): Day {
  const before = lastDays.get(round);
  if (before?.stages === stages) return before.day;
  const day = workedOut(stages, round);
  lastDays.set(round, { stages, day });
  return day;
}

function workedOut(stages: readonly Stage[], round: Round): Day {
  const days = stages.reduce((sum, one) => sum + (one.kind === "check" ? (one.days ?? 0) : 0), 0);
  return lastStart(round.until, days);
}

/** The timeline of a dossier as it is known on a day: forwards to when it can be there, backwards from the round's end. */
export function timeline(known: Known, today: Day): Timeline {
  const { list, filled, papers, programme } = known;
  const done = new Set(progress(list, filled).done);
  const open = needs(list, known.answers).filter((one) => !done.has(one.id));
  const ids = new Set(open.map((one) => one.id));
  const parts = new Map(
    open.map((one) => [one.id, { ...partOf(one, papers), after: one.after.filter((id) => ids.has(id)) }]),
  );
  const ready = forwards(parts, today);
  const sure = forwards(parts, today, ({ sure: how }) => how === "read");
  const must = [...parts].filter(([, part]) => !part.optional).map(([id]) => id);
  const all = latest([today, ...must.map((id) => ready.get(id) ?? today)]);
  const least = latest([today, ...must.map((id) => sure.get(id) ?? today)]);
  const rounds = programme.rounds
    .filter((round) => today <= round.until)
    .map((round) => ({ round, handIn: handInBy(programme, round) }))
    .map((one) => ({ ...one, slack: daysBetween(all, one.handIn) }))
    .toSorted((one, two) => (one.handIn < two.handIn ? -1 : 1));
  const aim = rounds.find((one) => one.slack >= 0);
  const begin = aim === undefined ? new Map<string, Day>() : backwards(parts, aim.handIn);
  const steps = [...parts]
    .map(([id, part]) => ({ id, ...part, begin: begin.get(id), ready: ready.get(id) ?? today }))
    .toSorted((one, two) => (one.begin ?? one.ready).localeCompare(two.begin ?? two.ready));
  return { today, steps, ready: all, least, longest: chain(parts, ready, must, all), aim, rounds };
}

type Part = Omit<Step, "id" | "begin" | "ready">;
type Parts = ReadonlyMap<string, Part>;

function partOf({ item, after }: Need, papers: Known["papers"]): Part {
  const paper = item.expect.kind === "paper" ? papers[item.expect.paper] : undefined;
  const { leadTime } = paper ?? {};
  const assumed = paper !== undefined && leadTime?.days === undefined && leadTime?.workingDays === undefined;
  const length: Length =
    leadTime?.workingDays === undefined
      ? { unit: "days", count: assumed ? assumedDays : (leadTime?.days ?? 0), assumed }
      : { unit: "working-days", count: leadTime.workingDays, assumed };
  const sure = leadTime?.certainty ?? "read";
  return { short: item.short, optional: item.optional === true, length, sure, after };
}

const latest = (all: readonly Day[]): Day => all.reduce((one, two) => (one > two ? one : two));

/** An office takes nothing on a day off: a term of working days begins on the next working day. */
const endOf = ({ unit, count }: Length, from: Day): Day =>
  unit === "days" || count === 0 ? daysAfter(from, count) : addWorkingDays(addWorkingDays(from, 0), count);

const startOf = ({ unit, count }: Length, end: Day): Day =>
  unit === "days" || count === 0 ? daysAfter(end, -count) : lastStart(end, count);

/** When each can be there: what waits for nothing begins today, all at once. A loop waits for itself no longer than once. */
function forwards(
  parts: Parts,
  today: Day,
  takesTime: (part: Part) => boolean = () => true,
): ReadonlyMap<string, Day> {
  const known = new Map<string, Day>();
  const ready = (id: string, above: readonly string[]): Day => {
    const before = known.get(id);
    const part = parts.get(id);
    if (before !== undefined || part === undefined || above.includes(id)) return before ?? today;
    const begins = latest([today, ...part.after.map((one) => ready(one, [...above, id]))]);
    const end = takesTime(part) ? endOf(part.length, begins) : begins;
    known.set(id, end);
    return end;
  };
  for (const id of parts.keys()) ready(id, []);
  return known;
}

/** The latest day on which each can begin, so that all that waits for it can still be there on the last day. */
function backwards(parts: Parts, last: Day): ReadonlyMap<string, Day> {
  const known = new Map<string, Day>();
  const begin = (id: string, above: readonly string[]): Day => {
    const before = known.get(id);
    const part = parts.get(id);
    if (before !== undefined || part === undefined || above.includes(id)) return before ?? last;
    const waiting = [...parts].filter(([, other]) => other.after.includes(id) && counts(part, other));
    const end = waiting
      .map(([other]) => begin(other, [...above, id]))
      .reduce((one, two) => (one < two ? one : two), last);
    const day = startOf(part.length, end);
    known.set(id, day);
    return day;
  };
  for (const id of parts.keys()) begin(id, []);
  return known;
}

/** What must be there does not hurry for what may be left out. */
const counts = (part: Part, other: Part): boolean => part.optional || !other.optional;

/** The things that decide when all can be there: each is what the next one waits for longest. */
function chain(
  parts: Parts,
  ready: ReadonlyMap<string, Day>,
  must: readonly string[],
  end: Day,
): readonly string[] {
  const found: string[] = [];
  const on = (id: string): Day => ready.get(id) ?? "";
  let at = must.find((id) => on(id) === end && (parts.get(id)?.length.count ?? 0) > 0);
  while (at !== undefined && !found.includes(at)) {
    found.unshift(at);
    at = parts.get(at)?.after.toSorted((one, two) => on(two).localeCompare(on(one)))[0];
  }
  return found;
}
