import type { Copy, Dossier } from "../dossier/fold.ts";
import { type Answers, sameValue, type Value } from "../flow/answers.ts";
import { type Form, formsFor, itemsOn } from "../flow/form.ts";
import { listOfDossier } from "./ask.ts";
import { say } from "./say.ts";
import type { Scene, Turn } from "./scene.ts";

/** What of a form is not as it was: an item, what it said, what it says. */
export type Difference = {
  readonly item: string;
  readonly was: Value | undefined;
  readonly is: Value | undefined;
};

/** The forms of a dossier's law; of those that somebody of an office fills in only for them. */
export const formsOf = (dossier: Dossier, scene: Scene, by: readonly Form["by"][]): readonly Form[] =>
  formsFor(scene.setting.forms[dossier.law] ?? [], dossier.answers, by);

/** What changed on a form since a version of it, also by what counts no more or counts now. */
export function differences(form: Form, copy: Copy, dossier: Dossier, scene: Scene): readonly Difference[] {
  const list = listOfDossier(scene, dossier);
  const now = dossier.answers;
  const before: Answers = Object.fromEntries(
    Object.entries({ ...now, ...copy.were }).flatMap(([item, value]) =>
      value === null ? [] : [[item, value]],
    ),
  );
  const stood = new Set(itemsOn(list, form, before));
  const stands = new Set(itemsOn(list, form, now));
  return [...new Set([...stood, ...stands])].flatMap((item) => {
    const was = stood.has(item) ? before[item] : undefined;
    const is = stands.has(item) ? now[item] : undefined;
    return sameValue(was, is) ? [] : [{ item, was, is }];
  });
}

/** The number that a form's next printing has: the last one's as long as nothing on it has changed. */
export function nextNumber(form: Form, dossier: Dossier, scene: Scene): number {
  const last = dossier.printed?.[form.id];
  if (last === undefined) return 1;
  return differences(form, last, dossier, scene).length === 0 ? last.number : last.number + 1;
}

/** How many blanks of a form somebody is asked for, and how many are filled. */
export function fullness(
  form: Form,
  dossier: Dossier,
  scene: Scene,
): { readonly filled: number; readonly all: number } {
  const items = itemsOn(listOfDossier(scene, dossier), form, dossier.answers);
  return {
    filled: items.filter((item) => dossier.answers[item] !== undefined).length,
    all: items.length,
  };
}

/** The forms whose signed copy is of an older version than the dossier is now. */
export const signedOld = (dossier: Dossier, scene: Scene): readonly Form[] =>
  formsOf(dossier, scene, ["producer"]).filter((form) => {
    const copy = dossier.signed?.[form.id];
    return copy !== undefined && differences(form, copy, dossier, scene).length > 0;
  });

/** Says which signed copies have become those of an older version by what was just changed. */
export function signedOutdated(before: Dossier | undefined, after: Turn, scene: Scene): Turn {
  if (before?.signed === undefined || after.dossier === undefined) return after;
  const were = signedOld(before, scene).map((one) => one.id);
  const now = signedOld(after.dossier, scene).filter((one) => !were.includes(one.id));
  return now.length === 0
    ? after
    : say(after, scene, "signed-outdated", { forms: now.map((one) => one.name).join(", ") });
}
