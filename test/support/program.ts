import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** The whole program in a process of its own. */
export type Program = {
  readonly url: string;
  readonly child: ChildProcess;
  readonly pid: number;
  /** Milliseconds from the start of the process until the page answered. */
  readonly readyAfter: number;
  /** Milliseconds of processor time that this took, where the system tells. */
  readonly readyCost: number | undefined;
  /** All that it has written so far. */
  readonly said: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Ends it at once, and takes its own data folder away. */
  readonly remove: () => Promise<void>;
};

type Settings = Readonly<Record<string, string>>;

const manifest = z.object({ scripts: z.object({ start: z.string() }) });

/** Node's own options and the file of `npm start`. */
export const startArguments = (folder = "."): readonly string[] =>
  manifest
    .parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")))
    .scripts.start.split(" ")
    .slice(1);

/** Starts what `npm start` starts, with these settings and no others. */
export function launch(settings: Settings, folder = "."): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [...startArguments(folder)], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", HOST: "127.0.0.1", ...settings },
  });
  const endWithTests = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithTests);
  child.once("exit", () => process.off("exit", endWithTests));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (bytes) => (text += String(bytes)));
  return { child, said: () => text };
}

/** Its exit code, or the signal that ended it, once all that it wrote has arrived. */
export const endOf = async (child: ChildProcess): Promise<number | string> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  return child.exitCode ?? child.signalCode ?? "unknown";
};

/** The program, ready to be talked to; in a data folder of its own unless one is named. */
export async function startProgram(settings: Settings = {}, folder = "."): Promise<Program> {
  const own = settings["DATA_DIR"] === undefined ? await mkdtemp(join(tmpdir(), "program-")) : undefined;
  const started = performance.now();
  const { child, said } = launch({ ...(own === undefined ? {} : { DATA_DIR: own }), ...settings }, folder);
  const ended = endOf(child);
  const remove = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    if (own !== undefined) await rm(own, { recursive: true, force: true });
  };
  const port = await portOf(child, said);
  if (port === undefined || child.pid === undefined) {
    await remove();
    throw new Error(`the program ended by itself: ${said()}`);
  }
  const url = `http://127.0.0.1:${port}`;
  await (await fetch(url)).text();
  const readyAfter = performance.now() - started;
  const readyCost = process.platform === "linux" ? processorTimeOf(child.pid) : undefined;
  return { url, child, pid: child.pid, readyAfter, readyCost, said, ended, remove };
}

/** The port that it says it listens on; undefined when it ends before. */
async function portOf(child: ChildProcess, said: () => string): Promise<string | undefined> {
  const gone = once(child, "close");
  for (;;) {
    const port = /http:\/\/localhost:(\d+)/u.exec(said())?.[1];
    if (port !== undefined) return port;
    const what = await Promise.race([
      child.stdout === null ? gone : once(child.stdout, "data"),
      gone.then(() => "gone" as const),
    ]);
    if (what === "gone") return undefined;
  }
}

/** Milliseconds of processor time that a process has taken so far, all its threads together. */
function processorTimeOf(pid: number): number {
  const [user = "", system = ""] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /su, "")
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** Megabytes that a process holds now, as the kernel counts them. */
export const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
