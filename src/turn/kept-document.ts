import { documentSchema, type KeptDocument } from "../dialogue/document.ts";
import { documentKey } from "../domain/keys.ts";
import type { Versioned } from "../store/contract.ts";

/** A document as it is kept. */
export const readKept = (text: string): KeptDocument => documentSchema.parse(JSON.parse(text));

/** Documents by their numbers; those that are no more are passed over. */
export async function loadedDocuments(
  load: (key: string) => Promise<Versioned | undefined>,
  ids: readonly string[],
): Promise<readonly KeptDocument[]> {
  const kept = await Promise.all(ids.map((id) => load(documentKey(id))));
  return kept.flatMap((one) => (one === undefined ? [] : [readKept(one.text)]));
}
