import { isOpen } from "../../dossier/fold.ts";
import { choicesOf } from "../../flow/accept.ts";
import { onPaper, type Value } from "../../flow/answers.ts";
import { applies } from "../../flow/progress.ts";
import type { Item } from "../../flow/define.ts";
import { fold } from "../../text/fold.ts";
import { plain } from "../../text/plain.ts";
import { askNext, listOfDossier } from "../ask.ts";
import { isCommand } from "../command.ts";
import { answer, put, skip } from "../record.ts";
import { say } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { announceTapped } from "./announcement/announce.ts";
import { answering } from "./announcement/answers.ts";
import { isForThem, obey, why } from "./command.ts";
import { decideOn } from "./confirmation.ts";
import { pickCorrection } from "./correction.ts";
import { tryCode } from "./join.ts";
import { dropped, placed, which } from "./file.ts";
import { formTap, signable, signedCame } from "./forms.ts";
import { dealt } from "./hand-in.ts";
import { documentTapped } from "./office/document.ts";
import { calm } from "./open-item.ts";
import { reviewTap } from "./office/review.ts";
import { pageTap, sessionTap } from "./council/session.ts";
import { approve, replyTo } from "./office/desk.ts";
import { aboutPaper, consult } from "./question.ts";
import { nextPage } from "./book/report.ts";
import { complain } from "./receipt.ts";
import { nextNeeds } from "./requirements.ts";
import { takeOffer } from "./wish.ts";

/**
 * A tapped choice, or its number typed. The data says what it belongs to, so that a tap on an old message still
 * means what it meant: a answer, k skip, l later, w what or why, n next page, c command, p pending, o dossier,
 * e edit, d the last words were an answer after all, f the paper that a file is, m more papers, x no paper at all,
 * g the next page of what a product needs, h an offer to hand something on, to that office,
 * q a question to go on with (its label), b an answer is wrong; for officers: r reply, u publish, v decline, rv review, t of a document
 * they add.
 * hd: a session of the council. nb of an announcement that staff write or send, bc an answer to one.
 * fm a form to be had, fs the form whose signed copy a file is.
 * z: what a returned dossier asks for is done. book the next page of a list.
 */
export function tap(turn: Turn, data: string, label: string, scene: Scene): Turn | undefined {
  const [kind = "", id = "", rest = ""] = data.split(":");
  switch (kind) {
    case "c":
      return isCommand(id) && isForThem(turn, id, scene) ? obey(turn, id, scene) : undefined;
    case "x":
      return dropped(calm(turn), scene);
    case "start":
      // A link such as t.me/bot?start=BH-A7K2F9 carries the code itself.
      return /^BH-/iu.test(id) ? tryCode(turn, id, scene) : undefined;
    case "q":
      return consult(turn, wholeLabel(turn, data, label), true, scene);
    case "b":
      return complain(turn, id, scene);
    case "r":
      return replyTo(turn, id, scene);
    case "u":
      return approve(turn, id, "publish", scene);
    case "v":
      return approve(turn, id, "decline", scene);
    case "nb":
      return announceTapped(turn, data, scene);
    case "bc":
      return /^TB-\d{3,8}$/u.test(id) && /^[1-9]\d?$/u.test(rest)
        ? answering(turn, id, Number(rest))
        : undefined;
    case "book":
      return nextPage(turn, data, scene);
    case "g":
      return nextNeeds(turn, data, scene);
    case "h":
      return takeOffer(turn, id, scene);
    case "t":
      return documentTapped(turn, id, rest, scene);
    case "rv":
      return (
        reviewTap(turn, id, data.slice(`rv:${id}:`.length), scene) ??
        pageTap(turn, id, data.slice(`rv:${id}:`.length))
      );
    case "fm":
      return formTap(calm(turn), id, scene);
    case "fs":
      return signedTapped(turn, id, scene);
    case "hd":
      return sessionTap(turn, id, data.slice(`hd:${id}:`.length), scene);
    case "z":
      return dealt(calm(turn), Number(id), scene);
    case "p":
      return decideOn(turn, scene, id === "yes");
    case "o":
      return turn.person?.dossiers.some((one) => one.id === id)
        ? { ...calm(turn), effects: [...turn.effects, { kind: "open", dossier: id }] }
        : undefined;
  }
  const items = turn.dossier === undefined ? {} : listOfDossier(scene, turn.dossier).items;
  // The data comes from outside: "constructor" is a property of every object, but no item.
  const item = Object.hasOwn(items, id) ? items[id] : undefined;
  if (turn.dossier === undefined || item === undefined) return undefined;
  if (!isOpen(turn.dossier) || !applies(item, turn.dossier.answers))
    return askNext(say(turn, scene, "tap-too-late", { what: item.short }), scene);
  const waiting = turn.thread.files?.at(-1);
  switch (kind) {
    case "a": {
      const value = tapped(item, rest, scene);
      return value === undefined ? undefined : askNext(answer(calm(turn), scene, id, value), scene);
    }
    case "k":
      return askNext(skip(calm(turn), scene, id), scene);
    case "l":
      return askNext(put(calm(turn), scene, id), scene);
    case "w":
      return askNext(
        item.expect.kind === "paper" ? aboutPaper(turn, scene, item.expect.paper) : why(turn, scene, id),
        scene,
      );
    case "n":
      return askNext({ ...turn, thread: { ...turn.thread, asked: id, page: Number(rest) || 0 } }, scene);
    case "f":
      return waiting === undefined ? undefined : placed(calm(turn), waiting, id, scene);
    case "m":
      return waiting === undefined ? undefined : which(turn, waiting, scene, Number(rest) || 0);
    case "d":
      return turn.thread.doubt === undefined
        ? undefined
        : askNext(answer(calm(turn), scene, id, turn.thread.doubt), scene);
    case "e":
      return pickCorrection(turn, scene, id);
    default:
      return undefined;
  }
}

/** The files that wait are a signed form. */
function signedTapped(turn: Turn, id: string, scene: Scene): Turn | undefined {
  const { files = [], ...thread } = turn.thread;
  const form =
    turn.dossier === undefined ? undefined : signable(turn.dossier, scene).find((one) => one.id === id);
  return form === undefined || files.length === 0 || !isOpen(turn.dossier)
    ? undefined
    : signedCame(calm({ ...turn, thread }), files, form, scene);
}

/** A button may show a label cut short; what it was offered as has all of it. */
function wholeLabel(turn: Turn, data: string, label: string): string {
  const whole = turn.thread.offered.find((one) => one.data === data)?.label ?? "";
  return whole.startsWith(label.replace(/…$/u, "")) ? whole : label;
}

function tapped(item: Item, option: string, scene: Scene): Value | undefined {
  if (item.expect.kind === "paper") return option === onPaper ? onPaper : undefined;
  if (item.expect.kind === "yesno") return option === "yes";
  const known = choicesOf(item.expect, scene.world)?.some((one) => one.id === option) ?? false;
  if (!known) return undefined;
  return item.expect.kind === "many" ? [option] : option;
}

const number = /^(?:so |cau |chon |y )?\(?(\d{1,2})[.)]?$/iu;

const ordinals = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay"];
const ordinal = /^(?:cai|so|cau|y|chon|lay)? ?(?:cai )?(?:thu|so) (nhat|hai|ba|tu|nam|sau|bay)$/u;

/** "1", "số 2", "cái thứ ba" and a choice's own words mean one of the choices last offered. */
export function offered(turn: Turn, text: string, scene: Scene): Turn | undefined {
  const digits = number.exec(text.trim())?.[1];
  const place =
    digits === undefined ? ordinals.indexOf(ordinal.exec(fold(text))?.[1] ?? "-") : Number(digits) - 1;
  const { offered: choices } = turn.thread;
  const words = plain(text);
  const choice = choices[place] ?? choices.find(({ label }) => words !== "" && plain(label) === words);
  return choice === undefined ? undefined : tap(turn, choice.data, choice.label, scene);
}
