import { type Known } from "./answer/library.ts";
import type { Offline } from "./answer/offline.ts";
import type { Evidence } from "./answer/wording/compose.ts";
import { withMeaning } from "./answer/wording/fuse.ts";
import { withModel } from "./answer/wording/with-model.ts";
import type { Content } from "./content/load.ts";
import { phrase } from "./content/phrase.ts";
import type { Asked } from "./domain/answer.ts";
import { seconds } from "./domain/instant.ts";
import { within } from "./model/within.ts";
import type { Answers } from "./ports/answers.ts";
import type { Ids } from "./ports/ids.ts";
import type { Log } from "./ports/log.ts";
import type { Model } from "./ports/model.ts";
import { programmeOf } from "./setting.ts";

/** A whole answer takes no longer than this; a turn waits a second more. */
const longest = seconds(11);

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
