import { isOpen } from "../../dossier/fold.ts";
import { dayOf, showDay } from "../../domain/instant.ts";
import { plain } from "../../text/plain.ts";
import { listOfDossier } from "../ask.ts";
import { backToItem } from "../back.ts";
import type { Found } from "../desk.ts";
import { handOn } from "../hand-on.ts";
import { has } from "../right.ts";
import { phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";

const plainly =
  /^(?:cau )?tra loi (?:nay |do |vua roi |tren |cua ban |cua may )?(?:la |bi )?(?:sai|khong dung|chua dung|nham)(?: roi| a| nhe| het)*$|^(?:bao|noi|thong tin)(?: nay)? (?:la )?sai(?: roi| a)*$/u;
const shortly =
  /^(?:sai|sai roi|sai bet|sai het|sai a|khong dung|khong dung dau|chua dung|khong phai vay|khong phai the|nham roi|lam gi co)(?: a| nhe| roi)*$/u;

/** "Câu trả lời này sai", or just "sai rồi" right after an answer: an office looks at it again. */
export const complaint: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = plain(text);
  const { answered, pending } = turn.thread;
  if (plainly.test(words))
    return answered === undefined
      ? backToItem(turn, say(turn, scene, "nothing-answered"), undefined, scene)
      : complain(turn, answered.receipt, scene);
  if (!shortly.test(words) || answered?.last !== true || pending !== undefined) return undefined;
  return asksYesNo(turn, scene) ? undefined : complain(turn, answered.receipt, scene);
};

const asksYesNo = ({ dossier, thread }: Turn, scene: Scene): boolean =>
  isOpen(dossier) &&
  thread.asked !== undefined &&
  listOfDossier(scene, dossier).items[thread.asked]?.expect.kind === "yesno";

/** Hands an answer that is said to be wrong on to the office whose duty its question is. */
export function complain(turn: Turn, receipt: string, scene: Scene): Turn {
  const { answered } = turn.thread;
  if (answered?.receipt !== receipt)
    return backToItem(turn, say(turn, scene, "nothing-answered"), undefined, scene);
  const { question, office } = answered;
  return handOn(turn, scene, { what: "wrong", text: question, words: question, receipt, office });
}

/** "mã trả lời": by which a person and an officer can speak of the same answer. */
export function receiptCode(turn: Turn, scene: Scene): Turn {
  const { answered } = turn.thread;
  const told =
    answered === undefined
      ? say(turn, scene, "nothing-answered")
      : say(turn, scene, "receipt-code", { code: answered.receipt });
  return backToItem(turn, told, undefined, scene);
}

const wanted = /^(?:xem|coi|mở|mo)\s+(?:lại |lai )?(?:mã |ma )?(TL-?[A-Z0-9]{4,8})$/iu;

/** "xem TL-4K7Q": what was answered that day; only for those who have to do with answers. */
export const replay: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const code = wanted.exec(text.trim())?.[1]?.toUpperCase().replace(/^TL-?/u, "TL-");
  if (code === undefined) return undefined;
  if (!has(turn, "replay", scene))
    return backToItem(turn, say(turn, scene, "only-officers"), undefined, scene);
  return { ...turn, effects: [...turn.effects, { kind: "desk", want: { ask: "receipt", code } }] };
};

/** The answer as it was said that day, with what it stood on. */
export function replayed(
  turn: Turn,
  { code, receipt }: Extract<Found, { ask: "receipt" }>,
  scene: Scene,
): Turn {
  const { person } = turn;
  if (person === undefined || receipt === undefined)
    return backToItem(turn, say(turn, scene, "no-receipt", { code }), undefined, scene);
  const lines = [
    phrase(scene, "replay", { code, day: showDay(dayOf(receipt.at)), question: receipt.question }),
    receipt.text,
    ...(receipt.sources.length > 0 ? [phrase(scene, "replay-sources")] : []),
    ...receipt.sources.map((source) => `• ${source}`),
  ];
  const told = speak(turn, lines.join("\n"));
  const audited: Turn = {
    ...told,
    effects: [...told.effects, { kind: "audit", by: person.id, deed: "replayed", about: code }],
  };
  return backToItem(turn, audited, undefined, scene);
}
