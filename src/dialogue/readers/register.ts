import { plain } from "../../text/plain.ts";
import type { Answers } from "../../flow/answers.ts";
import { looksLikeQuestion } from "../../text/question.ts";
import { glean, mentions, namedProduct, wantsToRegister } from "../../flow/glean.ts";
import type { Checklist } from "../../flow/define.ts";
import { askNext, menu } from "../ask.ts";
import { agree, agreedTo, enter, start } from "../record.ts";
import { phrase, say } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { show } from "../show.ts";
import { onlyKind } from "./small-talk.ts";

/** What the opening sentence already answers, the programme's own knowledge of the product included. */
function opening(scene: Scene, list: Checklist, words: string): Answers {
  const said = glean(words, list, scene.world);
  const name = (kind: string): string | undefined =>
    Object.keys(list.items).find((id) => {
      const expect = list.items[id]?.expect;
      return expect?.kind === "from" && expect.list === kind;
    });
  const productItem = name("products");
  const communeItem = name("communes");
  if (productItem === undefined || communeItem === undefined) return said;
  const named = said[productItem] ?? namedProduct(words, scene.world.lists.communes);
  const product = scene.setting.programme.products.find((one) => one.id === named);
  const [only] = product?.communes ?? [];
  const place = said[communeItem] ?? (product?.communes.length === 1 ? only : undefined);
  return {
    ...(named === undefined ? {} : { [productItem]: named }),
    ...(place === undefined ? {} : { [communeItem]: place }),
    ...Object.fromEntries(Object.entries(said).filter(([id]) => id !== productItem && id !== communeItem)),
  };
}

const theList = (scene: Scene): Checklist => {
  const list = scene.setting.checklists[scene.setting.programme.checklist];
  if (list === undefined) throw new Error(`no checklist ${scene.setting.programme.checklist}`);
  return list;
};

/** Begins a registration: shows what was understood, and asks for consent where none was given. */
export function register(turn: Turn, scene: Scene, words: string): Turn {
  const list = theList(scene);
  const known = opening(scene, list, words);
  const same = openAlready(turn, scene, known, list);
  if (same !== undefined) return same;
  if (scene.off?.registering !== undefined) return notNow(turn, scene);
  const understood = Object.entries(known).flatMap(([id, value]) => {
    const item = list.items[id];
    return item === undefined ? [] : [show(item, value, scene)];
  });
  const told =
    understood.length === 0
      ? say(turn, scene, "register-plain")
      : say(turn, scene, "register", { what: understood.join(", ") });
  const pending: Turn = {
    ...told,
    thread: { ...told.thread, pending: { kind: "start", words: words.slice(0, 300) } },
  };
  if (agreedTo(turn.person))
    return say(pending, scene, "register-again", {}, [
      { data: "p:yes", label: phrase(scene, "choice-start") },
      { data: "p:no", label: phrase(scene, "choice-not-now") },
    ]);
  return say(pending, scene, "consent", { office: scene.setting.programme.receiver }, [
    { data: "p:yes", label: phrase(scene, "choice-agree") },
    { data: "p:no", label: phrase(scene, "choice-only-ask") },
    { data: "c:what-consent", label: phrase(scene, "choice-read-more") },
  ]);
}

/** No new dossiers for now; what was begun before goes on. */
function notNow(turn: Turn, scene: Scene): Turn {
  const told = say(turn, scene, "registering-off");
  return turn.dossier?.state === "draft" ? askNext(told, scene) : told;
}

const telling =
  /^(?:(?:em|e|toi|minh|con|chau|nha em|nha toi|nha|bac|thi|la|muon|dinh|chi|ban|lam|san xuat|trong|nuoi|khong|phai|dang ky) )+/u;

/** "em làm mật ong rừng ở Nậm Khánh": said at the start, that is what is to be registered. */
export function told(turn: Turn, text: string, scene: Scene): Turn | undefined {
  if (looksLikeQuestion(text) || onlyKind(text)) return undefined;
  const words = plain(text);
  const name = words.replace(telling, "");
  const count = name.split(" ").length;
  if (wantsToRegister(text) || count < 2 || count > 10) return undefined;
  return register(turn, scene, `đăng ký ${text.trim().split(/\s+/u).slice(-count).join(" ")}`);
}

/** The person's open dossier for the same product, if there is one: one product, one draft. */
function openAlready(turn: Turn, scene: Scene, known: Answers, list: Checklist): Turn | undefined {
  const drafts = turn.person?.dossiers.filter((one) => !one.handedIn) ?? [];
  const item = Object.entries(list.items).find(
    ([, one]) => one.expect.kind === "from" && one.expect.list === "products",
  );
  const value = item === undefined ? undefined : known[item[0]];
  const title = item === undefined || value === undefined ? undefined : show(item[1], value, scene);
  const same = drafts.find((one) => one.title === title);
  if (same === undefined) return undefined;
  const told = say(turn, scene, "has-draft", { title: same.title });
  return turn.dossier?.id === same.id
    ? askNext(told, scene)
    : { ...told, effects: [...told.effects, { kind: "open", dossier: same.id }] };
}

/** The yes: consent is kept with its wording, the dossier is opened with what the first sentence said. */
export function agreed(turn: Turn, scene: Scene, words: string): Turn {
  if (scene.off?.registering !== undefined) return notNow(turn, scene);
  const list = theList(scene);
  let begun = start(agree(turn, scene), scene);
  for (const [item, value] of Object.entries(opening(scene, list, words)))
    begun = enter(begun, scene, { kind: "answered", item, value });
  return askNext(say(begun, scene, "begun"), scene);
}

/** The no: questions are still answered, nothing is kept. */
export const declined = (turn: Turn, scene: Scene): Turn =>
  turn.person === undefined ? say(turn, scene, "only-asking") : menu(say(turn, scene, "not-now"), scene);

const makes =
  /^(?:(?:em|e|toi|minh|con|chau|nha|bac|o|hien|dang|thi) )*(?:lam|san xuat|trong|nuoi|nau|che bien|dang ban|ban) /u;

/** A first word that says what one makes, and where: taken as a wish to register it. */
export const tells = (text: string, scene: Scene): boolean =>
  makes.test(plain(text)) &&
  scene.world.lists.communes.some((one) =>
    [one.label, ...(one.also ?? [])].some((name) => mentions(text, name)),
  );
