import { looksLikeQuestion } from "../../text/question.ts";
import { plain } from "../../text/plain.ts";
import { readYesNo } from "../../text/yesno.ts";
import { listOfDossier } from "../ask.ts";
import { backToItem } from "../back.ts";
import { byMinistry, officesNamed, routeOf } from "../duty.ts";
import { bodyOf, goodsNamed } from "../goods.ts";
import { dutyLines, handOn, offer } from "../hand-on.ts";
import { say } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";

const whom =
  /\b(?:(?:nho|hoi|gap|tim|kiem|goi|bao|lien he|lien lac|go cua)(?: (?:toi|voi|den|cho|qua))? (?:ai|phong nao|co quan nao|don vi nao|ben nao|ngan hang nao|hoi nao|cho nao|noi nao|can bo nao|nha bang nao)|(?:ai|phong nao|co quan nao|don vi nao|ben nao|hoi nao|noi nao|cho nao|can bo nao)(?: (?:la nguoi|thi|se|co the|dung ra|chuyen))? (?:giup|ho tro|huong dan|lo|phu trach|chi|bay|day|tu van|lam giup|lam ho|quan ly|mo|do dau))\b/u;
const helps =
  /\b(?:can|nho|xin|muon|tim|kiem|mong)(?: (?:co|duoc|tim))? (?:nguoi|ai|can bo|phong|hoi|ben) (?:giup|lam giup|lam ho|ho tro|huong dan|tu van|bay cho|chi cho)\b/u;
const meets =
  /^(?:(?:a|alo|da|vang|oi|ad|bot|em|e|toi|minh|chau|con|bac|nha|thi|the|gio|bay|lam|on|cho|giup|muon|can|xin|nho|phai|duoc|dinh|hay) )*(?:gap|noi chuyen|lien he|lien lac|ket noi|goi dien|goi|chuyen may) (?:(?:truc tiep|voi|cho|duoc|toi|den) )*/u;
const people = /^(?:nguoi|can bo|anh|chi|phong|ben|ngan hang|hoi|trung tam|doan|mat tran|uy ban|lanh dao) /u;

/** Somebody wants a person for something: who has that duty is said, and it is offered to hand it on. */
export const wish: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = plain(text);
  const { programme } = scene.setting;
  const whomTo = words.replace(meets, "");
  const meeting =
    whomTo !== words && (people.test(`${whomTo} `) || officesNamed(programme, whomTo).length > 0);
  const asking = whom.test(words) || helps.test(words);
  if (!meeting && !asking) return undefined;
  if (awaitsText(turn, scene) && !meeting && !looksLikeQuestion(text)) return undefined;
  const route = routeOf(programme, text, bodyOf(turn, text, scene));
  // What no plan lays down is better known from what has been written about it.
  const laidDown = route.bearers.every((one) => one.office.clause !== undefined);
  return route.bearers.length === 0 || (!meeting && !laidDown)
    ? undefined
    : offer(turn, route, { what: "person", text, words: text.slice(0, 3000) }, scene);
};

/** Whether any words would be an answer to the open question. */
const awaitsText = (turn: Turn, scene: Scene): boolean =>
  turn.dossier?.state === "draft" &&
  turn.thread.asked !== undefined &&
  listOfDossier(scene, turn.dossier).items[turn.thread.asked]?.expect.kind === "text";

/** "vâng chuyển giúp", "gửi đi". */
const sendsOn =
  /^(?:(?:a|da|vang|u|ok|co|duoc|dong y|the|thi|nho|xin|em|bac|chi|anh|ban|ad) )*(?:chuyen|gui)(?: (?:giup|ho|di|luon|cho|toi|em|voi|nhe|a|nha)){0,4}$/u;

/** A yes, the name of one of the offices, or the product that decides which: what was offered is handed on. */
export const offerTaken: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { wish: made } = turn.thread;
  if (made === undefined) return undefined;
  const { programme } = scene.setting;
  const offices = programme.offices.filter((one) => made.offices.includes(one.id));
  const named = officesNamed(programme, text).filter((one) => offices.includes(one));
  const [only] = named.length === 1 ? named : offices.length === 1 ? offices : [];
  const said = readYesNo(text);
  if (said === "no") return takeOffer(turn, "no", scene);
  if (only !== undefined && (named.length === 1 || said === "yes" || sendsOn.test(plain(text))))
    return takeOffer(turn, only.id, scene);
  // What is typed here is what they make: "banh gai" needs no verb before it.
  const goods = goodsNamed(turn, `làm ${text}`, scene);
  if (goods !== undefined && offices.length > 1) {
    const bearers = byMinistry(
      offices.map((office) => ({ office })),
      goods.set.body,
    ).bearers;
    if (bearers.length === 1)
      return takeOffer(turn, bearers[0]?.office.id ?? "", scene, `${made.words} (${goods.name})`);
  }
  // Whoever does not know, or does not mind, gets to the first: the standing office where the goods decide.
  return / (?:nao|dau) cung | ca (?:hai|ba) |^ (?:\S+ ){0,2}(?:khong|chua) (?:biet|ro) /u.test(
    ` ${plain(text)} `,
  )
    ? takeOffer(turn, offices[0]?.id ?? "", scene)
    : undefined;
};

/** Hands on what was offered, to the office that was chosen, or drops it. */
export function takeOffer(turn: Turn, office: string, scene: Scene, words?: string): Turn | undefined {
  const { wish: made, ...thread } = turn.thread;
  const dropped: Turn = { ...turn, thread };
  if (made === undefined) return backToItem(turn, say(turn, scene, "nothing-pending"), undefined, scene);
  if (office === "no") return backToItem(dropped, say(dropped, scene, "not-handed-on"), undefined, scene);
  const chosen = scene.setting.programme.offices.find((one) => one.id === office);
  if (chosen === undefined || !made.offices.includes(office)) return undefined;
  const asked = words ?? made.words;
  const { bearers } = routeOf(scene.setting.programme, asked, bodyOf(turn, asked, scene));
  const bearer = bearers.find((one) => one.office === chosen) ?? { office: chosen };
  // Who chose among several hears now whose duty it is.
  const lead = made.offices.length > 1 ? dutyLines(turn, bearer, asked, scene).join("\n") : "";
  return handOn(dropped, scene, {
    what: made.what,
    text: words ?? made.text,
    words: asked,
    office,
    lead,
  });
}
