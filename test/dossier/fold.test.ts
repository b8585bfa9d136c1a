import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entry, entrySchema } from "../../src/dossier/entry.ts";
import { begin, type Dossier, dossierSchema, fold, replay } from "../../src/dossier/fold.ts";

const started = { kind: "started", at: 1, by: "p", programme: "x", list: "l", law: "w", version: 1 } as const;
const item = fc.constantFrom("a", "b", "c", "d");
const head = { at: fc.nat(), by: fc.constantFrom("p", "q") };
const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
);

const change: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ ...head, kind: fc.constant("answered" as const), item, value }),
  fc.record({ ...head, kind: fc.constant("cleared" as const), item }),
  fc.record({ ...head, kind: fc.constant("skipped" as const), item }),
  fc.record({ ...head, kind: fc.constant("deferred" as const), item }),
);
const entry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 6, arbitrary: change },
  { weight: 2, arbitrary: fc.record({ ...head, kind: fc.constant("undone" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...head, kind: fc.constant("handed-in" as const), code: fc.string() }),
  },
  { weight: 1, arbitrary: fc.record({ ...head, kind: fc.constant("withdrawn" as const) }) },
);

/** What a person can tell apart; the order in which things were set aside means nothing. */
const held = ({ answers, skipped, later }: Dossier) => ({
  answers,
  skipped: skipped.toSorted(),
  later: later.toSorted(),
});

describe("a dossier", () => {
  test("is its entries, folded one by one", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        let dossier = begin("d", started);
        for (const one of entries) dossier = fold(dossier, one);
        expect(replay("d", [started, ...entries])).toEqual(dossier);
        expect(dossier.entries).toBe(entries.length + 1);
      }),
    );
  });

  test("can be folded on from any point where it was kept", () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (first, more) => {
        const kept: unknown = JSON.parse(JSON.stringify(replay("d", [started, ...first])));
        const dossier = dossierSchema.parse(kept);
        const on = more
          .map((one) => entrySchema.parse(JSON.parse(JSON.stringify(one))))
          .reduce(fold, dossier);
        expect(on).toEqual(replay("d", [started, ...first, ...more]));
      }),
    );
  });

  test("does not begin without its first entry", () => {
    expect(replay("d", [])).toBeUndefined();
    expect(replay("d", [{ kind: "undone", at: 1, by: "p" }])).toBeUndefined();
  });

  test("takes back exactly the last change, and the one before it, thirty deep", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 45 }), (changes) => {
        const states = [begin("d", started)];
        for (const one of changes) states.push(fold(states.at(-1) ?? begin("d", started), one));
        let dossier = states.at(-1) ?? begin("d", started);
        const deep = Math.min(changes.length, 30);
        for (let back = 1; back <= deep; back += 1) {
          dossier = fold(dossier, { kind: "undone", at: 1, by: "p" });
          const then = states.at(-1 - back);
          expect(held(dossier)).toEqual(then === undefined ? undefined : held(then));
        }
        // Beyond that nothing is left to take back, and nothing is lost by asking.
        const end = fold(dossier, { kind: "undone", at: 1, by: "p" });
        expect(held(end)).toEqual(held(dossier));
      }),
    );
  });

  test("never has an item answered, set aside or put off twice", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const dossier = replay("d", [started, ...entries]);
        const skipped = dossier?.skipped ?? [];
        expect(new Set(skipped).size).toBe(skipped.length);
        expect(new Set(dossier?.later).size).toBe(dossier?.later.length);
        expect(skipped.filter((id) => dossier?.answers[id] !== undefined)).toEqual([]);
      }),
    );
  });

  test("is handed in with a receipt, and taken back without one", () => {
    const handedIn = fold(begin("d", started), { kind: "handed-in", at: 5, by: "p", code: "BH-1" });
    expect(handedIn.state).toBe("handed-in");
    expect(handedIn.receipt).toEqual({ code: "BH-1", at: 5 });
    const back = fold(handedIn, { kind: "withdrawn", at: 6, by: "p" });
    expect(back.state).toBe("draft");
    expect("receipt" in back).toBe(false);
  });

  test("counts as changed exactly what is not as an office saw it last, also there and back again", () => {
    const answers = fc.record({
      ...head,
      kind: fc.constant("answered" as const),
      item,
      value: fc.constantFrom("x", "y"),
    });
    const undone = fc.record({ ...head, kind: fc.constant("undone" as const) });
    const again = fc.record({ ...head, kind: fc.constant("handed-in" as const), code: fc.constant("BH-1") });
    const returned = fc.record({
      ...head,
      kind: fc.constant("returned" as const),
      stage: fc.constant("xa"),
      reasons: fc.array(fc.record({ item, reason: fc.constant("mờ") }), { maxLength: 2 }),
    });
    const amends = fc.oneof(
      { weight: 6, arbitrary: fc.oneof(change, answers) },
      { weight: 2, arbitrary: undone },
      { weight: 1, arbitrary: again },
      { weight: 1, arbitrary: returned },
    );
    fc.assert(
      fc.property(fc.array(change), fc.array(amends, { maxLength: 40 }), (first, more) => {
        let dossier = [...first, { kind: "handed-in", at: 5, by: "p", code: "BH-1" } as const].reduce(
          fold,
          begin("d", started),
        );
        let seen = dossier.answers;
        for (const one of more) {
          dossier = fold(dossier, one);
          if (one.kind === "returned") seen = dossier.answers;
          const ids = new Set([...Object.keys(seen), ...Object.keys(dossier.answers)]);
          const differ = [...ids].filter(
            (id) => JSON.stringify(seen[id]) !== JSON.stringify(dossier.answers[id]),
          );
          expect((dossier.changed ?? []).toSorted()).toEqual(differ.toSorted());
        }
      }),
      { numRuns: 500 },
    );
  });

  test("of before what was changed stays changed, whatever it is made", () => {
    const old: Dossier = {
      ...fold(begin("d", started), { kind: "handed-in", at: 5, by: "p", code: "BH-1" }),
      changed: ["a"],
    };
    const now = fold(old, { kind: "answered", at: 6, by: "p", item: "a", value: "x" });
    expect(fold(now, { kind: "cleared", at: 7, by: "p", item: "a" }).changed).toEqual(["a"]);
  });
});
