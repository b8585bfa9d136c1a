import { readArticle } from "../content/article.ts";
import type { ContentFile } from "../content/header.ts";
import { dayOf, showDay } from "../domain/instant.ts";
import type { KeptDocument } from "./document.ts";
import { phrase } from "./say.ts";
import type { Scene } from "./scene.ts";

/** From when, and until when, a document is in force. */
export const validity = (from: string, until: string | undefined, scene: Scene): string =>
  until === undefined
    ? phrase(scene, "document-from", { from: showDay(from) })
    : phrase(scene, "document-from-until", { from: showDay(from), until: showDay(until) });

/** A proposed document as whoever may approve it sees it. */
export const proposedDocument = (one: KeptDocument, scene: Scene): string =>
  [
    phrase(scene, "document-proposal", {
      id: one.id,
      name: one.name,
      date: showDay(one.date),
      validity: validity(one.from, one.until, scene),
      articles: one.articles,
      passages: one.passages,
    }),
    ...one.starts.map((line) => `• ${line}`),
    ...(one.articles > one.starts.length
      ? [phrase(scene, "document-more", { count: one.articles - one.starts.length })]
      : []),
    phrase(scene, "document-sent", { id: one.id, file: one.file, day: showDay(dayOf(one.at)) }),
  ].join("\n");

/** Articles in one list, and letters of one: what a phone still shows. */
const mostListed = 40;
const mostLetters = 3000;

/** The articles of a document by their numbers, or the text of one of them. */
export function articlesShown(
  { id, name }: KeptDocument,
  files: readonly ContentFile[],
  number: number | undefined,
  scene: Scene,
): string | undefined {
  const articles = files.flatMap((file) => {
    const read = readArticle(file);
    return read.ok ? [read.value] : [];
  });
  if (number !== undefined) {
    const article = articles[number - 1];
    if (article === undefined) return undefined;
    const text = article.passages.map((one) => one.text).join("\n\n");
    const cut = text.length > mostLetters ? `${text.slice(0, mostLetters)} …` : text;
    return [`*${article.clause ?? name}*: ${article.title}`, cut].join("\n");
  }
  const more = articles.length - mostListed;
  return [
    phrase(scene, "document-articles", { id, name }),
    ...articles.slice(0, mostListed).map((one, at) => `${at + 1}. ${one.title.slice(0, 120)}`),
    ...(more > 0 ? [phrase(scene, "document-more", { count: more })] : []),
    phrase(scene, "document-read-how", { id }),
  ].join("\n");
}
