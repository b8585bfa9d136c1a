import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Piece } from "../../src/answer/find/collection.ts";
import { makeFinder } from "../../src/answer/find/find.ts";

const pieces: readonly Piece[] = [
  {
    id: "dot-nop",
    group: "ke-hoach",
    title: "Kế hoạch 2021: Các đợt nhận hồ sơ",
    text: "Huyện dự kiến nhận hồ sơ sản phẩm trong 02 đợt. Đợt 01 trước tháng 5/2021, đợt 02 trước tháng 10/2021.",
    asks: ["Năm 2021 nộp hồ sơ mấy đợt?", "Hạn nộp hồ sơ OCOP là khi nào?"],
  },
  {
    id: "can-cu",
    group: "ke-hoach",
    title: "Kế hoạch 2021: Căn cứ",
    text: "Căn cứ Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ; Kế hoạch số 48/KH-UBND ngày 04/02/2021 của UBND tỉnh Lào Cai.",
  },
  {
    id: "tieu-chi",
    title: "Bộ tiêu chí đánh giá",
    text: "Bộ tiêu chí đánh giá, phân hạng sản phẩm ban hành kèm theo Quyết định số 1.048/QĐ-TTg ngày 21/8/2019.",
  },
  {
    id: "vay-von",
    title: "Vay vốn ngân hàng",
    text: "Các ngân hàng tạo điều kiện cho chủ thể vay vốn. Lãi suất theo quy định của từng ngân hàng.",
    asks: ["Thiếu vốn làm sản phẩm thì vay ở đâu?"],
  },
  {
    id: "cong-nhan",
    title: "Công nhận sản phẩm",
    text: "Sản phẩm đạt từ ba sao trở lên được công nhận. Giấy chứng nhận có thời hạn 36 tháng.",
  },
  {
    id: "cham-diem",
    title: "Chấm điểm",
    text: "Hội đồng chấm điểm từng tiêu chí, lấy trung bình cộng. Sản phẩm không đạt có thể nộp lại đợt sau.",
  },
];
const finder = makeFinder(pieces);
const first = (question: string): string | undefined => finder.find(question).hits[0]?.id;

describe("finding", () => {
  test.each([
    ["as it is written", "Giấy chứng nhận có thời hạn bao lâu?", "cong-nhan"],
    ["without marks", "giay chung nhan co thoi han bao lau", "cong-nhan"],
    ["with a misplaced tone", "giầy chứng nhân có thời hàn bao lâu", "cong-nhan"],
    ["with tr for ch", "hoi dong tram diem the nao", "cham-diem"],
    ["with x for s", "lai xuat vay", "vay-von"],
    ["with Telex keys left in", "vay voons ngaan hafng", "vay-von"],
    ["with a letter left out", "ngn hang cho vay", "vay-von"],
    ["with a doubled letter", "nganhh hhang", "vay-von"],
    ["with words run together", "nganhang", "vay-von"],
    ["in short forms", "hs nop may dot", "dot-nop"],
    ["in short forms with several meanings", "qd 490", "can-cu"],
    ["in short forms that only the collection knows", "hdong cham diem", "cham-diem"],
    ["in initials that only the collection knows", "bo tcdg", "tieu-chi"],
    ["by the number of a paper", "48/kh-ubnd", "can-cu"],
    ["by a number with its separator", "1048", "tieu-chi"],
    ["by a number without its separator", "quyet dinh 1.048", "tieu-chi"],
    ["by a number with a nought before it", "đợt 2", "dot-nop"],
    ["by a day written another way", "7/5/2018", "can-cu"],
    ["by a day in words", "ngày 7 tháng 5 năm 2018", "can-cu"],
    ["by a number as a digit", "3 sao", "cong-nhan"],
    ["by a question that an editor wrote", "thieu von lam san pham thi vay o dau", "vay-von"],
  ])("%s: %s", (_, question, id) => {
    expect(first(question)).toBe(id);
  });

  test("finds the whole name for initials, and initials for the whole name's", () => {
    const two = makeFinder([
      { id: "whole", title: "", text: "Ủy ban nhân dân xã xác nhận." },
      { id: "other", title: "", text: "Công an xã xác nhận." },
    ]);
    expect(two.find("ubnd xac nhan").hits[0]?.id).toBe("whole");
  });

  test("a piece that is weighed down comes later, one that weighs nothing not at all", () => {
    const question = "sản phẩm";
    const ids = (weigh?: (id: string) => number): readonly string[] =>
      finder.find(question, weigh === undefined ? {} : { weigh }).hits.map((hit) => hit.id);
    const [best = "", second = ""] = ids();
    expect(ids((id) => (id === best ? 0.1 : 1))[0]).toBe(second);
    expect(ids((id) => (id === best ? 0 : 1))).not.toContain(best);
  });

  test("the limit holds", () => {
    expect(finder.find("sản phẩm", { limit: 1 }).hits).toHaveLength(1);
    expect(finder.find("sản phẩm", { limit: 0 }).hits).toEqual([]);
  });

  test("names the group of a piece", () => {
    expect(finder.find("căn cứ quyết định 490").hits[0]?.group).toBe("ke-hoach");
  });

  test.each(["", "   ", "?!…", "🙂🙂", "\u0000\u200b", "的的的"])("nothing is found for %j", (question) => {
    expect(finder.find(question).hits).toEqual([]);
  });

  test("nothing is found among no pieces", () => {
    expect(makeFinder([]).find("hồ sơ")).toEqual({ hits: [], noise: 0 });
    expect(makeFinder([{ id: "a", title: "", text: "" }]).find("hồ sơ").hits).toEqual([]);
  });
});

describe("how well it fits", () => {
  test("a question that is an ask fits better than one that only touches it, and that than a stranger", () => {
    const fit = (question: string): number => finder.find(question).hits[0]?.fit ?? 0;
    const same = fit("Hạn nộp hồ sơ OCOP là khi nào?");
    const near = fit("hồ sơ xin học nghề nộp ở trường nào");
    const strange = fit("giá vàng hôm nay thế nào");
    expect(same).toBeGreaterThan(0.8);
    expect(near).toBeLessThan(same);
    expect(strange).toBeLessThan(near);
  });

  test("coverage is the share of what is asked that the piece holds", () => {
    const covered = (question: string): number => finder.find(question).hits[0]?.coverage ?? 0;
    expect(covered("vay vốn ngân hàng")).toBe(1);
    expect(covered("vay vốn mua xe máy")).toBeLessThan(0.7);
  });

  test("neighbours count as neighbours only side by side", () => {
    const pairs = (question: string): number => finder.find(question).hits[0]?.pairs ?? 0;
    expect(pairs("vay vốn ngân hàng")).toBe(1);
    expect(pairs("hàng ngân vốn vay")).toBe(0);
  });

  test("short forms and what is no word are noise", () => {
    expect(finder.find("giấy chứng nhận có thời hạn bao lâu").noise).toBe(0);
    expect(finder.find("hs sp nop ntn").noise).toBeGreaterThan(0.5);
    expect(finder.find("qwrtp zzzzz").noise).toBe(1);
  });
});

describe("whatever is asked", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc
      .array(fc.constantFrom(...pieces.flatMap((piece) => piece.text.split(" ")), "ko", "hs", "12/3", "…"), {
        maxLength: 100,
      })
      .map((words) => words.join(" ")),
  );

  test("the answer is the same again, in order, each piece once, shares between 0 and 1", () => {
    fc.assert(
      fc.property(anything, (question) => {
        const found = finder.find(question);
        expect(finder.find(question)).toEqual(found);
        expect(makeFinder(pieces).find(question)).toEqual(found);
        const { hits, noise } = found;
        expect(hits.map((hit) => hit.score)).toEqual(
          hits.map((hit) => hit.score).toSorted((one, two) => two - one),
        );
        expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length);
        for (const share of [noise, ...hits.flatMap(({ fit, coverage, pairs }) => [fit, coverage, pairs])]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("capitals and the way marks are composed make no difference", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pieces.map((piece) => piece.text)), (text) => {
        const ids = (question: string): readonly string[] => finder.find(question).hits.map((hit) => hit.id);
        expect(ids(text.toUpperCase())).toEqual(ids(text));
        expect(ids(text.normalize("NFD"))).toEqual(ids(text));
      }),
    );
  });

  test("a huge question is cut short", () => {
    const long = `vay vốn ngân hàng ${"xyz ".repeat(200_000)}`;
    expect(first(long)).toBe("vay-von");
    expect(first("a".repeat(1_000_000))).toBeUndefined();
    expect(finder.find("1/".repeat(100_000)).hits.length).toBeLessThanOrEqual(10);
  });

  test("any piece is found by its own text", () => {
    for (const piece of pieces) expect(first(piece.text)).toBe(piece.id);
  });
});
