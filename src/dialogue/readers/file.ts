import { minutes } from "../../domain/instant.ts";
import type { FileRef } from "../../domain/message.ts";
import { acceptFile } from "../../flow/accept.ts";
import { filesOf } from "../../flow/answers.ts";
import { applies, progress } from "../../flow/progress.ts";
import { mentions } from "../../flow/glean.ts";
import type { Checklist, Item } from "../../flow/define.ts";
import { isOpen, type Dossier } from "../../dossier/fold.ts";
import { askNext, isRemarked, listOfDossier, mostChoices } from "../ask.ts";
import { answer } from "../record.ts";
import { capital, phrase, say } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { signable, signedCame, signedForm } from "./forms.ts";
import { calm } from "./open-item.ts";

/** A file goes to the paper that is named with it, else to the paper being asked for; else we ask which paper it is. */
export function file(turn: Turn, sent: FileRef, text: string, scene: Scene): Turn {
  const { dossier } = turn;
  if (!isOpen(dossier)) {
    // Nothing is kept of a person without a dossier, so neither is the file.
    const gone: Turn = { ...turn, effects: [...turn.effects, { kind: "discard", files: [sent.hash] }] };
    return say(gone, scene, "file-without-dossier", { name: sent.name });
  }
  const list = listOfDossier(scene, dossier);
  const signed = signedForm(text, dossier, scene);
  if (signed !== undefined) return signedCame(calm(turn), [sent], signed, scene);
  const id = named(text, list, dossier, scene) ?? awaited(turn, list, dossier, scene);
  return id === undefined ? which(turn, sent, scene, 0) : placed(calm(turn), sent, id, scene);
}

/** Whether a paper of the open dossier is named in words that came with a file. */
export const namesPaper = ({ dossier }: Turn, text: string, scene: Scene): boolean =>
  dossier !== undefined && named(text, listOfDossier(scene, dossier), dossier, scene) !== undefined;

const takesFiles = (item: Item | undefined): boolean =>
  item?.expect.kind === "paper" || item?.expect.kind === "file";

/** The paper whose name stands in the words sent with a file; the longest name wins. */
function named(text: string, list: Checklist, dossier: Dossier, scene: Scene): string | undefined {
  if (text === "") return undefined;
  const names = Object.entries(list.items).flatMap(([id, item]) => {
    if (!takesFiles(item) || !applies(item, dossier.answers)) return [];
    const paper = item.expect.kind === "paper" ? scene.setting.papers[item.expect.paper] : undefined;
    const all = [item.short, ...(item.also ?? []), ...(paper === undefined ? [] : [paper.name, paper.short])];
    return all.filter((name) => mentions(text, name)).map((name) => ({ id, length: name.length }));
  });
  return names.toSorted((one, two) => two.length - one.length)[0]?.id;
}

/** The paper being asked for; a second photo of the same paper follows the first. */
function awaited(turn: Turn, list: Checklist, dossier: Dossier, scene: Scene): string | undefined {
  const last = dossier.past.at(-1)?.item;
  if (turn.thread.asked !== undefined && takesFiles(list.items[turn.thread.asked])) return turn.thread.asked;
  const justNow = scene.now - dossier.changedAt <= minutes(2);
  if (
    justNow &&
    last !== undefined &&
    takesFiles(list.items[last]) &&
    filesOf(dossier.answers[last]).length > 0
  )
    return last;
  return undefined;
}

/** Puts a file, and those that wait with it, into its paper. */
export function placed(turn: Turn, sent: FileRef, id: string, scene: Scene): Turn {
  const { dossier } = turn;
  const item = dossier === undefined ? undefined : listOfDossier(scene, dossier).items[id];
  if (dossier === undefined || item === undefined) return turn;
  const { files: waiting, ...rest } = turn.thread;
  // What a dossier came back for is replaced, not added to.
  let value = isRemarked(dossier, id) ? [] : filesOf(dossier.answers[id]);
  for (const one of waiting ?? [sent]) {
    const reading = acceptFile(item.expect, one, value);
    if (reading.kind !== "value")
      return askNext(say(turn, scene, "file-no-place", { name: sent.name }), scene);
    value = filesOf(reading.value);
  }
  return askNext(say(answer({ ...turn, thread: rest }, scene, id, value), scene, "file-more"), scene);
}

/** Asks which paper a file is; the file is kept meanwhile. */
export function which(turn: Turn, sent: FileRef, scene: Scene, page: number): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return turn;
  const list = listOfDossier(scene, dossier);
  const open = progress(list, dossier).open.filter((id) => takesFiles(list.items[id]));
  const signed = signable(dossier, scene).map((one) => ({
    data: `fs:${one.id}`,
    label: phrase(scene, "choice-signed", { form: one.name }),
  }));
  if (open.length + signed.length === 0)
    return askNext(say(turn, scene, "file-no-place", { name: sent.name }), scene);
  const before = (turn.thread.files ?? []).filter((one) => one.hash !== sent.hash);
  const kept: Turn = { ...turn, thread: { ...turn.thread, files: [...before, sent].slice(-20) } };
  const choice = (id: string): { readonly data: string; readonly label: string } => ({
    data: `f:${id}`,
    label: capital(list.items[id]?.short ?? id),
  });
  const name = { name: sent.name };
  const none = { data: "x", label: phrase(scene, "choice-no-paper") };
  // Who has just printed forms most likely sends one of them back.
  const all = [...signed, ...open.map(choice)];
  if (all.length < mostChoices) return say(kept, scene, "file-which", name, [...all, none]);
  const size = mostChoices - 2;
  const pages = Math.ceil(all.length / size);
  const shown = all.slice((page % pages) * size, (page % pages) * size + size);
  const more = { data: `m:${open[0] ?? ""}:${(page + 1) % pages}`, label: phrase(scene, "choice-more") };
  return say(kept, scene, "file-which", name, [...shown, more, none]);
}

/** Lets go of the files whose paper was asked for: they are none. */
export function dropped(turn: Turn, scene: Scene): Turn {
  const { files = [], ...rest } = turn.thread;
  const gone: Turn = {
    ...turn,
    thread: rest,
    effects: [...turn.effects, { kind: "discard", files: files.map((one) => one.hash) }],
  };
  return askNext(say(gone, scene, "file-dropped"), scene);
}
