import type { DatabaseSync } from "node:sqlite";

const patienceMs = 5000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isBusy = (why: unknown): boolean =>
  why instanceof Error &&
  "errcode" in why &&
  typeof why.errcode === "number" &&
  [5, 6].includes(why.errcode & 0xff);

const turnOfOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Tries again while another process writes, without holding up this one in the meantime. */
export async function patiently<Value>(step: () => Value): Promise<Value> {
  // Without this a loop over the store would be one endless tick, with no timer and no request in between.
  await turnOfOthers();
  const started = performance.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return step();
    } catch (why) {
      if (!isBusy(why)) throw why;
      if (performance.now() - started > patienceMs)
        throw new Error(`The database was locked by others for ${patienceMs} ms`, { cause: why });
      await pause(Math.random() * Math.min(2 * tries, 25));
    }
  }
}

/** All of the step or nothing of it. */
export function whole<Value>(database: DatabaseSync, step: () => Value): Value {
  database.exec("begin immediate");
  try {
    const value = step();
    database.exec("commit");
    return value;
  } catch (why) {
    // A disk that is full may have ended the transaction by itself.
    if (database.isTransaction) database.exec("rollback");
    throw why;
  }
}
