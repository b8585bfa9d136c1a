import { isOpen } from "../../dossier/fold.ts";
import { abilities } from "../abilities.ts";
import { accept } from "../../flow/accept.ts";
import { askNext, listOfDossier, menu } from "../ask.ts";
import { has } from "../right.ts";
import { phrase, say, speak } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { toPerson } from "./command.ts";
import { isForOfficers } from "./office/review-right.ts";

/** What nobody read: first what went wrong and an example, then the choices, then a person. Nothing typed is dropped. */
export function unread(turn: Turn, text: string, scene: Scene): Turn {
  const misses = turn.thread.misses + 1;
  const counted: Turn = { ...turn, thread: { ...turn.thread, misses } };
  if (turn.thread.pending !== undefined)
    return say(counted, scene, misses < 3 ? "answer-yes-or-no" : "answer-or-person", {}, turn.thread.offered);
  const item = openItem(turn, scene);
  const can = abilities((right) => has(turn, right, scene), scene);
  // Officers are not handed on to officers: they hear again what they can type.
  if (item === undefined && turn.thread.review !== undefined && isForOfficers(turn, scene))
    return say(counted, scene, "not-understood-open", {}, turn.thread.offered);
  if (item === undefined && can.length > 0) {
    const said = say(counted, scene, "not-understood-officer");
    return menu(misses === 1 ? said : speak(said, can.join("\n")), scene);
  }
  if (item === undefined)
    return misses < 3 ? menu(say(counted, scene, "not-understood"), scene) : toPerson(counted, scene);
  if (misses >= 3) {
    const offer = say(counted, scene, "third-miss", { ask: item.ask }, [
      { data: "c:person", label: phrase(scene, "choice-person") },
      { data: "c:later", label: phrase(scene, "choice-later") },
      { data: "c:repeat", label: phrase(scene, "choice-repeat") },
    ]);
    if (misses > 3) return offer;
    return {
      ...offer,
      effects: [
        ...offer.effects,
        {
          kind: "pass-on",
          question: phrase(scene, "was-not-read", { ask: item.ask, text: text.slice(0, 500) }),
        },
      ],
    };
  }
  const reading = accept(item.expect, text, scene.world);
  const told =
    reading.kind === "fault"
      ? say(counted, scene, reading.code, reading.with)
      : say(counted, scene, "not-understood");
  return askNext(misses === 1 ? told : say(told, scene, "second-miss"), scene);
}

function openItem(turn: Turn, scene: Scene) {
  const { dossier, thread } = turn;
  return !isOpen(dossier) || thread.asked === undefined
    ? undefined
    : listOfDossier(scene, dossier).items[thread.asked];
}
