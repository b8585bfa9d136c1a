// node test/workers/measure.ts [turns] [milliseconds to Redis]: both ways to reach Redis from a Worker, side by side.
import { setTimeout as wait } from "node:timers/promises";
import { countingProxy, type Trips } from "../support/counting-proxy.ts";
import { devWorker } from "../support/dev-worker.ts";
import { freePort } from "../support/free-port.ts";
import { startRedis } from "../support/redis.ts";
import { type Person, telegramEmulator } from "../support/telegram-emulator.ts";

const turns = Number(process.argv[2] ?? 60);
const away = Number(process.argv[3] ?? 0);
const secret = "measured-secret_1";
const opening = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "hợp tác xã", "HTX Quế Nậm Đét", "1"];

async function turn(person: Person, text: string): Promise<number> {
  const before = person.sees().length;
  const start = performance.now();
  const said = person.says(text);
  while (person.sees().length === before) {
    if (performance.now() - start > 20_000) throw new Error(`no answer to ${text}`);
    await wait(0.5);
  }
  const took = performance.now() - start;
  await said;
  return took;
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);

async function measure(name: string, entry: string): Promise<void> {
  const redis = await startRedis();
  const proxy = await countingProxy(redis.port, away);
  const port = await freePort();
  const emulator = await telegramEmulator({ loose: true });
  const worker = await devWorker(entry, port, {
    REDIS_URL: `redis://127.0.0.1:${proxy.port}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_API_ROOT: emulator.root,
    TELEGRAM_BOT_TOKEN: emulator.token,
    TELEGRAM_WEBHOOK_SECRET: secret,
  });
  try {
    await fetch(`${emulator.root}/bot${emulator.token}/setWebhook`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ url: `${worker.url}/webhooks/telegram`, secret_token: secret }),
    });
    const person = emulator.person(7_000_000_001);
    for (const text of opening) await turn(person, text);
    const took: number[] = [];
    const seen: Trips[] = [];
    for (let number = 0; number < turns; number += 1) {
      await wait(100);
      proxy.count();
      took.push(await turn(person, "còn thiếu gì"));
      await wait(100 + 4 * away);
      seen.push(proxy.count());
    }
    const sorted = took.toSorted((one, two) => one - two);
    const mean = (of: (one: Trips) => number): string =>
      (seen.reduce((sum, one) => sum + of(one), 0) / seen.length).toFixed(2);
    console.log(
      `${name}: p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms; a turn: ${mean((one) => one.trips)} round trips (most ${Math.max(...seen.map((one) => one.trips))}), ${mean((one) => one.connections)} connections, ${mean((one) => one.bytes)} bytes to Redis`,
    );
  } finally {
    await worker.stop();
    proxy.close();
    await emulator.close();
    await redis.stop();
  }
}

console.log(`${turns} turns of one known person, ${away} ms to Redis, bundled by wrangler dev`);
await measure("a connection for each request", "test/workers/per-request.ts");
await measure("one Durable Object", "src/worker.ts");
