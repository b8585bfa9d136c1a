import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A Worker as it is bundled for service, run by `wrangler dev` on loopback, offline. */
export type DevWorker = { readonly url: string; readonly stop: () => Promise<void> };

export async function devWorker(
  entry: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<DevWorker> {
  const state = await mkdtemp(join(tmpdir(), "worker-"));
  const url = `http://127.0.0.1:${port}`;
  const vars = Object.entries(settings).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const where = ["--local", "--ip=127.0.0.1", `--port=${port}`, "--inspector-port=0"];
  const child = spawn(
    process.execPath,
    ["node_modules/wrangler/bin/wrangler.js", "dev", entry, ...where, `--persist-to=${state}`, ...vars],
    {
      stdio: process.env["SHOW"] === undefined ? "ignore" : "inherit",
      env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
      // A group of its own, so that workerd ends with it.
      detached: true,
    },
  );
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) {
      const gone = once(child, "exit");
      process.kill(-child.pid, "SIGTERM");
      await gone;
    }
    await rm(state, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return { url, stop };
    await wait(100);
  }
  await stop();
  throw new Error("wrangler dev did not come up");
}
