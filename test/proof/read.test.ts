import { describe, expect, test } from "vitest";
import type { ProofReading } from "../../src/domain/proof-reading.ts";
import { compareProof, type ProofFacts, sameGoods, sameHolder, sameNumber } from "../../src/proof/compare.ts";
import { isPaperKind } from "../../src/proof/kinds.ts";
import { readProof } from "../../src/proof/read.ts";
import { type Certificate, linesOf, madeKinds } from "../../src/tools/papers/certificate.ts";

const paperOf = (kind: string): Certificate => {
  if (!isPaperKind(kind)) throw new Error(kind);
  return {
    kind,
    holder: "HTX Quế hữu cơ Nậm Đét",
    product: "Tinh dầu quế Nậm Đét",
    number: "45/2019/NNPTNT-LCI",
    issued: "2019-05-02",
    ...(["safety", "trademark", "barcode"].includes(kind) ? { until: "2022-05-02" } : {}),
    font: "",
  };
};
const read = (lines: readonly string[], confidence = 95): ProofReading =>
  readProof(
    lines.map((text) => ({ text, confidence })),
    "picture",
  );

describe("a paper", () => {
  test.each(madeKinds)("%s is read for what it shows", (kind) => {
    const paper = paperOf(kind);
    const reading = read(linesOf(paper));
    expect(reading).toMatchObject({
      legible: true,
      kind: { value: kind },
      holder: { value: paper.holder },
      number: { value: paper.number },
      issued: { value: "2019-05-02" },
    });
    const lasts = { safety: "2022-05-02", trademark: "2022-05-02", barcode: "2022-05-02" };
    const reckoned = { pledge: "2022-05-02", ocop: "2022-05-02", test: "2020-05-02" };
    const until = Object.entries({ ...lasts, ...reckoned }).find(([name]) => name === kind)?.[1];
    expect(reading.until?.value).toBe(until);
    expect(reading.reckoned).toBe(kind === "test" ? true : undefined);
  });

  test("is read though letters are wrong, lines are broken and a rim leaves specks", () => {
    const reading = read([
      "SỞ NÔNG NGHIỆP VÀ PTNT LÀO CAI",
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆ",
      "GIẤY CHỨNG NHẬN",
      "CƠ SỞ ĐỦ ĐIỀU KIỆN |",
      "AN TOÀN THỤC PHẨM",
      "Cơ sớ: HTX Quế hữu cơ Nậm Đét ¡ I_~Ơ",
      "Sản phẩm: Tỉnh dầu quế Nậm Đét",
      "Số cấp: 45/2019/NNPTNT-LC1 \\ L",
      "Có hiệu lực đến ngày O2 tháng 05 năm 2022",
      "Lào Cai, ngày 02 tháng 05 năm 2019",
    ]);
    expect(reading).toMatchObject({
      kind: { value: "safety" },
      holder: { value: "HTX Quế hữu cơ Nậm Đét" },
      number: { value: "45/2019/NNPTNT-LC1" },
      issued: { value: "2019-05-02" },
      until: { value: "2022-05-02" },
      issuer: { value: "SỞ NÔNG NGHIỆP VÀ PTNT LÀO CAI" },
    });
  });

  test("keeps the line that each thing stood in", () => {
    const reading = read(linesOf(paperOf("test")));
    expect(reading.holder?.line).toBe("2. Khách hàng: HTX Quế hữu cơ Nậm Đét");
  });

  test("that shows a few specks, or that nobody can trust, is not legible", () => {
    expect(read(["—- ~", "l ;", "ơ"]).legible).toBe(false);
    expect(read(linesOf(paperOf("test")), 30).legible).toBe(false);
  });

  test("names another kind of paper in its text without being one", () => {
    const lines = linesOf(paperOf("declaration"));
    const reading = read([
      ...lines,
      "Số giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm: 45/2019, ngày cấp 01/02/2019",
    ]);
    expect(reading.kind?.value).toBe("declaration");
  });

  test("how long the goods keep is not how long the paper counts", () => {
    expect(read(linesOf(paperOf("declaration"))).until).toBeUndefined();
  });
});

const facts: ProofFacts = {
  paper: "giay-du-dieu-kien-attp",
  holders: ["Hợp tác xã quế hữu cơ Nậm Đét"],
  products: ["Tinh dầu quế"],
  places: ["Bắc Hà", "Nậm Đét"],
  number: "45/2019/NNPTNT-LCI",
  today: "2021-03-15",
};
const about = (reading: ProofReading, with_: Partial<ProofFacts> = {}): readonly string[] =>
  compareProof(reading, { ...facts, ...with_ }).map((one) => one.about);

describe("a paper held against its dossier", () => {
  const reading = read(linesOf(paperOf("safety")));

  test("that agrees raises nothing", () => expect(about(reading)).toEqual([]));

  test.each([
    ["another holder", { holders: ["HTX Nông nghiệp Bản Liền"] }, ["holder"]],
    ["another product", { products: ["Lạp sườn Bắc Hà"] }, ["product"]],
    ["another number", { number: "46/2019/NNPTNT-LCI" }, ["number"]],
    ["the wrong paper", { paper: "tu-cong-bo" }, ["kind"]],
    ["after its last day", { today: "2022-05-03" }, ["expired"]],
    ["needed longer than it counts", { needed: "2022-06-01" }, ["expires"]],
    ["a paper that may be many things", { paper: "phat-trien-thi-truong" }, []],
    ["on its last day", { today: "2022-05-02" }, []],
    ["nothing known yet", { holders: [], products: [], number: undefined }, []],
  ])("%s", (_, given, expected) => expect(about(reading, given)).toEqual(expected));

  test("of what was read with little trust nothing is said", () => {
    const unsure = read(linesOf(paperOf("safety")), 55);
    expect(about(unsure, { holders: ["HTX Bản Liền"], number: "1" })).toEqual([]);
  });

  test("that nobody can read raises that and nothing else", () =>
    expect(about({ by: "picture", legible: false })).toEqual(["unreadable"]));
});

describe("names", () => {
  test.each([
    ["HTX Quế Nậm Đét", "Hợp tác xã Quế hữu cơ Nậm Đét", true],
    ["VÀNG THỊ MAI", "Hộ kinh doanh Vàng Thị Mai", true],
    ["Công ty TNHH Cao Nguyên Trắng", "Công ty trách nhiệm hữu hạn Thực phẩm Cao Nguyên Trắng", true],
    ["HTX Bản Phố", "HTX Bản Liền", false],
    ["Vàng Thị Mai", "Vàng Thị Sua", false],
    ["HTX Nông nghiệp Bản Liền", "HTX Quế Nậm Đét", false],
  ])("%s and %s: one holder? %s", (one, two, same) => expect(sameHolder(one, two)).toBe(same));

  test.each([
    ["Lạp sườn Bắc Hà", "Lạp sườn, thịt hun khói", true],
    ["Cốm Na Lò", "Chế biến cốm Na Lò", true],
    ["Lạp sườn Bắc Hà", "Xúc xích Bắc Hà", false],
    ["Tương ớt Bắc Hà", "Bánh chưng đen Bắc Hà", false],
  ])("%s and %s: one product? %s", (one, two, same) => expect(sameGoods(one, two, ["Bắc Hà"])).toBe(same));

  test.each([
    ["10H7000123", "10H7OOO123", true],
    ["45/2019/NNPTNT-LCI", "45-2019-NNPTNT-LC1", true],
    ["10H7000123", "10H7000128", false],
  ])("%s and %s: one number? %s", (one, two, same) => expect(sameNumber(one, two)).toBe(same));
});
