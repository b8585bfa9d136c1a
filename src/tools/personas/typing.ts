import { choicesOf, type World } from "../../flow/accept.ts";
import type { Item } from "../../flow/define.ts";
import { noisy } from "../eval/noisy.ts";
import { type Draw, type Fact, wordsOfValue } from "./facts.ts";

/** How somebody types. */
export type Hand = "tidy" | "terse" | "chatty" | "bare" | "teencode";
export const hands: readonly Hand[] = ["tidy", "terse", "chatty", "bare", "teencode"];

const bare = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();

/** Words as this hand types them. */
export function typed(words: string, hand: Hand, draw: Draw): string {
  if (hand === "bare") return bare(words);
  return hand === "teencode" ? noisy(words, draw.whole(1, 1_000_000_000)) : words;
}

/** What surrounds an answer where somebody likes to talk. */
const around = (words: string, draw: Draw): string =>
  `${draw.any(["", "", "dạ ", "dạ vâng ", "à "])}${words}${draw.any(["", " ạ", " nhé", " em ạ", " nhé ạ"])}`;

/** The words for a fact as they were meant (`core`) and as they are sent. */
export type Said = { readonly core: string; readonly text: string };

/** An answer in this hand. `shown`: the labels of the choices as they are numbered. */
export function answerWords(
  item: Item,
  fact: Extract<Fact, { kind: "value" }>,
  hand: Hand,
  shown: readonly string[],
  world: World,
  draw: Draw,
): Said {
  const { expect } = item;
  const plainly = wordsFor(item, fact, hand, shown, world, draw);
  const free = expect.kind === "text" || expect.kind === "file";
  const exact = expect.kind === "email" || expect.kind === "url" || /^\d+$/u.test(plainly);
  const core = exact ? plainly : typed(plainly, hand, draw);
  if (hand !== "chatty" || /\n/u.test(core)) return { core, text: core };
  const lead =
    free && expect.kind === "text" && expect.lines !== true && draw.chance(0.25) ? leadFor(item) : "";
  return { core, text: around(lead + core, draw) };
}

/** "tên cơ sở là ...", where one says so. */
const leadFor = (item: Item): string =>
  ["tên cơ sở", "người đại diện", "địa chỉ cơ sở"].includes(item.short) ? `${item.short} là ` : "";

function wordsFor(
  { expect }: Item,
  { value, words }: Extract<Fact, { kind: "value" }>,
  hand: Hand,
  shown: readonly string[],
  world: World,
  draw: Draw,
): string {
  const listed = choicesOf(expect, world);
  if (words !== undefined) return words;
  if (listed !== undefined) {
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
    const labels = ids.map((id) => listed.find((one) => one.id === id)?.label ?? String(id));
    const numbers = labels.map((label) => shown.indexOf(label) + 1);
    if ((hand === "terse" || draw.chance(0.3)) && numbers.every((one) => one > 0))
      return numbers.join(draw.any([", ", " ", " và "]));
    const also = ids.flatMap((id) => listed.find((one) => one.id === id)?.also ?? []);
    // Another name for the same, where there is one choice; lists name their parts.
    if (labels.length === 1 && hand !== "tidy" && also.length > 0 && draw.chance(0.4)) return draw.any(also);
    return labels.join(", ");
  }
  switch (expect.kind) {
    case "yesno":
      return value === true
        ? hand === "terse"
          ? draw.any(["1", "có", "rồi"])
          : draw.any(["có rồi", "có", "rồi ạ", "đủ rồi"])
        : draw.any(["chưa", "chưa có", "không"]);
    case "number":
      return hand === "terse" || expect.unit === undefined
        ? wordsOfValue(value)
        : draw.any([
            wordsOfValue(value),
            `${wordsOfValue(value)} ${expect.unit.split("/")[0] ?? ""}`,
            `khoảng ${wordsOfValue(value)}`,
          ]);
    case "money":
      return moneyWords(Number(value), hand, draw);
    case "phone": {
      const digits = wordsOfValue(value);
      return draw.any([
        digits,
        digits.replace(/^(\d{4})(\d{3})(\d{3})$/u, "$1 $2 $3"),
        digits.replace(/^(\d{4})(\d{3})(\d{3})$/u, "$1.$2.$3"),
        digits.replace(/^0/u, "+84"),
      ]);
    }
    case "day": {
      const [year = "", month = "", day = ""] = wordsOfValue(value).split("-");
      return draw.any([
        `${Number(day)}/${Number(month)}/${year}`,
        `${day}-${month}-${year}`,
        ...(hand === "terse" ? [] : [`ngày ${Number(day)} tháng ${Number(month)} năm ${year}`]),
        `${Number(day)}.${Number(month)}.${year}`,
      ]);
    }
    case "url":
      return wordsOfValue(value).replace(/^https:\/\//u, "");
    default:
      return wordsOfValue(value);
  }
}

function moneyWords(amount: number, hand: Hand, draw: Draw): string {
  const grouped = String(amount).replaceAll(/\B(?=(\d{3})+$)/gu, ".");
  if (amount >= 1_000_000_000) {
    const rest = (amount % 1_000_000_000) / 100_000_000;
    return draw.any([`${Math.floor(amount / 1e9)} tỷ${rest === 0 ? "" : ` ${rest}`}`, grouped]);
  }
  if (amount >= 1_000_000)
    return draw.any([
      `${amount / 1e6} triệu`,
      `${amount / 1e6}tr`,
      hand === "terse" ? `${amount / 1e6} tr` : `khoảng ${amount / 1e6} triệu`,
      grouped,
    ]);
  return draw.any([`${amount / 1000} nghìn`, `${amount / 1000}k`, `${amount / 1000} ngàn`, grouped]);
}
