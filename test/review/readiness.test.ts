import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Answers, Value } from "../../src/flow/answers.ts";
import { meaningOf, tells } from "../../src/flow/meaning.ts";
import { checklists, meaningsOf, sheetsOf } from "../../src/flows/all.ts";
import {
  evidenceOf,
  type OwnPoints,
  type Readiness,
  readiness,
  stepsOf,
  stopsFor,
} from "../../src/review/readiness.ts";
import { seededRandom } from "../support/seeded.ts";

/*
 * Readiness beside a calculation of its own: the criteria of both decisions as they were collected (test/fixtures/criteria.json:
 * number, part, title, levels, least points), a table written by hand of what each paper is worth, and plain sums.
 */
const collected = z
  .record(z.string(), z.record(z.string(), z.array(z.string())))
  .parse(JSON.parse(readFileSync("test/fixtures/criteria.json", "utf8")));

type Line = {
  readonly id: string;
  readonly part: string;
  readonly title: string;
  readonly levels: readonly number[];
  readonly least: ReadonlyMap<number, number>;
};

/** Decision 781 asks for a declaration, and of goods that are eaten, drunk or taken for control of quality. */
function leastOf781(set: string, title: string): string {
  const sort = Number(set.slice(1));
  if (/^hồ sơ công bố|^đảm bảo chất lượng/u.test(title)) return "3*1";
  if (title === "công bố chất lượng" && sort === 20) return "3*1";
  if (title === "công bố chất lượng sản phẩm") return "2*1";
  return title.startsWith("tính thẩm mỹ") ? "3*1" : "";
}

const lineOf = (law: string, set: string, text: string): Line => {
  const [id = "", part = "", name = "", levels = "", marks = ""] = text.split("|");
  const title = name.toLowerCase().replaceAll(/\s+/gu, " ").trim();
  const least = law === "qd-1048-2019" ? leastOf781(set, title) : marks;
  return {
    id,
    part,
    title,
    levels: levels.split(" ").map(Number),
    least: new Map(
      least
        .split(" ")
        .filter((one) => one !== "")
        .map((one) => {
          const [stars = 0, points = 0] = one.split("*").map(Number);
          return [stars, points];
        }),
    ),
  };
};

type Row = {
  readonly title: RegExp;
  readonly count?: number;
  readonly sets?: string;
  /** By an answer "item" or "item=value": the place of the level that it is worth. */
  readonly worth?: Readonly<Record<string, number>>;
  readonly most?: Readonly<Record<string, number>>;
  readonly proof?: string;
  /** Whether nothing of it may be there, though the lowest level has points. */
  readonly none?: true;
};

/** What each answer is worth, by hand; the first row that fits counts. */
const worth: Readonly<Record<string, readonly Row[]>> = {
  "qd-26-2026": [
    { title: /^nguồn gốc sản phẩm/u, proof: "origin" },
    { title: /^nguồn nguyên liệu/u, worth: { origin: 0 }, proof: "origin", none: true },
    { title: /được cấp chứng nhận/u, proof: "qualitySystem" },
    { title: /^gia tăng giá trị/u, proof: "rawAndMethod" },
    { title: /^năng lực sản xuất/u, proof: "incomes" },
    { title: /^liên kết (sản|chuỗi trong)/u, proof: "origin" },
    { title: /^bảo vệ môi trường trong quá/u, worth: { greenPaper: 0 }, proof: "greenPaper", none: true },
    { title: /^sử dụng công nghệ theo/u, proof: "rawAndMethod greenPaper" },
    { title: /^đóng gói/u, proof: "samples" },
    { title: /^phong cách|^bao bì, ghi nhãn/u, proof: "samples codes", none: true },
    { title: /song ngữ/u, proof: "samples" },
    {
      title: /^loại hình/u,
      worth: {
        "owner=coop": 2,
        "owner=association": 2,
        "owner=company": 1,
        "owner=household": 0,
        "owner=farm": 0,
        "owner=group": 0,
      },
      most: { "owner=household": 0, "owner=farm": 0, "owner=group": 0 },
    },
    { title: /^đại diện pháp luật/u, worth: { "headGender=female": 1, "headEthnic=Tày": 1 } },
    { title: /^sử dụng lao động/u, proof: "workerList", none: true },
    { title: /^tăng trưởng/u, worth: { growth: 0 }, proof: "growth", none: true },
    { title: /^sở hữu trí tuệ/u, worth: { ipPaper: 0 }, proof: "ipPaper", none: true },
    { title: /^khu vực phân phối/u, proof: "marketProof" },
    { title: /^tổ chức phân phối/u, proof: "structure" },
    { title: /^quảng bá/u, count: 5, worth: { adProof: 1 }, proof: "adProof" },
    { title: /^câu chuyện/u, count: 5, worth: { story: 1 }, proof: "story" },
    { title: /^cấu trúc câu chuyện|^trí tuệ/u, proof: "story" },
    { title: /^dinh dưỡng/u, proof: "testReportIf" },
    {
      title: /^công bố (chất lượng )?sản phẩm/u,
      worth: { declaration: 0, declarationIf: 0 },
      proof: "declaration declarationIf",
      none: true,
    },
    { title: /^công bố chất lượng$/u, count: 4, worth: { declaration: 1 }, proof: "declaration" },
    { title: /^công bố chất lượng$/u, worth: { declaration: 0 }, proof: "declaration", none: true },
    { title: /^chất lượng an toàn/u, worth: { makingPermit: 0 }, proof: "makingPermit", none: true },
    {
      title: /^đảm bảo chất lượng/u,
      sets: "b19 b20 b21",
      worth: { makingPermit: 0 },
      proof: "makingPermit qualitySystem",
      none: true,
    },
    { title: /^đảm bảo chất lượng/u, sets: "b18 b23 b24 b25", proof: "qualitySystem" },
    {
      title: /^đảm bảo chất lượng|^điều kiện đảm bảo an toàn/u,
      worth: { foodSafety: 0 },
      proof: "foodSafety foodSafetyFresh qualitySystem",
      none: true,
    },
    { title: /^kiểm tra định kỳ/u, count: 2, proof: "testReport testReportIf", none: true },
    { title: /^kiểm tra định kỳ/u, proof: "testReport testReportIf" },
    { title: /^hướng dẫn sử dụng/u, count: 2, proof: "samples", none: true },
    { title: /^cơ hội thị trường/u, proof: "marketProof qualitySystem", none: true },
  ],
  "qd-1048-2019": [
    { title: /^nguồn nguyên liệu/u, proof: "origin" },
    { title: /^gia tăng giá trị/u, proof: "processChart" },
    { title: /^năng lực sản xuất/u, proof: "sales marketProof" },
    { title: /^liên kết (sản|chuỗi trong)/u, count: 3, proof: "origin" },
    {
      title: /^bảo vệ môi trường trong quá/u,
      worth: { environment: 0, greenPaper: 0 },
      proof: "greenPaper",
      none: true,
    },
    { title: /^sử dụng năng lượng(?! tiết kiệm)/u, proof: "greenPaper processChart" },
    { title: /^tính hoàn thiện của bao bì/u, proof: "samples codes" },
    { title: /^phong cách/u, proof: "samples" },
    {
      title: /^loại hình/u,
      worth: { "owner=coop": 2, "owner=household": 0, "owner=group": 0 },
      most: { "owner=household": 0, "owner=group": 0 },
    },
    { title: /^sự tham gia của cộng đồng/u, count: 3, worth: { "localLeaders>0": 1 } },
    { title: /^sử dụng lao động/u, worth: { "half of workers": 1 } },
    { title: /^tăng trưởng/u, proof: "books" },
    { title: /^kế toán/u, count: 3, proof: "books" },
    { title: /^khu vực phân phối/u, proof: "marketProof" },
    { title: /^tổ chức phân phối/u, proof: "outlets" },
    { title: /^quảng bá/u, count: 5, worth: { website: 1 }, proof: "marketProof" },
    { title: /^câu chuyện/u, count: 6, worth: { story: 1 }, proof: "story" },
    { title: /^trí tuệ/u, proof: "story" },
    { title: /^cấu trúc/u, worth: { story: 0 }, proof: "story", none: true },
    { title: /^dinh dưỡng/u, proof: "testReportIf" },
    { title: /^hồ sơ công bố/u, count: 3, worth: { standard: 1 }, proof: "standard" },
    {
      title: /^hồ sơ công bố/u,
      worth: { declaration: 1, declarationIf: 1, standard: 2, "declared with standard": 3 },
      proof: "declaration standard",
    },
    {
      title: /^công bố chất lượng/u,
      sets: "s20",
      worth: { declaration: 1, declarationIf: 1 },
      proof: "declaration",
    },
    {
      title: /^công bố chất lượng/u,
      sets: "s21",
      worth: { declaration: 0, declarationIf: 0 },
      proof: "declarationIf",
      none: true,
    },
    { title: /^công bố chất lượng/u, sets: "s22", proof: "declarationIf", none: true },
    {
      title: /^công bố chất lượng/u,
      worth: { declaration: 1, declarationIf: 1 },
      proof: "declarationIf",
    },
    { title: /^kiểm tra định kỳ các/u, count: 3, proof: "testReport testReportIf" },
    {
      title: /^kiểm tra (định kỳ các|chất lượng định kỳ)/u,
      worth: { testReport: 1, testReportIf: 1 },
      proof: "testReport testReportIf",
    },
    {
      title: /^đảm bảo chất lượng/u,
      count: 6,
      worth: { controlPlan: 1 },
      proof: "controlPlan qualitySystem",
    },
    { title: /^cơ hội thị trường/u, proof: "marketProof", none: true },
  ],
};

/** Whether an answer of the table is among the evidence. */
function there(name: string, evidence: Answers): boolean {
  const number = (item: string): number => (typeof evidence[item] === "number" ? evidence[item] : 0);
  if (name === "localLeaders>0") return number("localLeaders") > 0;
  if (name === "half of workers")
    return number("workers") > 0 && number("localWorkers") * 2 >= number("workers");
  if (name === "declared with standard")
    return (
      (there("declaration", evidence) || there("declarationIf", evidence)) && there("standard", evidence)
    );
  const [item = "", value] = name.split("=");
  return value === undefined ? evidence[item] !== undefined : evidence[item] === value;
}

type Counted = { readonly low: number; readonly high: number };

function countedByHand(
  law: string,
  set: string,
  line: Line,
  evidence: Answers,
  own: number | null | undefined,
): Counted {
  const row = (worth[law] ?? []).find(
    (one) =>
      one.title.test(line.title) &&
      (one.count === undefined || one.count === line.levels.length) &&
      (one.sets === undefined || one.sets.split(" ").includes(set)),
  );
  const lowest = line.levels[0] ?? 0;
  const bare = row?.none === true || [...line.least.values()].includes(lowest) ? 0 : lowest;
  let low = bare;
  for (const [name, place] of Object.entries(row?.worth ?? {}))
    if (there(name, evidence)) low = Math.max(low, line.levels[place] ?? 0);
  let high = line.levels.at(-1) ?? 0;
  for (const [name, place] of Object.entries(row?.most ?? {}))
    if (there(name, evidence)) high = Math.min(high, line.levels[place] ?? 0);
  if (own === undefined || own === null) return { low, high };
  const proven = (row?.proof ?? "").split(" ").some((item) => item !== "" && evidence[item] !== undefined);
  const given = Math.min(own, high);
  return { low: proven && given > low ? given : low, high: given > low ? given : low };
}

const starsByHand = (points: number, lines: readonly Line[], got: (line: Line) => number): number => {
  const band = points >= 90 ? 5 : points >= 70 ? 4 : points >= 50 ? 3 : points >= 30 ? 2 : 1;
  for (let stars = band; stars > 1; stars -= 1) {
    const met = lines.every((line) =>
      [...line.least].every(([needed, least]) => needed > stars || got(line) >= least),
    );
    if (met) return stars;
  }
  return 1;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Everything that a calculation on paper brings, to be compared with what the program says. */
function byHand(law: string, set: string, evidence: Answers, own: OwnPoints) {
  const lines = (collected[law]?.[set] ?? []).map((one) => lineOf(law, set, one));
  const counted = new Map(
    lines.map((line) => [line.id, countedByHand(law, set, line, evidence, own[line.id])]),
  );
  const of = (line: Line): Counted => counted.get(line.id) ?? { low: 0, high: 0 };
  const missing = 100 - sum(lines.map((line) => line.levels.at(-1) ?? 0));
  const low = sum(lines.map((line) => of(line).low));
  const high = sum(lines.map((line) => of(line).high)) + missing;
  return {
    total: { low, high },
    stars: {
      low: starsByHand(low, lines, (line) => of(line).low),
      high: starsByHand(high, lines, (line) => of(line).high),
    },
    criteria: lines.map((line) => `${line.id} ${of(line).low}-${of(line).high}`),
    stops: lines
      .flatMap((line) =>
        [...line.least].flatMap(([stars, points]) =>
          of(line).low < points
            ? [`${line.id} ${stars}* ${points} ${of(line).high >= points ? "open" : "short"}`]
            : [],
        ),
      )
      .toSorted(),
  };
}

const told = (at: Readiness) => ({
  total: at.total,
  stars: at.stars,
  criteria: at.criteria.map(({ criterion, low, high }) => `${criterion.id} ${low}-${high}`),
  stops: at.stops
    .map((one) => `${one.criterion.id} ${one.stars}* ${one.needs} ${one.open ? "open" : "short"}`)
    .toSorted(),
});

const listOf = (law: string) => {
  const list = checklists.find((one) => one.law === law);
  if (list === undefined) throw new Error(law);
  return list;
};
const sheetOf = (law: string, set: string) => {
  const sheet = sheetsOf[law]?.find((one) => one.set === set);
  if (sheet === undefined) throw new Error(set);
  return sheet;
};
const ready = (law: string, set: string, evidence: Answers, own: OwnPoints = {}): Readiness =>
  readiness(sheetOf(law, set), meaningsOf[law] ?? [], evidence, own);

/** Some answers to every item that the table, or the program, looks at. */
const values: Readonly<Record<string, readonly Value[]>> = {
  owner: ["coop", "group", "household", "company"],
  headGender: ["female", "male"],
  headEthnic: ["Tày", "Kinh"],
  workers: [10],
  localWorkers: [3, 5, 10],
  localLeaders: [0, 2],
};
const itemsOf: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(worth).map(([law, rows]) => [
    law,
    [
      ...new Set([
        ...Object.keys(values).filter((item) => listOf(law).items[item] !== undefined),
        ...rows.flatMap((row) => [
          ...(row.proof ?? "").split(" "),
          ...Object.keys(row.worth ?? {}).filter((name) => /^\w+$/u.test(name)),
        ]),
      ]),
    ].filter((item) => item !== ""),
  ]),
);

const everything = (law: string): Answers =>
  Object.fromEntries((itemsOf[law] ?? []).map((item) => [item, values[item]?.[0] ?? "on-paper"]));

function somewhere(law: string, set: string, chance: ReturnType<typeof seededRandom>) {
  const pick = <Of>(all: readonly Of[]): Of | undefined => all[Math.floor(chance() * all.length)];
  const share = chance();
  const evidence: Answers = Object.fromEntries(
    (itemsOf[law] ?? []).flatMap((item) =>
      chance() < share ? [[item, pick(values[item] ?? ["on-paper"]) ?? "on-paper"]] : [],
    ),
  );
  const scored = chance();
  const own: OwnPoints = Object.fromEntries(
    ready(law, set, evidence).criteria.flatMap((one) =>
      chance() < scored ? [[one.criterion.id, chance() < 0.1 ? null : (pick(one.places) ?? 0)]] : [],
    ),
  );
  return { evidence, own, pick };
}

const sets = Object.entries(collected).flatMap(([law, all]) =>
  Object.keys(all).map((set) => [law, set] as const),
);

const seedOf = (law: string, set: string): number =>
  sets.findIndex((one) => one[0] === law && one[1] === set);

test("all 26 sets of 26/2026 and the 25 of 1048 whose criteria are known are there", () => {
  expect(sets.filter(([law]) => law === "qd-26-2026")).toHaveLength(26);
  expect(sets.filter(([law]) => law === "qd-1048-2019")).toHaveLength(25);
});

// What the program adds to the copy of the annex, or writes otherwise, stands in its own file; points are what counts.
describe.each(sets)("%s %s is what one counts on paper", (law, set) => {
  test("with nothing, with everything, and with 200 kinds of evidence and points of one's own", () => {
    expect(told(ready(law, set, {}))).toEqual(byHand(law, set, {}, {}));
    expect(told(ready(law, set, everything(law)))).toEqual(byHand(law, set, everything(law), {}));
    const top: OwnPoints = Object.fromEntries(
      sheetOf(law, set).criteria.map((one) => [one.id, one.levels.at(-1) ?? 0]),
    );
    expect(told(ready(law, set, everything(law), top))).toEqual(byHand(law, set, everything(law), top));
    const chance = seededRandom(seedOf(law, set));
    for (let round = 0; round < 200; round += 1) {
      const { evidence, own } = somewhere(law, set, chance);
      expect(told(ready(law, set, evidence, own))).toEqual(byHand(law, set, evidence, own));
    }
  });

  test("more evidence never takes points away, and least is never more than most", () => {
    const chance = seededRandom(seedOf(law, set) + 100);
    for (let round = 0; round < 100; round += 1) {
      const { evidence, own } = somewhere(law, set, chance);
      const before = ready(law, set, evidence, own);
      for (const one of [...before.criteria, before.total, before.stars, ...Object.values(before.parts)])
        expect(one.low).toBeLessThanOrEqual(one.high);
      for (const item of itemsOf[law] ?? []) {
        if (evidence[item] !== undefined) continue;
        const after = ready(law, set, { ...evidence, [item]: values[item]?.[0] ?? "on-paper" }, own);
        expect(after.total.low, item).toBeGreaterThanOrEqual(before.total.low);
        expect(after.stars.low, item).toBeGreaterThanOrEqual(before.stars.low);
        expect(after.stops.length, item).toBeLessThanOrEqual(before.stops.length);
      }
    }
  });

  test("whatever a council may give for the same evidence lies within", () => {
    const chance = seededRandom(seedOf(law, set) + 200);
    for (let round = 0; round < 50; round += 1) {
      const { evidence, pick } = somewhere(law, set, chance);
      const at = ready(law, set, evidence);
      const given = at.criteria.map(
        ({ criterion, told: { low, high } }) =>
          pick(criterion.levels.filter((one) => one >= low && one <= high)) ?? low,
      );
      expect(sum(given)).toBeGreaterThanOrEqual(at.total.low);
      expect(sum(given)).toBeLessThanOrEqual(at.total.high);
    }
  });
});

describe("what is not known of Decision 1048", () => {
  test.each(["s10", "s16", "s19"])(
    "%s says that two points are missing, and counts them for the most",
    (set) => {
      const { total, parts } = ready("qd-1048-2019", set, {});
      expect(sheetOf("qd-1048-2019", set).note).toContain("thiếu 2 điểm");
      expect(total.high).toBe(100);
      expect(parts.C.high).toBe(40);
    },
  );

  test("rice says that its part C was not read: anything may come of it", () => {
    const { total, parts, criteria } = ready("qd-1048-2019", "s03", {});
    expect(sheetOf("qd-1048-2019", "s03").note).toContain("Chưa đọc được phần C");
    expect(parts.C).toEqual({ low: 0, high: 40 });
    expect(total.high).toBe(100);
    expect(criteria.every((one) => one.criterion.part !== "C")).toBe(true);
  });
});

describe("a few by hand", () => {
  test("60 points without a trademark are no three stars", () => {
    const own: OwnPoints = Object.fromEntries(
      sheetOf("qd-26-2026", "b07").criteria.map((one) => [one.id, one.levels.at(-2) ?? 0]),
    );
    const all = everything("qd-26-2026");
    const { ipPaper: _, ...without } = all;
    const [before, after] = [ready("qd-26-2026", "b07", without, own), ready("qd-26-2026", "b07", all, own)];
    expect(stopsFor(before, 3).map((one) => one.criterion.title)).toContain("Sở hữu trí tuệ");
    expect(before.stars.low).toBeLessThan(3);
    expect(stopsFor(after, 3).map((one) => one.criterion.title)).not.toContain("Sở hữu trí tuệ");
  });

  test("only the most that a criterion needs is named for so many stars", () => {
    const ids = stopsFor(ready("qd-26-2026", "b07", {}), 5).map((one) => one.criterion.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a paper for something else and a no are no evidence", () => {
    const list = listOf("qd-26-2026");
    expect(evidenceOf(list, { set: "b26", samples: true, registered: false })).toEqual({ set: "b26" });
  });

  test("every meaning fits a sheet, looks at items that are there, and proves nothing that evidence limits", () => {
    for (const [law, meanings] of Object.entries(meaningsOf)) {
      const used = (sheetsOf[law] ?? []).flatMap((sheet) =>
        sheet.criteria.map((one) => meaningOf(meanings, sheet.set, one)),
      );
      for (const one of meanings) {
        expect(used, one.of.join()).toContain(one);
        for (const item of one.proofs ?? []) expect(listOf(law).items[item], item).toBeDefined();
        if (one.tells?.some((tell) => tell.to !== undefined)) expect(one.proofs).toBeUndefined();
        for (const label of [...one.levels, one.below ?? ""])
          expect(label.length, label).toBeLessThanOrEqual(48);
      }
    }
  });

  test("all of parts A and B of goods is in plain words", () => {
    for (const [law, sheets] of Object.entries(sheetsOf))
      for (const sheet of sheets.slice(0, 25))
        for (const one of sheet.criteria.filter(({ part }) => part !== "C"))
          expect(meaningOf(meaningsOf[law] ?? [], sheet.set, one), `${sheet.set} ${one.id}`).toBeDefined();
  });

  test("a share of nothing is no share", () => {
    const half = { op: "share", item: "localWorkers", of: "workers", from: 0.5 } as const;
    expect(tells(half, { workers: 0, localWorkers: 0 })).toBe(false);
    expect(tells(half, { workers: 4, localWorkers: 2 })).toBe(true);
    expect(tells(half, { localWorkers: 2 })).toBe(false);
  });
});

describe("the cheapest next points", () => {
  const law = "qd-26-2026";
  const days: Readonly<Record<string, number>> = { story: 0, ipPaper: 180, codes: 9, adProof: 0 };
  const steps = (answers: Answers, own: OwnPoints = {}) => {
    const list = listOf(law);
    const evidence = evidenceOf(list, answers);
    return stepsOf(ready(law, "b07", evidence, own), list, evidence, answers, (item) => days[item]);
  };
  const start: Answers = { set: "b07", owner: "household", registered: true };

  test("answers, then papers by the days they take, then those nobody knows of", () => {
    const all = steps(start);
    const cost = all.map((one) => (one.by === "paper" ? (one.days ?? 10_000) + 1 : 0));
    expect(cost).toEqual(cost.toSorted((one, two) => one - two));
    expect(all.map((one) => one.item)).toEqual(expect.arrayContaining(["headGender", "story", "ipPaper"]));
    expect(all.find((one) => one.item === "story")?.criteria.map((one) => one.id)).toEqual([
      "5.1",
      "5.2",
      "5.3",
    ]);
  });

  test("a paper that is there needs only a level to be chosen, and one that is proven nothing more", () => {
    const there = { ...start, story: "on-paper" };
    expect(
      steps(there)
        .filter((one) => one.by === "choose")
        .map((one) => one.criteria[0]?.id),
    ).toEqual(expect.arrayContaining(["5.1", "5.2", "5.3"]));
    const own = { "5.1": 5, "5.2": 2, "5.3": 5 };
    expect(steps(there, own).flatMap((one) => one.criteria.map(({ id }) => id))).not.toContain("5.1");
  });

  test("points of one's own are worth what their proof makes of them", () => {
    const step = steps(start, { "5.1": 3, "5.2": 1, "5.3": 3 }).find((one) => one.item === "story");
    expect(step).toMatchObject({ gains: 7, upTo: 7, lifts: true });
  });

  test("the same paper is one step, and none brings nothing", () => {
    const all = steps(start);
    const papers = all.filter((one) => one.by === "paper").map((one) => one.item);
    expect(new Set(papers).size).toBe(papers.length);
    for (const one of all) expect(one.upTo).toBeGreaterThan(0);
  });
});
