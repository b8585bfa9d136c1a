import { dayOf, showDay } from "../../domain/instant.ts";
import { type Dossier, filesHeld } from "../../dossier/fold.ts";
import { saidBefore } from "../../dossier/carry-over.ts";
import { applies } from "../../flow/progress.ts";
import { forgetLater } from "../forget.ts";
import { askNext, listOfDossier, menu, titleOf } from "../ask.ts";
import type { Person } from "../person.ts";
import { phrase, say, speak } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { readLines } from "../proofs.ts";
import { show } from "../show.ts";
import { newThread } from "../thread.ts";
import { madeIn } from "./alike.ts";
import { isOwner } from "./join.ts";
import { topicsInWords } from "./opt-out.ts";
import { yesOrNo } from "./correction.ts";
import { roleLine } from "./office/roles.ts";

/** All that is kept about the person: the dossiers are gathered first. */
export function myData(turn: Turn, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined) {
    const waits = waitingLine(turn, scene);
    return waits.length === 0
      ? say(turn, scene, "no-data")
      : say(speak(turn, waits.join("\n")), scene, "data-sent");
  }
  return {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "gather", dossiers: person.dossiers.map((one) => one.id), why: "data" },
    ],
  };
}

/** Everything kept about the person, as text, with the rights that go with it. */
export function allData(turn: Turn, dossiers: readonly Dossier[], scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined) return say(turn, scene, "no-data");
  const lines = [
    phrase(scene, "data-head", { day: showDay(scene.today) }),
    ...(person.consent === undefined
      ? []
      : [
          phrase(scene, "data-consent", {
            day: showDay(dayOf(person.consent.at)),
            version: person.consent.version,
          }),
        ]),
    ...person.roles.map((role) => roleLine(role, scene)),
    ...waitingLine(turn, scene),
    ...(person.reminders === undefined
      ? []
      : [phrase(scene, person.reminders.off === true ? "data-reminders-off" : "data-reminders-on")]),
    ...optedOutLine(person, scene),
    ...dossiers.flatMap((one) => [
      "",
      dossierLine(one, scene),
      ...answers(one, scene),
      ...notYetSaid(one, scene),
      ...signedCopies(one, scene),
      ...ownPoints(one, scene),
    ]),
  ];
  return say(speak(turn, lines.join("\n")), scene, "data-sent");
}

/** What they want no announcements on. */
const optedOutLine = ({ optedOut = [] }: Person, scene: Scene): readonly string[] =>
  optedOut.length === 0
    ? []
    : optedOut.includes("*")
      ? [phrase(scene, "data-opted-out")]
      : [phrase(scene, "data-opted-out-of", { topics: topicsInWords(optedOut, scene) })];

/** Questions that an office has not answered yet. */
const waitingLine = (turn: Turn, scene: Scene): readonly string[] => {
  const waits = turn.thread.waiting?.inquiries ?? [];
  return waits.length === 0 ? [] : [phrase(scene, "data-waiting", { ids: waits.join(", ") })];
};

const dossierLine = (dossier: Dossier, scene: Scene): string =>
  `*${phrase(
    scene,
    dossier.went !== undefined
      ? "dossier-earlier"
      : dossier.state === "draft"
        ? "dossier-draft"
        : "dossier-handed-in",
    { title: titleOf(scene, dossier) },
  )}*`;

const answers = (dossier: Dossier, scene: Scene): readonly string[] => {
  const { items } = listOfDossier(scene, dossier);
  return Object.entries(dossier.answers).flatMap(([id, value]) => {
    const item = items[id];
    return item === undefined
      ? [`• ${id}: ${JSON.stringify(value)}`]
      : [`• ${item.short}: ${show(item, value, scene)}`, ...readLines(dossier, value, scene)];
  });
};

/** Answers from last time that nobody has said yes to yet. */
function notYetSaid(dossier: Dossier, scene: Scene): readonly string[] {
  const { items } = listOfDossier(scene, dossier);
  return Object.keys(dossier.carried ?? {}).flatMap((id) => {
    const [item, value] = [items[id], saidBefore(dossier, id)];
    return item === undefined || value === undefined || !applies(item, dossier.answers)
      ? []
      : [phrase(scene, "data-last-time", { what: item.short, value: show(item, value, scene) })];
  });
}

/** Photographs of signed forms. */
const signedCopies = (dossier: Dossier, scene: Scene): readonly string[] =>
  Object.entries(dossier.signed ?? {}).map(([form, { files }]) =>
    phrase(scene, "data-signed", {
      form: scene.setting.forms[dossier.law]?.find((one) => one.id === form)?.name ?? form,
      count: files.length,
    }),
  );

/** The points that they gave themselves. */
function ownPoints({ own = {} }: Dossier, scene: Scene): readonly string[] {
  const given = Object.entries(own).flatMap(([id, points]) => (points === null ? [] : [`${id}: ${points}`]));
  return given.length === 0 ? [] : [phrase(scene, "data-self-score", { points: given.join(" · ") })];
}

/** Asks before anything is erased. */
export function eraseAsked(turn: Turn, scene: Scene): Turn {
  // A stranger has nothing but the questions they wait for: there is nothing to be careful of.
  if (turn.person === undefined)
    return turn.thread.waiting === undefined ? say(turn, scene, "no-data") : erased(turn, [], scene);
  const drafts = turn.person.dossiers.filter((one) => !one.handedIn);
  const asked: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "erase", all: true } } };
  return say(asked, scene, "erase-asked", { count: drafts.length }, yesOrNo(scene));
}

/** Asks before one draft is erased. */
export function eraseDossierAsked(turn: Turn, scene: Scene): Turn {
  if (turn.dossier === undefined || turn.dossier.state !== "draft")
    return askNext(say(turn, scene, "nothing-open"), scene);
  if (turn.person !== undefined && !isOwner(turn.person, turn.dossier))
    return askNext(say(turn, scene, "only-owner"), scene);
  const asked: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "erase", all: false } } };
  return say(asked, scene, "erase-dossier-asked", { title: titleOf(scene, turn.dossier) }, yesOrNo(scene));
}

/** Erases the current draft and its files; the person and other dossiers stay. */
function dossierErased(turn: Turn, scene: Scene): Turn {
  const { person, dossier } = turn;
  if (person === undefined || dossier === undefined) return askNext(turn, scene);
  const { dossier: _, asked: __, files: ___, photo: ____, ...thread } = turn.thread;
  const files = [...filesHeld(dossier), ...waiting(turn)];
  const without: Turn = {
    thread,
    person: { ...person, dossiers: person.dossiers.filter((one) => one.id !== dossier.id) },
    dossier: undefined,
    effects: [
      ...turn.effects,
      {
        kind: "erase",
        dossiers: [dossier.id],
        files,
        all: false,
        shared: sharedWith([dossier]),
        products: made([dossier], scene),
      },
    ],
  };
  return menu(say(without, scene, "dossier-erased", { title: titleOf(scene, dossier) }), scene);
}

/** The files of a dossier, those that its last changes replaced included. */
/** Photos whose paper is not known yet, and a poor one that is kept until a better one comes. */
export const waiting = ({ thread: { files = [], photo } }: Turn): readonly string[] =>
  [...files, ...(photo?.file === undefined ? [] : [photo.file])].map((one) => one.hash);

export const sharedWith = (dossiers: readonly Dossier[]) =>
  dossiers.flatMap(({ id, helpers = [] }) => helpers.map((person) => ({ dossier: id, person })));

/** What was made in them: they count no more among those who make the same. */
export const made = (dossiers: readonly Dossier[], scene: Scene) =>
  dossiers.flatMap((one) => {
    const product = madeIn(one, scene);
    return product === undefined ? [] : [{ dossier: one.id, product }];
  });

/** The yes: the dossiers are gathered first, so that their files go too. */
export function eraseAgreed(turn: Turn, scene: Scene, all: boolean): Turn {
  if (turn.person === undefined) return askNext(turn, scene);
  if (!all) return dossierErased(turn, scene);
  const dossiers = turn.person.dossiers.map((one) => one.id);
  return { ...turn, effects: [...turn.effects, { kind: "gather", dossiers, why: "erase" }] };
}

/** Erases drafts, their files, the chat and the person; what was handed in stays with the office, as it is its record. */
export function erased(turn: Turn, dossiers: readonly Dossier[], scene: Scene): Turn {
  const own = dossiers.filter((one) => turn.person !== undefined && isOwner(turn.person, one));
  // What came from another programme is a copy: the office's record is there.
  const drafts = own.filter((one) => one.state === "draft" || one.programme !== scene.setting.programme.id);
  const files = [...drafts.flatMap(filesHeld), ...waiting(turn)];
  const clean: Turn = {
    thread: { ...newThread, lastAt: scene.now },
    person: undefined,
    dossier: undefined,
    effects: [
      ...turn.effects,
      {
        kind: "erase",
        dossiers: drafts.map((one) => one.id),
        files,
        all: true,
        shared: sharedWith(drafts),
        products: made(drafts, scene),
      },
      // Nobody is here any more: what is said from now on goes as a stranger's does.
      forgetLater(scene),
    ],
  };
  return menu(say(clean, scene, drafts.length < own.length ? "erased-but-handed-in" : "erased"), scene);
}
