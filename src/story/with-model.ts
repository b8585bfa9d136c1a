import type { ModelPrompt } from "../domain/prompt.ts";
import type { Ids } from "../ports/ids.ts";
import type { Model } from "../ports/model.ts";
import type { Storyteller } from "../ports/storyteller.ts";
import { clean } from "../text/clean.ts";
import { check } from "./check.ts";

type Parts = {
  readonly model: Model;
  readonly prompt: ModelPrompt;
  readonly ids: Ids;
  /** What a work brings, or the other value where it fails or takes too long. */
  readonly within: <Value>(work: Promise<Value>, otherwise: Value) => Promise<Value>;
};

/** A story rewritten by a model, where every word of it was told; else none, and the arrangement stands. */
export const withModel =
  ({ model, prompt, ids, within }: Parts): Storyteller =>
  (arranged) =>
    within(rewritten({ model, prompt, ids, arranged }), undefined);

async function rewritten({
  model,
  prompt,
  ids,
  arranged,
}: Omit<Parts, "within"> & { readonly arranged: string }): Promise<string | undefined> {
  const fill = { block: ids.next("block"), story: arranged };
  const said = await model.complete({ ...prompt, fill }, prompt.reply);
  if (!said.ok) return undefined;
  const { text } = said.value.reply;
  if (typeof text !== "string") return undefined;
  const story = clean(text);
  return check(story, arranged).length === 0 ? story : undefined;
}
