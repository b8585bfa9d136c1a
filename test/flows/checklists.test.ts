import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readContent } from "../../src/content/load.ts";
import type { Answers, Value } from "../../src/flow/answers.ts";
import { check, type Complaint } from "../../src/flow/check.ts";
import type { Checklist } from "../../src/flow/define.ts";
import { applies } from "../../src/flow/progress.ts";
import { sheet } from "../../src/flow/sheet.ts";
import { checklists, setsOf } from "../../src/flows/all.ts";
import { contentFiles } from "../../src/store/content-files.ts";
import fixture from "../fixtures/forms.json" with { type: "json" };

const read = readContent(await contentFiles(fileURLToPath(new URL("../..", import.meta.url))));
if ("complaints" in read) throw new Error(JSON.stringify(read.complaints, undefined, 1));
const { content } = read;

const Field = z.strictObject({
  id: z.string(),
  label: z.string(),
  owners: z.array(z.string()).optional(),
  goods: z.literal(true).optional(),
  by: z.enum(["programme", "program", "criteria", "hand"]).optional(),
});
const Forms = z.array(
  z.strictObject({ id: z.string(), law: z.string(), status: z.string().optional(), fields: z.array(Field) }),
);
const forms = Forms.parse(fixture.forms);

const tourism = ["s26", "b26"];
const setIds = (list: Checklist): readonly string[] => (setsOf[list.law] ?? []).map((set) => set.id);
const known = (list: Checklist) => ({
  papers: Object.keys(content.papers),
  sets: setIds(list),
  programmes: Object.keys(content.programmes),
});

const optionsOf = (list: Checklist, id: string): readonly string[] => {
  const wanted = list.items[id]?.expect;
  return wanted?.kind === "one" ? Object.keys(wanted.options) : [];
};

/** Every kind of producer and product, with everything ticked that can be. */
function cases(list: Checklist): readonly Answers[] {
  const ticks: Record<string, Value> = {};
  for (const [id, item] of Object.entries(list.items)) {
    if (item.expect.kind === "many") ticks[id] = Object.keys(item.expect.options);
    if (item.expect.kind === "yesno") ticks[id] = true;
  }
  const vary = ["owner", "status", "occasion"].reduce<readonly Answers[]>(
    (before, id) => {
      const options = optionsOf(list, id);
      return options.length === 0
        ? before
        : before.flatMap((one) => options.map((value) => ({ ...one, [id]: value })));
    },
    [ticks],
  );
  return vary.flatMap((one) => setIds(list).map((set) => ({ ...one, set })));
}

describe.each(checklists.map((list) => [list.id, list] as const))("%s", (_, list) => {
  test("is sound", () => {
    expect(check(list, known(list))).toEqual([]);
  });

  test("survives JSON", () => {
    expect(JSON.parse(JSON.stringify(list))).toEqual(list);
  });

  test("fills every field of its forms by exactly one item, whoever registers what", () => {
    for (const answers of cases(list)) {
      const items = Object.values(list.items).filter((item) => applies(item, answers));
      for (const form of forms) {
        if (form.law !== list.law || (form.status !== undefined && form.status !== answers["status"]))
          continue;
        for (const field of form.fields) {
          const spared =
            field.by !== undefined ||
            (field.owners !== undefined && !field.owners.some((owner) => owner === answers["owner"])) ||
            (field.goods === true && tourism.some((set) => set === answers["set"]));
          const filled = items.filter((item) => item.fills?.includes(field.id)).length;
          expect([field.id, answers["owner"], answers["set"], filled]).toEqual([
            field.id,
            answers["owner"],
            answers["set"],
            spared ? 0 : 1,
          ]);
        }
      }
    }
  });

  test("fills no field that the forms do not have", () => {
    const fields = forms.flatMap((form) => form.fields.map((field) => field.id));
    const strange = Object.values(list.items).flatMap(
      (item) => item.fills?.filter((id) => !fields.includes(id)) ?? [],
    );
    expect(strange).toEqual([]);
  });

  test("asks for the essentials in at most fifteen questions", () => {
    const first = list.sections[0]?.id;
    for (const answers of cases(list)) {
      const asked = Object.values(list.items).filter(
        (item) => item.section === first && applies(item, answers),
      );
      expect(asked.length).toBeGreaterThanOrEqual(12);
      expect(asked.length).toBeLessThanOrEqual(15);
    }
  });

  test("asks once for each row of papers", () => {
    for (const answers of cases(list)) {
      const papers = Object.values(list.items).filter(
        (item) => item.expect.kind === "paper" && applies(item, answers),
      );
      const names = papers.map((item) => (item.expect.kind === "paper" ? item.expect.paper : ""));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test("prints a page for officers with every question on it", () => {
    const page = sheet(list, Object.fromEntries((setsOf[list.law] ?? []).map((set) => [set.id, set.name])));
    for (const [id, item] of Object.entries(list.items)) {
      expect(page).toContain(`**${item.ask}** (\`${id}\``);
    }
    expect(page).not.toMatch(/Chỉ hỏi khi: \.|undefined/u);
  });

  test("is the checklist of a programme whose products fit its sets", () => {
    const programmes = Object.values(content.programmes).filter((one) => one.checklist === list.id);
    expect(programmes).not.toEqual([]);
    for (const programme of programmes) {
      expect(programme.law).toBe(list.law);
      for (const product of programme.products)
        expect(setIds(list)).toEqual(expect.arrayContaining([product.set, ...product.otherSets]));
    }
  });
});

test("the same item means the same in both checklists", () => {
  const [one, two] = checklists;
  for (const [id, item] of Object.entries(one?.items ?? {})) {
    const other = two?.items[id];
    if (other !== undefined) expect([id, other.expect.kind]).toEqual([id, item.expect.kind]);
  }
});

test("each law has 26 product sets with ids of their own", () => {
  for (const sets of Object.values(setsOf)) {
    expect(new Set(sets.map((set) => set.id)).size).toBe(26);
    expect(sets).toHaveLength(26);
    for (const set of sets) expect(set.also.length).toBeGreaterThan(0);
  }
});

describe("check", () => {
  const sound = {
    id: "x",
    law: "l",
    version: 1,
    title: "X",
    sections: [{ id: "s", title: "S" }],
    items: {
      kind: {
        section: "s",
        ask: "Loại gì?",
        short: "loại",
        why: "Cần biết.",
        because: "l/1",
        expect: { kind: "one", options: { a: { label: "A" }, b: { label: "B" } } },
      },
    },
  } as const satisfies Checklist;
  const extra = {
    section: "s",
    ask: "Gì?",
    short: "gì",
    why: "Cần.",
    because: "l/2",
    expect: { kind: "yesno" },
  } as const;
  const found = (items: Checklist["items"]): readonly Complaint[] =>
    check({ ...sound, items: { ...sound.items, ...items } }, { papers: [], sets: ["s1"], programmes: ["p"] });

  test.each<[string, Checklist["items"], string]>([
    ["an unknown section", { more: { ...extra, section: "t" } }, "no section t"],
    [
      "a later item",
      { more: { ...extra, when: { op: "answered", item: "last" } }, last: extra },
      "when: last is not an earlier item",
    ],
    [
      "an unknown option",
      { more: { ...extra, when: { op: "is", item: "kind", values: ["c"] } } },
      "when: kind is never c",
    ],
    [
      "what no answers lead to",
      {
        more: {
          ...extra,
          when: {
            op: "all",
            of: [
              { op: "is", item: "kind", values: ["a"] },
              { op: "is", item: "kind", values: ["b"] },
            ],
          },
        },
      },
      "no answers lead here",
    ],
    ["an unknown paper", { more: { ...extra, expect: { kind: "paper", paper: "z" } } }, "no paper z"],
    [
      "a phone number that is not marked personal",
      { more: { ...extra, expect: { kind: "phone" } } },
      "personal is missing",
    ],
    ["a text without an example", { more: { ...extra, expect: { kind: "text" } } }, "a text needs a hint"],
    [
      "items that wait for each other",
      {
        more: { ...extra, after: { items: ["last"], because: "." } },
        last: { ...extra, after: { items: ["more"], because: "." } },
      },
      "after: it waits for itself",
    ],
    [
      "a name too long for a button",
      { aNameThatIsFarTooLongHere: extra },
      "its id has more than 20 characters",
    ],
  ])("complains about %s", (_, items, text) => {
    expect(found(items).map((one) => one.text)).toContain(text);
  });

  test("has nothing to say about a sound list", () => {
    expect(found({})).toEqual([]);
  });
});
