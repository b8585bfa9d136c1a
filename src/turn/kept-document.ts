import type { ContentFile } from "../content/header.ts";
import { articlesSchema, documentSchema, type KeptDocument } from "../dialogue/document.ts";
import { articlesKey, documentKey } from "../domain/keys.ts";
import type { Versioned } from "../store/contract.ts";

type Load = (key: string) => Promise<Versioned | undefined>;

/** A document as it is kept. */
export const readKept = (text: string): KeptDocument => documentSchema.parse(JSON.parse(text));

/** Documents by their numbers; those that are no more are passed over. */
export async function loadedDocuments(load: Load, ids: readonly string[]): Promise<readonly KeptDocument[]> {
  const kept = await Promise.all(ids.map((id) => load(documentKey(id))));
  return kept.flatMap((one) => (one === undefined ? [] : [readKept(one.text)]));
}

/** The articles of a document, each as the file it will be. */
export async function loadedArticles(load: Load, id: string): Promise<readonly ContentFile[]> {
  const kept = await load(articlesKey(id));
  return kept === undefined ? [] : articlesSchema.parse(JSON.parse(kept.text)).files;
}
