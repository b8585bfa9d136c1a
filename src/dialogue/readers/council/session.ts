import type { OfSession } from "../../../domain/event.ts";
import {
  isCalled,
  readDetails,
  readName,
  readNumbers,
  readOpening,
  readPick,
} from "../../../review/session-line.ts";
import { aligned } from "../../../text/aligned.ts";
import { plain } from "../../../text/plain.ts";
import { looksLikeQuestion } from "../../../text/question.ts";
import { audited } from "../../audit.ts";
import { backToItem, waitsForWords } from "../../back.ts";
import { isSamePerson } from "../../person.ts";
import { readCommand } from "../../command.ts";
import { has } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import { keepSession, memberIn, type SessionDeed, type SessionFound, wantSession } from "../../session.ts";
import type { Draft, Thread } from "../../thread.ts";
import { closeAsked, closed, dropAsked, dropped, papers, sendAsked, sent, stateOfSession } from "./close.ts";
import { leadsSessions } from "../office/review-right.ts";
import { wantsSelfScore } from "../readiness.ts";
import { begun, nameOf, prepared } from "./open.ts";
import { byMember, pointAt } from "./scoring.ts";

const named = /\bph[- ]?(?<number>\d{1,5})\b/u;
const letGo = /^(?:thoi|huy|bo qua|de sau|dung lai|khong mo nua)(?: a| nhe| da)?$/u;
const state =
  /^(?:xem )?(?:tinh hinh |tien do )?phien(?: cham| hop)?(?: den dau(?: roi)?| the nao(?: roi)?| nay)?$/u;
const closes = /^(?:dong|ket thuc|chot) phien(?: cham| hop)?$/u;
const drops = /^(?:huy|bo|xoa) phien(?: cham| hop)?$/u;
const forMinutes = /^(?:xem |gui |lay |cho )?bien ban(?: phien)?$/u;
const forScores = /^(?:xem |gui |lay |cho )?(?:phieu|bang) (?:diem|cham)(?: diem)?(?: phien)?$/u;
const sends = /^(?:gui|chuyen)(?: len)?(?: cap)?(?: (?:tinh|bo|tren|trung uong))?$/u;
const leads = /^(?:chu tich|chu tri|nguoi chu tri)(?: la)?(?: |$)/u;
const here = /^(?:(?:toi|em|minh|da|vang) )*(?:co mat|diem danh|da den|den roi)(?: roi| a)?$/u;
const scores =
  /^(?:bat dau |tiep tuc |vao )?(?:cham|cham diem|cham tiep|san pham tiep(?: theo)?)(?: (?:so |san pham (?:so )?)?(?<number>\d{1,2}))?$/u;
/** Words about when, where and under whom, not a whole sentence about something else. */
const detail =
  /^(?:(?:doi|sua|hop|lai|sang|thanh) )*(?:ngay|luc|vao|gio|o|tai|chu tich|chu tri|nguoi chu tri|mai|thu|\d)(?: |$|\d|h)/u;
const counts = /^(?:chot|chot diem|ghi diem|tinh diem)(?: a| nhe| luon)?$/u;
const single = /^(?:cham )?(?:tung cau|tung tieu chi|tung muc|tung dong)$/u;
const conflict = /\b(?:lien quan|xung dot|nguoi nha|loi ich)\b/u;
const without =
  /^(?:(?:toi|em|minh) )?(?:khong|ko|khong co|khong ai)(?: lien quan(?: gi| toi ai| den ai)?)?(?: a| ca| het)?$/u;
const seen = /^(?:xem|mo|doc)(?: giay| muc| so| anh)* (?<number>\d{1,3})$/u;
const every = /^(?:xem |doc )?(?:ho so|tat ca|het|toan bo|ca ho so)$/u;
/** "1.1 3", "C 25", or a row of numbers. */
const points =
  /^\s*(?<verb>(?:sua|doi|cham|diem)(?: (?:diem|lai|muc|tieu chi))*\s+)?(?<rest>(?:(?:phan|tieu chi|muc) )?(?:\d+(?:\.\d+)+|[abc](?=\s*[=:\s]\s*\d)|\d+\s*[=:])[\s\S]*|\d+(?:[\s,;]+\d+)+)$/u;

/** What is being written about something else is none of the session's. */
const other = ["reply", "reasons", "new-value", "document"];

/** What is said about sessions of the council, by whoever leads them and by their members. */
export const session: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (other.includes(turn.thread.pending?.kind ?? "")) return undefined;
  const isLead = leadsSessions(turn, scene);
  const isMember = has(turn, "score", scene);
  const words = plain(text);
  // Words that are waited for, an answer to a question or a reason, are nothing else.
  if (["reply", "reasons", "new-value"].includes(turn.thread.pending?.kind ?? "")) return undefined;
  if (!isLead && !isMember) return noLonger(turn, words, scene);
  const id = named.exec(words)?.groups?.["number"];
  const about = id === undefined ? undefined : `PH-${id}`;
  const bare = words.replace(named, "").replaceAll(/\s+/gu, " ").trim();
  return (
    (isLead ? ofLead(turn, text, bare, about, scene) : undefined) ??
    (state.test(bare) ? wantSession(settled(turn), { do: "state" }, about) : undefined) ??
    (isMember ? ofMember(turn, text, bare, scene) : undefined)
  );
};

const settled = (turn: Turn): Turn => {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
};

/** Whoever was scoring and is no member of the council any more hears why nothing happens, once. */
function noLonger(turn: Turn, words: string, scene: Scene): Turn | undefined {
  if (turn.thread.session === undefined) return undefined;
  const { session: _, ...thread } = turn.thread;
  const of = turn.thread.pending?.kind.startsWith("session-") === true;
  const left: Turn = of ? settled({ ...turn, thread }) : { ...turn, thread };
  return of || scores.test(words) || points.test(words) ? say(left, scene, "session-not-council") : undefined;
}

function ofLead(
  turn: Turn,
  text: string,
  words: string,
  about: string | undefined,
  scene: Scene,
): Turn | undefined {
  const opening = readOpening(text, scene.today);
  if (opening !== undefined)
    return opening.day === undefined
      ? say(settled(turn), scene, "session-when", { year: scene.today.slice(0, 4) })
      : wantSession(settled(turn), { do: "prepare", draft: { ...opening, day: opening.day } });
  const { pending } = turn.thread;
  if (pending?.kind === "session-open") {
    const changed = redrafted(turn, pending.draft, text, words, scene);
    if (changed !== undefined) return changed;
  }
  if (closes.test(words)) return wantSession(settled(turn), { do: "ask-close" }, about);
  if (drops.test(words)) return wantSession(settled(turn), { do: "ask-drop" }, about);
  if (leads.test(words) && !looksLikeQuestion(text))
    return wantSession(settled(turn), { do: "chair", text: words.replace(leads, "") }, about);
  if (forMinutes.test(words)) return wantSession(turn, { do: "papers", which: ["minutes"] }, about);
  if (forScores.test(words)) return wantSession(turn, { do: "papers", which: ["scores"] }, about);
  if (about !== undefined && sends.test(words)) return wantSession(settled(turn), { do: "ask-send" }, about);
  return lead(turn, text, words);
}

/** The secretary's own name stands in the minutes too. */
const lead = (turn: Turn, text: string, words: string): Turn | undefined =>
  /^(?:ho )?ten (?:toi|em|minh)|^(?:toi|em|minh) ten/u.test(words) && readName(text) !== undefined
    ? wantSession(settled(turn), { do: "name", text })
    : undefined;

/** What changes in a session that is about to be opened: products, chair, day, time, place. */
function redrafted(turn: Turn, draft: Draft, text: string, words: string, scene: Scene): Turn | undefined {
  if (letGo.test(words)) return say(settled(turn), scene, "session-not-opened");
  const all = draft.products ?? [];
  const picked = readPick(text, all.length);
  if (picked !== undefined)
    return picked.length === 0
      ? say(turn, scene, "session-pick-how", { count: all.length }, turn.thread.offered)
      : wantSession(turn, {
          do: "prepare",
          draft: { ...draft, products: all.filter((_, at) => picked.includes(at)) },
        });
  if (!detail.test(words)) return undefined;
  const details = readDetails(text, scene.today);
  return Object.keys(details).length === 0 || looksLikeQuestion(text)
    ? undefined
    : wantSession(turn, { do: "prepare", draft: { ...draft, ...details } });
}

function ofMember(turn: Turn, text: string, words: string, scene: Scene): Turn | undefined {
  const { pending, session: at } = turn.thread;
  if (here.test(words)) return wantSession(settled(turn), { do: "here" });
  if (pending?.kind === "session-score" && counts.test(words))
    return wantSession(settled(turn), { do: "count" });
  const score = scores.exec(words);
  if (score !== null) {
    const number = score.groups?.["number"];
    return wantSession(settled(turn), {
      do: "score",
      ...(number === undefined ? {} : { product: Number(number) }),
    });
  }
  if (pending?.kind === "session-conflict" && without.test(words))
    return wantSession(settled(turn), { do: "conflict", products: [] });
  const numbers = readNumbers(words);
  // One number alone is a choice as long as any are offered.
  const answers =
    pending?.kind === "session-conflict" &&
    /^[\d\s,;va&-]+$/u.test(words) &&
    (numbers.length > 1 || (numbers.length === 1 && turn.thread.offered.length === 0));
  if (
    answers ||
    (conflict.test(words) &&
      /^(?:(?:toi|em|minh|co) )*(?:khong )?(?:co )?(?:lien quan|xung dot|nguoi nha|loi ich)/u.test(words))
  )
    return wantSession(settled(turn), { do: "conflict", products: /\bkhong\b/u.test(words) ? [] : numbers });
  if (pending?.kind === "session-name") {
    if (letGo.test(words)) return say(settled(turn), scene, "session-name-later");
    return looksLikeQuestion(text) || readCommand(text) !== undefined
      ? undefined
      : wantSession(settled(turn), { do: "name", text });
  }
  if (/^(?:ho )?ten (?:toi|em|minh)/u.test(words) && readName(text) !== undefined)
    return wantSession(settled(turn), { do: "name", text });
  if (at?.product === undefined) return undefined;
  if (single.test(words)) return wantSession(settled(turn), { do: "single" });
  if (wantsSelfScore(text)) return wantSession(turn, { do: "self-score" });
  const number = seen.exec(words)?.groups?.["number"];
  if (number !== undefined) return wantSession(turn, { do: "see", number: Number(number) });
  if (every.test(words)) return wantSession(turn, { do: "pages", page: 0 });
  const { raw, bare } = aligned(text);
  const given = points.exec(bare)?.groups;
  if (given !== undefined)
    return wantSession(settled(turn), { do: "points", text: raw.slice(given["verb"]?.length ?? 0) });
  // A bare number is a point here, and may be a choice too: whoever looks at the criterion decides.
  return at.single === true && pending === undefined && /^\d{1,2}$/u.test(words)
    ? wantSession(turn, { do: "points", text: words })
    : undefined;
}

/** A tap in a session; p: so many points for a criterion. */
export function sessionTap(turn: Turn, verb: string, rest: string, scene: Scene): Turn | undefined {
  if (!leadsSessions(turn, scene) && !has(turn, "score", scene)) return noLonger(turn, "cham", scene);
  const clear = settled(turn);
  switch (verb) {
    case "here":
      return wantSession(clear, { do: "here" });
    case "score":
      return wantSession(clear, { do: "score", ...(rest === "" ? {} : { product: Number(rest) || 0 }) });
    case "none":
      return wantSession(clear, { do: "conflict", products: [] });
    case "some":
      return say(turn, scene, "session-conflict-how");
    case "single":
      return wantSession(clear, { do: "single" });
    case "p":
      return pointAt(clear, rest);
    case "pages":
      return wantSession(turn, { do: "pages", page: Number(rest) || 0 });
    case "state":
      return wantSession(clear, { do: "state" });
    case "close":
      return leadsSessions(turn, scene) ? wantSession(clear, { do: "ask-close" }) : undefined;
    case "chair":
      return leadsSessions(turn, scene) ? wantSession(clear, { do: "chair", text: `so ${rest}` }) : undefined;
    default:
      return undefined;
  }
}

/** Pages of a dossier that is being scored: a member of the council has no other way to it. */
export const pageTap = (turn: Turn, verb: string, rest: string): Turn | undefined =>
  verb === "all" && turn.thread.session?.product !== undefined
    ? wantSession(turn, { do: "pages", page: Number(rest) || 0 })
    : undefined;

type Confirmed = Extract<NonNullable<Thread["pending"]>, { kind: `session-${string}` }>;

/** The yes to what was shown: the session is looked at once more, as it is now. */
export function sessionAgreed(turn: Turn, pending: Confirmed, scene: Scene): Turn {
  if (pending.kind === "session-conflict")
    return say({ ...turn, thread: { ...turn.thread, pending } }, scene, "session-conflict-how");
  const deedOf = (): SessionDeed => {
    switch (pending.kind) {
      case "session-open":
        return { do: "begin", draft: pending.draft };
      case "session-score":
        return { do: "count" };
      case "session-close":
        return { do: "close", seen: pending.seen };
      case "session-drop":
        return { do: "drop" };
      case "session-send":
        return { do: "send" };
      case "session-name":
        return { do: "here" };
    }
  };
  return wantSession(turn, deedOf(), "session" in pending ? pending.session : undefined);
}

/** The no to it. */
export function sessionDeclined(turn: Turn, pending: Confirmed, scene: Scene): Turn {
  switch (pending.kind) {
    case "session-open":
      return say(turn, scene, "session-not-opened");
    case "session-score":
      return say(turn, scene, "score-change");
    case "session-conflict":
      return wantSession(turn, { do: "conflict", products: [] }, pending.session);
    case "session-name":
      return wantSession(turn, { do: "here" }, pending.session);
    case "session-close":
    case "session-drop":
    case "session-send":
      return say(turn, scene, "session-as-it-was", { id: pending.session });
  }
}

/** What was found. */
export function atSession(turn: Turn, found: SessionFound, scene: Scene): Turn {
  const { deed } = found;
  const isLead = leadsSessions(turn, scene);
  switch (deed.do) {
    case "prepare":
      return isLead ? prepared(turn, found, deed.draft, scene) : refused(turn, scene);
    case "begin":
      return isLead ? begun(turn, found, deed.draft, scene) : refused(turn, scene);
    case "name":
      return isSecretary(turn, found, scene)
        ? secretaryNamed(turn, found, deed.text, scene)
        : member(turn, found, scene);
    case "state":
      return stateOfSession(turn, found, scene);
    case "chair":
    case "ask-close":
    case "close":
    case "ask-drop":
    case "drop":
    case "ask-send":
    case "send":
    case "papers":
      return isLead ? led(turn, found, scene) : refused(turn, scene);
    default:
      return member(turn, found, scene);
  }
}

const refused = (turn: Turn, scene: Scene): Turn => say(turn, scene, "session-not-yours");

const member = (turn: Turn, found: SessionFound, scene: Scene): Turn =>
  has(turn, "score", scene) ? byMember(turn, found, scene) : say(turn, scene, "session-not-council");

function led(turn: Turn, found: SessionFound, scene: Scene): Turn {
  const { deed, session: of } = found;
  if (of === undefined) return say(turn, scene, "session-none");
  switch (deed.do) {
    case "chair":
      return chaired(turn, found, deed.text, scene);
    case "ask-close":
      return closeAsked(turn, found, of, scene);
    case "close":
      return closed(turn, found, of, deed.seen, scene);
    case "ask-drop":
      return dropAsked(turn, of, scene);
    case "drop":
      return dropped(turn, found, of, scene);
    case "ask-send":
      return sendAsked(turn, found, of, scene);
    case "send":
      return sent(turn, found, of, scene);
    case "papers":
      return papers(turn, found, of, deed.which, scene);
    default:
      return turn;
  }
}

/** Whoever may write the minutes, or opened a session that nobody else writes them of. */
const isSecretary = (turn: Turn, { session: of }: SessionFound, scene: Scene): boolean =>
  of !== undefined &&
  turn.person !== undefined &&
  memberIn(of, turn.person) === undefined &&
  (has(turn, "minutes", scene) || isSamePerson(turn.person, of.secretary.person));

function secretaryNamed(turn: Turn, found: SessionFound, text: string, scene: Scene): Turn {
  const { session: of } = found;
  const read = readName(text);
  const { person } = turn;
  if (of === undefined || read === undefined || person === undefined || of.state === "closed")
    return say(turn, scene, "session-name-again");
  const now = { ...of, secretary: { person: person.id, name: read.name } };
  const kept = keepSession(audited(turn, person, "session-joined", of.id), found, now);
  return say(kept, scene, "session-secretary", { name: read.name, id: of.id });
}

/** Who leads the meeting: by name, or by their number in the list. */
function chaired(turn: Turn, found: SessionFound, words: string, scene: Scene): Turn {
  const { session: of } = found;
  const { person } = turn;
  if (of === undefined || person === undefined) return say(turn, scene, "session-none");
  if (of.state === "closed") return say(turn, scene, "session-is-closed", { id: of.id });
  const number = /^so (?<number>\d{1,2})$|^(?<alone>\d{1,2})$/u.exec(words)?.groups;
  const place = Number(number?.["number"] ?? number?.["alone"] ?? 0) - 1;
  const fitting =
    place >= 0 ? of.members.slice(place, place + 1) : of.members.filter((one) => isCalled(one.name, words));
  const [only, ...more] = fitting;
  if (only !== undefined && more.length === 0) {
    const { chairName: _, ...rest } = of;
    const kept = keepSession(audited(turn, person, "session-chaired", `${of.id} ${only.person}`), found, {
      ...rest,
      chair: only.person,
    });
    return say(kept, scene, "session-chair", { name: nameOf(only.name, of.members.indexOf(only), scene) });
  }
  const named = of.members.flatMap((one, at) =>
    one.name === "" ? [] : [{ data: `hd:chair:${at + 1}`, label: one.name }],
  );
  if (more.length > 0 || words === "") return say(turn, scene, "session-chair-which", {}, named);
  const kept = keepSession(audited(turn, person, "session-chaired", of.id), found, {
    ...of,
    chair: "",
    chairName: words.slice(0, 80),
  });
  return say(kept, scene, "session-chair-later", { name: words }, named);
}

/** What a session has to tell this chat. */
export function sessionHeard(turn: Turn, news: OfSession, scene: Scene): Turn {
  const { session: id, about, lines, apart = 0 } = news;
  switch (news.deed) {
    case "called":
      if (!has(turn, "score", scene)) return turn;
      return backToItem(
        turn,
        speak(
          turn,
          [
            phrase(scene, "session-called", { id, about, count: lines.length }),
            ...lines,
            phrase(scene, "session-called-how"),
          ].join("\n"),
          waitsForWords(turn) ? [] : [{ data: "hd:here", label: phrase(scene, "choice-here") }],
        ),
        undefined,
        scene,
      );
    case "opened":
      if (!leadsSessions(turn, scene)) return turn;
      return backToItem(turn, say(turn, scene, "session-opened-secretary", { id, about }), undefined, scene);
    case "spread":
      if (!leadsSessions(turn, scene)) return turn;
      return backToItem(
        turn,
        speak(
          turn,
          [
            phrase(scene, "session-spread", { id, about, apart }),
            ...lines,
            phrase(scene, "session-spread-how"),
          ].join("\n"),
        ),
        undefined,
        scene,
      );
    case "closed":
    case "dropped": {
      const { session: at, pending, ...thread } = turn.thread;
      const of = pending?.kind.startsWith("session-") === true;
      const left: Turn = {
        ...turn,
        thread: {
          ...thread,
          ...(at === undefined || at.id === id ? {} : { session: at }),
          ...(of || pending === undefined ? {} : { pending }),
        },
      };
      const lost = at?.id === id && Object.keys(at.points ?? {}).length > 0;
      const over = say(left, scene, lost ? "session-over-lost" : "session-over", { id });
      const told = news.deed === "closed" ? over : say(left, scene, "session-dropped", { id });
      return backToItem(left, told, undefined, scene);
    }
    case "papers":
      return leadsSessions(turn, scene)
        ? wantSession(turn, { do: "papers", which: ["minutes", "scores"] }, id)
        : turn;
  }
}
