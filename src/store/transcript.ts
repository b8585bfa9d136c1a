import { z } from "zod";
import { fileSchema } from "../dossier/entry.ts";
import type { ThreadId } from "../domain/ids.ts";
import { hours } from "../domain/instant.ts";
import { transcriptLog } from "../domain/keys.ts";
import type { Message } from "../domain/message.ts";
import type { Clock } from "../ports/clock.ts";
import type { Line, Transcript } from "../ports/transcript.ts";
import type { Store } from "./contract.ts";

/** Starts something that repeats; returns the way to stop it. */
export type Every = (ms: number, work: () => void) => () => void;

/** A transcript that can also be told that a commit of this process has written to a thread. */
export type StoreTranscript = Transcript & { readonly poke: (thread: ThreadId) => void };

type Watch = { readonly thread: ThreadId; readonly wakes: Set<() => void>; end: number };

const page = 1000;

const Kept = z.object({
  id: z.string(),
  at: z.number(),
  from: z.enum(["them", "us"]),
  message: z.object({
    text: z.string(),
    choices: z.array(z.object({ data: z.string(), label: z.string() })).optional(),
    file: fileSchema.optional(),
  }),
});

function lineOf(text: string): Line {
  const { message, ...line } = Kept.parse(JSON.parse(text));
  const { text: said, choices, file } = message;
  const shown: Message = { text: said, ...(choices ? { choices } : {}), ...(file ? { file } : {}) };
  return { ...line, message: shown };
}

const everyInterval: Every = (ms, work) => {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
};

/** The transcript over the store. While anybody watches, one timer looks for lines other processes wrote. */
export function storeTranscript(store: Store, clock: Clock, every: Every = everyInterval): StoreTranscript {
  const watches = new Map<ThreadId, Watch>();
  let stop: (() => void) | undefined;
  let looking = false;

  const poke = (thread: ThreadId): void => {
    for (const wake of watches.get(thread)?.wakes ?? []) wake();
  };

  const look = async (watch: Watch): Promise<void> => {
    // The last known entry is read again: when it is gone the log was dropped and begins anew.
    const from = Math.max(watch.end - 1, 0);
    const found = await store.read(transcriptLog(watch.thread), from, 2);
    if (from + found.length === watch.end) return;
    if (found.length === 0) watch.end = 0;
    poke(watch.thread);
  };

  const lookAll = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    // A store out of reach is asked again at the next turn; whoever reads hears of it.
    await Promise.allSettled([...watches.values()].map(look));
    looking = false;
  };

  const add = async (thread: ThreadId, line: Line): Promise<void> => {
    const now = clock.now();
    await store.commit({
      now,
      seen: [{ id: `line:${thread}:${line.id}`, until: now + hours(72) }],
      append: [{ log: transcriptLog(thread), text: JSON.stringify(line) }],
    });
    poke(thread);
  };

  const read = async (thread: ThreadId, from: number): Promise<readonly Line[]> => {
    const lines: Line[] = [];
    for (;;) {
      const texts = await store.read(transcriptLog(thread), from + lines.length, page);
      for (const text of texts) lines.push(lineOf(text));
      if (texts.length < page) break;
    }
    const watch = watches.get(thread);
    if (watch && lines.length > 0) watch.end = Math.max(watch.end, from + lines.length);
    return lines;
  };

  const watch = (thread: ThreadId, wake: () => void): (() => void) => {
    const own = (): void => wake();
    const found = watches.get(thread) ?? { thread, wakes: new Set<() => void>(), end: 0 };
    found.wakes.add(own);
    watches.set(thread, found);
    stop ??= every(1000, () => void lookAll());
    return () => {
      found.wakes.delete(own);
      if (found.wakes.size === 0 && watches.get(thread) === found) watches.delete(thread);
      if (watches.size > 0) return;
      stop?.();
      stop = undefined;
    };
  };

  return { add, read, watch, poke };
}
