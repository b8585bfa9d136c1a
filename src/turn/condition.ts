import type { Instant } from "../domain/instant.ts";
import {
  announcementIndex,
  heldIndex,
  inquiryIndex,
  lastKey,
  laneIndex,
  questionIndex,
  stuckIndex,
  switchesKey,
  tallyIndex,
} from "../domain/keys.ts";
import { type Condition, type LaneName, laneNames, mostCounted, type Queue } from "../operation/condition.ts";
import { jobNames, readJob } from "../operation/job.ts";
import { readSwitches } from "../operation/switch.ts";
import type { Surroundings } from "../ports/surroundings.ts";
import type { Store } from "../store/contract.ts";
import { countOf } from "../broadcast/ledger.ts";
import { inTime } from "./in-time.ts";

/** Announcements whose doubts are counted: the latest. */
const mostAnnouncements = 20;
/** What stands outside the store is waited for so long. */
const outsideWithin = 2_000;

type Shelves = Pick<Store, "load" | "range">;

/** How the program is now: some thirty short reads, none longer than a thousand members. */
export async function conditionOf(
  store: Shelves,
  now: Instant,
  around: Pick<Surroundings, "zalo" | "disk"> = {},
): Promise<Condition> {
  const count = async (index: string): Promise<number> =>
    (await store.range(index, { limit: mostCounted })).length;
  const [queues, stuck, held, doubt, unread, inquiries, [switches, ...jobs], zalo, disk] = await Promise.all([
    Promise.all(laneNames.map((lane) => queueOf(store, lane, now))),
    count(stuckIndex),
    count(heldIndex),
    inDoubt(store),
    count(questionIndex),
    count(inquiryIndex),
    store.load([switchesKey, ...jobNames.map(lastKey)]),
    around.zalo && inTime(around.zalo, outsideWithin),
    around.disk && inTime(around.disk, outsideWithin),
  ]);
  const lanes = Object.fromEntries(laneNames.map((lane, at) => [lane, queues[at]]));
  return {
    at: now,
    lanes: { inbox: none, outbox: none, timers: none, broadcast: none, ...lanes },
    stuck,
    held,
    doubt,
    unread,
    inquiries,
    jobs: Object.fromEntries(
      jobNames.flatMap((name, at) => {
        const kept = jobs[at];
        return kept === undefined ? [] : [[name, readJob(kept.text)]];
      }),
    ),
    switches: readSwitches(switches?.text),
    ...(zalo === undefined ? {} : { zalo }),
    ...(disk === undefined ? {} : { disk }),
  };
}

const none: Queue = { groups: 0, age: 0 };

/** Steps of announcements are due at times that say their order, not since when they wait. */
const firstInstant = 2;

async function queueOf(store: Shelves, lane: LaneName, now: Instant): Promise<Queue> {
  const ready = await store.range(laneIndex(lane), { to: now, limit: mostCounted });
  const first = ready.find(({ score }) => score >= firstInstant);
  return { groups: ready.length, age: first === undefined ? 0 : now - first.score };
}

/** Recipients of the latest announcements of whom nobody knows. */
async function inDoubt({ range }: Shelves): Promise<number> {
  const latest = await range(announcementIndex, { limit: mostAnnouncements, down: true });
  const chunks = await Promise.all(
    latest.map(({ member }) => range(tallyIndex(member, "doubt"), { limit: mostCounted })),
  );
  return chunks.flat().reduce((sum, { score }) => sum + countOf(score), 0);
}
