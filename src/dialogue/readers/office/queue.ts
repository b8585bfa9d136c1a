import { clockTime, type Instant, dayOf, daysBetween, instantOf, showDay } from "../../../domain/instant.ts";
import type { Choice } from "../../../domain/message.ts";
import type { Dossier } from "../../../dossier/fold.ts";
import { addWorkingDays, isWorkingDay } from "../../../law/working-days.ts";
import { dueOn } from "../../../review/queue.ts";
import { ownerOf, titleOf } from "../../ask.ts";
import { audited } from "../../audit.ts";
import { backToItem, waitsForWords } from "../../back.ts";
import type { Person } from "../../person.ts";
import { type ReviewFound, wantReview } from "../../review.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import { isForOfficers } from "./review-right.ts";

/** Dossiers in one list: as many as have a number on every channel, with a place left for questions. */
const mostListed = 6;
/** A dossier is called urgent when so few days are left. */
const soon = 3;

/** The queue as it is now, for the reason it was looked at. */
export function glancedAtQueue(
  turn: Turn,
  person: Person,
  found: Extract<ReviewFound, { ask: "queue" }>,
  scene: Scene,
): Turn {
  const { questions, why } = found;
  const dossiers = found.dossiers.filter(notDecided(turn));
  const count = dossiers.length;
  const urgent = dossiers.filter((one) => isUrgent(one, scene)).length;
  switch (why) {
    case "asked": {
      const seen = toldOf(turn, false);
      const told =
        count === 0
          ? say(
              seen,
              scene,
              questions > 0 ? "queue-empty-but" : "queue-empty",
              { questions },
              toQuestions(questions, scene),
            )
          : list(seen, { ...found, dossiers }, scene);
      return audited(told, person, "listed-dossiers", found.which.place ?? "");
    }
    case "next":
      return count === 0
        ? say(
            toldOf(turn, false),
            scene,
            questions > 0 ? "queue-empty-but" : "queue-empty",
            { questions },
            toQuestions(questions, scene),
          )
        : say(toldOf(turn, false), scene, "queue-next", { count }, [
            { data: "rv:next", label: phrase(scene, "choice-next-dossier") },
            { data: "rv:list", label: phrase(scene, "choice-later-dossier") },
          ]);
    case "came":
      if (count === 0) return turn;
      return backToItem(
        turn,
        say(armed(toldOf(turn, true), scene), scene, "queue-came", { count }, choices(turn, scene)),
        undefined,
        scene,
      );
    case "morning":
      if (count === 0) return turn;
      return backToItem(
        turn,
        say(
          armed(toldOf(turn, true), scene),
          scene,
          urgent > 0 ? "queue-morning-urgent" : "queue-morning",
          { count, urgent },
          choices(turn, scene),
        ),
        undefined,
        scene,
      );
  }
}

/** What this very turn has decided on still stands in the queue as it was before. */
const notDecided =
  (turn: Turn) =>
  (dossier: Dossier): boolean =>
    !turn.effects.some((one) => one.kind === "keep-dossier" && one.before.id === dossier.id);

const choices = (turn: Turn, scene: Scene): readonly Choice[] =>
  waitsForWords(turn) ? [] : [{ data: "rv:list", label: phrase(scene, "choice-queue") }];

const toQuestions = (questions: number, scene: Scene): readonly Choice[] =>
  questions === 0 ? [] : [{ data: "c:questions", label: phrase(scene, "choice-questions") }];

const isUrgent = (dossier: Dossier, scene: Scene): boolean => {
  const due = dueOn(scene.setting.programme, dossier);
  return due !== undefined && daysBetween(scene.today, due) <= soon;
};

function list(
  turn: Turn,
  { dossiers, questions, which }: Extract<ReviewFound, { ask: "queue" }>,
  scene: Scene,
): Turn {
  const shown = dossiers.slice(0, mostListed);
  const place = scene.setting.programme.communes.find((one) => one.id === which.place)?.name;
  const urgent = dossiers.filter((one) => isUrgent(one, scene)).length;
  const head = phrase(scene, place === undefined ? "queue" : "queue-in", {
    count: dossiers.length,
    place: place ?? "",
  });
  const lines = [
    urgent > 0 ? `${head} ${phrase(scene, "queue-urgent", { count: urgent })}` : head,
    ...shown.map((one) => `• ${queueLine(one, scene)}`),
    ...(dossiers.length > shown.length
      ? [phrase(scene, "and-more", { count: dossiers.length - shown.length })]
      : []),
    ...(questions > 0 ? [phrase(scene, "queue-questions", { count: questions })] : []),
  ];
  return speak(
    turn,
    lines.join("\n"),
    shown.map((one) => dossierChoice(one, scene)),
  );
}

/** One dossier in a list: product, producer, how long it waits and until when. */
function queueLine(dossier: Dossier, scene: Scene): string {
  const due = dueOn(scene.setting.programme, dossier);
  const waits = daysBetween(dayOf(dossier.since ?? dossier.changedAt), scene.today);
  const commune = scene.setting.programme.communes.find((one) => one.id === dossier.place)?.name;
  const parts = [
    `*${titleOf(scene, dossier)}*`,
    ownerOf(scene, dossier),
    commune ?? "",
    waits > 0 ? phrase(scene, "waits-days", { count: waits }) : phrase(scene, "came-today"),
    due === undefined ? "" : phrase(scene, "due-on", { day: showDay(due) }),
    dossier.remarks === undefined ? "" : phrase(scene, "came-again"),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** A dossier among choices, by its product. */
export const dossierChoice = (dossier: Dossier, scene: Scene): Choice => ({
  data: `rv:open:${dossier.id}`,
  label: titleOf(scene, dossier),
});

const toldOf = (turn: Turn, told: boolean): Turn => ({
  ...turn,
  thread: { ...turn.thread, queue: { ...turn.thread.queue, told } },
});

/** A dossier has come: said once, until the officer looks; what comes at night is said in the morning. */
export function dossierCame(turn: Turn, scene: Scene): Turn {
  if (!isForOfficers(turn, scene) || turn.thread.queue?.told === true) return turn;
  const time = clockTime(scene.now);
  return time < "07:00" || time >= "20:00"
    ? armed(turn, scene)
    : wantReview(turn, { ask: "queue", which: {}, why: "came" });
}

/** Each working morning as long as something waits, in working hours only. */
export function queueMorning(turn: Turn, scene: Scene): Turn {
  const { queue, ...thread } = turn.thread;
  if (queue?.remindAt === undefined || queue.remindAt > scene.now) return turn;
  if (!isForOfficers(turn, scene)) return { ...turn, thread };
  const due: Turn = { ...turn, thread: { ...thread, queue: { told: queue.told } } };
  const time = clockTime(scene.now);
  return time < "08:00" || time >= "17:00" || !isWorkingDay(scene.today)
    ? armed(due, scene)
    : wantReview(due, { ask: "queue", which: {}, why: "morning" });
}

/** The turn with a look at the queue on the next working morning. */
function armed(turn: Turn, scene: Scene): Turn {
  const { queue } = turn.thread;
  if (queue?.remindAt !== undefined && queue.remindAt > scene.now) return turn;
  const at = nextWorkingMorning(scene.now);
  return {
    ...turn,
    thread: { ...turn.thread, queue: { told: queue?.told ?? false, remindAt: at } },
    effects: [...turn.effects, { kind: "remind", name: "queue", at }],
  };
}

const nextWorkingMorning = (now: Instant): Instant => instantOf(`${addWorkingDays(dayOf(now), 1)} 08:00`);
