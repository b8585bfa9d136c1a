import { may, mayOn } from "../../domain/role.ts";
import type { Dossier } from "../../dossier/fold.ts";
import { stageOf } from "../../review/queue.ts";
import type { Scene, Turn } from "../scene.ts";

/** Whether dossiers are this person's business. */
export const isForOfficers = (turn: Turn, scene: Scene): boolean => {
  const roles = turn.person?.roles ?? [];
  const { programme } = scene.setting;
  return may(roles, "review", programme, scene.today) || may(roles, "see", programme, scene.today);
};

/** Whether a dossier may be shown to this person: handed in, and within their places. */
export const maySee = (turn: Turn, dossier: Dossier, scene: Scene): boolean =>
  dossier.state !== "draft" &&
  mayOn(turn.person?.roles ?? [], "see", scene.setting.programme, { place: dossier.place }, scene.today);

/** Whether it is this person's to decide on at the stage where it lies now. */
export function mayDecideOn(turn: Turn, dossier: Dossier, scene: Scene): boolean {
  const { programme } = scene.setting;
  const stage = stageOf(programme, dossier);
  return (
    stage !== undefined &&
    mayOn(
      turn.person?.roles ?? [],
      "review",
      programme,
      { stage: stage.id, office: stage.office, place: dossier.place },
      scene.today,
    )
  );
}

/** Whether it waits for a decision at its stage. */
export const waitsForDecision = (dossier: Dossier, scene: Scene): boolean =>
  dossier.state === "handed-in" &&
  dossier.ready === undefined &&
  stageOf(scene.setting.programme, dossier)?.kind !== "outside";

/** Whether results may be noted by this person: whoever decides at the council's stage. */
export const mayNoteResults = (turn: Turn, dossier: Dossier, scene: Scene): boolean => {
  const { programme } = scene.setting;
  const council = programme.stages.find((one) => one.kind === "council");
  return (
    council !== undefined &&
    mayOn(
      turn.person?.roles ?? [],
      "review",
      programme,
      { stage: council.id, office: council.office, place: dossier.place },
      scene.today,
    )
  );
};
