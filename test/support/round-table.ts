import { readFileSync } from "node:fs";
import { readConversation } from "../../src/tools/conversation.ts";
import { seededRandom } from "./seeded.ts";

/** What an officer finds wanting about an item (or about none), in the officer's words, and how its producer mends it. */
export type Fault = { readonly item?: string; readonly words: string; readonly mend: string };

/** What a producer changes besides: for good, or there and back again, which is no change. */
export type Extra = {
  readonly item: string;
  readonly says: readonly string[];
  readonly changes: boolean;
};

/** One time that a dossier comes back. office: the stage that sends it. */
export type Back = {
  readonly office: "first" | "council";
  readonly faults: readonly Fault[];
  readonly note?: string;
  readonly extra?: Extra;
};

/** What becomes of a dossier: nobody looks at it, it is never mended, its producer takes it back, or the council scores it. */
export type End = "waiting" | "left" | "withdrawn" | "scored";

/** One dossier of a round: everything that whoever plays it says, and everything that a count of the round needs. */
export type Case = {
  readonly number: number;
  readonly chat: string;
  readonly product: string;
  readonly style: "khong-dau" | "viet-tat";
  readonly commune: string;
  readonly opening: string;
  /** In which round it is handed in, and in which it comes again: the first or the second of the year. */
  readonly round: 0 | 1;
  readonly again: 0 | 1;
  readonly backs: readonly Back[];
  readonly end: End;
  readonly score: number;
  /** Whether whoever recognises products does, where the council found it good enough. */
  readonly recognised: boolean;
  /** Points of the commune's that are not met, where the law has it judge. */
  readonly unmet?: number;
};

export const starsFor = (score: number): number =>
  [90, 70, 50, 30].filter((least) => score >= least).length + 1;

/** A product of the plan as its producers call it, and the communes where it is made in a table. */
const products = {
  "com-na-lo": "com",
  "gao-khau-meo-ban-lien": "gao khau meo",
  "tinh-dau-que-nam-det": "tinh dau que",
  "man-tam-hoa-bac-ha": "man tam hoa",
  "xuc-xich-bao-nhai": "xuc xich",
  "lap-suon-bac-ha": "lap suon",
  "tuong-ot-bac-ha": "tuong ot",
  "khau-rang-bac-ha": "khau rang",
  "banh-chung-den-bac-ha": "banh chung den",
} as const;
export type ProductId = keyof typeof products;
const productIds = Object.keys(products).filter((one): one is ProductId => one in products);

/** The lines of a producer up to the dossier's end, as the shortest conversation about the product has them. */
export function shortLines(product: string, style: Case["style"]): readonly string[] {
  const file = new URL(`../conversations/san-pham/${product}/${style}.md`, import.meta.url);
  const typed = readConversation(readFileSync(file, "utf8"))
    .steps.filter((step) => step.kind === "person")
    .map((step) => step.text);
  const lines = typed.slice(
    0,
    typed.findIndex((line) => line.startsWith("con thieu")),
  );
  // The commune is said in the opening.
  return lines.filter((line) => line !== "Na Hoi" && line !== "na hoi");
}

const paperFaults = ["mo", "het han", "sai ten", "chua dong dau", "thieu trang", "giay nay to 2 bi rach"];
const textFaults = [
  { item: "address", words: "dia chi ghi ro thon", mend: (n: number) => `thon Moi ${n}` },
  { item: "phone", words: "sdt sai so", mend: (n: number) => `0912 345 ${String(100 + n)}` },
  { item: "head", words: "nguoi dai dien sai", mend: (n: number) => `Vang Thi Moi ${n}` },
  { item: "regNumber", words: "so dang ky chua dung", mend: (n: number) => `12E8000${String(200 + n)}` },
] as const;

/** Faults of a law's own items. */
const ownFaults = {
  "bac-ha-2021": [
    { item: "workers", words: "tong lao dong sai", mend: (n: number) => `${26 + n}` },
    { item: "machines", words: "may moc ghi ro hon", mend: (n: number) => `Mot may say, ${n} can dien tu` },
    { item: "goals", words: "muc tieu 3 nam chung chung qua", mend: (n: number) => `Ban ${n} tan moi nam` },
  ],
  "bac-ha-2026": [
    { item: "specs", words: "mo ta san pham so sai qua", mend: (n: number) => `Tui giay ${n}00 g, co tem` },
    {
      item: "markets",
      words: "noi dang ban ghi ro",
      mend: (n: number) => `Cho phien, ${n} cua hang o Sa Pa`,
    },
  ],
} as const;

export type Plan = {
  readonly programme: keyof typeof ownFaults;
  readonly communes: readonly (readonly [id: string, said: string])[];
  readonly cases: number;
  readonly seed: number;
  /** Cases whose end is not scored, by number. */
  readonly ends: Readonly<Record<number, End>>;
  readonly scores?: Readonly<Record<number, number>>;
};

/** A table of dossiers made by chance, the same at every run. */
export function roundTable({ programme, communes, cases, seed, ends, scores }: Plan): readonly Case[] {
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const pick = <Of>(some: readonly Of[]): Of => {
    const one = some[below(some.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const faultsOf = (number: number): readonly Fault[] => {
    if (random() < 0.1) return [{ words: "gap can bo noi chuyen mot buoi", mend: "da xong" }];
    const found: Fault[] =
      random() < 0.7 ? [{ item: "registrationPaper", words: pick(paperFaults), mend: "" }] : [];
    const texts = [...textFaults, ...ownFaults[programme]];
    const count = found.length === 0 ? 1 + below(3) : below(3);
    while (found.length < count + 1 && found.length < 4) {
      const { item, words, mend } = pick(texts);
      if (!found.some((one) => one.item === item)) found.push({ item, words, mend: mend(number) });
    }
    return found.map((one, at) =>
      one.mend === "" ? { ...one, mend: `[ảnh moi-${number}-${at}.jpg]` } : one,
    );
  };
  const extraOf = (faults: readonly Fault[], number: number): Extra | undefined => {
    const chance = random();
    const item = "ownerName";
    if (chance < 0.6 || faults.some((one) => one.item === item)) return undefined;
    return chance < 0.8
      ? { item, says: [`sua ten co so thanh HTX Doi Moi ${number}`], changes: true }
      : {
          item,
          says: [`sua ten co so thanh HTX Tam Thoi ${number}`, "sua ten co so thanh {before}"],
          changes: false,
        };
  };
  const backOf = (office: Back["office"], number: number): Back => {
    const faults = faultsOf(number);
    const extra = extraOf(faults, number);
    return {
      office,
      faults,
      ...(random() < 0.3 ? { note: "lam xong thi bao toi" } : {}),
      ...(extra === undefined ? {} : { extra }),
    };
  };
  return Array.from({ length: cases }, (_, at): Case => {
    const number = at + 1;
    const [commune, said] = communes[at % communes.length] ?? pick(communes);
    const product = productIds[(at * 4 + below(3)) % productIds.length] ?? pick(productIds);
    const end = ends[number] ?? "scored";
    const round = number > cases / 2 ? 1 : 0;
    const times = end === "left" ? 1 : end === "waiting" ? 0 : random() < 0.35 ? 0 : random() < 0.75 ? 1 : 2;
    const backs = Array.from({ length: times }, () => backOf("first", number));
    const late = end === "scored" && random() < 0.15 ? [backOf("council", number)] : [];
    return {
      number,
      chat: `terminal:chu-the-${number}`,
      product,
      style: random() < 0.5 ? "khong-dau" : "viet-tat",
      commune,
      opening: `dang ky ${products[product]} o ${said}`,
      round,
      again: round === 0 && times > 0 && end === "scored" && random() < 0.2 ? 1 : round,
      backs: [...backs, ...late],
      end,
      score: scores?.[number] ?? 25 + below(72),
      recognised: random() < 0.75,
      ...(random() < 0.4 ? { unmet: 1 + below(4) } : {}),
    };
  });
}
