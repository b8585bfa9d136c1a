import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { devWorker } from "../support/dev-worker.ts";
import { freePort } from "../support/free-port.ts";
import { startRedis } from "../support/redis.ts";

const folder = mkdtempSync(join(tmpdir(), "bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

const most = 700 * 1024;

test("the bundle for Workers weighs 700 KiB at most, and holds nothing that Workers does not have", () => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ["node_modules/wrangler/bin/wrangler.js", "deploy", "--dry-run", "--outdir", folder],
    { encoding: "utf8", env: { ...process.env, WRANGLER_SEND_METRICS: "false" } },
  );
  expect(status, stderr).toBe(0);
  // A name that a lean door does not hand on would be undefined when it is used.
  expect(`${stdout}${stderr}`).not.toMatch(/WARNING/u);
  const bundle = readFileSync(join(folder, "worker.js"));
  expect(gzipSync(bundle, { level: 9 }).byteLength).toBeLessThanOrEqual(most);
  const asked = [
    ...bundle.toString("utf8").matchAll(/(?:from|import|require\() ?["'](?:node:)?([\w/]+)["']/gu),
  ];
  const modules = asked.map(([, name]) => name);
  expect(modules).toContain("zlib");
  expect(modules).not.toContain("sqlite");
  expect(modules.filter((name) => /worker_threads|child_process|^fs/u.test(name ?? ""))).toEqual([]);
});

test.skipIf(process.env["REDIS_SERVER"] === undefined)("the bundle serves as the sources do", async () => {
  const redis = await startRedis();
  const worker = await devWorker("src/worker.ts", await freePort(), { REDIS_URL: redis.url });
  const cookie = "chat=bundle-1";
  const stream = await fetch(`${worker.url}/chat/stream?from=0`, { headers: { cookie } });
  const posted = await fetch(`${worker.url}/chat/events`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ id: "m1", text: "bao nhiêu điểm thì được 4 sao" }),
  });
  expect(posted.ok).toBe(true);
  let text = "";
  const decoder = new TextDecoder();
  const body: ReadableStream<Uint8Array> | null = stream.body;
  for await (const part of body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.includes('"from":"us"')) break;
  }
  expect(text).toContain("70");
  await worker.stop();
  await redis.stop();
});
