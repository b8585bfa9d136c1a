import { type Dossier, isOpen } from "../../dossier/fold.ts";
import { applies } from "../../flow/progress.ts";
import { type Ready, isForCouncil, wordsFor } from "../../review/readiness.ts";
import { askNext, listOfDossier } from "../ask.ts";
import { signedOutdated } from "../form-copy.ts";
import { enter } from "../record.ts";
import { phrase, say, speak } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { readinessOf, type Standing } from "../self-assessment.ts";
import { offers, summed, sumLines } from "./readiness-shown.ts";

/** Asks for the next criterion that nobody has said anything of and the dossier leaves open; the sum when none is left. */
export function nextCriterion(turn: Turn, dossier: Dossier, standing: Standing, scene: Scene): Turn {
  if (!isOpen(dossier)) return askNext(say(turn, scene, "ready-closed"), scene);
  const next = standing.at.criteria.find((one) => one.own === undefined && one.told.low < one.told.high);
  if (next === undefined)
    return summed(say(turn, scene, "ready-all-scored"), dossier, standing, undefined, scene);
  return asked(turn, standing, next, false, scene);
}

/** One criterion, asked for by its number. */
export function oneCriterion(
  turn: Turn,
  dossier: Dossier,
  standing: Standing,
  id: string,
  scene: Scene,
): Turn {
  if (!isOpen(dossier)) return askNext(say(turn, scene, "ready-closed"), scene);
  const one = standing.at.criteria.find(({ criterion }) => criterion.id === id);
  return one === undefined
    ? offers(say(turn, scene, "ready-no-criterion", { id }), scene)
    : asked(turn, standing, one, true, scene);
}

/** One criterion, its levels in plain words; in such an order that their numbers are their points, as far as that goes. alone: no other follows. */
function asked(turn: Turn, { at }: Standing, one: Ready, alone: boolean, scene: Scene): Turn {
  const { asked: _, ...thread } = turn.thread;
  const { criterion, places } = one;
  const mode = alone ? ":one" : "";
  const ordered = [...places.filter((place) => place > 0), ...places.filter((place) => place === 0)];
  const text = [
    phrase(scene, "ready-ask", {
      id: criterion.id,
      title: criterion.title,
      number: at.criteria.indexOf(one) + 1,
      total: at.criteria.length,
    }),
    ...(isForCouncil(one) ? [phrase(scene, "ready-ask-council")] : []),
  ].join("\n");
  return speak({ ...turn, thread: { ...thread, page: 0 } }, text, [
    ...ordered.map((points) => ({
      data: `sc:p:${criterion.id}:${points}${mode}`,
      label: labelFor(one, points, scene),
    })),
    { data: `sc:skip:${criterion.id}${mode}`, label: phrase(scene, "choice-not-sure") },
  ]);
}

/** A level as it is offered: its words and points. Where the sheet's words are what one sees and tastes, ours stand for them. */
function labelFor(one: Ready, points: number, scene: Scene): string {
  const place = one.places.indexOf(points);
  const what =
    wordsFor(one, points) ??
    (place === 0
      ? phrase(scene, "level-lowest")
      : place === one.places.length - 1
        ? phrase(scene, "level-highest")
        : undefined);
  return what === undefined
    ? phrase(scene, "ready-points", { points })
    : phrase(scene, "ready-level", { what, points });
}

/** What a producer gives a criterion; no points: they do not know. */
type Given = { readonly id: string; readonly points?: number; readonly alone: boolean };

/** Takes down what a producer gives a criterion, and asks for the next. */
export function scored(
  turn: Turn,
  dossier: Dossier,
  standing: Standing,
  { id, points, alone }: Given,
  scene: Scene,
): Turn | undefined {
  const one = standing.at.criteria.find(({ criterion }) => criterion.id === id);
  if (one === undefined) return undefined;
  if (!isOpen(dossier)) return askNext(say(turn, scene, "ready-closed"), scene);
  if (points !== undefined && !one.places.includes(points))
    return asked(say(turn, scene, "ready-no-level", { id, points }), standing, one, alone, scene);
  const fact = { kind: "self-scored", criterion: id, ...(points === undefined ? {} : { points }) } as const;
  const same = one.own === (points ?? null);
  const kept = same ? turn : signedOutdated(dossier, enter(turn, scene, fact), scene);
  const after = kept.dossier;
  const now = after === undefined ? undefined : readinessOf(after, scene);
  if (after === undefined || now === undefined) return undefined;
  const told = noted(kept, now, id, points, scene);
  return alone
    ? offers(speak(told, sumLines(now, scene).join("\n")), scene)
    : nextCriterion(told, after, now, scene);
}

/** Says what was taken down, and what would prove it. */
function noted(turn: Turn, { at }: Standing, id: string, points: number | undefined, scene: Scene): Turn {
  if (points === undefined) return say(turn, scene, "ready-skipped", { id });
  const one = at.criteria.find(({ criterion }) => criterion.id === id);
  if (one?.proven === true) return say(turn, scene, "ready-noted", { id, points });
  const papers = one === undefined ? [] : provingPapers(turn, one, scene);
  return papers.length === 0
    ? say(turn, scene, "ready-noted-council", { id, points })
    : say(turn, scene, "ready-noted-unproven", { id, points, what: papers.join(", ") });
}

/** What would prove the points of a criterion in the open dossier, in short words. */
function provingPapers({ dossier }: Turn, { meaning }: Ready, scene: Scene): readonly string[] {
  if (dossier === undefined) return [];
  const { items } = listOfDossier(scene, dossier);
  const names = (meaning?.proofs ?? []).flatMap((id) => {
    const item = items[id];
    return item === undefined || !applies(item, dossier.answers) ? [] : [item.short];
  });
  return [...new Set(names)];
}
