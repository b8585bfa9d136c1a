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
    phrase(scene, "document-sent", { file: one.file, day: showDay(dayOf(one.at)) }),
  ].join("\n");
