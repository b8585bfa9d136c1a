import { describe, expect, test } from "vitest";
import { readConfig, settingNames } from "../../src/config.ts";
import { check } from "../../src/flow/check.ts";
import { checklists, setsOf } from "../../src/flows/all.ts";
import { content, filesUnder, textOf } from "./project.ts";

test("no file is a place for whatever fits nowhere else", () => {
  const vague = /(?:^|\/)[^/]*(?:utils?|helpers?|types|index|common|misc)\.[a-z]+$/u;
  expect([...filesUnder("src"), ...filesUnder("test")].filter((path) => vague.test(path))).toEqual([]);
});

test("README names every setting, and only those", () => {
  const rows = [...textOf("README.md").matchAll(/^\| `([A-Z][A-Z0-9_]*)` \|/gmu)].map((match) => match[1]);
  expect(rows).toEqual(settingNames);
});

test("README gives the default of every setting", () => {
  const read = readConfig({});
  const config = read.ok ? read.config : undefined;
  for (const [name, value] of [
    ["PORT", config?.port],
    ["DATA_DIR", config?.dataDir],
    ["PROGRAMME", config?.programme],
  ])
    expect(textOf("README.md")).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\`${value}\``, "mu"));
});

describe.each(checklists.map((list) => [list.id, list] as const))("the checklist %s", (_, list) => {
  test("passes its check and survives JSON", () => {
    const known = {
      papers: Object.keys(content.papers),
      sets: (setsOf[list.law] ?? []).map((set) => set.id),
      programmes: Object.keys(content.programmes),
    };
    expect(check(list, known)).toEqual([]);
    expect(JSON.parse(JSON.stringify(list))).toEqual(list);
  });

  test("has words for everything a person can see of it", () => {
    const seen = [
      list.title,
      ...list.sections.map((section) => section.title),
      ...Object.values(list.items).flatMap((item) => [
        item.ask,
        item.short,
        item.why,
        ...(item.hint === undefined ? [] : [item.hint]),
        ...(item.after === undefined ? [] : [item.after.because]),
        ...(item.expect.kind === "one" || item.expect.kind === "many"
          ? Object.values(item.expect.options).map((option) => option.label)
          : []),
      ]),
      ...(setsOf[list.law] ?? []).map((set) => set.name),
    ];
    expect(seen.filter((text) => !/\p{L}{2}/u.test(text) || /[{}<>_]|undefined/u.test(text))).toEqual([]);
  });

  test("stands under a law that is known", () => {
    expect(content.laws[list.law]).toBeDefined();
  });
});
