import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mattersOf } from "../../src/answer/matter.ts";
import { offline } from "../../src/answer/offline.ts";
import type { Product } from "../../src/domain/programme.ts";
import { content } from "../architecture/project.ts";
import { known, programme } from "./made-up.ts";

const product: Omit<Product, "id" | "name" | "also"> = {
  set: "s06",
  otherSets: [],
  certainty: "inferred",
  communes: [],
};
const named = {
  products: [
    { ...product, id: "com", name: "Cốm Na Lo", also: ["cốm"] },
    { ...product, id: "man", name: "Mận Tam hoa", also: ["mận"] },
  ],
  communes: [
    { id: "ta-chai", name: "xã Tà Chải", also: ["Tà Chải", "Na Lo"] },
    { id: "ban-pho", name: "xã Bản Phố", also: ["Bản Phố"] },
  ],
};
const matters = mattersOf(named);

const passages = [
  {
    id: "list#com",
    title: "Danh mục",
    heading: "Cốm Na Lo",
    text: "Cốm Na Lo đứng thứ 9. Nơi làm: Na Lo.",
    asks: ["Nhà em làm cốm Na Lo thì sao?"],
  },
  {
    id: "council#who",
    title: "Hội đồng",
    heading: "Ai chấm điểm",
    text: "Hội đồng tỉnh chấm điểm.",
    asks: ["Hội đồng nào chấm điểm?"],
  },
  {
    id: "man#papers",
    title: "Giấy tờ",
    heading: "Mận cần giấy gì",
    text: "Mận cần bản cam kết.",
    asks: ["Mận cần giấy gì?"],
  },
  {
    id: "com#papers",
    title: "Công bố",
    heading: "Cốm đóng gói",
    text: "Cốm đóng gói phải tự công bố.",
    asks: ["Cốm gói kín phải làm giấy gì?"],
  },
];
const [sample] = known;

describe("a passage about who asks", () => {
  const small = offline({
    known: passages.flatMap((one) =>
      sample === undefined
        ? []
        : [{ ...sample, ...one, article: one.id, citation: { ...sample.citation, id: one.id } }],
    ),
    notOurs: [],
    laws: [],
    programme: { ...programme, ...named },
    words: content.sentences,
  });
  const first = (question: string): string | undefined =>
    small.read({ question, at: "2021-04-01" }).found[0]?.known.id;

  test("stands behind the one about what is asked", () => {
    expect(first("nha em lam com na lo, hoi dong nao cham diem")).toBe("council#who");
  });

  test("stays where its product is what is asked about", () => {
    expect(first("Nhà em làm cốm Na Lo, nơi làm ở đâu?")).toBe("list#com");
  });

  test("comes before the one about another product", () => {
    expect(first("Nhà em làm cốm, cần giấy gì?")).toBe("com#papers");
  });
});

describe("what a message asks", () => {
  test.each([
    ["Em ở Na Lo, nộp hồ sơ cốm thì mang đến cấp nào?", "nộp hồ sơ thì mang đến cấp nào?"],
    ["Nhà em nấu rượu ngô, cần giấy phép gì?", "cần giấy phép gì?"],
    ["em lam com o na lo thi nop ho so cho ai", "thi nop ho so cho ai"],
    ["Nhà tôi trồng mận. Hồ sơ gồm những gì?", "Hồ sơ gồm những gì?"],
  ])("is told from who asks it: %s", (question, matter) => {
    expect(matters.of(question)).toBe(matter);
  });

  test("keeps the place where the commune is asked for", () => {
    expect(matters.of("Nhà em nấu rượu ngô ở Bản Phố cũ, bây giờ là xã nào nhận hồ sơ?")).toBe(
      "ở Bản Phố cũ bây giờ là xã nào nhận hồ sơ?",
    );
  });

  test("keeps a place that is spoken of and not lived in", () => {
    expect(matters.of("Bản Phố được ghi làm những gì?")).toBeUndefined();
  });

  test.each([
    "Nộp hồ sơ ở đâu?",
    "cốm thuộc bộ nào",
    "Nhà em làm cốm Na Lo",
    "bệnh mặn mà thì sao hả bác",
    "",
  ])("is not looked for where nothing stands beside it or too little is left: %s", (question) => {
    expect(matters.of(question)).toBeUndefined();
  });

  test("is never longer than the message and the places it names, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (question) => {
        expect((matters.of(question) ?? "").length).toBeLessThanOrEqual(2 * question.length);
      }),
    );
  });
});

test("a programme that names nothing finds nothing", () => {
  const none = mattersOf({ products: [], communes: [] });
  expect(none.of("Hồ sơ, mẫu: nộp ở đâu?")).toBeUndefined();
  expect(none.products("cốm")).toEqual(new Set());
});

test("products are known by their names, with and without marks, and not by words like them", () => {
  expect([...matters.products("com và mận")]).toEqual(["com", "man"]);
  expect([...matters.products("cơm mặn")]).toEqual([]);
});
