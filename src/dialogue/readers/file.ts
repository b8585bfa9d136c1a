import type { FileRef } from "../../domain/message.ts";
import { acceptFile } from "../../flow/accept.ts";
import { filesOf } from "../../flow/answers.ts";
import { progress } from "../../flow/progress.ts";
import type { Checklist } from "../../flow/define.ts";
import type { Dossier } from "../../dossier/fold.ts";
import { askNext, listOfDossier } from "../ask.ts";
import { answer } from "../record.ts";
import { say } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { itemCalled } from "./correction.ts";
import { calm } from "./open-item.ts";

/** A file goes to the paper that is named with it, else to the paper being asked for, else to the first that is open. */
export function file(turn: Turn, sent: FileRef, text: string, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined || dossier.state !== "draft") return say(turn, scene, "file-without-dossier", { name: sent.name });
  const list = listOfDossier(scene, dossier);
  const id = placeFor(turn, text, list, dossier, scene);
  const item = id === undefined ? undefined : list.items[id];
  if (id === undefined || item === undefined) return askNext(say(turn, scene, "file-no-place", { name: sent.name }), scene);
  const reading = acceptFile(item.expect, sent, filesOf(dossier.answers[id]));
  return reading.kind === "value" ? askNext(say(answer(calm(turn), scene, id, reading.value), scene, "file-more"), scene) : askNext(say(turn, scene, "file-no-place", { name: sent.name }), scene);
}

function placeFor(turn: Turn, text: string, list: Checklist, dossier: Dossier, scene: Scene): string | undefined {
  const takes = (id: string | undefined): boolean => {
    const kind = id === undefined ? undefined : list.items[id]?.expect.kind;
    return kind === "paper" || kind === "file";
  };
  const called = text === "" ? undefined : itemCalled(turn, scene, text);
  if (takes(called)) return called;
  if (takes(turn.thread.asked)) return turn.thread.asked;
  // A second photo of the same paper follows the first within the turn of asking.
  const last = dossier.past.at(-1)?.item;
  if (takes(last) && filesOf(last === undefined ? undefined : dossier.answers[last]).length > 0) return last;
  return progress(list, dossier).open.find(takes);
}
