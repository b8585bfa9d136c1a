import { isOpen } from "../../dossier/fold.ts";
import { plain } from "../../text/plain.ts";
import { askNext, hello, menu } from "../ask.ts";
import { say } from "../say.ts";
import type { Reader, Turn } from "../scene.ts";

const greetings =
  /^(?:alo|a lo|xin chao|chao|hello|hi|hey|chao (?:ban|em|anh|chi|bot|tro ly|bac|ad|ca nha|moi nguoi)|xin chao .{0,20}|em chao .{0,20}|chao buoi .{0,10}|e|oi|co ai khong|co ai o do khong|bot oi|tro ly oi|ad oi)$/u;
const thanks =
  /^(?:cam on|cam on (?:ban|em|anh|chi|nhieu|nha|nhe|bot|tro ly|bac).{0,20}|thank|thanks|tks|cam on a|ok cam on.{0,20}|vang cam on.{0,20})$/u;
const nods =
  /^(?:ok|oke|okay|vang|da|u|uh|ừ|duoc|duoc roi|biet roi|hieu roi|vang a|da vang|tot|hay|tuyet)(?: a| nhe| roi)?$/u;

/** Whether words are only kindness: they are no product, and no answer. */
export const onlyKind = (text: string): boolean =>
  [greetings, thanks, nods].some((form) => form.test(plain(text)));

/** Greetings and thanks: answered in a word, and the open question stays. */
export const greeting: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = plain(text);
  const { pending, offered } = turn.thread;
  const waiting = isOpen(turn.dossier) || pending !== undefined;
  const goOn = (told: Turn): Turn =>
    pending === undefined ? askNext(told, scene) : say(told, scene, "still-waiting", {}, offered);
  if (greetings.test(words))
    return waiting ? goOn(say(turn, scene, "hello-again")) : menu(hello(turn, scene), scene);
  if (thanks.test(words)) return waiting ? goOn(say(turn, scene, "thanks")) : say(turn, scene, "thanks");
  return undefined;
};

/** A bare "vâng" or "ok" that confirms nothing: the open question once more. */
export const nod: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  nods.test(plain(text)) ? (isOpen(turn.dossier) ? askNext(turn, scene) : menu(turn, scene)) : undefined;
