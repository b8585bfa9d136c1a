import { describe, expect, test } from "vitest";
import { library, ofArticle } from "../../src/answer/library.ts";
import type { Article } from "../../src/domain/article.ts";
import { known, oldRule, programme, sources } from "./made-up.ts";

const cited = (article: string) => known.find((one) => one.article === article)?.citation;

describe("the library", () => {
  test("has every passage of articles and papers once", () => {
    expect(known.map((one) => one.article)).toEqual([
      "ke-hoach",
      "ke-hoach",
      "diem-cu",
      "diem-moi",
      "diem-moi",
      "thuong",
      "cac-khau",
      "tap-huan",
      ...Array.from({ length: 3 }, () => "phieu-kiem-nghiem"),
    ]);
    expect(new Set(known.map((one) => one.id)).size).toBe(known.length);
  });

  test("cites a law by kind and number, a plan by its name, and what stands nowhere by its title", () => {
    expect(cited("diem-cu")?.label).toBe("Quyết định 1048/QĐ-TTg, Điều 3");
    expect(cited("ke-hoach")?.label).toBe("Kế hoạch OCOP Thử năm 2021, Phần II");
    expect(cited("thuong")?.label).toBe("Tiền thưởng");
  });

  test("names a document once where the clause begins with its name", () => {
    const article: Article = {
      id: "x",
      document: oldRule.id,
      title: "X",
      clause: "Quyết định 1048/QĐ-TTg, sửa đổi bởi Quyết định 781/QĐ-TTg",
      from: "2020-06-08",
      source: ["https://vanban.example/4"],
      certainty: "read",
      stated: true,
      printed: [],
      passages: [{ id: "x#y", heading: "Y", asks: [], text: "Y." }],
    };
    expect(ofArticle(article, sources).map((one) => one.citation.label)).toEqual([article.clause]);
    expect(ofArticle({ ...article, clause: "Điều 1" }, sources)[0]?.citation.label).toBe(
      "Quyết định 1048/QĐ-TTg, Điều 1",
    );
  });

  test("gives the dates of the article, and no end where there is none", () => {
    expect(cited("ke-hoach")).toMatchObject({ validFrom: programme.from, validUntil: programme.until });
    expect(cited("diem-moi")).not.toHaveProperty("validUntil");
  });

  test("says of a paper what it is, where it is made and what often goes wrong", () => {
    const [what, where, mistakes] = known.filter((one) => one.article === "phieu-kiem-nghiem");
    expect(what).toMatchObject({ id: "phieu-kiem-nghiem#la-gi", heading: "Phiếu kiểm nghiệm" });
    expect(where?.text).toContain("Phòng kiểm nghiệm được chỉ định");
    expect(mistakes?.text).toBe("Phiếu quá cũ. Thiếu chỉ tiêu vi sinh.");
  });

  test("leaves out what a paper does not say", () => {
    const [paper] = Object.values(sources.papers);
    if (paper === undefined) throw new Error("no paper");
    const bare = { ...paper, mistakes: [], text: "" };
    const read = library({ ...sources, articles: {}, papers: { bare } });
    expect(read.map((one) => one.id)).toEqual(["phieu-kiem-nghiem#noi-lam"]);
  });
});
