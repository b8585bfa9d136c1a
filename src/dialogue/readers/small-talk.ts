import { isOpen } from "../../dossier/fold.ts";
import { plain } from "../../text/plain.ts";
import { progress } from "../../flow/progress.ts";
import { askNext, hello, listOfDossier, menu, titleOf } from "../ask.ts";
import { say } from "../say.ts";
import type { Reader, Turn } from "../scene.ts";

const greetings =
  /^(?:alo|a lo|xin chao|chao|hello|hi|hey|chao (?:ban|em|anh|chi|bot|tro ly|bac|ad|ca nha|moi nguoi)|xin chao .{0,20}|em chao .{0,20}|chao buoi .{0,10}|e|oi|co ai khong|co ai o do khong|bot oi|tro ly oi|ad oi)$/u;
const thanks =
  /^(?:cam on|cam on (?:ban|em|anh|chi|nhieu|nha|nhe|bot|tro ly|bac).{0,20}|thank|thanks|tks|cam on a|ok cam on.{0,20}|vang cam on.{0,20})$/u;
const nods =
  /^(?:ok|oke|okay|vang|da|u|uh|ừ|duoc|duoc roi|biet roi|hieu roi|vang a|da vang|tot|hay|tuyet)(?: (?:a|nhe|nha|roi|em|anh|chi|ban|ad))*$/u;

const praise =
  /^(?:(?:em|ban|bot|ad|tro ly) )?(?:nhiet tinh|gioi|de thuong|chu dao|tan tinh|thong minh|nhanh)(?: (?:qua|the|ghe|lam|nhi|a|em|that))*$/u;
const weather =
  /^(?:(?:hom nay|nay|dao nay|o day|may hom nay) )?troi (?:\S+ ){0,5}(?:qua|the|nhi|ghe)(?: (?:em|a|nhi))?$/u;
const grumble =
  /^(?:(?:troi|oi|gi|sao|ma|the|e|em|ban|ad|bot|toi|minh|u|a|da|cu) )*(?:hoi (?:gi )?(?:ma )?(?:lam|nhieu|dai|ky|hoai|mai)|met|chan|ngai|phien|nan|dai|lau|lau la|dai dong|ruom ra|phuc tap|rac roi|nhieu cau|nhieu|mat (?:thoi gian|thi gio|thi gio))(?: (?:qua|the|vay|lam|ghe|hoai|mai|em|oi|a|ad|ma|roi|con (?:bao nhieu|may|nhieu|lau) (?:cau )?(?:nua|khong)?))+$/u;

/** Whether words are only kindness: they are no product, and no answer. */
export const onlyKind = (text: string): boolean =>
  [greetings, thanks, nods, praise].some((form) => form.test(plain(text)));

/** Greetings and thanks: answered in a word, and the open question stays. */
export const greeting: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = plain(text);
  const { pending, offered } = turn.thread;
  const waiting = isOpen(turn.dossier) || pending !== undefined;
  const goOn = (told: Turn): Turn =>
    pending === undefined ? askNext(told, scene) : say(told, scene, "still-waiting", {}, offered);
  if (greetings.test(words)) {
    if (!waiting) return menu(hello(turn, scene), scene);
    // Where several dossiers are begun, perhaps by several people on one phone, it is said which this is.
    const several = (turn.person?.dossiers.filter((one) => !one.handedIn).length ?? 0) > 1;
    return turn.dossier !== undefined && several && pending === undefined
      ? goOn(say(turn, scene, "has-draft", { title: titleOf(scene, turn.dossier) }))
      : goOn(say(turn, scene, "hello-again"));
  }
  if (grumble.test(words) && isOpen(turn.dossier) && pending === undefined) {
    const { open } = progress(listOfDossier(scene, turn.dossier), turn.dossier);
    return askNext(say(turn, scene, "long-talk", { count: open.length }), scene);
  }
  if (weather.test(words) && isOpen(turn.dossier) && pending === undefined) return askNext(turn, scene);
  if (thanks.test(words) || praise.test(words))
    return waiting ? goOn(say(turn, scene, "thanks")) : say(turn, scene, "thanks");
  return undefined;
};

/** A bare "vâng" or "ok" that confirms nothing: the open question once more. */
export const nod: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  nods.test(plain(text)) ? (isOpen(turn.dossier) ? askNext(turn, scene) : menu(turn, scene)) : undefined;
