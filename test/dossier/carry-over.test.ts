import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listsOf } from "../../src/app.ts";
import {
  beginning,
  carriedIn,
  comesAlong,
  renewalOn,
  saidBefore,
  setAside,
  whatChanges,
} from "../../src/dossier/carry-over.ts";
import { begin, type Dossier, filesHeld, fold } from "../../src/dossier/fold.ts";
import { filesOf, onPaper, type Value } from "../../src/flow/answers.ts";
import { checkCarrying, checkRenewing } from "../../src/flow/carry.ts";
import type { Checklist, Expect } from "../../src/flow/define.ts";
import { fits } from "../../src/flow/fits.ts";
import { progress } from "../../src/flow/progress.ts";
import { readSetting } from "../../src/project.ts";

const setting = await readSetting("bac-ha-2026");
const before = await readSetting("bac-ha-2021");
const world = { today: "2026-11-25", lists: listsOf(setting) };
const worldBefore = { today: "2021-06-01", lists: listsOf(before) };
const listOf = (id: string): Checklist => {
  const list = setting.checklists[id];
  if (list === undefined) throw new Error(id);
  return list;
};
const from = listOf("ho-so-1048");
const to = listOf("ho-so-26");
const [carrying] = setting.carryings ?? [];
const [renewing] = setting.renewings ?? [];
if (carrying === undefined || renewing === undefined) throw new Error("no way");
const way = { from, to, carrying };

const file = fc.integer({ min: 1, max: 9 }).map((number) => ({
  hash: `h${number}`,
  name: "giay.jpg",
  mime: "image/jpeg",
  size: 10,
}));
const words = fc.stringMatching(/^[a-zăâêôơưđ0-9 ]{2,40}$/u).filter((one) => one.trim() !== "");

/** A value that an item takes. */
function valueOf(expect: Expect, lists: (typeof world)["lists"]): fc.Arbitrary<Value> {
  switch (expect.kind) {
    case "one":
      return fc.constantFrom(...Object.keys(expect.options));
    case "many":
      return fc.subarray(Object.keys(expect.options), { minLength: 1 });
    case "from":
      return fc.constantFrom(...lists[expect.list].map((one) => one.id));
    case "yesno":
      return fc.boolean();
    case "number":
    case "money":
      return fc.integer({ min: 1, max: 1000 });
    case "phone":
      return fc.constant("0912345678");
    case "email":
      return fc.constant("a@gmail.com");
    case "url":
      return fc.constant("www.quenamdet.vn");
    case "day":
      return fc.constantFrom("2018-03-15", "2018-03", "2018");
    case "text":
      return words;
    case "file":
      return fc.uniqueArray(file, { minLength: 1, maxLength: 3, selector: (one) => one.hash });
    case "paper":
      return fc.oneof(
        fc.constant(onPaper),
        fc.uniqueArray(file, { minLength: 1, maxLength: 3, selector: (one) => one.hash }),
      );
  }
}

/** Answers as people give them: to some of the items, whatever counts. */
const answersOf = (list: Checklist, lists: (typeof world)["lists"]) =>
  fc
    .record(
      Object.fromEntries(Object.entries(list.items).map(([id, item]) => [id, valueOf(item.expect, lists)])),
      { requiredKeys: [] },
    )
    .map((answers): Readonly<Record<string, Value>> =>
      Object.fromEntries(
        Object.entries(answers).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
      ),
    );

const old1048 = answersOf(from, worldBefore.lists);
const old26 = answersOf(to, world.lists);

function made(items: ReturnType<typeof comesAlong>): Dossier {
  const origin = { why: "moved" as const, law: from.law, time: 1, dossier: "old" };
  const [started, carried] = beginning("bac-ha-2026", to, origin, { items }, { at: 1, by: "p" });
  return fold(begin("new", started), carried);
}

describe("a dossier of the earlier law that moves", () => {
  test("brings only what the new list takes, and all of it counted once", () => {
    fc.assert(
      fc.property(old1048, (answers) => {
        const items = comesAlong(answers, way, world);
        expect(new Set(items.map((one) => one.item)).size).toBe(items.length);
        for (const { item, value } of items) {
          const expected = to.items[item]?.expect;
          expect(
            expected !== undefined && fits(expected, value, world),
            `${item}: ${JSON.stringify(value)}`,
          ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("loses nothing that still serves, and no file", () => {
    fc.assert(
      fc.property(old1048, (answers) => {
        const items = comesAlong(answers, way, world);
        const there = new Set(items.map((one) => one.item));
        const counted = progress(from, { answers, skipped: [], later: [] }).done.filter(
          (id) => answers[id] !== undefined,
        );
        for (const id of counted) {
          const fate = carrying.items[id];
          if (fate?.become === "gone") continue;
          // Medical equipment has no set any more: the only answer without a place.
          if (id === "set" && answers["set"] === "s21") continue;
          expect(fate !== undefined && there.has(fate.item), id).toBe(true);
        }
        const held = new Set(filesHeld(made(items)));
        for (const id of counted) {
          const value = answers[id];
          if (carrying.items[id]?.become === "gone") continue;
          for (const one of filesOf(value)) expect(held.has(one.hash)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("asks about what it has to, and says yes to it without typing it again", () => {
    fc.assert(
      fc.property(old1048, (answers) => {
        const items = comesAlong(answers, way, world);
        let dossier = made(items);
        for (const { item, value, ask } of items) {
          expect(dossier.answers[item]).toEqual(ask === true ? undefined : value);
          expect(saidBefore(dossier, item)).toEqual(ask === true ? value : undefined);
        }
        for (const { item, ask } of items) {
          const value = saidBefore(dossier, item);
          if (ask !== true || value === undefined) continue;
          dossier = fold(dossier, { kind: "answered", at: 2, by: "p", item, value });
        }
        const { kept, confirmed, changed } = carriedIn(dossier);
        expect(kept.length + confirmed.length).toBe(items.length);
        expect(changed).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("is told in counts that are those of the lists", () => {
    fc.assert(
      fc.property(old1048, (answers) => {
        const { kept, otherwise, added, gone } = whatChanges(answers, way, world);
        const there = [...kept, ...otherwise];
        expect(new Set([...there, ...added]).size).toBe(there.length + added.length);
        expect([...there, ...added].every((id) => id in to.items)).toBe(true);
        expect(gone.every((id) => answers[id] !== undefined)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("is known to change when the way is wrong", () => {
    const names = {
      from: { communes: ["a"], products: [], sets: ["s01"] },
      to: { communes: ["b"], products: [], sets: ["b01"] },
      into: { a: "b" },
    };
    const wrong = {
      ...carrying,
      items: {
        ...carrying.items,
        phone: { become: "same" as const, item: "email" },
        product: { become: "same" as const, item: "nowhere" },
        ipKinds: { become: "same" as const, item: "ipKinds" },
        members: { become: "gone" as const, because: "" },
        website: { become: "same" as const, item: "address" },
      },
      communes: { a: "c" },
      products: {},
      sets: {},
    };
    const items = Object.fromEntries(Object.entries(wrong.items).filter(([id]) => id !== "goals"));
    const faults = checkCarrying({ ...wrong, items }, from, to, names).join("\n");
    for (const part of [
      "phone: a phone cannot become a email",
      "product: there is no nowhere",
      "ipKinds: no choice for logo",
      "members: no reason",
      "website: a url cannot become a text",
      "goals: it is not said",
      "communes: there is no c",
      "communes: a became part of b",
      "sets: s01 is missing",
      "address: comes of",
    ])
      expect(faults).toContain(part);
    expect(checkRenewing({ ...renewing, still: ["phone", "x"], anew: [] }, to)).toHaveLength(3);
  });
});

describe("a product that is recognised", () => {
  test("is done again with everything but what must be there anew", () => {
    fc.assert(
      fc.property(old26, fc.constantFrom("again" as const, "upgrade" as const), (answers, why) => {
        const items = comesAlong(answers, { from: to, to, carrying: undefined }, world, { renewing, why });
        const there = new Map(items.map((one) => [one.item, one]));
        expect(there.get("occasion")?.value).toBe(why);
        for (const id of progress(to, { answers, skipped: [], later: [] }).done) {
          if (answers[id] === undefined || id === "occasion") continue;
          expect(there.has(id)).toBe(!renewing.anew.includes(id));
          if (there.has(id)) expect(there.get(id)?.ask === true).toBe(renewing.still.includes(id));
        }
        const aside = setAside(to, items, why);
        expect(aside.some((id) => there.has(id) || to.items[id]?.optional !== true)).toBe(false);
        if (why === "upgrade") expect(aside.some((id) => to.items[id]?.expect.kind === "paper")).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["2026-11-01", "early"],
    ["2026-11-02", "open"],
    ["2027-01-01", "open"],
    ["2027-01-02", "late"],
    ["2027-05-01", "late"],
    ["2027-05-02", "over"],
    ["2027-10-28", "over"],
    ["2027-10-29", "ended"],
  ])("whose certificate ends on 1 May 2027 is on %s %s", (day, when) => {
    expect(renewalOn("2027-05-01", day, renewing)).toEqual({
      when,
      from: "2026-11-02",
      to: "2027-01-01",
      last: "2027-10-28",
    });
  });
});
