import { type Day, daysAfter, daysBetween, showDay } from "../../../domain/instant.ts";
import { type KeptRound, numberOf, roundNamed, withRound } from "../../../domain/round.ts";
import type { Round } from "../../../domain/programme.ts";
import { readDay } from "../../../text/day.ts";
import { fold } from "../../../text/fold.ts";
import { askNext } from "../../ask.ts";
import { hasOn } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import { yesOrNo } from "../correction.ts";

/** What is done to a round. */
export type RoundDeed = "opened" | "changed" | "closed";

/** A round takes dossiers for at most so many days. */
const longest = 366;

const verbs: Readonly<Record<string, RoundDeed>> = {
  mo: "opened",
  them: "opened",
  sua: "changed",
  doi: "changed",
  "gia han": "changed",
  "keo dai": "changed",
  lui: "changed",
  dong: "closed",
  "ket thuc": "closed",
  huy: "closed",
};
const form =
  /^(?<verb>mo|them|sua|doi|gia han|keo dai|lui|dong|ket thuc|huy) (?:lai )?dot (?<number>\d{1,2})(?:(?:\/| nam )(?<year>\d{4}))?(?: tu (?:ngay )?(?<from>.+?))?(?: (?:den|toi|het|sang)(?: het)?(?: ngay)? (?<until>.+))?$/u;
const list = /^(?:xem )?(?:cac|danh sach|danh sach cac) dot(?: nop| nhan)?(?: ho so)?$/u;

/** "mở đợt 3 từ 1/10/2021 đến 30/11/2021", "sửa đợt 3 đến 15/12/2021", "đóng đợt 3" for whoever may; "các đợt" for all. */
export const rounds: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = fold(text);
  if (list.test(words)) return allRounds(turn, scene);
  const said = form.exec(words)?.groups;
  const deed = verbs[said?.["verb"] ?? ""];
  if (said === undefined || deed === undefined) return undefined;
  const year = said["year"] === undefined ? undefined : Number(said["year"]);
  const number = Number(said["number"]);
  const known = roundNamed(scene.setting.programme.rounds, { number, year }, scene.today);
  const days = { from: dayIn(said["from"], scene.today), until: dayIn(said["until"], scene.today) };
  if (!hasOn(turn, "register", {}, scene))
    return (turn.person?.roles ?? []).length > 0 || isDay(days.until)
      ? say(turn, scene, "rounds-not-yours")
      : undefined;
  if (days.from === unread || days.until === unread) return say(turn, scene, "round-days", { number });
  const { from, until } = days;
  switch (deed) {
    case "opened":
      return opened(turn, number, year, from, until, scene);
    case "changed":
      return known === undefined
        ? say(turn, scene, "no-such-round", { number })
        : changed(turn, known, from, until, scene);
    case "closed":
      return known === undefined ? say(turn, scene, "no-such-round", { number }) : closed(turn, known, scene);
  }
};

/** Words that are no day. */
const unread: Day = "";

const isDay = (day: Day | undefined): boolean => day !== undefined && day !== unread;

/** A day that has to be written out whole, as far as it is written at all. */
function dayIn(text: string | undefined, today: Day): Day | undefined {
  if (text === undefined) return undefined;
  const read = readDay(text, today, { prefer: "future" });
  return "day" in read && read.precision === "day" ? read.day : unread;
}

function opened(
  turn: Turn,
  number: number,
  said: number | undefined,
  from: Day | undefined,
  until: Day | undefined,
  scene: Scene,
): Turn {
  if (until === undefined) return say(turn, scene, "round-days", { number });
  const year = said ?? Number(until.slice(0, 4));
  const { rounds: all } = scene.setting.programme;
  const there = all.find((one) => {
    const known = numberOf(one);
    return known?.number === number && known.year === year;
  });
  if (there !== undefined) return say(turn, scene, "round-there", { ...shown(there), number });
  const last = all.findLast((one) => one.until < until && one.until >= scene.today);
  const round: Round = {
    id: `dot-${number}-${year}`,
    title: phrase(scene, "round-title", { number, year }),
    from: from ?? (last === undefined ? scene.today : daysAfter(last.until, 1)),
    until,
  };
  return asked(turn, "opened", round, scene);
}

function changed(
  turn: Turn,
  known: Round,
  from: Day | undefined,
  until: Day | undefined,
  scene: Scene,
): Turn {
  const named = numberOf(known);
  if (from === undefined && until === undefined)
    return say(turn, scene, "round-change-days", { number: named?.number ?? "" });
  // Titles of the plan name its days.
  const title = named === undefined ? known.title : phrase(scene, "round-title", named);
  return asked(
    turn,
    "changed",
    { ...known, title, from: from ?? known.from, until: until ?? known.until },
    scene,
  );
}

/** A round that runs ends today; one that has not begun is no more. */
function closed(turn: Turn, known: Round, scene: Scene): Turn {
  if (known.until < scene.today)
    return say(turn, scene, "round-over", { title: known.title, until: showDay(known.until) });
  const round: KeptRound =
    known.from > scene.today ? { ...known, closed: true } : { ...known, until: scene.today };
  return wait(turn, "closed", round, scene);
}

/** What is wrong with the days of a round, said; else it is shown and has to be confirmed. */
function asked(turn: Turn, deed: RoundDeed, round: Round, scene: Scene): Turn {
  const { rounds: all } = scene.setting.programme;
  if (round.until < round.from || daysBetween(round.from, round.until) >= longest)
    return say(turn, scene, "round-backwards", { ...shown(round), most: longest });
  if (round.until < scene.today) return say(turn, scene, "round-past", { until: showDay(round.until) });
  const other = all.find((one) => one.id !== round.id && one.from <= round.until && round.from <= one.until);
  if (other !== undefined) return say(turn, scene, "round-overlaps", shown(other));
  return wait(turn, deed, round, scene);
}

function wait(turn: Turn, deed: RoundDeed, round: KeptRound, scene: Scene): Turn {
  const waiting: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "round", deed, round } } };
  return say(waiting, scene, `round-${deed}-asked`, shown(round), yesOrNo(scene));
}

/** The yes: everybody sees the round as it is now. */
export function roundAgreed(turn: Turn, deed: RoundDeed, round: KeptRound, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined || !hasOn(turn, "register", {}, scene))
    return say(turn, scene, "rounds-not-yours");
  const kept = withRound(scene.kept ?? [], round);
  const about = `${round.id} ${round.from} ${round.until}`;
  const after: Turn = {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "keep-rounds", rounds: kept },
      { kind: "audit", by: person.id, deed: `round-${deed}`, about },
    ],
  };
  return say(after, scene, `round-${deed}`, shown(round));
}

const shown = (round: Round): { readonly title: string; readonly from: string; readonly until: string } => ({
  title: round.title,
  from: showDay(round.from),
  until: showDay(round.until),
});

/** Every round with its days, and how it is changed for whoever may. */
function allRounds(turn: Turn, scene: Scene): Turn {
  const { programme } = scene.setting;
  const lines = programme.rounds.map((one) => roundLine(one, scene));
  const may = hasOn(turn, "register", {}, scene);
  const told = speak(
    turn,
    [
      phrase(scene, "rounds-all", { title: programme.title }),
      ...lines,
      ...(may ? [phrase(scene, "rounds-how")] : []),
    ].join("\n"),
  );
  return turn.dossier?.state === "draft" && turn.thread.pending === undefined ? askNext(told, scene) : told;
}

function roundLine(round: Round, scene: Scene): string {
  const { today } = scene;
  const code = round.until < today ? "round-was" : round.from > today ? "round-comes" : "round-runs";
  return phrase(scene, code, shown(round));
}
