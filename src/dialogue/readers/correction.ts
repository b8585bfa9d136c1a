import { isOpen } from "../../dossier/fold.ts";
import { sameValue, type Value } from "../../flow/answers.ts";
import { accept } from "../../flow/accept.ts";
import { applies } from "../../flow/progress.ts";
import { stageOf } from "../../review/queue.ts";
import { choose } from "../../text/choose.ts";
import { readCorrection } from "../../text/correction.ts";
import { fold, sameWords } from "../../text/fold.ts";
import { plain } from "../../text/plain.ts";
import type { Item } from "../../flow/define.ts";
import { askNext, choicesFor, listOfDossier } from "../ask.ts";
import { answer } from "../record.ts";
import { capital, phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { show } from "../show.ts";

/** "sửa sản lượng thành 200 kg", "số điện thoại hôm trước sai, 0912 345 678 mới đúng": any answer, at any time. */
export const correction: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!mayChange(turn, scene)) return undefined;
  const read = readCorrection(text) ?? stated(turn, text, scene);
  if (read === undefined) return undefined;
  const free = awaitsWords(turn, scene) && !isPlea(text);
  // While free words are awaited, only an exact name of an answered item makes a correction of them.
  const id =
    read.what === ""
      ? itemOfValue(turn, scene, read.old, read.value)
      : free
        ? itemNamed(turn, scene, read.what)
        : itemCalled(turn, scene, read.what);
  // "đổi chai nhựa sang chai thủy tinh" names nothing of the dossier: where words are awaited, that is what they are.
  if (awaitsWords(turn, scene) && tellsOfChange(text) && !namesItem(turn, scene, read.what)) return undefined;
  if (id === undefined) return isPlea(text) ? pickCorrection(turn, scene) : undefined;
  if (read.value === undefined) return pickCorrection(turn, scene, id);
  return change(turn, scene, id, read.value);
};

/** Until the first office has taken it on, what was handed in can still be corrected; whoever looks at it sees that. */
const mayChange = ({ dossier }: Turn, scene: Scene): boolean =>
  dossier?.state === "handed-in"
    ? stageOf(scene.setting.programme, dossier) === scene.setting.programme.stages[0]
    : isOpen(dossier);

/** Words that can only mean a correction; "tên là ..." may as well be the answer to the open question. */
const isPlea = (text: string): boolean =>
  /^(?:a |o |e |thoi |ma |quen |xin loi |day ){0,3}(?:sua|doi|nham|ghi nham|ghi sai|sai)\b|\b(?:moi dung|bi sai|chu khong phai|ghi nham)\b/u.test(
    fold(text),
  );

/** "đổi", "thay", "sửa lại xưởng": words for a change of things as much as of answers. */
const tellsOfChange = (text: string): boolean =>
  /^(?:doi|thay|sua)\b/u.test(fold(text)) && !/^sua (?:sai|nham|cau|muc|cho|giup|lai$)/u.test(fold(text));

/** "xã là Bảo Nhai": an answered item by its exact name, and what it is. */
function stated(
  turn: Turn,
  text: string,
  scene: Scene,
): { readonly what: string; readonly value: string; readonly old?: string } | undefined {
  const said = /^(.{2,40}?)\s+(?:là|la|:)\s+(.+)$/su.exec(text);
  if (said === null) return undefined;
  const [, what = "", value = ""] = said;
  const id = itemNamed(turn, scene, what);
  return id === undefined || id === turn.thread.asked ? undefined : { what, value };
}

/** Shows a change before it counts. An item without an answer yet is simply answered. */
export function change(turn: Turn, scene: Scene, id: string, words: string): Turn | undefined {
  const { dossier } = turn;
  const item = dossier === undefined ? undefined : listOfDossier(scene, dossier).items[id];
  if (dossier === undefined || item === undefined) return undefined;
  const reading = accept(item.expect, words, scene.world);
  const had = dossier.answers[id];
  if (reading.kind !== "value") {
    if (turn.thread.misses > 0) return askNext(say(turn, scene, "kept-old"), scene);
    const told = reading.kind === "fault" ? say(turn, scene, reading.code, reading.with) : turn;
    const again = newValue(told, scene, id, item, phrase(scene, "correct-to", { what: item.short }));
    return { ...again, thread: { ...again.thread, misses: 1 } };
  }
  if (had === undefined) return askNext(answer(turn, scene, id, reading.value), scene);
  if (sameValue(had, reading.value))
    return askNext(
      say(turn, scene, "same-already", { what: item.short, value: show(item, had, scene) }),
      scene,
    );
  const pending: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "change", item: id, value: reading.value } },
  };
  const fill = { what: item.short, old: show(item, had, scene), value: show(item, reading.value, scene) };
  return say(pending, scene, "change-asked", fill, yesOrNo(scene));
}

export const yesOrNo = (scene: Scene) => [
  { data: "p:yes", label: phrase(scene, "choice-right") },
  { data: "p:no", label: phrase(scene, "choice-wrong") },
];

/** Waits for the new value of an item, with its choices if it has any. */
function newValue(turn: Turn, scene: Scene, id: string, item: Item, text: string): Turn {
  const waiting: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "new-value", item: id } } };
  const choices =
    turn.dossier === undefined
      ? []
      : choicesFor(scene, turn.dossier, id, item, 0).filter((one) => one.data.startsWith("a:"));
  return speak(waiting, capital(text), choices);
}

/** Asks which answer is to be changed, or, when that is known, into what. */
export function pickCorrection(turn: Turn, scene: Scene, id?: string): Turn {
  const { dossier } = turn;
  if (dossier === undefined || !mayChange(turn, scene))
    return askNext(say(turn, scene, "nothing-to-correct"), scene);
  const { items } = listOfDossier(scene, dossier);
  const item = id === undefined ? undefined : items[id];
  if (id !== undefined && item !== undefined) {
    const had = dossier.answers[id];
    const code = had === undefined ? "correct-to" : "correct-from";
    const value = had === undefined ? "" : show(item, had, scene);
    return newValue(turn, scene, id, item, phrase(scene, code, { what: item.short, value }));
  }
  const recent = [...new Set(dossier.past.map((one) => one.item).toReversed())]
    .filter((one) => dossier.answers[one] !== undefined)
    .slice(0, 6);
  if (recent.length === 0) return askNext(say(turn, scene, "nothing-to-correct"), scene);
  const choices = recent.flatMap((one) => {
    const of = items[one];
    const value = dossier.answers[one];
    return of === undefined || value === undefined
      ? []
      : [{ data: `e:${one}`, label: capital(`${of.short}: ${show(of, value, scene).slice(0, 40)}`) }];
  });
  return say(turn, scene, "correct-which", {}, choices);
}

const awaitsWords = (turn: Turn, scene: Scene): boolean => {
  const { dossier, thread } = turn;
  if (dossier === undefined || thread.asked === undefined) return false;
  return listOfDossier(scene, dossier).items[thread.asked]?.expect.kind === "text";
};

/** The answered item whose name is exactly this. */
function itemNamed(turn: Turn, scene: Scene, words: string): string | undefined {
  const { dossier } = turn;
  if (dossier === undefined) return undefined;
  const { items } = listOfDossier(scene, dossier);
  return Object.keys(items).find((id) => {
    const item = items[id];
    return (
      item !== undefined &&
      dossier.answers[id] !== undefined &&
      [item.short, ...(item.also ?? [])].some((name) => sameWords(name, words))
    );
  });
}

/** Whether words are the name of an item, or a part of it, without a slip. */
function namesItem(turn: Turn, scene: Scene, words: string): boolean {
  const { dossier } = turn;
  const said = ` ${plain(words)} `;
  return (
    dossier !== undefined &&
    Object.values(listOfDossier(scene, dossier).items).some(
      (item) =>
        applies(item, dossier.answers) &&
        [item.short, ...(item.also ?? [])].some((name) => {
          const whole = ` ${plain(name)} `;
          return said.includes(whole) || whole.includes(said);
        }),
    )
  );
}

/** The item that people call by these words. */
function itemCalled(turn: Turn, scene: Scene, words: string): string | undefined {
  const { dossier } = turn;
  if (dossier === undefined) return undefined;
  const listed = Object.entries(listOfDossier(scene, dossier).items)
    .filter(([, item]) => applies(item, dossier.answers))
    .map(([id, item]) => ({ id, label: item.short, ...(item.also ? { also: item.also } : {}) }));
  const choice = choose(words, listed);
  if (choice.kind === "one") return choice.id;
  if (choice.kind === "none") return undefined;
  // Among several names that fit, the one already answered last is the one people mean.
  return dossier.past.findLast((one) => choice.ids.includes(one.item))?.item ?? choice.ids[0];
}

/** The item whose answer was the old value; or, with none named, the answered item that the new value fits alone. */
function itemOfValue(
  turn: Turn,
  scene: Scene,
  old: string | undefined,
  value: string | undefined,
): string | undefined {
  const { dossier } = turn;
  if (dossier === undefined) return undefined;
  const { items } = listOfDossier(scene, dossier);
  const answered = Object.keys(items).filter((id) => dossier.answers[id] !== undefined);
  const reads = (id: string, words: string): Value | undefined => {
    const item = items[id];
    const reading = item === undefined ? undefined : accept(item.expect, words, scene.world);
    return reading?.kind === "value" ? reading.value : undefined;
  };
  if (old !== undefined) return answered.findLast((id) => sameValue(reads(id, old), dossier.answers[id]));
  if (value === undefined) return undefined;
  const strict = ["phone", "email", "url"];
  const exact = ["number", "money", "day", "one", "yesno"];
  return (
    answered.find((id) => strict.includes(items[id]?.expect.kind ?? "") && reads(id, value) !== undefined) ??
    dossier.past.findLast(
      (one) => exact.includes(items[one.item]?.expect.kind ?? "") && reads(one.item, value) !== undefined,
    )?.item
  );
}
