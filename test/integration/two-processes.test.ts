import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, app } from "../../src/app.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import type { Event } from "../../src/domain/event.ts";
import { threadId } from "../../src/domain/ids.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore, Store } from "../../src/store/contract.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { rehearseKills } from "../../src/tools/rehearse-kills.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { ownLine, recordedWeb, type Sent, start } from "../support/endure.ts";
import { dossierOf, leftBehind, linesOf } from "../support/left-behind.ts";
import { type Redis, startRedis } from "../support/redis.ts";

type Span = { readonly group: string; readonly token: number; readonly from: number; to: number };

/** Notes from when to when each claim was surely held: from its being handed out to its giving back being asked for. */
function watched(store: Store, spans: Span[], tick: () => number): Store {
  return {
    ...store,
    claim: async (lane, want) => {
      const claimed = await store.claim(lane, want);
      for (const { group, token } of claimed)
        spans.push({ group: `${lane} ${group}`, token, from: tick(), to: Infinity });
      return claimed;
    },
    commit: async (change) => {
      for (const { lane, group } of change.release ?? []) {
        const token = change.held?.find((one) => one.lane === lane && one.group === group)?.token;
        const span = spans.find((one) => one.token === token);
        if (span) span.to = tick();
      }
      const answer = await store.commit(change);
      if (typeof answer !== "string")
        for (const { lane, group, token } of answer.claimed)
          spans.push({ group: `${lane} ${group}`, token, from: tick(), to: Infinity });
      return answer;
    },
  };
}

describe.skipIf(!process.env["REDIS_SERVER"])("two programs on one Redis", () => {
  let redis: Redis;
  let setting: Setting;
  beforeAll(async () => {
    redis = await startRedis();
    setting = await readSetting("bac-ha-2021");
  });
  afterAll(async () => redis.stop());

  const pair = async (programme: string) => {
    const spans: Span[] = [];
    const sent: Sent[] = [];
    const turns = [0, 0];
    let ticks = 0;
    const clock = { now: () => start };
    const stores: OpenStore[] = [];
    const ids = countingIds();
    const apps: App[] = [];
    for (const one of [0, 1]) {
      const opened = await openRedis({ url: redis.url, programme });
      stores.push(opened);
      const store = watched(opened, spans, () => (ticks += 1));
      const log = (line: Readonly<Record<string, unknown>>): void => {
        if (line["what"] === "turn") turns[one] = (turns[one] ?? 0) + 1;
      };
      const channels = { web: recordedWeb(opened, clock, sent) };
      apps.push(app({ store, clock, ids, files: memoryFiles(), log, channels }, setting));
    }
    const [first, second] = stores;
    if (first === undefined || second === undefined) throw new Error("two stores were asked for");
    return {
      spans,
      sent,
      turns,
      store: first,
      receive: (event: Event, at: number) => apps[at % 2]?.receive(event, ownLine(event)),
      /** Until both have nothing left: what one does may leave work for the other. */
      settle: async (): Promise<void> => {
        for (let round = 0; round < 4; round += 1) await Promise.all(apps.map((one) => one.settle()));
      },
      close: async (): Promise<void> => {
        await Promise.all(apps.map((one) => one.stop()));
        await Promise.all(stores.map((store) => store.close()));
      },
    };
  };

  const overlaps = (spans: readonly Span[]): readonly string[] =>
    Object.values(Object.groupBy(spans, (one) => one.group)).flatMap((own = []) =>
      own
        .toSorted((one, two) => one.token - two.token)
        .flatMap((one, at, all) => {
          const next = all[at + 1];
          return next !== undefined && next.from < one.to
            ? [`${one.group}: ${one.token} and ${next.token}`]
            : [];
        }),
    );

  const event = (person: string, at: number, text: string): Event => ({
    id: `web:${person}:m${at}`,
    thread: threadId(`web:${person}`),
    at: start,
    deed: { kind: "text", text },
  });
  const opening = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "hợp tác xã", "HTX đầu tiên"];
  const answered = (sent: readonly Sent[]): readonly string[] =>
    sent.map(({ id }) => id.replace(/:\d+$/u, ""));

  test("two hundred messages of one person: one turn at a time, in the order taken", async () => {
    const two = await pair("one-person");
    const events = Array.from({ length: 200 }, (_, at) => event("1", at, opening[at] ?? `thôn số ${at}`));
    // Each is taken before the next is written, but nobody waits for answers.
    for (const [at, one] of events.entries()) await two.receive(one, at);
    await two.settle();
    expect(overlaps(two.spans)).toEqual([]);
    expect(answered(two.sent)).toEqual(events.map((one) => one.id));
    expect(Math.min(...two.turns), "both took part").toBeGreaterThan(0);
    const lines = await linesOf(two.store, "web:1");
    const ours = lines.filter((line) => line.from === "us").map((line) => line.id.replace(/:\d+$/u, ""));
    expect(ours).toEqual(events.map((one) => one.id));
    const left = await leftBehind(two.store, "web:1", start);
    expect(left).toMatchObject({ replayed: true, stuck: [], inbox: [], outbox: [] });
    await two.close();
  }, 60_000);

  test("fifty people whose messages come to either program", async () => {
    const two = await pair("fifty");
    const people = Array.from({ length: 50 }, (_, at) => `p${at}`);
    await Promise.all(
      people.map(async (person, seat) => {
        for (const [at, text] of opening.entries())
          await two.receive(event(person, at, `${text}${at === 3 ? ` ${person}` : ""}`), at + seat);
      }),
    );
    await two.settle();
    expect(overlaps(two.spans)).toEqual([]);
    expect(two.sent.length).toBe(people.length * opening.length);
    for (const person of people) {
      const own = answered(two.sent).filter((id) => id.startsWith(`web:${person}:`));
      expect(own).toEqual(opening.map((_, at) => `web:${person}:m${at}`));
      expect((await dossierOf(two.store, `web:${person}`))?.answers["ownerName"]).toBe(
        `HTX đầu tiên ${person}`,
      );
    }
    await two.close();
  }, 60_000);

  test("two processes that nobody kills", async () => {
    const figures = await rehearseKills({
      kills: 0,
      store: { redisUrl: redis.url },
      seed: 3,
      people: 50,
      servers: 2,
      rest: 50,
      speed: 1,
    });
    expect(figures.faults).toEqual([]);
    expect(figures.people).toBe(50);
    expect(figures.answers).toBe(figures.messages);
  }, 120_000);
});
