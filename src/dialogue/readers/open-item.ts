import { isOpen } from "../../dossier/fold.ts";
import { plain } from "../../text/plain.ts";
import { accept, choicesOf } from "../../flow/accept.ts";
import { applies, progress } from "../../flow/progress.ts";
import type { Checklist, Item } from "../../flow/define.ts";
import { asksInsteadOfTelling, looksLikeQuestion } from "../../text/question.ts";
import { fold, sameWords } from "../../text/fold.ts";
import { askNext, listOfDossier, mostChoices } from "../ask.ts";
import { answer } from "../record.ts";
import { say } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";

/** An answer to the open question; facts for other open items in the same sentence are kept too. */
export const openItem: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const noted = note(turn, text, scene);
  return noted === undefined ? undefined : noted.several ? noted.turn : askNext(noted.turn, scene);
};

/** Takes an answer to the open question down without asking the next one. several: it fits more than one choice. */
export function note(
  turn: Turn,
  text: string,
  scene: Scene,
): { readonly turn: Turn; readonly several: boolean } | undefined {
  const { dossier, thread } = turn;
  if (!isOpen(dossier) || thread.asked === undefined) return undefined;
  if (thread.pending !== undefined) return undefined;
  const list = listOfDossier(scene, dossier);
  const item = list.items[thread.asked];
  if (item === undefined || !applies(item, dossier.answers)) return undefined;
  if (isAskedBack(turn, item, text)) return undefined;
  const { own, extras } = split(
    item.expect.kind === "text" ? withoutName(text, item) : text,
    list,
    thread.asked,
    turn,
    scene,
  );
  const reading = accept(item.expect, own, scene.world);
  if (reading.kind === "value") {
    let noted = answer(calm(turn), scene, thread.asked, reading.value);
    for (const extra of extras) noted = answer(noted, scene, extra.item, extra.value);
    return { turn: noted, several: false };
  }
  if (reading.kind === "fault") return undefined;
  const listed = choicesOf(item.expect, scene.world) ?? [];
  const choices = reading.ids
    .slice(0, mostChoices)
    .flatMap((id) =>
      listed
        .filter((one) => one.id === id)
        .map((one) => ({ data: `a:${thread.asked}:${id}`, label: one.label })),
    );
  return { turn: say(turn, scene, "which-of-these", {}, choices), several: true };
}

/** Whether an answer asks something itself. What is said a second time, after it was taken for a question, is meant as it is said. */
function isAskedBack(turn: Turn, { expect }: Item, text: string): boolean {
  if (expect.kind !== "text") return looksLikeQuestion(text) && readsAsMore(text);
  const { doubt } = turn.thread;
  if (!asksInsteadOfTelling(text)) return false;
  return /[?？]/u.test(text) || doubt === undefined || !nearlySame(doubt, text);
}

/** Whether at least four words in five are the same. */
function nearlySame(one: string, two: string): boolean {
  if (sameWords(one, two)) return true;
  const before = plain(one).split(" ");
  const after = plain(two).split(" ");
  const shared = after.filter((word) => before.includes(word)).length;
  return shared * 5 >= Math.max(before.length, after.length) * 4;
}

/** "dạ người đại diện là ...": the words before the answer itself. */
function withoutName(text: string, item: Item): string {
  const named = /^(.{2,40}?)\s+(?:là|la|:)\s+(?=\S)/su.exec(text);
  const what = plain(named?.[1] ?? "").replace(/^(?:(?:da|vang|a|o|thi|em|toi) )+/u, "");
  const names = [item.short, ...(item.also ?? [])].map((name) => plain(name));
  return named !== null && names.includes(what) ? text.slice(named[0].length) : text.replace(naming, "");
}

/** "tên là ...", "địa chỉ ở ...". */
const naming =
  /^(?:(?:dạ|vâng|à|ờ|thì)\s+){0,2}(?:(?:tên|ten|họ tên|ho ten|tên em|ten em|tên tôi|ten toi|địa chỉ|dia chi|ở địa chỉ)(?:\s+\S+){0,2}?)\s+(?:là|la)\s+/iu;

/** The turn with nothing waiting and nothing missed. */
export function calm(turn: Turn): Turn {
  const { pending: _, ...rest } = turn.thread;
  return { ...turn, thread: { ...rest, misses: 0, page: 0 } };
}

/** A longer sentence that asks something is a question even where a choice or a number is awaited. */
const readsAsMore = (text: string): boolean => fold(text).split(" ").length >= 4;

type Extra = { readonly item: string; readonly value: Parameters<typeof answer>[3] };

/** Cuts "htx quế Nậm Đét, 25 thành viên" into the answer itself and facts that name another open item. */
function split(
  text: string,
  list: Checklist,
  asked: string,
  turn: Turn,
  scene: Scene,
): { readonly own: string; readonly extras: readonly Extra[] } {
  const parts = text.split(/\s*[,;\n]\s*(?!\d)/u).filter((part) => part !== "");
  if (parts.length < 2 || turn.dossier === undefined) return { own: text, extras: [] };
  const expect = list.items[asked]?.expect;
  if (expect?.kind === "many" || (expect?.kind === "text" && expect.lines === true))
    return { own: text, extras: [] };
  const open = progress(list, turn.dossier).open.filter((id) => id !== asked);
  const own: string[] = [];
  const extras: Extra[] = [];
  for (const part of parts) {
    const extra = own.length === 0 ? undefined : named(part, list, open, scene);
    if (extra === undefined) own.push(part);
    else extras.push(extra);
  }
  return extras.length === 0 ? { own: text, extras } : { own: own.join(", "), extras };
}

/** The open item that a part of a sentence names in words, with the value it gives. */
function named(part: string, list: Checklist, open: readonly string[], scene: Scene): Extra | undefined {
  const said = ` ${plain(part)} `;
  for (const id of open) {
    const item = list.items[id];
    if (item === undefined || !sure(item)) continue;
    const names = [
      item.short,
      ...(item.also ?? []),
      ...(item.expect.kind === "number" && item.expect.unit ? [item.expect.unit] : []),
    ];
    if (item.expect.kind !== "phone" && !names.some((name) => said.includes(` ${plain(name)} `))) continue;
    const reading = accept(item.expect, part, scene.world);
    if (reading.kind === "value") return { item: id, value: reading.value };
  }
  return undefined;
}

/** Kinds that cannot be mistaken: a free text item would take any words. */
const sure = (item: Item): boolean => ["number", "money", "phone", "email", "day"].includes(item.expect.kind);
