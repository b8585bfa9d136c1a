import { isOpen, begin, fold } from "../dossier/fold.ts";
import type { Entry } from "../dossier/entry.ts";
import { applies, complete, progress } from "../flow/progress.ts";
import { sameValue, type Value } from "../flow/answers.ts";
import { isRemarked, listOfDossier, titleOf } from "./ask.ts";
import { consentVersion, newPerson, type Person } from "./person.ts";
import { phrase, say } from "./say.ts";
import type { Scene, Turn } from "./scene.ts";
import { signedOutdated } from "./form-copy.ts";
import { show } from "./show.ts";

type Fact<Kind extends Entry["kind"]> = Omit<Extract<Entry, { kind: Kind }>, "at" | "by">;
type AnyFact = { [Kind in Entry["kind"]]: Fact<Kind> }[Entry["kind"]];

/** The turn with one more entry in its dossier. */
export function enter(turn: Turn, scene: Scene, fact: AnyFact): Turn {
  const { dossier, person } = turn;
  if (dossier === undefined || person === undefined) return turn;
  const entry: Entry = { ...fact, at: scene.now, by: person.id };
  const after = fold(dossier, entry);
  const named = person.dossiers.map((one) =>
    one.id === dossier.id ? { ...one, title: titleOf(scene, after), handedIn: !isOpen(after) } : one,
  );
  return {
    ...turn,
    dossier: after,
    person: sameList(person.dossiers, named) ? person : { ...person, dossiers: named },
    effects: [...turn.effects, { kind: "enter", dossier: dossier.id, entry }],
  };
}

const sameList = (one: unknown, two: unknown): boolean => JSON.stringify(one) === JSON.stringify(two);

/** Whether a person has said yes to the wording in force. */
export const agreedTo = (person: Person | undefined): boolean => person?.consent?.version === consentVersion;

/** The person as of their yes to the notice; who has said yes before stays as they are. */
export function agree(turn: Turn, scene: Scene): Turn {
  const consent = { version: consentVersion, at: scene.now };
  if (turn.person !== undefined)
    return agreedTo(turn.person) ? turn : { ...turn, person: { ...turn.person, consent } };
  const person = { ...newPerson(scene.fresh.person, scene.threadId), consent };
  return { ...turn, person, thread: { ...turn.thread, person: person.id } };
}

/** A new dossier under the programme's checklist, made the current one. */
export function start(turn: Turn, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined) return turn;
  const list = scene.setting.checklists[scene.setting.programme.checklist];
  if (list === undefined) throw new Error(`no checklist ${scene.setting.programme.checklist}`);
  const entry = {
    kind: "started" as const,
    at: scene.now,
    by: person.id,
    programme: scene.setting.programme.id,
    list: list.id,
    law: list.law,
    version: list.version,
  };
  const id = scene.fresh.dossier;
  return {
    ...turn,
    dossier: begin(id, entry),
    person: {
      ...person,
      dossiers: [...person.dossiers, { id, title: phrase(scene, "untitled"), handedIn: false }],
    },
    thread: { ...turn.thread, dossier: id },
    effects: [...turn.effects, { kind: "enter", dossier: id, entry }],
  };
}

/** Takes an answer down and says what was understood; answers that no longer count stay in the log and come back if they do. */
export function answer(turn: Turn, scene: Scene, id: string, value: Value): Turn {
  const { dossier } = turn;
  const item = dossier === undefined ? undefined : listOfDossier(scene, dossier).items[id];
  if (dossier === undefined || item === undefined) return turn;
  if (item.expect.kind === "yesno" && item.expect.must === true && value === false)
    return put(turn, scene, id);
  const had = dossier.answers[id];
  const fact = { kind: "answered" as const, item: id, value };
  // The same answer again also answers what the dossier came back for.
  const after = sameValue(had, value) && !isRemarked(dossier, id) ? turn : enter(turn, scene, fact);
  const code = had === undefined ? "noted" : "noted-change";
  const noted = say(after, scene, code, { what: item.short, value: show(item, value, scene) });
  const told =
    value === false && holdsUp(turn, scene, id) ? say(noted, scene, "why", { why: item.why }) : noted;
  return finished(turn, signedOutdated(dossier, told, scene), scene, item.section);
}

/** Whether others have to wait for this item: then a "no" deserves its reason. */
const holdsUp = (turn: Turn, scene: Scene, id: string): boolean =>
  turn.dossier !== undefined &&
  Object.values(listOfDossier(scene, turn.dossier).items).some((item) => item.after?.items.includes(id));

/** Says so when a section has just been finished. */
function finished(before: Turn, after: Turn, scene: Scene, section: string): Turn {
  if (before.dossier === undefined || after.dossier === undefined) return after;
  const list = listOfDossier(scene, after.dossier);
  const openIn = (dossier: NonNullable<Turn["dossier"]>): number =>
    progress(list, dossier).open.filter((id) => list.items[id]?.section === section).length;
  if (openIn(after.dossier) > 0 || openIn(before.dossier) === 0) return after;
  if (complete(list, after.dossier) && progress(list, after.dossier).open.length === 0) return after;
  const title = list.sections.find((one) => one.id === section)?.title ?? "";
  return say(after, scene, "section-done", { section: title });
}

/** Sets an optional item aside. */
export function skip(turn: Turn, scene: Scene, id: string): Turn {
  const item = turn.dossier === undefined ? undefined : listOfDossier(scene, turn.dossier).items[id];
  if (turn.dossier === undefined || item === undefined || !applies(item, turn.dossier.answers)) return turn;
  if (!item.optional) return put(turn, scene, id);
  const told = say(enter(turn, scene, { kind: "skipped", item: id }), scene, "skipped", { what: item.short });
  return finished(turn, told, scene, item.section);
}

/** Puts an item off: it is asked again after all others. */
export function put(turn: Turn, scene: Scene, id: string): Turn {
  const item = turn.dossier === undefined ? undefined : listOfDossier(scene, turn.dossier).items[id];
  if (turn.dossier === undefined || item === undefined) return turn;
  const open = progress(listOfDossier(scene, turn.dossier), turn.dossier).open;
  const asideAlready = open.every((one) => turn.dossier?.later.includes(one) || one === id);
  if (asideAlready) return say(turn, scene, "only-put-off-left", { count: open.length });
  return say(enter(turn, scene, { kind: "deferred", item: id }), scene, "put-off", { what: item.short });
}

/** Takes the last change back and says what is there again. */
export function undo(turn: Turn, scene: Scene): Turn {
  const last = turn.dossier?.past.at(-1);
  if (turn.dossier === undefined || last === undefined || !isOpen(turn.dossier))
    return say(turn, scene, "nothing-to-undo");
  const item = listOfDossier(scene, turn.dossier).items[last.item];
  const undone = signedOutdated(turn.dossier, enter(turn, scene, { kind: "undone" }), scene);
  if (item === undefined) return undone;
  return last.value === undefined
    ? say(undone, scene, "undone-empty", { what: item.short })
    : say(undone, scene, "undone", { what: item.short, value: show(item, last.value, scene) });
}
