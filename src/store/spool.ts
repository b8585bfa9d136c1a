import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { minutes } from "../domain/instant.ts";
import type { Spool } from "../ports/spool.ts";

/** A file of another machine that was not touched for so long is of a process that is gone. */
const abandoned = minutes(1);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (why) {
    return why instanceof Error && "code" in why && why.code === "EPERM";
  }
};

/**
 * One file of lines for each process in a folder that processes may share. What is replayed twice does no harm, since the
 * store takes every event once; so a file taken from a process that lives after all costs nothing either.
 */
export async function openSpool(folder: string): Promise<Spool> {
  await mkdir(folder, { recursive: true });
  const host = hostname().replaceAll(/[^\w-]/gu, "_");
  const ours = `${host}.${process.pid}.`;
  let count = 0;
  const nextName = (): string => `${ours}${Date.now()}-${(count += 1)}.jsonl`;
  const own = join(folder, nextName());
  let file: FileHandle | undefined;
  const taken: string[] = [];

  const isLeft = async (name: string): Promise<boolean> => {
    if (!name.endsWith(".jsonl") || name.startsWith(ours)) return false;
    const [of, pid] = name.split(".");
    if (of === host && Number(pid) !== process.pid) return !isAlive(Number(pid));
    const found = await stat(join(folder, name)).catch(() => undefined);
    return found !== undefined && Date.now() - found.mtimeMs > abandoned;
  };

  const take = async (name: string): Promise<readonly string[]> => {
    const to = join(folder, nextName());
    try {
      await rename(join(folder, name), to);
    } catch {
      // Another process was faster.
      return [];
    }
    taken.push(to);
    const text = await readFile(to, "utf8");
    // What stands after the last line's end was never confirmed to anybody.
    return text.split("\n").slice(0, -1);
  };

  let waiting: { readonly text: string; readonly done: (why?: unknown) => void }[] = [];
  let working = Promise.resolve();
  /** One thing after the other, whatever became of the one before. */
  const inTurn = <Came>(work: () => Promise<Came>): Promise<Came> => {
    const mine = working.then(work);
    working = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  };
  const write = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      file ??= await open(own, "a", 0o600);
      await file.appendFile(batch.map(({ text }) => `${text}\n`).join(""));
      await file.datasync();
      for (const one of batch) one.done();
    } catch (why) {
      for (const one of batch) one.done(why);
    }
  };

  return {
    left: () =>
      inTurn(async () => {
        const names = (await readdir(folder)).toSorted();
        const lines: string[] = [];
        for (const name of names) if (await isLeft(name)) lines.push(...(await take(name)));
        return lines;
      }),
    keep: (text) =>
      new Promise((resolve, reject) => {
        waiting.push({ text, done: (why) => (why === undefined ? resolve() : reject(why)) });
        void inTurn(write);
      }),
    clear: () =>
      inTurn(async () => {
        await file?.close();
        file = undefined;
        for (const name of [...taken.splice(0), own]) await rm(name, { force: true });
      }),
  };
}
