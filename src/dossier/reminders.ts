import {
  clockTime,
  type Day,
  dayOf,
  daysAfter,
  daysBetween,
  type Instant,
  instantOf,
} from "../domain/instant.ts";
import type { Round } from "../domain/programme.ts";
import { roundFor } from "../domain/round.ts";

/** Days before the last day of a round on which one is reminded of it. */
const beforeRound: readonly number[] = [14, 7, 3, 1];
/** Days before a certificate ends: a month before the 180 to 120 days in which it is renewed, then in them. */
const beforeCertificateEnds: readonly number[] = [210, 180, 150, 125];
/** Days before a paper of a dossier ends on which one is warned of it. */
const beforePaperEnds: readonly number[] = [60, 30, 7];
/** Days that a dossier lies before it gets its one gentle reminder; said in the two weeks after, or not at all. */
const long = 21;
const longest = long + 14;
/** Days in which the gentle one does not follow another. */
const apart = 7;

/** Nobody is reminded before or after these, in Vietnam. */
const opens = "08:00";
const closes = "20:00";
/** The latest that a reminder is planned for: what is late still comes before the day closes. */
const latest = "19:30";

/** Days before something must be begun on which one is reminded of it. */
const beforeStep: readonly number[] = [3, 0];

/**
 * What has to be begun by when, so that a dossier is in time for a round; without items it is the handing in. lost: a round
 * that can no longer be made, which they have not heard yet.
 */
export type Plan = {
  readonly round?: Round | undefined;
  readonly steps: readonly { readonly items: readonly string[]; readonly begin: Day }[];
  readonly lost?: Round | undefined;
};

/** A certificate of a person's, until its last day. */
export type Certificate = { readonly id: string; readonly title: string; readonly until: Day };

/**
 * What somebody may be reminded of. touched: when any of their unfinished dossiers was last worked on, if they have one;
 * last: the day of the last reminder. Certificates that are being renewed are left out.
 */
export type Facts = {
  readonly touched?: Day | undefined;
  readonly last?: Day | undefined;
  readonly rounds: readonly Round[];
  readonly certificates?: readonly Certificate[];
  readonly plan?: Plan | undefined;
};

/** One thing to be reminded of, `left` days before it ends. gentle: a dossier nobody touched; there may be no round. */
export type Due =
  | { readonly about: "round"; readonly round: Round; readonly left: number }
  | { readonly about: "gentle"; readonly round: Round | undefined; readonly left: number }
  | { readonly about: "certificate"; readonly certificate: Certificate; readonly left: number }
  | {
      readonly about: "step";
      readonly items: readonly string[];
      readonly begin: Day;
      readonly round: Round;
      readonly left: number;
    }
  | { readonly about: "lost"; readonly round: Round; readonly left: number };

/** All that is said on one day: one message. Nothing due: it is only looked again, since a round may be lost by then. */
export type Reminder = { readonly day: Day; readonly due: readonly Due[] };

/** What will be said from a day on if nothing happens until then: by day, one message a day. */
export function remindersFor(facts: Facts, from: Day): readonly Reminder[] {
  const all = [...ofDossiers(facts, from), ...ofPlan(facts, from), ...ofCertificates(facts, from)].filter(
    (one) => one.day !== facts.last,
  );
  return [...new Set(all.map((one) => one.day))]
    .toSorted()
    .map((day) => ({ day, due: all.filter((one) => one.day === day).flatMap((one) => one.due) }));
}

/** Before the end of a round as long as somebody works on it; once after three weeks without. */
function ofDossiers({ touched, last: said, rounds }: Facts, from: Day): readonly Reminder[] {
  if (touched === undefined) return [];
  const found: Reminder[] = [];
  let last = said;
  for (let idle = Math.max(0, daysBetween(touched, from)); idle < longest; idle += 1) {
    const day = daysAfter(touched, idle);
    const round = roundFor(rounds, day);
    const left = round === undefined ? 0 : daysBetween(day, round.until);
    const ago = last === undefined ? longest : daysBetween(last, day);
    if (idle < long) {
      if (round === undefined || !beforeRound.includes(left) || ago < 1) continue;
      found.push({ day, due: [{ about: "round", round, left }] });
      last = day;
    } else {
      // Once after so long is enough, whatever it was said for.
      if (ago <= idle - long) break;
      if (ago < apart) continue;
      found.push({ day, due: [{ about: "gentle", round, left }] });
      break;
    }
  }
  return found;
}

/**
 * What must be begun: three days before, and on the day. Of what nobody has touched for three weeks only the first is said,
 * three days before, since the others are in vain without it; after five weeks nobody is told that a round is lost.
 */
function ofPlan({ touched, plan }: Facts, from: Day): readonly Reminder[] {
  if (touched === undefined || plan === undefined) return [];
  const { round, lost } = plan;
  const idle = (day: Day): number => daysBetween(touched, day);
  const found: Reminder[] = [];
  if (lost !== undefined && idle(from) < longest)
    found.push({ day: from, due: [{ about: "lost", round: lost, left: 0 }] });
  if (round === undefined) return found;
  const steps = plan.steps.toSorted((one, two) => (one.begin < two.begin ? -1 : 1));
  const [first] = steps;
  for (const { items, begin } of steps)
    for (const left of beforeStep) {
      const day = daysAfter(begin, -left);
      if (day < from || (idle(day) >= long && (begin !== first?.begin || left === 0))) continue;
      found.push({ day, due: [{ about: "step", items, begin, round, left }] });
    }
  const over = first === undefined ? undefined : daysAfter(first.begin, 1);
  if (over !== undefined && over > from && idle(over) < longest) found.push({ day: over, due: [] });
  return found;
}

const ofCertificates = ({ certificates = [] }: Facts, from: Day): readonly Reminder[] =>
  certificates.flatMap((certificate) =>
    beforeCertificateEnds.flatMap((left) => {
      const day = daysAfter(certificate.until, -left);
      return day < from ? [] : [{ day, due: [{ about: "certificate" as const, certificate, left }] }];
    }),
  );

/** From a day on, the days on which one is warned that something ends. */
export const expiryDays = (until: Day, from: Day): readonly Day[] =>
  beforePaperEnds.map((left) => daysAfter(until, -left)).filter((day) => day >= from);

/** Whether one may be reminded at this hour. */
export const isHour = (now: Instant): boolean => clockTime(now) >= opens && clockTime(now) < closes;

/** When on a day: at the hour at which they last wrote, as far as one may be reminded then. */
export function momentOn(day: Day, wrote: Instant): Instant {
  const time = clockTime(wrote);
  return instantOf(`${day} ${time < opens ? opens : time > latest ? latest : time}`);
}

/** The next hour at which one may be reminded. */
export function nextHour(now: Instant): Instant {
  if (isHour(now)) return now;
  const today = dayOf(now);
  return instantOf(`${clockTime(now) < opens ? today : daysAfter(today, 1)} ${opens}`);
}

/** Until when a reminder said now is worth reading. */
export const worthUntil = (now: Instant): Instant => instantOf(`${dayOf(now)} ${closes}`);
