import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { phrase } from "../../src/content/phrase.ts";
import { type Topic, topics } from "../../src/flows/story.ts";
import { readSetting } from "../../src/project.ts";
import { claimsIn } from "../../src/story/claims.ts";
import { arrange, type Frame, shortStory, textOf } from "../../src/story/draft.ts";
import { bare, lacksMarks, sentencesOf } from "../../src/story/sentences.ts";
import { toldIn } from "../../src/story/topics.ts";
import { tokens } from "../../src/text/tokens.ts";

const { words } = await readSetting("bac-ha-2021");
const frame: Frame = (name, fill) => phrase(words, `story-frame-${name}`, fill);
const product = "Cốm Na Lo";
const place = "xã Tà Chải";
const owner = "Tổ hợp tác Cốm Na Lo";

/** The words that the frames themselves are made of. */
const framing = new Set(
  [...readFileSync("prompts/people/vi.md", "utf8").matchAll(/^## story-frame-\S+\n(?<text>.*)$/gmu)].flatMap(
    (one) => tokens((one.groups?.["text"] ?? "").replaceAll(/\{\w+\}/gu, " ")),
  ),
);

const pieces = [
  "bà nội tôi, từ năm 1985",
  "Bà nội tôi làm từ năm 1985.",
  "ruộng bậc thang thôn Na Lo",
  "gặt lúa còn xanh, rang chảo gang, giã chày gỗ",
  "Năm 2008 mưa lũ, mất điện 4 ngày.",
  "dẻo, thơm",
  "tay",
  "khách đi chợ phiên hay mua",
  "mong con cháu giữ nghề",
  "khong cho pham mau",
  "dạ thì mẹ chồng dạy ạ",
  "giá 1.200.000 đ, nặng 2,5 kg",
  "ông Sùng A. Páo ở Lùng Phình",
  "ăn với chuối",
  "Tháng 9 cúng cơm mới!",
  "không có ai ngoài hai vợ chồng",
  "x",
  "{told} {product}",
];
const answer = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 })
  .chain((all) => fc.constantFrom(". ", "\n", ", ", " ").map((between) => all.join(between)));
const answers: fc.Arbitrary<Readonly<Partial<Record<Topic, string>>>> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...topics), answer), { selector: ([topic]) => topic, maxLength: 10 })
  .map((all) => Object.fromEntries(all));

test("2,000 arranged stories: nothing that was not told, no sentence lost, every number as it was typed", () => {
  fc.assert(
    fc.property(answers, (told) => {
      const { paragraphs, left } = arrange({ product, place, owner, answers: told }, frame);
      const text = textOf({ paragraphs, left });
      // The one thing that is set right is the name of a people.
      const known = new Set([
        ...tokens([product, place, owner, ...Object.values(told)].join(" ")),
        ...framing,
        "h",
        "mong",
      ]);
      expect(tokens(text).filter((word) => !known.has(word))).toEqual([]);
      const all = [...paragraphs.flat(), ...left].map((one) => ({
        from: one.from,
        words: tokens(one.text).join(" "),
      }));
      const lost = topics.flatMap((topic) =>
        sentencesOf(told[topic] ?? "")
          .map((sentence) => tokens(bare(sentence)).join(" "))
          .filter((words) => !all.some((one) => one.from === topic && holds(one.words, words))),
      );
      expect(lost).toEqual([]);
      const numbers = Object.values(told).flatMap((one) => one.match(/\d[\d.,]*\d|\d/gu) ?? []);
      expect(numbers.filter((one) => !text.includes(one))).toEqual([]);
    }),
    { numRuns: 2000, seed: 1 },
  );
}, 60_000);

/** A people's name alone loses the words around it. */
const holds = (text: string, words: string): boolean =>
  text.includes(words) || (words.endsWith("tay") && text.includes("nguoi tay"));

describe("short answers", () => {
  const told = (topic: Topic, text: string): string =>
    arrange({ product, answers: { [topic]: text } }, frame)
      .paragraphs.flat()
      .at(-1)?.text ?? "";

  test.each<readonly [Topic, string, string]>([
    ["storyOrigin", "bà nội tôi, từ năm 1985", "Người bắt đầu là bà nội tôi, từ năm 1985."],
    ["storyOrigin", "từ năm 1985", "Nghề này có từ năm 1985."],
    ["storyOrigin", "Bà nội tôi làm từ năm 1985", "Bà nội tôi làm từ năm 1985."],
    ["storyLand", "ở thôn Na Lo", "Nguyên liệu lấy ở thôn Na Lo."],
    ["storyKnowledge", "dạ mẹ chồng ạ", "Cách làm do mẹ chồng truyền lại."],
    ["storyKnowledge", "mẹ chồng dạy", "Mẹ chồng dạy."],
    ["storyMaking", "ngâm gạo, rang, giã", "Cách làm như sau: ngâm gạo, rang, giã."],
    ["storyMaking", "tôi ngâm gạo rồi rang", "Tôi ngâm gạo rồi rang."],
    ["storyDifferent", "dẻo, thơm mùi lúa non", "Cốm Na Lo dẻo, thơm mùi lúa non."],
    ["storyPeople", "tay", "Người làm ra là người Tày."],
    ["storyPeople", "dân tộc Phù Lá", "Người làm ra là người Phù Lá."],
    ["storyUse", "ăn với chuối", "Cách dùng: ăn với chuối."],
    ["storyBuyers", "khách đi chợ phiên", "Người hay mua là khách đi chợ phiên."],
    ["storyWish", "mong con cháu giữ nghề", "Người làm mong con cháu giữ nghề."],
  ])("%s: %s", (topic, text, sentence) => {
    expect(told(topic, text)).toBe(sentence);
  });
});

describe("claims", () => {
  test.each<readonly [string, readonly string[]]>([
    ["Mật ong chữa ho rất hay", ["cure"]],
    ["Uống vào trị được bệnh gút", ["cure"]],
    ["phong benh cam cum", ["cure"]],
    ["Giúp giảm đau xương khớp", ["cure"]],
    ["ngon nhất vùng", ["best"]],
    ["san pham so 1", ["best"]],
    ["cả huyện chỉ mình tôi, duy nhất", ["best"]],
    ["sạch 100%", ["sure"]],
    ["gạo hữu cơ", ["organic"]],
    ["gao huu co 100 phan tram", ["sure", "organic"]],
    // What people say of their work and is no claim.
    ["Sửa chữa bếp lò mất hai ngày", []],
    ["Mùi thơm khỏi nói", []],
    ["Nhà số 1 thôn Na Lo", []],
    ["Con gái nhất của tôi làm cùng", []],
    ["Mệt nhất là lúc giã", []],
    ["Phòng khách treo đầy lạp sườn", []],
    ["Tôi mất 100 ngày mới quen tay", []],
  ])("%s", (text, kinds) => {
    expect(claimsIn(text).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("a claim of a cure stays out of the story, and is named", () => {
    const { left, paragraphs } = arrange(
      { product, answers: { storyUse: "Ăn với chuối. Chữa khỏi đau dạ dày." } },
      frame,
    );
    expect(left.map(({ text }) => text)).toEqual(["Chữa khỏi đau dạ dày."]);
    expect(textOf({ paragraphs, left })).not.toContain("dạ dày");
  });
});

test("a long first answer tells of several topics, a short one only of its own", () => {
  const long =
    "bà nội tôi làm từ năm 1985 sau truyền lại cho mẹ, lúa trồng ở thôn Na Lo, khách du lịch hay mua, tôi mong con cháu giữ được nghề";
  expect(toldIn(long)).toEqual(expect.arrayContaining(["storyKnowledge", "storyBuyers", "storyWish"]));
  expect(toldIn("truyền lại cho mẹ")).toEqual([]);
});

test("a story without marks is known even where the dossier's own words have them", () => {
  expect(lacksMarks("Cốm Na Lo là sản phẩm của xã Tà Chải. Ba noi toi lam com tu nam 1985.")).toBe(true);
  expect(lacksMarks("Bà nội tôi làm cốm từ năm 1985. Ông tên A Páo.")).toBe(false);
});

test("the short story is whole sentences of at most 300 letters", () => {
  const sentence = "Bà nội tôi làm cốm từ năm 1985, lúc đầu chỉ để nhà ăn.";
  const short = shortStory(Array.from({ length: 20 }, () => sentence).join(" "));
  expect(short.length).toBeLessThanOrEqual(300);
  expect(short.replaceAll(sentence, "").trim()).toBe("");
  expect(shortStory("x".repeat(400))).toBe("");
});
