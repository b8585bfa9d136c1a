import type { Setting } from "../../src/dialogue/scene.ts";
import type { Dossier } from "../../src/dossier/fold.ts";
import { evidenceOf, type Range, readiness } from "../../src/review/readiness.ts";

/** What the dossier that a council scored would have been estimated at. */
export function estimateOf(dossier: Dossier, setting: Setting): Range {
  const list = setting.checklists[dossier.list];
  const sheet = setting.sheets[dossier.law]?.find((one) => Object.values(dossier.answers).includes(one.set));
  if (list === undefined || sheet === undefined) throw new Error(`${dossier.id} cannot be estimated`);
  const meanings = setting.meanings[dossier.law] ?? [];
  return readiness(sheet, meanings, evidenceOf(list, dossier.answers), dossier.own).total;
}
