import { describe, expect, test } from "vitest";
import { readArticle, writeArticle } from "../../src/content/article.ts";
import type { Article } from "../../src/domain/article.ts";

const header = `---
id: nhan-ho-so
title: "Nhận hồ sơ"
from: "2021-02-01"
source: ["https://vanban.example/1"]
certainty: read
---
`;
const read = (body: string, document?: string) =>
  readArticle({ path: "knowledge/topics/nhan-ho-so.md", text: header + body }, document);
const articleOf = (body: string, document?: string): Article => {
  const found = read(body, document);
  if (!found.ok) throw new Error(JSON.stringify(found.complaints));
  return found.value;
};
const complaintsOf = (body: string): readonly string[] => {
  const found = read(body);
  return found.ok ? [] : found.complaints.map(({ text }) => text);
};

const body = `
## Đợt nhận hồ sơ
> Nộp mấy đợt?
>  Hạn nộp là khi nào?

Huyện nhận hai đợt.

Đợt một trước tháng 5.

Nay: Xã nhận quanh năm.

## Nơi nhận
Nộp ở xã.
`;

describe("reading an article", () => {
  test("finds passages with their questions, text and what holds today", () => {
    expect(articleOf(body).passages).toEqual([
      {
        id: "nhan-ho-so#dot-nhan-ho-so",
        heading: "Đợt nhận hồ sơ",
        asks: ["Nộp mấy đợt?", "Hạn nộp là khi nào?"],
        text: "Huyện nhận hai đợt.\n\nĐợt một trước tháng 5.",
        now: "Xã nhận quanh năm.",
      },
      { id: "nhan-ho-so#noi-nhan", heading: "Nơi nhận", asks: [], text: "Nộp ở xã." },
    ]);
  });

  test("keeps the subject that passages of other times share", () => {
    const article = articleOf("## Nơi nhận\n= noi-nhan\n> Nộp ở đâu?\n\nNộp ở xã.");
    expect(article.passages).toEqual([
      {
        id: "nhan-ho-so#noi-nhan",
        heading: "Nơi nhận",
        asks: ["Nộp ở đâu?"],
        text: "Nộp ở xã.",
        subject: "noi-nhan",
      },
    ]);
    expect(readArticle({ path: "x.md", text: writeArticle(article) })).toEqual({ ok: true, value: article });
  });

  test("is stated unless it says that it is not, and stands in the document of its folder", () => {
    expect(articleOf(body)).toMatchObject({ stated: true, printed: [] });
    expect(articleOf(body)).not.toHaveProperty("document");
    expect(articleOf(body, "qd-26-2026").document).toBe("qd-26-2026");
  });

  test("reads lines that end as Windows ends them", () => {
    expect(articleOf(body.replaceAll("\n", "\r\n")).passages[0]?.asks).toHaveLength(2);
  });

  test("is the same after it was written", () => {
    const article = articleOf(body);
    const written = readArticle({ path: "x.md", text: writeArticle(article) });
    expect(written).toEqual({ ok: true, value: article });
  });

  test.each([
    ["Lời đầu.\n## A\nMột.", "text before the first ## heading"],
    ["", "no passage: at least one ## heading is wanted"],
    ["## A\nMột.\n## A\nHai.", 'the heading "A" stands twice'],
    ["## A\n> Hỏi gì?\n", '"A" has 0 words, 1 to 85 are wanted'],
    [`## A\n${"từ ".repeat(86)}`, '"A" has 86 words, 1 to 85 are wanted'],
  ])("complains of what does not fit: %j", (text, complaint) => {
    expect(complaintsOf(text)).toContain(complaint);
  });

  test("a passage may have 85 words beside what holds today", () => {
    expect(complaintsOf(`## A\n${"từ ".repeat(85)}\n\nNay: ${"từ ".repeat(20)}`)).toEqual([]);
  });

  test("complains of a header field at its line", () => {
    const found = readArticle({
      path: "x.md",
      text: `${header}## A\nMột.`.replace("certainty: read", "certainty: sure"),
    });
    expect(found).toMatchObject({ ok: false, complaints: [{ path: "x.md", line: 6 }] });
  });

  test("writes no line that would be read as something else", () => {
    const [first] = articleOf(body).passages;
    if (first === undefined) throw new Error("no passage");
    const text = "## Đầu đề\n> Hỏi\nNay: Mới";
    const written = writeArticle({ ...articleOf(body), passages: [{ ...first, text }] });
    expect(readArticle({ path: "x.md", text: written })).toMatchObject({
      ok: true,
      value: { passages: [{ asks: first.asks, text: "Đầu đề\nHỏi\nMới", now: first.now }] },
    });
  });
});
