import { showDay } from "../../domain/instant.ts";
import { type Dossier, filesHeld } from "../../dossier/fold.ts";
import { lapseOf, lastUse } from "../../dossier/lapse.ts";
import { isHour, nextHour } from "../../dossier/reminders.ts";
import { menu, titleOf } from "../ask.ts";
import { backToItem } from "../back.ts";
import type { Person } from "../person.ts";
import { phrase, say } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { isOwner } from "./join.ts";
import { sharedWith, waiting, made } from "./my-data.ts";

/** The timer with which the nightly look at drafts comes to the chat of their owner, by day. */
export const lapseTimer = "lapse";

/** Drafts are looked at as they are now. */
export function lapseDue(turn: Turn, scene: Scene): Turn {
  if (!isHour(scene.now))
    return {
      ...turn,
      effects: [...turn.effects, { kind: "remind", name: lapseTimer, at: nextHour(scene.now) }],
    };
  const dossiers =
    turn.person?.dossiers.filter((one) => !one.handedIn || one.went).map((one) => one.id) ?? [];
  return dossiers.length === 0
    ? turn
    : { ...turn, effects: [...turn.effects, { kind: "gather", dossiers, why: "lapse" }] };
}

/** Whoever writes anything uses their drafts: that they were to go is over. */
export function stillThere(turn: Turn): Turn {
  if (turn.person?.lapse === undefined) return turn;
  const { lapse: _, ...person } = turn.person;
  return { ...turn, person };
}

/** Warns of what will go, or lets it go, if its day has come and nobody has used it since. */
export function lapsed(turn: Turn, dossiers: readonly Dossier[], scene: Scene): Turn {
  const { person } = turn;
  const period = scene.setting.retention?.draft;
  if (person === undefined || period === undefined) return turn;
  const drafts = dossiers.filter((one) => one.state === "draft" && isOwner(person, one));
  if (drafts.length === 0) return turn;
  const used = lastUse(drafts, [turn.thread.lastAt]);
  const { step, on } = lapseOf(period, used, person.lapse);
  if (on > scene.today) return turn;
  if (step === "erase") return gone(turn, person, drafts, scene);
  const first = step === "second" && person.lapse !== undefined ? person.lapse.first : scene.today;
  // What may not be sent would only be held until they write, and then it is no longer so.
  if (scene.reach !== undefined && scene.now - turn.thread.lastAt > scene.reach)
    return { ...turn, person: { ...person, lapse: { first, unsaid: true } } };
  const second = step === "second" ? scene.today : lapseOf(period, used, { first }).on;
  const { on: end } = lapseOf(period, used, { first, second });
  return say(
    { ...turn, person: { ...person, lapse: step === "second" ? { first, second } : { first } } },
    scene,
    step === "second" ? "lapse-second" : "lapse-first",
    { titles: titles(drafts, scene), day: showDay(end) },
    [{ data: "c:keep", label: phrase(scene, "choice-keep") }],
  );
}

const titles = (drafts: readonly Dossier[], scene: Scene): string =>
  drafts.map((one) => `*${titleOf(scene, one)}*`).join(", ");

/** The drafts go with their files, in this chat and wherever they were shared. */
function gone(turn: Turn, person: Person, drafts: readonly Dossier[], scene: Scene): Turn {
  const ids = drafts.map((one) => one.id);
  const open = turn.thread.dossier !== undefined && ids.includes(turn.thread.dossier);
  const { dossier: _, asked: __, files: ___, pending: ____, ...thread } = turn.thread;
  const { lapse: _____, ...owner } = person;
  const files = [...drafts.flatMap(filesHeld), ...(open ? waiting(turn) : [])];
  const without: Turn = {
    thread: open ? { ...thread, offered: [] } : turn.thread,
    person: { ...owner, dossiers: person.dossiers.filter((one) => !ids.includes(one.id)) },
    dossier: open ? undefined : turn.dossier,
    effects: [
      ...turn.effects,
      {
        kind: "erase",
        dossiers: ids,
        files,
        all: false,
        shared: sharedWith(drafts),
        products: made(drafts, scene),
      },
    ],
  };
  // Words that would be held for a chat that cannot be written to say nothing any more when they arrive.
  return scene.reach !== undefined && scene.now - turn.thread.lastAt > scene.reach
    ? without
    : say(without, scene, "lapse-gone", { titles: titles(drafts, scene) });
}

/** "giữ lại": any word keeps them; this one is answered. */
export function draftsKept(turn: Turn, scene: Scene): Turn {
  const count = turn.person?.dossiers.filter((one) => !one.handedIn).length ?? 0;
  if (count === 0) return menu(say(turn, scene, "nothing-open"), scene);
  return backToItem(turn, say(turn, scene, "lapse-kept"), undefined, scene);
}
