import { describe, expect, test } from "vitest";
import { against } from "../../src/story/against.ts";
import { reach } from "../../src/story/reach.ts";

const known = {
  today: "2026-03-10",
  founded: "2018-03-15",
  members: 7,
  commune: "ta-chai",
  places: [
    { id: "ta-chai", names: ["xã Tà Chải", "Tà Chải", "Na Lo"] },
    { id: "na-hoi", names: ["xã Na Hối", "Na Hối"] },
  ],
};

describe("what is told against the dossier", () => {
  test.each<readonly [string, readonly string[]]>([
    ["Hợp tác xã thành lập năm 2016", ["founded"]],
    ["Hợp tác xã thành lập năm 2018", []],
    ["Nhà tôi làm từ năm 1985", []],
    ["Nhà tôi làm từ năm 2985", []],
    ["Nhà tôi làm từ năm 2058", ["future"]],
    ["Tổ có 9 thành viên", ["members"]],
    ["Tổ có 7 thành viên", []],
    ["Lúa trồng ở xã Na Hối", ["place"]],
    ["Lúa trồng ở xã Tà Chải, mua thêm ở xã Na Hối", []],
    ["Lúa trồng ở thôn Na Lo", []],
  ])("%s", (told, what) => {
    expect(against({ storyOrigin: told }, known).map((one) => one.what)).toEqual(what);
  });

  test("a year to come may be wished for", () => {
    expect(against({ storyWish: "Mong năm 2030 có xưởng" }, known)).toEqual([]);
  });
});

describe("what a story seems to reach", () => {
  test.each([
    [{ storyUse: "ăn với chuối" }, "general", "storyLand"],
    [{ storyLand: "thôn Na Lo" }, "own", "storyKnowledge"],
    [
      { storyLand: "thôn Na Lo", storyKnowledge: "mẹ chồng", storyMaking: "rang, giã" },
      "local",
      "storyEvent",
    ],
  ] as const)("%o is %s", (answers, level, more) => {
    expect(reach(answers, "x")).toMatchObject({ level, more });
  });
});
