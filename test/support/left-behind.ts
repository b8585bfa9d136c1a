import { newThread, threadSchema } from "../../src/dialogue/thread.ts";
import { entrySchema, type Entry } from "../../src/dossier/entry.ts";
import { type Dossier, replay } from "../../src/dossier/fold.ts";
import { threadId } from "../../src/domain/ids.ts";
import { days } from "../../src/domain/instant.ts";
import {
  dossierIndex,
  dossierKey,
  dossierLog,
  questionIndex,
  stuckIndex,
  threadKey,
} from "../../src/domain/keys.ts";
import type { Line } from "../../src/ports/transcript.ts";
import type { Store } from "../../src/store/contract.ts";
import { storeTranscript } from "../../src/store/transcript.ts";
import { readDossier } from "../../src/turn/state.ts";

/** A whole log, page by page. */
export async function wholeLog(store: Store, log: string): Promise<readonly string[]> {
  const texts: string[] = [];
  for (;;) {
    const page = await store.read(log, texts.length, 1000);
    texts.push(...page);
    if (page.length < 1000) return texts;
  }
}

export const linesOf = (store: Store, thread: string): Promise<readonly Line[]> =>
  storeTranscript(store, { now: () => 0 }).read(threadId(thread), 0);

export const logOf = async (store: Store, dossier: string): Promise<readonly Entry[]> =>
  (await wholeLog(store, dossierLog(dossier))).map((text) => entrySchema.parse(JSON.parse(text)));

export async function dossierOf(store: Store, thread: string): Promise<Dossier | undefined> {
  const [kept] = await store.load([threadKey(thread)]);
  const { dossier } = kept === undefined ? newThread : threadSchema.parse(JSON.parse(kept.text));
  const [held] = dossier === undefined ? [] : await store.load([dossierKey(dossier)]);
  return held === undefined ? undefined : readDossier(held.text);
}

/** What lies in a lane, claimed or held back or not; taking it out of the lane is no harm at the end of a test. */
export async function lying(store: Store, lane: string, now: number): Promise<readonly string[]> {
  const claimed = await store.claim(lane, { now: now + days(10_000), limit: 1000, lease: 1, most: 1000 });
  return claimed.flatMap((group) => group.works.map((work) => work.id)).toSorted();
}

const timeless = <Timed extends { readonly at: number }>(one: Timed): Timed => ({ ...one, at: 0 });

/** All that a conversation has left in the store, without its times: equal for two runs that came to the same. */
export async function leftBehind(store: Store, thread: string, now: number) {
  const dossier = await dossierOf(store, thread);
  const entries = dossier === undefined ? [] : await logOf(store, dossier.id);
  const members = async (index: string): Promise<readonly string[]> =>
    (await store.range(index, { limit: 1000 })).map((one) => one.member).toSorted();
  return {
    dossier: dossier === undefined ? undefined : { ...dossier, startedAt: 0, changedAt: 0 },
    replayed:
      dossier !== undefined && JSON.stringify(replay(dossier.id, entries)) === JSON.stringify(dossier),
    log: entries.map(timeless),
    lines: (await linesOf(store, thread)).map(timeless),
    dossiers: await members(dossierIndex),
    questions: await members(questionIndex),
    stuck: await members(stuckIndex),
    inbox: await lying(store, "inbox", now),
    outbox: await lying(store, "outbox", now),
    timers: await lying(store, "timers", now),
  };
}
