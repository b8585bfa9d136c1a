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
import { countWords, extract, shareOut } from "./extract.ts";
import { type Finder, type Hit, makeFinder } from "./find/find.ts";
import { chance, type Signals, signalsOf } from "./judge.ts";
import { type Kind, kindsFrom } from "./kinds.ts";
import type { Known } from "./library.ts";
import { mattersOf } from "./matter.ts";
import { lawsNamed } from "./named.ts";
import { partsOf } from "./parts.ts";
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
/** The parts of one message are mostly about one thing. */
const nearInOne = 1.15;
/** What a heading says besides the question counts against it. */
const special = 0.4;
const namedWeight = 1.25;
/** How far a passage is put behind that lacks the matter asked, and how many are looked at for it. */
const besideMatter = 0.75;
const mostOfMatter = 60;
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
  const matters = mattersOf(programme);
  const productsById = new Map(
    known.map(({ id, title, heading }) => [id, matters.products(`${title}. ${heading}`)]),
  );
  const kindOf = kindsFrom(
    known.flatMap((one) => [...one.asks, one.heading]),
    notOurs,
  );

  function read({ question, at, near }: Asked, of?: Reading): Reading {
    const text = clean(question).slice(0, longest);
    const when = of?.when ?? readWhen(text, at);
    const named = lawsNamed(text, laws);
    const bare = withoutCourtesy(text);
    const kind = kindIn(bare, of);
    const about =
      near !== undefined && (of !== undefined || leans(bare))
        ? (byId.get(near) ?? byId.get(`${near}#la-gi`))
        : undefined;
    const closeness = of === undefined ? nearWeight : nearInOne;
    const other = hangs(bare);
    const query = [withoutNow(bare), lastClause(withoutNow(bare)), spokenOf(about, other)].join(" ").trim();
    const weigh = (id: string): number => {
      const one = byId.get(id);
      if (one === undefined) return 0;
      const weight =
        weightOn(one, when, programme.id) *
        (one.article === about?.article && !(other && one === about) ? closeness : 1);
      // A law that is named decides, whatever day it is of.
      return named.has(one.document ?? "") ? Math.max(1, weight) * namedWeight : weight;
    };
    const beside = besideOf(withoutNow(bare), weigh);
    const { hits, noise } = finder.find(query, {
      limit: mostFound,
      weigh: (id) => weigh(id) * beside(id),
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
    const good = (found[0]?.score ?? 0) * nearlyAsGood;
    const exact = found.filter(({ known: one, score }) => score >= good && asksJustThat(one, bare));
    // A rule of another time is not put before one that holds, nor before one that fits better.
    const itself = exact.find((one) => holdsOn(one.known, when.day)) ?? exact.find((one) => one === found[0]);
    const first = itself === undefined ? found : [itself, ...found.filter((one) => one !== itself)];
    // Who names a law or the plan, or asks for what is over, wants that and not what holds.
    const sought = named.size > 0 || when.said === "past" || /\bke hoach\b/u.test(plain(bare));
    const timely = sought ? first : inTime(first, when);
    return {
      question: text,
      kind,
      when,
      found: timely,
      signals,
      chance: itself === undefined ? chance(signals) : 1,
    };
  }

  /** What is left to a passage that speaks of who asks, or of another product, and not of what is asked. */
  function besideOf(question: string, weigh: (id: string) => number): (id: string) => number {
    const matter = matters.of(question);
    if (matter === undefined) return () => 1;
    const asked = matters.products(question);
    const productsOf = (id: string): ReadonlySet<string> => productsById.get(id) ?? new Set();
    const own = (id: string): boolean => !productsOf(id).isDisjointFrom(asked);
    const ofAnother = (id: string): boolean => asked.size > 0 && productsOf(id).size > 0 && !own(id);
    const { hits } = finder.find(matter, { limit: mostOfMatter, weigh });
    const usable = hits.filter(({ id }) => !ofAnother(id));
    const fits = new Map(usable.map(({ id, fit }) => [id, fit]));
    const best = bestOf(usable.slice(0, 3));
    // What is known of another product first is a matter of each: its own passages are measured among themselves.
    const [first] = hits;
    const bestOwn =
      first !== undefined && ofAnother(first.id) ? bestOf(usable.filter(({ id }) => own(id))) : best;
    return (id) => {
      const most = own(id) ? bestOwn : best;
      return most === 0 ? 1 : 1 - besideMatter * Math.max(0, 1 - (fits.get(id) ?? 0) / most);
    };
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

  /** What a message is. A part of one that is ours is ours; who says where he is from before he asks does not greet. */
  function kindIn(bare: string, of?: Reading): Kind {
    const own = kindOf(bare);
    if (of !== undefined) {
      const elsewhere = own.verdict === "refused" && own.id !== "other-programme";
      return !elsewhere && of.chance >= sure && of.kind.margin > own.margin ? of.kind : own;
    }
    const asked = lastClause(bare);
    return own.id === "greeting" && asked !== "" ? kindOf(asked) : own;
  }

  function answer(asked: Asked, reading: Reading = read(asked)): Answer {
    const { kind, found, question } = reading;
    const best = found[0];
    const worked = workedOut(reading, asked.at);
    if (worked !== undefined) return worked;
    const several = inParts(asked, reading);
    if (several !== undefined) return several;
    if (kind.verdict !== "ours" && reading.chance < sure)
      return reply(kind.verdict, reading, phrase(words, `not-ours-${kind.id}`), kind.id);
    if (best === undefined || reading.chance < perhaps) return unknownOf(reading);
    if (reading.chance < sure || (asked.near === undefined && hangs(question))) return readingsOf(reading);
    if (!best.known.stated) return notStated(reading, best.known);
    const held = holding(reading, elsewhereNearly);
    return held === undefined
      ? unknownOf(reading)
      : answered({ ...reading, found: [held, ...found.filter((one) => one !== held)] });
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

  /** Several questions asked at once, each answered from its own passage; what is not known is named. */
  function inParts(asked: Asked, reading: Reading): Answer | undefined {
    const parts = partsOf(reading.question);
    const whole = reading.found[0]?.known;
    if (parts.length < 2 || whole === undefined || reading.chance === 1) return undefined;
    const told: { readonly passage: Known | undefined }[] = [];
    for (const { said, question } of parts) {
      const near = told.at(-1)?.passage?.id;
      const spoken = near === undefined || question === said ? {} : { near };
      const own = read({ question, at: asked.at, ...spoken }, reading);
      told.push({ passage: own.chance < sure ? undefined : holding(own, nearlyAsGood)?.known });
    }
    const passages = [...new Set(told.flatMap(({ passage }) => passage ?? []))];
    const unknown = told.flatMap(({ passage }, at) => (passage === undefined ? [at + 1] : []));
    const same = passages.length === 1 && unknown.length === 0 && passages[0] === whole;
    // Where the whole is not surely ours, every part must be.
    if (passages.length === 0 || same || (unknown.length > 0 && reading.chance < sure)) return undefined;
    const missing = unknown.map((number) => phrase(words, "not-known-part", { number: String(number) }));
    const citations = passages.map(({ citation }) => citation);
    const texts = passages.map((one) => todayLine(one, reading) || one.text);
    for (const source of [sourcesLine(citations, false), sourcesLine(citations, true)]) {
      const lines = shareOut(texts, mostWords - countWords([source, ...missing].join(" ")));
      if (lines === undefined) continue;
      const text = [[...lines, ...missing].join("\n"), source].join("\n\n");
      return { ...reply("answered", reading, text), citations, choices: choicesOf(nextAsks(whole, reading)) };
    }
    return undefined;
  }

  /** The first of the passages that fit nearly as well as the best and hold what is asked for. */
  const holding = ({ found, question }: Reading, nearly: number): Found | undefined =>
    found.find(
      ({ known: one, score }) => score >= (found[0]?.score ?? 0) * nearly && !lacksWanted(question, one.text),
    );

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

  /** One line for several sources, as sure as the least sure of them. `briefly`: only the documents. */
  function sourcesLine(citations: readonly Citation[], briefly: boolean): string {
    const [first] = citations;
    if (first === undefined || citations.length === 1) return first === undefined ? "" : sourceLine(first);
    const certainty = doubtfulFirst.find((one) => citations.some((citation) => citation.certainty === one));
    const names = citations.map(({ label }) => (briefly ? label.replace(/, .*$/u, "") : label));
    return phrase(words, `answer-sources-${certainty ?? "read"}`, { labels: [...new Set(names)].join("; ") });
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
  return clauses.length > 1 && plain(last).split(" ").length >= 4 && looksLikeQuestion(last) ? last : "";
}

const bestOf = (hits: readonly Hit[]): number => Math.max(0, ...hits.map(({ fit }) => fit));

const doubtfulFirst = ["unconfirmed", "recalled", "inferred", "read"] as const;

/** Whether a passage names the question as its own: all its words, and hardly any besides. */
export function asksJustThat({ heading, asks }: Pick<Known, "heading" | "asks">, question: string): boolean {
  const asked = plain(question).split(" ");
  return (
    asked.length >= 3 &&
    [heading, ...asks].some((line) => {
      const said = plain(line).split(" ");
      const beside = said.filter((word) => !asked.includes(word) && !passing.has(word)).length;
      return asked.every((word) => said.includes(word)) && beside <= said.length * mostBeside;
    })
  );
}

const mostBeside = 0.34;
/** Words that make a short question whole and change nothing: it is ours that is asked of. */
const passing: ReadonlySet<string> = new Set(
  "ocop thi la co bay gio nay a vay the nhi nha em toi ba con".split(" "),
);

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

/** What was spoken of, in words to find by: a paper by its name, and what another is put in the place of without its number. */
function spokenOf(about: Known | undefined, other: boolean): string {
  if (about === undefined) return "";
  if (about.asks.length === 0) return about.title;
  return other ? about.heading.replaceAll(/\d+/gu, " ") : "";
}

/** Whether a question says no more than what is to be put in the place of something: "thế còn 4 sao?". */
const hangs = (question: string): boolean =>
  /^(?:(?:the|vay) con|con) (?:\S+ ?){1,6}$/u.test(plain(question)) &&
  !looksLikeQuestion(question.replace(/[?\s]+$/u, ""));

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
