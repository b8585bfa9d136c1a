import { clean } from "../text/clean.ts";
import { mentions, wantsToRegister } from "../flow/glean.ts";
import { plain } from "../text/plain.ts";
import { looksLikeQuestion } from "../text/question.ts";
import { askNext, menu } from "./ask.ts";
import { forgetLater, forgetStranger } from "./forget.ts";
import { command, resume } from "./readers/command.ts";
import { confirmation } from "./readers/confirmation.ts";
import { correction } from "./readers/correction.ts";
import { file } from "./readers/file.ts";
import { allData, erased } from "./readers/my-data.ts";
import { codeSaid, redeemed, shut } from "./readers/join.ts";
import { openItem } from "./readers/open-item.ts";
import { question } from "./readers/question.ts";
import { register, tells, told } from "./readers/register.ts";
import { sentences } from "./readers/sentences.ts";
import { greeting, nod } from "./readers/small-talk.ts";
import { offered, tap } from "./readers/tap.ts";
import { unread } from "./readers/unread.ts";
import { join, say } from "./say.ts";
import type { Happening, Reader, Scene, Turn } from "./scene.ts";

/** Longest text taken as one message, in characters. */
const longestText = 8000;

const registration: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  wantsToRegister(text) && !looksLikeQuestion(text) ? register(turn, scene, text) : undefined;

/** Another product of the plan, named while a question is open: "dk lap suon o thi tran". */
const anotherProduct: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  turn.dossier !== undefined && namesProduct(text, scene) ? registration(turn, { text }, scene) : undefined;

/** Officers and staff have no part here yet: they are told so, instead of being asked the producer's question again. */
const official: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  /^(?:(?:toi|em|minh|anh|chi) )?(?:la )?(?:can bo|lanh dao|chu tich|nhan vien) (?:xa|huyen|phong|van phong|nong nghiep)|^(?:gui|phat|dang) thong bao|^duyet ho so|^viec hom nay$/u.test(
    plain(text),
  )
    ? askOrStay(say(turn, scene, "not-for-officers-yet"), scene)
    : undefined;

/** How typed words are understood, in this order; the first reader that knows what they mean decides. */
const readers: readonly Reader<{ readonly text: string }>[] = [
  (turn, { text }, scene) => offered(turn, text, scene),
  codeSaid,
  command,
  confirmation,
  sentences,
  correction,
  greeting,
  official,
  anotherProduct,
  openItem,
  registration,
  question,
  nod,
];

/** What an event means: the state after it and the effects. Pure: the same scene and event give the same turn. */
export function decide(before: Turn, happening: Happening, scene: Scene): Turn {
  const turn: Turn =
    happening.kind === "timer" ? before : { ...before, thread: { ...before.thread, lastAt: scene.now } };
  const closed = happening.kind === "timer" ? undefined : shut(turn, scene);
  return settle(before, closed ?? read(turn, happening, scene), scene);
}

function read(turn: Turn, deed: Happening, scene: Scene): Turn {
  switch (deed.kind) {
    case "text":
      return words(turn, clean(deed.text), scene);
    case "tap":
      return tap(turn, deed.data, scene) ?? words(turn, clean(deed.label), scene);
    case "file":
      return file(turn, deed.file, clean(deed.text), scene);
    case "unreadable":
      return askOrStay(say(turn, scene, `unreadable-${deed.why}`), scene);
    case "opened":
      return resume(turn, scene);
    case "redeemed":
      return redeemed(turn, deed.code, deed.given, scene);
    case "gathered":
      return deed.why === "data" ? allData(turn, deed.dossiers, scene) : erased(turn, deed.dossiers, scene);
    case "timer":
      return forgetStranger(turn, scene);
  }
}

function words(turn: Turn, text: string, scene: Scene): Turn {
  if (text === "") return askOrStay(say(turn, scene, "empty"), scene);
  if (text.length > longestText) return askOrStay(say(turn, scene, "unreadable-length"), scene);
  for (const reader of readers) {
    const understood = reader(turn, { text }, scene);
    if (understood !== undefined) return understood;
  }
  if (turn.dossier !== undefined || turn.thread.pending !== undefined) return unread(turn, text, scene);
  if (namesProduct(text, scene)) return register(turn, scene, text);
  return (tells(text, scene) ? told(turn, text, scene) : undefined) ?? unread(turn, text, scene);
}

/** Whether a product of the plan is named; alone, as a first word, it means that one wants to register it. */
const namesProduct = (text: string, scene: Scene): boolean =>
  scene.world.lists.products.some((one) =>
    [one.label, ...(one.also ?? [])].some((name) => mentions(text, name)),
  );

const askOrStay = (turn: Turn, scene: Scene): Turn =>
  turn.thread.pending !== undefined
    ? say(turn, scene, "still-waiting", {}, turn.thread.offered)
    : turn.dossier === undefined
      ? menu(turn, scene)
      : askNext(turn, scene);

/** One message out of all that was said, and its choices kept as those that numbers mean. */
function settle(before: Turn, after: Turn, scene: Scene): Turn {
  const said = after.effects.flatMap((effect) => (effect.kind === "say" ? [effect.message] : []));
  const others = after.effects.filter((effect) => effect.kind !== "say");
  const armed = before.thread.lastAt === 0 && after.thread.lastAt > 0 ? [forgetLater(scene)] : [];
  const message = join(said);
  if (message === undefined) return { ...after, effects: [...others, ...armed] };
  const misses = after.thread.misses > before.thread.misses ? after.thread.misses : 0;
  const thread = { ...after.thread, misses, offered: [...(message.choices ?? [])] };
  return { ...after, thread, effects: [...others, ...armed, { kind: "say", message }] };
}
