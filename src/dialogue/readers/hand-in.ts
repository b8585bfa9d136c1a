import { showDay } from "../../domain/instant.ts";
import { roundFor } from "../../domain/round.ts";
import { complete, progress, sections } from "../../flow/progress.ts";
import { isOwner } from "./join.ts";
import { askNext, listOfDossier, menu, titleOf } from "../ask.ts";
import { enter } from "../record.ts";
import { phrase, say, speak } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { show } from "../show.ts";

/** Every answer, by section, each with the way to change it. */
export function readBack(turn: Turn, scene: Scene): Turn {
  if (turn.dossier === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  const told = speak(turn, asText(turn, scene));
  return askNext(told, scene);
}

function asText(turn: Turn, scene: Scene): string {
  const { dossier } = turn;
  if (dossier === undefined) return "";
  const list = listOfDossier(scene, dossier);
  const lines = sections(list, dossier).flatMap((section) => {
    const of = Object.entries(list.items).flatMap(([id, item]) => {
      const value = dossier.answers[id];
      return item.section !== section.id || value === undefined || !progress(list, dossier).done.includes(id)
        ? []
        : [`• ${item.short}: ${show(item, value, scene)}`];
    });
    return of.length === 0 ? [] : [`*${section.title}*`, ...of];
  });
  return [
    phrase(scene, "read-back", { title: titleOf(scene, dossier) }),
    ...lines,
    phrase(scene, "read-back-how"),
  ].join("\n");
}

/** Handing in: only what is complete, and only after reading it back. */
export function handIn(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  if (dossier.state === "handed-in") return askNext(turn, scene);
  if (turn.person !== undefined && !isOwner(turn.person, dossier))
    return askNext(say(turn, scene, "only-owner"), scene);
  const list = listOfDossier(scene, dossier);
  if (!complete(list, dossier)) {
    const at = progress(list, dossier);
    const need = at.open.filter((id) => list.items[id]?.optional !== true).length + at.blocked.length;
    return askNext(say(turn, scene, "not-complete", { count: need }), scene);
  }
  const told = speak(turn, asText(turn, scene));
  const pending: Turn = { ...told, thread: { ...told.thread, pending: { kind: "hand-in" } } };
  return say(pending, scene, "hand-in-asked", { office: scene.setting.programme.receiver }, [
    { data: "p:yes", label: phrase(scene, "choice-hand-in") },
    { data: "p:no", label: phrase(scene, "choice-not-yet") },
  ]);
}

/** The receipt: code, day, what happens next, and the round it counts for. */
export function handedIn(turn: Turn, scene: Scene): Turn {
  if (turn.dossier === undefined) return turn;
  const code = scene.fresh.code;
  const after = enter(turn, scene, { kind: "handed-in", code });
  const round = roundFor(scene.setting.programme.rounds, scene.today);
  const told = say(after, scene, "receipt", {
    title: titleOf(scene, turn.dossier),
    code,
    day: showDay(scene.today),
    office: scene.setting.programme.receiver,
  });
  if (round === undefined) return say(told, scene, "receipt-next-round");
  return round.from > scene.today
    ? say(told, scene, "receipt-round-ahead", { round: round.title, from: showDay(round.from) })
    : say(told, scene, "receipt-round", { round: round.title });
}
