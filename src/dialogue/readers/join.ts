import { topics } from "../../broadcast/contact.ts";
import { hours, minutes } from "../../domain/instant.ts";
import { isOpen, type Dossier } from "../../dossier/fold.ts";
import { askNext, menu, titleOf } from "../ask.ts";
import type { Person } from "../person.ts";
import { agree, agreedTo, enter } from "../record.ts";
import { phrase, say } from "../say.ts";
import type { Given, Reader, Scene, Turn } from "../scene.ts";
import { calm } from "./open-item.ts";
import { bothRoles, granted } from "./office/roles.ts";

/** How long a code is good for, and how many wrong ones a chat may try in an hour. */
const codeLives = minutes(30);
const mostWrong = 5;

/** A code for the person's own other channel: begun on Zalo, finished on the web. */
export function codeForSelf(turn: Turn, scene: Scene): Turn {
  return turn.person === undefined
    ? menu(say(turn, scene, "join-nothing"), scene)
    : give(turn, scene, turn.person, undefined);
}

/** A code for somebody who helps with the open dossier: a child, an accountant, the commune's officer. */
export function codeForHelper(turn: Turn, scene: Scene): Turn {
  const { person, dossier } = turn;
  if (person === undefined || !isOpen(dossier)) return menu(say(turn, scene, "nothing-open"), scene);
  return isOwner(person, dossier)
    ? give(turn, scene, person, dossier)
    : askNext(say(turn, scene, "only-owner"), scene);
}

function give(turn: Turn, scene: Scene, person: Person, dossier: Dossier | undefined): Turn {
  const code = scene.fresh.code;
  const effect = {
    kind: "give-code",
    code,
    person: person.id,
    dossier: dossier?.id,
    until: scene.now + codeLives,
  } as const;
  const given: Turn = { ...turn, effects: [...turn.effects, effect] };
  const fill = { code, title: dossier === undefined ? "" : titleOf(scene, dossier) };
  return say(given, scene, dossier === undefined ? "join-code" : "help-code", fill);
}

/** Takes all helpers off the open dossier. */
export function helpersGone(turn: Turn, scene: Scene): Turn {
  const { person, dossier } = turn;
  if (person === undefined || dossier === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  if (!isOwner(person, dossier)) return askNext(say(turn, scene, "only-owner"), scene);
  const helpers = dossier.helpers ?? [];
  if (helpers.length === 0) return askNext(say(turn, scene, "no-helpers"), scene);
  const alone = helpers.reduce((now, one) => enter(now, scene, { kind: "unshared", person: one }), turn);
  return askNext(say(alone, scene, "helpers-gone", { count: helpers.length }), scene);
}

/** Whether a dossier is a person's own, also from before two channels were joined. */
export const isOwner = (person: Person, dossier: Dossier): boolean =>
  [person.id, ...(person.was ?? [])].includes(dossier.owner);

const mayOpen = (person: Person, dossier: Dossier): boolean =>
  isOwner(person, dossier) || [person.id, ...(person.was ?? [])].some((id) => dossier.helpers?.includes(id));

/** Shuts a dossier that is no longer shared with this person; undefined when it may stay open. */
export function shut(turn: Turn, scene: Scene): Turn | undefined {
  const { person, dossier } = turn;
  if (person === undefined || dossier === undefined || mayOpen(person, dossier)) return undefined;
  const { dossier: _, asked: __, pending: ___, ...thread } = turn.thread;
  const left = { ...person, dossiers: person.dossiers.filter((one) => one.id !== dossier.id) };
  return menu(say({ ...turn, thread, person: left, dossier: undefined }, scene, "no-longer-shared"), scene);
}

const spoken = /^(?:nối|noi|mã nối|ma noi|mã|ma|nhập mã|nhap ma|giúp|giup)\s*:?\s*(bh-?[a-z0-9]{4,12})$/iu;
const bare = /^(bh-[a-z0-9]{4,12})$/iu;

/** A code typed on another channel: "nối BH-A7K2F9". */
export const codeSaid: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const code = (spoken.exec(text) ?? bare.exec(text))?.[1];
  return code === undefined ? undefined : tryCode(turn, code, scene);
};

/** Asks what a code gives, unless this chat has guessed too often. */
export function tryCode(turn: Turn, said: string, scene: Scene): Turn {
  const wrong = turn.thread.wrongCodes;
  if (wrong !== undefined && wrong.count >= mostWrong && scene.now - wrong.at < hours(1))
    return wrongSeen(say(turn, scene, "join-too-often"));
  const code = said.toUpperCase().replace(/^BH-?/u, "BH-");
  return { ...calm(turn), effects: [...turn.effects, { kind: "redeem", code }] };
}

/** What came of a code. */
export function redeemed(turn: Turn, code: string, given: Given | undefined, scene: Scene): Turn {
  if (given === undefined || given.until < scene.now) return wrongCode(turn, scene);
  if ("role" in given) return granted(turn, code, given.role, scene);
  return given.dossier === undefined
    ? joined(turn, code, given.person, scene)
    : helps(turn, code, given.dossier, scene);
}

function wrongCode(turn: Turn, scene: Scene): Turn {
  const wrong = turn.thread.wrongCodes;
  const count = wrong !== undefined && scene.now - wrong.at < hours(1) ? wrong.count + 1 : 1;
  const counted: Turn = { ...turn, thread: { ...turn.thread, wrongCodes: { count, at: scene.now } } };
  return wrongSeen(say(counted, scene, "join-wrong"));
}

/** Wrong codes are counted for the whole programme too, since a new chat costs nothing. */
const wrongSeen = (turn: Turn): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "desk", want: { ask: "guesses" } }],
});

/** The same person on one more channel; a second record of theirs goes into the first. */
function joined(turn: Turn, code: string, into: Person, scene: Scene): Turn {
  const { person } = turn;
  if (person?.id === into.id) return askNext(say(turn, scene, "join-already"), scene);
  const one: Person = {
    ...into,
    was: [...(into.was ?? []), ...(person === undefined ? [] : [person.id, ...(person.was ?? [])])],
    roles: bothRoles(into, person),
    threads: [...new Set([...into.threads, ...(person?.threads ?? []), scene.threadId])],
    dossiers: [...into.dossiers, ...(person?.dossiers ?? [])],
    // Whoever wanted no reminders on one of them wants none.
    ...(person?.reminders?.off === true ? { reminders: { ...into.reminders, off: true } } : {}),
    ...optedOutOfBoth(into, person),
    ...(person?.trained === true ? { trained: true } : {}),
  };
  const { wrongCodes: _, ...thread } = turn.thread;
  const now: Turn = {
    ...turn,
    person: one,
    thread: { ...thread, person: one.id },
    effects: [
      ...turn.effects,
      { kind: "spend-code", code },
      ...(person === undefined ? [] : [{ kind: "replace-person", person: person.id, into: one.id } as const]),
      // A role that moves with its person must still be found under them, to be taken away.
      ...(person?.roles ?? []).map(
        (role) => ({ kind: "take-seat", person: one.id, role, threads: [scene.threadId] }) as const,
      ),
    ],
  };
  const told = say(now, scene, "joined", { count: one.dossiers.length });
  const [only, ...more] = one.dossiers.filter((dossier) => !dossier.handedIn);
  if (turn.dossier === undefined && only !== undefined && more.length === 0)
    return { ...told, effects: [...told.effects, { kind: "open", dossier: only.id }] };
  return turn.dossier === undefined ? menu(told, scene) : askNext(told, scene);
}

/** What somebody does not want to be written for on one of two channels, they do not want on either. */
function optedOutOfBoth(one: Person, two: Person | undefined): Pick<Person, "optedOut"> {
  const both = [...(one.optedOut ?? []), ...(two?.optedOut ?? [])];
  if (both.length === 0) return {};
  return { optedOut: both.includes("*") ? ["*"] : topics.filter((topic) => both.includes(topic)) };
}

/** A helper: asked for consent first, since what they do is kept under their name. */
function helps(turn: Turn, code: string, dossier: Dossier, scene: Scene): Turn {
  const title = titleOf(scene, dossier);
  if (!agreedTo(turn.person)) {
    const asked: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "join", code } } };
    return say(
      say(asked, scene, "help-asked", { title }),
      scene,
      "consent",
      { office: scene.setting.programme.receiver },
      [
        { data: "p:yes", label: phrase(scene, "choice-agree") },
        { data: "p:no", label: phrase(scene, "choice-not-now") },
        { data: "c:what-consent", label: phrase(scene, "choice-read-more") },
      ],
    );
  }
  const { person } = turn;
  if (person === undefined || mayOpen(person, dossier))
    return askNext(say(turn, scene, "join-already"), scene);
  const listed: Person = {
    ...person,
    dossiers: [...person.dossiers, { id: dossier.id, title, handedIn: false }],
  };
  const opened: Turn = {
    ...turn,
    dossier,
    person: listed,
    thread: { ...turn.thread, dossier: dossier.id },
    effects: [...turn.effects, { kind: "spend-code", code }],
  };
  return askNext(
    say(enter(opened, scene, { kind: "shared", person: person.id }), scene, "helping", { title }),
    scene,
  );
}

/** The yes of a helper: the code is looked at again. */
export const agreeToHelp = (turn: Turn, code: string, scene: Scene): Turn =>
  tryCode(agree(turn, scene), code, scene);
