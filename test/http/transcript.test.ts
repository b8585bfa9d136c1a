import { describe, expect, it } from "vitest";
import { threadId } from "../../src/domain/ids.ts";
import type { Store } from "../../src/store/contract.ts";
import { storeTranscript } from "../../src/store/transcript.ts";

const thread = threadId("web:abc");
const line = (id: string) => ({ id, at: 1, from: "us", message: { text: id } }) as const;

/** Just enough of a store: logs and ids that happen once. */
function logStore(): Store & { readonly drop: () => void; readonly reads: () => number } {
  const logs = new Map<string, string[]>();
  const seen = new Set<string>();
  let reads = 0;
  const none = async () => [];
  return {
    load: none,
    range: none,
    claim: none,
    pace: async (_bucket, { now, want }) => ({ granted: want, next: now }),
    commit: async (change) => {
      if (change.seen?.some(({ id }) => seen.has(id))) return "seen";
      for (const { id } of change.seen ?? []) seen.add(id);
      for (const { log, text } of change.append ?? []) logs.set(log, [...(logs.get(log) ?? []), text]);
      return "done";
    },
    read: async (log, from, limit) => {
      reads += 1;
      return (logs.get(log) ?? []).slice(from, from + limit);
    },
    drop: () => logs.clear(),
    reads: () => reads,
  };
}

/** A timer that runs by hand. */
function handTimer() {
  const works = new Set<() => void>();
  return {
    every: (_ms: number, work: () => void) => {
      works.add(work);
      return () => void works.delete(work);
    },
    turn: async () => {
      for (const work of works) work();
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
    running: () => works.size,
  };
}

describe("the transcript over the store", () => {
  it("keeps a line once, however often it is added", async () => {
    const transcript = storeTranscript(logStore(), { now: () => 1 });
    for (const id of ["a", "a", "b", "a"]) await transcript.add(thread, line(id));
    expect(await transcript.read(thread, 0)).toEqual([line("a"), line("b")]);
    expect(await transcript.read(thread, 1)).toEqual([line("b")]);
  });

  it("reads a conversation longer than one page of the store", async () => {
    const transcript = storeTranscript(logStore(), { now: () => 1 });
    for (let n = 0; n < 1500; n += 1) await transcript.add(thread, line(`l${n}`));
    expect(await transcript.read(thread, 0)).toHaveLength(1500);
  });

  it("wakes at once for lines of this process, and by the timer for those of another", async () => {
    const store = logStore();
    const timer = handTimer();
    const here = storeTranscript(store, { now: () => 1 }, timer.every);
    const there = storeTranscript(store, { now: () => 1 });
    let woken = 0;
    const stop = here.watch(thread, () => (woken += 1));
    await here.add(thread, line("a"));
    expect(woken).toBe(1);
    await here.read(thread, 0);
    await timer.turn();
    expect(woken).toBe(1);
    await there.add(thread, line("b"));
    await timer.turn();
    expect(woken).toBe(2);
    await here.read(thread, 1);
    store.drop();
    await timer.turn();
    expect(woken).toBe(3);
    await timer.turn();
    expect(woken).toBe(3);
    stop();
  });

  it("has one timer while anybody watches and none after", async () => {
    const store = logStore();
    const timer = handTimer();
    const transcript = storeTranscript(store, { now: () => 1 }, timer.every);
    expect(timer.running()).toBe(0);
    const stops = [transcript.watch(thread, () => {}), transcript.watch(threadId("web:b"), () => {})];
    expect(timer.running()).toBe(1);
    await timer.turn();
    expect(store.reads()).toBe(2);
    for (const stop of [...stops, ...stops]) stop();
    expect(timer.running()).toBe(0);
    transcript.watch(thread, () => {})();
    expect(timer.running()).toBe(0);
  });
});
