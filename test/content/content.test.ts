import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readHeader } from "../../src/content/header.ts";
import { readContent } from "../../src/content/load.ts";
import { readSentences } from "../../src/content/sentences.ts";
import { contentFiles } from "../../src/store/content-files.ts";

const files = await contentFiles(fileURLToPath(new URL("../..", import.meta.url)));

describe("knowledge", () => {
  const read = readContent(files);
  const content = "content" in read ? read.content : undefined;

  test("has nothing to complain about", () => {
    expect("complaints" in read ? read.complaints : []).toEqual([]);
  });

  test("tells every subject of two times at least", () => {
    const told = Object.values(content?.articles ?? {}).flatMap(({ from, passages }) =>
      passages.flatMap(({ subject }) => (subject === undefined ? [] : [{ subject, from }])),
    );
    const times = Map.groupBy(told, ({ subject }) => subject);
    expect(times.size).toBeGreaterThan(20);
    for (const [subject, members] of times)
      expect(new Set(members.map(({ from }) => from)).size, subject).toBeGreaterThan(1);
  });

  test("names the nine products of 2021 where the annex has them", () => {
    const programme = content?.programmes["bac-ha-2021"];
    const names = new Map(programme?.communes.map((one) => [one.id, one.name]));
    expect(
      programme?.products.map((one) => [one.printed ?? one.name, one.communes.map((id) => names.get(id))]),
    ).toEqual([
      ["Tinh dầu quế Nậm Đét", ["xã Nậm Đét"]],
      ["Gạo Khẩu Mẹo Bản Liền", ["xã Bản Liền"]],
      ["Mận Tam hoa Bắc Hà", ["xã Tà Chải", "xã Na Hối", "thị trấn Bắc Hà"]],
      ["Xúc xích Bảo Nhai", ["xã Bảo Nhai"]],
      ["Khẩu rang Bắc Hà", ["xã Tà Chải", "xã Na Hối"]],
      ["Lạp sườn Bắc Hà", ["xã Tà Chải", "xã Na Hối", "thị trấn Bắc Hà"]],
      ["Tương ớt Bắc Hà", ["xã Bảo Nhai", "xã Tà Chải", "xã Na Hối"]],
      ["Bánh trung đen Bắc Hà", ["xã Tà Chải", "xã Na Hối", "thị trấn Bắc Hà"]],
      ["Cốm Na Lo", ["xã Tà Chải"]],
    ]);
  });

  test("has 19 communes and twelve bodies in 2021, six communes in 2026", () => {
    expect(content?.programmes["bac-ha-2021"]?.communes).toHaveLength(19);
    expect(content?.programmes["bac-ha-2021"]?.offices).toHaveLength(17);
    expect(content?.programmes["bac-ha-2026"]?.communes).toHaveLength(6);
  });

  test("leads every old commune to one of today", () => {
    const before = content?.programmes["bac-ha-2021"]?.communes ?? [];
    const now = content?.programmes["bac-ha-2026"]?.communes ?? [];
    for (const commune of before) {
      const step = before.find(
        (one) => one.id === commune.into?.commune && one.id !== commune.id && commune.into.from < "2025",
      );
      const last = (step ?? commune).into?.commune;
      const today = now.find((one) => one.id === last);
      expect([commune.name, ...(today?.also ?? []), today?.name]).toContain(commune.name);
      expect(today).toBeDefined();
    }
  });

  test("has a source for every paper and law", () => {
    for (const one of [...Object.values(content?.papers ?? {}), ...Object.values(content?.laws ?? {})]) {
      expect([one.id, one.source.length > 0]).toEqual([one.id, true]);
    }
  });

  test("corrects the dates of Decision 1048 that are printed wrong", () => {
    expect(content?.laws["qd-1048-2019"]?.date).toBe("2019-08-21");
    expect(content?.laws["qd-1048-2019"]?.printed[0]?.right).toBe("21/8/2019");
  });
});

describe("complaints", () => {
  const schema = z.strictObject({ id: z.string(), many: z.array(z.string()) });

  test("name the line of a field with the wrong value", () => {
    const read = readHeader(
      { path: "a.md", text: "---\nid: x\nmany:\n  - one\n  - 2\n---\nWords.\n" },
      schema,
    );
    expect(read).toMatchObject({ ok: false, complaints: [{ path: "a.md", line: 5 }] });
  });

  test("name the line of broken YAML", () => {
    const read = readHeader({ path: "a.md", text: "---\nid: x\nmany: [one\n---\nWords.\n" }, schema);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.complaints[0]?.line).toBeGreaterThan(1);
  });

  test("are made about a file without a header", () => {
    expect(readHeader({ path: "a.md", text: "Words." }, schema)).toMatchObject({
      ok: false,
      complaints: [{ line: 1 }],
    });
  });

  test("are made about a file kept under another name, and other folders are passed over", () => {
    const paper = files.find((file) => file.path === "knowledge/papers/giai-thuong.md");
    const moved = { path: "knowledge/papers/khac.md", text: paper?.text ?? "" };
    expect(readContent([moved, { path: "docs/x.md", text: "" }])).toEqual({
      complaints: [
        { path: moved.path, line: 1, text: "id: giai-thuong is not the name it is kept under, khac" },
      ],
    });
  });
});

describe("sentences", () => {
  const read = (text: string) => readSentences({ path: "vi.md", text });

  test("are the text between two headings", () => {
    expect(
      read("# Câu\n\nLời dẫn.\n\n## hello\nChào {name}!\n\nDòng hai.\n\n## bye\nHẹn gặp lại.\n"),
    ).toEqual({
      ok: true,
      value: { hello: "Chào {name}!\n\nDòng hai.", bye: "Hẹn gặp lại." },
    });
  });

  test.each([
    ["twice", "## a\nx\n## a\ny\n", 3],
    ["empty", "## a\n\n## b\nx\n", 1],
    ["no code", "## Xin chào\nx\n", 1],
    ["a lone brace", "## a\nx {tên}\n", 1],
  ])("complain: %s", (_, text, line) => {
    expect(read(text)).toMatchObject({ ok: false, complaints: [{ path: "vi.md", line }] });
  });
});
