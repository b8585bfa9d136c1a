import { fold } from "../text/fold.ts";
import { mostWords } from "./article.ts";
import { type Clause, outline } from "./outline.ts";

/** How a text that was too long was cut: at the ends of sentences, or, where one sentence is too long, within it. */
export type Cut = "whole" | "sentence" | "inside";

/** `lead`: words put before the text so that it stands on its own; the rest is the document's own, in its order. */
export type PassageDraft = {
  readonly heading: string;
  readonly lead: string;
  readonly paragraphs: readonly string[];
  readonly cut: Cut;
};

/** One clause as an article: `clause` as it is cited, empty where the document has none; `marks` from the widest to its own. */
export type ArticleDraft = {
  readonly clause: string;
  readonly marks: readonly string[];
  readonly title: string;
  readonly passages: readonly PassageDraft[];
};

/** `apart`: letterhead, addressees and signatures, which answer no question; `twice`: numbers that are printed twice. */
export type Cutting = {
  readonly articles: readonly ArticleDraft[];
  readonly apart: readonly string[];
  readonly twice: readonly string[];
};

/** Cuts a cleaned text by its own headings and clauses into articles of passages, none longer than the limit. */
export function cut(text: string, most: number = mostWords): Cutting {
  const { head, clauses, end } = outline(text);
  const prose = head.findIndex(isProse);
  // A note of a few words has neither sentences nor clauses: then all of it is what it says.
  const from = prose >= 0 ? prose : clauses.length === 0 ? 0 : head.length;
  const letterhead = head.slice(0, from);
  const opening = head.slice(from);
  const name = clauses.length === 0 ? (letterhead.at(-1) ?? "") : "Phần mở đầu";
  const opened = { ...noClause, paragraphs: opening };
  const first = { ...article(opened, [], name, most), clause: clauses.length === 0 ? "" : name };
  return {
    articles: [first, ...clauses.flatMap((one) => articlesOf(one, [], most))].filter(
      (one) => one.passages.length > 0,
    ),
    apart: [...letterhead, ...end],
    twice: twice(clauses),
  };
}

const noClause: Clause = { kind: "heading", mark: "", number: "", heading: "", paragraphs: [], clauses: [] };

const wordsOf = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== "");
const count = (text: string): number => wordsOf(text).length;

/** The letterhead ends where sentences begin. */
const isProse = (paragraph: string): boolean =>
  /^(?:Căn cứ|Thực hiện|Xét|Theo|Kính gửi)\s/u.test(paragraph) && /[;,.:]$/u.test(paragraph)
    ? true
    : count(paragraph) >= 12 && /[;.:]$/u.test(paragraph);

const isArticle = (clause: Clause): boolean => clause.kind === "article" || clause.kind === "decimal";
const holdsArticles = (clause: Clause): boolean =>
  clause.clauses.some((one) => isArticle(one) || one.kind !== "letter" || holdsArticles(one));

function articlesOf(clause: Clause, above: readonly Clause[], most: number): readonly ArticleDraft[] {
  if (isArticle(clause) || !holdsArticles(clause)) return [article(clause, above, "", most)];
  const own = clause.paragraphs.length === 0 ? [] : [article({ ...clause, clauses: [] }, above, "", most)];
  return [...own, ...clause.clauses.flatMap((one) => articlesOf(one, [...above, clause], most))];
}

/** The longest heading that stands before each passage of its clause. */
const longLead = 12;

const firstWords = (text: string, many: number): string => {
  const words = wordsOf(text.replace(/^[-–•+*]\s+/u, ""));
  return words.length <= many
    ? words.join(" ")
    : `${words
        .slice(0, many)
        .join(" ")
        .replace(/[,;:.]$/u, "")}…`;
};

/** What a clause without a heading is about: "Phòng Nội vụ: Phối hợp …" is about "Phòng Nội vụ". */
const nameOf = (clause: Clause): string => {
  if (clause.heading !== "") return clause.heading.replace(/[:.]$/u, "");
  const text = clause.paragraphs[0] ?? clause.clauses[0]?.paragraphs[0] ?? clause.mark;
  const before = /^(?<name>[^:(]+?)\s*(?::|\()/u.exec(text)?.groups?.["name"] ?? "";
  return before !== "" && count(before) <= longLead && !/^[-–•+*]/u.test(before)
    ? before
    : firstWords(text, 10);
};

function article(found: Clause, above: readonly Clause[], given: string, most: number): ArticleDraft {
  const name = given === "" ? nameOf(found) : given;
  // A heading with nothing under it is all the text there is.
  const bare = found.paragraphs.length === 0 && found.clauses.length === 0 && found.heading !== "";
  const clause = bare ? { ...found, heading: "", paragraphs: [found.heading] } : found;
  const parent = above.at(-1)?.heading ?? "";
  const short = firstWords(name, longLead);
  const whole = clause.heading === "" || short === clause.heading.replace(/[:.]$/u, "");
  const own = [...(whole ? [] : [clause.heading]), ...clause.paragraphs];
  const groups = groupsOf(clause, own);
  // A sentence that names nothing by itself is led in by the heading above it.
  const over = (bare || name.endsWith("…")) && count(parent) <= longLead ? parent : "";
  const subject = clause.heading === "" ? over : short;
  const drafts = pack(groups, subject === "" ? "" : `${subject}:`, `${short} (tiếp theo):`, most);
  const taken = new Map<string, number>();
  return {
    clause: citation([...above, clause], given),
    marks: [...above, clause].map((one) => one.number).filter((one) => one !== ""),
    title: parent === "" || given !== "" ? name : `${parent}: ${name}`,
    passages: drafts.map(({ label, ...draft }) => {
      const about = drafts.length === 1 ? short : [short, label].filter((part) => part !== "").join(", ");
      return { ...draft, heading: unlike(about, taken) };
    }),
  };
}

/** A heading that is not there yet: readers tell passages of an article apart by it. */
function unlike(heading: string, taken: Map<string, number>): string {
  const key = (text: string): string => fold(text).replaceAll(/[^a-z0-9]+/gu, "-");
  const from = (taken.get(key(heading)) ?? 0) + 1;
  for (let at = from; ; at += 1) {
    const one = at === 1 ? heading : `${heading} (phần ${at})`;
    if (at > 1 && taken.has(key(one))) continue;
    taken.set(key(one), 1);
    taken.set(key(heading), at);
    return one;
  }
}

type Group = { readonly label: string; readonly paragraphs: readonly string[] };

/** A clause's own words, then each numbered clause within it; points with letters stay with the words before them. */
function groupsOf(clause: Clause, own: readonly string[]): readonly Group[] {
  const groups: { label: string; paragraphs: string[] }[] = [{ label: "", paragraphs: [...own] }];
  for (const one of clause.clauses) {
    if (one.kind === "letter") groups.at(-1)?.paragraphs.push(...lines(one));
    else
      groups.push({
        label: spoken(one, clause.kind === "article").toLowerCase(),
        paragraphs: [...lines(one)],
      });
  }
  return groups.filter((one) => one.paragraphs.length > 0);
}

const lines = (clause: Clause): readonly string[] => {
  const [first, ...rest] = clause.heading === "" ? clause.paragraphs : [clause.heading, ...clause.paragraphs];
  return [[clause.mark, first ?? ""].join(" ").trim(), ...rest, ...clause.clauses.flatMap(lines)];
};

const spoken = (clause: Clause, inArticle: boolean): string => {
  if (clause.kind === "annex" || clause.kind === "heading") return clause.heading;
  if (clause.kind === "part" || clause.kind === "chapter" || clause.kind === "section") return clause.mark;
  if (clause.kind === "article") return `Điều ${clause.number}`;
  if (clause.kind === "roman") return `Phần ${clause.number}`;
  if (clause.kind === "letter") return `điểm ${clause.number}`;
  return `${inArticle ? "khoản" : "mục"} ${clause.number}`;
};

/** Where it stands, as it is cited: an article by its own number, anything else by all that it stands in. */
function citation(path: readonly Clause[], given: string): string {
  if (given !== "") return given;
  const at = path.findLastIndex((one) => one.kind === "article");
  const text = (at < 0 ? path : path.slice(at))
    .map((one, place) => spoken(one, at >= 0 && place > 0))
    .join(", ");
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

type Draft = {
  readonly label: string;
  readonly lead: string;
  readonly paragraphs: readonly string[];
  readonly cut: Cut;
};

/** A group with fewer words than this goes with its neighbour. */
const few = 20;

function pack(groups: readonly Group[], lead: string, later: string, most: number): readonly Draft[] {
  // A limit that the lead alone would fill leaves the lead out.
  const room = most - Math.max(count(lead), count(later));
  const [before, after, limit] = room >= most / 2 ? [lead, later, room] : ["", "", most];
  const size = (one: { readonly paragraphs: readonly string[] }): number => count(one.paragraphs.join(" "));
  const total = size({ paragraphs: groups.flatMap((one) => one.paragraphs) });
  const small = groups.flatMap((group) => packGroup(group, limit));
  const packed: Omit<Draft, "lead">[] = [];
  for (const one of small) {
    const last = packed.at(-1);
    const together = last === undefined ? 0 : size(last) + size(one);
    if (last !== undefined && together <= limit && (total <= limit || size(last) < few || size(one) < few))
      packed[packed.length - 1] = {
        label: last.label,
        paragraphs: [...last.paragraphs, ...one.paragraphs],
        cut: worse(last.cut, one.cut),
      };
    else packed.push(one);
  }
  return packed.map((one, at) => ({ ...one, lead: at === 0 ? before : after }));
}

const order: readonly Cut[] = ["whole", "sentence", "inside"];
const worse = (one: Cut, other: Cut): Cut => (order.indexOf(one) >= order.indexOf(other) ? one : other);

function packGroup({ label, paragraphs }: Group, limit: number): readonly Omit<Draft, "lead">[] {
  const packed: { label: string; paragraphs: string[]; cut: Cut }[] = [];
  for (const paragraph of paragraphs)
    for (const piece of pieces(paragraph, limit)) {
      const last = packed.at(-1);
      if (
        last !== undefined &&
        count(last.paragraphs.join(" ")) + count(piece.text) <= limit &&
        last.cut === piece.cut
      )
        last.paragraphs.push(piece.text);
      else packed.push({ label, paragraphs: [piece.text], cut: piece.cut });
    }
  return packed;
}

const seams: readonly (readonly [Cut, RegExp])[] = [
  ["sentence", /(?<=\p{L}{2}[.!?…]["”)]?|\d[.!?]["”)]?)\s+(?=["“(]?\p{Lu})/u],
  ["inside", /(?<=[;:])\s+/u],
  ["inside", /(?<=,)\s+/u],
];

/** A paragraph in parts that are short enough, cut where it hurts least. */
function pieces(
  text: string,
  limit: number,
  seam = 0,
): readonly { readonly text: string; readonly cut: Cut }[] {
  if (count(text) <= limit) return [{ text, cut: "whole" }];
  const [how, at] = seams[seam] ?? ["inside", /\s+/u];
  const parts = text
    .split(at)
    .flatMap((one) => (seam < seams.length ? pieces(one, limit, seam + 1) : [{ text: one, cut: how }]));
  const packed: { text: string; cut: Cut }[] = [];
  for (const one of parts) {
    const last = packed.at(-1);
    if (last !== undefined && count(last.text) + count(one.text) <= limit) {
      last.text += ` ${one.text}`;
      last.cut = worse(last.cut, one.cut);
    } else packed.push({ text: one.text, cut: worse(one.cut, how) });
  }
  return packed;
}

/** The numbers that one level of the document prints twice: a slip that whoever cites it should know. */
function twice(clauses: readonly Clause[]): readonly string[] {
  const marks = clauses.filter((one) => one.mark !== "").map((one) => spoken(one, false));
  return [
    ...new Set(marks.filter((one, at) => marks.indexOf(one) !== at)),
    ...clauses.flatMap((one) => twice(one.clauses)),
  ];
}
