import type { Evidence } from "./answer/wording/compose.ts";
import { withMeaning } from "./answer/wording/fuse.ts";
import { type Known, library } from "./answer/library.ts";
import { type Offline, offline } from "./answer/offline.ts";
import { withModel } from "./answer/wording/with-model.ts";
import type { ModelConfig } from "./config.ts";
import type { Content } from "./content/load.ts";
import { phrase } from "./content/phrase.ts";
import type { Asked } from "./domain/answer.ts";
import { seconds } from "./domain/instant.ts";
import { type Fetch, openModel } from "./model/open.ts";
import { within } from "./model/within.ts";
import type { Answers } from "./ports/answers.ts";
import type { Ids } from "./ports/ids.ts";
import type { Log } from "./ports/log.ts";
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

/** A whole answer takes no longer than this. */
const longest = seconds(20);

/** Answers from the knowledge, put into words by a model where one is set. */
export function answersOf(
  content: Content,
  programmeId: string,
  parts: { readonly model: ModelConfig | undefined; readonly fetch: Fetch; readonly ids: Ids; readonly log?: Log },
): Answers {
  const plainly = offlineOf(content, programmeId);
  const { answer: prompt, route } = content.prompts;
  if (parts.model === undefined || prompt === undefined)
    return (asked) => Promise.resolve(plainly.answer(asked));
  const programme = programmeOf(content, programmeId);
  const model = openModel(parts.model, parts.fetch);
  const find = (asked: Asked): Promise<readonly Evidence[]> => {
    const { found, chance } = plainly.read(asked);
    return Promise.resolve(found.map(({ known }) => ({ ...evidenceOf(known), score: chance })));
  };
  const words = content.sentences;
  return withModel({
    model,
    prompts: { answer: prompt, ...(route === undefined ? {} : { route }) },
    find:
      parts.model.embeddingModel === undefined
        ? find
        : withMeaning(find, library(content).map(evidenceOf), model),
    offline: (asked) => Promise.resolve(plainly.answer(asked)),
    source: plainly.source,
    today: (text) => phrase(words, "answer-now", { text }),
    person: {
      verdict: "unknown",
      text: phrase(words, "not-known"),
      citations: [],
      choices: [],
      score: 0,
    },
    bodies: programme.offices.map((office) => office.name),
    ids: parts.ids,
    within: within(longest),
    ...(parts.log === undefined ? {} : { log: parts.log }),
  });
}

const evidenceOf = (known: Known): Evidence => ({
  id: known.id,
  heading: known.heading,
  text: known.text,
  ...(known.now === undefined ? {} : { now: known.now }),
  citation: known.citation,
  score: 0,
});
