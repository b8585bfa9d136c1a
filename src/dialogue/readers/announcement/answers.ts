import type { Announcement } from "../../../broadcast/announcement.ts";
import { clockTime, dayOf, showDay } from "../../../domain/instant.ts";
import type { Choice } from "../../../domain/message.ts";
import type { PrintedSheet } from "../../../domain/sheet.ts";
import { choose } from "../../../text/choose.ts";
import { fold } from "../../../text/fold.ts";
import { type AnnouncementFound, type Listing, type Outcome, wantAnnouncement } from "../../announcement.ts";
import { audited } from "../../audit.ts";
import { backToItem, waitsForWords } from "../../back.ts";
import type { Person } from "../../person.ts";
import { capital, phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import { channelName } from "./preview.ts";
import { called } from "./people.ts";
import { wants as wantsBook } from "../book/programme-book.ts";

/** Names in one message. */
export const namesAtOnce = 15;

/** A number or the words of a quick answer, as the first thing that is said after an announcement came. */
export const quickAnswer: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { asked } = scene;
  if (asked === undefined) return undefined;
  const at = answerIn(text, asked.answers, waitsForWords(turn));
  return at === undefined ? undefined : answering(turn, asked.announcement, at + 1);
};

/** Which of the answers is meant. strict: words must be the answer's own, where they may mean something else. */
function answerIn(text: string, answers: readonly string[], strict: boolean): number | undefined {
  const digits = /^(?:so |chon )?(\d{1,2})[.)]?$/u.exec(fold(text))?.[1];
  if (digits !== undefined) return answers[Number(digits) - 1] === undefined ? undefined : Number(digits) - 1;
  const said = fold(text).replaceAll(/^(?:da|vang|em|toi) | (?:a|nhe|nha|roi a)$/gu, "");
  const same = answers.findIndex((one) => fold(one) === fold(text) || fold(one) === said);
  if (same >= 0) return same;
  if (strict || fold(text).split(" ").length > 6) return undefined;
  const chosen = choose(
    text,
    answers.map((label, at) => ({ id: String(at), label })),
  );
  return chosen.kind === "one" ? Number(chosen.id) : undefined;
}

/** A tap on a quick answer, or one that was typed. */
export const answering = (turn: Turn, id: string, number: number): Turn =>
  wantAnnouncement(turn, { ask: "answer", id, number });

/** Keeps what somebody says to an announcement: one answer a person, the last one counts. */
export function answerTaken(
  turn: Turn,
  found: Extract<AnnouncementFound, { ask: "answer" }>,
  scene: Scene,
): Turn {
  const { id, announcement, number, mine } = found;
  const { person } = turn;
  const label = announcement?.answers[number - 1];
  const back = (told: Turn): Turn => backToItem(turn, told, undefined, scene);
  if (announcement?.released === undefined || label === undefined || person === undefined)
    return back(say(turn, scene, "answer-over"));
  if (mine === number) return back(say(turn, scene, "answer-kept", { answer: label }));
  const kept: Turn = {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "keep-answer", announcement: id, person: person.id, number, before: mine },
    ],
  };
  return back(say(kept, scene, mine === undefined ? "answer-taken" : "answer-changed", { answer: label }));
}

/** "ai đã dự TB-0412": which answer the words mean. */
export function listing(
  turn: Turn,
  found: Extract<AnnouncementFound, { ask: "listing" }>,
  scene: Scene,
): Turn {
  const { id, announcement, words } = found;
  if (announcement === undefined) return say(turn, scene, "announce-none", { id });
  if (announcement.answers.length === 0) return say(turn, scene, "announce-asks-nothing", { id });
  if (words === "") return people(turn, id, { who: "answered" }, 0);
  const chosen = choose(
    words,
    announcement.answers.map((label, at) => ({ id: String(at), label })),
  );
  return chosen.kind === "one"
    ? people(turn, id, { who: "answered", number: Number(chosen.id) + 1 }, 0)
    : say(
        turn,
        scene,
        "which-answer",
        { id },
        announcement.answers.map((label, at) => ({ data: `nb:who:${id}:${at + 1}`, label })),
      );
}

export const people = (turn: Turn, id: string, which: Listing, page: number): Turn =>
  wantAnnouncement(turn, { ask: "people", id, listing: which, page });

/** One page of people. */
export function peopleListed(
  turn: Turn,
  person: Person,
  found: Extract<AnnouncementFound, { ask: "people" }>,
  scene: Scene,
): Turn {
  const { id, announcement, listing: which, page, total } = found;
  if (announcement === undefined) return say(turn, scene, "announce-none", { id });
  const what = listName(which, announcement, scene);
  const seen = audited(turn, person, "announcement-names", id);
  if (total === 0) return say(seen, scene, "people-none", { id, what });
  const pages = Math.ceil(total / namesAtOnce);
  const head = phrase(scene, pages === 1 ? "people-head" : "people-page", {
    id,
    what,
    count: total,
    page: page + 1,
    pages,
  });
  const number = which.who === "answered" ? (which.number ?? 0) : which.who;
  const more: readonly Choice[] =
    page + 1 < pages
      ? [{ data: `nb:who:${id}:${number}:${page + 1}`, label: phrase(scene, "choice-more") }]
      : [];
  return speak(
    seen,
    [capital(head), ...found.people.map((one) => `• ${called(one, scene)}`)].join("\n"),
    more,
  );
}

function listName(which: Listing, { answers }: Announcement, scene: Scene): string {
  switch (which.who) {
    case "silent":
      return phrase(scene, "people-silent");
    case "doubt":
      return phrase(scene, "people-doubt");
    case "answered":
      return which.number === undefined
        ? phrase(scene, "people-answered")
        : phrase(scene, "people-chose", { answer: answers[which.number - 1] ?? "" });
  }
}

/** The list with how it went for each, as a table. */
export function sheetMade(
  turn: Turn,
  person: Person,
  found: Extract<AnnouncementFound, { ask: "sheet" }>,
  scene: Scene,
): Turn {
  const { id, announcement, outcomes } = found;
  if (announcement === undefined) return say(turn, scene, "announce-none", { id });
  if (outcomes.length === 0)
    return say(turn, scene, "people-none", { id, what: phrase(scene, "people-all") });
  return wantsBook(audited(turn, person, "announcement-sheet", id), {
    ask: "print",
    name: `thong-bao-${id.toLowerCase()}-${scene.today}.xlsx`,
    sheets: [sheet(announcement, outcomes, scene)],
  });
}

function sheet(announcement: Announcement, outcomes: readonly Outcome[], scene: Scene): PrintedSheet {
  const column = (title: string, width = 16) => ({ title: capital(title), width });
  return {
    name: announcement.id,
    columns: [
      column(phrase(scene, "sheet-number"), 6),
      column(phrase(scene, "sheet-name"), 30),
      column(phrase(scene, "sheet-commune"), 20),
      column(phrase(scene, "sheet-product"), 28),
      column(phrase(scene, "sheet-channel"), 12),
      column(phrase(scene, "sheet-outcome"), 18),
      column(phrase(scene, "sheet-why"), 28),
      column(phrase(scene, "sheet-at"), 18),
      column(phrase(scene, "sheet-answer"), 24),
    ],
    rows: outcomes.map(({ who, channel, state, why, at, answer }, row) => [
      row + 1,
      who.name === "" ? phrase(scene, "person-nameless") : who.name,
      who.commune ?? null,
      who.product ?? null,
      channelName(channel),
      outcomeName(state, scene),
      whyName(why, scene),
      at === undefined ? null : `${clockTime(at)} ${showDay(dayOf(at))}`,
      answer === undefined ? null : (announcement.answers[answer - 1] ?? null),
    ]),
  };
}

function outcomeName(state: string, scene: Scene): string {
  switch (state) {
    case "sent":
      return phrase(scene, "outcome-sent");
    case "refused":
      return phrase(scene, "outcome-refused");
    case "skipped":
      return phrase(scene, "outcome-skipped");
    case "held":
      return phrase(scene, "outcome-held");
    case "doubt":
      return phrase(scene, "outcome-doubt");
    default:
      return phrase(scene, "outcome-waiting");
  }
}

/** A reason in words; what a platform said stands as it said it. */
export function whyName(why: string, scene: Scene): string {
  switch (why) {
    case "opted-out":
      return phrase(scene, "why-opted-out");
    case "no-chat":
      return phrase(scene, "why-no-chat");
    case "late":
      return phrase(scene, "why-late");
    case "stopped":
      return phrase(scene, "why-stopped");
    case "nobody":
      return phrase(scene, "why-nobody");
    default:
      return why.startsWith("gone") ? phrase(scene, "why-gone") : why;
  }
}
