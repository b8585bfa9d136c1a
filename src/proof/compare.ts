import type { Day } from "../domain/instant.ts";
import type { ProofReading } from "../domain/proof-reading.ts";
import { isPaperKind, type PaperKind, servesAs } from "./kinds.ts";
import { alike, maybe, wordsOf } from "./words.ts";

/**
 * What a dossier says, to hold a paper against. paper: which one it is sent in as. holders: names it may be given to;
 * products: names of what it is about; places: names that tell no product from another. counts: the last day it is
 * needed on.
 */
export type ProofFacts = {
  readonly paper?: string | undefined;
  readonly holders: readonly string[];
  readonly products: readonly string[];
  readonly places: readonly string[];
  readonly number?: string | undefined;
  readonly today: Day;
  readonly needed?: Day | undefined;
};

/** One thing about a paper that somebody should look at: what stands on it, and what the dossier says. */
export type ProofFinding =
  | { readonly about: "unreadable" }
  | { readonly about: "kind"; readonly kind: PaperKind }
  | {
      readonly about: "holder" | "product" | "number";
      readonly on: string;
      readonly said: string;
    }
  | { readonly about: "expired" | "expires"; readonly until: Day };

/** Nothing is said of what was read with less trust than this; a number is wrong by one digit. */
const sure = 60;
const sureNumber = 78;

/** Registrations are no certificate of one product: their line of trade names many. */
const aboutTrade: ReadonlySet<PaperKind> = new Set(["household", "coop", "group", "company", "barcode"]);

/** What does not agree between a paper and its dossier; nothing is corrected by it. */
export function compareProof(reading: ProofReading, facts: ProofFacts): readonly ProofFinding[] {
  if (!reading.legible) return [{ about: "unreadable" }];
  const kind = reading.kind?.value;
  const known = kind !== undefined && isPaperKind(kind) ? kind : undefined;
  // Of another kind of paper nothing else is worth asking.
  if (known !== undefined && facts.paper !== undefined && !servesAs(known, facts.paper))
    return [{ about: "kind", kind: known }];
  const { holder, product, number, until } = reading;
  return [
    ...(holder !== undefined &&
    holder.confidence >= sure &&
    facts.holders.length > 0 &&
    !facts.holders.some((name) => sameHolder(name, holder.value))
      ? [{ about: "holder" as const, on: holder.value, said: facts.holders[0] ?? "" }]
      : []),
    ...(product !== undefined &&
    product.confidence >= sure &&
    (known === undefined || !aboutTrade.has(known)) &&
    facts.products.length > 0 &&
    !facts.products.some((name) => sameGoods(name, product.value, facts.places))
      ? [{ about: "product" as const, on: product.value, said: facts.products[0] ?? "" }]
      : []),
    ...(number !== undefined &&
    number.confidence >= sureNumber &&
    facts.number !== undefined &&
    !sameNumber(facts.number, number.value)
      ? [{ about: "number" as const, on: number.value, said: facts.number }]
      : []),
    ...(until === undefined || until.confidence < sure
      ? []
      : until.value < facts.today
        ? [{ about: "expired" as const, until: until.value }]
        : facts.needed !== undefined && until.value < facts.needed
          ? [{ about: "expires" as const, until: until.value }]
          : []),
  ];
}

/** What stands in many names and tells none from another. */
const forms =
  / (?:hop tac xa|htx|to hop tac|tht|cong ty|cty|trach nhiem huu han|tnhh|co phan|cp|mot thanh vien|hai thanh vien|mtv|ho kinh doanh|ho gia dinh|hkd|doanh nghiep|tu nhan|dntn|co so|san xuat|che bien|thuong mai|dich vu|kinh doanh|va)(?= )/gu;
const titles = /^ (?:ong|ba|nha) (?=\S)/u;
const goods: ReadonlySet<string> = new Set(
  "san pham mat hang cac loai va tu san xuat che bien dong goi so kinh doanh cua cho tuoi kho dac san".split(
    " ",
  ),
);

const kept = (words: readonly string[], without: ReadonlySet<string>): readonly string[] => {
  const own = words.filter((word) => !without.has(word));
  return own.length === 0 ? words : own;
};

/** How many words of the shorter name stand in the longer one, as a share. */
function shared(one: readonly string[], two: readonly string[]): number {
  const [few, many] = one.length <= two.length ? [one, two] : [two, one];
  if (few.length === 0) return 0;
  return few.filter((word) => many.some((other) => maybe(other, word))).length / few.length;
}

/** The words of a name that are its own. */
function ownName(name: string): readonly string[] {
  const words = ` ${wordsOf(name).join(" ")} `;
  const own = words.replaceAll(forms, "").replace(titles, " ").trim();
  return (own === "" ? words.trim() : own).split(" ");
}

/** Whether two names mean one holder: "HTX Nậm Đét" and "Hợp tác xã quế hữu cơ Nậm Đét". */
export function sameHolder(one: string, two: string): boolean {
  const [a, b] = [ownName(one), ownName(two)];
  return shared(a, b) > 0.7 || alike(a.join(""), b.join("")) >= 0.75;
}

/** Whether goods on a paper may be those of the dossier; places do not tell them apart. */
export function sameGoods(said: string, onPaper: string, places: readonly string[]): boolean {
  const without = new Set([...goods, ...places.flatMap((place) => wordsOf(place))]);
  const own = kept(wordsOf(said), without);
  // A paper may be about several goods: one of them is enough.
  return [onPaper, ...onPaper.split(/[,;/]|\bvà\b/u)].some((part) => {
    const words = kept(wordsOf(part), without);
    return shared(own, words) > 0.5 || alike(own.join(""), words.join("")) >= 0.75;
  });
}

/** Numbers without what a camera confuses: O and 0, I, l and 1, and the signs between. */
const plainNumber = (text: string): string =>
  wordsOf(text).join("").replaceAll("o", "0").replaceAll(/[il|]/gu, "1");

export const sameNumber = (one: string, two: string): boolean => {
  const [a, b] = [plainNumber(one), plainNumber(two)];
  return a === b || (Math.min(a.length, b.length) >= 6 && (a.endsWith(b) || b.endsWith(a)));
};
