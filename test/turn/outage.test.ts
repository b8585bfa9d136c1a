import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Event } from "../../src/domain/event.ts";
import { threadId } from "../../src/domain/ids.ts";
import type { Spool } from "../../src/ports/spool.ts";
import { storeAway } from "../../src/store/contract.ts";
import { outage } from "../../src/turn/outage.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (thread: string, id: string): Event => ({
  id,
  thread: threadId(thread),
  at: 1_600_000_000_000,
  deed: { kind: "text", text: `words of ${id}` },
});

/** A spool in memory, which a second outage may take over. */
const inMemory = (left: readonly string[] = []) => {
  const lines: string[] = [];
  const spool: Spool = {
    left: () => Promise.resolve(left),
    keep: async (text) => void lines.push(text),
    clear: async () => void lines.splice(0),
  };
  return { spool, lines };
};

/** A store that takes, is away, is silent, or refuses some. */
const stage = (left: readonly string[] = []) => {
  const taken: string[] = [];
  const said: string[] = [];
  const codes: string[] = [];
  const store: { state: "there" | "away" | "silent"; bad: string } = { state: "there", bad: "" };
  const { spool, lines } = inMemory(left);
  const take = ({ id }: Event): Promise<"done" | "seen"> => {
    if (store.state === "away") return Promise.reject(storeAway("gone"));
    if (store.state === "silent") return new Promise(() => undefined);
    if (id === store.bad) return Promise.reject(new Error("cannot be read"));
    if (taken.includes(id)) return Promise.resolve("seen");
    taken.push(id);
    return Promise.resolve("done");
  };
  const made = outage({
    receive: take,
    again: take,
    spool,
    isBack: () =>
      store.state === "there"
        ? Promise.resolve()
        : store.state === "away"
          ? Promise.reject(storeAway("gone"))
          : new Promise(() => undefined),
    say: async (thread) => void said.push(thread),
    words: { "kept-meanwhile": "kept" },
    log: ({ code }) => void codes.push(String(code)),
  });
  const look = async (): Promise<void> => {
    made.look();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { made, store, taken, said, codes, lines, look };
};

test("what comes while the store is away is taken when it is back, in its order, and what was taken after all only once", async () => {
  const { made, store, taken, lines, look } = stage();
  expect(await made.receive(event("a", "a1"))).toBe("done");
  store.state = "away";
  expect(await made.receive(event("a", "a1"))).toBe("kept");
  for (const id of ["a2", "b1", "a3"]) expect(await made.receive(event(id.slice(0, 1), id))).toBe("kept");
  expect(lines.length).toBe(4);
  expect(taken).toEqual(["a1"]);
  store.state = "there";
  await look();
  expect(taken.filter((id) => id.startsWith("a"))).toEqual(["a1", "a2", "a3"]);
  expect(taken).toContain("b1");
  expect(lines).toEqual([]);
  expect(await made.receive(event("a", "a4"))).toBe("done");
});

test("a store that is silent for a second is taken for away, so that the platform has its answer in time", async () => {
  const { made, store, taken, look } = stage();
  store.state = "silent";
  const answer = made.receive(event("a", "a1"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toBe("kept");
  store.state = "there";
  await vi.advanceTimersByTimeAsync(2_000);
  await look();
  expect(taken).toEqual(["a1"]);
});

test("who waits is told once in an outage, and again in the next; short outages nobody hears of", async () => {
  const { made, store, said, look } = stage();
  for (const outages of [1, 2]) {
    store.state = "away";
    await made.receive(event("a", `a${outages}`));
    await made.receive(event("a", `a${outages}x`));
    await made.receive(event("b", `b${outages}`));
    await look();
    expect(said.length).toBe(2 * outages - 2);
    await vi.advanceTimersByTimeAsync(3_100);
    for (let times = 0; times < 3; times += 1) await look();
    expect(said.length).toBe(2 * outages);
    store.state = "there";
    await look();
  }
  expect(said).toEqual(["a", "b", "a", "b"]);
});

test("what a process left that is gone comes before everything else, and its people are not told again", async () => {
  const left = ["a1", "a2"].map((id) => JSON.stringify({ event: event("a", id) }));
  const { made, store, taken, said, codes, look } = stage([...left, "{broken"]);
  store.state = "away";
  expect(await made.receive(event("a", "a3"))).toBe("kept");
  await vi.advanceTimersByTimeAsync(4_000);
  await look();
  expect(said).toEqual([]);
  store.state = "there";
  await look();
  expect(taken).toEqual(["a1", "a2", "a3"]);
  expect(codes).toContain("unreadable");
});

test("one that cannot be taken holds up its own thread only", async () => {
  const { made, store, taken, look } = stage();
  store.state = "away";
  for (const id of ["a1", "a2", "b1"]) await made.receive(event(id.slice(0, 1), id));
  store.state = "there";
  store.bad = "a1";
  await look();
  expect(taken).toEqual(["b1"]);
  store.bad = "";
  await look();
  expect(taken).toEqual(["b1", "a1", "a2"]);
});

test("what is kept has an end: then the platform hears that it was not taken", async () => {
  const { made, store } = stage();
  store.state = "away";
  const long = { ...event("a", "a1"), deed: { kind: "text", text: "x".repeat(20 * 1024 * 1024) } } as const;
  expect(await made.receive(long)).toBe("kept");
  await expect(made.receive({ ...long, id: "a2" })).rejects.toMatchObject({ name: "StoreAway" });
  expect(await made.receive(event("b", "b1"))).toBe("kept");
});

test("a failure that is not the store's is nobody's to keep", async () => {
  const { made, store, lines } = stage();
  store.bad = "a1";
  await expect(made.receive(event("a", "a1"))).rejects.toThrow("cannot be read");
  expect(lines).toEqual([]);
});

test("what the store took just before it was lost is handed over again, before what comes after", async () => {
  const { made, store, taken, said, look } = stage();
  await made.receive(event("a", "a0"));
  await vi.advanceTimersByTimeAsync(20_000);
  for (const id of ["a1", "a2"]) await made.receive(event("a", id));
  // Its last moments are gone with it.
  taken.splice(1);
  store.state = "away";
  made.lost();
  await made.receive(event("a", "a3"));
  await vi.advanceTimersByTimeAsync(5_000);
  await look();
  expect(said).toEqual(["a"]);
  store.state = "there";
  await look();
  expect(taken).toEqual(["a0", "a1", "a2", "a3"]);
});
