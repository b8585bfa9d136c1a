import { retentionTimer } from "../../dialogue/readers/office/retention.ts";
import type { Setting } from "../../dialogue/scene.ts";
import { type Day, dayOf, hours, type Instant, instantOf, minutes, seconds } from "../../domain/instant.ts";
import { fileIndex, lastKey, retentionReportKey, retentionRunKey, roundsKey } from "../../domain/keys.ts";
import {
  type PastRecord,
  type Retention,
  type RetentionCounts,
  type RetentionKind,
  retentionKinds,
  type RetentionReport,
} from "../../domain/retention.ts";
import { may } from "../../domain/role.ts";
import { nextHour } from "../../dossier/reminders.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files, Lying } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import type { Change, Claimed, Store } from "../../store/contract.ts";
import { auditLine, holders } from "../roles.ts";
import { withRounds } from "../rounds.ts";
import { dossiers, recordGone, sessions } from "./dossiers.ts";
import {
  lane,
  newRun,
  nightWork,
  plus,
  readReport,
  readRun,
  readWork,
  type Run,
  writtenReport,
} from "./kept.ts";
import { leftovers, strayFiles } from "./leftovers.ts";
import { type Looking, oneOf, type Page, type Stage } from "./look.ts";
import { announcements, forgotten, people, trainings } from "./people.ts";

/** In this order: what holds files before files, what names people before what stays of them. */
const stages: readonly Stage[] = [
  ...leftovers,
  dossiers,
  sessions,
  people,
  announcements,
  trainings,
  forgotten,
  strayFiles,
];

/** When it begins, in Vietnam. */
const begins = "02:30";
const lease = seconds(30);
/** One claim is worked on so long; then it is given back and taken up again at the same place. */
const stretch = seconds(10);
/** How often it is looked whether another process has left it behind. */
const lookAgain = seconds(30);
/** How long it waits where it is switched off. */
const offFor = minutes(10);
/** How often a page is made again because somebody was faster. */
const mostStale = 5;
/** Records that are named in one report, and chats that hear of it. */
const mostListed = 200;
const mostTold = 20;

/** allowed: whether it is switched on. lying: what lies where files lie, if that is to be swept. */
export type Nightly = {
  readonly allowed?: () => Promise<boolean>;
  readonly lying?: Lying;
};

export type NightParts = Nightly & {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly setting: Setting;
  readonly files?: Files;
  /** Called when there is more to do at once. */
  readonly wake: () => void;
};

export type Night = {
  readonly claim: () => Promise<readonly Claimed[]>;
  readonly handle: (claimed: Claimed) => Promise<void>;
  /** Something was put into the lane: it is looked at the next time. */
  readonly soon: () => void;
};

/** The nightly look at all that is kept, once for all processes; and what staff let go, as soon as they say so. */
export function nightly(parts: NightParts): Night {
  const { store, clock } = parts;
  let seededDay: Day = "";
  let lookAt = 0;
  /** Puts the work of a day into the lane, whoever comes first. */
  const seed = async (now: Instant): Promise<void> => {
    const day = dayOf(now);
    if (day === seededDay) return;
    await store.commit(seedOf(day, now));
    seededDay = day;
    lookAt = 0;
  };
  const soon = (): void => {
    lookAt = 0;
  };
  return {
    soon,
    claim: async () => {
      const now = clock.now();
      if (parts.setting.retention === undefined) return [];
      await seed(now);
      if (now < lookAt) return [];
      lookAt = Math.min(now + lookAgain, nextBegin(now));
      return store.claim(lane, { now, limit: 1, lease, most: 5 });
    },
    handle: async (claimed) => {
      const more = await worked(parts, claimed);
      if (!more) return;
      soon();
      parts.wake();
    },
  };
}

/** The work of a day: it is put there once, and is due at its hour. */
const seedOf = (day: Day, now: Instant): Change => seeded(`night:${day}`, now, instantOf(`${day} ${begins}`));

/** A look at once, by hand: it takes the place of the one of this night. */
export const byHand = (now: Instant): Change => seeded(`by-hand:${now}`, now, now);

const seeded = (id: string, now: Instant, due: Instant): Change => ({
  now,
  seen: [{ id: `retention:${id}`, until: now + hours(72) }],
  push: [nightWork(id, due)],
});

const nextBegin = (now: Instant): Instant => {
  const today = instantOf(`${dayOf(now)} ${begins}`);
  return now < today ? today : now + lookAgain;
};

/** Works on what was claimed; whether there is more to do at once. */
async function worked(parts: NightParts, claimed: Claimed): Promise<boolean> {
  const { store, clock } = parts;
  const { retention } = parts.setting;
  const back = { lane: claimed.lane, group: claimed.group };
  if (retention === undefined || (parts.allowed !== undefined && !(await parts.allowed()))) {
    const now = clock.now();
    await store.commit({ now, held: [claimed], release: [{ ...back, until: now + offFor }] });
    return false;
  }
  const [rounds] = await store.load([roundsKey]);
  const around = { ...parts, retention, setting: withRounds(parts.setting, rounds) };
  const [work] = claimed.works;
  if (work === undefined) return false;
  const what = readWork(work.text);
  return what.kind === "night" ? lookedAt(around, claimed) : letGo(around, claimed, what.records);
}

type Around = NightParts & { readonly retention: Retention };

/** Goes on with the look where it stands, until it is through or its stretch is over. */
async function lookedAt(parts: Around, claimed: Claimed): Promise<boolean> {
  const { store, clock } = parts;
  const until = clock.now() + stretch;
  const back = { lane: claimed.lane, group: claimed.group };
  let stale = 0;
  let known: { readonly run: Run; readonly version: number } | undefined;
  while (true) {
    const now = clock.now();
    known ??= await kept(store, now);
    const expect = [{ key: retentionRunKey, version: known.version }];
    if (known.run.stage >= stages.length) return finished(parts, claimed, known.run, expect);
    const { next, page } = await step(parts, known.run, now, false);
    const last = now >= until;
    // Nothing to do is nothing to write down.
    if (!last && isNothing(page)) {
      known = { run: next, version: known.version };
      continue;
    }
    const committed = await store.commit({
      ...page.change,
      now,
      held: [claimed],
      expect: [...expect, ...(page.change.expect ?? [])],
      put: [...(page.change.put ?? []), { key: retentionRunKey, text: JSON.stringify(next) }],
      ...(last ? { release: [back] } : {}),
    });
    if (committed === "stale") {
      known = undefined;
      stale += 1;
      if (stale < mostStale) continue;
      // Somebody writes there just now, or the claim is another's.
      await store.commit({ now, held: [claimed], release: [{ ...back, until: now + minutes(1) }] });
      return false;
    }
    known = { run: next, version: known.version + 1 };
    stale = 0;
    await dropFiles(parts, page.files ?? []);
    if (last) return true;
  }
}

async function kept(store: Store, now: Instant): Promise<{ readonly run: Run; readonly version: number }> {
  const [found] = await store.load([retentionRunKey]);
  return found === undefined
    ? { run: newRun(dayOf(now), now), version: 0 }
    : { run: readRun(found.text), version: found.version };
}

const isNothing = ({ change, gone = {}, past = [], files = [] }: Page): boolean =>
  [change.put, change.index, change.drop, change.push, past, files].every((part = []) => part.length === 0) &&
  Object.values(gone).every((count) => count === 0);

/** The next page of a look, and where it stands afterwards. What cannot be looked at is passed over, and told. */
async function step(
  parts: Around,
  run: Run,
  now: Instant,
  dry: boolean,
): Promise<{ readonly next: Run; readonly page: Page }> {
  const { store, setting, retention, files, lying, log } = parts;
  const { cursor, ...rest } = run;
  const stage = stages[run.stage];
  const looking: Looking = { store, setting, retention, today: run.day, now, run, files, lying, dry };
  try {
    const page: Page = stage === undefined ? { change: {} } : await stage.page(looking, cursor);
    const past = page.past ?? [];
    return {
      page,
      next: {
        ...rest,
        gone: plus(run.gone, page.gone ?? {}),
        past: plus(run.past, countsOf(past)),
        listed: [...run.listed, ...past].slice(0, mostListed),
        ...(page.cursor === undefined ? { stage: run.stage + 1 } : { cursor: page.cursor }),
      },
    };
  } catch (why) {
    const name = stage?.name ?? "";
    log({
      what: "retention",
      code: "failed",
      stage: name,
      fault: why instanceof Error ? why.name : "unknown",
    });
    return {
      page: { change: {} },
      next: { ...rest, stage: run.stage + 1, failed: [...run.failed, name] },
    };
  }
}

function countsOf(past: readonly PastRecord[]): RetentionCounts {
  const counts: { [Kind in RetentionKind]?: number } = {};
  for (const { kind } of past) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** All of it in one commit: the report, how it went, the counts in the audit log, and who hears of it in the morning. */
async function finished(
  parts: Around,
  claimed: Claimed,
  run: Run,
  expect: Required<Change>["expect"],
): Promise<boolean> {
  const { store, clock, log } = parts;
  const now = clock.now();
  const [before] = await store.load([retentionReportKey]);
  const last = before === undefined ? undefined : readReport(before.text);
  const { day, gone, past, listed, failed } = run;
  const report: RetentionReport = { day, gone, past, listed, failed };
  const chats = isWorthTelling(report, last, parts.retention) ? await listeners(parts, day) : [];
  const committed = await store.commit({
    now,
    held: [claimed],
    expect,
    put: [
      { key: retentionRunKey, text: null },
      { key: retentionReportKey, text: writtenReport(report) },
      {
        key: lastKey("retention"),
        text: JSON.stringify({ at: now, ok: failed.length === 0, code: failed[0] ?? "done" }),
      },
    ],
    append: auditLines(gone, now),
    push: chats.map((thread) => ({
      lane: "timers",
      group: `${retentionTimer}:${thread}`,
      id: `${retentionTimer}:${day}:${thread}`,
      text: JSON.stringify({ thread, name: retentionTimer }),
      due: nextHour(now),
    })),
    done: [{ lane: claimed.lane, group: claimed.group, ids: claimed.works.map((work) => work.id) }],
    release: [{ lane: claimed.lane, group: claimed.group }],
  });
  if (committed === "done") log({ what: "retention", code: "done", day });
  return false;
}

const auditLines = (gone: RetentionCounts, now: Instant) =>
  retentionKinds.flatMap((kind) => {
    const count = gone[kind] ?? 0;
    return count === 0 ? [] : [auditLine(now, "retention", "retention-erased", `${kind} ${count}`)];
  });

/** Something went that is no trifle, a part could not be looked at, or other records than before are past their period. */
const isWorthTelling = (
  report: RetentionReport,
  last: RetentionReport | undefined,
  retention: Retention,
): boolean =>
  report.failed.length > 0 ||
  retentionKinds.some((kind) => (report.gone[kind] ?? 0) > 0 && retention[kind].quiet !== true) ||
  (report.listed.length > 0 && JSON.stringify(report.listed) !== JSON.stringify(last?.listed ?? []));

/** The chats of whoever looks after what is kept. */
async function listeners({ store, setting }: Around, today: Day): Promise<readonly string[]> {
  const kept = await holders({ range: store.range, load: oneOf(store) });
  return kept
    .filter(({ person }) => may(person.roles, "retain", setting.programme, today))
    .map(({ person }) => person.reminders?.chat ?? person.threads[0] ?? "")
    .filter((thread) => thread !== "")
    .slice(0, mostTold);
}

/** What staff agreed to let go, record by record; each is looked at once more. */
async function letGo(parts: Around, claimed: Claimed, records: readonly PastRecord[]): Promise<boolean> {
  const { store, clock, setting, retention } = parts;
  const until = clock.now() + stretch;
  const [work] = claimed.works;
  const back = { lane: claimed.lane, group: claimed.group };
  for (const record of records) {
    for (let tries = 0; tries < mostStale; tries += 1) {
      const now = clock.now();
      const page = await recordGone({ store, setting, retention, today: dayOf(now) }, record);
      if (page === undefined) break;
      const committed = await store.commit({
        ...page.change,
        now,
        held: [claimed],
        append: auditLines(page.gone ?? {}, now),
      });
      if (committed === "stale") continue;
      await dropFiles(parts, page.files ?? []);
      break;
    }
    if (clock.now() >= until) {
      await store.commit({ now: clock.now(), held: [claimed], release: [back] });
      return true;
    }
  }
  await store.commit({
    now: clock.now(),
    held: [claimed],
    done: [{ ...back, ids: work === undefined ? [] : [work.id] }],
    release: [back],
  });
  return claimed.works.length > 1;
}

/** Deletes files that nothing holds any more; what will not go now is found by the sweep. */
async function dropFiles({ store, files, log }: Around, hashes: readonly string[]): Promise<void> {
  for (const hash of new Set(hashes)) {
    if ((await store.range(fileIndex(hash), { limit: 1 })).length > 0) continue;
    await files?.drop(hash).catch((why: unknown) => {
      log({ what: "file-left", code: why instanceof Error ? why.name : "unknown" });
    });
  }
}

/** What a look would do on a day, without doing it. */
export async function foreseen(parts: NightParts, day: Day): Promise<RetentionReport | undefined> {
  const { retention } = parts.setting;
  if (retention === undefined) return undefined;
  const [rounds] = await parts.store.load([roundsKey]);
  const around = { ...parts, retention, setting: withRounds(parts.setting, rounds) };
  const at = instantOf(`${day} ${begins}`);
  let run = newRun(day, at);
  while (run.stage < stages.length) ({ next: run } = await step(around, run, at, true));
  return run;
}
