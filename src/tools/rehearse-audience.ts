import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import type { Contact } from "../broadcast/contact.ts";
import { matcher, type Segment } from "../broadcast/segment.ts";
import { days, instantOf } from "../domain/instant.ts";
import { contactIndex, contactKey } from "../domain/keys.ts";
import { openRedis } from "../store/redis/open.ts";
import { countIn } from "../turn/broadcast/audience.ts";
import { placeOf } from "../turn/contacts.ts";
import { benchRedis } from "./bench/redis.ts";
import { seededRandom } from "./seeded.ts";

/**
 * How long it takes to go through many contacts on a Redis of its own, and how much memory, in a process that does
 * nothing else. All joined within one second, as after contacts were made anew.
 */
const { values } = parseArgs({
  options: {
    people: { type: "string", default: "1000000" },
    at: { type: "string" },
    meant: { type: "string" },
  },
});
const people = Number(values.people);
const programme = "bac-ha-2021";
const now = instantOf("2021-06-15 10:00");
const segment: Segment = {
  roles: ["producer"],
  communes: ["ban-lien", "nam-det"],
  states: ["draft"],
  except: [{ trained: true }],
};

const random = seededRandom(1);
const any = <Of>(all: readonly Of[]): Of => {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error("nothing to choose from");
  return one;
};

const someone = (at: number): Contact => ({
  schema: 1,
  id: `person-${at.toString(36).padStart(20, "0")}`,
  joinedAt: now - days(1) + (at % 1000),
  name: `HTX số ${at}`,
  chats: [{ thread: `telegram:${1_000_000_000 + at}`, lastAt: now - days(Math.floor(random() * 90)) }],
  roles: ["producer"],
  seats: [],
  dossiers: [
    {
      id: `dossier-${at}`,
      product: any(["tinh-dau-que-nam-det", "com-na-lo", "lap-suon-bac-ha"]),
      owner: `HTX số ${at}`,
      kind: any(["coop", "household", "group"]),
      set: any(["s22", "s06", "s08"]),
      commune: any(["ban-lien", "nam-det", "ta-chai", "bao-nhai", "na-hoi"]),
      round: any(["dot-1", "dot-2"]),
      state: any(["draft", "handed-in", "recognised"]),
      missing: ["giay-dang-ky-kinh-doanh", "phieu-kiem-nghiem", "tu-cong-bo"],
    },
  ],
  trained: random() < 0.3,
  optedOut: [],
});

async function fill(url: string): Promise<number> {
  const store = await openRedis({ url, programme });
  const isMeant = matcher(segment, now);
  let meant = 0;
  for (let from = 0; from < people; from += 1000) {
    const some = Array.from({ length: Math.min(1000, people - from) }, (_, at) => someone(from + at));
    meant += some.filter((one) => isMeant(one)).length;
    await store.commit({
      now,
      put: some.map((one) => ({ key: contactKey(one.id), text: JSON.stringify(one) })),
      index: some.map((one) => ({ index: contactIndex, member: one.id, score: placeOf(one) })),
    });
  }
  await store.close();
  return meant;
}

async function count(url: string, wanted: number): Promise<void> {
  const store = await openRedis({ url, programme });
  const idle = process.memoryUsage().rss;
  const begun = performance.now();
  let looked = 0;
  let meant = 0;
  for await (const batch of countIn(store, segment, { now })) {
    looked += batch.looked;
    meant += batch.meant.length;
  }
  const seconds = (performance.now() - begun) / 1000;
  await store.close();
  const mb = (bytes: number): number => Math.round(bytes / 1_048_576);
  const peak = mb(process.resourceUsage().maxRSS * 1024);
  console.log(
    `${looked} contacts, ${meant} meant, in ${seconds.toFixed(1)} s; memory at most ${peak} MB (${mb(idle)} before)`,
  );
  if (looked !== people || meant !== wanted) throw new Error(`wanted ${people} and ${wanted}`);
}

if (values.at === undefined) {
  const redis = await benchRedis();
  if (redis === undefined) throw new Error("no redis-server here");
  try {
    const meant = await fill(redis.url);
    const own = ["--people", values.people, "--at", redis.url, "--meant", String(meant)];
    const child = spawn(process.execPath, [process.argv[1] ?? "", ...own], { stdio: "inherit" });
    await once(child, "exit");
    process.exitCode = child.exitCode ?? 1;
  } finally {
    await redis.stop();
  }
} else await count(values.at, Number(values.meant));
