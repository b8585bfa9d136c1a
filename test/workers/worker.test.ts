import { env } from "cloudflare:test";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { seconds } from "../../src/domain/instant.ts";
import { openOnWorkers } from "../../src/on-workers.ts";
import type { Log } from "../../src/ports/log.ts";
import { freshIds } from "../../src/store/fresh-ids.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { redisStore } from "../../src/store/redis/store.ts";
import { tallyOf } from "../../src/turn/broadcast/steps.ts";
import worker from "../../src/worker.ts";
import { announcementOf, balance, contactNamed, keepContacts, release } from "../support/announcements.ts";
import { proxy, telegramAt, until } from "./around.ts";
import { compiled } from "./entry.ts";

const { redisUrl, telegram: address } = inject("around");
const telegram = telegramAt(address, env);
const by = 7_000_000_001;

/** Everything that came to somebody, once as much as this has come. */
async function heard(who: number, count: number): Promise<readonly string[]> {
  const all: string[] = [];
  await until(
    async () => all.push(...(await telegram.news(who)).map(({ text }) => text)),
    () => all.length >= count,
  );
  return all;
}

async function says(text: string, who = by): Promise<string> {
  await telegram.does({ what: "says", by: who, text });
  const [answer = ""] = await heard(who, 1);
  return answer;
}

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  worker.fetch(new Request(`https://ocop.example${path}`, { headers }), env);

describe("the Worker as it is deployed", () => {
  let store: OpenStore;
  beforeAll(async () => {
    store = await redisStore({ url: redisUrl, programme: "bac-ha-2021", scripts: compiled.scripts });
  });
  afterAll(() => store.close());

  test("serves the page, and says that it is ready", async () => {
    expect(await (await get("/readyz")).text()).toBe("ok");
    const page = await get("/");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<html");
  });

  test("a delivery without the secret is refused", async () => {
    const request = new Request("https://ocop.example/webhooks/telegram", { method: "POST", body: "{}" });
    expect((await worker.fetch(request, env)).status).toBe(401);
  });

  test("a turn of a known person makes four round trips to Redis at most, over one connection", async () => {
    await says("đăng ký tinh dầu quế Nậm Đét");
    await says("đồng ý");
    await says("hợp tác xã");
    for (const text of ["HTX Quế Nậm Đét", "1", "còn thiếu gì"]) {
      await proxy();
      await says(text);
      // What is said after the answer went counts too.
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { connections, trips } = await proxy();
      expect(connections).toBe(0);
      expect(trips).toBeGreaterThanOrEqual(2);
      expect(trips).toBeLessThanOrEqual(4);
    }
  });

  test("the page's own chat is answered in its stream of events", async () => {
    const cookie = "chat=abcdefghijklmnop";
    const posted = new Request("https://ocop.example/chat/events", {
      method: "POST",
      headers: { cookie, "content-type": "application/json", origin: "https://ocop.example" },
      body: JSON.stringify({ id: "m1", text: "xin chào" }),
    });
    const body: ReadableStream<Uint8Array> | null = (await get("/chat/stream?from=0", { cookie })).body;
    const stream = body?.getReader();
    expect((await worker.fetch(posted, env)).status).toBeLessThan(300);
    let text = "";
    while (!text.includes('"from":"us"')) {
      const part = await stream?.read();
      if (part === undefined || part.done) break;
      text += new TextDecoder().decode(part.value);
    }
    await stream?.cancel();
    expect(text).toContain("xin chào");
    expect(text).toContain('"from":"us"');
  });

  test("what Telegram wants later goes later, woken by the queue", async () => {
    await telegram.tell({ what: "refuses", retryAfter: 2 });
    const before = performance.now();
    await telegram.does({ what: "says", by, text: "còn thiếu gì" });
    expect(await heard(by, 1)).toHaveLength(1);
    const waited = performance.now() - before;
    expect(waited).toBeGreaterThan(1_900);
    expect(waited).toBeLessThan(10_000);
  });

  test("while Redis is away a wake fails and a delivery is refused, and soon after its return both are taken", async () => {
    await proxy({ cut: true });
    await expect(worker.queue({}, env)).rejects.toThrow();
    await expect(worker.scheduled({}, env)).rejects.toThrow();
    expect((await get("/readyz")).status).toBe(503);
    await proxy({ cut: false });
    const back = performance.now();
    expect(
      await until(
        async () => (await get("/readyz")).status,
        (status) => status === 200,
      ),
    ).toBe(200);
    expect(performance.now() - back).toBeLessThan(seconds(5));
    await worker.queue({}, env);
    expect(await says("còn thiếu gì")).not.toBe("");
  });

  test("an announcement to three hundred people goes out, begun by the clock", async () => {
    const people = 300;
    await telegram.tell({ what: "knows", from: 1_000, count: people });
    await keepContacts(
      store,
      Array.from({ length: people }, (_, number) => contactNamed(number)),
    );
    // The clock is the real one: what is urgent goes at night too.
    await release(store, announcementOf({ at: Date.now(), urgent: true }), Date.now());
    await worker.scheduled({}, env);
    const sent = (): Promise<number> => tallyOf(store, "TB-0001").then((tally) => tally.sent);
    // And whoever registered above.
    const all = people + 1;
    expect(await until(sent, (count) => count >= all)).toBe(all);
    expect(await balance(store)).toMatchObject({ sent: all, waiting: 0, doubt: 0 });
    for (let number = 0; number < people; number += 1)
      expect((await telegram.news(1_000 + number)).map(({ text }) => text)).toEqual([
        `Chào Người ${number}, đợt 1 sắp hết hạn.`,
      ]);
  });
});

test("wrong settings are all named at once, without their values, and every page says that it failed", async () => {
  const lines: Parameters<Log>[0][] = [];
  const bindings = {
    WAKES: env.WAKES,
    PORT: "secret-1",
    TELEGRAM_BOT_TOKEN: "secret-2",
    PROGRAMME: "no-such",
  };
  const program = await openOnWorkers(bindings, {
    compiled,
    clock: { now: Date.now },
    ids: freshIds,
    log: (line) => void lines.push(line),
  });
  const named = lines.map((line) => String(line["problem"]).split(":")[0]);
  expect(new Set(named)).toEqual(
    new Set(["FILES_S3_URL", "PORT", "PROGRAMME", "PUBLIC_URL", "REDIS_URL", "TELEGRAM_BOT_TOKEN"]),
  );
  expect(JSON.stringify(lines)).not.toContain("secret-");
  const page = await program.fetch(new Request("https://ocop.example/"));
  expect(page.status).toBe(500);
  expect(await page.text()).not.toContain("secret-");
});
