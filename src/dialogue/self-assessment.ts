import type { Sheet } from "../domain/criteria.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Answers } from "../flow/answers.ts";
import { evidenceOf, type Readiness, type Ready, readiness, wordsFor } from "../review/readiness.ts";
import { listOfDossier } from "./ask.ts";
import type { SelfScore } from "./filled-form.ts";
import type { Scene } from "./scene.ts";

/** Where a dossier's product stands, with the sheet it is measured on and the answers that count. */
export type Standing = {
  readonly sheet: Sheet;
  readonly evidence: Answers;
  readonly at: Readiness;
};

/** How ready a dossier is; undefined as long as its product set is not known. */
export function readinessOf(dossier: Dossier, scene: Scene): Standing | undefined {
  const list = listOfDossier(scene, dossier);
  const set = Object.entries(dossier.answers).find(([id]) => {
    const expect = list.items[id]?.expect;
    return expect?.kind === "from" && expect.list === "sets";
  })?.[1];
  const sheet = scene.setting.sheets[dossier.law]?.find((one) => one.set === set);
  if (sheet === undefined) return undefined;
  const evidence = evidenceOf(list, dossier.answers);
  const meanings = scene.setting.meanings[dossier.law] ?? [];
  return { sheet, evidence, at: readiness(sheet, meanings, evidence, dossier.own) };
}

/** Whether its producer has given it points themselves. */
export const isSelfScored = ({ own = {} }: Dossier): boolean =>
  Object.values(own).some((points) => points !== null);

/** The points somebody stands by: those they gave themselves, else those that the dossier leaves no choice about. */
export const pointsOf = ({ own, told }: Ready): number | undefined =>
  typeof own === "number" ? own : own === undefined && told.low === told.high ? told.low : undefined;

/** The self-assessment of form 02, part III, by criterion: points, what they mean, and what proves it. */
export function selfAssessment(dossier: Dossier, scene: Scene): Readonly<Record<string, SelfScore>> {
  const { items } = listOfDossier(scene, dossier);
  const criteria = readinessOf(dossier, scene)?.at.criteria ?? [];
  return Object.fromEntries(
    criteria.flatMap((one): readonly (readonly [string, SelfScore])[] => {
      const points = pointsOf(one);
      if (points === undefined) return [];
      const says = wordsFor(one, points);
      const proof = one.proofs.map((item) => items[item]?.short ?? item).join(", ");
      return [
        [
          one.criterion.id,
          { points, ...(says === undefined ? {} : { says }), ...(proof === "" ? {} : { proof }) },
        ],
      ];
    }),
  );
}
