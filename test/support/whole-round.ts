import type { Setting } from "../../src/dialogue/scene.ts";
import { days, type Instant } from "../../src/domain/instant.ts";
import type { Dossier } from "../../src/dossier/fold.ts";
import { type Council, councilSits } from "./play-council.ts";
import {
  beginRound,
  handsIn,
  mends,
  officerWorks,
  type RoundTalk,
  type Seat,
  type Typing,
} from "./play-round.ts";
import { type Case, starsFor } from "./round-table.ts";

/** What a whole round is played with. above: the word for the office that takes products on from the council. */
export type Playing = {
  readonly setting: Setting;
  readonly at: Instant;
  readonly table: readonly Case[];
  readonly seats: readonly Seat[];
  readonly fill: Typing;
  readonly council: Council;
  readonly above: string;
  /** Days between the two halves. */
  readonly pause: number;
};

export type PlayedRound = { readonly round: RoundTalk; readonly means: ReadonlyMap<number, number> };

type Given = Map<number, { readonly times: number; readonly answers: Dossier["answers"] }>;

/** From the first word to the last result. */
export async function wholeRound(playing: Playing): Promise<PlayedRound> {
  const { setting, at, table, seats, fill, council, pause } = playing;
  const round = await beginRound(setting, at, seats);
  const given: Given = new Map();
  const early = table.filter((one) => one.round === 0);
  const late = table.filter((one) => one.round === 1 && one.end !== "waiting");
  for (const one of early) await handsIn(round, one, fill);
  await untilQuiet(round, seats, early, given, 0);
  await round.talk.wait(days(pause));
  for (const one of late) await handsIn(round, one, fill);
  await untilQuiet(round, seats, [...early, ...late], given, 1);
  for (const one of table.filter(({ end }) => end === "withdrawn")) {
    const said = await round.says(one.chat, "rut ho so", "1");
    if (!said.includes("rút")) throw new Error(`${one.chat} could not withdraw: ${said}`);
  }
  for (const one of table.filter(({ end }) => end === "waiting")) await handsIn(round, one, fill);
  const means = await councilSits(round, table, council);
  await resultsCome(round, playing, means);
  return { round, means };
}

/** Officers work and producers mend by turns, until nothing waits for either. */
async function untilQuiet(
  round: RoundTalk,
  seats: readonly Seat[],
  cases: readonly Case[],
  given: Given,
  now: 0 | 1,
): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
    for (const seat of seats) await officerWorks(round, seat, cases, given);
    for (const one of cases) {
      const back = one.backs[(given.get(one.number)?.times ?? 0) - 1];
      const { state } = await round.dossierOf(one.number);
      if (back !== undefined && state === "returned" && one.end === "scored" && one.again <= now)
        await mends(round, one, back);
    }
  }
}

/** The council found it good enough. */
const reached = (means: ReadonlyMap<number, number>, one: Case): boolean =>
  (means.get(one.number) ?? 0) >= 50;

/** Products are sent on, and the office in charge notes what was decided on each. */
async function resultsCome(
  { says, codes }: RoundTalk,
  { table, council, above }: Playing,
  means: ReadonlyMap<number, number>,
): Promise<void> {
  const sent = await says(council.office, `gui ${above} PH-1`, "1");
  if (!sent.includes("Đã gửi")) throw new Error(`nothing was sent on: ${sent}`);
  for (const one of table.filter((each) => reached(means, each))) {
    const code = codes.get(one.number) ?? "";
    const stars = starsFor(means.get(one.number) ?? 0);
    const said = await says(
      council.office,
      one.recognised
        ? `ket qua ${code} ${stars} sao, qd ${100 + one.number}/qd-ubnd`
        : `ket qua ${code} khong dat: thieu phieu kiem nghiem`,
      "1",
    );
    if (!said.includes("Đã ghi")) throw new Error(`${code}: ${said}`);
  }
}

/** What a round comes to, in the order of the report's columns. */
export type Counted = {
  readonly all: number;
  readonly waiting: number;
  readonly returned: number;
  readonly accepted: number;
  readonly recognised: number;
  readonly notReached: number;
};

/** Counted from the table alone, without a look at what was kept. */
export function counted(cases: readonly Case[], means: ReadonlyMap<number, number>): Counted {
  const ended = (...ends: readonly Case["end"][]) => cases.filter((one) => ends.includes(one.end)).length;
  const scored = cases.filter((one) => one.end === "scored");
  const recognised = scored.filter((one) => one.recognised && reached(means, one)).length;
  return {
    all: ended("waiting", "left", "scored"),
    waiting: ended("waiting"),
    returned: ended("left"),
    accepted: scored.length,
    recognised,
    notReached: scored.length - recognised,
  };
}

/** The round a dossier counts for at the end: the one in which it came last. */
export const roundOf = (one: Case): 0 | 1 => (one.end === "scored" ? one.again : one.round);
