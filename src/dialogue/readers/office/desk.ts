import {
  clockTime,
  dayOf,
  days,
  daysBetween,
  type Instant,
  instantOf,
  showDay,
} from "../../../domain/instant.ts";
import type { News, Reply } from "../../../domain/event.ts";
import type { Choice } from "../../../domain/message.ts";
import { plain } from "../../../text/plain.ts";
import { menu } from "../../ask.ts";
import { audited } from "../../audit.ts";
import { backToItem, waitsForWords } from "../../back.ts";
import type { Found, Glance, Want } from "../../desk.ts";
import { isForOfficers } from "./review-right.ts";
import { officeName } from "../../standing.ts";
import { isDocument, type KeptDocument } from "../../document.ts";
import type { Inquiry } from "../../inquiry.ts";
import { isSamePerson, type Person } from "../../person.ts";
import { has, hasOn } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import { articlesShown, proposedDocument } from "../../show-document.ts";

/** Questions in front of an officer at once; the next comes when one of them is answered. */
const mostShown = 5;
/** Characters of a reply, and words of one that can stand among what is known: a passage is read whole on a phone. */
const longestReply = 1500;
const mostWords = 85;

const replySaid =
  /^(?:(?:trả lời|tra loi|tl|trl)\s+(?:câu\s+|cau\s+)?(h\d{1,9})(?:\s*[:.,–-]+\s*|\s+)|(h\d{1,9})\s*:\s*)(\S[\s\S]*)$/iu;
const replyWanted = /^(?:trả lời|tra loi|tl|trl)\s+(?:câu\s+|cau\s+)?(h\d{1,9})$/iu;
const documentLook = /^(?:xem|đọc|doc|mở|mo)\s+(v\d{1,9})(?:\s+(?:bài|bai)?\s*(\d{1,3}))?$/iu;
const lets = /^(?:thoi|huy|bo qua|de sau|khong|dung lai|menu|thoat)(?: a| nhe| da)?$/u;

/** "trả lời H12: …", or the text after a tap on "Trả lời H12". Only officers and staff have these words. */
export const desk: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!has(turn, "answer", scene)) return undefined;
  const look = documentLook.exec(text.trim());
  if (look !== null && has(turn, "approve", scene)) {
    const [, id = "", article] = look;
    const which = article === undefined ? {} : { article: Number(article) };
    return wants(turn, { ask: "document", id: id.toUpperCase(), deed: "read", ...which });
  }
  const said = replySaid.exec(text.trim());
  const id = said?.[1] ?? said?.[2];
  if (id !== undefined) return reply(turn, id.toUpperCase(), said?.[3] ?? "");
  const named = replyWanted.exec(text.trim())?.[1];
  if (named !== undefined) return replyTo(turn, named.toUpperCase(), scene);
  const { pending } = turn.thread;
  if (pending?.kind !== "reply") return undefined;
  return lets.test(plain(text))
    ? say(settled(turn), scene, "reply-dropped", { id: pending.inquiry })
    : reply(turn, pending.inquiry, text);
};

const settled = (turn: Turn): Turn => {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
};

/** Whoever has lost their role has nothing to reply to or to add, and no dossier to decide on, any more. */
export function unseated(turn: Turn, scene: Scene): Turn {
  const { pending, review } = turn.thread;
  const answering = pending?.kind === "reply" || pending?.kind === "document";
  if (answering && !has(turn, "answer", scene)) return settled(turn);
  const deciding = isDecision(pending);
  if ((!deciding && review === undefined) || isForOfficers(turn, scene)) return turn;
  const { review: _, ...thread } = deciding ? settled(turn).thread : turn.thread;
  return { ...turn, thread };
}

const isDecision = (pending: Turn["thread"]["pending"]): boolean =>
  pending !== undefined && ["return", "accept", "reasons"].includes(pending.kind);

/** Whoever was about to decide on a dossier and has lost the role for it hears so; nothing is decided. */
export const seatGone = (before: Turn, now: Turn, scene: Scene): Turn | undefined =>
  isDecision(before.thread.pending) && now.thread.pending === undefined
    ? menu(say(now, scene, "seat-gone"), scene)
    : undefined;

const wants = (turn: Turn, want: Want): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "desk", want }],
});

const reply = (turn: Turn, id: string, text: string): Turn =>
  wants(settled(turn), { ask: "inquiry", id, handling: { deed: "reply", text: text.trim() } });

/** Waits for the words of a reply. */
export function replyTo(turn: Turn, id: string, scene: Scene): Turn | undefined {
  if (!has(turn, "answer", scene)) return undefined;
  const waiting: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "reply", inquiry: id } } };
  return say(waiting, scene, "reply-asked", { id });
}

/** A tap on an answer that waits to be approved. */
export const approve = (
  turn: Turn,
  id: string,
  deed: "publish" | "decline",
  scene: Scene,
): Turn | undefined =>
  has(turn, "approve", scene)
    ? wants(turn, isDocument(id) ? { ask: "document", id, deed } : { ask: "inquiry", id, handling: { deed } })
    : undefined;

/** What waits for this officer. */
export const openQuestions = (turn: Turn): Turn => wants(turn, { ask: "open", why: "asked" });
export const openProposals = (turn: Turn): Turn => wants(turn, { ask: "proposals" });

/** What somebody else's turn brings into this chat about questions. */
export function heard(
  turn: Turn,
  news: Exclude<News, { what: "decided" | "dossier-came" | "guesses" | "session" | "announcement" }>,
  scene: Scene,
): Turn {
  switch (news.what) {
    case "reply":
      return replyCame(turn, news, scene);
    case "deliver":
      return wants(turn, { ask: "askers", reply: news });
    case "inquiry":
      if (!has(turn, "answer", scene)) return turn;
      // Whoever is in the middle of something hears of it in the morning, or when they look.
      return turn.thread.pending === undefined
        ? wants(turn, { ask: "open", why: "came" })
        : armed(turn, turn.thread.desk?.shown ?? [], scene);
    case "late":
      if (!has(turn, "answer", scene)) return turn;
      return turn.thread.pending === undefined
        ? wants(turn, { ask: "inquiry", id: news.inquiry, handling: { deed: "late" } })
        : armed(turn, turn.thread.desk?.shown ?? [], scene);
    case "proposal":
      return has(turn, "approve", scene)
        ? wants(
            turn,
            isDocument(news.inquiry)
              ? { ask: "document", id: news.inquiry, deed: "show" }
              : { ask: "inquiry", id: news.inquiry, handling: { deed: "show" } },
          )
        : turn;
  }
}

/** The office's answer reaches everybody who waits for it, once. */
function replyCame(turn: Turn, news: Reply, scene: Scene): Turn {
  const { waiting } = turn.thread;
  if (waiting?.inquiries.includes(news.inquiry) !== true) return turn;
  const inquiries = waiting.inquiries.filter((one) => one !== news.inquiry);
  const { waiting: _, ...thread } = turn.thread;
  const after: Turn = {
    ...turn,
    thread: inquiries.length > 0 ? { ...thread, waiting: { ...waiting, inquiries } } : thread,
  };
  const fill = {
    office: news.office,
    day: showDay(dayOf(news.at)),
    question: news.question,
    text: news.text,
  };
  return backToItem(turn, say(after, scene, "reply-came", fill), undefined, scene);
}

/** The morning after: who still has open questions is reminded of them, once, in working hours. */
export function morning(turn: Turn, scene: Scene): Turn {
  const { desk: seat, ...thread } = turn.thread;
  if (!has(turn, "answer", scene)) return seat === undefined ? turn : { ...turn, thread };
  if (seat?.remindAt === undefined || seat.remindAt > scene.now) return turn;
  const time = clockTime(scene.now);
  const due: Turn = { ...turn, thread: { ...thread, desk: { shown: seat.shown } } };
  return time < "08:00" || time >= "17:00"
    ? armed(due, seat.shown, scene)
    : wants(due, { ask: "open", why: "morning" });
}

/** The next day at eight, in Vietnam. */
const nextMorning = (now: Instant): Instant => instantOf(`${dayOf(now + days(1))} 08:00`);

/** The turn with these questions as those in front of the officer, and a reminder of them if there are any. */
function reminded(turn: Turn, shown: readonly string[], scene: Scene): Turn {
  const { desk: _, ...thread } = turn.thread;
  return shown.length === 0 ? { ...turn, thread } : armed(turn, shown, scene);
}

function armed(turn: Turn, shown: readonly string[], scene: Scene): Turn {
  const due = turn.thread.desk?.remindAt;
  const at = due ?? nextMorning(scene.now);
  const thread = { ...turn.thread, desk: { shown: [...shown], remindAt: at } };
  return due === undefined
    ? { ...turn, thread, effects: [...turn.effects, { kind: "remind", name: "desk", at }] }
    : { ...turn, thread };
}

/** What was found. */
export function atDesk(
  turn: Turn,
  found: Extract<Found, { ask: "open" | "proposals" | "inquiry" | "document" | "overdue" | "askers" }>,
  scene: Scene,
): Turn {
  const { person } = turn;
  if (found.ask === "askers") return delivered(turn, found, scene);
  if (found.ask === "overdue") return broughtOn(turn, found, scene);
  if (person === undefined) return turn;
  switch (found.ask) {
    case "open":
      return glanced(turn, person, found.inquiries.filter(notInHand(turn)), found.why, scene);
    case "proposals":
      return proposals(turn, person, found, scene);
    case "document":
      return documentHandled(turn, person, found, scene);
    case "inquiry":
      return handled(turn, person, found, scene);
  }
}

/** Tells those who wait; each hears it once, and they are taken out of those who wait in the same commit. */
function delivered(
  turn: Turn,
  { reply: said, threads, more }: Extract<Found, { ask: "askers" }>,
  scene: Scene,
): Turn {
  if (threads.length === 0) return turn;
  return {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "tell", threads, news: { ...said, what: "reply" } },
      { kind: "reply-told", inquiry: said.inquiry, threads },
      ...(more ? [{ kind: "tell", threads: [scene.threadId], news: said } as const] : []),
    ],
  };
}

/** Nobody has answered in time: the standing office and the staff are told, once, and this chat that it takes longer. */
function broughtOn(
  turn: Turn,
  { id, inquiry, standing }: Extract<Found, { ask: "overdue" }>,
  scene: Scene,
): Turn {
  const to = scene.setting.programme.offices[0];
  if (inquiry === undefined || inquiry.reply !== undefined || to === undefined) return turn;
  const now: Inquiry = { ...inquiry, late: { at: scene.now, to: to.id } };
  const told: Turn =
    inquiry.late === undefined
      ? {
          ...turn,
          effects: [
            ...turn.effects,
            { kind: "keep-inquiry", before: inquiry, now },
            ...(standing.length === 0
              ? []
              : [{ kind: "tell", threads: standing, news: { what: "late", inquiry: id } } as const]),
          ],
        }
      : turn;
  if (turn.thread.waiting?.inquiries.includes(id) !== true) return told;
  const fill = {
    question: inWords(inquiry, scene).slice(0, 300),
    office: officeName(scene, inquiry),
    day: showDay(dayOf(inquiry.at)),
    standing: to.name,
  };
  return backToItem(
    turn,
    inquiry.office === to.id
      ? say(told, scene, "takes-longer-here", fill)
      : say(told, scene, "takes-longer", fill),
    undefined,
    scene,
  );
}

/** What this very turn has already dealt with still stands as it was before. */
const notInHand =
  (turn: Turn) =>
  (inquiry: { readonly id: string }): boolean =>
    !turn.effects.some(
      (one) => (one.kind === "keep-inquiry" || one.kind === "keep-document") && one.before?.id === inquiry.id,
    );

function glanced(turn: Turn, person: Person, open: readonly Inquiry[], why: Glance, scene: Scene): Turn {
  const shown = turn.thread.desk?.shown ?? [];
  const first = open.slice(0, mostShown);
  const fresh = first.filter((one) => !shown.includes(one.id));
  const seen = reminded(
    turn,
    first.map((one) => one.id),
    scene,
  );
  const count = open.length;
  switch (why) {
    case "asked": {
      const told =
        count === 0
          ? say(seen, scene, "desk-empty")
          : list(seen, phrase(scene, "desk-open", { count }), first, scene);
      return audited(told, person, "listed", String(count));
    }
    case "came":
      return fresh.length === 0
        ? turn
        : backToItem(turn, list(seen, phrase(scene, "desk-came"), fresh, scene), undefined, scene);
    case "next":
      if (count === 0) return say(seen, scene, "desk-empty");
      return list(seen, phrase(scene, "desk-open", { count }), fresh.length > 0 ? fresh : first, scene);
    case "morning":
      return count === 0
        ? seen
        : backToItem(
            turn,
            list(seen, phrase(scene, "desk-morning", { count }), first, scene),
            undefined,
            scene,
          );
  }
}

/** Questions with their numbers and how long they wait; each can be answered by a tap where nothing else is open. */
function list(turn: Turn, head: string, inquiries: readonly Inquiry[], scene: Scene): Turn {
  const lines = inquiries.map((one) => `• *${one.id}*${since(one, scene)}: ${inWords(one, scene)}`);
  const choices = inquiries.map((one): Choice => ({
    data: `r:${one.id}`,
    label: phrase(scene, "choice-reply", { id: one.id }),
  }));
  const [only] = inquiries;
  const how = phrase(scene, "desk-how", { id: only?.id ?? "" });
  return speak(turn, [head, ...lines, how].join("\n"), waitsForWords(turn) ? [] : choices);
}

const since = (one: Inquiry, scene: Scene): string => {
  const count = daysBetween(dayOf(one.at), scene.today);
  return count > 0 ? ` (${phrase(scene, "waits-days", { count })})` : "";
};

function inWords(one: Inquiry, scene: Scene): string {
  switch (one.what) {
    case "question":
      return one.text;
    case "wrong":
      return phrase(scene, "said-wrong", { code: one.receipt ?? "", question: one.text });
    case "person":
      return one.text;
  }
}

function handled(turn: Turn, person: Person, found: Extract<Found, { ask: "inquiry" }>, scene: Scene): Turn {
  const { inquiry, handling } = found;
  if (handling.deed === "reply") return replied(turn, person, found, handling.text, scene);
  if (handling.deed === "late") {
    if (inquiry === undefined || inquiry.reply !== undefined) return turn;
    const shown = [...(turn.thread.desk?.shown ?? []).filter((one) => one !== inquiry.id), inquiry.id];
    const head = phrase(scene, "desk-late", { office: officeName(scene, inquiry) });
    return backToItem(turn, list(armed(turn, shown, scene), head, [inquiry], scene), undefined, scene);
  }
  if (inquiry?.reply === undefined || inquiry.article?.state !== "proposed")
    return handling.deed === "show" ? turn : say(turn, scene, "proposal-gone", { id: found.id });
  if (!hasOn(turn, "approve", inquiry, scene))
    return handling.deed === "show" ? turn : say(turn, scene, "proposal-gone", { id: found.id });
  if (handling.deed === "show") return proposal(turn, inquiry, 0, scene);
  if (isSamePerson(person, inquiry.reply.by)) return say(turn, scene, "approve-not-own", { id: inquiry.id });
  const published = handling.deed === "publish";
  const now: Inquiry | undefined = published
    ? { ...inquiry, article: { state: "published", at: scene.now, by: person.id } }
    : undefined;
  const kept: Turn = {
    ...turn,
    effects: [...turn.effects, { kind: "keep-inquiry", before: inquiry, now }],
  };
  const told = say(kept, scene, published ? "approved" : "declined", { id: inquiry.id });
  return openProposals(audited(told, person, published ? "published" : "declined", inquiry.id));
}

/** What waits for a second person, the oldest of it in full. */
function proposals(
  turn: Turn,
  person: Person,
  { inquiries, documents }: Extract<Found, { ask: "proposals" }>,
  scene: Scene,
): Turn {
  const answers = inquiries
    .filter(notInHand(turn))
    .filter(
      (one) =>
        one.reply !== undefined && !isSamePerson(person, one.reply.by) && hasOn(turn, "approve", one, scene),
    );
  const others = documents.filter(notInHand(turn)).filter((one) => !isSamePerson(person, one.by));
  const [answer] = answers;
  const [document] = others;
  const more = answers.length + others.length - 1;
  const answered = answer?.article?.at ?? Infinity;
  if (document !== undefined && document.at < answered)
    return toApprove(turn, document.id, proposedDocument(document, scene), more, scene);
  if (answer !== undefined) return proposal(turn, answer, more, scene);
  return turn.effects.some((one) => one.kind === "say") ? turn : say(turn, scene, "no-proposals");
}

function proposal(turn: Turn, inquiry: Inquiry, more: number, scene: Scene): Turn {
  const text = phrase(scene, "proposal", {
    id: inquiry.id,
    question: inquiry.text,
    text: inquiry.reply?.text ?? "",
    office: inquiry.reply?.office ?? officeName(scene, inquiry),
    day: showDay(dayOf(inquiry.reply?.at ?? inquiry.at)),
  });
  return toApprove(turn, inquiry.id, text, more, scene);
}

/** What somebody proposed, to be let in or not by a tap where nothing else is open. */
function toApprove(turn: Turn, id: string, text: string, more: number, scene: Scene): Turn {
  const lines = [text, ...(more > 0 ? [phrase(scene, "proposals-more", { count: more })] : [])];
  if (waitsForWords(turn)) {
    const told = speak(turn, [...lines, phrase(scene, "proposal-how")].join("\n"));
    return backToItem(turn, told, undefined, scene);
  }
  return speak(turn, lines.join("\n"), [
    { data: `u:${id}`, label: phrase(scene, "choice-publish", { id }) },
    { data: `v:${id}`, label: phrase(scene, "choice-decline", { id }) },
  ]);
}

function documentHandled(
  turn: Turn,
  person: Person,
  { id, deed, document, files, article }: Extract<Found, { ask: "document" }>,
  scene: Scene,
): Turn {
  if (deed === "read") {
    const text = document === undefined ? undefined : articlesShown(document, files, article, scene);
    const told = text === undefined ? say(turn, scene, "no-such-document", { id }) : speak(turn, text);
    return backToItem(turn, told, undefined, scene);
  }
  if (document?.state !== "proposed")
    return deed === "show" ? turn : say(turn, scene, "proposal-gone", { id });
  if (deed === "show") return toApprove(turn, id, proposedDocument(document, scene), 0, scene);
  if (isSamePerson(person, document.by)) return say(turn, scene, "document-not-own", { id });
  const published = deed === "publish";
  const now: KeptDocument | undefined = published
    ? { ...document, state: "published", approved: { at: scene.now, by: person.id } }
    : undefined;
  const kept: Turn = {
    ...turn,
    effects: [...turn.effects, { kind: "keep-document", before: document, now }],
  };
  const told = say(kept, scene, published ? "document-approved" : "declined", { id, name: document.name });
  return openProposals(audited(told, person, published ? "published" : "declined", id));
}

/** Brings an officer's words to everybody who waits, and proposes them to be known from now on. */
function replied(
  turn: Turn,
  person: Person,
  { id, inquiry, askers, others }: Extract<Found, { ask: "inquiry" }>,
  text: string,
  scene: Scene,
): Turn {
  const theirs = inquiry !== undefined && hasOn(turn, "answer", inquiry, scene);
  const late = inquiry?.late !== undefined && hasOn(turn, "answer", { office: inquiry.late.to }, scene);
  if (inquiry === undefined || !(theirs || late)) return say(turn, scene, "no-such-question", { id });
  const office = officeName(scene, theirs ? inquiry : { office: inquiry.late?.to ?? inquiry.office });
  if (inquiry.reply !== undefined)
    return say(turn, scene, "answered-already", {
      id,
      office: inquiry.reply.office,
      day: showDay(dayOf(inquiry.reply.at)),
    });
  if (text.length > longestReply) return say(turn, scene, "reply-long", { most: longestReply });
  const short = text.split(/\s+/u).length <= mostWords;
  const proposes = inquiry.what !== "person" && short;
  const by = person.id;
  const now: Inquiry | undefined = proposes
    ? {
        ...inquiry,
        reply: { text, at: scene.now, by, office },
        article: { state: "proposed", at: scene.now, by },
      }
    : undefined;
  const question = inquiry.text.slice(0, 300);
  const news: News = { what: "deliver", inquiry: id, question, text, office, at: scene.now };
  const told: Turn = {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "keep-inquiry", before: inquiry, now },
      { kind: "tell", threads: [scene.threadId], news },
      ...(proposes && others.length > 0
        ? [{ kind: "tell", threads: others, news: { what: "proposal", inquiry: id } } as const]
        : []),
    ],
  };
  const sent = say(told, scene, "reply-sent", { id, count: askers });
  const more = proposes
    ? say(sent, scene, "reply-proposed")
    : inquiry.what === "person"
      ? sent
      : say(sent, scene, "reply-not-proposed", { most: mostWords });
  return wants(audited(more, person, "replied", id), { ask: "open", why: "next" });
}
