import type { Certainty } from "../domain/certainty.ts";
import { type Day, daysAfter, daysBetween } from "../domain/instant.ts";
import { fromLunar } from "../text/lunar.ts";

/**
 * What is decided each year: the first of the five days of Tết, the day beside 2/9, and days off that are worked on another
 * day. Decided for public servants, who are the ones that take and check dossiers.
 */
export type Decided = {
  readonly year: number;
  readonly tet?: Day;
  readonly beside?: Day;
  readonly swapped: readonly { readonly off: Day; readonly worked: Day }[];
  readonly source: readonly string[];
  readonly certainty: Certainty;
};

/**
 * Years as they were announced. 24/11 (Ngày Văn hóa Việt Nam) is not among the days off: Nghị quyết 80-NQ/TW (7/1/2026) wants
 * it, Nghị quyết 30/NQ-CP plans to change Điều 112 for it; whether that was passed, and from when, was not found.
 */
const decided: readonly Decided[] = [
  {
    year: 2021,
    tet: "2021-02-10",
    beside: "2021-09-03",
    swapped: [],
    source: ["Thông tấn xã Việt Nam, en.vietnamplus.vn/191224: Tết 10–16/2/2021, Quốc khánh 2–5/9/2021"],
    certainty: "read",
  },
  {
    year: 2022,
    tet: "2022-01-31",
    beside: "2022-09-01",
    swapped: [],
    source: ["Công văn 245 của Văn phòng Chính phủ, 11/01/2022: Tết 31/1–4/2/2022, Quốc khánh 1–2/9/2022"],
    certainty: "read",
  },
  {
    year: 2023,
    tet: "2023-01-20",
    beside: "2023-09-01",
    swapped: [],
    source: ["Thông tấn xã Việt Nam, en.vietnamplus.vn/244803: Tết 20–26/1/2023, Quốc khánh 1–4/9/2023"],
    certainty: "read",
  },
  {
    year: 2024,
    tet: "2024-02-08",
    beside: "2024-09-03",
    swapped: [{ off: "2024-04-29", worked: "2024-05-04" }],
    source: [
      "vietnamnews.vn/society/1636141: Tết 8–14/2/2024, Quốc khánh 31/8–3/9/2024",
      "Công văn 2450/VPCP-KGVX năm 2024: nghỉ 29/4, làm bù 4/5",
    ],
    certainty: "read",
  },
  {
    year: 2025,
    tet: "2025-01-27",
    beside: "2025-09-01",
    swapped: [{ off: "2025-05-02", worked: "2025-04-26" }],
    source: [
      "Công văn 8726/VPCP-KGVX, 26/11/2024; thông báo của Bộ LĐTBXH, 03/12/2024: Tết 25/1–2/2/2025, 30/4–4/5, 30/8–2/9",
    ],
    certainty: "read",
  },
  {
    year: 2026,
    tet: "2026-02-16",
    beside: "2026-09-01",
    swapped: [
      { off: "2026-01-02", worked: "2026-01-10" },
      { off: "2026-08-31", worked: "2026-08-22" },
    ],
    source: [
      "Thông báo của Bộ Nội vụ, 10/2025 (vietnamnews.vn/1727514): Tết 14–22/2/2026, Quốc khánh 29/8–2/9, làm bù 22/8",
      "Công văn 12729/VPCP-KGVX, 25/12/2025: nghỉ 2/1/2026, làm bù 10/1/2026",
    ],
    certainty: "read",
  },
];

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day): number => (((daysBetween("2021-01-04", day) % 7) + 7) % 7) + 1;

/** What was decided for a year; where nothing is known, what was mostly decided before. */
export const decidedFor = (year: number): Decided =>
  decided.find((one) => one.year === year) ?? inferred(year);

/** Tết is begun so that it fills a working week where it can, else two days before; the day beside 2/9 makes the longer rest. */
function inferred(year: number): Decided {
  const first = fromLunar({ year, month: 1, day: 1 })?.toString();
  const national = `${year}-09-02`;
  const after = [1, 4, 7].includes(weekday(national));
  return {
    year,
    ...(first === undefined ? {} : { tet: daysAfter(first, weekday(first) === 2 ? -1 : -2) }),
    // One day beside 2/9 came with the law of 2019.
    ...(year < 2021 ? {} : { beside: daysAfter(national, after ? 1 : -1) }),
    swapped: [],
    source: ["Bộ luật Lao động 2019, Điều 112; ngày cụ thể suy ra từ cách chọn các năm 2021–2026"],
    certainty: "inferred",
  };
}

/** The holidays of a year by Điều 112, with days in lieu of those at a weekend (Điều 111), sorted. */
export function holidays(year: number): readonly Day[] {
  const { tet, beside } = decidedFor(year);
  const kings = fromLunar({ year, month: 3, day: 10 })?.toString();
  const named = [
    `${year}-01-01`,
    ...(tet === undefined ? [] : [0, 1, 2, 3, 4].map((count) => daysAfter(tet, count))),
    ...(kings === undefined ? [] : [kings]),
    `${year}-04-30`,
    `${year}-05-01`,
    `${year}-09-02`,
    ...(beside === undefined ? [] : [beside]),
  ].toSorted();
  const off = new Set(named);
  for (const day of named) {
    if (weekday(day) < 6) continue;
    let lieu = daysAfter(day, 1);
    while (weekday(lieu) > 5 || off.has(lieu)) lieu = daysAfter(lieu, 1);
    off.add(lieu);
  }
  return [...off].toSorted();
}
