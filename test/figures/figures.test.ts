import { afterEach, describe, expect, test } from "vitest";
import { assemble } from "../../src/assemble.ts";
import { readPage } from "../../src/channels/web/page.ts";
import { readConfig } from "../../src/config.ts";
import { instantOf, minutes } from "../../src/domain/instant.ts";
import { lastKey, questionIndex } from "../../src/domain/keys.ts";
import { threadId } from "../../src/domain/ids.ts";
import { figures } from "../../src/figures/figures.ts";
import { openModel } from "../../src/model/open.ts";
import { inWords } from "../../src/worded.ts";
import { nodeServer } from "../../src/node-server.ts";
import { readProject } from "../../src/project.ts";
import type { OpenStore, Store } from "../../src/store/contract.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { readExposition, type Sample } from "../support/exposition.ts";
import { openaiEmulator } from "../support/openai-emulator.ts";
import { startRedis } from "../support/redis.ts";
import { zaloEmulator } from "../support/zalo-emulator.ts";

const content = await readProject();
const page = await readPage();
const begin = instantOf("2021-03-15 09:00");

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const stores: Readonly<Record<string, () => Promise<OpenStore>>> = {
  SQLite: () => openSqlite({ file: ":memory:", programme: "bac-ha-2021" }),
  ...(process.env["REDIS_SERVER"] === undefined
    ? {}
    : {
        Redis: async () => {
          const redis = await startRedis();
          closing.push(redis.stop);
          return openRedis({ url: redis.url, programme: "bac-ha-2021" });
        },
      }),
};

/** The whole program behind its own HTTP server on loopback. */
async function stage(
  open: () => Promise<OpenStore>,
  env: Readonly<Record<string, string>> = {},
  seenAs: (store: OpenStore) => Store = (store) => store,
) {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const store = await open();
  closing.push(() => store.close());
  const clock = { at: begin, now: () => clock.at };
  const stopping = new AbortController();
  const log: Readonly<Record<string, unknown>>[] = [];
  const made = assemble({
    count: figures,
    openModel,
    inWords,
    config: read.config,
    content,
    page,
    version: "1.2.3",
    store: seenAs(store),
    clock,
    ids: countingIds(),
    files: memoryFiles(),
    log: (line) => log.push(line),
    fetch: (address, init) => fetch(address, init),
    process: () => ({ residentBytes: 1e8, heapBytes: 5e7, startedAt: begin }),
    disk: () => Promise.resolve({ free: 60e9, total: 100e9 }),
    stop: stopping.signal,
  });
  const server = nodeServer(made.http, made.hooks, made.log);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    stopping.abort();
    await made.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const { port } = typeof address === "object" && address !== null ? address : { port: 0 };
  const root = `http://127.0.0.1:${port}`;
  const scraped = async (headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${root}/metrics`, { headers });
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      text: await response.text(),
    };
  };
  let count = 0;
  const says = async (thread: string, text: string, took = 0): Promise<void> => {
    count += 1;
    const deed = { kind: "text", text } as const;
    await made.assistant.receive({ id: `${thread}:${count}`, thread: threadId(thread), at: clock.at, deed });
    clock.at += took;
    await made.assistant.settle();
  };
  return { ...made, root, store, clock, log, scraped, says };
}

const valueOf = (
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined =>
  samples.find(
    (one) =>
      one.name === `ocop_${name}` &&
      Object.entries(labels).every(([key, value]) => one.labels[key] === value),
  )?.value;

describe.each(Object.entries(stores))("figures over %s", (_, open) => {
  test("are what happened, what waits, and what the program is", async () => {
    const at = await stage(open);
    await at.says("web:1", "alo");
    await at.says("web:1", "đăng ký tinh dầu quế Nậm Đét");
    const due = at.clock.at;
    await at.store.commit({
      now: due,
      put: [{ key: lastKey("backup"), text: JSON.stringify({ at: due, ok: true, code: "done" }) }],
      index: [{ index: questionIndex, member: "q", score: 1 }],
      push: [
        { lane: "inbox", group: "web:2", id: "x", text: "{}" },
        { lane: "inbox", group: "web:3", id: "y", text: "{}", due: due + minutes(2) },
      ],
    });
    at.clock.at += minutes(1);
    const { status, type, text } = await at.scraped();
    expect([status, type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    const samples = readExposition(text);
    const of = (name: string, labels?: Readonly<Record<string, string>>) => valueOf(samples, name, labels);
    expect(of("turns_total", { channel: "web", outcome: "done" })).toBe(2);
    expect(of("deliveries_total", { channel: "web", outcome: "sent" })).toBe(2);
    expect(of("turn_seconds_count", { channel: "web" })).toBe(2);
    expect(of("reply_seconds_count", { channel: "web" })).toBe(2);
    expect(of("store_up")).toBe(1);
    expect(of("queue_length", { lane: "inbox" })).toBe(1);
    expect(of("queue_age_seconds", { lane: "inbox" })).toBe(60);
    expect(of("queue_length", { lane: "outbox" })).toBe(0);
    expect(of("unread_words")).toBe(1);
    expect(of("job_last_ok", { job: "backup" })).toBe(1);
    expect(of("job_last_ok", { job: "retention" })).toBeNaN();
    expect(of("disk_free_bytes")).toBe(60e9);
    expect(of("build_info", { version: "1.2.3", programme: "bac-ha-2021" })).toBe(1);
    expect(samples.find((one) => one.name === "process_resident_memory_bytes")?.value).toBe(1e8);
  });

  test("hold nothing of a person", async () => {
    const at = await stage(open);
    for (const text of ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "Bà Lý Thị Seo, 0912 345 678"])
      await at.says("web:sao-bi-mat", text);
    at.log.length = 0;
    const { text } = await at.scraped();
    expect(text).not.toMatch(/sao-bi-mat|Seo|0912|345|Nậm|người|person-/u);
  });
});

describe("figures", () => {
  const sqlite = stores["SQLite"] ?? (() => Promise.reject(new Error("none")));

  test("are for this machine alone without a token, and not behind a proxy", async () => {
    const open = await stage(sqlite);
    expect((await open.scraped()).status).toBe(200);
    for (const header of ["x-forwarded-for", "forwarded", "via", "x-real-ip"])
      expect((await open.scraped({ [header]: "1.2.3.4" })).status).toBe(404);
    expect((await open.http.request("/metrics")).status).toBe(404);
    const behind = await stage(sqlite, { PUBLIC_URL: "https://ocop.example.vn" });
    expect((await behind.scraped()).status).toBe(404);
  });

  test("with a token are for whoever carries it, from anywhere", async () => {
    const token = "0123456789abcdef-secret";
    const at = await stage(sqlite, { PUBLIC_URL: "https://ocop.example.vn", METRICS_TOKEN: token });
    expect((await at.scraped({ authorization: `Bearer ${token}`, via: "caddy" })).status).toBe(200);
    for (const authorization of ["", token, `Bearer ${token}x`, `Bearer ${token.slice(0, -1)}`, "Bearer "])
      expect((await at.scraped({ authorization })).status).toBe(404);
    expect((await at.scraped()).status).toBe(404);
  });

  test("say that the store is away, in time, and leave out what only it knows", async () => {
    let gone = false;
    const refuse = () => Promise.reject(new Error("away"));
    const at = await stage(sqlite, {}, (store) => ({
      ...store,
      load: (keys) => (gone ? refuse() : store.load(keys)),
      range: (index, window) => (gone ? refuse() : store.range(index, window)),
      claim: (lane, want) => (gone ? refuse() : store.claim(lane, want)),
    }));
    at.assistant.wake();
    await at.assistant.settle();
    const ready = async () => {
      const response = await fetch(`${at.root}/readyz`);
      return [response.status, await response.text()];
    };
    expect(await ready()).toEqual([200, "ok"]);
    gone = true;
    at.clock.at += minutes(1);
    at.assistant.wake();
    await at.assistant.settle();
    expect(await ready()).toEqual([503, "store-away\ntick-late"]);
    const samples = readExposition((await at.scraped()).text);
    expect(valueOf(samples, "store_up")).toBe(0);
    // The lane of announcements rests a moment after a fault, without asking the store.
    expect(valueOf(samples, "tick_late")).toBeGreaterThanOrEqual(3);
    expect(valueOf(samples, "queue_length", { lane: "inbox" })).toBeNaN();
    expect(valueOf(samples, "store_errors_total", { call: "claim" })).toBeGreaterThan(0);
    gone = false;
    at.assistant.wake();
    await at.assistant.settle();
    expect(await ready()).toEqual([200, "ok"]);
    const after = readExposition((await at.scraped()).text);
    expect([valueOf(after, "store_up"), valueOf(after, "store_away_seconds_total")]).toEqual([1, 0]);
    expect(at.log.filter((line) => line["code"] === "back")).toHaveLength(1);
  });

  test("count the model's calls, and none while it is switched off", async () => {
    const emulator = await openaiEmulator({ status: 503 });
    closing.push(emulator.stop);
    const at = await stage(sqlite, {
      OPENAI_API_KEY: "k",
      OPENAI_MODEL: "m",
      OPENAI_BASE_URL: emulator.root,
    });
    await at.says("web:1", "sản phẩm 3 sao do ai công nhận");
    const count = async () => {
      const samples = readExposition((await at.scraped()).text);
      return samples
        .filter((one) => one.name === "ocop_model_calls_total")
        .reduce((sum, one) => sum + one.value, 0);
    };
    const asked = await count();
    expect(asked).toBeGreaterThan(0);
    await at.store.commit({
      now: at.clock.at,
      put: [
        {
          key: "switches",
          text: JSON.stringify({ schema: 1, off: { model: { at: 1, by: "switch", reason: "x" } } }),
        },
      ],
    });
    const requests = emulator.asked.length;
    await at.says("web:1", "sản phẩm 3 sao do ai công nhận");
    expect([await count(), emulator.asked.length]).toEqual([asked, requests]);
  });

  test("know Zalo's tokens and quota, and what was refused", async () => {
    const clock = { at: begin, now: () => clock.at };
    const zalo = await zaloEmulator({ clock });
    closing.push(zalo.close);
    const at = await stage(sqlite, {
      ZALO_APP_ID: zalo.appId,
      ZALO_APP_SECRET: zalo.appSecret,
      ZALO_OA_SECRET: zalo.oaSecret,
      ZALO_REFRESH_TOKEN: zalo.consent(),
      ZALO_API_ROOT: zalo.root,
      ZALO_OAUTH_ROOT: zalo.root,
    });
    at.start();
    const quotaAsked = () => zalo.calls.filter((one) => one.path === "/v3.0/oa/quota/message").length;
    await expect.poll(async () => (await at.store.load(["guarded:zalo-quota"]))[0]?.text).toBeDefined();
    const samples = readExposition((await at.scraped()).text);
    expect(valueOf(samples, "zalo_quota_remaining")).toBe(500);
    expect(valueOf(samples, "zalo_quota_size")).toBe(500);
    expect(valueOf(samples, "zalo_token_good")).toBe(1);
    expect(valueOf(samples, "zalo_token_age_seconds")).toBe(0);
    expect(valueOf(samples, "zalo_token_left_seconds")).toBe(90 * 86_400);
    expect(quotaAsked()).toBe(1);
    // An unsigned delivery is refused and counted.
    const post = { method: "POST", body: "{}", headers: { "x-zevent-signature": "mac=0" } };
    await fetch(`${at.root}/webhooks/zalo`, post);
    const after = readExposition((await at.scraped()).text);
    const refused = after.filter((one) => one.name === "ocop_webhooks_refused_total");
    expect(refused.map(({ labels, value }) => [labels["channel"], value])).toEqual([["zalo", 1]]);
  });

  test("several that ask at once share one look, and a label is never what somebody wrote", async () => {
    let looks = 0;
    const made = figures({
      version: "1",
      programme: "p",
      look: () => {
        looks += 1;
        return Promise.resolve(undefined);
      },
      late: () => [],
    });
    made.hear({ what: "webhook", channel: 'a"b\nc', code: "Bà Seo 0912" });
    made.hear({ what: "lane", code: "fault", fault: "x".repeat(100) });
    made.hear({ what: "turn", code: "text", thread: "kakao:9", ms: 12 });
    const [one, two] = await Promise.all([made.text(), made.text()]);
    expect([one === two, looks]).toEqual([true, 1]);
    const samples = readExposition(one);
    expect(valueOf(samples, "webhooks_refused_total", { channel: "other", why: "other" })).toBe(1);
    expect(valueOf(samples, "lane_faults_total", { fault: "other" })).toBe(1);
    expect(valueOf(samples, "turns_total", { channel: "other", outcome: "done" })).toBe(1);
  });
});

describe("what reads the figures here", () => {
  test.each([
    ["a line that does not end", "a 1"],
    ["a sample without its kind", "a 1\n"],
    ["the same twice", "# HELP a b\n# TYPE a gauge\na 1\na 2\n"],
    ["a counter by another name", "# HELP a b\n# TYPE a counter\na 1\n"],
    ["a broken label", '# HELP a b\n# TYPE a gauge\na{x="1} 1\n'],
    ["no number", "# HELP a b\n# TYPE a gauge\na x\n"],
    [
      "buckets that fall",
      '# HELP a b\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
    ],
  ])("refuses %s", (_, text) => {
    expect(() => readExposition(text)).toThrow();
  });
});
