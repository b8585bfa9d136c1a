import { type Day, dayOf, showDay } from "../../domain/instant.ts";
import type { Round } from "../../domain/programme.ts";
import { roundNamed } from "../../domain/round.ts";
import { type Dossier, isOpen } from "../../dossier/fold.ts";
import { type Reach, type Step, type Timeline, timeline } from "../../dossier/timeline.ts";
import { plain } from "../../text/plain.ts";
import { listOfDossier, titleOf } from "../ask.ts";
import { backToItem } from "../back.ts";
import { ownGoods } from "../goods.ts";
import type { Person } from "../person.ts";
import { phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { assumed } from "./requirements.ts";

/** Lines in one timeline; with more things to wait for than this none is left for what is optional. */
const mostLines = 8;
const mostSteps = 3;
/** Things named in one line; an optional one is worth a line when it takes so many days. */
const mostNamed = 3;
const worthNaming = 30;

const polite = "(?: (?:khong|ko|k|kh|hong|hok|hem|chua|ha|a|ah|nhe|nhi|vay|the|em|ad|can bo|oi|nua|roi))*";
const whose = "(?:(?:em|e|toi|minh|con|chau|nha|nha em|nha toi|ho so|cua|nay|the|vay|lieu|bay gio|gio) )*";
const inTime = new RegExp(
  `^${whose}(?:lam |nop |xong |co |con |da |thi )*kip(?: (?:nop|lam|xong|cham|vao|cho|ho so))*(?: dot (?:nay|toi|sau|nao|dau|(?<number>\\d{1,2})(?:(?: nam| /|/)? ?(?<year>20\\d\\d))?))?${polite}$`,
  "u",
);
const calendar = new RegExp(
  `^(?:cho )?(?:xem |coi |lap |len |in |gui )?(?:lich|ke hoach)(?: (?:lam|nop|hoan thanh))?(?: (?:ho so|giay to|viec))?(?: (?:cua )?(?:toi|em|minh|nha em|nha toi|chung toi))?${polite}$`,
  "u",
);
const until = new RegExp(
  `^${whose}(?:bao gio|khi nao|luc nao|ngay nao|den bao gio|toi bao gio) (?:thi )?(?:phai |can |la )+(?:lam )?(?:xong|nop|bat dau)(?: ho so| giay to)?${polite}$`,
  "u",
);

/** "kịp không", "lịch của tôi", "bao giờ phải xong": what is still to be got, and by when it must be begun. */
export const plan: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { dossier } = turn;
  if (!isOpen(dossier)) return undefined;
  const words = plain(text);
  const asked = inTime.exec(words);
  if (asked === null && !calendar.test(words) && !until.test(words)) return undefined;
  const { number, year } = asked?.groups ?? {};
  const round =
    number === undefined
      ? undefined
      : roundNamed(
          scene.setting.programme.rounds,
          { number: Number(number), year: year === undefined ? undefined : Number(year) },
          scene.today,
        );
  const lines = linesOf(timelineOf(turn, dossier, scene), titleOf(scene, dossier), round, scene);
  const calm: Turn = { ...turn, thread: { ...turn.thread, misses: 0 } };
  return backToItem(turn, speak(calm, lines.join("\n")), undefined, scene);
};

/** What was worked out for a dossier as it is: one turn asks more than once. */
const worked = new WeakMap<Dossier, { readonly scene: Scene; readonly line: Timeline }>();

/** The timeline of a dossier today; what it does not say yet is taken for granted as it most likely is. */
export function timelineOf(turn: Turn, dossier: Dossier, scene: Scene): Timeline {
  const before = worked.get(dossier);
  if (before?.scene === scene) return before.line;
  const list = listOfDossier(scene, dossier);
  const goods = ownGoods({ ...turn, dossier }, scene);
  const answers = { ...assumed(list, goods, undefined), ...dossier.answers };
  const { papers, programme } = scene.setting;
  const line = timeline({ list, filled: dossier, answers, papers, programme }, scene.today);
  worked.set(dossier, { scene, line });
  return line;
}

/** "Đợt 1 năm 2027, xã đề nghị trước 30/4/2027" in short. */
export const shortRound = ({ title }: Round): string => title.split(",")[0] ?? title;

function linesOf(known: Timeline, title: string, asked: Round | undefined, scene: Scene): readonly string[] {
  const waits = known.steps.filter((one) => !one.optional && one.length.count > 0);
  const waitedFor = new Set(known.steps.flatMap((one) => one.after));
  const atOnce = known.steps.filter(
    (one) => !one.optional && one.length.count === 0 && !waitedFor.has(one.id),
  );
  const long = known.steps.find((one) => one.optional && one.length.count >= worthNaming);
  const now = waits.filter((one) => one.after.every((id) => isQuick(id, known)));
  const before = [
    ...askedLine(known, asked, scene),
    verdict(known, waits.length, title, scene),
    ...(now.length === 0 ? [] : [phrase(scene, "plan-today", { what: names(now.slice(0, mostNamed)) })]),
  ];
  const behind = [
    ...(atOnce.length === 0 ? [] : [atOnceLine(atOnce, scene)]),
    ...(waits.some((one) => one.length.assumed) ? [phrase(scene, "plan-assumed")] : []),
    ...(long === undefined || waits.length > mostSteps ? [] : [optionalLine(long, known.today, scene)]),
  ];
  const room = mostLines - before.length - behind.length;
  const shown = waits.slice(0, waits.length > room ? room - 1 : room);
  return [
    ...before,
    ...shown.map((one) => stepLine(one, scene)),
    ...(waits.length > shown.length
      ? [phrase(scene, "plan-more", { count: waits.length - shown.length })]
      : []),
    ...behind,
  ];
}

/** Whether something only has to be done, without anybody to wait for. */
const isQuick = (id: string, { steps }: Timeline): boolean =>
  steps.find((one) => one.id === id)?.length.count === 0;

const names = (steps: readonly Step[]): string => steps.map((one) => one.short).join(", ");

/** A round that was asked for by its number and that the verdict does not speak of. */
function askedLine({ rounds, aim }: Timeline, asked: Round | undefined, scene: Scene): readonly string[] {
  if (asked === undefined || asked.id === aim?.round.id) return [];
  const reach = rounds.find((one) => one.round.id === asked.id);
  const fill = { round: shortRound(asked), until: showDay(asked.until) };
  if (reach === undefined) return [phrase(scene, "plan-round-over", fill)];
  return reach.slack >= 0 ? [phrase(scene, "plan-round-too", fill)] : [];
}

/** Whether it is known that a round cannot be made, and not only reckoned with times that nobody has confirmed. */
const isOver = (reach: Reach, { today, least }: Timeline): boolean =>
  today > reach.handIn || least > reach.handIn;

function verdict(line: Timeline, waits: number, title: string, scene: Scene): string {
  const { aim, rounds, ready, longest, steps } = line;
  if (aim === undefined) return phrase(scene, "plan-none", { title, ready: showDay(ready) });
  const missed = missedBefore(rounds, aim);
  const fill = {
    title,
    round: shortRound(aim.round),
    day: showDay(aim.handIn),
    slack: aim.slack,
    ready: showDay(ready),
    office: scene.setting.programme.receiver,
    missed: namesOf(missed),
    why: names(longest.flatMap((id) => steps.filter((one) => one.id === id))),
  };
  const until = aim.handIn === aim.round.until ? "" : ` ${phrase(scene, "plan-office-first", fill)}`;
  if (missed.length > 0) {
    const known = missed.every((one) => isOver(one, line));
    return phrase(scene, known ? "plan-later" : "plan-later-likely", fill) + until;
  }
  return phrase(scene, waits === 0 ? "plan-no-waits" : "plan-in-time", fill) + until;
}

/** Rounds that end before the one that is aimed at, and cannot be made. */
const missedBefore = (rounds: readonly Reach[], aim: Reach): readonly Reach[] =>
  rounds.filter((one) => one.slack < 0 && one.handIn < aim.handIn);

const namesOf = (missed: readonly Reach[]): string => missed.map((one) => shortRound(one.round)).join(", ");

const stepLine = (step: Step, scene: Scene): string =>
  phrase(scene, step.begin === undefined ? "plan-step" : "plan-step-by", {
    what: step.short,
    day: showDay(step.begin ?? step.ready),
    time: timeOf(step, scene),
  });

/** How long something takes, in words that say how sure that is. */
function timeOf({ length, sure }: Step, scene: Scene): string {
  const time = phrase(scene, length.unit === "days" ? "plan-days" : "plan-working-days", {
    count: length.count,
  });
  if (length.assumed) return phrase(scene, "plan-time-assumed", { time });
  return sure === "read" ? time : phrase(scene, "plan-about", { time });
}

const atOnceLine = (steps: readonly Step[], scene: Scene): string =>
  steps.length <= mostNamed
    ? phrase(scene, "plan-at-once", { what: names(steps) })
    : phrase(scene, "plan-at-once-more", {
        what: names(steps.slice(0, mostNamed)),
        count: steps.length - mostNamed,
      });

function optionalLine(step: Step, today: Day, scene: Scene): string {
  const { begin } = step;
  const fill = { what: step.short, time: timeOf(step, scene) };
  return begin === undefined || begin < today
    ? phrase(scene, "plan-optional-late", fill)
    : phrase(scene, "plan-optional", { ...fill, day: showDay(begin) });
}

type Listed = Person["dossiers"][number];

const listedAs = (turn: Turn, dossier: Dossier, now: Listed["plan"]): Turn =>
  turn.person === undefined
    ? turn
    : {
        ...turn,
        person: {
          ...turn.person,
          dossiers: turn.person.dossiers.map((one) => (one.id === dossier.id ? { ...one, plan: now } : one)),
        },
      };

/** Said once when a dossier is begun: which round can still be made. */
export function roundAhead(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return turn;
  const { aim, rounds } = timelineOf(turn, dossier, scene);
  if (aim === undefined) return turn;
  const missed = missedBefore(rounds, aim);
  const noted = listedAs(turn, dossier, { aim: aim.round.id, lost: missed.map((one) => one.round.id) });
  const fill = {
    round: shortRound(aim.round),
    day: showDay(aim.handIn),
    missed: namesOf(missed),
  };
  return say(noted, scene, missed.length > 0 ? "plan-begun-later" : "plan-begun", fill);
}

/** A round that can no longer be made, of which they have not heard yet, with what is aimed at instead. */
export type Lost = { readonly was: Round; readonly now: Reach | undefined; readonly sure: boolean };

/** What was aimed at last and cannot be made any more, and the turn that remembers what is aimed at now. */
export function lostRound(
  turn: Turn,
  dossier: Dossier,
  line: Timeline,
  scene: Scene,
): { readonly lost: Lost | undefined; readonly turn: Turn } {
  const listed = turn.person?.dossiers.find((one) => one.id === dossier.id);
  if (listed === undefined) return { lost: undefined, turn };
  const { aim, rounds } = line;
  const before = listed.plan;
  const reach = rounds.find((one) => one.round.id === before?.aim);
  const gone = before?.aim !== undefined && (reach === undefined || reach.slack < 0);
  const was = gone ? scene.setting.programme.rounds.find((one) => one.id === before.aim) : undefined;
  const known = before?.lost ?? [];
  const told = gone && !known.includes(before.aim ?? "");
  const lost = gone && told ? [...known, before.aim ?? ""] : known;
  const now = { ...(aim === undefined ? {} : { aim: aim.round.id }), lost };
  const noted = JSON.stringify(now) === JSON.stringify(before) ? turn : listedAs(turn, dossier, now);
  return {
    lost:
      told && was !== undefined
        ? { was, now: aim, sure: reach === undefined || isOver(reach, line) }
        : undefined,
    turn: noted,
  };
}

/** The sentence about a round that can no longer be made, or hardly. */
export function lostLine({ was, now, sure }: Lost, title: string, scene: Scene): string {
  const fill = { title, was: shortRound(was) };
  const gone = phrase(scene, sure ? "plan-lost" : "plan-lost-likely", fill);
  const next =
    now === undefined
      ? phrase(scene, "plan-lost-all")
      : phrase(scene, "plan-lost-next", { round: shortRound(now.round), day: showDay(now.handIn) });
  return `${gone} ${next}`;
}

/** Says, before what is said last, that a round can no longer be made: once, when somebody writes or answers. */
export function roundLost(before: Turn, turn: Turn, scene: Scene): Turn {
  const { dossier, person } = turn;
  if (dossier?.state !== "draft" || person === undefined) return turn;
  const seen = before.dossier === dossier && dayOf(before.thread.lastAt) === scene.today;
  if (seen || turn.effects.every((effect) => effect.kind !== "say")) return turn;
  const { lost, turn: noted } = lostRound(turn, dossier, timelineOf(turn, dossier, scene), scene);
  if (lost === undefined) return noted;
  const text = lostLine(lost, titleOf(scene, dossier), scene);
  const last = noted.effects.findLastIndex((effect) => effect.kind === "say");
  return {
    ...noted,
    effects: [
      ...noted.effects.slice(0, last),
      { kind: "say", message: { text } },
      ...noted.effects.slice(last),
    ],
  };
}
