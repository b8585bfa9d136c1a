import { z } from "zod";
import { clockTime, type Day, dayOf, days, type Instant, minutes, seconds } from "../domain/instant.ts";
import type { Condition, LaneName } from "./condition.ts";

/** What administrators are told of by themselves, the urgent first. */
export const alarmNames = [
  "queue-old",
  "disk-full",
  "zalo-token",
  "zalo-token-ends",
  "zalo-quota",
  "stuck",
  "held-growing",
  "doubt-growing",
  "model-away",
  "backup-failed",
  "retention-failed",
  "backup-old",
] as const;
export type AlarmName = (typeof alarmNames)[number];

/** Those that cannot wait until the morning. */
const urgent: readonly AlarmName[] = ["queue-old", "disk-full", "zalo-token"];

/** Those that count from the morning on: a new day ends them, though nothing may be better. */
const ofDay: readonly AlarmName[] = ["held-growing", "doubt-growing"];

/** From when on something is wrong. */
const limits = {
  queue: { inbox: minutes(5), outbox: minutes(5), timers: minutes(5), broadcast: minutes(30) },
  /** A disk with less than this part free, or fewer bytes. */
  diskPart: 0.05,
  diskBytes: 1024 ** 3,
  tokenEnds: days(14),
  quotaPart: 0.1,
  heldMore: 10,
  doubtMore: 5,
  modelAway: minutes(15),
  backup: days(7),
  storeAway: seconds(10),
} as const satisfies { readonly queue: Readonly<Record<LaneName, number>> } & Record<string, unknown>;

/** Wrong for so long, something is told; well for so long, it is over. */
const stays = seconds(50);
const settles = minutes(5);
const again = days(1);

const openSchema = z.object({ since: z.number(), told: z.number().optional(), well: z.number().optional() });
const alarmsSchema = z.object({
  schema: z.literal(1),
  checkedAt: z.number(),
  since: z.number(),
  day: z.object({ day: z.string(), held: z.number(), doubt: z.number() }),
  open: z.record(z.string(), openSchema),
  storeAway: z.number(),
});

/**
 * Alarms that are not over: since when, when told last, and since when all is well again. since: of the first look. day:
 * what there was at the day's beginning. storeAway: until when the store was away the last time that was told.
 */
export type Alarms = z.infer<typeof alarmsSchema>;

export const readAlarms = (text: string): Alarms => alarmsSchema.parse(JSON.parse(text));

/** All that alarms look at. model: since when it fails; undefined: it was not asked. */
export type Seen = {
  readonly condition: Condition;
  readonly model?: Instant | "well" | undefined;
  readonly storeAway?: { readonly from: Instant; readonly until: Instant } | undefined;
};

/** What the places of an alarm's words are filled with. */
export type Fill = Readonly<Record<string, string | number>>;

type Known = Pick<Alarms, "since" | "day">;

const wholeDays = (ms: number): number => Math.max(0, Math.floor(ms / days(1)));

/** What is wrong now, with the figures of it; what cannot be told now is "unknown". */
export function wrongNow(
  { condition, model }: Seen,
  { since, day }: Known,
): ReadonlyMap<AlarmName, Fill | "unknown"> {
  const { at, lanes, jobs, zalo, disk, stuck, held, doubt } = condition;
  const oldest = Object.entries(limits.queue)
    .map(([lane, most]) => ({ lane, most, age: isLane(lane) ? lanes[lane].age : 0 }))
    .find(({ age, most }) => age > most);
  const left = zalo?.until === undefined ? undefined : zalo.until - at;
  const { quota } = zalo ?? {};
  const { backup, retention } = jobs;
  const backedUp = at - (backup?.at ?? since);
  const all: Readonly<Record<AlarmName, Fill | "unknown" | false>> = {
    "queue-old": oldest !== undefined && { lane: oldest.lane, minutes: Math.floor(oldest.age / minutes(1)) },
    "disk-full":
      disk === undefined
        ? "unknown"
        : (disk.free < limits.diskBytes || disk.free < disk.total * limits.diskPart) && {
            free: Math.floor(disk.free / 1024 ** 2),
          },
    "zalo-token": zalo === undefined ? "unknown" : zalo.token !== "good" && {},
    "zalo-token-ends": left === undefined ? "unknown" : left < limits.tokenEnds && { days: wholeDays(left) },
    "zalo-quota":
      quota === undefined || quota.total === 0
        ? "unknown"
        : quota.remain < quota.total * limits.quotaPart && { remain: quota.remain, total: quota.total },
    stuck: stuck > 0 && { count: stuck },
    "held-growing": held - day.held >= limits.heldMore && { count: held, more: held - day.held },
    "doubt-growing": doubt - day.doubt >= limits.doubtMore && { count: doubt, more: doubt - day.doubt },
    "model-away":
      model === undefined
        ? "unknown"
        : model !== "well" &&
          at - model >= limits.modelAway && { minutes: Math.floor((at - model) / minutes(1)) },
    "backup-failed": backup?.ok === false && { code: backup.code },
    "retention-failed": retention?.ok === false && { code: retention.code },
    "backup-old": backedUp > limits.backup && { days: wholeDays(backedUp) },
  };
  return new Map(
    alarmNames.flatMap((name) => {
      const found = all[name];
      return found === false ? [] : [[name, found] as const];
    }),
  );
}

const isLane = (name: string): name is LaneName => Object.hasOwn(limits.queue, name);

/** What is to be told. over: it is so no more. away: the store was, and came back. */
export type Telling =
  | { readonly what: "begun" | "lasts"; readonly name: AlarmName; readonly fill: Fill }
  | { readonly what: "over"; readonly name: AlarmName }
  | { readonly what: "away"; readonly from: Instant; readonly until: Instant };

/** Between 21:00 and 7:00 only what is urgent is told. */
function isNight(now: Instant): boolean {
  const time = clockTime(now);
  return time >= "21:00" || time < "07:00";
}

/** The alarms after one more look, and what is to be told of them: each once, again a day later, and once when it is over. */
export function nextAlarms(
  before: Alarms | undefined,
  seen: Seen,
): { readonly alarms: Alarms; readonly tell: readonly Telling[] } {
  const { at, held, doubt } = seen.condition;
  const today: Day = dayOf(at);
  const day = before?.day.day === today ? before.day : { day: today, held, doubt };
  const since = before?.since ?? at;
  const wrong = wrongNow(seen, { since, day });
  const night = isNight(at);
  const tell: Telling[] = [];
  const open: Record<string, Alarms["open"][string]> = {};
  for (const name of alarmNames) {
    const known = before?.open[name];
    const fill = wrong.get(name);
    const may = !night || urgent.includes(name);
    if (fill === "unknown") {
      if (known !== undefined) open[name] = known;
    } else if (fill !== undefined) {
      const told = known?.told;
      const stayed = known !== undefined && at - known.since >= stays;
      const due = may && stayed && (told === undefined || at - told >= again);
      if (due) tell.push({ what: told === undefined ? "begun" : "lasts", name, fill });
      open[name] = {
        since: known?.since ?? at,
        ...(due ? { told: at } : told === undefined ? {} : { told }),
      };
    } else if (known !== undefined) {
      const well = known.well ?? at;
      if (known.told === undefined || ofDay.includes(name)) continue;
      if (at - well < settles || !may) open[name] = { ...known, well };
      else tell.push({ what: "over", name });
    }
  }
  const { storeAway: away } = seen;
  const lastAway = before?.storeAway ?? 0;
  const tellsAway =
    !night && away !== undefined && away.until - away.from >= limits.storeAway && away.from > lastAway;
  if (tellsAway) tell.push({ what: "away", from: away.from, until: away.until });
  const storeAway = tellsAway ? away.until : lastAway;
  return { alarms: { schema: 1, checkedAt: at, since, day, open, storeAway }, tell };
}
