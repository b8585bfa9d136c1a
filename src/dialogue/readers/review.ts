import { readStars } from "../../review/stars.ts";
import { saysReturn } from "../../review/return-line.ts";
import type { Dossier } from "../../dossier/fold.ts";
import { plain } from "../../text/plain.ts";
import { mentions } from "../../flow/glean.ts";
import { type Naming, openQueue, type ReviewDeed, type ReviewFound, wantReview } from "../review.ts";
import { say } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import type { Thread } from "../thread.ts";
import { acceptAsked, accepted, resulted, returnAsked, returned, sentOn, whyAsked } from "./decision.ts";
import { allShown, opened, pointShown, stateShown } from "./dossier-sheet.ts";
import { handedIn } from "./hand-in.ts";
import { dossierChoice, glancedAtQueue } from "./queue.ts";
import { isForOfficers, mayDecideOn, maySee } from "./review-right.ts";

const code = /\bbh-?[a-z0-9]{4,12}\b/iu;
const ofList =
  /^(?:xem |mo )?(?:viec hom nay|viec cua toi|viec can lam|hang doi|(?:danh sach |cac )?ho so(?: (?:cho|cho duyet|cho xem|dang cho|can xem|can duyet|moi|moi nop))?)$/u;
const inPlace =
  /^(?:xem |mo )?(?:danh sach |cac )?ho so (?:cho |dang cho |cho duyet )?(?:o|tai|cua|xa|thi tran) (?<place>.+)$/u;
const ordered =
  /^(?:xem |mo )?ho so (?:(?<oldest>cu nhat|nop truoc|cho lau nhat)|(?<due>sap het han|gan het han|den han|sap den han)|(?<newest>moi nhat))$/u;
const nextOne = /^(?:mo )?(?:ho so )?(?:tiep theo|tiep|ke tiep|tiep tuc duyet|cai tiep(?: theo)?)$/u;
const askedFor =
  /^(?:cho (?:toi )?)?(?:xem |hoi )?(?:tinh hinh )?(?:ho so|bo ho so)(?: cua)? (?<words>.+?)(?: (?:dang|con|da|hien))? (?:thieu gi|thieu nhung gi|thieu giay gi|den dau|den dau roi|the nao|the nao roi|sao roi|o dau|toi dau|toi dau roi|xong chua)$/u;
const opens = /^(?:xem|mo|doc) (?:ho so )?(?<words>.+)$/u;
const every = /^(?:xem |doc )?(?:tat ca|het|toan bo|ca ho so|tiep trang)$/u;
const onePoint = /^(?:xem|mo|doc|giay|muc|y)(?: so| muc| giay| anh)* (?<number>\d{1,3})$/u;
const reasonsOf = /^(?:ly do|vi sao|loi)(?: so| muc)* (?<number>\d{1,3})$/u;
const accepts =
  /^(?:tiep nhan|nhan|nhan ho so|dong y nhan|duyet|duyet ho so|dat|dat ca|du dieu kien|chuyen len|chuyen tiep|chuyen huyen|chuyen tinh|gui len)(?= |$)/u;
const sends = /^(?:gui|chuyen)(?: len)? (?:tinh|cap tinh|bo|cap tren)\b/u;
const results = /^ket qua\b/u;

/** What an officer says about dossiers: the queue, one of them, what is to become of it. */
export const review: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!isForOfficers(turn, scene)) return undefined;
  const { pending } = turn.thread;
  if (pending?.kind === "reasons")
    return letGo.test(plain(text))
      ? say(settled(turn), scene, "decide-again")
      : onOpen(settled(turn), { do: "ask-return", line: text });
  const words = plain(text);
  return ofQueue(turn, words, scene) ?? ofNamed(turn, text, words) ?? ofOpen(turn, text, words);
};

const letGo = /^(?:thoi|huy|bo qua|de sau|khong|dung lai|menu|thoat)(?: a| nhe| da)?$/u;

const settled = (turn: Turn): Turn => {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
};

function ofQueue(turn: Turn, words: string, scene: Scene): Turn | undefined {
  if (nextOne.test(words) && turn.thread.review !== undefined && turn.dossier === undefined)
    return openNext(turn);
  if (ofList.test(words)) return openQueue(settled(turn));
  const order = ordered.exec(words)?.groups;
  if (order !== undefined)
    return openQueue(settled(turn), {
      order: order["oldest"] === undefined ? (order["newest"] === undefined ? "due" : "newest") : "oldest",
    });
  const named = inPlace.exec(words)?.groups?.["place"];
  const place =
    named === undefined
      ? undefined
      : scene.setting.programme.communes.find((one) =>
          [one.name, ...one.also].some((name) => mentions(named, name)),
        );
  return place === undefined ? undefined : openQueue(settled(turn), { place: place.id });
}

/** A dossier by its code or in words. */
function ofNamed(turn: Turn, text: string, words: string): Turn | undefined {
  const receipt = code.exec(text)?.[0].toUpperCase();
  const named: Naming | undefined =
    receipt === undefined
      ? undefined
      : { code: receipt.startsWith("BH-") ? receipt : `BH-${receipt.slice(2)}` };
  const asked = askedFor.exec(words)?.groups?.["words"];
  if (named !== undefined) {
    if (results.test(words)) return wantReview(turn, { ask: "dossier", named, deed: result(text) });
    if (sends.test(words)) return wantReview(turn, { ask: "dossier", named, deed: { do: "send-on" } });
    if (opens.test(words) || words.startsWith("ho so"))
      return wantReview(settled(turn), {
        ask: "dossier",
        named,
        deed: asked === undefined ? { do: "open" } : { do: "state" },
      });
    return asked === undefined
      ? undefined
      : wantReview(turn, { ask: "dossier", named, deed: { do: "state" } });
  }
  if (asked !== undefined && !/^(?:cua )?(?:toi|em|minh|con|nha toi|nha em|nha minh|nay)$/u.test(asked))
    return wantReview(turn, { ask: "dossier", named: { words: asked }, deed: { do: "state" } });
  const open = /^(?:mo|xem) ho so (?<words>.+)$/u.exec(words)?.groups?.["words"];
  return open === undefined
    ? undefined
    : wantReview(settled(turn), { ask: "dossier", named: { words: open }, deed: { do: "open" } });
}

/** What is said about the dossier that is open in this chat. */
function ofOpen(turn: Turn, text: string, words: string): Turn | undefined {
  if (turn.thread.review === undefined) return undefined;
  if (every.test(words)) return onOpen(settled(turn), { do: "all", page: 0 });
  const number = onePoint.exec(words)?.groups?.["number"];
  if (number !== undefined) return onOpen(turn, { do: "point", number: Number(number) });
  const why = reasonsOf.exec(words)?.groups?.["number"];
  if (why !== undefined) return onOpen(turn, { do: "point", number: Number(why), why: true });
  if (saysReturn(text)) return onOpen(settled(turn), { do: "ask-return", line: text });
  if (results.test(words)) return onOpen(settled(turn), result(text));
  if (sends.test(words)) return onOpen(settled(turn), { do: "send-on" });
  if (accepts.test(words)) return onOpen(settled(turn), { do: "ask-accept", words: text });
  return undefined;
}

const onOpen = (turn: Turn, deed: ReviewDeed): Turn | undefined => {
  const { review: open } = turn.thread;
  return open === undefined
    ? undefined
    : wantReview(turn, { ask: "dossier", named: { id: open.dossier }, deed });
};

export const openNext = (turn: Turn): Turn =>
  wantReview(settled(turn), { ask: "dossier", named: { next: {} }, deed: { do: "open" } });

/** "kết quả BH-0003 3 sao, QĐ 4261/QĐ-UBND", "kết quả BH-0003 không đạt: thiếu phiếu kiểm nghiệm". */
function result(text: string): ReviewDeed {
  const { stars, decision, words } = readStars(
    text.replace(code, "").replace(/^\s*(?:kết quả|ket qua)/iu, ""),
  );
  return { do: "result", stars, decision, improve: words };
}

/** A tap of an officer's: open a dossier, all of it from a page on, return, accept, the next; w: a reason for a point. */
export function reviewTap(turn: Turn, verb: string, rest: string, scene: Scene): Turn | undefined {
  if (!isForOfficers(turn, scene)) return undefined;
  const clear = settled(turn);
  switch (verb) {
    case "open":
      return wantReview(clear, { ask: "dossier", named: { id: rest }, deed: { do: "open" } });
    case "all":
      return onOpen(clear, { do: "all", page: Number(rest) || 0 });
    case "point":
      return onOpen(turn, { do: "point", number: Number(rest) || 0 });
    case "return":
      return onOpen(clear, { do: "ask-return", line: "" });
    case "accept":
      return onOpen(clear, { do: "ask-accept", words: "" });
    case "send":
      return onOpen(clear, { do: "send-on" });
    case "next":
      return openNext(turn);
    case "list":
      return openQueue(clear);
    case "why":
      return onOpen(clear, { do: "ask-return", line: rest.replace(":", " ") });
    default:
      return undefined;
  }
}

/** The yes to what was shown: the dossier is looked at once more, as it is now. */
export const decisionAgreed = (
  turn: Turn,
  pending: Extract<NonNullable<Thread["pending"]>, { kind: "return" | "accept" }>,
): Turn => {
  const deed: ReviewDeed =
    pending.kind === "return"
      ? { do: "return", seen: pending.seen, reasons: pending.reasons, note: pending.note }
      : { do: "accept", seen: pending.seen, findings: pending.findings };
  return wantReview(turn, { ask: "dossier", named: { id: pending.dossier }, deed });
};

/** What was found. */
export function reviewed(turn: Turn, found: ReviewFound, scene: Scene): Turn {
  if (found.ask === "hand-in") return handedIn(turn, found.officers, scene);
  if (turn.person === undefined) return turn;
  if (found.ask === "queue") return glancedAtQueue(turn, turn.person, found, scene);
  return ofDossier(turn, found, scene);
}

type OfDossier = Extract<ReviewFound, { ask: "dossier" }>;

function ofDossier(turn: Turn, found: OfDossier, scene: Scene): Turn {
  const { dossier, deed } = found;
  if (dossier === undefined || !maySee(turn, dossier, scene)) return notThere(turn, found, scene);
  switch (deed.do) {
    case "open":
      return opened(turn, dossier, scene);
    case "state":
      return stateShown(turn, dossier, scene);
    case "all":
      return allShown(turn, dossier, deed.page, scene);
    case "point":
      return deed.why
        ? whyAsked(turn, dossier, deed.number, scene)
        : pointShown(turn, dossier, deed.number, scene);
    case "result":
      return resulted(turn, dossier, deed, found.chats, scene);
    case "send-on":
      return sentOn(turn, dossier, found.chats, scene);
    default:
      return mayDecideOn(turn, dossier, scene)
        ? decidedOn(turn, dossier, deed, found, scene)
        : say(turn, scene, "not-yours-to-decide");
  }
}

type Decision = Extract<ReviewDeed, { do: "ask-return" | "ask-accept" | "return" | "accept" }>;

function decidedOn(turn: Turn, dossier: Dossier, deed: Decision, found: OfDossier, scene: Scene): Turn {
  switch (deed.do) {
    case "ask-return":
      return returnAsked(turn, dossier, deed.line, scene);
    case "ask-accept":
      return acceptAsked(turn, dossier, deed.words, scene);
    case "return":
      return returned(turn, dossier, deed, found.chats, scene);
    case "accept":
      return accepted(turn, dossier, deed, found, scene);
  }
}

/** Nothing is said of dossiers elsewhere: not even that they are there. */
function notThere(turn: Turn, found: Extract<ReviewFound, { ask: "dossier" }>, scene: Scene): Turn {
  const { named, several } = found;
  if (several.length > 0)
    return say(
      turn,
      scene,
      "which-of-dossiers",
      {},
      several.map((one) => dossierChoice(one, scene)),
    );
  if ("next" in named) return openQueue(turn);
  return say(turn, scene, "no-such-dossier");
}
