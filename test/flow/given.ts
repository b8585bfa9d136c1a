import fc from "fast-check";
import { listsOf } from "../../src/app.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import type { World } from "../../src/flow/accept.ts";
import { choicesOf } from "../../src/flow/accept.ts";
import type { Value } from "../../src/flow/answers.ts";
import type { Checklist, Item } from "../../src/flow/define.ts";
import { readSetting } from "../../src/project.ts";

/** A programme with its checklist and its lists. */
export type Given = { readonly setting: Setting; readonly list: Checklist; readonly world: World };

const given = async (programme: string, today: string): Promise<Given> => {
  const setting = await readSetting(programme);
  const list = setting.checklists[setting.programme.checklist];
  if (list === undefined) throw new Error(`no checklist for ${programme}`);
  return { setting, list, world: { today, lists: listsOf(setting) } };
};

/** Both programmes, by the name of their checklist. */
export const both: readonly (readonly [string, Given])[] = (
  await Promise.all([given("bac-ha-2021", "2021-03-15"), given("bac-ha-2026", "2026-11-25")])
).map((one) => [one.list.id, one]);

const photo = (name: string): Value => [{ hash: `hash-${name}`, name, mime: "image/jpeg", size: 1000 }];

/** Any answer that an item takes. */
export function valueOf(item: Item, world: World): fc.Arbitrary<Value> {
  const listed = choicesOf(item.expect, world)?.map((one) => one.id) ?? [];
  switch (item.expect.kind) {
    case "one":
    case "from":
      return fc.constantFrom(...listed);
    case "many":
      return fc.subarray([...listed], { minLength: 1 });
    case "yesno":
      return fc.boolean();
    case "number":
    case "money":
      return fc.integer({ min: 1, max: 1_000_000 });
    case "phone":
      return fc.constantFrom("0912345678", "0987654321");
    case "day":
      return fc.constantFrom("2018", "2020-08", "2020-08-15");
    case "file":
    case "paper":
      return fc.constantFrom(photo("a.jpg"), photo("b.jpg"));
    case "text":
    case "email":
    case "url":
      return fc.constantFrom("một", "hai");
  }
}

/** Answers to any of the items, in any order, each item once. */
export const answersTo = ({ list, world }: Given): fc.Arbitrary<readonly (readonly [string, Value])[]> =>
  fc.shuffledSubarray(Object.keys(list.items)).chain((ids) =>
    fc.tuple(
      ...ids.flatMap((id) => {
        const item = list.items[id];
        return item === undefined ? [] : [valueOf(item, world).map((value) => [id, value] as const)];
      }),
    ),
  );

const pieces = [
  "không",
  "có",
  "hai trăm rưởi",
  "15/8/2020",
  "0912 345 678",
  "triệu",
  "1",
  "htx",
  "sửa",
  "thành",
  "bao nhiêu",
  "mùng 10 tháng giêng",
  "ô",
  "\u0301",
  "👨‍👩‍👧",
  "\u200d",
  ",",
  "\n",
  "-",
  "constructor",
  "__proto__",
  "1e999",
  "../",
  "*",
  "{x}",
  "{title}",
];

/** Words as nobody would type them, and as many do. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(" ")),
);
