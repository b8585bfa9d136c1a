import { beforeAll, describe, expect, test } from "vitest";
import { days, instantOf } from "../../src/domain/instant.ts";
import type { Offer } from "../../src/domain/role.ts";
import type { Dossier } from "../../src/dossier/fold.ts";
import { readSetting } from "../../src/setting.ts";
import { deedOf } from "../../src/tools/conversation.ts";
import {
  beginRound,
  handsIn,
  mends,
  officerWorks,
  type RoundTalk,
  type Seat,
  type Typing,
} from "../support/play-round.ts";
import { type Case, roundTable, shortLines, starsFor } from "../support/round-table.ts";

const setting = await readSetting("bac-ha-2021");

const table = roundTable({
  programme: "bac-ha-2021",
  communes: [
    ["ta-chai", "Ta Chai"],
    ["nam-det", "Nam Det"],
    ["ban-lien", "Ban Lien"],
    ["bao-nhai", "Bao Nhai"],
    ["thi-tran-bac-ha", "thi tran"],
    ["na-hoi", "Na Hoi"],
    ["ban-pho", "Ban Pho"],
    ["coc-ly", "Coc Ly"],
  ],
  cases: 30,
  seed: 20_21,
  ends: { 4: "left", 9: "left", 13: "withdrawn", 20: "left", 26: "withdrawn", 29: "waiting", 30: "waiting" },
});

const of = (...places: readonly string[]): readonly Offer[] =>
  places.map((place) => ({ role: "officer", place, office: "ubnd-xa" }));
const seats: readonly Seat[] = [
  { chat: "terminal:mai", roles: of("ta-chai", "na-hoi"), stage: "first" },
  { chat: "terminal:pao", roles: of("nam-det"), stage: "first" },
  { chat: "terminal:son", roles: of("ban-lien", "ban-pho"), stage: "first" },
  { chat: "terminal:hoa", roles: of("bao-nhai", "coc-ly"), stage: "first" },
  { chat: "terminal:sen", roles: of("thi-tran-bac-ha"), stage: "first" },
  {
    chat: "terminal:dung",
    roles: [{ role: "officer", place: "huyen", office: "phong-nong-nghiep" }],
    stage: "council",
  },
];

const fill: Typing = async (one, round) => {
  const [hello = "", , ...rest] = shortLines(one.product, one.style);
  await round.says(one.chat, hello, one.opening, ...rest);
};

type Given = Map<number, { readonly times: number; readonly answers: Dossier["answers"] }>;

/** Producers mend what came back until the officers have nothing left that waits. */
async function untilQuiet(round: RoundTalk, cases: readonly Case[], given: Given, now: 0 | 1): Promise<void> {
  const mended = new Map<number, number>();
  for (let turn = 0; turn < 6; turn += 1) {
    for (const seat of seats) await officerWorks(round, seat, cases, given);
    for (const one of cases) {
      const times = given.get(one.number)?.times ?? 0;
      const back = one.backs[times - 1];
      const state = (await round.dossierOf(one.number)).state;
      if (back === undefined || state !== "returned" || one.end !== "scored" || one.again > now) continue;
      await mends(round, one, back);
      mended.set(one.number, times);
    }
  }
}

describe("a round of 30 dossiers from 8 communes, by messages alone", () => {
  let round: RoundTalk;
  beforeAll(async () => {
    round = await beginRound(setting, instantOf("2021-03-15 08:00"), seats);
    const given: Given = new Map();
    const early = table.filter((one) => one.round === 0);
    const late = table.filter((one) => one.round === 1 && one.end !== "waiting");
    for (const one of early) await handsIn(round, one, fill);
    await untilQuiet(round, early, given, 0);
    await round.talk.wait(days(60));
    for (const one of late) await handsIn(round, one, fill);
    await untilQuiet(round, [...early, ...late], given, 1);
    for (const one of table.filter(({ end }) => end === "withdrawn"))
      await round.talk.deed(deedOf("rut ho so"), one.chat).then(() => round.says(one.chat, "1"));
    for (const one of table.filter(({ end }) => end === "waiting")) await handsIn(round, one, fill);
  }, 60_000);

  test("takes three messages at most from opening a dossier to the decision", () => {
    expect(round.looks.length).toBeGreaterThan(60);
    expect(round.looks.filter((one) => one.messages > 3)).toEqual([]);
  });

  test("shows a dossier that comes again with what it came back for and what has changed, and nothing else", () => {
    const again = round.looks.filter((one) => one.again);
    expect(again.length).toBeGreaterThan(12);
    for (const one of again)
      expect({ number: one.number, shown: one.shown.toSorted() }).toEqual({
        number: one.number,
        shown: [...new Set([...one.asked, ...one.changed])].toSorted(),
      });
  });
});
void starsFor;
