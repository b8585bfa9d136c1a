import { phrase } from "../content/phrase.ts";
import type { Answer, Asked, Citation, Verdict } from "../domain/answer.ts";
import { type Day, showDay } from "../domain/instant.ts";
import type { Law } from "../domain/law.ts";
import type { NotOurs } from "../domain/not-ours.ts";
import type { Programme } from "../domain/programme.ts";
import { clean } from "../text/clean.ts";
import { withoutCourtesy } from "../text/courtesy.ts";
import { plain } from "../text/plain.ts";
import { looksLikeQuestion } from "../text/question.ts";
import { countWords, extract } from "./extract.ts";
import { type Finder, makeFinder } from "./find/find.ts";
import { chance, type Signals, signalsOf } from "./judge.ts";
import { type Kind, kindsFrom } from "./kinds.ts";
import type { Known } from "./library.ts";
import { lawsNamed } from "./named.ts";
import { reckon, type Width } from "./reckon.ts";
import { subjectsOf } from "./subject.ts";
import { lacksWanted } from "./wants.ts";
import { holdsOn, readWhen, type When, weightOn, withoutNow } from "./when.ts";

/** What answering without a model is made of. */
export type Parts = {
  readonly known: readonly Known[];
  readonly notOurs: readonly NotOurs[];
  readonly laws: readonly Law[];
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
  readonly signals: Signals;
  /** How likely it is that what was found answers the question, 0 to 1. */
  readonly chance: number;
};

/** Characters of a question that are read. */
const longest = 1000;
/** An answer is read on a phone. */
const mostWords = 88;
const mostOfPassage = 65;
const leastAdded = 12;
const nearlyAsGood = 0.6;
const elsewhereNearly = 0.9;
const mostFound = 8;
/** What was just spoken of is what a question leans on. */
const nearWeight = 1.6;
/** What a heading says besides the question counts against it. */
const special = 0.4;
const namedWeight = 1.25;
/** From here on it is answered; from there on the nearest readings are offered. */
const sure = 0.4;
const perhaps = 0.25;
/** Finding, judging and answering from passages alone. */
export type Offline = {
  readonly read: (asked: Asked) => Reading;
  readonly answer: (asked: Asked, reading?: Reading) => Answer;
  /** The line that says where an answer stands. */
  readonly source: (citation: Citation) => string;
};

export function offline({ known, notOurs, laws, programme, words }: Parts): Offline {
  const byId = new Map(known.map((one) => [one.id, one]));
  const subjects = subjectsOf(known);
  const asksOf = new Map(known.map((one) => [one.id, subjects.asksOf(one)]));
  const finder: Finder = makeFinder(
    known.map(({ id, article, title, heading, text, citation }) => ({
      id,
      title: heading,
      text: `${title}. ${citation.label}.\n${text}`,
      asks: asksOf.get(id) ?? [],
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
    const named = lawsNamed(text, laws);
    const bare = withoutCourtesy(text);
    const kind = kindOf(bare);
    const about =
      near !== undefined && leans(bare) ? (byId.get(near) ?? byId.get(`${near}#la-gi`)) : undefined;
    const query = [
      withoutNow(bare),
      lastClause(withoutNow(bare)),
      about?.asks.length === 0 ? about.title : "",
    ]
      .join(" ")
      .trim();
    const { hits, noise } = finder.find(query, {
      limit: mostFound,
      weigh: (id) => {
        const one = byId.get(id);
        if (one === undefined) return 0;
        const weight = weightOn(one, when, programme.id) * (one.article === about?.article ? nearWeight : 1);
        // A law that is named decides, whatever day it is of.
        return named.has(one.document ?? "") ? Math.max(1, weight) * namedWeight : weight;
      },
    });
    const asked = new Set(plain(bare).split(" "));
    const found = hits
      .flatMap((hit) => {
        const one = byId.get(hit.id);
        return one === undefined
          ? []
          : [{ known: one, score: hit.score * (1 - special * besides(lines(one), asked)) }];
      })
      .toSorted((one, two) => two.score - one.score);
    const signals = signalsOf(bare, hits, noise, kind.margin);
    // Who names a law or the plan, or asks for what is over, wants that and not what holds.
    const sought = named.size > 0 || when.said === "past" || /\bke hoach\b/u.test(plain(bare));
    const timely = sought ? found : inTime(found, when);
    return { question: text, kind, when, found: timely, signals, chance: chance(signals) };
  }

  const lines = ({ id, heading }: Known): readonly string[] => [heading, ...(asksOf.get(id) ?? [])];

  /** Where the best passage speaks of another time than is asked for, the one of its subject that holds then stands in for it. */
  function inTime(found: readonly Found[], { day }: When): readonly Found[] {
    const [best, ...rest] = found;
    if (best === undefined) return found;
    const right = subjects.inTime(
      best.known,
      day,
      found.map((one) => one.known),
    );
    if (right === undefined || right === best.known) return found;
    const others = rest.filter(({ known: { id, subject } }) => id !== right.id && subject !== right.subject);
    return [{ known: right, score: best.score }, ...others];
  }

  function answer(asked: Asked, reading: Reading = read(asked)): Answer {
    const { kind, found, question } = reading;
    const best = found[0];
    const worked = workedOut(reading, asked.at);
    if (worked !== undefined) return worked;
    if (kind.verdict !== "ours" && reading.chance < sure)
      return reply(kind.verdict, reading, phrase(words, `not-ours-${kind.id}`), kind.id);
    if (best === undefined || reading.chance < perhaps) return unknownOf(reading);
    if (reading.chance < sure) return readingsOf(reading);
    if (!best.known.stated) return notStated(reading, best.known);
    if (lacksWanted(question, best.known.text)) return unknownOf(reading);
    return answered(reading);
  }

  /** A date that follows from one in the question, with the passage that holds the rule. */
  function workedOut(reading: Reading, at: Day): Answer | undefined {
    const reckoned = reckon(reading.question, at);
    if (reckoned === undefined) return undefined;
    const { what, given, width, from, until } = reckoned;
    // A round is one of the rules of the day; how long a certificate lives has always been the same.
    const counts = (one: Known): boolean => !what.endsWith("round") || holdsOn(one, at);
    const rule = [...reading.found.map((one) => one.known), ...known].find(
      (one) => counts(one) && reckoned.rule.test(one.text),
    );
    if (rule === undefined) return undefined;
    const days = { given: wide(given, width), from: wide(from, width), until: wide(until, width) };
    const text = [phrase(words, `reckoned-${what}`, days), sourceLine(rule.citation)].join("\n\n");
    return { ...reply("answered", reading, text), citations: [rule.citation] };
  }

  /** "ngày 15/3/2021", "tháng 3/2021", "năm 2021". */
  function wide(date: Day, width: Width): string {
    const [, month = "", year = ""] = showDay(date).split("/");
    const shown = { day: showDay(date), month: `${month}/${year}`, year };
    return phrase(words, `wide-${width}`, { date: shown[width] });
  }

  function answered(reading: Reading): Answer {
    const [best] = reading.found;
    if (best === undefined) return unknownOf(reading);
    const { known: passage } = best;
    const source = sourceLine(passage.citation);
    const room = mostWords - countWords(source);
    const today = todayLine(passage, reading);
    // A passage that fits is said whole: a list without one of its steps misleads.
    const left = room - countWords(today);
    const most = countWords(passage.text) <= left ? left : Math.min(room, mostOfPassage);
    const first = extract(passage.text, reading.question, most);
    const body = [first, addedTo(first, reading, Math.min(room, mostOfPassage))]
      .filter((part) => part !== "")
      .join("\n");
    const whole = countWords(body) + countWords(today) <= room ? today : "";
    return {
      ...reply("answered", reading, [body, whole, source].filter((part) => part !== "").join("\n\n")),
      citations: [passage.citation],
      choices: choicesOf(nextAsks(passage, reading)),
    };
  }

  /** What the next passage of the same document adds, where it fits nearly as well and there is room for it. */
  function addedTo(first: string, { found, question }: Reading, room: number): string {
    const [best, next] = found;
    const left = room - countWords(first);
    if (best === undefined || next === undefined || left < leastAdded) return "";
    const close = next.known.article === best.known.article ? nearlyAsGood : elsewhereNearly;
    if (next.known.document !== best.known.document || next.score < best.score * close) return "";
    // Passages of one subject answer the same question: one of them is enough.
    if (next.known.subject !== undefined && next.known.subject === best.known.subject) return "";
    return extract(next.known.text, question, left);
  }

  /** What holds today, where the passage speaks of a rule that has ended since and nobody asked for the past alone. */
  const todayLine = (passage: Known, { when }: Reading): string =>
    passage.now === undefined ||
    when.said === "date" ||
    holdsOn(passage, when.day) ||
    tooNew(passage.now, when.day)
      ? ""
      : phrase(words, "answer-now", { text: passage.now });

  /** Whether it names a law that came only after that day. */
  const tooNew = (now: string, day: Day): boolean => {
    const named = lawsNamed(now, laws);
    return laws.some((law) => named.has(law.id) && law.from > day);
  };

  function sourceLine(citation: Citation): string {
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
      ...reply("unknown", reading, passage.text, "not-stated"),
      citations: [passage.citation],
    };
  }

  function unknownOf(reading: Reading): Answer {
    return reply("unknown", reading, phrase(words, "not-known"));
  }

  /** The nearest readings of a vague question, one of each article. */
  function readingsOf(reading: Reading): Answer {
    const asks = reading.found
      .filter((one, at, all) => all.findIndex((other) => other.known.article === one.known.article) === at)
      .slice(0, 3)
      .map(({ known: one }) => one.asks[0] ?? one.heading);
    return { ...reply("asked-back", reading, phrase(words, "which-reading")), choices: choicesOf(asks) };
  }

  return { read, answer, source: sourceLine };
}

/** What is asked at the end, after who asks it: "nhà em làm tương ớt, đợt 1 nộp khi nào". It counts twice. */
function lastClause(question: string): string {
  const clauses = question.split(/[,;.]\s+/u);
  const last = clauses.at(-1) ?? "";
  return clauses.length > 1 && last.split(" ").length >= 4 && looksLikeQuestion(last) ? last : "";
}

/** Which share of a heading a question does not speak of: "rượu thủ công" where nobody asked for spirits. */
function besides(lines: readonly string[], asked: ReadonlySet<string>): number {
  const shares = lines.map((line) => {
    const words = plain(line).split(" ");
    return words.filter((word) => !asked.has(word)).length / words.length;
  });
  return Math.min(...shares);
}

/** Whether a question is only whole with what was spoken of before: "thế mất bao lâu", "giấy này làm ở đâu". */
function leans(question: string): boolean {
  const words = plain(question).split(" ");
  return (
    words.length <= 4 ||
    /^(?:the|vay|con|thi)$/u.test(words[0] ?? "") ||
    (words.length <= 8 && / (?:nay|do|ay|kia|no)(?: |$)/u.test(` ${words.join(" ")}`))
  );
}

const choicesOf = (asks: readonly string[]): Answer["choices"] =>
  asks.map((label, at) => ({ data: `k:${at + 1}`, label }));

const reply = (verdict: Verdict, reading: Reading, text: string, why?: string): Answer => ({
  verdict,
  ...(why === undefined ? {} : { why }),
  text,
  citations: [],
  choices: [],
  score: reading.chance,
});
