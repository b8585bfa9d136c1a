import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Change, Claimed, Committed, OpenStore, Window } from "../../src/store/contract.ts";
import { storeHistories } from "./store-model.ts";

/** A store with nothing in it; `again` is a second client on the same data. */
export type Opened = {
  readonly store: OpenStore;
  readonly again: () => Promise<OpenStore>;
  readonly stop: () => Promise<void>;
};

const now = 1_700_000_000_000;
const lease = 30_000;
const unicode = "chè \"Shan tuyết\"\r\n'Bản Liền' 🍵 \\ % {} : \t 0:1:";
const one = <Item>(items: readonly Item[]): Item => {
  const [first] = items;
  if (first === undefined || items.length !== 1) throw new Error(`${items.length} instead of one`);
  return first;
};

export function storeConformance(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let opened: Opened;
    let store: OpenStore;
    let other: OpenStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      other = await opened.again();
    });
    afterEach(async () => opened.stop());

    const commit = (change: Omit<Change, "now">, at = now, by = store) => by.commit({ now: at, ...change });
    const push = (group: string, id: string, due?: number) =>
      commit({
        push: [{ lane: "in", group, id, text: `text of ${id}`, ...(due === undefined ? {} : { due }) }],
      });
    const claim = (at = now, by = store, want: { limit?: number; most?: number } = {}) =>
      by.claim("in", { now: at, limit: 10, lease, most: 100, ...want });
    const namesOf = (groups: readonly Claimed[]) => groups.map(({ group }) => group);
    const idsOf = (groups: readonly Claimed[]) =>
      groups.map(({ works }) => works.map(({ id }) => id).join(" "));

    describe("values", () => {
      test("a version counts the writes from 1, and again from 1 after a deletion", async () => {
        const versions: (number | undefined)[] = [];
        for (const text of ["a", "b", null, "c"]) {
          await commit({ put: [{ key: "k", text }] });
          versions.push((await store.load(["k"]))[0]?.version);
        }
        expect(versions).toEqual([1, 2, undefined, 1]);
      });

      test("are loaded in the order of the keys, absent ones as undefined", async () => {
        await commit({
          put: [
            { key: "a", text: "A" },
            { key: "b", text: "" },
          ],
        });
        expect(await other.load(["b", "none", "a", "b"])).toEqual([
          { version: 1, text: "" },
          undefined,
          { version: 1, text: "A" },
          { version: 1, text: "" },
        ]);
        expect(await store.load([])).toEqual([]);
      });

      test("a key put twice in one commit counts both", async () => {
        await commit({ put: [{ key: "k", text: "1" }] });
        await commit({
          expect: [{ key: "k", version: 1 }],
          put: [
            { key: "k", text: "2" },
            { key: "k", text: "3" },
          ],
        });
        await commit({
          expect: [{ key: "k", version: 3 }],
          put: [
            { key: "k", text: null },
            { key: "k", text: "4" },
          ],
        });
        expect(await store.load(["k"])).toEqual([{ version: 1, text: "4" }]);
      });

      test("any text comes back as it went in, in every place", async () => {
        const long = unicode.repeat(200_000 / unicode.length);
        for (const text of ["", unicode, long]) {
          await commit({
            put: [{ key: unicode, text }],
            append: [{ log: unicode, text }],
            push: [{ lane: "in", group: unicode, id: unicode, text }],
            index: [{ index: unicode, member: unicode, score: 1.5 }],
          });
          expect((await other.load([unicode]))[0]?.text).toBe(text);
          expect((await other.read(unicode, 0, 10)).at(-1)).toBe(text);
          const claimed = one(await claim());
          expect(claimed).toMatchObject({ group: unicode, works: [{ id: unicode, text }] });
          await commit({
            held: [claimed],
            done: [{ lane: "in", group: unicode, ids: [unicode] }],
            release: [{ lane: "in", group: unicode }],
          });
          expect(await claim()).toEqual([]);
        }
        expect(await store.range(unicode, { limit: 5 })).toEqual([{ member: unicode, score: 1.5 }]);
      });
    });

    describe("seen", () => {
      const once = (at: number, by: OpenStore) =>
        commit({ seen: [{ id: "m1", until: now + 1000 }], append: [{ log: "l", text: "x" }] }, at, by);

      test("happens once across two clients, and a repeat writes nothing", async () => {
        const both = await Promise.all([once(now, store), once(now, other)]);
        expect(both.map(String).toSorted()).toEqual(["done", "seen"]);
        expect(await once(now + 999, other)).toBe("seen");
        expect(await store.read("l", 0, 10)).toEqual(["x"]);
      });

      test("is known until its time", async () => {
        await once(now, store);
        expect(await commit({ seen: [{ id: "m1", until: now + 5000 }] }, now + 1000)).toBe("done");
        expect(await commit({ seen: [{ id: "m1", until: now + 5000 }] }, now + 4999)).toBe("seen");
      });

      test("comes before stale, and one known id of several is enough", async () => {
        await once(now, store);
        const change = { expect: [{ key: "k", version: 7 }], put: [{ key: "k", text: "x" }] };
        const ids = ["m0", "m1"].map((id) => ({ id, until: now + 1000 }));
        expect(await commit({ ...change, seen: ids })).toBe("seen");
        expect(await commit({ ...change, seen: [{ id: "m0", until: now + 1000 }] })).toBe("stale");
        expect(await commit({ seen: [{ id: "m0", until: now + 1000 }] })).toBe("done");
      });
    });

    describe("stale", () => {
      test("version 0 means that there is no value", async () => {
        const first = () => commit({ expect: [{ key: "k", version: 0 }], put: [{ key: "k", text: "x" }] });
        expect([await first(), await first()]).toEqual(["done", "stale"]);
        await commit({ put: [{ key: "k", text: null }] });
        expect(await first()).toBe("done");
      });

      test("a version is not taken for the beginning of a longer one", async () => {
        for (let count = 0; count < 12; count += 1) await commit({ put: [{ key: "k", text: ":" }] });
        expect(await commit({ expect: [{ key: "k", version: 1 }] })).toBe("stale");
        expect(await commit({ expect: [{ key: "k", version: 12 }] })).toBe("done");
      });

      test("of many commits on one version exactly one is done", async () => {
        const all = Array.from({ length: 64 }, (_, at) =>
          commit(
            {
              expect: [{ key: "k", version: 0 }],
              put: [{ key: "k", text: `${at}` }],
              append: [{ log: "l", text: `${at}` }],
            },
            now,
            at % 2 === 0 ? store : other,
          ),
        );
        const answers = await Promise.all(all);
        expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
        expect(answers.filter((answer) => answer === "stale")).toHaveLength(63);
        const [winner] = await store.load(["k"]);
        expect(winner).toEqual({ version: 1, text: (await other.read("l", 0, 10)).join() });
      });

      test("leaves nothing of the whole change", async () => {
        await push("g", "w1");
        const held = one(await claim());
        await commit({
          put: [{ key: "k", text: "before" }],
          append: [{ log: "l", text: "before" }],
          index: [{ index: "i", member: "m", score: 1 }],
        });
        const everything = async () => ({
          values: await store.load(["k", "new"]),
          log: await store.read("l", 0, 100),
          index: await store.range("i", { limit: 100 }),
          waiting: await store.claim("out", { now, limit: 10, lease, most: 10 }),
        });
        const before = await everything();
        const wrong = fc.constantFrom<Partial<Change>>(
          {
            expect: [
              { key: "k", version: 1 },
              { key: "new", version: 1 },
            ],
          },
          { expect: [{ key: "k", version: 0 }] },
          { held: [held, { lane: "in", group: "g", token: held.token + 1 }] },
          { held: [{ lane: "in", group: "nobody", token: 1 }] },
        );
        const changes = fc.record({
          put: fc.array(fc.record({ key: fc.constantFrom("k", "new"), text: fc.option(fc.string()) })),
          append: fc.array(fc.record({ log: fc.constant("l"), text: fc.string() })),
          drop: fc.subarray(["l"]),
          index: fc.array(
            fc.record({
              index: fc.constant("i"),
              member: fc.constantFrom("m", "n"),
              score: fc.option(fc.integer()),
            }),
          ),
          push: fc.array(
            fc.record({ lane: fc.constant("out"), group: fc.string(), id: fc.uuid(), text: fc.string() }),
          ),
          seen: fc.constant([{ id: "s", until: now + 1000 }]),
          done: fc.constant([{ lane: "in", group: "g", ids: ["w1"] }]),
          release: fc.constant([{ lane: "in", group: "g" }]),
        });
        await fc.assert(
          fc.asyncProperty(changes, wrong, async (change, fault) => {
            expect(await commit({ ...change, ...fault })).toBe("stale");
            expect(await everything()).toEqual(before);
          }),
          { numRuns: 60 },
        );
        expect(await claim()).toEqual([]);
        expect(await commit({ held: [held], seen: [{ id: "s", until: now + 1000 }] })).toBe("done");
      });
    });

    describe("logs and indexes", () => {
      test("a log is read from a position, in order, and dropped whole", async () => {
        await commit({ append: ["a", "b", "c"].map((text) => ({ log: "l", text })) });
        await commit({ append: [{ log: "l", text: "d" }] }, now, other);
        expect(await store.read("l", 1, 2)).toEqual(["b", "c"]);
        expect(await store.read("l", 3, 1000)).toEqual(["d"]);
        expect([
          await store.read("l", 4, 10),
          await store.read("l", 0, 0),
          await store.read("none", 0, 5),
        ]).toEqual([[], [], []]);
        await commit({ drop: ["l", "none"] });
        expect(await store.read("l", 0, 10)).toEqual([]);
        await commit({ append: [{ log: "l", text: "e" }] });
        expect(await store.read("l", 0, 10)).toEqual(["e"]);
      });

      test("a range has both ends inclusive, lowest first or highest first, and a limit", async () => {
        const scores = { a: -1.5, b: 0, c: 2, d: 2, e: 1_700_000_000_123 };
        await commit({
          index: Object.entries(scores).map(([member, score]) => ({ index: "i", member, score })),
        });
        const members = async (window: Parameters<OpenStore["range"]>[1]) =>
          (await other.range("i", window)).map(({ member }) => member).join("");
        expect(await members({ limit: 100 })).toBe("abcde");
        expect(await members({ limit: 100, down: true })).toBe("edcba");
        expect(await members({ from: 0, to: 2, limit: 100 })).toBe("bcd");
        expect(await members({ from: 0, to: 2, limit: 2, down: true })).toBe("dc");
        expect(await members({ from: 3, limit: 5 })).toBe("e");
        expect(await members({ to: -1.5, limit: 5 })).toBe("a");
        expect(await members({ from: 5, to: 1, limit: 5 })).toBe("");
        expect(await members({ limit: 0 })).toBe("");
        expect(await store.range("i", { from: 1e12, limit: 1 })).toEqual([{ member: "e", score: scores.e }]);
      });

      test("a member has one score, and none takes it out", async () => {
        await commit({ index: [{ index: "i", member: "m", score: 1 }] });
        await commit({ index: [{ index: "i", member: "m", score: 2 }] });
        expect(await store.range("i", { limit: 10 })).toEqual([{ member: "m", score: 2 }]);
        await commit({ index: [{ index: "i", member: "m", score: null }] });
        expect(await store.range("i", { limit: 10 })).toEqual([]);
      });

      test("at most 1000 come at a time", async () => {
        const many = Array.from({ length: 1001 }, (_, at) => at);
        await commit({
          append: many.map((at) => ({ log: "l", text: `${at}` })),
          index: many.map((at) => ({ index: "i", member: `${at}`, score: at })),
        });
        expect(await store.read("l", 0, 5000)).toHaveLength(1000);
        expect(await store.range("i", { limit: 5000 })).toHaveLength(1000);
      });

      test("what is erased is gone for every client", async () => {
        await commit({ put: [{ key: "p", text: "personal" }], append: [{ log: "p", text: "personal" }] });
        await commit({ expect: [{ key: "p", version: 1 }], put: [{ key: "p", text: null }], drop: ["p"] });
        expect([await other.load(["p"]), await other.read("p", 0, 10)]).toEqual([[undefined], []]);
      });
    });

    describe("claims", () => {
      test("hand out the works of a group together, in the order pushed", async () => {
        for (const id of ["w3", "w1", "w2"]) await push("g", id);
        const claimed = one(await claim());
        expect(claimed).toMatchObject({ lane: "in", group: "g", until: now + lease });
        expect(claimed.works).toEqual(["w3", "w1", "w2"].map((id) => ({ id, text: `text of ${id}` })));
      });

      test("give a group to one holder at a time", async () => {
        for (let at = 0; at < 20; at += 1) await push(`g${at}`, `w${at}`);
        const clients = Array.from({ length: 10 }, (_, at) =>
          claim(now, at % 2 === 0 ? store : other, { limit: 5 }),
        );
        const names = (await Promise.all(clients)).flatMap(namesOf);
        expect(names).toHaveLength(20);
        expect(new Set(names).size).toBe(20);
      });

      test("prove themselves by a token that grows", async () => {
        await push("g", "w1");
        const first = one(await claim());
        expect(await claim(now + lease - 1, other)).toEqual([]);
        const second = one(await claim(now + lease, other));
        expect(second.token).toBeGreaterThan(first.token);
        expect(second.works).toEqual(first.works);
        expect(await commit({ held: [first], put: [{ key: "k", text: "late" }] })).toBe("stale");
        expect(await commit({ held: [second] })).toBe("done");
        expect(await store.load(["k"])).toEqual([undefined]);
      });

      test("end with their release", async () => {
        await push("g", "w1");
        const held = one(await claim());
        const release = { held: [held], release: [{ lane: "in", group: "g" }] };
        expect([await commit(release), await commit(release)]).toEqual(["done", "stale"]);
        expect(idsOf(await claim())).toEqual(["w1"]);
      });

      test("leave a group with nothing in it alone", async () => {
        await push("g", "w1");
        const held = one(await claim());
        await commit({
          held: [held],
          done: [{ lane: "in", group: "g", ids: ["w1"] }],
          release: [{ lane: "in", group: "g" }],
        });
        expect(await claim(now + 10 * lease)).toEqual([]);
        await push("g", "w2");
        expect(idsOf(await claim())).toEqual(["w2"]);
      });

      test("pass over a group that was emptied and never released", async () => {
        await push("a", "w1");
        const held = one(await claim());
        await commit({ held: [held], done: [{ lane: "in", group: "a", ids: ["w1"] }] });
        await push("b", "w2", now + lease + 1);
        expect(namesOf(await claim(now + 2 * lease, store, { limit: 1 }))).toEqual(["b"]);
        expect(await commit({ held: [held] })).toBe("stale");
      });

      test("take works out by their id, wherever they stand", async () => {
        for (const id of ["w1", "w2", "w3", "w33", "w4"]) await push("g", id);
        const held = one(await claim());
        await commit({
          held: [held],
          done: [{ lane: "in", group: "g", ids: ["w3", "w1", "unknown"] }],
          release: [{ lane: "in", group: "g" }],
        });
        expect(idsOf(await claim())).toEqual(["w2 w33 w4"]);
      });

      test("see after release what was pushed while claimed", async () => {
        await push("g", "w1");
        const held = one(await claim());
        await commit({ push: [{ lane: "in", group: "g", id: "w2", text: "" }] }, now, other);
        expect(await claim(now + 1)).toEqual([]);
        await commit({
          held: [held],
          done: [{ lane: "in", group: "g", ids: ["w1"] }],
          release: [{ lane: "in", group: "g" }],
        });
        expect(idsOf(await claim(now + 1))).toEqual(["w2"]);
      });

      test("hand on what the commit of the release itself pushed", async () => {
        await push("g", "w1");
        const held = one(await claim());
        await commit({
          held: [held],
          push: [{ lane: "in", group: "g", id: "w2", text: "" }],
          done: [{ lane: "in", group: "g", ids: ["w1"] }],
          release: [{ lane: "in", group: "g" }],
        });
        expect(idsOf(await claim())).toEqual(["w2"]);
      });

      test("a release with a time holds the group back until then, whatever is pushed", async () => {
        await push("g", "w1");
        const held = one(await claim());
        await commit({ held: [held], release: [{ lane: "in", group: "g", until: now + 500 }] });
        expect(await commit({ held: [held] })).toBe("stale");
        await push("g", "w2");
        expect(await claim(now + 499)).toEqual([]);
        expect(idsOf(await claim(now + 500))).toEqual(["w1 w2"]);
      });

      test("come when due, by the earliest work of the group", async () => {
        await push("g", "w1", now + 1000);
        expect(await claim(now + 999)).toEqual([]);
        await push("g", "w2", now + 400);
        await push("g", "w3", now + 2000);
        expect(await claim(now + 399)).toEqual([]);
        expect(idsOf(await claim(now + 400))).toEqual(["w1 w2 w3"]);
      });

      test("are limited in groups and in works, longest waiting first", async () => {
        await push("c", "w1", now - 1);
        await push("a", "w2", now - 3);
        await push("b", "w3", now - 2);
        await push("a", "w4");
        const first = await claim(now, store, { limit: 2, most: 1 });
        expect([namesOf(first), idsOf(first)]).toEqual([
          ["a", "b"],
          ["w2", "w3"],
        ]);
        expect(namesOf(await claim(now, other, { limit: 2 }))).toEqual(["c"]);
        expect(await claim(now, other, { limit: 0 })).toEqual([]);
        await commit({
          held: first.slice(0, 1),
          done: [{ lane: "in", group: "a", ids: ["w2"] }],
          release: [{ lane: "in", group: "a" }],
        });
        expect(idsOf(await claim())).toEqual(["w4"]);
      });

      test("keep lanes apart", async () => {
        await commit({ push: ["in", "out"].map((lane) => ({ lane, group: "g", id: lane, text: "" })) });
        expect(idsOf(await claim())).toEqual(["in"]);
        expect(idsOf(await store.claim("out", { now, limit: 1, lease, most: 1 }))).toEqual(["out"]);
      });
    });

    describe("what is ready in a lane", () => {
      const ready = (window: Partial<Window> = {}, by = store) =>
        by.range("lane:in", { limit: 10, ...window });

      test("is its groups by when they can be claimed", async () => {
        await push("late", "a", now + 500);
        await push("early", "b", now - 500);
        await commit({ push: [{ lane: "out", group: "other", id: "c", text: "" }] });
        expect(await ready({}, other)).toEqual([
          { member: "early", score: now - 500 },
          { member: "late", score: now + 500 },
        ]);
        expect(await ready({ to: now })).toEqual([{ member: "early", score: now - 500 }]);
        expect(await ready({ from: now, down: true })).toEqual([{ member: "late", score: now + 500 }]);
        expect(await ready({ limit: 1, down: true })).toEqual([{ member: "late", score: now + 500 }]);
        expect(await ready({ limit: 0 })).toEqual([]);
      });

      test("is due again when a claim ends, and no more when nothing is left", async () => {
        await push("g", "a");
        const held = one(await claim());
        expect(await ready()).toEqual([{ member: "g", score: now + lease }]);
        await commit({
          held: [held],
          done: [{ lane: "in", group: "g", ids: ["a"] }],
          release: [{ lane: "in", group: "g" }],
        });
        expect(await ready()).toEqual([]);
      });

      test("cannot be written as an index", async () => {
        await commit({ index: [{ index: "lane:in", member: "g", score: 1 }] });
        expect(await ready()).toEqual([]);
        expect(await claim()).toEqual([]);
      });
    });

    describe("a commit hands back", () => {
      const take = (group: string, id: string, until = now + lease, at = now, by = store) =>
        commit({ push: [{ lane: "in", group, id, text: `text of ${id}`, take: until }] }, at, by);
      const claimedIn = (answer: Committed): readonly Claimed[] => {
        if (typeof answer === "string") throw new Error(`the answer is ${answer}`);
        return answer.claimed;
      };

      test("a group that was free and empty, with what was pushed into it, and nobody else gets it", async () => {
        const works = ["w1", "w2"].map((id) => ({ id, text: `text of ${id}` }));
        const answer = await commit({
          push: works.map((work) => ({ lane: "in", group: "g", ...work, take: now + lease })),
        });
        const held = one(claimedIn(answer));
        expect(held).toMatchObject({ lane: "in", group: "g", until: now + lease, works });
        expect(await claim(now + lease - 1, other)).toEqual([]);
        await commit({
          held: [held],
          done: [{ lane: "in", group: "g", ids: ["w1"] }],
          release: [{ lane: "in", group: "g" }],
        });
        expect(idsOf(await claim())).toEqual(["w2"]);
      });

      test("nothing of a group where something lies, is held, or is held back; the work stands in its row", async () => {
        await push("a", "w1");
        expect(claimedIn(await take("a", "w2"))).toEqual([]);
        const held = one(await claim());
        expect(held.works.map(({ id }) => id)).toEqual(["w1", "w2"]);
        expect(claimedIn(await take("a", "w3", now + lease, now, other))).toEqual([]);
        await commit({
          held: [held],
          done: [{ lane: "in", group: "a", ids: ["w1", "w2", "w3"] }],
        });
        // Emptied, but still held.
        expect(claimedIn(await take("a", "w4"))).toEqual([]);
        await commit({ held: [held], release: [{ lane: "in", group: "a", until: now + 500 }] });
        expect(claimedIn(await take("a", "w5"))).toEqual([]);
        expect(idsOf(await claim(now + 500))).toEqual(["w4 w5"]);
      });

      test("a claim with a token like any other: larger than earlier ones, over when its time is", async () => {
        await push("a", "w1");
        const before = one(await claim());
        const held = one(claimedIn(await take("b", "w2")));
        expect(held.token).toBeGreaterThan(before.token);
        const next = one(
          await claim(now + lease, other, { limit: 5 }).then((all) =>
            all.filter(({ group }) => group === "b"),
          ),
        );
        expect(next.token).toBeGreaterThan(held.token);
        expect(await commit({ held: [held], put: [{ key: "k", text: "late" }] })).toBe("stale");
        expect(await commit({ held: [next] })).toBe("done");
      });

      test("of many at once exactly one gets the group, and no work is lost", async () => {
        const all = await Promise.all(
          Array.from({ length: 20 }, (_, at) =>
            take("g", `w${at}`, now + lease, now, at % 2 === 0 ? store : other),
          ),
        );
        expect(all.flatMap(claimedIn)).toHaveLength(1);
        expect(one(await claim(now + lease)).works).toHaveLength(20);
      });

      test("values as the commit leaves them, and nothing when it fails", async () => {
        await commit({ put: [{ key: "a", text: "before" }] });
        const change = { put: [{ key: "a", text: "after" }], load: ["none", "a"] };
        expect(await commit({ ...change, expect: [{ key: "a", version: 9 }] })).toBe("stale");
        expect(await commit(change)).toEqual({
          claimed: [],
          values: [undefined, { version: 2, text: "after" }],
        });
        expect(await commit({ load: [] })).toEqual({ claimed: [], values: [] });
        const seen = [{ id: "s", until: now + 1000 }];
        await commit({ seen });
        const again = {
          push: [{ lane: "in", group: "g", id: "w", text: "", take: now + lease }],
          load: ["a"],
        };
        expect(await commit({ seen, ...again })).toBe("seen");
        expect(await claim()).toEqual([]);
      });
    });

    describe("pace", () => {
      test("grants the burst and one, then one at a time, and says when", async () => {
        const want = { want: 10, rate: 4, period: 1000, burst: 2 };
        expect(await store.pace("b", { now, ...want })).toEqual({ granted: 3, next: now + 250 });
        expect(await other.pace("b", { now: now + 249, ...want })).toEqual({ granted: 0, next: now + 250 });
        expect(await other.pace("b", { now: now + 250, ...want })).toEqual({ granted: 1, next: now + 500 });
        expect((await store.pace("other", { now, ...want })).granted).toBe(3);
        expect(await store.pace("b", { now: now + 60_000, ...want, want: 1 })).toEqual({
          granted: 1,
          next: now + 60_000,
        });
      });

      test("never grants more than rate and burst in any window, over two clients, and `next` keeps its word", async () => {
        let run = 0;
        const settings = fc.record({
          rate: fc.integer({ min: 1, max: 30 }),
          period: fc.integer({ min: 10, max: 2000 }),
          burst: fc.integer({ min: 0, max: 10 }),
          asks: fc.array(fc.record({ wait: fc.nat(200), want: fc.nat(20), second: fc.boolean() }), {
            maxLength: 30,
          }),
        });
        await fc.assert(
          fc.asyncProperty(settings, async ({ rate, period, burst, asks }) => {
            run += 1;
            const ask = { rate, period, burst };
            const grants: { at: number; granted: number }[] = [];
            let at = now;
            for (const { wait, want, second } of asks) {
              at += wait;
              const grant = await (second ? other : store).pace(`r${run}`, { now: at, want, ...ask });
              expect(grant.granted).toBeLessThanOrEqual(want);
              expect(grant.next).toBeGreaterThanOrEqual(at);
              if (grant.granted < want) expect(grant.next).toBeGreaterThan(at);
              grants.push({ at, granted: grant.granted });
            }
            for (const { at: start } of grants) {
              const inside = grants.filter((one) => one.at >= start && one.at < start + period);
              expect(inside.reduce((sum, { granted }) => sum + granted, 0)).toBeLessThanOrEqual(rate + burst);
            }
            const { next } = await store.pace(`r${run}`, { now: at, want: 0, ...ask });
            expect((await other.pace(`r${run}`, { now: next, want: 1, ...ask })).granted).toBe(1);
          }),
          { numRuns: 60 },
        );
      });

      test("is one rate for two clients, of which neither goes without", async () => {
        const got = [0, 0];
        for (let ask = 0; ask < 600; ask += 1) {
          const who = ask % 2;
          const at = now + ask * 17;
          const want = { now: at, want: 1, rate: 25, period: 1000, burst: 5 };
          got[who] = (got[who] ?? 0) + (await (who === 0 ? store : other).pace("b", want)).granted;
        }
        const [mine = 0, theirs = 0] = got;
        expect(mine + theirs).toBeGreaterThanOrEqual(250);
        expect(mine + theirs).toBeLessThanOrEqual(262);
        expect(Math.min(mine, theirs)).toBeGreaterThanOrEqual(100);
      });
    });

    storeHistories(open);
  });
}
