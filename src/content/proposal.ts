import { calendarDay } from "../text/day-forms.ts";
import { fold } from "../text/fold.ts";
import { type Cut, type PassageDraft, cut } from "./cut.ts";
import { documentFacts } from "./document-facts.ts";
import type { Complaint, ContentFile } from "./header.ts";
import { matters, readLaw } from "./law.ts";
import { readContent } from "./load.ts";

/** What a person has to say where the document does not: named as the options of the command. */
export const asked = ["into", "kind", "matter", "title", "number", "date", "from", "until"] as const;
export type Asked = (typeof asked)[number];
export type Given = Readonly<Partial<Record<Asked | "source", string>>>;

/** A file that would be added, as it is shown before anything is written. */
export type ProposedFile = ContentFile & {
  readonly title: string;
  readonly clause: string;
  readonly passages: readonly {
    readonly heading: string;
    readonly words: number;
    readonly starts: string;
    readonly cut: Cut;
  }[];
};

export type Proposal = {
  readonly files: readonly ProposedFile[];
  /** The header of a law that is not known yet. */
  readonly law?: ContentFile;
  readonly facts: Given;
  readonly apart: readonly string[];
  readonly twice: readonly string[];
  /** The number of the law that is there under this name, where the document says another. */
  readonly otherNumber?: string;
};

export type Proposed =
  | { readonly ok: true; readonly proposal: Proposal }
  | {
      readonly ok: false;
      readonly missing: readonly Asked[];
      readonly wrong: readonly Asked[];
      readonly found: Given;
    }
  | { readonly ok: false; readonly nothing: true }
  | { readonly ok: false; readonly complaints: readonly Complaint[] };

/**
 * What a document would add to the knowledge: pure, so that a command and a conversation may both ask for it. `known`
 * are the files that are there; what is given by hand goes before what the document says of itself.
 */
export function propose(
  document: { readonly name: string; readonly text: string },
  given: Given,
  known: readonly ContentFile[],
): Proposed {
  const own = documentFacts(document.text);
  const there = lawAt(given.into ?? "", known);
  const found: Given = { source: document.name, ...there, ...own, ...said(given) };
  const facts: Given = {
    ...found,
    ...Object.fromEntries(
      days.flatMap((name) => (found[name] === undefined ? [] : [[name, asDay(found[name]) ?? found[name]]])),
    ),
  };
  const place = placeOf(facts.into ?? "", known);
  const lawToo =
    place !== undefined && place.law && !known.some((file) => file.path === `${place.folder}/law.md`);
  const wanted: readonly Asked[] = [
    "into",
    ...(lawToo ? (["kind", "matter", "title"] as const) : []),
    "number",
    "date",
    "from",
  ];
  const missing = wanted.filter((name) => facts[name] === undefined);
  const wrong = [
    ...(facts.into !== undefined && place === undefined ? (["into"] as const) : []),
    ...days.filter((name) => facts[name] !== undefined && asDay(facts[name]) === undefined),
    ...(lawToo && facts.matter !== undefined && !matters.some((one) => one === facts.matter)
      ? (["matter"] as const)
      : []),
  ];
  if (missing.length > 0 || wrong.length > 0 || place === undefined)
    return { ok: false, missing, wrong, found: facts };
  const { articles, apart, twice } = cut(document.text);
  if (articles.length === 0) return { ok: false, nothing: true };
  const named = names(known);
  const files = articles.map((one): ProposedFile => {
    const base = slug(
      [place.id ?? facts.number ?? "", ...one.marks, one.title.split(": ").at(-1) ?? ""].join(" "),
    );
    const id = unlike(
      base
        .split("-")
        .slice(0, (place.id ?? facts.number ?? "").split(/[-/]/u).length + one.marks.length + 6)
        .join("-"),
      named,
    );
    const within = place.id === undefined ? [`${facts.kind ?? "Văn bản"} ${facts.number}`] : [];
    const clause = [...within, one.clause].filter((part) => part !== "").join(", ");
    return {
      path: `${place.folder}${place.id === undefined ? "" : "/articles"}/${id}.md`,
      title: one.title,
      clause,
      text: written(
        [
          ["id", id],
          ["title", quoted(one.title)],
          ...(clause === "" ? [] : [["clause", quoted(clause)] as const]),
          ["from", quoted(facts.from ?? "")],
          ...(facts.until === undefined ? [] : [["until", quoted(facts.until)] as const]),
          ["certainty", "unconfirmed"],
          ["source", `[${quoted(facts.source ?? "")}]`],
        ],
        one.passages.map((passage) => `## ${passage.heading}\n\n${textOf(passage)}`).join("\n\n"),
      ),
      passages: one.passages.map((passage) => ({
        heading: passage.heading,
        words: textOf(passage).split(/\s+/u).length,
        starts: passage.paragraphs.join(" ").split(" ").slice(0, 8).join(" "),
        cut: passage.cut,
      })),
    };
  });
  const law = lawToo ? [lawFile(place.folder, place.id ?? "", facts)] : [];
  const read = readContent([...known, ...law, ...files]);
  // What is wrong with files that are there already is not this document's affair.
  const added = new Set([...law, ...files].map((file) => file.path));
  const complaints = "complaints" in read ? read.complaints.filter((one) => added.has(one.path)) : [];
  if (complaints.length > 0) return { ok: false, complaints };
  const other = there?.number !== undefined && there.number !== facts.number;
  return {
    ok: true,
    proposal: {
      files,
      ...(law[0] === undefined ? {} : { law: law[0] }),
      facts,
      apart,
      twice,
      ...(other ? { otherNumber: there.number } : {}),
    },
  };
}

/** What is known of a law that is there already. */
function lawAt(into: string, known: readonly ContentFile[]): Given | undefined {
  const file = known.find((one) => one.path === `knowledge/${into}/law.md`);
  const law = file === undefined ? undefined : readLaw(file);
  if (law?.ok !== true) return undefined;
  const { kind, number, title, date, from, until } = law.value;
  return { kind, number, title, date, from, ...(until === undefined ? {} : { until }) };
}

const days = ["date", "from", "until"] as const;

const said = (given: Given): Given =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value.trim() !== "")
      .map(([name, value]) => [name, value.trim()]),
  );

/** A day as people or files write it: "22/5/2026" or "2026-05-22". */
function asDay(text: string | undefined): string | undefined {
  const { year, month, day } =
    /^(?:(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2}))$/u.exec(text ?? "")?.groups ??
    /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})$/u.exec(text ?? "")?.groups ??
    {};
  return year === undefined ? undefined : calendarDay(Number(year), Number(month), Number(day))?.toString();
}

type Place = { readonly folder: string; readonly id?: string; readonly law: boolean };

/** Where the articles go; a programme has to be there, a law may be new. */
function placeOf(into: string, known: readonly ContentFile[]): Place | undefined {
  if (into === "topics") return { folder: "knowledge/topics", law: false };
  const { kind, id } =
    /^(?<kind>laws|programmes)\/(?<id>[a-z0-9]+(?:-[a-z0-9]+)*)$/u.exec(into)?.groups ?? {};
  if (kind === undefined || id === undefined) return undefined;
  const folder = `knowledge/${kind}/${id}`;
  if (kind === "programmes" && !known.some((file) => file.path === `${folder}/programme.md`))
    return undefined;
  return { folder, id, law: kind === "laws" };
}

const slug = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");

/** The names of all articles, whichever folder they are in: a name is kept once. */
const names = (known: readonly ContentFile[]): Map<string, number> =>
  new Map(
    known.map((file) => [
      /(?:articles|topics|questions)\/(?<name>[^/]+)\.md$/u.exec(file.path)?.groups?.["name"] ?? "",
      1,
    ]),
  );

function unlike(base: string, taken: Map<string, number>): string {
  for (let at = (taken.get(base) ?? 0) + 1; ; at += 1) {
    const name = at === 1 ? base : `${base}-${at}`;
    if (at > 1 && taken.has(name)) continue;
    taken.set(name, 1);
    taken.set(base, at);
    return name;
  }
}

const quoted = (text: string): string => JSON.stringify(text);

const written = (header: readonly (readonly [string, string])[], body: string): string =>
  `---\n${header.map(([name, value]) => `${name}: ${value}\n`).join("")}---\n\n${body}\n`;

/** A passage as a file has it: no line may look like a heading, a question, a subject or a paragraph on today. */
function textOf({ lead, paragraphs }: PassageDraft): string {
  const isLine = (text: string): boolean => /^[-–•+*]\s| \| |^\|/u.test(text);
  const safe = paragraphs.map((one) => one.replace(/^(?:[#>=]+\s+)+/u, "").replace(/^Nay: /u, "Nay:\u00A0"));
  const joined = safe.map((one, at) => (at === 0 ? one : `${isLine(one) ? "\n" : "\n\n"}${one}`)).join("");
  if (lead === "") return joined;
  return `${lead}${isLine(safe[0] ?? "") ? "\n" : " "}${joined}`;
}

function lawFile(folder: string, id: string, facts: Given): ContentFile {
  const { kind = "", matter = "", number = "", title = "", date = "", from = "", until, source = "" } = facts;
  const text = written(
    [
      ["id", id],
      ["kind", quoted(kind)],
      ["matter", matter],
      ["number", quoted(number)],
      ["title", quoted(title)],
      ["date", quoted(date)],
      ["from", quoted(from)],
      ...(until === undefined ? [] : [["until", quoted(until)] as const]),
      ["replaces", "[]"],
      ["amendedBy", "[]"],
      ["source", `[${quoted(source)}]`],
      ["certainty", "unconfirmed"],
      ["printed", "[]"],
    ],
    `${kind} số ${number} ngày ${date.split("-").toReversed().join("/")}: ${title}. Chưa có người đọc lại.`,
  );
  return { path: `${folder}/law.md`, text };
}
