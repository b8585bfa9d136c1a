import { dayOf, daysBetween, showDay } from "../domain/instant.ts";
import { isOfCommunes } from "../domain/role.ts";
import type { Dossier } from "../dossier/fold.ts";
import { dueOn, stageOf } from "../review/queue.ts";
import { phrase } from "./say.ts";
import type { Scene } from "./scene.ts";

/** The office as people know it: in a commune, the commune's own. */
export function officeName(
  scene: Scene,
  { office, place }: { readonly office: string; readonly place?: string | undefined },
): string {
  const { programme } = scene.setting;
  const commune = programme.communes.find((one) => one.id === place);
  if (isOfCommunes(office) && commune !== undefined)
    return phrase(scene, "office-of-commune", { place: commune.name });
  if (isOfCommunes(office)) return programme.receiver;
  return programme.offices.find((one) => one.id === office)?.name ?? programme.receiver;
}

/** The office that has a dossier now. */
export function holder(dossier: Dossier, scene: Scene): string {
  const stage = stageOf(scene.setting.programme, dossier);
  if (stage === undefined) return scene.setting.programme.receiver;
  const known = scene.setting.programme.offices.some((one) => one.id === stage.office);
  return known ? officeName(scene, { office: stage.office, place: dossier.place }) : stage.title;
}

/** Where a dossier stands, in one sentence. */
export function standing(dossier: Dossier, scene: Scene): string {
  const office = holder(dossier, scene);
  const day = showDay(dayOf(dossier.since ?? dossier.changedAt));
  const { score = 0, stars = 0, decision } = dossier.result ?? {};
  switch (dossier.state) {
    case "draft":
      return phrase(scene, "standing-draft");
    case "handed-in": {
      if (dossier.ready) return phrase(scene, "standing-ready", { office });
      const due = dueOn(scene.setting.programme, dossier);
      return due === undefined || daysBetween(scene.today, due) < 0
        ? phrase(scene, "standing-waits", { office, day })
        : phrase(scene, "standing-due", { office, day, due: showDay(due) });
    }
    case "returned":
      return phrase(scene, "standing-returned", {
        office,
        day,
        count: (dossier.remarks ?? []).filter((one) => !one.done).length,
      });
    case "evaluated":
      return phrase(scene, "standing-evaluated", { score: showScore(score), stars });
    case "recognised":
      return decision === undefined
        ? phrase(scene, "standing-recognised", { stars })
        : phrase(scene, "standing-decided", { stars, decision });
    case "not-reached":
      return phrase(scene, "standing-not-reached");
  }
}

/** Points as people write them: "69,5". */
export const showScore = (score: number): string => String(Math.round(score * 100) / 100).replace(".", ",");
