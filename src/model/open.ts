import { fault } from "../domain/result.ts";
import type { Model } from "../ports/model.ts";
import { noModel } from "./offline.ts";

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** Where the model is. Without a name for one of the two, that one is not used. */
export type ModelSettings = {
  readonly key: string;
  /** Such as https://api.openai.com/v1, without a slash at its end. */
  readonly root: string;
  readonly model?: string | undefined;
  readonly embeddingModel?: string | undefined;
};

/** The model that is set, or none. Its libraries are large, so they are loaded with the first question. */
export function openModel(settings: ModelSettings | undefined, fetch: Fetch): Model {
  if (settings === undefined) return noModel;
  let opened: Promise<Model> | undefined;
  const open = async (): Promise<Model> => {
    opened ??= import("./openai.ts").then(({ openaiModel }) => openaiModel(settings, fetch));
    return opened;
  };
  return {
    complete: (prompt, shape) =>
      settings.model === undefined
        ? noModel.complete(prompt, shape)
        : open().then(
            (model) => model.complete(prompt, shape),
            () => fault("away"),
          ),
    embed: (texts) =>
      settings.embeddingModel === undefined
        ? noModel.embed(texts)
        : open().then(
            (model) => model.embed(texts),
            () => fault("away"),
          ),
  };
}
