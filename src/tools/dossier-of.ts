import { newThread, threadSchema } from "../dialogue/thread.ts";
import { dossierKey, threadKey } from "../domain/keys.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Store } from "../store/contract.ts";
import { readDossier } from "../turn/state.ts";

/** The dossier a thread is working on. */
export async function dossierOf(store: Pick<Store, "load">, thread: string): Promise<Dossier | undefined> {
  const [kept] = await store.load([threadKey(thread)]);
  const state = kept === undefined ? newThread : threadSchema.parse(JSON.parse(kept.text));
  if (state.dossier === undefined) return undefined;
  const [dossier] = await store.load([dossierKey(state.dossier)]);
  return dossier === undefined ? undefined : readDossier(dossier.text);
}
