import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Change, OpenStore } from "../../src/store/contract.ts";
import { compare } from "../../src/store/compare.ts";
import { type Records, type StoreRecord, type WholeStore, recordKinds } from "../../src/store/dump.ts";
import { dumpLines, readDump } from "../../src/store/dump-file.ts";

/** One place: the store as the program works with it, and as a whole. */
export type Place = { readonly store: OpenStore; readonly whole: WholeStore };
/** `empty` gives one place after the other with nothing in it, of the same programme. */
export type Places = { readonly empty: () => Promise<Place>; readonly stop: () => Promise<void> };

const now = 1_700_000_000_000;
const long = now + 10_000_000_000;
const lanes = ["inbox", "timers"];
const strange = 'chè "Shan tuyết"\r\n 🍵 \u2028 \u{10FFFF} \\ % {} : 0:1:';

const listOf = async (records: Records): Promise<readonly StoreRecord[]> => Array.fromAsync(records);
/** The same, with room in between for whoever writes. */
async function slowly(records: Records): Promise<readonly StoreRecord[]> {
  const list: StoreRecord[] = [];
  for await (const record of records) {
    list.push(record);
    if (list.length % 50 === 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return list;
}
const yes = (): Promise<boolean> => Promise.resolve(true);

/** The bytes of a dump, as they lie in a backup. */
export const bytesOf = async (records: Records, at = now): Promise<string> =>
  Buffer.concat(await Array.fromAsync(dumpLines({ programme: "p", at }, records, () => {}))).toString();

/** About everything that can stand in a store. */
async function manifold(store: OpenStore): Promise<void> {
  const many = Array.from({ length: 600 }, (_, at) => at);
  const commit = (change: Omit<Change, "now">) => store.commit({ now, ...change });
  await commit({
    seen: many.map((at) => ({ id: `in:${at}`, until: long + at })),
    put: [...many.map((at) => ({ key: `k${at}`, text: `${at} ${strange}` })), { key: "\u{1F375}", text: "" }],
    append: many.map((at) => ({ log: at < 500 ? "long" : `log:${at}`, text: `${at} ${strange}` })),
    index: [
      ...many.map((at) => ({ index: "i", member: `m${at}`, score: at % 7 })),
      { index: "i", member: "\uFFEE", score: -1.5 },
      { index: "i", member: "\u{1F375}", score: -1.5 },
      { index: "ends", member: "fine", score: 0.1 + 0.2 },
    ],
    push: many.flatMap((at) =>
      lanes.map((lane) => ({ lane, group: `g:${at % 50}`, id: `w${at}`, text: strange, due: now + at })),
    ),
  });
  await commit({
    put: [...many.slice(0, 20).map((at) => ({ key: `k${at}`, text: "again" })), { key: "k99", text: null }],
  });
  await commit({ drop: ["log:599"] });
  const claimed = await store.claim("inbox", { now: now + 100, limit: 3, lease: 30_000, most: 100 });
  const [first, second] = claimed;
  if (first === undefined || second === undefined) throw new Error("nothing was claimed");
  const done = [{ lane: "inbox", group: first.group, ids: first.works.map(({ id }) => id) }];
  // One group is claimed, one held back, one hollow, and one that a push has taken.
  await commit({ held: [first], done });
  await commit({ held: [second], release: [{ ...second, until: now + 5_000 }] });
  await commit({ push: [{ lane: "outbox", group: "g", id: "w", text: "x", take: now + 30_000 }] });
  await store.pace("b", { now, want: 3, rate: 1, period: 1000, burst: 5 });
}

const name = fc.constantFrom("a", "b", "c:d", "🍵", "\uFFEE");
const texts = fc.constantFrom("", "x", strange);
const change: fc.Arbitrary<Omit<Change, "now">> = fc.record(
  {
    seen: fc.array(fc.record({ id: fc.uuid(), until: fc.constant(long) }), { maxLength: 2 }),
    put: fc.array(fc.record({ key: name, text: fc.option(texts) }), { maxLength: 3 }),
    append: fc.array(fc.record({ log: name, text: texts }), { maxLength: 3 }),
    drop: fc.array(name, { maxLength: 1 }),
    index: fc.array(
      fc.record({
        index: name,
        member: name,
        score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      }),
      { maxLength: 3 },
    ),
    push: fc.array(
      fc.record(
        {
          lane: fc.constantFrom(...lanes),
          group: name,
          id: fc.uuid(),
          text: texts,
          due: fc.integer({ min: now - 5, max: now + 5 }),
          take: fc.constant(now + 1000),
        },
        { requiredKeys: ["lane", "group", "id", "text"] },
      ),
      { maxLength: 3 },
    ),
    release: fc.array(
      fc.record({ lane: fc.constantFrom(...lanes), group: name, until: fc.constant(now + 7) }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
/** A change, or a claim with what is done with what it gets. */
const deed = fc.oneof({ weight: 3, arbitrary: change }, fc.constant("claim" as const));

async function act(store: OpenStore, one: Omit<Change, "now"> | "claim"): Promise<void> {
  if (one !== "claim") return void (await store.commit({ now, ...one }));
  const claimed = await store.claim("inbox", { now, limit: 2, lease: 1000, most: 1 });
  for (const held of claimed.slice(1))
    await store.commit({
      now,
      held: [held],
      done: [{ ...held, ids: held.works.map(({ id }) => id) }],
      release: [held],
    });
}

/** What a dump and a filling promise, whatever keeps the store. */
export function wholeStoreConformance(title: string, open: () => Promise<Places>, runs = 25): void {
  describe(`${title} as a whole`, () => {
    let places: Places;
    beforeEach(async () => {
      places = await open();
    });
    afterEach(() => places.stop());

    test("dumped, filled into an empty store and dumped again it is the same to the byte, with all kinds of things", async () => {
      const from = await places.empty();
      await manifold(from.store);
      const bytes = await bytesOf(from.whole.dump(now));
      const records = await listOf(from.whole.dump(now));
      expect([...new Set(records.map(({ kind }) => kind))]).toEqual(recordKinds);
      expect(records.filter(({ kind }) => kind === "log")).toHaveLength(599);
      expect(
        new Set(records.flatMap((one) => (one.kind === "group" ? [Math.sign(one.claim ?? -1)] : []))),
      ).toEqual(new Set([-1, 0, 1]));
      const to = await places.empty();
      const file = async function* () {
        yield Buffer.from(bytes);
      };
      expect(await to.whole.fill(readDump(file()), now, yes)).toBe("filled");
      expect(await bytesOf(to.whole.dump(now))).toBe(bytes);
      expect(await compare(from.whole.dump(now), to.whole.dump(now), now)).toEqual({
        same: records.length,
        different: 0,
        names: [],
      });
    });

    test("what was filled goes on as the first would", async () => {
      const from = await places.empty();
      await manifold(from.store);
      const to = await places.empty();
      await to.whole.fill(from.whole.dump(now), now, yes);
      const goOn = async ({ store }: Place) => [
        await store.commit({ now, seen: [{ id: "in:5", until: long }] }),
        await store.commit({ now, expect: [{ key: "k0", version: 1 }] }),
        await store.commit({
          now,
          expect: [{ key: "k0", version: 2 }],
          put: [{ key: "k0", text: "third" }],
          load: ["k0"],
        }),
        await store.commit({ now, append: [{ log: "long", text: "last" }] }),
        await store.read("long", 498, 10),
        await store.range("i", { limit: 5 }),
        await store.claim("inbox", { now: now + 1, limit: 5, lease: 1000, most: 2 }),
        await store.claim("inbox", { now: now + 60_000, limit: 1000, lease: 1000, most: 2 }),
        await store.claim("timers", { now: now + 60_000, limit: 1000, lease: 1000, most: 2 }),
        await store.claim("outbox", { now: now + 60_000, limit: 1000, lease: 1000, most: 2 }),
      ];
      expect(await goOn(to)).toEqual(await goOn(from));
    });

    test("any history comes over whole, and a dump does not see what is done while it goes on", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(deed, { minLength: 5, maxLength: 25 }),
          fc.array(deed, { minLength: 5, maxLength: 25 }),
          async (earlier, later) => {
            const from = await places.empty();
            for (const one of earlier) await act(from.store, one);
            const before = await listOf(from.whole.dump(now));
            const during: StoreRecord[] = [];
            const waiting = [...later];
            for await (const record of from.whole.dump(now)) {
              during.push(record);
              const next = waiting.shift();
              if (next !== undefined) await act(from.store, next);
            }
            expect(during).toEqual(before);
            for (const one of waiting) await act(from.store, one);
            const to = await places.empty();
            await to.whole.fill(from.whole.dump(now), now, yes);
            expect(await listOf(to.whole.dump(now))).toEqual(await listOf(from.whole.dump(now)));
          },
        ),
        { numRuns: runs },
      );
    }, 60_000);

    test("while people write, every dump is a state that was there", async () => {
      const { store, whole } = await places.empty();
      const writers = [0, 1, 2, 3];
      const width = 60;
      const sides = Array.from({ length: width }, (_, at) => at);
      let stopped = false;
      const write = async (writer: number): Promise<number> => {
        let count = 0;
        while (!stopped && count < 150) {
          count += 1;
          const text = String(count);
          await store.commit({
            now,
            seen: [{ id: `${writer}:${count}`, until: long }],
            put: sides.map((at) => ({ key: `${writer}:${at}`, text })),
            append: [{ log: `${writer}`, text }],
            index: [{ index: `${writer}`, member: "count", score: count }],
            push: [{ lane: "inbox", group: `${writer}`, id: text, text }],
          });
          if (count % 2 === 0) await store.commit({ now, put: [{ key: `odd:${writer}`, text: null }] });
          else await store.commit({ now, put: [{ key: `odd:${writer}`, text }] });
        }
        return count;
      };
      const written = Promise.all(writers.map(write));
      const sums: number[] = [];
      try {
        for (let round = 0; new Set(sums).size < 5 && round < 500; round += 1) {
          await new Promise((resolve) => setImmediate(resolve));
          const records = await slowly(whole.dump(now));
          let sum = 0;
          for (const writer of writers) {
            const values = records.flatMap((one) =>
              one.kind === "value" && one.key.startsWith(`${writer}:`) ? [one.text] : [],
            );
            const log = records.flatMap((one) =>
              one.kind === "log" && one.log === `${writer}` ? [one.text] : [],
            );
            const count = log.length;
            expect(log).toEqual(log.map((_, at) => String(at + 1)));
            expect(values).toEqual(count === 0 ? [] : sides.map(() => String(count)));
            const own = records.filter(
              (one) =>
                (one.kind === "seen" && one.id.startsWith(`${writer}:`)) ||
                (one.kind === "work" && one.group === `${writer}`),
            );
            expect(own).toHaveLength(2 * count);
            const score = records.find((one) => one.kind === "index" && one.index === `${writer}`);
            expect(score === undefined ? 0 : score.kind === "index" && score.score).toBe(count);
            const odd = records.find((one) => one.kind === "value" && one.key === `odd:${writer}`);
            if (odd?.kind === "value") expect(Number(odd.text) + 1).toBeGreaterThanOrEqual(count);
            sum += count;
          }
          sums.push(sum);
        }
      } finally {
        stopped = true;
        await written;
      }
      expect(sums).toEqual(sums.toSorted((one, other) => one - other));
      expect(new Set(sums).size, "dumps while somebody wrote").toBe(5);
    }, 60_000);

    test("ids that may happen again are left out", async () => {
      const { store, whole } = await places.empty();
      await store.commit({ now, seen: [{ id: "s", until: long }] });
      expect(await listOf(whole.dump(long - 1))).toEqual([{ kind: "seen", id: "s", until: long }]);
      expect(await listOf(whole.dump(long))).toEqual([]);
    });

    test("is filled only while it is empty", async () => {
      const { store, whole } = await places.empty();
      expect(await whole.fullness()).toBe("empty");
      await store.commit({ now, put: [{ key: "k", text: "mine" }] });
      await store.close();
      expect(await whole.fullness()).toBe("full");
      const other = await places.empty();
      expect(await whole.fill(other.whole.dump(now), now, yes)).toBe("full");
      expect(await listOf(whole.dump(now))).toEqual([{ kind: "value", key: "k", version: 1, text: "mine" }]);
    });

    test("a filling that breaks off, or does not please, leaves nothing that counts", async () => {
      const from = await places.empty();
      await manifold(from.store);
      const to = await places.empty();
      await to.store.close();
      const breaking = async function* (): Records {
        let left = 1500;
        for await (const record of from.whole.dump(now)) {
          if ((left -= 1) === 0) throw new Error("the file is cut off");
          yield record;
        }
      };
      await expect(to.whole.fill(breaking(), now, yes)).rejects.toThrow("the file is cut off");
      expect(["empty", "half"]).toContain(await to.whole.fullness());
      expect(await to.whole.fill(from.whole.dump(now), now, () => Promise.resolve(false))).toBe("wrong");
      expect(await to.whole.fullness()).toBe("empty");
      const seen: number[] = [];
      const looked = async (kept: () => Records): Promise<boolean> => {
        seen.push((await compare(from.whole.dump(now), kept(), now)).different);
        return true;
      };
      expect(await to.whole.fill(from.whole.dump(now), now, looked)).toBe("filled");
      expect(seen).toEqual([0]);
      expect((await compare(from.whole.dump(now), to.whole.dump(now), now)).different).toBe(0);
    });

    test("tells whether the program has it open", async () => {
      const { store, whole } = await places.empty();
      await store.commit({ now, put: [{ key: "k", text: "x" }] });
      expect(await whole.inUse()).toBe(true);
      await store.close();
      // A server hears of a closed connection a little later.
      while (await whole.inUse()) await new Promise((resolve) => setImmediate(resolve));
    });
  });
}
