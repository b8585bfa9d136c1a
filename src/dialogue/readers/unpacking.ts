import { days } from "../../domain/instant.ts";
import type { FileRef } from "../../domain/message.ts";
import { type Archive, draftOf } from "../../dossier/archive.ts";
import type { Entry } from "../../dossier/entry.ts";
import { type Dossier, replay } from "../../dossier/fold.ts";
import { filesOf, sameValue, type Value } from "../../flow/answers.ts";
import type { Checklist } from "../../flow/define.ts";
import { fits } from "../../flow/fits.ts";
import { productOf } from "../../review/alike.ts";
import { askNext, menu, titleOf } from "../ask.ts";
import { toBeRead } from "../proofs.ts";
import { agreedTo } from "../record.ts";
import { phrase, say } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { type UnpackFound, type UnpackingFault, wantUnpacked } from "../unpacking.ts";

/** A file that nobody says yes or no to is deleted. */
const waits = days(1);

/** A packed dossier that somebody sends: no paper, but a draft to be. */
export function archiveSent(turn: Turn, file: FileRef, scene: Scene): Turn | undefined {
  if (file.mime !== "application/zip") return undefined;
  if (!agreedTo(turn.person)) return menu(say(without(turn, file), scene, "unpack-first"), scene);
  const { pending } = turn.thread;
  const calm = pending?.kind === "unpack" ? without(settled(turn), pending.file) : settled(turn);
  const asked = wantUnpacked(calm, { file, sure: false });
  const over = { kind: "remind", name: `file:${file.hash}`, at: scene.now + waits } as const;
  return { ...asked, effects: [...asked.effects, over] };
}

/** The yes to a second dossier of the same product. */
export const unpackAgreed = (turn: Turn, file: FileRef): Turn => wantUnpacked(turn, { file, sure: true });

/** The no to it. */
export const unpackDeclined = (turn: Turn, file: FileRef, scene: Scene): Turn =>
  askNext(say(without(turn, file), scene, "unpack-dropped"), scene);

/** What came of opening it: a draft, a question first where there is one of the same product, or why neither. */
export function unpacked(turn: Turn, { file, sure, opened, beside }: UnpackFound, scene: Scene): Turn {
  const no = (why: UnpackingFault | "programme"): Turn =>
    askOrMenu(say(without(turn, file), scene, `unpack-fault-${why}`), scene);
  if (!opened.ok) return no(opened.code);
  const { archive, files } = opened.value;
  const { setting } = scene;
  const list = setting.checklists[archive.list];
  if (list === undefined || list.law !== archive.law || archive.programme !== setting.programme.id)
    return no("programme");
  const { person } = turn;
  if (person === undefined) return no("gone");
  const entries = entriesOf(archive, list, files, person.id, scene);
  const id = scene.fresh.dossier;
  const dossier = replay(id, entries);
  if (dossier === undefined) return no("altered");
  const product = productOf(setting.programme, list, dossier);
  const same = beside.find(
    (one) =>
      one.list === list.id && product !== undefined && productOf(setting.programme, list, one) === product,
  );
  if (!sure && same !== undefined) return askFirst(turn, file, dossier, same, scene);
  if (!sure) return wantUnpacked(turn, { file, sure: true });
  const title = titleOf(scene, dossier);
  const { asked: _, anew: __, pending: ___, files: ____, ...thread } = turn.thread;
  const made: Turn = {
    thread: { ...thread, dossier: id },
    dossier,
    person: { ...person, dossiers: [...person.dossiers, { id, title, handedIn: false }] },
    effects: [
      ...turn.effects,
      ...entries.map((entry) => ({ kind: "enter" as const, dossier: id, entry })),
      { kind: "discard", files: [file.hash] },
    ],
  };
  const count = Object.keys(dossier.answers).length;
  const left = Object.keys(archive.answers).length - count;
  const told = say(made, scene, "unpacked", { title, count });
  const all = left === 0 ? told : say(told, scene, "unpacked-left", { count: left });
  const papers = Object.entries(dossier.answers).flatMap(([item, value]) =>
    list.items[item]?.expect.kind === "paper" ? filesOf(value) : [],
  );
  return askNext(toBeRead(all, papers, scene), scene);
}

function askFirst(turn: Turn, file: FileRef, dossier: Dossier, same: Dossier, scene: Scene): Turn {
  const items = new Set([...Object.keys(dossier.answers), ...Object.keys(same.answers)]);
  const count = [...items].filter((one) => !sameValue(dossier.answers[one], same.answers[one])).length;
  const waiting: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "unpack", file: { ...file } } },
  };
  return say(waiting, scene, "unpack-same", { title: titleOf(scene, same), count }, [
    { data: "p:yes", label: phrase(scene, "choice-unpack") },
    { data: "p:no", label: phrase(scene, "choice-not-unpack") },
  ]);
}

/** The draft's entries: its log as it was, where that leads to what it says; else its answers. What does not fit stays out. */
function entriesOf(
  archive: Archive,
  list: Checklist,
  files: Readonly<Record<string, FileRef>>,
  by: string,
  scene: Scene,
): readonly Entry[] {
  const here = (value: Value): Value => {
    const own = filesOf(value);
    return own.length === 0 ? value : own.flatMap(({ hash }) => files[hash] ?? []);
  };
  const taken = (item: string, value: Value): boolean => {
    const asked = Object.hasOwn(list.items, item) ? list.items[item] : undefined;
    return asked !== undefined && fits(asked.expect, value, scene.world);
  };
  const head = { at: scene.now, by };
  const draft = draftOf(archive, here, head, list.version);
  const good = Object.entries(archive.answers).flatMap(([item, given]) => {
    const value = here(given);
    return taken(item, value) ? [{ item, value }] : [];
  });
  const whole = replay("x", draft)?.answers ?? {};
  const leads =
    draft.every(
      (one) => one.kind !== "carried" || one.items.every(({ item, value }) => taken(item, value)),
    ) &&
    Object.keys(whole).length === good.length &&
    good.every(({ item, value }) => sameValue(whole[item], value));
  if (leads) return draft;
  return [
    ...draft.slice(0, 1),
    ...good.map(({ item, value }): Entry => ({ ...head, kind: "answered", item, value })),
    ...archive.skipped
      .filter((item) => list.items[item]?.optional === true)
      .map((item): Entry => ({ ...head, kind: "skipped", item })),
  ];
}

const without = (turn: Turn, { hash }: FileRef): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "discard", files: [hash] }],
});

function settled(turn: Turn): Turn {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
}

const askOrMenu = (turn: Turn, scene: Scene): Turn =>
  turn.dossier === undefined ? menu(turn, scene) : askNext(turn, scene);
