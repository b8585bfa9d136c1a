import type { Dossier } from "../../../dossier/fold.ts";
import type { Stage } from "../../../domain/programme.ts";
import { stageOf } from "../../../review/queue.ts";
import { has, hasOn } from "../../right.ts";
import type { Scene, Turn } from "../../scene.ts";

/** Whether dossiers are this person's business. */
export const isForOfficers = (turn: Turn, scene: Scene): boolean =>
  has(turn, "review", scene) || has(turn, "see", scene);

/** Whether a session of the council is this person's to lead: to open, to close, to see how far it is. */
export const leadsSessions = (turn: Turn, scene: Scene): boolean =>
  has(turn, "register", scene) || has(turn, "minutes", scene);

/** Whether a dossier may be shown to this person: handed in, and within their places. */
export const maySee = (turn: Turn, dossier: Dossier, scene: Scene): boolean =>
  dossier.state !== "draft" && hasOn(turn, "see", { place: dossier.place }, scene);

/** Whether it is this person's to decide on at the stage where it lies now. */
export const mayDecideOn = (turn: Turn, dossier: Dossier, scene: Scene): boolean =>
  decidesAt(turn, stageOf(scene.setting.programme, dossier), dossier, scene);

/** Whether results may be noted by this person: whoever decides at the council's stage. */
export const mayNoteResults = (turn: Turn, dossier: Dossier, scene: Scene): boolean =>
  decidesAt(
    turn,
    scene.setting.programme.stages.find((one) => one.kind === "council"),
    dossier,
    scene,
  );

const decidesAt = (turn: Turn, stage: Stage | undefined, dossier: Dossier, scene: Scene): boolean =>
  stage !== undefined &&
  hasOn(turn, "review", { stage: stage.id, office: stage.office, place: dossier.place }, scene);

/** Whether it waits for a decision at its stage. */
export const waitsForDecision = (dossier: Dossier, scene: Scene): boolean =>
  dossier.state === "handed-in" &&
  dossier.ready === undefined &&
  stageOf(scene.setting.programme, dossier)?.kind !== "outside";
