import { calendarDay } from "../../text/day-forms.ts";
import { fold } from "../../text/fold.ts";
import { type Lexeme, lexemes } from "../../text/lexemes.ts";
import { numberParts } from "../../text/number-parts.ts";

/** What can be wrong in an answer by one sign: a number with its unit, a numbered part, a date, a document. */
export type Fact =
  | { readonly kind: "number"; readonly value: number; readonly unit: string }
  | { readonly kind: "label"; readonly label: string; readonly value: string }
  | { readonly kind: "date"; readonly day?: number; readonly month?: number; readonly year?: number }
  | {
      readonly kind: "document";
      readonly type: string;
      readonly number: number;
      readonly year?: number;
      readonly code?: string;
    };

type DateFact = Extract<Fact, { kind: "date" }>;
type DocumentFact = Extract<Fact, { kind: "document" }>;

/** Stands where something was taken out, so that its neighbours are not read as one. */
const gap = " qq ";

const types: Readonly<Record<string, string>> = {
  qd: "quyet dinh",
  nd: "nghi dinh",
  tt: "thong tu",
  ttlt: "thong tu",
  nq: "nghi quyet",
  kh: "ke hoach",
  da: "de an",
  ct: "chi thi",
  cv: "cong van",
  hd: "huong dan",
  tb: "thong bao",
  qh: "luat",
};

const coded =
  /(?:(?<kind>quyết định|nghị định|nghị quyết|thông tư|kế hoạch|đề án|chỉ thị|công văn|luật|hướng dẫn|thông báo)\s+(?:số\s+)?)?(?<![\d/])(?<number>\d{1,5})(?:\s?\/\s?(?<year>\d{4}))?\s?\/\s?(?<code>(?:q[đd]|n[đd]|tt|ttlt|nq|kh|[đd]a|ct|cv|hd|tb|qh\d*)(?![\p{L}\d])(?:\s?-\s?[\p{L}\d]+)*|(?-i:[A-ZĐ]{2,})\d*(?:\s?-\s?[\p{L}\d]+)*)/giu;
const named =
  /(?<kind>quyết định|nghị định|nghị quyết|thông tư|kế hoạch|đề án|chỉ thị|công văn|luật|tcvn|qcvn|pháp lệnh)\s+(?:số\s+)?(?<number>\d{1,5})(?:\s?[/:-]\s?(?<year>\d{4}))?(?![\d/]|\s?%)/giu;
const yearLike = /^(?:19|20)\d\d$/;

const given = <Name extends "day" | "month" | "year">(
  name: Name,
  digits: string | undefined,
): { readonly [Key in Name]?: number } => {
  const made: { [Key in Name]?: number } = {};
  if (digits !== undefined) made[name] = Number(digits);
  return made;
};

type Groups = Readonly<Record<string, string | undefined>>;

const codedFact = (groups: Groups): DocumentFact => {
  const code = fold(groups["code"] ?? "").replaceAll(/ ?- ?| /gu, "-");
  const type = types[/^[a-z]+/u.exec(code)?.[0] ?? ""] ?? fold(groups["kind"] ?? "");
  return {
    kind: "document",
    type,
    number: Number(groups["number"] ?? ""),
    ...given("year", groups["year"]),
    code,
  };
};

const dates: readonly RegExp[] = [
  /(?<![\d/.-])(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?![\d/-])/gu,
  /(?<![\d/.-])(?<day>\d{1,2})\s?[-/.]\s?(?<month>\d{1,2})\s?[-/.]\s?(?<year>\d{4})(?![\d/-])/gu,
  /(?<![\d/.,])(?<day>\d{1,2})\s+tháng\s+(?<month>\d{1,2})(?:\s*(?:năm|[/-])\s*(?<year>\d{4}))?(?![\d/])/giu,
  /tháng\s+(?<month>\d{1,2})\s*(?:năm|[/-])\s*(?<year>\d{4})(?![\d/])/giu,
  /(?<![\d/.,-])(?<month>\d{1,2})\/(?<year>(?:19|20)\d{2})(?![\d/])/gu,
  /(?<![\d/.,-])(?<day>\d{1,2})\/(?<month>\d{1,2})(?![\d/])/gu,
  /tháng\s+(?<month>\d{1,2})(?![\d/])/giu,
  /(?<![\d/.,-])(?<year>(?:19|20)\d{2})(?![\d/]|[.,]\d)/gu,
];

const dateFacts = (groups: Groups): readonly DateFact[] => {
  const made: DateFact = {
    kind: "date",
    ...given("day", groups["day"]),
    ...given("month", groups["month"]),
    ...given("year", groups["year"]),
  };
  // "5/40" is no date; a day that no calendar has, with its year, is one that nothing states.
  const exists = made.year !== undefined || calendarDay(2024, made.month ?? 1, made.day ?? 1) !== undefined;
  return exists ? [made] : [];
};

const words: Readonly<Record<string, string>> = {
  một: "1",
  nhất: "1",
  hai: "2",
  ba: "3",
  bốn: "4",
  tư: "4",
  năm: "5",
  sáu: "6",
  bảy: "7",
  tám: "8",
  chín: "9",
  mười: "10",
};
const romans: Readonly<Record<string, string>> = Object.fromEntries(
  "I II III IV V VI VII VIII IX X XI XII".split(" ").map((roman, at) => [roman, String(at + 1)]),
);
const value = String.raw`(?:(?-i:[IVX]+|[A-ZĐ])|\d{1,2}(?!\d)|${Object.keys(words).join("|")})(?![\p{L}\d/%]|[.,]\d)`;
const labels = new RegExp(
  String.raw`(?<![\p{L}])(?<label>đợt|mẫu|biểu|phụ lục|điều|khoản|phần|nhóm|bộ|mục|chương|bước|lần thứ|thứ|quý)\s+(?:số\s+)?(?<first>${value})(?<more>(?:\s*(?:,|và|hoặc|đến|-|–)\s*${value}(?!\s*[\p{L}%]))*)`,
  "giu",
);
const point = /(?<![\p{L}])điểm\s+(?<first>[a-zđ])(?![\p{L}])/giu;

const labelValue = (text: string): string =>
  words[text.toLowerCase()] ?? romans[text] ?? fold(text).replace(/^0+(?=\d)/u, "");

/** What is counted, folded. */
export const units: ReadonlySet<string> = new Set(
  (
    "sao,diem,ngay lam viec,ngay,thang,nam,tuan,gio,phut,dot,phantram,dong,nguoi,san pham,xa,thi tran,tieu chi,bo,nhom,mau," +
    "ban,loai,giay,lan,km,kg,lit,tan,ta,ha,ho,thanh vien,to chuc,co so,cap,huyen,tinh,buoc,muc,phan,cau,doi tuong,van ban"
  ).split(","),
);
const money: ReadonlySet<string> = new Set(["dong", "d", "vnd"]);
const joins: ReadonlySet<string> = new Set(["va", "hoac", "den", "toi", "hay"]);

const unitAt = (all: readonly Lexeme[], at: number): string => {
  if (money.has(all[at]?.word ?? "")) return "dong";
  for (const length of [3, 2, 1]) {
    const name = all
      .slice(at, at + length)
      .map((one) => one.word)
      .join(" ");
    if (units.has(name)) return name;
  }
  return "";
};

/** Names of digits that are nothing else; the others count only before something that is counted. */
const surely: ReadonlySet<string> = new Set(["hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín"]);
const perhaps: ReadonlySet<string> = new Set(["một", "năm", "tư"]);

function numbersOf(text: string): readonly Fact[] {
  const all = lexemes(
    text
      .replaceAll("%", " phantram ")
      .replaceAll(/phần trăm/giu, " phantram ")
      .replaceAll(/(?<=\d)\s?[-–—]\s?(?=\d)/gu, " đến ")
      .replaceAll(/,\s/gu, " và ")
      .replaceAll(/[.;:!?()]+(?=\s|$)|[\n()]/gu, gap),
  );
  const parts = numberParts(all);
  const found: Fact[] = [];
  let next: { readonly start: number; readonly unit: string } | undefined;
  for (const part of parts.toReversed()) {
    const listed =
      next !== undefined && joins.has(all[part.next]?.word ?? "") && next.start === part.next + 1;
    const own = unitAt(all, part.next);
    const unit = own !== "" ? own : listed ? (next?.unit ?? "") : part.scaled ? "dong" : "";
    next = { start: part.start, unit };
    const said = all[part.start]?.said ?? "";
    if (part.lone && !surely.has(said) && !(perhaps.has(said) && own !== "")) continue;
    found.push({ kind: "number", value: part.value, unit });
  }
  return found;
}

/** The facts that a text states. */
export function factsOf(text: string): readonly Fact[] {
  const found: Fact[] = [];
  let rest = text.normalize("NFC");
  /** Takes out what a pattern finds; nothing is read twice. */
  const take = (pattern: RegExp, read: (groups: Groups) => readonly Fact[]): void => {
    let kept = "";
    let at = 0;
    for (const match of rest.matchAll(pattern)) {
      const facts = read(match.groups ?? {});
      if (facts.length === 0) continue;
      found.push(...facts);
      kept += rest.slice(at, match.index) + gap;
      at = match.index + match[0].length;
    }
    rest = kept + rest.slice(at);
  };
  take(coded, (groups) => [codedFact(groups)]);
  take(named, (groups) => {
    const number = groups["number"] ?? "";
    // "Luật 2020" and "kế hoạch 2021" are named by their year.
    if (yearLike.test(number) && groups["year"] === undefined) return [];
    const type = fold(groups["kind"] ?? "");
    return [{ kind: "document", type, number: Number(number), ...given("year", groups["year"]) }];
  });
  for (const pattern of dates) take(pattern, dateFacts);
  take(labels, (groups) => {
    const label = fold(groups["label"] ?? "").replace("lan thu", "thu");
    const more = (groups["more"] ?? "")
      .split(/[\s,–-]+/u)
      .filter((word) => word !== "" && !joins.has(fold(word)));
    return [groups["first"] ?? "", ...more].map((one) => ({ kind: "label", label, value: labelValue(one) }));
  });
  take(point, (groups) => [{ kind: "label", label: "diem", value: fold(groups["first"] ?? "") }]);
  return [...found, ...numbersOf(rest)];
}

const agrees = <Value>(one: Value | undefined, other: Value | undefined): boolean =>
  one === undefined || other === undefined || one === other;

/** Whether a fact is among others: the same, or less exact than one of them; never more exact. */
export function states(known: readonly Fact[], fact: Fact): boolean {
  if (fact.kind === "label")
    return known.some((one) => one.kind === "label" && one.label === fact.label && one.value === fact.value);
  if (fact.kind === "number") {
    const labelled = known.flatMap((one) =>
      one.kind === "label" && one.label === fact.unit ? one.value : [],
    );
    return (
      known.some(
        (one) =>
          one.kind === "number" &&
          one.value === fact.value &&
          (one.unit === fact.unit || one.unit === "" || fact.unit === ""),
      ) ||
      // "đợt 1 …, đợt 2 …" are two of them.
      (labelled.length > 1 && new Set(labelled).size === fact.value)
    );
  }
  if (fact.kind === "document")
    return known.some((one) =>
      one.kind === "document"
        ? one.number === fact.number &&
          (one.type === "" || fact.type === "" || one.type === fact.type) &&
          agrees(one.year, fact.year) &&
          agrees(one.code, fact.code)
        : // "Quyết định 1048 và 781": the second one stands there as a number.
          one.kind === "number" && fact.code === undefined && one.value === fact.number && one.unit === "",
    );
  const others = known.filter((one) => one.kind === "date");
  const years = new Set(others.flatMap((one) => one.year ?? []));
  return others.some((one) => {
    const day = fact.day === undefined || one.day === fact.day;
    const month = fact.month === undefined || one.month === fact.month;
    // A text that speaks of one year only says it once.
    const year =
      fact.year === undefined ||
      one.year === fact.year ||
      (one.year === undefined && years.size === 1 && years.has(fact.year));
    return day && month && year;
  });
}
