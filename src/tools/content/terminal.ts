import { createInterface } from "node:readline/promises";

/** A person at the command: what is said to them, and what they are asked where somebody sits there. */
export type Terminal = {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** The answer, none where they left; missing where there is no terminal. */
  readonly ask?: (question: string) => Promise<string | undefined>;
};

/** Runs a command that may ask; without a terminal it cannot. */
export async function onTerminal(run: (io: Terminal) => Promise<number>): Promise<number> {
  const print = (text: string): void => console.log(text);
  const complain = (text: string): void => console.error(text);
  if (!process.stdin.isTTY) return run({ print, complain });
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const left = new AbortController();
  lines.once("close", () => left.abort());
  const ask = (question: string): Promise<string | undefined> =>
    left.signal.aborted
      ? Promise.resolve(undefined)
      : lines.question(question, { signal: left.signal }).catch(() => undefined);
  try {
    return await run({ print, complain, ask });
  } finally {
    lines.close();
  }
}
