import { z } from "zod";
import { phrase } from "../content/phrase.ts";
import { fileSchema } from "../dossier/entry.ts";
import type { Event } from "../domain/event.ts";
import type { ThreadId } from "../domain/ids.ts";
import { seconds } from "../domain/instant.ts";
import type { Log } from "../ports/log.ts";
import type { Spool } from "../ports/spool.ts";
import type { Line } from "../ports/transcript.ts";
import { isStoreAway, storeAway } from "../store/contract.ts";
import { readEvent } from "./event-text.ts";

type Wanted = {
  readonly receive: (event: Event, own?: Line) => Promise<"done" | "seen">;
  /** The same for what was kept. */
  readonly again: (event: Event, own?: Line) => Promise<"done" | "seen">;
  readonly spool: Spool;
  /** Whether the store answers; called only while it did not. */
  readonly isBack: () => Promise<unknown>;
  /** Says something in a chat without the store. */
  readonly say: (thread: ThreadId, text: string) => Promise<void>;
  readonly words: Readonly<Record<string, string>>;
  readonly log: Log;
};

/** What takes deliveries while the store is away, and hands them over when it is back. */
export type Outage = {
  readonly receive: (event: Event, own?: Line) => Promise<"done" | "seen" | "kept">;
  /** The connection to the store is gone: what it took in the last moments may be gone with it, and is handed over again. */
  readonly lost: () => void;
  /** Looks whether the store is back: once a second, and when the store says so. */
  readonly look: () => void;
  readonly stop: () => Promise<void>;
};

/** A store that has not taken a delivery by then, in milliseconds, is taken for away: Zalo waits two seconds for its answer. */
const patience = 600;
const probeWithin = seconds(2);
/** Whoever has waited so long is told; shorter outages nobody notices. */
const tellAfter = seconds(3);
/** People told at each look, so that no platform finds us too fast. */
const tellAtOnce = 20;
/** What is kept at most; beyond it the platforms hear a refusal, and send again as far as they do. */
const mostKept = 20_000;
const mostLetters = 32 * 1024 * 1024;
/** Handed over at once, never two of one thread. */
const atOnce = 32;
const looksAhead = 1_000;
/** How often it is looked whether another process that is gone left something. */
const takeOverEvery = seconds(60);

/** Redis with its file written every second comes back without its last two seconds at worst, in milliseconds. */
const recent = 5_000;
const mostRecent = 5_000;

type Kept = {
  readonly event: Event;
  readonly own: Line | undefined;
  readonly letters: number;
  readonly since: number;
  /** It was taken once, and most likely answered. */
  readonly taken?: true;
};

const choices = z.array(z.object({ data: z.string(), label: z.string() }));
const keptSchema = z.object({
  event: z.unknown(),
  own: z
    .object({
      id: z.string(),
      at: z.number(),
      from: z.enum(["them", "us"]),
      message: z.object({
        text: z.string(),
        choices: choices.exactOptional(),
        file: fileSchema.exactOptional(),
      }),
    })
    .exactOptional(),
});

const late = Symbol("late");

/** Whatever comes within the time; what comes too late is nobody's concern any more. */
async function orLate<Value>(coming: Promise<Value>, ms: number): Promise<Value | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  coming.catch(() => undefined);
  try {
    return await Promise.race([coming, end]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Deliveries while the store is away: kept on disk before the platform hears that they were taken, and handed over in
 * the order in which they came, under their own ids, so that what the store had taken after all is not taken twice.
 */
export function outage({ receive, again, spool, isBack, say, words, log }: Wanted): Outage {
  let queue: Kept[] = [];
  let letters = 0;
  const waiting = new Map<ThreadId, number>();
  const told = new Set<ThreadId>();
  /** What the store took in the last moments, in order. */
  let lately: Kept[] = [];
  let away = false;
  let looking: Promise<void> | undefined;
  let askedAgain = false;
  let stopped = false;

  const enqueue = (one: Kept): void => {
    queue.push(one);
    letters += one.letters;
    waiting.set(one.event.thread, (waiting.get(one.event.thread) ?? 0) + 1);
  };
  const remove = (gone: ReadonlySet<Kept>): void => {
    queue = queue.filter((one) => !gone.has(one));
    for (const { event, letters: long } of gone) {
      letters -= long;
      const left = (waiting.get(event.thread) ?? 1) - 1;
      if (left > 0) waiting.set(event.thread, left);
      else waiting.delete(event.thread);
    }
  };

  const keep = async (event: Event, own: Line | undefined): Promise<"kept"> => {
    const text = JSON.stringify({ event, ...(own && { own }) });
    if (queue.length >= mostKept + mostRecent || letters + text.length > mostLetters)
      throw storeAway("the store is away, and no more can be kept");
    const one = { event, own, letters: text.length, since: performance.now() };
    // At once, so that what comes next of this thread waits behind it.
    enqueue(one);
    try {
      await spool.keep(text);
    } catch (why) {
      remove(new Set([one]));
      log({ what: "outage", code: "not-kept", fault: why instanceof Error ? why.name : "unknown" });
      throw storeAway("the store is away, and nothing can be kept", why);
    }
    return "kept";
  };

  const remember = (event: Event, own: Line | undefined): void => {
    const since = performance.now();
    lately.push({ event, own, letters: 0, since, taken: true });
    if (lately.length < 2 * mostRecent && (lately[0]?.since ?? since) > since - 2 * recent) return;
    lately = lately.filter((one) => one.since > since - recent).slice(-mostRecent);
  };
  const lost = (): void => {
    const after = performance.now() - recent;
    const anew = lately.filter((one) => one.since > after);
    lately = [];
    const rest = queue;
    queue = [];
    for (const one of anew) enqueue(one);
    queue = [...queue, ...rest];
  };
  const goAway = (): void => {
    if (!away) log({ what: "outage", code: "store-away" });
    away = true;
  };

  /** Those of threads that are not blocked whose turn it is, each thread's first. */
  const next = (blocked: ReadonlySet<ThreadId>): readonly Kept[] => {
    const threads = new Set(blocked);
    const wave: Kept[] = [];
    for (const one of queue.slice(0, looksAhead)) {
      if (wave.length >= atOnce) break;
      if (threads.has(one.event.thread)) continue;
      threads.add(one.event.thread);
      wave.push(one);
    }
    return wave;
  };

  const handOver = async (): Promise<void> => {
    const blocked = new Set<ThreadId>();
    let count = 0;
    for (let wave = next(blocked); wave.length > 0 && !stopped; wave = next(blocked)) {
      const outcomes = await Promise.allSettled(wave.map(({ event, own }) => again(event, own)));
      const gone = new Set<Kept>();
      for (const [at, one] of wave.entries()) {
        const outcome = outcomes[at];
        if (outcome?.status === "fulfilled") {
          gone.add(one);
          if (one.taken !== true) remember(one.event, one.own);
        } else if (isStoreAway(outcome?.reason)) goAway();
        else {
          // Something is wrong with this one: it stays, and its thread waits for the next look.
          blocked.add(one.event.thread);
          log({ what: "outage", code: "not-taken", event: one.event.id });
        }
      }
      remove(gone);
      count += gone.size;
      if (away) break;
    }
    if (count > 0) log({ what: "outage", code: "handed-over", count, left: queue.length });
    if (queue.length === 0 && !away) {
      told.clear();
      await spool.clear();
    }
  };

  const tellWaiting = (): void => {
    const before = performance.now() - tellAfter;
    let count = 0;
    for (const { event, since, taken } of queue) {
      if (taken === true) continue;
      if (since > before || count >= tellAtOnce) break;
      if (told.has(event.thread)) continue;
      told.add(event.thread);
      count += 1;
      say(event.thread, phrase(words, "kept-meanwhile")).catch(() =>
        log({ what: "outage", code: "not-told" }),
      );
    }
  };

  const takeOver = async (): Promise<void> => {
    for (const text of await spool.left())
      try {
        const { event, own } = keptSchema.parse(JSON.parse(text));
        const read = readEvent(JSON.stringify(event));
        // Whoever was there before has told them.
        told.add(read.thread);
        enqueue({ event: read, own, letters: text.length, since: performance.now() });
      } catch {
        log({ what: "outage", code: "unreadable" });
      }
  };
  const takeOverNow = (): Promise<void> =>
    takeOver().catch((why: unknown) => {
      log({ what: "outage", code: "not-taken-over", fault: why instanceof Error ? why.name : "unknown" });
    });
  // What was kept before comes first.
  const begun = takeOverNow();
  let lastTaken = performance.now();

  const lookOnce = async (): Promise<void> => {
    await begun;
    if (performance.now() - lastTaken > takeOverEvery) {
      lastTaken = performance.now();
      await takeOverNow();
    }
    if (!away && queue.length === 0) return;
    const answer = await orLate(isBack(), probeWithin).catch(() => late);
    if (answer === late) {
      tellWaiting();
      return;
    }
    if (away) log({ what: "outage", code: "store-back" });
    away = false;
    await handOver();
  };
  const look = (): void => {
    if (stopped) return;
    // Who asks during a look may know of a return that it does not see.
    askedAgain = looking !== undefined;
    looking ??= lookOnce()
      .catch((why: unknown) => {
        log({ what: "outage", code: "fault", fault: why instanceof Error ? why.name : "unknown" });
      })
      .finally(() => {
        looking = undefined;
        if (askedAgain) look();
      });
  };

  return {
    receive: async (event, own) => {
      await begun;
      if (!away && !waiting.has(event.thread)) {
        const outcome = await orLate(receive(event, own), patience).catch((why: unknown): typeof late => {
          if (isStoreAway(why)) return late;
          throw why;
        });
        if (outcome !== late) {
          remember(event, own);
          return outcome;
        }
        goAway();
      }
      const kept = await keep(event, own);
      look();
      return kept;
    },
    lost,
    look,
    stop: async () => {
      stopped = true;
      await looking;
    },
  };
}
