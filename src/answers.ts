import { type Known, library, ofArticle } from "./answer/library.ts";
import { type Offline, offline } from "./answer/offline.ts";
import type { ModelConfig } from "./config.ts";
import type { Content } from "./content/load.ts";
import type { Article } from "./domain/article.ts";
import type { Fetch } from "./model/open.ts";
import type { Answers } from "./ports/answers.ts";
import type { Ids } from "./ports/ids.ts";
import type { Library } from "./ports/library.ts";
import type { Log } from "./ports/log.ts";
import type { Model } from "./ports/model.ts";
import { programmeOf } from "./setting.ts";
import type { inWords } from "./worded.ts";

/** Answering from the knowledge of one programme, without a model. `more`: passages that officers published since. */
export const offlineOf = (content: Content, programmeId: string, more: readonly Known[] = []): Offline =>
  offline({
    known: [...library(content), ...more],
    notOurs: Object.values(content.notOurs),
    laws: Object.values(content.laws),
    programme: programmeOf(content, programmeId),
    words: content.sentences,
  });

type Parts = {
  readonly model?: ModelConfig | undefined;
  /** Comes from the runtime, since its libraries are larger than all the rest; without it no model is asked. */
  readonly openModel?: ((settings: ModelConfig, fetch: Fetch) => Model) | undefined;
  /** Comes with it: what puts answers into words by a model. */
  readonly inWords?: typeof inWords | undefined;
  readonly fetch: Fetch;
  /** Stands between the model and whoever asks it. */
  readonly watch?: (model: Model) => Model;
  readonly ids: Ids;
  readonly log?: Log;
  /** What officers have published since the knowledge was read. */
  readonly library?: Library;
};

/** Answers from the knowledge and from what officers published, put into words by a model where one is set. */
export function answersOf(content: Content, programmeId: string, parts: Parts): Answers {
  let made: { readonly of: readonly Article[]; readonly answers: Answers } | undefined;
  return async (asked) => {
    const published = (await parts.library?.published()) ?? [];
    // Laying out the index takes half a second, so it is done again only when something was published.
    if (made === undefined || !sameArticles(made.of, published))
      made = { of: published, answers: answersFrom(content, programmeId, published, parts) };
    return made.answers(asked);
  };
}

const sameArticles = (one: readonly Article[], two: readonly Article[]): boolean =>
  one.length === two.length && one.every(({ id }, at) => id === two[at]?.id);

function answersFrom(
  content: Content,
  programmeId: string,
  published: readonly Article[],
  parts: Parts,
): Answers {
  // What was exported stands in the knowledge already.
  const more = published
    .filter(({ id }) => content.articles[id] === undefined)
    .flatMap((article) => ofArticle(article, content));
  const plainly = offlineOf(content, programmeId, more);
  const opened = parts.model && parts.openModel?.(parts.model, parts.fetch);
  if (opened === undefined || parts.inWords === undefined)
    return (asked) => Promise.resolve(plainly.answer(asked));
  const model = parts.watch?.(opened) ?? opened;
  const passages = parts.model?.embeddingModel === undefined ? [] : [...library(content), ...more];
  return parts.inWords(content, programmeId, plainly, { ...parts, model, passages });
}
