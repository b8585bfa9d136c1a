import type { Event } from "../domain/event.ts";
import { type Instant, seconds } from "../domain/instant.ts";
import type { Line } from "../ports/transcript.ts";
import type { Change, Claimed, Committed, Versioned } from "../store/contract.ts";
import { broadcasts, type Broadcasting } from "./broadcast/lane.ts";
import { brokenOff } from "./broken-off.ts";
import { coalesce } from "./coalesce.ts";
import { deliver, type Sender } from "./deliver.ts";
import { fireTimer } from "./fire-timer.ts";
import { lane as broadcastLane } from "./broadcast/kept.ts";
import { pulse } from "./pulse.ts";
import { pump } from "./pump.ts";
import { lane as retentionLane } from "./retention/kept.ts";
import { nightly, type Nightly } from "./retention/night.ts";
import { readingLane, readingLease, readPapers } from "./read-papers.ts";
import { receive } from "./receive.ts";
import { type Parts, runThread } from "./run-thread.ts";
import { type Names, stateKeys } from "./state.ts";

/** How long a group is ours before somebody else may take it. */
const lease = seconds(30);

/** Loads that go in one round trip: as many as the groups that are claimed at once. */
const loadsAtOnce = 16;

/** Of so many threads it is remembered who and what they are about. */
const mostRemembered = 10_000;

export type Turns = {
  /** Takes a delivery into its inbox, once, and works it off: at once if there is room, in its turn if there is none. */
  readonly receive: (event: Event, own?: Line) => Promise<"done" | "seen">;
  /** Looks for work now: once a second for timers and for what others left behind. */
  readonly wake: () => void;
  /** Lanes that have not looked for work for too long. */
  readonly late: () => readonly string[];
  /** Resolves when nothing is left to do now. */
  readonly settle: () => Promise<void>;
  /** Resolves when nothing is in hand any more, without looking for work. */
  readonly idle: () => Promise<void>;
  /** Finishes what is in hand and takes nothing more. */
  readonly stop: () => Promise<void>;
};

/** Chunks of announcements in hand: few, as each sends many at once. */
const chunksInHand = 4;
/** Papers read at once: they are read in their own time, and nobody waits for them. */
const papersInHand = 1;
/** How long announcements wait for replies before each wave: so that they go on in a busy hour too. */
const giveWayFor = 100;
/** So long after somebody wrote, announcements take it slowly: a breath, in milliseconds, before each message of a chunk. */
const lately = seconds(2);
const breath = 20;
const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What announcements need beside what turns need. */
export type Announcing = Pick<Broadcasting, "reaches" | "rates" | "answersTo">;

/**
 * The lanes over one store: timers become events, events become turns, turns' messages are sent; announcements are sent
 * beside them, when they let them. retention: what is kept is looked at each night.
 */
export function turns(
  parts: Omit<Parts, "load" | "commit" | "announcing">,
  channel: Sender["channel"],
  announcing: Announcing,
  retention?: Nightly,
  inHand = 128,
): Turns {
  const { store, clock, log } = parts;
  const { handing, giveBack } = brokenOff(store, clock);
  const load = coalesce<string, { readonly found: Versioned | undefined }>(
    async (keys) => (await store.load(keys)).map((found) => ({ found })),
    loadsAtOnce,
  );
  const loadOne = async (key: string): Promise<Versioned | undefined> => (await load(key)).found;
  const together = coalesce(
    async (changes: readonly Change[]): Promise<readonly Committed[]> => commitAll(changes),
    32,
  );
  const commitAll = async (changes: readonly Change[]): Promise<readonly Committed[]> => {
    const [only, ...more] = changes;
    if (only === undefined) return [];
    if (more.length === 0) return [await store.commit(only)];
    if ((await store.commit(merged(changes))) === "done") return changes.map(() => "done" as const);
    return Promise.all(changes.map((change) => store.commit(change)));
  };
  const claim =
    (lane: string, ours = lease, most = 20) =>
    async (limit: number): Promise<readonly Claimed[]> => {
      await giveBack(lane);
      return store.claim(lane, { now: clock.now(), limit, lease: ours, most });
    };
  const fault = (why: unknown): void =>
    log({ what: "lane", code: "fault", fault: why instanceof Error ? why.name : "unknown" });

  const beats = pulse(clock, ["timers", "inbox", "outbox", broadcastLane]);
  const taken = new Map<string, Instant>();
  const remember = (event: string, now: Instant): void => {
    taken.set(event, now);
    const [oldest] = taken.keys();
    if (taken.size > mostRemembered && oldest !== undefined) taken.delete(oldest);
  };
  /** A message is named after the event whose turn said it. */
  const answersTo = (work: string): Instant | undefined => taken.get(work.replace(/:\d+$/u, ""));
  const send = handing((claimed) =>
    deliver({ channel, commit: together, load: loadOne, clock, log, since: answersTo }, claimed),
  );
  const outbox = pump(
    claim("outbox"),
    (claimed) => send(claimed),
    inHand,
    fault,
    () => beats.beat("outbox"),
  );
  /** Commits a turn, and sends its messages at once if there is room and no earlier ones wait. */
  const commitSaying = async (change: Change): Promise<Committed> => {
    const says = change.push?.find(({ lane }) => lane === "outbox");
    if (says === undefined) return store.commit(change);
    const place = outbox.reserve(says.group);
    const take = clock.now() + lease;
    const push = change.push?.map((one) => (one === says && place !== undefined ? { ...one, take } : one));
    const answer = await store
      .commit(push === undefined ? change : { ...change, push })
      .catch((why: unknown) => {
        place?.();
        throw why;
      });
    const [claimed] = typeof answer === "string" ? [] : answer.claimed;
    place?.(claimed && (() => send(claimed)));
    if (claimed === undefined) outbox.wake(says.group);
    return answer;
  };
  const commit = async (change: Change): Promise<Committed> => {
    const answer = await commitSaying(change);
    if (change.push?.some(({ lane }) => lane === broadcastLane)) announcements.wake();
    if (change.push?.some(({ lane }) => lane === retentionLane)) nightWake();
    if (change.push?.some(({ lane }) => lane === readingLane)) papers.wake();
    return answer;
  };
  const remembered = new Map<string, Names>();
  const turn = handing(async (claimed, loadFirst?: typeof loadOne): Promise<void> => {
    const state = await runThread(
      {
        ...parts,
        announcing,
        load: loadOne,
        commit,
        reach: (thread) => channel(thread)?.can.reach,
        carries: (thread) => channel(thread)?.can.files ?? false,
        carriesArchives: (thread) => channel(thread)?.can.archives ?? false,
        toldOthers: inbox.wake,
      },
      claimed,
      loadFirst,
    );
    if (state !== undefined) {
      const { person, dossier } = state.thread.value;
      remembered.delete(claimed.group);
      remembered.set(claimed.group, { person, dossier });
      const [oldest] = remembered.keys();
      if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    }
    if (claimed.works.length > 1) inbox.wake(claimed.group);
  });
  const inbox = pump(claim("inbox"), turn, inHand, fault, () => beats.beat("inbox"));
  let heard = -Infinity;
  const take = async (event: Event, own: Line | undefined): Promise<Committed> => {
    heard = performance.now();
    const now = clock.now();
    const place = inbox.reserve(event.thread);
    const load = stateKeys(event.thread, remembered.get(event.thread));
    const atOnce = place === undefined ? undefined : { take: now + lease, load };
    remember(event.id, now);
    const answer = await receive(store, now, event, own, atOnce).catch((why: unknown) => {
      place?.();
      throw why;
    });
    if (typeof answer === "string") {
      place?.();
      return answer;
    }
    const [claimed] = answer.claimed;
    const values = new Map(load.map((key, at) => [key, answer.values[at]]));
    const loadFirst = (key: string): Promise<Versioned | undefined> =>
      values.has(key) ? Promise.resolve(values.get(key)) : loadOne(key);
    place?.(claimed && (() => turn(claimed, loadFirst)));
    return claimed === undefined ? "done" : answer;
  };
  const timers = pump(
    claim("timers"),
    handing(async (claimed) => {
      await fireTimer(store, clock, claimed);
      inbox.wake();
    }),
    inHand,
    fault,
    () => beats.beat("timers"),
  );
  const giveWay = async (): Promise<boolean> => {
    const until = performance.now() + giveWayFor;
    while ((inbox.busy() || outbox.busy()) && performance.now() < until) await after(1);
    if (performance.now() - heard > lately) return false;
    await after(breath);
    return true;
  };
  const sending = broadcasts({ ...parts, ...announcing, channel, giveWay, wake: () => announcements.wake() });
  // Chunks that are in hand go on to the end of their slice of time.
  const claimChunks = (limit: number): Promise<readonly Claimed[]> =>
    parts.switches.isOff("announcements") ? Promise.resolve([]) : sending.claim(limit);
  const announcements = pump(claimChunks, sending.handle, chunksInHand, fault, () =>
    beats.beat(broadcastLane),
  );
  const nights =
    retention === undefined ? undefined : nightly({ ...retention, ...parts, wake: () => nightPump?.wake() });
  const nightPump = nights && pump(nights.claim, nights.handle, 1, fault);
  const nightWake = (): void => {
    nights?.soon();
    nightPump?.wake();
  };
  const reading = { store, files: parts.files, reader: parts.readProof, clock, log };
  const papers = pump(
    claim(readingLane, readingLease, 1),
    async (claimed) => {
      await readPapers(reading, claimed);
      inbox.wake();
    },
    papersInHand,
    fault,
  );
  const lanes = [
    timers,
    papers,
    inbox,
    outbox,
    announcements,
    ...(nightPump === undefined ? [] : [nightPump]),
  ];
  // In the order in which work passes through them: what leaves one lies in the next by then.
  const idle = async (): Promise<void> => {
    for (const lane of lanes) await lane.idle();
  };
  let looking = false;
  const lookAtSwitches = (): void => {
    if (looking) return;
    looking = true;
    parts.switches
      .look()
      .catch(fault)
      .finally(() => {
        looking = false;
      });
  };
  const wake = (): void => {
    lookAtSwitches();
    lanes.forEach((lane) => lane.wake());
  };
  return {
    receive: async (event, own) => {
      const answer = await take(event, own);
      // Somebody has the thread in hand, or it waits for its turn.
      if (typeof answer === "string") inbox.wake(event.thread);
      return answer === "seen" ? "seen" : "done";
    },
    wake,
    idle,
    late: beats.late,
    settle: async () => {
      for (const lane of [...lanes, ...lanes]) {
        lane.wake();
        await lane.idle();
      }
    },
    stop: async () => {
      // Messages go last: what turns in hand still say is sent. Announcements take no further chunk meanwhile.
      await Promise.all([timers.stop(), inbox.stop(), announcements.stop()]);
      await outbox.stop();
    },
  };
}

const merged = (changes: readonly Change[]): Change => ({
  now: Math.max(...changes.map((change) => change.now)),
  expect: changes.flatMap((change) => change.expect ?? []),
  held: changes.flatMap((change) => change.held ?? []),
  put: changes.flatMap((change) => change.put ?? []),
  index: changes.flatMap((change) => change.index ?? []),
  done: changes.flatMap((change) => change.done ?? []),
  release: changes.flatMap((change) => change.release ?? []),
});
