import { dayOf, days, daysAfter, daysBetween, type Instant, showDay } from "../../domain/instant.ts";
import { type Dossier, isOpen } from "../../dossier/fold.ts";
import {
  type Due,
  isHour,
  momentOn,
  nextHour,
  type Reminder,
  remindersFor,
  worthUntil,
} from "../../dossier/reminders.ts";
import { progress } from "../../flow/progress.ts";
import { listOfDossier, titleOf } from "../ask.ts";
import { backToItem, waitsForWords } from "../back.ts";
import type { Person } from "../person.ts";
import { phrase, say } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { isOwner } from "./join.ts";

/** A timer's name has its time in it: only the one that the thread waits for counts. */
const named = "remind ";
const nameAt = (at: Instant): string => `${named}${at}`;
export const isReminder = (timer: string): boolean => timer.startsWith(named);

/** Dossiers looked at for one reminder. */
const mostLooked = 10;
/** A timer that is so late is taken for lost. */
const lostAfter = days(1);

const wants = (person: Person | undefined): person is Person =>
  person?.consent !== undefined &&
  person.reminders?.off !== true &&
  person.dossiers.some((one) => !one.handedIn);

const remembered = (person: Person, more: Person["reminders"]): Person => ({
  ...person,
  reminders: { ...person.reminders, ...more },
});

/** Sees to it that whoever leaves a dossier unfinished is thought of: one timer in the chat where they last wrote. */
export function reminding(turn: Turn, scene: Scene): Turn {
  const { person, thread } = turn;
  if (!wants(person)) return turn;
  const here =
    person.reminders?.chat === scene.threadId
      ? turn
      : { ...turn, person: remembered(person, { chat: scene.threadId }) };
  if (thread.remindAt !== undefined && scene.now < thread.remindAt + lostAfter) return here;
  const { last } = person.reminders ?? {};
  const facts = { touched: scene.today, last, rounds: scene.setting.programme.rounds };
  return armed(here, remindersFor(facts, daysAfter(scene.today, 1))[0], scene);
}

/** Waits for the day of a reminder; what is said then is decided then. */
function armed(turn: Turn, next: Reminder | undefined, scene: Scene): Turn {
  return next === undefined ? turn : wait(turn, momentOn(next.day, turn.thread.lastAt || scene.now));
}

const wait = (turn: Turn, at: Instant): Turn => ({
  ...turn,
  thread: { ...turn.thread, remindAt: at },
  effects: [...turn.effects, { kind: "remind", name: nameAt(at), at }],
});

/** The time has come: the dossiers are looked at as they are now, if there is still somebody to remind here. */
export function reminderDue(turn: Turn, timer: string, scene: Scene): Turn {
  const { remindAt, ...thread } = turn.thread;
  if (remindAt === undefined || timer !== nameAt(remindAt)) return turn;
  const over: Turn = { ...turn, thread };
  const { person } = turn;
  if (!wants(person) || person.reminders?.chat !== scene.threadId) return over;
  if (scene.off?.reminders !== undefined)
    return wait(over, momentOn(daysAfter(scene.today, 1), turn.thread.lastAt || scene.now));
  if (!isHour(scene.now)) return wait(over, nextHour(scene.now));
  const open = person.dossiers.filter((one) => !one.handedIn).slice(-mostLooked);
  return {
    ...over,
    effects: [...over.effects, { kind: "gather", dossiers: open.map((one) => one.id), why: "remind" }],
  };
}

/** Says what is due today about the dossiers as they are, and waits for the next day on which something will be. */
export function reminded(turn: Turn, dossiers: readonly Dossier[], scene: Scene): Turn {
  const { person } = turn;
  if (!wants(person)) return turn;
  const open = dossiers
    .filter((one) => isOpen(one) && isOwner(person, one) && Object.keys(one.answers).length > 0)
    .toSorted((one, two) => two.changedAt - one.changedAt);
  const [latest] = open;
  if (latest === undefined) return turn;
  const facts = {
    touched: dayOf(latest.changedAt),
    last: person.reminders?.last,
    rounds: scene.setting.programme.rounds,
  };
  const [first, ...more] = remindersFor(facts, scene.today);
  if (first?.day !== scene.today) return armed(turn, first, scene);
  // What may not be sent would only be held: the next word of theirs winds the clock up again.
  if (scene.reach !== undefined && scene.now - turn.thread.lastAt > scene.reach) return turn;
  const dossier = open.find((one) => one.id === turn.thread.dossier) ?? latest;
  const told: Turn = {
    ...turn,
    person: remembered(person, { last: scene.today }),
    effects: [
      ...turn.effects,
      { kind: "say", message: message(turn, dossier, open.length, first.due, scene) },
    ],
  };
  return armed(told, more[0], scene);
}

/** How many days there are, what is missing most, how to go on, and how to be left alone. */
function message(turn: Turn, dossier: Dossier, count: number, due: readonly Due[], scene: Scene) {
  const list = listOfDossier(scene, dossier);
  const at = progress(list, dossier);
  const need = [
    ...at.open.filter((id) => list.items[id]?.optional !== true),
    ...at.blocked.map((one) => one.item),
  ];
  const first = need.slice(0, 3).map((id) => list.items[id]?.short ?? id);
  const title = titleOf(scene, dossier);
  const missing = need.length;
  const elsewhere = turn.dossier?.id !== dossier.id && !waitsForWords(turn);
  const text = [
    ...due.map((one) => opening(one, dossier, title, scene)),
    missing === 0
      ? phrase(scene, "remind-complete")
      : phrase(scene, "remind-missing", { count: missing, first: first.join("; ") }),
    ...(count > 1 ? [phrase(scene, "remind-others", { count: count - 1 })] : []),
    phrase(scene, missing === 0 ? "remind-how-complete" : "remind-how"),
    phrase(scene, "remind-how-off"),
  ].join("\n");
  const choices = [{ data: `o:${dossier.id}`, label: phrase(scene, "choice-open", { title }) }];
  return { text, until: worthUntil(scene.now), ...(elsewhere ? { choices } : {}) };
}

function opening(due: Due, dossier: Dossier, title: string, scene: Scene): string {
  switch (due.about) {
    case "round": {
      const fill = { title, round: due.round.title, until: showDay(due.round.until) };
      return due.left === 1
        ? phrase(scene, "remind-tomorrow", fill)
        : phrase(scene, "remind-round", { ...fill, days: due.left });
    }
    case "gentle": {
      const lain = daysBetween(dayOf(dossier.changedAt), scene.today);
      const left = phrase(scene, "remind-gentle", { title, days: lain });
      return due.round === undefined
        ? left
        : [
            left,
            phrase(scene, "remind-gentle-round", {
              round: due.round.title,
              until: showDay(due.round.until),
              days: due.left,
            }),
          ].join(" ");
    }
    case "certificate":
      return phrase(scene, "remind-certificate", {
        title: due.certificate.title,
        until: showDay(due.certificate.until),
        days: due.left,
      });
  }
}

/** "tắt nhắc", "bật nhắc". */
export function switchReminders(turn: Turn, off: boolean, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined) return say(turn, scene, "remind-none");
  const { off: _, ...rest } = person.reminders ?? {};
  const now: Turn = { ...turn, person: { ...person, reminders: off ? { ...rest, off } : rest } };
  return backToItem(turn, say(now, scene, off ? "remind-off" : "remind-on"), undefined, scene);
}
