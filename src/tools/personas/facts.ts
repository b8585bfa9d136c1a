import { mentions } from "../../flow/glean.ts";
import { choicesOf, type World } from "../../flow/accept.ts";
import { other, type Value } from "../../flow/answers.ts";
import type { Checklist, Item } from "../../flow/define.ts";
import type { Programme } from "../../domain/programme.ts";
import { drawn, outsideProducts, people, sentences, villages } from "./sentences.ts";

/** Draws by chance. */
export type Draw = {
  readonly chance: (share: number) => boolean;
  readonly any: <Of>(all: readonly Of[]) => Of;
  readonly whole: (least: number, most: number) => number;
};

export const drawFrom = (random: () => number): Draw => ({
  chance: (share) => random() < share,
  any: (all) => {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) throw new Error("nothing to choose from");
    return one;
  },
  whole: (least, most) => least + Math.floor(random() * (most - least + 1)),
});

/**
 * What a person knows about one item: a value (with the words for it where it is outside a list), that there is none, a
 * photo, paper in a drawer, or a photo that comes later only; `later` of a value: a no that turns into this yes.
 */
export type Fact =
  | { readonly kind: "value"; readonly value: Value; readonly words?: string; readonly later?: true }
  | { readonly kind: "none" }
  | { readonly kind: "photo"; readonly later?: true }
  | { readonly kind: "on-paper" };
export type Facts = Readonly<Record<string, Fact>>;

const value = (it: Value, words?: string): Fact => ({
  kind: "value",
  value: it,
  ...(words === undefined ? {} : { words }),
});

/** A value that is no list, as it is written. */
export const wordsOfValue = (it: Value): string => (typeof it === "object" ? "" : String(it));

/** Everything one producer knows about one product. `not`: products that somebody else on this phone has. */
export function factsOf(
  list: Checklist,
  programme: Programme,
  world: World,
  draw: Draw,
  not: readonly string[] = [],
): Facts {
  const listed = programme.products.filter((one) => !not.includes(one.name));
  const outside = draw.chance(0.2);
  const product = draw.any(listed);
  const set = outside
    ? draw.any(world.lists.sets).id
    : draw.any([product.set, product.set, ...product.otherSets]);
  const head = draw.any(people);
  const name = outside ? draw.any(outsideProducts.filter((one) => !not.includes(one))) : product.name;
  const place = programme.communes.find((one) =>
    [one.name, ...one.also].some((words) => mentions(name, words)),
  );
  const known: Record<string, Fact> = {
    product: value(outside ? other(name) : product.id, name),
    commune: value(outside ? (place ?? draw.any(programme.communes)).id : draw.any(product.communes)),
    set: value(set),
    address: value(`${draw.any(villages)}, ${draw.any(programme.communes).name}`),
    head: value(head),
    headRole: value(draw.any(["giám đốc", "tổ trưởng", "chủ hộ", "trưởng nhóm"])),
    regNumber: value(draw.any(["12E8000123", "5300712345", "10A-0456", "số 120700033"])),
  };
  const facts: Record<string, Fact> = {};
  for (const [id, item] of Object.entries(list.items)) facts[id] = known[id] ?? factOf(id, item, world, draw);
  const owner = facts["owner"];
  const kind = owner?.kind === "value" ? owner.value : "";
  const names: Readonly<Record<string, readonly string[]>> = {
    coop: [`HTX ${head}`, "HTX nông nghiệp Nậm Đét", "Hợp tác xã Quế hữu cơ"],
    group: ["Tổ hợp tác Cốm Na Lo", `Tổ nhóm phụ nữ ${draw.any(villages)}`],
    household: [`Hộ kinh doanh ${head}`, `hộ ${head}`],
    company: ["Công ty TNHH Bắc Hà Xanh", "Cty cổ phần Tây Bắc Food"],
    farm: [`Trang trại ${head}`],
    association: ["Hội du lịch cộng đồng Bản Liền"],
  };
  facts["ownerName"] = value(draw.any(names[wordsOfValue(kind)] ?? [head]));
  return facts;
}

/** What somebody would say to an item that nothing else decides. */
export function factOf(id: string, item: Item, world: World, draw: Draw): Fact {
  const { expect } = item;
  if (item.optional === true && draw.chance(0.45)) return { kind: "none" };
  switch (expect.kind) {
    case "one":
    case "from": {
      const ids = choicesOf(expect, world) ?? [];
      return value(draw.any(id === "status" ? [...ids, ...ids.slice(0, 1)] : ids).id);
    }
    case "many": {
      const ids = Object.keys(expect.options).filter(
        (one) => one !== "none" && one !== "else" && one !== "other",
      );
      const some = ids.filter(() => draw.chance(0.4));
      return value(some.length === 0 ? [draw.any(ids)] : some);
    }
    case "yesno":
      return draw.chance(0.2) ? { kind: "value", value: true, later: true } : value(true);
    case "text":
      return value(draw.any(sentences[id] ?? [item.hint?.replace(/^Ví dụ: /u, "") ?? item.short]));
    case "number":
      return value(draw.whole(Math.max(1, expect.min ?? 1), Math.min(60, expect.max ?? 60)));
    case "money":
      return value(
        draw.any([
          60_000, 120_000, 35_000_000, 150_000_000, 300_000_000, 450_000_000, 1_200_000_000, 2_000_000_000,
        ]),
      );
    case "phone":
      return value(`0${draw.any(["91", "98", "38", "35", "86"])}${draw.whole(1_000_000, 9_999_999)}`);
    case "email":
      return value(draw.any(["htxbacha@gmail.com", "mai.vang88@gmail.com", "lusinh@yahoo.com"]));
    case "url":
      return value(draw.any(["https://www.facebook.com/bachangon", "https://quenamdet.vn"]));
    case "day":
      return value(
        `${draw.whole(2012, 2020)}-${String(draw.whole(1, 12)).padStart(2, "0")}-${String(draw.whole(1, 28)).padStart(2, "0")}`,
      );
    case "file":
      return draw.chance(0.5)
        ? { kind: "photo" }
        : value(draw.any(drawn[id] ?? ["thu hái, rửa, phơi, đóng gói"]));
    case "paper":
      if (item.optional === true) return draw.chance(0.6) ? { kind: "photo" } : { kind: "on-paper" };
      return draw.chance(0.6)
        ? { kind: "photo" }
        : draw.chance(0.5)
          ? { kind: "on-paper" }
          : { kind: "photo", later: true };
  }
}
