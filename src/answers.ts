import type { Evidence } from "./answer/wording/compose.ts";
import { withMeaning } from "./answer/wording/fuse.ts";
import { type Known, library, ofArticle } from "./answer/library.ts";
import { type Offline, offline } from "./answer/offline.ts";
import { withModel } from "./answer/wording/with-model.ts";
import type { ModelConfig } from "./config.ts";
import type { Content } from "./content/load.ts";
import { phrase } from "./content/phrase.ts";
import type { Asked } from "./domain/answer.ts";
import type { Article } from "./domain/article.ts";
import { seconds } from "./domain/instant.ts";
import type { Fetch } from "./model/open.ts";
import { within } from "./model/within.ts";
import type { Answers } from "./ports/answers.ts";
import type { Ids } from "./ports/ids.ts";
import type { Library } from "./ports/library.ts";
import type { Log } from "./ports/log.ts";
import type { Model } from "./ports/model.ts";
import { programmeOf } from "./setting.ts";

/** Answering from the knowledge of one programme, without a model. `more`: passages that officers published since. */
export const offlineOf = (content: Content, programmeId: string, more: readonly Known[] = []): Offline =>
  offline({
    known: [...library(content), ...more],
    notOurs: Object.values(content.notOurs),
    laws: Object.values(content.laws),
    programme: programmeOf(content, programmeId),
    words: content.sentences,
  });

/** A whole answer takes no longer than this; a turn waits a second more. */
const longest = seconds(11);

type Parts = {
  readonly model?: ModelConfig | undefined;
  /** Comes from the runtime, since its libraries are larger than all the rest; without it no model is asked. */
  readonly openModel?: ((settings: ModelConfig, fetch: Fetch) => Model) | undefined;
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
  if (opened === undefined) return (asked) => Promise.resolve(plainly.answer(asked));
  const model = parts.watch?.(opened) ?? opened;
  const passages = parts.model?.embeddingModel === undefined ? [] : [...library(content), ...more];
  return inWords(content, programmeId, plainly, { ...parts, model, passages });
}

/** The same answers put into words by a model. `passages`: those that are also found by their meaning. */
export function inWords(
  content: Content,
  programmeId: string,
  plainly: Offline,
  parts: {
    readonly model: Model;
    readonly passages: readonly Known[];
    readonly ids: Ids;
    readonly log?: Log;
  },
): Answers {
  const { answer: prompt, route } = content.prompts;
  if (prompt === undefined) throw new Error("no prompts/model/answer.md");
  const find = (asked: Asked): Promise<readonly Evidence[]> => {
    const { found, chance } = plainly.read(asked);
    return Promise.resolve(found.map(({ known }) => ({ ...evidenceOf(known), score: chance })));
  };
  const words = content.sentences;
  const { model, passages, ids, log } = parts;
  return withModel({
    model,
    prompts: { answer: prompt, ...(route === undefined ? {} : { route }) },
    find: passages.length === 0 ? find : withMeaning(find, passages.map(evidenceOf), model),
    offline: (asked) => Promise.resolve(plainly.answer(asked)),
    refuse: (about) => ({
      verdict: "refused",
      why: elsewhere[about],
      text: phrase(words, `not-ours-${elsewhere[about]}`),
      citations: [],
      choices: [],
      score: 0,
    }),
    source: plainly.source,
    today: (text) => phrase(words, "answer-now", { text }),
    person: { verdict: "unknown", text: phrase(words, "not-known"), citations: [], choices: [], score: 0 },
    bodies: programmeOf(content, programmeId).offices.map((office) => office.name),
    ids,
    within: within(longest),
    ...(log === undefined ? {} : { log }),
  });
}

/** What the model may hold a message to be, as the rules name it. */
const elsewhere = { "not-ours": "off-topic", "other-people": "personal-data", command: "injection" } as const;

const evidenceOf = (known: Known): Evidence => ({
  id: known.id,
  heading: known.heading,
  text: known.text,
  ...(known.now === undefined ? {} : { now: known.now }),
  citation: known.citation,
  score: 0,
});
