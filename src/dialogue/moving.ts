import { type Way, whatChanges } from "../dossier/carry-over.ts";
import { type Dossier, isOpen } from "../dossier/fold.ts";
import { consentVersion } from "./person.ts";
import { phrase, say, speak } from "./say.ts";
import type { Scene, Turn } from "./scene.ts";

/** The number of a law, as people say it. */
export const lawName = (scene: Scene, law: string): string =>
  scene.setting.laws.find((one) => one.id === law)?.number ?? law;

/** From the dossier's list to the programme's own, as far as there is a way. */
export function wayFrom(dossier: Pick<Dossier, "list">, scene: Scene): Way | undefined {
  const { checklists, programme, carryings = [] } = scene.setting;
  const [from, to] = [checklists[dossier.list], checklists[programme.checklist]];
  if (from === undefined || to === undefined) return undefined;
  const carrying = carryings.find((one) => one.from === from.id && one.to === to.id);
  return from.id === to.id || carrying !== undefined ? { from, to, carrying } : undefined;
}

/** The way on from a dossier that is still being filled in under an earlier list. */
export function wayOf(dossier: Dossier, scene: Scene): Way | undefined {
  const earlier = isOpen(dossier) && dossier.list !== scene.setting.programme.checklist;
  return earlier ? wayFrom(dossier, scene) : undefined;
}

/** Says how much is different under the law in force, and asks whether to move; one that was left as it is is not asked about again. */
export function askMove(turn: Turn, dossier: Dossier, way: Way, title: string, scene: Scene): Turn {
  const { asked: _, ...thread } = turn.thread;
  const here: Turn = { ...turn, thread };
  const fill = { title, old: lawName(scene, dossier.law), now: lawName(scene, way.to.law) };
  if (dossier.stayed === way.to.law)
    return say(here, scene, "move-stayed", fill, [{ data: "mv:ask", label: phrase(scene, "choice-move") }]);
  const { kept, otherwise, added, gone } = whatChanges(dossier.answers, way, scene.world);
  const counts = {
    ...fill,
    kept: kept.length,
    otherwise: otherwise.length,
    added: added.length,
    gone: gone.length,
  };
  // Whoever agreed to an earlier wording is asked again with the next dossier.
  const consent =
    turn.person?.consent?.version === consentVersion
      ? []
      : [phrase(scene, "consent", { office: scene.setting.programme.receiver })];
  return speak(
    { ...here, thread: { ...here.thread, pending: { kind: "move", dossier: dossier.id } } },
    [phrase(scene, "move-asked", counts), ...consent].join("\n"),
    [
      { data: "mv:yes", label: phrase(scene, "choice-move") },
      { data: "mv:no", label: phrase(scene, "choice-stay") },
      { data: "mv:see", label: phrase(scene, "choice-see-difference") },
    ],
  );
}
