import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostWords } from "../../src/content/article.ts";
import { type Cutting, cut } from "../../src/content/cut.ts";
import { type Clause, outline } from "../../src/content/outline.ts";
import { clean } from "../../src/text/clean.ts";

const places = ({ articles }: Cutting): readonly string[] => articles.map((one) => one.clause);
const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const size = (one: { readonly lead: string; readonly paragraphs: readonly string[] }): number =>
  [one.lead, ...one.paragraphs]
    .join(" ")
    .split(/\s+/u)
    .filter((word) => word !== "").length;

/** A plan as a district writes it: two parts of one number, sentences as items, offices, signatures and an annex. */
const plan = `ỦY BAN NHÂN DÂN
HUYỆN BẮC HÀ

Số: 12/KH-UBND

Bắc Hà, ngày 26 tháng 02 năm 2021

KẾ HOẠCH
Phát triển sản phẩm năm 2021

Căn cứ Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ;

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Nâng cao thu nhập của người dân trên địa bàn.

2. Yêu cầu

- Bám sát thực tế của từng xã trên địa bàn huyện, theo kế hoạch năm
2020. Việc này làm thường xuyên.

II. MỤC TIÊU

1. Có ít nhất 04 sản phẩm được công nhận từ 03 sao trở lên trong năm, mỗi xã lựa chọn ít nhất 02 sản phẩm

để tập trung phát triển.

2. 100% cán bộ cấp xã được tập huấn.

II. NỘI DUNG THỰC HIỆN

1. Tuyên truyền

- Đưa tin trên loa của xã (*mỗi tuần một lần*).

III. TỔ CHỨC THỰC HIỆN

1. Phòng Nội vụ: Tham mưu thành lập hệ thống chỉ đạo.

2. UBND các xã, thị trấn

- Phân công cán bộ phụ trách.

Trên đây là Kế hoạch năm 2021, yêu cầu các đơn vị thực hiện./.

Nơi nhận:
- Như trên;
- Lưu VT.

TM. ỦY BAN NHÂN DÂN

**DANH MỤC SẢN PHẨM
NĂM 2021**

1 | Cốm Na Lo | Tà Chải
2 | Tương ớt | Bảo Nhai`;

describe("a plan in parts and items", () => {
  const made = cut(plan);

  test("is cut by its own numbers", () => {
    expect(places(made)).toEqual([
      "Phần mở đầu",
      "Phần I, mục 1",
      "Phần I, mục 2",
      "Phần II, mục 1",
      "Phần II, mục 2",
      "Phần II, mục 1",
      "Phần III, mục 1",
      "Phần III, mục 2",
      "DANH MỤC SẢN PHẨM NĂM 2021",
    ]);
    expect(made.twice).toEqual(["Phần II"]);
  });

  test("names each article by its heading or its first words", () => {
    expect(made.articles.map((one) => one.title)).toEqual([
      "Phần mở đầu",
      "MỤC ĐÍCH, YÊU CẦU: Mục đích",
      "MỤC ĐÍCH, YÊU CẦU: Yêu cầu",
      "MỤC TIÊU: Có ít nhất 04 sản phẩm được công nhận từ…",
      "MỤC TIÊU: 100% cán bộ cấp xã được tập huấn.",
      "NỘI DUNG THỰC HIỆN: Tuyên truyền",
      "TỔ CHỨC THỰC HIỆN: Phòng Nội vụ",
      "TỔ CHỨC THỰC HIỆN: UBND các xã, thị trấn",
      "DANH MỤC SẢN PHẨM NĂM 2021",
    ]);
  });

  test("puts together what a page broke, and takes no year for a number", () => {
    const texts = made.articles.map((one) => one.passages.flatMap((passage) => passage.paragraphs));
    expect(texts[2]).toEqual([
      "- Bám sát thực tế của từng xã trên địa bàn huyện, theo kế hoạch năm 2020. Việc này làm thường xuyên.",
    ]);
    expect(texts[3]).toEqual([
      "Có ít nhất 04 sản phẩm được công nhận từ 03 sao trở lên trong năm, mỗi xã lựa chọn ít nhất 02 sản phẩm để tập trung phát triển.",
    ]);
    expect(texts[5]).toEqual(["- Đưa tin trên loa của xã (mỗi tuần một lần)."]);
  });

  test("lets every passage say what it is about", () => {
    const leads = made.articles.map((one) => one.passages[0]?.lead);
    expect(leads[1]).toBe("Mục đích:");
    expect(leads[3]).toBe("MỤC TIÊU:");
    expect(leads[6]).toBe("");
  });

  test("leaves letterhead and signatures apart", () => {
    expect(made.apart[0]).toBe("ỦY BAN NHÂN DÂN HUYỆN BẮC HÀ");
    expect(made.apart.slice(-5)).toEqual([
      "Trên đây là Kế hoạch năm 2021, yêu cầu các đơn vị thực hiện./.",
      "Nơi nhận:",
      "- Như trên;",
      "- Lưu VT.",
      "TM. ỦY BAN NHÂN DÂN",
    ]);
  });
});

describe("other outlines", () => {
  const decree = `Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh

Quyết định này quy định về đánh giá sản phẩm.

Điều 2. Hồ sơ

1. Hồ sơ đăng ký gồm:

a) Phiếu đăng ký;

b) Phương án kinh doanh;

đ) Sản phẩm mẫu.

2. ${"Hồ sơ nộp ở xã nơi sản xuất và được xã xem trong năm ngày. ".repeat(5).trim()}

Chương II
TỔ CHỨC THỰC HIỆN

Mục 1. TRÁCH NHIỆM

Điều 3. Hiệu lực

Quyết định này có hiệu lực từ ngày ký.

Phụ lục I
Mẫu phiếu đăng ký

1. Tên sản phẩm`;

  test("a decree is cut by articles, its clauses named in the headings", () => {
    const made = cut(decree);
    expect(places(made)).toEqual(["Điều 1", "Điều 2", "Điều 3", "Phụ lục I", "Phụ lục I, mục 1"]);
    expect(made.articles[1]?.passages.map((one) => [one.heading, one.cut])).toEqual([
      ["Hồ sơ, khoản 1", "whole"],
      ["Hồ sơ, khoản 2", "whole"],
    ]);
    expect(made.articles[1]?.passages[0]?.paragraphs).toEqual([
      "1. Hồ sơ đăng ký gồm:",
      "a) Phiếu đăng ký;",
      "b) Phương án kinh doanh;",
      "đ) Sản phẩm mẫu.",
    ]);
  });

  test("Markdown is cut by its headings", () => {
    const made = cut(
      "# Hướng dẫn\n\nLời dẫn cho bà con.\n\n## Nộp ở đâu\n\nNộp ở xã.\n\n## Điều 4. Phí\n\nKhông mất phí.",
    );
    expect(places(made)).toEqual(["Hướng dẫn", "Hướng dẫn, Nộp ở đâu", "Điều 4"]);
    expect(made.articles.map((one) => one.passages.map((passage) => passage.paragraphs))).toEqual([
      [["Lời dẫn cho bà con."]],
      [["Nộp ở xã."]],
      [["Không mất phí."]],
    ]);
  });

  test("a line may be broken after any sign within a sentence", () => {
    const first = "- Tuyên truyền sâu rộng, phát động nhân dân thi đua sản xuất;";
    const made = cut(`1. Việc của xã\n\n${first}\ntrong đó ưu tiên sản phẩm.\n- Phân công cán bộ.`);
    expect(made.articles[0]?.passages.flatMap((one) => one.paragraphs)).toEqual([
      `${first} trong đó ưu tiên sản phẩm.`,
      "- Phân công cán bộ.",
    ]);
  });

  test("items numbered 1.1 and 1.2 stay within their item", () => {
    const made = cut(
      "I. MỤC TIÊU\n\n1. Mục tiêu\n\n1.1. Đến năm 2025 có 10 sản phẩm.\n\n1.2. Đến năm 2030 có 20 sản phẩm.\n\n2. Kinh phí\n\nDo xã lo.",
    );
    expect(places(made)).toEqual(["Phần I, mục 1", "Phần I, mục 2"]);
  });

  test("a text without any number is one article", () => {
    const made = cut(
      "THÔNG BÁO\n\nXã nhận hồ sơ vào sáng thứ hai hằng tuần tại bộ phận một cửa, bà con mang theo căn cước.",
    );
    expect(made.articles).toHaveLength(1);
    expect(made.articles[0]?.title).toBe("THÔNG BÁO");
  });

  test("a note without a sentence is all kept", () => {
    const made = cut("Xã nhận hồ sơ sáng thứ hai");
    expect(made.articles.map((one) => one.passages.flatMap((passage) => passage.paragraphs))).toEqual([
      ["Xã nhận hồ sơ sáng thứ hai"],
    ]);
    expect(made.apart).toEqual([]);
  });

  test("nothing comes of nothing", () => {
    expect(cut("")).toEqual({ articles: [], apart: [], twice: [] });
  });
});

describe("whatever is too long", () => {
  test("is cut at the ends of sentences", () => {
    const sentence = (at: number): string => `Câu số ${at} ${"dài ".repeat(27)}xong.`;
    const made = cut(`1. Mục đích\n\n${[1, 2, 3, 4, 5].map(sentence).join(" ")}`).articles[0];
    expect(made?.passages.map((one) => one.cut)).toEqual(["sentence", "sentence", "sentence"]);
    for (const one of made?.passages ?? []) expect(one.paragraphs.join(" ")).toMatch(/^Câu số.*xong\.$/u);
  });

  test("is cut within a sentence only where the sentence itself is too long", () => {
    const made = cut(`1. Mục đích\n\nPhần đầu ${"rất ".repeat(60)}dài; phần sau ${"cũng ".repeat(60)}dài.`)
      .articles[0];
    expect(made?.passages.map((one) => [one.cut, one.paragraphs.join(" ").slice(-4)])).toEqual([
      ["inside", "dài;"],
      ["inside", "dài."],
    ]);
  });
});

/** Texts of pieces that mean something to the cutter, in any disorder. */
const piece = fc.oneof(
  fc.constantFrom(
    "I. ",
    "II. ",
    "IV. ",
    "1. ",
    "2. ",
    "3) ",
    "1.1. ",
    "a) ",
    "đ) ",
    "Điều 5. ",
    "Chương I",
    "# ",
    "## ",
    "- ",
  ),
  fc.constantFrom(
    "Nơi nhận:",
    "PHỤ LỤC I",
    "Căn cứ Luật;",
    "TM. ỦY BAN",
    "Trên đây là",
    "**",
    "*",
    "|",
    " | ",
    "> ",
  ),
  fc.constantFrom("\n", "\n\n", " ", ". ", "; ", ", ", ": "),
  fc.stringMatching(/^(?:[A-ZĐ]?[a-zăâđêôơưáạ]{1,6} ){1,30}$/u),
  fc.string({ maxLength: 12 }),
);
const anyText = fc.array(piece, { maxLength: 60 }).map((parts) => clean(parts.join("")));

const flat = (one: Clause): readonly string[] => [
  one.mark,
  one.heading,
  ...one.paragraphs,
  ...one.clauses.flatMap(flat),
];

describe("of any text", () => {
  test("the outline keeps every word", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { head, clauses, end } = outline(text);
        const kept = [...head, ...clauses.flatMap(flat), ...end].flatMap(wordsIn);
        expect(kept.toSorted()).toEqual(wordsIn(text).toSorted());
        if (end.length === 0) expect(kept).toEqual(wordsIn(text));
      }),
      { numRuns: 600 },
    );
  });

  test("no passage is empty or longer than the limit, and none repeats a heading of its article", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(20, 40, mostWords), (text, most) => {
        for (const one of cut(text, most).articles) {
          expect(one.passages.length).toBeGreaterThan(0);
          expect(new Set(one.passages.map((passage) => passage.heading)).size).toBe(one.passages.length);
          for (const passage of one.passages) {
            expect(size(passage)).toBeGreaterThan(0);
            expect(size(passage)).toBeLessThanOrEqual(most);
          }
        }
      }),
      { numRuns: 600 },
    );
  });
});

/** An outline of three levels whose every word is one of a kind. */
const shape = fc.array(
  fc.array(
    fc.array(fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 4 },
);
const romans = ["I", "II", "III", "IV"];

test("of any plan every word stands once, in its order, in the clause where it stood", () => {
  fc.assert(
    fc.property(shape, (parts) => {
      let last = 0;
      const words = (many: number): string =>
        Array.from(
          { length: many },
          (_, at) => `w${(last += 1)}${at % 9 === 8 && at < many - 1 ? "," : ""}`,
        ).join(" ");
      const wanted: { readonly clause: string; readonly words: readonly string[] }[] = [];
      const text = parts.map((items, part) => {
        const rows = items.map((paragraphs, item) => {
          const from = last;
          const own = [
            `${item + 1}. Tên ${words(3)}`,
            ...paragraphs.map((points) =>
              points.map((many, at) => `${["a", "b", "c"][at]}) ${words(many)}.`).join("\n\n"),
            ),
          ];
          const clause = `Phần ${romans[part]}, mục ${item + 1}`;
          wanted.push({ clause, words: Array.from({ length: last - from }, (_, at) => `w${from + at + 1}`) });
          return own.join("\n\n");
        });
        return [`${romans[part]}. PHẦN`, ...rows].join("\n\n");
      });
      const found = cut(text.join("\n\n")).articles.map((one) => ({
        clause: one.clause,
        // What a later passage is led in by is said a second time.
        words: one.passages
          .flatMap(({ lead, paragraphs }, at) => (at === 0 ? [lead, ...paragraphs] : paragraphs))
          .join(" ")
          .match(/w\d+/gu),
      }));
      expect(found).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});
