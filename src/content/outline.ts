/** What a clause is called by: from the widest to the narrowest. */
const kinds = ["part", "chapter", "section", "article", "capital", "roman", "decimal", "letter"] as const;
export type ClauseKind = "heading" | "annex" | (typeof kinds)[number];

/**
 * One clause of a document. `mark`: its number as printed ("III.", "Điều 4.", "đ)"); `heading`: its own line where that
 * is a heading and no sentence; `clauses`: those within it. Read in this order, nothing of the document is left out.
 */
export type Clause = {
  readonly kind: ClauseKind;
  readonly mark: string;
  readonly number: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly clauses: readonly Clause[];
};

/** `head`: what stands before the first clause; `end`: from "Nơi nhận" on, the addressees and signatures. */
export type Outline = {
  readonly head: readonly string[];
  readonly clauses: readonly Clause[];
  readonly end: readonly string[];
};

type Mark = {
  readonly kind: ClauseKind;
  readonly rank: number;
  readonly mark: string;
  readonly number: string;
  /** Its place in the counting; none where order says nothing. */
  readonly count: number | undefined;
  readonly rest: string;
};

type Open = Omit<Clause, "paragraphs" | "clauses"> & {
  readonly rank: number;
  readonly count: number | undefined;
  readonly paragraphs: string[];
  readonly clauses: Open[];
};

/** The clauses of a cleaned text, found by their own numbers and headings. */
export function outline(text: string): Outline {
  const head: string[] = [];
  const end: string[] = [];
  const clauses: Open[] = [];
  const path: Open[] = [];
  let ended = false;
  const all = paragraphs(text);
  for (const [at, paragraph] of all.entries()) {
    const mark = markOf(paragraph, path, clauses);
    if (mark !== undefined && (!ended || mark.kind === "annex")) {
      ended = false;
      while ((path.at(-1)?.rank ?? -Infinity) >= mark.rank) path.pop();
      const whole = isHeading(mark) ? mark.rest : "";
      const { kind, rank, number, count } = mark;
      const rest = whole === "" && mark.rest !== "" ? [mark.rest] : [];
      const clause: Open = {
        kind,
        rank,
        number,
        count,
        mark: mark.mark,
        heading: whole,
        paragraphs: rest,
        clauses: [],
      };
      (path.at(-1)?.clauses ?? clauses).push(clause);
      path.push(clause);
      continue;
    }
    ended ||=
      isEnd(paragraph) || (paragraph.startsWith("Trên đây là ") && all.slice(at + 1, at + 4).some(isEnd));
    const own = ended ? end : (path.at(-1)?.paragraphs ?? head);
    const before = own.at(-1) ?? "";
    // A number that is none after all was thrown to the start of its line by the edge of the page.
    const broken =
      bare(paragraph) !== undefined && before.length >= fullLine && !stops.test(before.slice(-8));
    if (broken) own[own.length - 1] = `${before} ${paragraph}`;
    else own.push(paragraph);
  }
  return { head, clauses: clauses.map(closed), end };
}

/** Addressees and signatures. */
const isEnd = (paragraph: string): boolean =>
  /^Nơi nhận\s*:/u.test(paragraph) || /^(?:TM|KT|TL|TUQ|Q)\.\s*\p{Lu}{2}/u.test(paragraph);

const closed = ({ kind, mark, number, heading, paragraphs: own, clauses }: Open): Clause => ({
  kind,
  mark,
  number,
  heading,
  // "Điều 4." alone on its line: the next short line is its heading.
  ...(heading === "" &&
  kind !== "decimal" &&
  kind !== "letter" &&
  own[0] !== undefined &&
  reads(own[0]) === "heading"
    ? { heading: own[0], paragraphs: own.slice(1) }
    : { paragraphs: own }),
  clauses: clauses.map(closed),
});

const wordsIn = (text: string): number => text.split(/\s+/u).filter((word) => word !== "").length;

/** A heading ends without a stop and is no longer than a few lines. */
const reads = (line: string): "heading" | "sentence" =>
  wordsIn(line) <= 40 &&
  !/[.;,!?…]["”)]?$/u.test(line) &&
  !/^[-–•+*|]/u.test(line) &&
  !line.includes(" | ") &&
  !/: \S/u.test(line)
    ? "heading"
    : "sentence";

const isHeading = (mark: Mark): boolean =>
  mark.rest !== "" &&
  (mark.kind === "heading" ||
    mark.kind === "annex" ||
    (mark.kind !== "letter" && reads(mark.rest) === "heading"));

const isRow = (line: string): boolean => / \| |^\|/u.test(line);
const startsItem = (line: string): boolean => /^(?:[-–•+*]\s|#{1,6}\s|>)/u.test(line);
const stops = /[.;:!?…]["”)*]*$/u;

/** Whole paragraphs: lines that were broken by the page are put together again, rows of a table stay apart. */
function paragraphs(text: string): readonly string[] {
  const found: string[][] = [];
  let before = "";
  let alone = true;
  // Stars that make words slanted or heavy are not shown on a phone; those in 2*3*4 are none.
  const bareText = text.replaceAll(
    /(?<![\p{L}\p{N}*])(\*{1,3})(?=[^\s*])((?:(?!\n\n)[^*])+?)(?<=\S)\1(?![\p{L}\p{N}*])/gu,
    "$2",
  );
  for (const block of bareText.split(/\n{2,}/u)) {
    for (const [at, raw] of block.split("\n").entries()) {
      const line = raw.trim();
      // A line of signs only is a rule or the frame of a table.
      if (line === "" || !/[\p{L}\p{N}]/u.test(line)) continue;
      const fresh = alone || isRow(line) || isRow(before) || startsItem(line) || bare(line) !== undefined;
      alone = /^#{1,6}\s/u.test(line);
      const end = before.slice(-8);
      // A broken line may end anywhere; a list in small letters without marks has a line to each.
      const wraps = /^\p{Ll}/u.test(line) && at > 0 && before.length >= fullLine && end.endsWith(";");
      const goesOn =
        wraps || (!stops.test(end) && (/^\p{Ll}/u.test(line) || (at > 0 && isFull(before, line))));
      if (fresh || !goesOn) found.push([line.replace(/^>+\s+/u, "")]);
      else found.at(-1)?.push(line);
      before = line;
    }
  }
  return found.map((lines) => lines.join(" "));
}

const fullLine = 60;

/** Whether a line reaches the edge of the page, so that the next may go on with it. */
const isFull = (before: string, line: string): boolean =>
  (before.length >= fullLine && before !== before.toUpperCase()) ||
  (wordsIn(before) > 1 && before === before.toUpperCase() && line === line.toUpperCase());

const letters = "abcdđeghiklmnopqrstuvxyz".split("");
const ordinals = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];

const forms: readonly (readonly [ClauseKind, RegExp])[] = [
  [
    "annex",
    /^(?<mark>)(?<number>)(?<rest>(?:PHỤ LỤC|DANH MỤC|BIỂU MẪU|MẪU SỐ|BIỂU SỐ|Phụ lục(?= (?:số )?[IVX\d]+\b.{0,80}$)|Mẫu số(?= \d+\b.{0,80}$)).*)$/u,
  ],
  [
    "part",
    /^(?<mark>(?:PHẦN|Phần)(?: thứ| THỨ)? (?<number>[IVX]+|\d{1,2}|\p{L}+))(?:[.:]\s*(?<rest>.*)|(?<none>))$/u,
  ],
  ["chapter", /^(?<mark>(?:CHƯƠNG|Chương) (?<number>[IVXLC]+|\d{1,3}))(?:[.:]?\s+(?<rest>.*)|[.:]?)$/u],
  [
    "section",
    /^(?<mark>(?:MỤC|Mục) (?<number>[IVX]+|\d{1,2}))(?:[.:]\s*(?<rest>.*)|(?:\s+(?<rest2>\p{Lu}{2}.*))|(?<none>))$/u,
  ],
  ["article", /^(?<mark>(?:ĐIỀU|Điều) (?<number>\d{1,3}[a-zđ]?)[.:]?)(?:\s+(?<rest>\p{Lu}.*)|)$/u],
  ["roman", /^(?<mark>(?<number>[IVX]{1,6})[.)/-])\s+(?<rest>\S.*)$/u],
  ["capital", /^(?<mark>(?<number>[A-H])[.)/])\s+(?<rest>\S.*)$/u],
  [
    "decimal",
    /^(?<mark>(?<number>\d{1,3}(?:\.\d{1,2}){0,3})[.)/])(?:\s+(?<rest>\S.*)|(?<rest2>[^\s\d].*))$/u,
  ],
  ["decimal", /^(?<mark>(?<number>\d{1,2}(?:\.\d{1,2}){1,3}))\s+(?<rest>\p{Lu}.*)$/u],
  ["letter", /^(?<mark>(?<number>[a-zđ])[).])\s+(?<rest>\S.*)$/u],
];

/** The mark that a line begins with, whatever stands around it. */
function bare(line: string): Mark | undefined {
  const title = /^(?<signs>#{1,6})\s+(?<text>.*?)\s*#*$/u.exec(line)?.groups;
  const text = title?.["text"] ?? line;
  for (const [kind, form] of forms) {
    const groups = form.exec(text)?.groups;
    if (groups === undefined) continue;
    const number = groups["number"] ?? "";
    const rest = groups["rest"] ?? groups["rest2"] ?? "";
    return {
      kind,
      rank: rankOf(kind, number),
      mark: groups["mark"] ?? "",
      number,
      count: countOf(kind, number),
      rest,
    };
  }
  if (title === undefined || text === "") return undefined;
  return {
    kind: "heading",
    rank: (title["signs"] ?? "").length - 20,
    mark: "",
    number: "",
    count: undefined,
    rest: text,
  };
}

function rankOf(kind: ClauseKind, number: string): number {
  if (kind === "annex") return -10;
  if (kind === "letter") return 40;
  const rank = kinds.findIndex((one) => one === kind);
  return kind === "decimal" ? rank + number.split(".").length - 1 : rank;
}

function countOf(kind: ClauseKind, number: string): number | undefined {
  if (kind === "letter") return letters.indexOf(number) + 1;
  if (kind === "capital") return number.charCodeAt(0) - 64;
  if (/^[IVXLC]+$/u.test(number)) return romanCount(number);
  if (/^\d/u.test(number)) return Number(/\d+[a-zđ]?$/u.exec(number)?.[0].replace(/\D/u, "") ?? 0);
  const ordinal = ordinals.indexOf(number.toLowerCase());
  return ordinal < 0 ? undefined : ordinal + 1;
}

const sizes: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
const romanCount = (number: string): number =>
  number.split("").reduce((sum, sign, at) => {
    const size = sizes[sign] ?? 0;
    return size < (sizes[number[at + 1] ?? ""] ?? 0) ? sum - size : sum + size;
  }, 0);

/** The mark of a line, if it goes on with the counting where it stands: "2020. Theo …" is no clause. */
function markOf(line: string, path: readonly Open[], roots: readonly Open[]): Mark | undefined {
  const mark = bare(line);
  if (mark === undefined) return undefined;
  const { kind, rank, count } = mark;
  if (kind === "heading" || kind === "annex") return mark;
  if (count === undefined || count < 1) return undefined;
  const parent = path.findLast((one) => one.rank < rank);
  const before = (parent?.clauses ?? roots).findLast((one) => one.kind === kind && one.rank === rank);
  const last = before?.count ?? 0;
  // Chapters and articles say what they are; a document may be an excerpt, and a decree quotes another's articles.
  if (kind === "part" || kind === "chapter" || kind === "article") return mark;
  if (kind === "decimal" && mark.number.includes(".")) {
    const outer = mark.number.split(".").slice(0, -1).join(".");
    if (parent?.number !== outer && parent?.kind === "decimal") return undefined;
  }
  if (count > last && count <= last + (last === 0 ? 1 : 3)) return mark;
  // A number printed twice, as happens to headings in capitals.
  const capitals = mark.rest.length > 3 && mark.rest === mark.rest.toUpperCase();
  return kind === "roman" && count === last && capitals ? mark : undefined;
}
