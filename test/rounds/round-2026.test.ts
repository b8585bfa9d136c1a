import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newThread, threadSchema } from "../../src/dialogue/thread.ts";
import { dayOf, instantOf, showDay } from "../../src/domain/instant.ts";
import { threadKey } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { estimateOf } from "../support/estimate.ts";
import type { Seat, Typing } from "../support/play-round.ts";
import { roundTable } from "../support/round-table.ts";
import { counted, type PlayedRound, roundOf, wholeRound } from "../support/whole-round.ts";

const setting = await readSetting("bac-ha-2026");
const { programme } = setting;

const table = roundTable({
  programme: "bac-ha-2026",
  communes: [
    ["bac-ha", "xa Bac Ha"],
    ["bao-nhai", "Bao Nhai"],
    ["ban-lien", "Ban Lien"],
  ],
  cases: 6,
  seed: 20_26,
  ends: { 3: "left", 6: "waiting" },
  // One that goes on to the ministry, one that the province decides on, one that has not reached what a round is for.
  scores: { 1: 96, 2: 66, 4: 78, 5: 35 },
});

const charge = "terminal:chi-cuc";
const seats: readonly Seat[] = [
  {
    chat: "terminal:bac-ha",
    roles: [{ role: "officer", place: "bac-ha", office: "ubnd-xa" }],
    stage: "first",
  },
  {
    chat: "terminal:bao-nhai",
    roles: ["bao-nhai", "ban-lien"].map((place) => ({ role: "officer", place, office: "ubnd-xa" })),
    stage: "first",
  },
  {
    chat: charge,
    roles: [{ role: "officer", place: programme.id, office: "chi-cuc-ptnt" }],
    stage: "council",
  },
];

const kinds: Readonly<Record<string, string>> = {
  text: "Ba con tu lam, tu ban",
  number: "25",
  money: "100 trieu",
  yesno: "co",
  one: "1",
  many: "1",
  day: "15/3/2018",
  phone: "0912 345 678",
  file: "[ảnh so-do.jpg]",
};

/** Answers whatever is asked, the plainest way; what may be left out is. */
const fill: Typing = async (one, round) => {
  await round.says(one.chat, "alo", one.opening, "dong y");
  const list = setting.checklists[programme.checklist];
  const set = programme.products.find(({ id }) => id === one.product)?.set;
  const setName = setting.sets[programme.law]?.find(({ id }) => id === set)?.name ?? "";
  for (let left = 80; left > 0; left -= 1) {
    const [kept] = await round.talk.store.load([threadKey(one.chat)]);
    const { asked } = kept === undefined ? newThread : threadSchema.parse(JSON.parse(kept.text));
    const item = asked === undefined ? undefined : list?.items[asked];
    if (asked === undefined || item === undefined) return;
    const own: Readonly<Record<string, string>> = {
      owner: "hop tac xa",
      ownerName: `HTX so ${one.number}`,
      occasion: "lan dau",
      set: setName,
      address: `thon ${one.number}`,
    };
    const paper = item.expect.kind === "paper" ? `[ảnh ${asked}.jpg]` : undefined;
    await round.says(
      one.chat,
      item.optional === true ? "bo qua" : (own[asked] ?? paper ?? kinds[item.expect.kind] ?? "1"),
    );
  }
  throw new Error(`${one.chat} is asked for ever`);
};

describe("a round of 6 dossiers by the decision of 2026", () => {
  let played: PlayedRound;
  beforeAll(async () => {
    played = await wholeRound({
      setting,
      at: instantOf("2026-08-03 08:00"),
      table,
      seats,
      fill,
      council: { place: programme.id, office: charge, day: "20/11/2026" },
      above: "bo",
      pause: 14,
    });
  }, 60_000);
  afterAll(async () => played.round.talk.close());

  test("takes three messages at most, and shows nothing that has not changed", () => {
    const { looks } = played.round;
    expect(looks.length).toBeGreaterThan(12);
    expect(looks.filter((one) => one.messages > 3)).toEqual([]);
    for (const { number, again, shown, asked, changed } of looks)
      if (again)
        expect({ number, shown: shown.toSorted() }).toEqual({
          number,
          shown: [...new Set([...asked, ...changed])].toSorted(),
        });
    expect(looks.some((one) => one.again)).toBe(true);
  });

  test("the commune judges its four points, as the table has it", async () => {
    for (const one of table.filter(({ end }) => end === "scored")) {
      const { findings = [] } = await played.round.dossierOf(one.number);
      expect(findings.map((each) => each.met)).toEqual([1, 2, 3, 4].map((point) => point !== one.unmet));
    }
    expect(table.some((one) => one.end === "scored" && one.unmet !== undefined)).toBe(true);
  });

  test("the commune has fifteen working days, without weekends and the two days of the feast of 2/9", async () => {
    const { round } = played;
    const { receipt } = await round.dossierOf(6);
    expect(showDay(dayOf(receipt?.at ?? 0))).toBe("17/8/2026");
    expect(await round.says("terminal:chu-the-6", "ho so den dau roi")).toContain("hạn xem 9/9/2026");
  });

  test("from 90 points on the ministry decides, below that the province", async () => {
    const { round, means } = played;
    const stages = new Map<number, string | undefined>();
    for (const one of table) stages.set(one.number, (await round.dossierOf(one.number)).stage);
    for (const [number, mean] of means) expect(stages.get(number)).toBe(mean >= 90 ? "bo" : "tinh");
    expect([...means.values()].some((mean) => mean >= 90)).toBe(true);
    expect([...means.values()].some((mean) => mean < 50)).toBe(true);
  });

  test("what the council gave lies within what each dossier was estimated at", async () => {
    expect(played.means.size).toBeGreaterThan(0);
    for (const [number, mean] of played.means) {
      const { low, high } = estimateOf(await played.round.dossierOf(number), setting);
      expect(mean, `${number}`).toBeGreaterThanOrEqual(low);
      expect(mean, `${number}`).toBeLessThanOrEqual(high);
    }
  });

  test("the report says what is counted from the table", async () => {
    const { round, means } = played;
    const line = (what: string, cases: typeof table): string => {
      const { all, accepted, returned, waiting, recognised, notReached } = counted(cases, means);
      return `${what}: ${all} hồ sơ, ${accepted} đã nhận, ${returned} trả lại, ${waiting} chờ; ${recognised} được công nhận, ${notReached} chưa đạt`;
    };
    expect(await round.says(charge, "bao cao")).toContain(line("Tất cả", table));
    for (const [chat, said, place] of [
      ["terminal:bac-ha", "bao cao", "bac-ha"],
      ["terminal:bao-nhai", "bao cao Bao Nhai", "bao-nhai"],
      ["terminal:bao-nhai", "bao cao Ban Lien", "ban-lien"],
    ] as const)
      expect(await round.says(chat, said)).toContain(
        line(
          "Tất cả",
          table.filter((one) => one.commune === place),
        ),
      );
    // Whoever is there for two communes is asked for which.
    expect(await round.says("terminal:bao-nhai", "bao cao")).toContain(
      "Báo cáo xã nào: xã Bản Liền, xã Bảo Nhai?",
    );
    expect(table.every((one) => roundOf(one) === one.round)).toBe(true);
  });
});
