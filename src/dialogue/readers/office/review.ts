import { readStars } from "../../../review/stars.ts";
import { saysReasons } from "../../../review/reasons.ts";
import { saysReturn } from "../../../review/return-line.ts";
import type { Dossier } from "../../../dossier/fold.ts";
import { plain } from "../../../text/plain.ts";
import { mentions } from "../../../flow/glean.ts";
import { type Naming, openQueue, type ReviewDeed, type ReviewFound, wantReview } from "../../review.ts";
import { hasOn } from "../../right.ts";
import { say } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import type { Thread } from "../../thread.ts";
import {
  acceptAsked,
  accepted,
  decidedMeanwhile,
  resulted,
  returnAsked,
  returned,
  seenOf,
  sentOn,
  whyAsked,
} from "./decision.ts";
import { allShown, itemShown, opened, pointShown, stateShown } from "./dossier-sheet.ts";
import { archiveForOffice, wantsArchive } from "../archive.ts";
import { formsForOffice, formWish } from "../forms.ts";
import { alikeListed, alikeTold, asksAlike } from "../alike.ts";
import { handedIn } from "../hand-in.ts";
import { wantsSelfScore } from "../readiness.ts";
import { selfScoreShown } from "../readiness-shown.ts";
import { dossierChoice, glancedAtQueue } from "./queue.ts";
import { isForOfficers, mayDecideOn, maySee } from "./review-right.ts";

const code = /\bbh-?[a-z0-9]{4,12}\b/iu;
const ofList =
  /^(?:(?:xem|mo|cho xem|con|co) )?(?:viec(?: gi| nao)?(?: hom nay| cua toi| can lam)?|hom nay co viec gi|hang doi|(?:danh sach |cac |may |bao nhieu )?ho so(?: (?:nao|cho|cho duyet|cho xem|dang cho|can xem|can duyet|moi|moi nop))*)(?: khong| chua| nao khong| a| nhi)?$/u;
const inPlace =
  /^(?:xem |mo )?(?:danh sach |cac )?ho so (?:cho |dang cho |cho duyet )?(?:o|tai|cua|xa|thi tran) (?<place>.+)$/u;
const ordered =
  /^(?:xem |mo )?ho so (?:(?<oldest>cu nhat|nop truoc|cho lau nhat)|(?<due>sap het han|gan het han|den han|sap den han)|(?<newest>moi nhat))$/u;
const nextOne =
  /^(?:mo |xem )?(?:(?<said>ho so )|cai )?(?:tiep theo|tiep|ke tiep|khac|tiep di|tiep tuc duyet|tiep nua|sau)(?: di| nhe| nua| a)?$/u;
/** One of a list: "mở cái thứ 3", "xem số 2", "cái đầu". */
const ofThose =
  /^(?:mo|xem|doc|chon|lay|duyet|ho so|cai|so)(?: ho so| cai| so| thu)* (?:(?<number>\d{1,2})|(?<word>nhat|hai|ba|tu|bon|nam|sau|bay|dau(?: tien)?|cuoi(?: cung)?))(?: di| nhe| a)?$/u;
const places = [/^(?:nhat|dau)/u, /^hai$/u, /^ba$/u, /^(?:tu|bon)$/u, /^nam$/u, /^sau$/u, /^bay$/u];
const askedFor =
  /^(?:cho (?:toi )?)?(?:xem |hoi )?(?:tinh hinh )?(?:ho so|bo ho so)(?: cua)? (?<words>.+?)(?: (?:dang|con|da|hien))? (?:thieu gi|thieu nhung gi|thieu giay gi|den dau|den dau roi|the nao|the nao roi|sao roi|o dau|toi dau|toi dau roi|xong chua)$/u;
const opens = /^(?:xem|mo|doc) (?:ho so )?(?<words>.+)$/u;
const every =
  /^(?:cho )?(?:xem |doc |mo )?(?:tat ca|het|toan bo|ca ho so|het ho so|het ra|tiep trang|trang sau)(?: di| a| nhe)?$/u;
const somePoints =
  /^(?:cho )?(?:xem|mo|doc|giay|muc|y)(?: lai| so| muc| giay| to| anh| y)* (?<numbers>\d{1,3}(?:(?: va| voi)? \d{1,3}){0,3})(?: di| a| nhe| dau)?$/u;
const pointNamed =
  /^(?:(?:cho )?(?:xem|mo|doc)(?: lai| thu)* (?<words>(?:giay|anh|to|phieu|ban|muc|ma|so do|hinh) .+?)(?: di| a| nhe)?|(?<asked>(?:giay|anh|to|phieu|ban) .+) dau(?: roi)?)$/u;
const reasonsOf = /^(?:ly do|vi sao|loi)(?: so| muc)* (?<number>\d{1,3})$/u;
const polite = "(?:(?:ok|vang|da|thoi|duoc|duoc roi|roi|the|em|toi|anh|chi|xong|a|cu) )*";
/** Not "nhãn hiệu …", "đất …" or "quá mờ", which look the same without marks. */
const accepts = new RegExp(
  `^${polite}(?:tiep nhan|nhan(?! (?:hieu|mac|hang|xet|dan|thay))|dong y(?: tiep)? nhan|chap nhan|thong qua|duyet|cho qua|dat(?= (?:ca|het|roi|yeu cau|di|nhe|a|luon)|$)|du(?: giay| giay to| ho so)? roi|du dieu kien|hop le|chuyen len|chuyen tiep|chuyen huyen|chuyen tinh|gui len)(?= |,|$)`,
  "u",
);
/** Said again to what is shown already, it means yes; "gửi" does where something would be returned. */
const acceptsBare = new RegExp(
  `${accepts.source}(?: (?:di|nhe|a|luon|em|thoi|ca|het|yeu cau|ho so|ho so nay))*$`,
  "u",
);
const sendsBare = new RegExp(
  `^${polite}(?:gui|tra|tra lai|tra ve)(?: (?:di|nhe|a|luon|em|thoi|lai|ho so|ba con))*$`,
  "u",
);
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
  return (
    ofPreview(turn, text, words, scene) ??
    ofQueue(turn, words, scene) ??
    ofNamed(turn, text, words) ??
    ofOpen(turn, text, words, scene) ??
    ofNone(turn, text, words, scene)
  );
};

const letGo = /^(?:thoi|huy|bo qua|de sau|khong|dung lai|menu|thoat)(?: a| nhe| da)?$/u;
/** The no to what is shown. */
const holdsBack =
  /^(?:thoi|huy|khoan|de sau|khong|chua|chua gui|khong gui|sua|sua lai|doi da|dung)(?: a| nhe| da)?$/u;
/** The yes to "shall the next one be opened?". */
const opensNext = /^(?:mo|co|ok|vang|u|duoc|tiep tuc)(?: di| luon| a| nhe| ra)?$/u;

const settled = (turn: Turn): Turn => {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
};

/** While a decision is shown: the same word again is the yes to it, and more reasons join those that are shown. */
function ofPreview(turn: Turn, text: string, words: string, scene: Scene): Turn | undefined {
  const { pending } = turn.thread;
  if (pending?.kind !== "accept" && pending?.kind !== "return" && pending?.kind !== "result")
    return undefined;
  if (holdsBack.test(words)) return say(settled(turn), scene, "decide-again");
  if (pending.kind === "accept")
    return acceptsBare.test(words) ? decisionAgreed(settled(turn), pending) : undefined;
  if (sendsBare.test(words)) return decisionAgreed(settled(turn), pending);
  if (pending.kind === "result") return undefined;
  const more = /^\s*(?:thêm|them|và|va|còn|con)(?: (?:cả|ca))?\s+/iu.exec(text)?.[0];
  if (more === undefined && !saysReasons(text)) return undefined;
  const { reasons, note } = pending;
  return onOpen(settled(turn), {
    do: "ask-return",
    line: text.slice(more?.length ?? 0),
    ...(more === undefined ? {} : { beside: { reasons, note } }),
  });
}

function ofQueue(turn: Turn, words: string, scene: Scene): Turn | undefined {
  const listed = ofListed(turn, words);
  if (listed !== undefined) return listed;
  const next = nextOne.exec(words);
  if (turn.thread.offered[0]?.data === "rv:next" && opensNext.test(words)) return openNext(turn);
  if (next !== null && (turn.dossier === undefined || next.groups?.["said"] !== undefined))
    return openNext(turn);
  if (asksAlike(turn, words, scene)) return wantReview(turn, { ask: "alikes" });
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

/** One of the dossiers that were listed last, by its place among them. */
function ofListed(turn: Turn, words: string): Turn | undefined {
  const listed = turn.thread.offered.filter((one) => one.data.startsWith("rv:open:"));
  const said = listed.length > 0 ? ofThose.exec(words)?.groups : undefined;
  if (said === undefined) return undefined;
  const { number, word = "" } = said;
  const at =
    number !== undefined
      ? Number(number) - 1
      : word.startsWith("cuoi")
        ? listed.length - 1
        : places.findIndex((one) => one.test(word));
  const id = listed[at]?.data.slice("rv:open:".length);
  return id === undefined
    ? undefined
    : wantReview(settled(turn), { ask: "dossier", named: { id }, deed: { do: "open" } });
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
  const open = /^(?:mo|xem|tim) ho so (?<words>.+)$/u.exec(words)?.groups?.["words"];
  return open === undefined
    ? undefined
    : wantReview(settled(turn), { ask: "dossier", named: { words: open }, deed: { do: "open" } });
}

/** What is said about the dossier that is open in this chat. */
function ofOpen(turn: Turn, text: string, words: string, scene: Scene): Turn | undefined {
  if (turn.thread.review === undefined) return undefined;
  if (wantsArchive(text)) return onOpen(turn, { do: "archive" });
  const wish = formWish(text);
  if (wish !== undefined && wish.what !== "changes") {
    const number = typeof wish.what === "object" ? { number: wish.what.number } : {};
    return onOpen(turn, { do: "forms", ...number });
  }
  if (wantsSelfScore(text)) return onOpen(turn, { do: "self-score" });
  const point = pointsSaid(words);
  if (point !== undefined) return onOpen(point.do === "all" ? settled(turn) : turn, point);
  if (returns(turn, text)) return onOpen(settled(turn), { do: "ask-return", line: text });
  if (results.test(words)) return onOpen(settled(turn), result(text));
  if (sends.test(words)) return onOpen(settled(turn), { do: "send-on" });
  if (accepts.test(words)) return onOpen(settled(turn), { do: "ask-accept", words: text });
  return turn.thread.pending === undefined &&
    turn.dossier === undefined &&
    (letGo.test(words) || sendsBare.test(words))
    ? say(turn, scene, "decide-again")
    : undefined;
}

/** Whether a line sends back what is open; points with reasons do, as long as nobody is asked for a number here. */
const returns = (turn: Turn, text: string): boolean =>
  saysReturn(text) ||
  (turn.thread.asked === undefined && turn.thread.pending === undefined && saysReasons(text));

/** What somebody wants to look at in a dossier. */
function pointsSaid(words: string): Extract<ReviewDeed, { do: "all" | "point" | "item" }> | undefined {
  if (every.test(words)) return { do: "all", page: 0 };
  const numbers = somePoints.exec(words)?.groups?.["numbers"]?.match(/\d+/gu)?.map(Number);
  if (numbers !== undefined) return { do: "point", numbers };
  const why = reasonsOf.exec(words)?.groups?.["number"];
  if (why !== undefined) return { do: "point", numbers: [Number(why)], why: true };
  const named = pointNamed.exec(words)?.groups;
  const item = named?.["words"] ?? named?.["asked"];
  return item === undefined ? undefined : { do: "item", words: item };
}

/** The same with no dossier open: one has to be chosen first. Whoever makes goods here too may mean their own. */
function ofNone(turn: Turn, text: string, words: string, scene: Scene): Turn | undefined {
  if (turn.thread.review !== undefined || turn.dossier !== undefined) return undefined;
  if (turn.thread.pending !== undefined || turn.thread.asked !== undefined) return undefined;
  const meant =
    pointsSaid(words) !== undefined ||
    wantsArchive(text) ||
    typeof formWish(text)?.what === "object" ||
    saysReasons(text) ||
    acceptsBare.test(words) ||
    sendsBare.test(words) ||
    (saysReturn(text) && /^(?:tra|chua duoc|chua dat|khong dat)/u.test(words));
  return meant ? openQueue(say(turn, scene, "open-first")) : undefined;
}

const onOpen = (turn: Turn, deed: ReviewDeed): Turn | undefined => {
  const { review: open } = turn.thread;
  return open === undefined
    ? undefined
    : wantReview(turn, { ask: "dossier", named: { id: open.dossier }, deed });
};

const openNext = (turn: Turn): Turn => {
  const { review: open } = turn.thread;
  const next = open === undefined ? {} : { after: open.dossier };
  return wantReview(settled(turn), { ask: "dossier", named: { next }, deed: { do: "open" } });
};

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
      return onOpen(turn, { do: "point", numbers: [Number(rest) || 0] });
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
export const decisionAgreed = (turn: Turn, pending: Previewed): Turn =>
  wantReview(turn, { ask: "dossier", named: { id: pending.dossier }, deed: deedOf(pending) });

type Previewed = Extract<NonNullable<Thread["pending"]>, { kind: "return" | "accept" | "result" }>;

function deedOf(pending: Previewed): ReviewDeed {
  switch (pending.kind) {
    case "return":
      return { do: "return", seen: pending.seen, reasons: pending.reasons, note: pending.note };
    case "accept":
      return { do: "accept", seen: pending.seen, findings: pending.findings };
    case "result": {
      const { seen, stars, decision, improve } = pending;
      return { do: "result", seen, stars, decision, improve };
    }
  }
}

/** What was found. */
export function reviewed(turn: Turn, found: ReviewFound, scene: Scene): Turn {
  if (found.ask === "hand-in") return handedIn(turn, found.officers, scene);
  if (found.ask === "alike") return alikeTold(turn, found, scene);
  if (found.ask === "alikes") return alikeListed(turn, found, scene);
  if (turn.person === undefined) return turn;
  if (found.ask === "queue") return glancedAtQueue(turn, turn.person, found, scene);
  return ofDossier(turn, found, scene);
}

type OfDossier = Extract<ReviewFound, { ask: "dossier" }>;

function ofDossier(turn: Turn, found: OfDossier, scene: Scene): Turn {
  const { dossier, deed } = found;
  if (dossier === undefined || !maySee(turn, dossier, scene)) return gone(turn, found, scene);
  switch (deed.do) {
    case "open":
      return opened(turn, dossier, scene);
    case "state":
      return stateShown(turn, dossier, scene);
    case "self-score":
      return selfScoreShown(turn, dossier, scene);
    case "archive":
      return archiveForOffice(turn, dossier, scene);
    case "forms":
      return formsForOffice(turn, dossier, deed.number, scene);
    case "all":
      return allShown(turn, dossier, deed.page, scene);
    case "point":
      return deed.why
        ? whyAsked(turn, dossier, deed.numbers[0] ?? 0, scene)
        : deed.numbers.reduce((now, one) => pointShown(now, dossier, one, scene), turn);
    case "item":
      return itemShown(turn, dossier, deed.words, scene);
    case "result":
      return resulted(turn, dossier, deed, found.chats, scene);
    case "send-on":
      return sentOn(turn, dossier, found.chats, scene);
    default:
      if (mayDecideOn(turn, dossier, scene)) return decidedOn(turn, dossier, deed, found, scene);
      return (
        decidedMeanwhile(turn, dossier, seenBefore(turn, dossier, deed), scene) ??
        say(turn, scene, "not-yours-to-decide")
      );
  }
}

/** How many entries it had when it was looked at for this decision. */
const seenBefore = (turn: Turn, dossier: Dossier, deed: Decision): number | undefined =>
  "seen" in deed ? deed.seen : seenOf(turn, dossier);

/** What was open here and may not be shown any more: its producer has just taken it back, or it is no business of theirs. */
function gone(turn: Turn, found: OfDossier, scene: Scene): Turn {
  const { dossier } = found;
  const wasOpen =
    dossier?.state === "draft" &&
    turn.thread.review?.dossier === dossier.id &&
    hasOn(turn, "see", { place: dossier.place }, scene);
  if (!wasOpen) return notThere(turn, found, scene);
  const { review: _, ...thread } = settled(turn).thread;
  return openQueue(say({ ...turn, thread }, scene, "was-withdrawn"));
}

type Decision = Extract<ReviewDeed, { do: "ask-return" | "ask-accept" | "return" | "accept" }>;

function decidedOn(turn: Turn, dossier: Dossier, deed: Decision, found: OfDossier, scene: Scene): Turn {
  switch (deed.do) {
    case "ask-return":
      return returnAsked(turn, dossier, deed, scene);
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
