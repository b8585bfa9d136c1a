import type { Channel } from "../../channels/contract.ts";
import type { Setting } from "../../dialogue/scene.ts";
import type { Filling, Rates, Reaches } from "../../broadcast/plan.ts";
import { hindrance } from "../../broadcast/announcement.ts";
import { dayOf } from "../../domain/instant.ts";
import { announcementKey, roundsKey } from "../../domain/keys.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Claimed, Store } from "../../store/contract.ts";
import { fillingOn } from "./filling.ts";
import { type AnswersTo, freeze } from "./freeze.ts";
import { againWork, chunkWork, freezeWork, lane, readAnnouncement, readWork } from "./kept.ts";
import { type Pacer, pacer } from "./pacer.ts";
import { withRounds } from "../rounds.ts";
import { broadcastLease, sendChunk, type Sending } from "./send-chunk.ts";
import { newMemory, recall, settleFor } from "./memory.ts";
import { expire, finish } from "./end.ts";

export type Broadcasting = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly setting: Setting;
  readonly channel: (thread: string) => Channel | undefined;
  readonly reaches: Reaches;
  /** Messages a second that a channel takes of announcements; without one there is no limit. */
  readonly rates: Rates;
  /** Waits while replies are in hand, up to a bound; true if there were any lately. */
  readonly giveWay: () => Promise<boolean>;
  /** Needed where a segment asks what people answered to an earlier announcement. */
  readonly answersTo?: AnswersTo | undefined;
  /** Called when there is more to claim. */
  readonly wake: () => void;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Chunks that are looked at once more in one commit. */
const againAtOnce = 100;

/** What claims and handles the works of the lane of announcements. */
export function broadcasts(parts: Broadcasting): {
  readonly claim: (limit: number) => Promise<readonly Claimed[]>;
  readonly handle: (claimed: Claimed) => Promise<void>;
} {
  const { store, clock, log } = parts;
  const memory = newMemory();
  const pacers = new Map<string, Pacer>();
  const sending: Sending = {
    store,
    clock,
    log,
    channel: parts.channel,
    pacer: (channel) => {
      const known =
        pacers.get(channel) ?? pacer({ store, clock, pause }, `broadcast:${channel}`, parts.rates[channel]);
      pacers.set(channel, known);
      return known;
    },
    filling: () => fillingNow(parts),
    giveWay: parts.giveWay,
    pause,
    memory,
  };
  const ends = {
    finish: (id: string) => finish(sending, id),
    expire: (id: string) => expire(sending, id),
  };
  let faulty = false;
  const claim = async (limit: number): Promise<readonly Claimed[]> => {
    try {
      if (faulty) await recall(sending);
      if (memory.away + settleFor > clock.now()) return [];
      const claimed = await store.claim(lane, { now: clock.now(), limit, lease: broadcastLease, most: 20 });
      faulty = false;
      return claimed;
    } catch (why) {
      faulty = true;
      memory.away = clock.now();
      throw why;
    }
  };
  const handle = async (claimed: Claimed): Promise<void> => {
    const [first] = claimed.works;
    if (first === undefined) return;
    const work = readWork(first.text);
    const before = memory.away;
    if (work.kind === "chunk") await sendChunk(sending, claimed, work.announcement, work.chunk);
    else if (work.kind === "again") await lookAgain(parts, claimed, work.announcement, work.from);
    else await freeze({ ...parts, reaches: () => parts.reaches, ...ends }, claimed, work.announcement);
    if (memory.away !== before) faulty = true;
    parts.wake();
  };
  return { claim, handle };
}

/** Puts the works of chunks into the lane again, some at a time: those that have nothing to do end at once. */
async function lookAgain(
  { store, clock }: Broadcasting,
  claimed: Claimed,
  id: string,
  from: number,
): Promise<void> {
  const [found] = await store.load([announcementKey(id)]);
  const own = { lane: claimed.lane, group: claimed.group };
  const now = clock.now();
  const gone = {
    now,
    held: [claimed],
    done: [{ ...own, ids: claimed.works.map((work) => work.id) }],
    release: [own],
  };
  if (found === undefined) {
    await store.commit(gone);
    return;
  }
  const announcement = readAnnouncement(found.text);
  const to = Math.min(announcement.chunks, from + againAtOnce);
  const chunks = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  const freezes =
    from === 0 &&
    hindrance(announcement, now) === undefined &&
    (announcement.cursor?.whole !== true || announcement.evergreen === true);
  await store.commit({
    ...gone,
    push: [
      ...chunks.map((chunk) => chunkWork(announcement, chunk, now)),
      ...(freezes ? [freezeWork(announcement)] : []),
      ...(to < announcement.chunks ? [againWork(announcement, to)] : []),
    ],
  });
}

/** What the {places} of a text are filled with today. */
async function fillingNow({ store, clock, setting }: Broadcasting): Promise<Filling> {
  const [kept] = await store.load([roundsKey]);
  return fillingOn(withRounds(setting, kept), dayOf(clock.now()));
}
