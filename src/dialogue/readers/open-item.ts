import { accept, choicesOf } from "../../flow/accept.ts";
import { applies, progress } from "../../flow/progress.ts";
import type { Checklist, Item } from "../../flow/define.ts";
import { looksLikeQuestion } from "../../text/question.ts";
import { fold } from "../../text/fold.ts";
import { expand } from "../../text/teencode.ts";
import { askNext, listOfDossier } from "../ask.ts";
import { answer } from "../record.ts";
import { say } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";

/** An answer to the open question; facts for other open items in the same sentence are kept too. */
export const openItem: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { dossier, thread } = turn;
  if (dossier === undefined || dossier.state !== "draft" || thread.asked === undefined) return undefined;
  if (thread.pending !== undefined) return undefined;
  const list = listOfDossier(scene, dossier);
  const item = list.items[thread.asked];
  if (item === undefined || !applies(item, dossier.answers)) return undefined;
  if (looksLikeQuestion(text) && (item.expect.kind === "text" || readsAsMore(text))) return undefined;
  const { own, extras } = split(text, list, thread.asked, turn, scene);
  const reading = accept(item.expect, own, scene.world);
  if (reading.kind === "value") {
    let noted = answer(calm(turn), scene, thread.asked, reading.value);
    for (const extra of extras) noted = answer(noted, scene, extra.item, extra.value);
    return askNext(noted, scene);
  }
  if (reading.kind === "several") {
    const listed = choicesOf(item.expect, scene.world) ?? [];
    const choices = reading.ids.slice(0, 7).flatMap((id) => listed.filter((one) => one.id === id).map((one) => ({ data: `a:${thread.asked}:${id}`, label: one.label })));
    return say(turn, scene, "which-of-these", {}, choices);
  }
  return undefined;
};

export const calm = (turn: Turn): Turn => ({ ...turn, thread: { ...turn.thread, misses: 0, page: 0 } });

/** A longer sentence that asks something is a question even where a choice or a number is awaited. */
const readsAsMore = (text: string): boolean => fold(text).split(" ").length >= 4;

type Extra = { readonly item: string; readonly value: Parameters<typeof answer>[3] };

/** Cuts "htx quế Nậm Đét, 25 thành viên" into the answer itself and facts that name another open item. */
function split(text: string, list: Checklist, asked: string, turn: Turn, scene: Scene): { readonly own: string; readonly extras: readonly Extra[] } {
  const parts = text.split(/\s*[,;\n]\s*(?!\d)/u).filter((part) => part !== "");
  if (parts.length < 2 || turn.dossier === undefined) return { own: text, extras: [] };
  const expect = list.items[asked]?.expect;
  if (expect?.kind === "many" || (expect?.kind === "text" && expect.lines === true)) return { own: text, extras: [] };
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
  const said = ` ${expand(fold(part))} `;
  for (const id of open) {
    const item = list.items[id];
    if (item === undefined || !sure(item)) continue;
    const names = [item.short, ...(item.also ?? []), ...(item.expect.kind === "number" && item.expect.unit ? [item.expect.unit] : [])];
    if (item.expect.kind !== "phone" && !names.some((name) => said.includes(` ${expand(fold(name))} `))) continue;
    const reading = accept(item.expect, part, scene.world);
    if (reading.kind === "value") return { item: id, value: reading.value };
  }
  return undefined;
}

/** Kinds that cannot be mistaken: a free text item would take any words. */
const sure = (item: Item): boolean => ["number", "money", "phone", "email", "day"].includes(item.expect.kind);
