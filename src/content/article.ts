import { stringify } from "yaml";
import { z } from "zod";
import type { Article, Passage } from "../domain/article.ts";
import { fold } from "../text/fold.ts";
import { certainty, day, id, source, words } from "./fields.ts";
import { type Complaint, type ContentFile, type Read, readHeader } from "./header.ts";

const schema = z.strictObject({
  id,
  title: words,
  clause: words.exactOptional(),
  from: day,
  until: day.exactOptional(),
  source,
  certainty,
  stated: z.boolean().default(true),
  printed: z.array(z.strictObject({ printed: words, right: words, where: words })).default([]),
});

/** A passage is read whole on a phone: this many words at most, its last paragraph "Nay: …" apart. */
export const mostWords = 85;

/**
 * Reads one article: a header, then passages. A passage is a `## heading`, the questions it answers as `> ` lines, its
 * text, and at the end, where the rule has changed since, a paragraph that starts with "Nay:". A line `= subject` says
 * that other passages answer the same question for other times.
 */
export function readArticle(file: ContentFile, document?: string): Read<Article> {
  const read = readHeader(file, schema);
  if (!read.ok) return read;
  const { header, body } = read.value;
  const parts = body.split(/^## +/mu);
  const complaints: Complaint[] = [];
  const complain = (text: string): void => void complaints.push({ path: file.path, line: 1, text });
  if ((parts.shift() ?? "").trim() !== "") complain("text before the first ## heading");
  const passages = parts.map((part) => readPassage(header.id, part));
  if (passages.length === 0) complain("no passage: at least one ## heading is wanted");
  for (const one of passages) {
    const count = one.text.split(/\s+/u).filter((word) => word !== "").length;
    if (count === 0 || count > mostWords)
      complain(`"${one.heading}" has ${count} words, 1 to ${mostWords} are wanted`);
    if (passages.some((other) => other !== one && other.id === one.id))
      complain(`the heading "${one.heading}" stands twice`);
  }
  if (complaints.length > 0) return { ok: false, complaints };
  return { ok: true, value: { ...header, ...(document === undefined ? {} : { document }), passages } };
}

function readPassage(article: string, part: string): Passage {
  const [heading = "", ...lines] = part.split(/\r?\n/u);
  const asks = lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2).trim());
  const subject = lines
    .find((line) => line.startsWith("= "))
    ?.slice(2)
    .trim();
  const paragraphs = lines
    .filter((line) => !/^[>=] /u.test(line))
    .join("\n")
    .trim()
    .split(/\n{2,}/u);
  const last = paragraphs.at(-1) ?? "";
  const now = last.startsWith("Nay: ") ? last.slice(5).trim() : undefined;
  return {
    id: `${article}#${fold(heading).replaceAll(/[^a-z0-9]+/gu, "-")}`,
    heading: heading.trim(),
    asks,
    text: (now === undefined ? paragraphs : paragraphs.slice(0, -1)).join("\n\n"),
    ...(now === undefined ? {} : { now }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** An article as the text of its file: read again, it is the same. */
export function writeArticle(article: Article): string {
  const { id, title, clause, from, until, source, certainty, printed } = article;
  const header = {
    id,
    title,
    ...(clause === undefined ? {} : { clause }),
    from,
    ...(until === undefined ? {} : { until }),
    source: [...source],
    certainty,
    ...(printed.length > 0 ? { printed } : {}),
  };
  const passages = article.passages.map((one) =>
    [
      `## ${one.heading}`,
      ...(one.subject === undefined ? [] : [`= ${one.subject}`]),
      ...one.asks.map((ask) => `> ${ask}`),
      "",
      plainLines(one.text),
      ...(one.now === undefined ? [] : ["", `Nay: ${one.now}`]),
    ].join("\n"),
  );
  return `---\n${stringify(header, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" })}---\n\n${passages.join("\n\n")}\n`;
}

/** Text without lines that would be read as a heading, a question, a subject or what holds today. */
const plainLines = (text: string): string =>
  text
    .split(/\r?\n/u)
    .map((line) => line.replace(/^(?:[#>=]+\s*|Nay:\s*)+/u, ""))
    .join("\n")
    .trim();
