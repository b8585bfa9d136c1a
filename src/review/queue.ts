import { type Day, dayOf } from "../domain/instant.ts";
import type { Programme, Stage } from "../domain/programme.ts";
import type { Dossier } from "../dossier/fold.ts";
import { addWorkingDays } from "../law/working-days.ts";

/** The stage a dossier lies at; what was handed in before there were stages lies at the first. */
export const stageOf = (programme: Programme, dossier: Pick<Dossier, "stage">): Stage | undefined =>
  dossier.stage === undefined
    ? programme.stages[0]
    : programme.stages.find((one) => one.id === dossier.stage);

/** The stage after one; undefined after the last. */
export const stageAfter = (programme: Programme, stage: Stage): Stage | undefined =>
  programme.stages[programme.stages.indexOf(stage) + 1];

/** The day by which an office decides: so many working days where the law gives them, else the last day of the round. */
export function dueOn(programme: Programme, dossier: Dossier): Day | undefined {
  const stage = stageOf(programme, dossier);
  if (stage?.days !== undefined && dossier.since !== undefined)
    return addWorkingDays(dayOf(dossier.since), stage.days);
  return programme.rounds.find((one) => one.id === dossier.round)?.until;
}

export type Order = "due" | "oldest" | "newest";

/** Dossiers in the order in which they are to be looked at: what is due first, of those what has waited longest. */
export function inOrder(
  programme: Programme,
  dossiers: readonly Dossier[],
  order: Order = "due",
): readonly Dossier[] {
  const since = (one: Dossier): number => one.since ?? one.changedAt;
  const due = (one: Dossier): string => dueOn(programme, one) ?? "9999";
  return dossiers.toSorted((one, two) => {
    if (order === "newest") return since(two) - since(one);
    return (order === "due" ? due(one).localeCompare(due(two)) : 0) || since(one) - since(two);
  });
}
