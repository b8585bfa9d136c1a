import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import type { Offer } from "../../src/domain/role.ts";
import { readSetting } from "../../src/project.ts";
import { estimateOf } from "../support/estimate.ts";
import type { Seat, Typing } from "../support/play-round.ts";
import { firstSheet } from "../support/read-sheet.ts";
import { roundTable, shortLines, starsFor } from "../support/round-table.ts";
import { counted, type PlayedRound, roundOf, wholeRound } from "../support/whole-round.ts";

const setting = await readSetting("bac-ha-2021");

const communes = [
  ["ta-chai", "Ta Chai", "xã Tà Chải"],
  ["nam-det", "Nam Det", "xã Nậm Đét"],
  ["ban-lien", "Ban Lien", "xã Bản Liền"],
  ["bao-nhai", "Bao Nhai", "xã Bảo Nhai"],
  ["thi-tran-bac-ha", "thi tran", "thị trấn Bắc Hà"],
  ["na-hoi", "Na Hoi", "xã Na Hối"],
  ["ban-pho", "Ban Pho", "xã Bản Phố"],
  ["coc-ly", "Coc Ly", "xã Cốc Ly"],
] as const;

const table = roundTable({
  programme: "bac-ha-2021",
  communes: communes.map(([id, said]) => [id, said]),
  cases: 30,
  seed: 20_21,
  ends: { 4: "left", 9: "left", 13: "withdrawn", 20: "left", 26: "withdrawn", 29: "waiting", 30: "waiting" },
});

const inCommunes = (...places: readonly string[]): readonly Offer[] =>
  places.map((place) => ({ role: "officer", place, office: "ubnd-xa" }));
const charge = "terminal:dung";
const seats: readonly Seat[] = [
  { chat: "terminal:mai", roles: inCommunes("ta-chai", "na-hoi"), stage: "first" },
  { chat: "terminal:pao", roles: inCommunes("nam-det"), stage: "first" },
  { chat: "terminal:son", roles: inCommunes("ban-lien", "ban-pho"), stage: "first" },
  { chat: "terminal:hoa", roles: inCommunes("bao-nhai", "coc-ly"), stage: "first" },
  { chat: "terminal:sen", roles: inCommunes("thi-tran-bac-ha"), stage: "first" },
  {
    chat: charge,
    roles: [{ role: "officer", place: "huyen", office: "phong-nong-nghiep" }],
    stage: "council",
  },
];

/** The shortest way to a whole dossier, as its product's conversation has it. */
const fill: Typing = async (one, round) => {
  const [hello = "", , ...rest] = shortLines(one.product, one.style);
  await round.says(one.chat, hello, one.opening, ...rest);
};

describe("a round of 30 dossiers from 8 communes, by messages alone", () => {
  let played: PlayedRound;
  beforeAll(async () => {
    played = await wholeRound({
      setting,
      at: instantOf("2021-03-15 08:00"),
      table,
      seats,
      fill,
      council: { place: "huyen", office: charge, day: "20/6/2021" },
      above: "tinh",
      pause: 60,
    });
  }, 90_000);
  afterAll(async () => played.round.talk.close());

  test("has all that a round has", () => {
    const { round, means } = played;
    expect(new Set(table.map((one) => one.commune)).size).toBe(8);
    expect(round.looks.filter((one) => one.deed === "returned").length).toBeGreaterThan(15);
    expect(round.looks.filter((one) => one.again).length).toBeGreaterThan(12);
    expect(table.some((one) => one.backs.length > 1)).toBe(true);
    expect(table.some((one) => one.backs.some((back) => back.office === "council"))).toBe(true);
    expect(table.some((one) => one.backs.some((back) => back.extra?.changes === false))).toBe(true);
    expect(means.size).toBe(table.filter((one) => one.end === "scored").length);
    expect(Object.values(counted(table, means)).every((count) => count > 0)).toBe(true);
  });

  test("takes three messages at most from opening a dossier to the decision", () => {
    const { looks } = played.round;
    expect(looks.length).toBeGreaterThan(60);
    expect(looks.filter((one) => one.messages > 3)).toEqual([]);
  });

  test("shows a dossier that comes again with what it came back for and what has changed, and nothing else", () => {
    for (const { number, again, shown, asked, changed } of played.round.looks)
      if (again)
        expect({ number, shown: shown.toSorted() }).toEqual({
          number,
          shown: [...new Set([...asked, ...changed])].toSorted(),
        });
  });

  test("the report's words say what is counted from the table", async () => {
    const { round, means } = played;
    const line = (what: string, cases: typeof table): string => {
      const { all, accepted, returned, waiting, recognised, notReached } = counted(cases, means);
      return `${what}: ${all} hồ sơ, ${accepted} đã nhận, ${returned} trả lại, ${waiting} chờ; ${recognised} được công nhận, ${notReached} chưa đạt`;
    };
    const told = await round.says(charge, "bao cao");
    expect(told).toContain(line("Tất cả", table));
    for (const half of [0, 1] as const)
      expect(told).toContain(
        line(
          `Đợt ${half + 1}`,
          table.filter((one) => roundOf(one) === half),
        ),
      );
    const stars = new Set(
      table.flatMap((one) =>
        one.end === "scored" && one.recognised && starsFor(means.get(one.number) ?? 0) >= 3
          ? [`${one.commune} ${one.product}`]
          : [],
      ),
    );
    expect(told).toContain(`${stars.size} sản phẩm từ 3 sao`);
    for (const [id, , name] of communes) {
      const here = table.filter((one) => one.commune === id);
      expect(await round.says(charge, `báo cáo ${name}`)).toContain(line("Tất cả", here));
    }
    // A commune's officer reads the figures of the own commune only.
    expect(await round.says("terminal:pao", "bao cao")).toContain(
      line(
        "Tất cả",
        table.filter((one) => one.commune === "nam-det"),
      ),
    );
    expect(await round.says("terminal:pao", "bao cao Ban Lien")).not.toContain("hồ sơ,");
  });

  test("the report's file says what is counted from the table, for every commune and round", async () => {
    const { round, means } = played;
    await round.says(charge, "bao cao excel");
    const [, bytes] = [...round.papers].findLast(([name]) => name.startsWith("bao-cao")) ?? [];
    const rows = firstSheet(bytes ?? new Uint8Array()).slice(1);
    const numbers = (cases: typeof table): readonly number[] => {
      const { all, waiting, returned, accepted, recognised, notReached } = counted(cases, means);
      return [all, waiting, returned, accepted, recognised, notReached];
    };
    const expected = communes.flatMap(([id, , name]) =>
      ([0, 1] as const).flatMap((half) => {
        const cases = table.filter((one) => one.commune === id && roundOf(one) === half);
        return counted(cases, means).all === 0
          ? []
          : [[name, `Đợt ${half + 1}`, ...numbers(cases)].join("|")];
      }),
    );
    const cells = rows.map((row) => row.filter((cell) => cell !== "").join("|"));
    expect(cells.at(-1)).toBe(["Tất cả", ...numbers(table)].join("|"));
    expect(cells.slice(0, -1).toSorted()).toEqual(expected.toSorted());
  });

  test("what the council gave lies within what each dossier was estimated at", async () => {
    expect(played.means.size).toBeGreaterThan(0);
    for (const [number, mean] of played.means) {
      const { low, high } = estimateOf(await played.round.dossierOf(number), setting);
      expect(mean, `${number}`).toBeGreaterThanOrEqual(low);
      expect(mean, `${number}`).toBeLessThanOrEqual(high);
    }
  });

  test("every producer has heard of every decision, and of the result", async () => {
    const { round, means } = played;
    for (const one of table) {
      const said = await round.says(one.chat, "ho so den dau roi");
      const mean = means.get(one.number);
      const stands =
        one.end === "withdrawn"
          ? "nộp"
          : one.end === "left"
            ? "trả lại"
            : mean === undefined
              ? "đang ở UBND"
              : mean >= 50 && one.recognised
                ? `${starsFor(mean)} sao`
                : "chưa đạt";
      expect(said, `${one.number} ${one.end}`).toContain(stands);
    }
  });
});
