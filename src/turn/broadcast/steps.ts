import { type Announcement, type Step, stepped } from "../../broadcast/announcement.ts";
import {
  countOf,
  isHeld,
  type Move,
  moved,
  noTally,
  type Row,
  type Tally,
  tallyStates,
  type TallyState,
} from "../../broadcast/ledger.ts";
import { counted, type Forecast, noForecast, type Reaches, rowFor } from "../../broadcast/plan.ts";
import type { Contact } from "../../broadcast/contact.ts";
import type { Instant } from "../../domain/instant.ts";
import { announcementIndex, announcementKey, chunkKey, tallyIndex } from "../../domain/keys.ts";
import type { Change, Store, Versioned } from "../../store/contract.ts";
import { countIn } from "./audience.ts";
import { answeredBy } from "./answers-to.ts";
import type { AnswersTo } from "./freeze.ts";
import { againWork, chunkWork, freezeWork, readAnnouncement, readChunk, tallyChange } from "./kept.ts";

type Part = Required<Pick<Change, "expect" | "put" | "index" | "push">>;

/** The part of a commit that keeps an announcement as it is written; `found` is what was loaded under its key. */
export const keepAnnouncement = (announcement: Announcement, found: Versioned | undefined): Part => ({
  expect: [{ key: announcementKey(announcement.id), version: found?.version ?? 0 }],
  put: [{ key: announcementKey(announcement.id), text: JSON.stringify(announcement) }],
  index: [{ index: announcementIndex, member: announcement.id, score: announcement.at }],
  push: [],
});

/**
 * The part of a commit that takes a step with an announcement: release (the list is frozen and sent, from `startAt` on),
 * pause, go on, stop. undefined where it cannot be taken.
 */
export function takeStep(
  found: Versioned,
  step: Extract<Step, "propose" | "release" | "pause" | "go-on" | "stop">,
  now: Instant,
  by: string,
): Part | undefined {
  const next = stepped(readAnnouncement(found.text), step, now, by);
  if (next === undefined) return undefined;
  return { ...keepAnnouncement(next, found), push: worksAfter(readAnnouncement(found.text), next, now) };
}

/** The works that a change of an announcement makes: its list is begun, or all of it is looked at once more. */
export function worksAfter(
  before: Announcement,
  next: Announcement,
  now: Instant,
): NonNullable<Change["push"]> {
  const { startAt } = next;
  const due = startAt !== undefined && startAt > now && next.state !== "stopped" ? { due: startAt } : {};
  if (next.round === before.round) return [];
  if (before.released === undefined && next.released !== undefined) return [{ ...freezeWork(next), ...due }];
  return next.state === "stopped" && next.chunks === 0 ? [] : [{ ...againWork(next, 0), ...due }];
}

/** Entries of an index read at once, and pages of one look at most. */
const pageSize = 1_000;
const mostPages = 10_000;

/** Every member of a tally with its count: no two have the same score. */
async function* countsOf(
  store: Pick<Store, "range">,
  id: string,
  state: TallyState,
): AsyncGenerator<{ readonly chunk: number; readonly count: number }> {
  let from = 0;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await store.range(tallyIndex(id, state), { from, limit: pageSize });
    for (const { member, score } of page)
      if (score !== from) yield { chunk: Number(member), count: countOf(score) };
    const last = page.at(-1)?.score;
    if (page.length < pageSize || last === undefined) return;
    from = last;
  }
}

/** How many recipients stand where; the sum is the number that was frozen. */
export async function tallyOf(store: Pick<Store, "range">, id: string): Promise<Tally> {
  const tally: Record<TallyState, number> = { ...noTally };
  for (const state of tallyStates)
    for await (const { count } of countsOf(store, id, state)) tally[state] += count;
  return tally;
}

/** A recipient with its place on the list. */
export type Placed = Row & { readonly chunk: number; readonly row: number };

/** Recipients in one state, such as those in doubt, in the order of the list. */
export async function rowsIn(
  store: Pick<Store, "range" | "load">,
  id: string,
  state: TallyState,
  limit: number,
): Promise<readonly Placed[]> {
  const chunks: number[] = [];
  let expected = 0;
  for await (const { chunk, count } of countsOf(store, id, state)) {
    chunks.push(chunk);
    expected += count;
    if (expected >= limit && chunks.length >= limit) break;
  }
  const rows: Placed[] = [];
  for (const chunk of chunks.toSorted((one, two) => one - two)) {
    if (rows.length >= limit) break;
    const [found] = await store.load([chunkKey(id, chunk)]);
    if (found === undefined) continue;
    for (const [row, one] of readChunk(found.text).rows.entries()) {
      if (state === "held" ? isHeld(one) : one.state === state && !isHeld(one))
        rows.push({ ...one, chunk, row });
    }
  }
  return rows.slice(0, limit);
}

/** Why recipients of a state stand there, with how many; of the first `limit` of them. */
export async function reasonsOf(
  store: Pick<Store, "range" | "load">,
  id: string,
  state: TallyState,
  limit: number,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { why = "" } of await rowsIn(store, id, state, limit))
    counts.set(why, (counts.get(why) ?? 0) + 1);
  return counts;
}

/** How often a commit is made again because the chunk was written meanwhile. */
const mostStale = 20;

/**
 * Moves one row of a chunk, whoever is sending it; whether that changed anything. again: the announcement is opened once
 * more, and the chunk is put to work.
 */
export async function moveRow(
  store: Pick<Store, "load" | "commit">,
  now: Instant,
  { id, chunk, row }: { readonly id: string; readonly chunk: number; readonly row: number },
  move: Move,
): Promise<boolean> {
  const key = chunkKey(id, chunk);
  for (let tries = 0; tries < mostStale; tries += 1) {
    const [found, kept] = await store.load([key, announcementKey(id)]);
    if (found === undefined || kept === undefined) return false;
    const before = readChunk(found.text);
    const rows = before.rows.map((one, at) => (at === row ? moved(one, move) : one));
    if (rows[row] === undefined || rows[row] === before.rows[row]) return false;
    const reopened = move.what === "again" ? stepped(readAnnouncement(kept.text), "reopen", now) : undefined;
    if (move.what === "again" && reopened === undefined) return false;
    const committed = await store.commit({
      now,
      expect: [
        { key, version: found.version },
        ...(reopened ? [{ key: announcementKey(id), version: kept.version }] : []),
      ],
      put: [
        { key, text: JSON.stringify({ ...before, rows }) },
        ...(reopened ? [{ key: announcementKey(id), text: JSON.stringify(reopened) }] : []),
      ],
      index: tallyChange(id, chunk, before.rows, rows),
      push: reopened ? [chunkWork(reopened, chunk, now)] : [],
    });
    if (committed !== "stale") return true;
  }
  return false;
}

/** Staff decide rows in doubt: they are sent again, or taken as sent. Gives back how many it was. */
export async function decideDoubts(
  store: Pick<Store, "load" | "commit">,
  id: string,
  rows: readonly Placed[],
  how: "again" | "sent-after-all",
  now: Instant,
): Promise<number> {
  const move: Move = { what: how, at: now };
  let decided = 0;
  for (const { chunk, row } of rows) if (await moveRow(store, now, { id, chunk, row }, move)) decided += 1;
  return decided;
}

/**
 * What will come of an announcement, and its first `samples` recipients whom it can reach; `whole` is false where there
 * are more contacts than `most`.
 */
export async function foresee(
  store: Pick<Store, "range" | "load">,
  announcement: Announcement,
  reaches: Reaches,
  now: Instant,
  {
    most,
    samples,
    answersTo,
  }: { readonly most: number; readonly samples: number; readonly answersTo?: AnswersTo | undefined },
): Promise<{ readonly forecast: Forecast; readonly samples: readonly Contact[]; readonly whole: boolean }> {
  const first: Contact[] = [];
  const { segment, topic } = announcement;
  const answers = (people: readonly string[]) => answeredBy(answersTo, segment, people);
  let forecast = noForecast;
  let looked = 0;
  for await (const batch of countIn(store, segment, { now, answers })) {
    for (const contact of batch.meant) {
      forecast = counted(forecast, contact, topic, reaches, now);
      if (first.length < samples && rowFor(contact, topic, reaches, now).state === "waiting")
        first.push(contact);
    }
    looked += batch.looked;
    if (looked >= most) return { forecast, samples: first, whole: false };
  }
  return { forecast, samples: first, whole: true };
}
