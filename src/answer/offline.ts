import { phrase } from "../content/phrase.ts";
import type { Answer, Asked, Verdict } from "../domain/answer.ts";
import { showDay } from "../domain/instant.ts";
import type { NotOurs } from "../domain/not-ours.ts";
import type { Programme } from "../domain/programme.ts";
import { clean } from "../text/clean.ts";
import { plain } from "../text/plain.ts";
import { countWords, extract } from "./extract.ts";
import { type Finder, makeFinder } from "./find.ts";
import { chance, signalsOf } from "./judge.ts";
import { type Kind, kindsFrom } from "./kinds.ts";
import type { Known } from "./library.ts";
import { lacksWanted } from "./wants.ts";
import { holdsOn, readWhen, weightOn, type When } from "./when.ts";

/** What answering without a model is made of. */
export type Parts = {
  readonly known: readonly Known[];
  readonly notOurs: readonly NotOurs[];
  readonly programme: Programme;
  readonly words: Readonly<Record<string, string>>;
};

/** A passage that was found, with how well it fits. */
export type Found = { readonly known: Known; readonly score: number };

/** All that is read out of a question before anything is said. */
export type Reading = {
  readonly question: string;
  readonly kind: Kind;
  readonly when: When;
  readonly found: readonly Found[];
  /** How likely it is that what was found answers the question, 0 to 1. */
  readonly chance: number;
};

/** Characters of a question that are read. */
const longest = 1000;
/** An answer is read on a phone. */
const mostWords = 88;
const mostOfPassage = 65;
const leastAdded = 12;
const nearlyAsGood = 0.7;
const mostFound = 8;
/** From here on it is answered; from there on the nearest readings are offered. */
const sure = 0.5;
const perhaps = 0.3;
/** From here on what a message is decides, and not what was found for it. */
const clearlyNotOurs = -4;

/** Finding, judging and answering from passages alone. */
export type Offline = {
  readonly read: (asked: Asked) => Reading;
  readonly answer: (asked: Asked, reading?: Reading) => Answer;
};

export function offline({ known, notOurs, programme, words }: Parts): Offline {
  const byId = new Map(known.map((one) => [one.id, one]));
  const finder: Finder = makeFinder(
    known.map(({ id, article, title, heading, asks, text }) => ({
      id,
      title: title === heading ? title : `${title}: ${heading}`,
      text,
      asks,
      group: article,
    })),
  );
  const kindOf = kindsFrom(
    known.flatMap((one) => [...one.asks, one.heading]),
    notOurs,
  );

  function read({ question, at, near }: Asked): Reading {
    const text = clean(question).slice(0, longest);
    const when = readWhen(text, at);
    const kind = kindOf(text);
    const about = near === undefined ? undefined : byId.get(near);
    const query = about === undefined ? text : `${text} ${about.heading}`;
    const { hits, noise } = finder.find(query, {
      limit: mostFound,
      weigh: (id) => {
        const one = byId.get(id);
        return one === undefined ? 0 : weightOn(one, when, programme.id);
      },
    });
    const found = hits.flatMap((hit) => {
      const one = byId.get(hit.id);
      return one === undefined ? [] : [{ known: one, score: hit.score }];
    });
    return { question: text, kind, when, found, chance: chance(signalsOf(hits, noise, kind.margin)) };
  }

  function answer(asked: Asked, reading: Reading = read(asked)): Answer {
    const { kind, found, question } = reading;
    const best = found[0];
    if (kind.verdict === "other" && (reading.chance < sure || kind.margin < clearlyNotOurs))
      return say("other", reading, phrase(words, `not-ours-${kind.id}`), kind.id);
    if (kind.verdict === "refused" && (reading.chance < sure || kind.margin < clearlyNotOurs))
      return say("refused", reading, phrase(words, `not-ours-${kind.id}`), kind.id);
    if (best === undefined || reading.chance < perhaps) return unknownOf(reading);
    if (reading.chance < sure) return readingsOf(reading);
    if (!best.known.stated) return notStated(reading, best.known);
    if (lacksWanted(question, best.known.text)) return unknownOf(reading);
    return answered(reading);
  }

  function answered(reading: Reading): Answer {
    const [best] = reading.found;
    if (best === undefined) return unknownOf(reading);
    const { known: passage } = best;
    const source = sourceLine(passage);
    const room = mostWords - countWords(source);
    const first = extract(passage.text, reading.question, Math.min(room, mostOfPassage));
    const body = [first, addedTo(first, reading, Math.min(room, mostOfPassage))]
      .filter((part) => part !== "")
      .join("\n");
    const today = todayLine(passage, reading);
    const whole = countWords(body) + countWords(today) <= room ? today : "";
    return {
      ...say("answered", reading, [body, whole, source].filter((part) => part !== "").join("\n\n")),
      citations: [passage.citation],
      choices: choicesOf(nextAsks(passage, reading)),
    };
  }

  /** What the next passage of the same article adds, where it fits nearly as well and there is room for it. */
  function addedTo(first: string, { found, question }: Reading, room: number): string {
    const [best, next] = found;
    const left = room - countWords(first);
    if (best === undefined || next === undefined || left < leastAdded) return "";
    if (next.known.article !== best.known.article || next.score < best.score * nearlyAsGood) return "";
    return extract(next.known.text, question, left);
  }

  /** What holds today, where the passage speaks of a rule that has ended since and nobody asked for the past alone. */
  const todayLine = (passage: Known, { when }: Reading): string =>
    passage.now === undefined || when.said === "date" || holdsOn(passage, when.day)
      ? ""
      : phrase(words, "answer-now", { text: passage.now });

  function sourceLine({ citation }: Known): string {
    const { label, validFrom, validUntil, certainty } = citation;
    const dates =
      validUntil === undefined
        ? phrase(words, "answer-since", { from: showDay(validFrom) })
        : phrase(words, "answer-between", { from: showDay(validFrom), until: showDay(validUntil) });
    return phrase(words, `answer-source-${certainty}`, { label, dates });
  }

  /** Other questions of the same article, then of what else was found: one of each passage. */
  function nextAsks(passage: Known, { found, question }: Reading): readonly string[] {
    const near = known.filter((one) => one.article === passage.article && one.id !== passage.id);
    const asked = plain(question);
    return [...near.slice(0, 2), ...found.slice(1, 4).map((one) => one.known)]
      .flatMap((one) => one.asks.slice(0, 1))
      .filter((ask, at, all) => all.indexOf(ask) === at && plain(ask) !== asked)
      .slice(0, 2);
  }

  function notStated(reading: Reading, passage: Known): Answer {
    return {
      ...say(
        "unknown",
        reading,
        [passage.text, phrase(words, "not-known-passed")].join("\n\n"),
        "not-stated",
      ),
      citations: [passage.citation],
      ...officeOf(reading.question),
    };
  }

  function unknownOf(reading: Reading): Answer {
    return { ...say("unknown", reading, phrase(words, "not-known")), ...officeOf(reading.question) };
  }

  /** The nearest readings of a vague question, one of each article. */
  function readingsOf(reading: Reading): Answer {
    const asks = reading.found
      .filter((one, at, all) => all.findIndex((other) => other.known.article === one.known.article) === at)
      .slice(0, 3)
      .map(({ known: one }) => one.asks[0] ?? one.heading);
    return { ...say("asked-back", reading, phrase(words, "which-reading")), choices: choicesOf(asks) };
  }

  /** The office whose duty a question is: the one most of whose topics are named. */
  function officeOf(question: string): { readonly office?: string } {
    const text = ` ${plain(question)} `;
    const [office] = programme.offices
      .map(({ id, topics }) => ({
        id,
        named: topics.filter((topic) => text.includes(` ${topic} `)).join("").length,
      }))
      .toSorted((one, two) => two.named - one.named);
    return office === undefined || office.named === 0 ? {} : { office: office.id };
  }

  return { read, answer };
}

const choicesOf = (asks: readonly string[]): Answer["choices"] =>
  asks.map((label, at) => ({ data: `k:${at + 1}`, label }));

const say = (verdict: Verdict, reading: Reading, text: string, why?: string): Answer => ({
  verdict,
  ...(why === undefined ? {} : { why }),
  text,
  citations: [],
  choices: [],
  score: reading.chance,
});
