import type { ModelConfig } from "./config.ts";
import type { Content } from "./content/load.ts";
import { seconds } from "./domain/instant.ts";
import type { Fetch } from "./model/open.ts";
import { within } from "./model/within.ts";
import type { Ids } from "./ports/ids.ts";
import type { Model } from "./ports/model.ts";
import type { Storyteller } from "./ports/storyteller.ts";
import { withModel } from "./story/with-model.ts";

const longest = seconds(11);

type Parts = {
  readonly model?: ModelConfig | undefined;
  readonly openModel?: ((settings: ModelConfig, fetch: Fetch) => Model) | undefined;
  readonly fetch: Fetch;
  /** Stands between the model and whoever asks it. */
  readonly watch: (model: Model) => Model;
  readonly ids: Ids;
};

/** Who rewrites stories, where a model is set. */
export function storytellerOf(content: Content, parts: Parts): Storyteller | undefined {
  const { story: prompt } = content.prompts;
  const opened = parts.model && parts.openModel?.(parts.model, parts.fetch);
  return opened === undefined || prompt === undefined
    ? undefined
    : withModel({ model: parts.watch(opened), prompt, ids: parts.ids, within: within(longest) });
}
