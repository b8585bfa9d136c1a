import { once } from "node:events";
import { request } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { browserPerson } from "../support/browser-person.ts";
import { type Program, startProgram } from "../support/program.ts";
import { type Redis, startRedis } from "../support/redis.ts";
import { type SlowPlatform, slowPlatform } from "../support/slow-platform.ts";

const secret = "stopping";
const later: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of later.splice(0).toReversed()) await end();
});

const begin = async (platform: SlowPlatform, settings: Readonly<Record<string, string>> = {}) => {
  const program = await startProgram({
    TELEGRAM_BOT_TOKEN: "1:loopback",
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_API_ROOT: platform.root,
    PUBLIC_URL: "https://ocop.example.vn",
    ...settings,
  });
  later.push(program.remove);
  return program;
};
const startPlatform = async (): Promise<SlowPlatform> => {
  const platform = await slowPlatform();
  later.push(platform.close);
  return platform;
};

const updateOf = (id: number, chat: number, text: string): string =>
  JSON.stringify({
    update_id: id,
    message: {
      message_id: id,
      date: Math.floor(Date.now() / 1000),
      chat: { id: chat, type: "private", first_name: "Lan" },
      from: { id: chat, is_bot: false, first_name: "Lan" },
      text,
    },
  });

/** A delivery whose body waits for `finish`; gives the status it was answered with. */
const deliver = ({ url }: Program, body: string) => {
  const call = request(`${url}/webhooks/telegram`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-telegram-bot-api-secret-token": secret,
    },
  });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    call.once("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once("error", reject);
  });
  const half = Math.floor(body.length / 2);
  call.write(body.slice(0, half));
  return { answered, finish: () => call.end(body.slice(half)), begun: once(call, "socket") };
};
const delivered = async (program: Program, body: string): Promise<number | undefined> => {
  const one = deliver(program, body);
  one.finish();
  return one.answered;
};
const since = async (wait: Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await wait;
  return performance.now() - from;
};

describe.skipIf(!process.env["REDIS_SERVER"])("one of two programs on one Redis is told to stop", () => {
  const startOwnRedis = async (): Promise<Redis> => {
    const redis = await startRedis();
    later.push(redis.stop);
    return redis;
  };

  test("it ends what it has in hand, answers what is being delivered, and the other goes on at once", async () => {
    const redis = await startOwnRedis();
    const platform = await startPlatform();
    const settings = { REDIS_URL: redis.url };
    const [one, two] = await Promise.all([begin(platform, settings), begin(platform, settings)]);

    const reader = await browserPerson(one.url, "reader");
    await reader.says("alo");
    expect(await delivered(one, updateOf(1, 7, "alo"))).toBe(200);
    const inHand = await platform.sent();
    const half = deliver(one, updateOf(2, 8, "alo"));
    await half.begun;
    // The other program has been heard by the time this one has taken the half delivery.
    expect((await fetch(`${one.url}/healthz`)).status).toBe(200);

    one.child.kill("SIGTERM");
    await reader.over;
    await expect(fetch(`${one.url}/healthz`)).rejects.toThrow();
    half.finish();
    expect(await half.answered).toBe(200);
    const taken = platform.sent();
    expect(await since(taken), "the other took what this one no longer begins").toBeLessThan(5000);
    (await taken).answer();
    inHand.answer();
    expect(await one.ended).toBe(0);

    expect(await delivered(two, updateOf(3, 7, "đăng ký tinh dầu quế Nậm Đét"))).toBe(200);
    const next = platform.sent();
    expect(await since(next), "the thread is free").toBeLessThan(5000);
    const { text, answer } = await next;
    expect(text).toContain("Tinh dầu quế Nậm Đét");
    answer();
    expect(platform.texts()).toHaveLength(3);
    two.child.kill("SIGTERM");
    expect(await two.ended).toBe(0);
  }, 60_000);
});

test("a platform that never answers does not keep it longer than twenty seconds", async () => {
  const platform = await startPlatform();
  const program = await begin(platform);
  expect(await delivered(program, updateOf(1, 7, "alo"))).toBe(200);
  await platform.sent();
  program.child.kill("SIGTERM");
  const took = await since(program.ended);
  expect(await program.ended).toBe(0);
  expect(took).toBeGreaterThan(19_000);
  expect(took).toBeLessThan(24_000);
  expect(program.said()).toContain('"what":"stop","code":"cut"');
}, 60_000);

test("a second signal ends it at once", async () => {
  const platform = await startPlatform();
  const program = await begin(platform);
  const reader = await browserPerson(program.url, "reader");
  expect(await delivered(program, updateOf(1, 7, "alo"))).toBe(200);
  await platform.sent();
  program.child.kill("SIGTERM");
  await reader.over;
  program.child.kill("SIGINT");
  expect(await since(program.ended)).toBeLessThan(2000);
  expect(await program.ended).toBe(1);
});
