import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { seconds } from "../../domain/instant.ts";

/** What Redis has counted since it started. requests: commands that clients sent; commands: those inside scripts too. */
type RedisCount = {
  readonly requests: number;
  readonly commands: number;
  readonly reads: number;
  readonly cpuMs: number;
};

export type BenchRedis = {
  readonly url: string;
  readonly version: string;
  readonly count: () => Promise<RedisCount>;
  readonly stop: () => Promise<void>;
};

/** Whether processes can be kept on cores here. */
export const hasTaskset = spawnSync("taskset", ["--version"]).status === 0 && availableParallelism() > 1;

/** Keeps this process with all its threads on core 0; false where that cannot be done. */
export const pinSelf = (): boolean =>
  hasTaskset && spawnSync("taskset", ["-acp", "0", String(process.pid)]).status === 0;

/** Redis on a core of its own, writing what it took to disk every second as in service; undefined where there is none. */
export async function benchRedis(): Promise<BenchRedis | undefined> {
  const server = process.env["REDIS_SERVER"] ?? "redis-server";
  if (spawnSync(server, ["--version"]).status !== 0) return undefined;
  const dir = await mkdtemp(join(tmpdir(), "bench-redis-"));
  const port = await freePort();
  const options = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    dir,
    "--save",
    "",
    "--appendonly",
    "yes",
  ];
  const child = hasTaskset
    ? spawn("taskset", ["-c", "1", server, ...options], { stdio: "ignore" })
    : spawn(server, options, { stdio: "ignore" });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const url = `redis://127.0.0.1:${port}`;
  for (let tries = 0; (await info(port, "server")) === ""; tries += 1) {
    if (tries > 400) throw new Error("redis-server did not answer within 10 seconds");
    await wait(25);
  }
  return {
    url,
    version: /redis_version:(\S+)/u.exec(await info(port, "server"))?.[1] ?? "",
    count: async () =>
      counted(await info(port, "commandstats"), await info(port, "stats"), await info(port, "cpu")),
    stop: async () => {
      process.off("exit", kill);
      await end(child);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function counted(commands: string, stats: string, cpu: string): RedisCount {
  const calls = [...commands.matchAll(/cmdstat_([^:]+):calls=(\d+)/gu)].map(([, name = "", count]) => ({
    name,
    count: Number(count),
  }));
  const sum = (names?: readonly string[]): number =>
    calls
      .filter(({ name }) => names === undefined || names.includes(name))
      .reduce((all, { count }) => all + count, 0);
  const figure = (text: string, name: string): number =>
    Number(new RegExp(`${name}:([\\d.]+)`, "u").exec(text)?.[1] ?? "0");
  return {
    requests: sum(["evalsha", "eval", "mget"]),
    commands: sum(),
    reads: figure(stats, "total_reads_processed"),
    cpuMs: 1000 * (figure(cpu, "used_cpu_user") + figure(cpu, "used_cpu_sys")),
  };
}

/** One section of INFO; empty while Redis does not answer. */
const info = (port: number, section: string): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.end(`INFO ${section}\r\n`));
    socket.on("data", (data) => (text += data.toString()));
    socket.once("error", () => undefined);
    socket.once("close", () => resolve(text));
  });

/** Asks a process to leave, and makes it leave when it does not. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), seconds(3));
  await gone;
  clearTimeout(late);
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no TCP address"));
        else resolve(address.port);
      });
    });
  });
