import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { documentLimits, documentText } from "../../src/papers/document-text.ts";
import { docx, pdf } from "../support/made-documents.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const limits = (own: Partial<Record<keyof typeof documentLimits, number>>) => ({ ...documentLimits, ...own });

const decision = ["QUYẾT ĐỊNH", "Điều 1. Ban hành kèm theo Quyết định này Bộ tiêu chí."];

describe("text of a document", () => {
  test("plain text is cleaned, tabs become walls of a table", async () => {
    expect(await documentText(bytes("\uFEFFKế  hoạch\r\n1\tMận Tam hoa\tBắc Hà\r\n\r\n\r\n\r\nHết"))).toEqual(
      {
        ok: true,
        value: "Kế hoạch\n1 | Mận Tam hoa | Bắc Hà\n\nHết",
      },
    );
  });

  test("plain text may be UTF-16, as Windows saves it", async () => {
    const text = "\uFEFFKế hoạch huyện Bắc Hà";
    const wide = new Uint8Array(
      text.split("").flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
    );
    expect(await documentText(wide)).toEqual({ ok: true, value: "Kế hoạch huyện Bắc Hà" });
  });

  test("a .docx gives paragraphs, headings and tables", async () => {
    const made = docx(
      [{ text: "Quy định", style: "Heading1" }, ...decision],
      [
        ["TT", "Tên"],
        ["1", "Cốm Na Lo"],
      ],
    );
    expect(await documentText(made)).toEqual({
      ok: true,
      value: `# Quy định\n\n${decision.join("\n\n")}\n\nTT | Tên\n1 | Cốm Na Lo`,
    });
  });

  test("a .docx gives the numbers that Word counts by itself", async () => {
    const list = (level: number, text: string) => ({ text, list: level });
    const made = docx([
      list(0, "MỤC TIÊU"),
      list(1, "Mục tiêu chung"),
      "Đoạn ở giữa không làm đứt số.",
      list(1, "Mục tiêu cụ thể"),
      list(2, "Về sản phẩm"),
      list(2, "Về tổ chức"),
      list(3, "Một dòng"),
      list(0, "NỘI DUNG"),
      list(1, "Tuyên truyền"),
    ]);
    const read = await documentText(made);
    expect(read.ok && read.value.split("\n\n")).toEqual([
      "I. MỤC TIÊU",
      "1. Mục tiêu chung",
      "Đoạn ở giữa không làm đứt số.",
      "2. Mục tiêu cụ thể",
      "a) Về sản phẩm",
      "b) Về tổ chức",
      "- Một dòng",
      "II. NỘI DUNG",
      "1. Tuyên truyền",
    ]);
  });

  test("what was deleted in a .docx under tracked changes is not text, what was put in is", async () => {
    const body =
      "<w:p><w:r><w:t>Nộp trước </w:t></w:r><w:del><w:r><w:delText>tháng 4</w:delText></w:r></w:del><w:ins><w:r><w:t>tháng 5</w:t></w:r></w:ins></w:p>";
    expect(await documentText(docx([], [], body))).toEqual({ ok: true, value: "Nộp trước tháng 5" });
  });

  test("a PDF gives its lines, gaps as paragraphs, without page numbers", async () => {
    const read = await documentText(
      pdf([
        ["QUYẾT ĐỊNH", "", "Điều 1. Ban hành kèm theo", "Quyết định này Bộ tiêu chí."],
        ["2", "Điều 2. Có hiệu lực từ ngày ký."],
      ]),
    );
    expect(read).toEqual({
      ok: true,
      value:
        "QUYẾT ĐỊNH\n\nĐiều 1. Ban hành kèm theo\nQuyết định này Bộ tiêu chí.\nĐiều 2. Có hiệu lực từ ngày ký.",
    });
  });
});

describe("a document is refused", () => {
  const encrypted = new Uint8Array(1024);
  encrypted.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const old = encrypted.slice();
  "EncryptedPackage"
    .split("")
    .forEach((letter, at) => encrypted.set([letter.charCodeAt(0), 0], 512 + at * 2));
  const whole = docx(["Điều 1. Có chữ."]);
  const png = latin("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");

  test.each([
    ["empty", new Uint8Array(), "empty"],
    ["only blanks", bytes(" \n\n "), "empty"],
    ["a picture", png, "kind"],
    ["another archive", zipSync({ "a.txt": bytes("a") }), "broken"],
    ["a .docx cut short", whole.slice(0, whole.byteLength - 60), "broken"],
    ["a PDF cut short", bytes("%PDF-1.4\n1 0 obj\n<<"), "broken"],
    ["a .doc of old", old, "old-word"],
    ["a .docx with a password", encrypted, "locked"],
    ["a PDF with a password", pdf([["Điều 1."]], { locked: true }), "locked"],
    ["a PDF without letters", pdf([[], []]), "scanned"],
    ["a PDF whose letters mean nothing", pdf([["Điều 1. Ban hành"]], { unmapped: true }), "garbled"],
    ["an unknown encoding", latin("K\xea ho\xe5ch"), "encoding"],
  ])("%s", async (_, document, code) => {
    expect(await documentText(document)).toMatchObject({ ok: false, code });
  });

  test.each([
    [
      "TCVN3",
      "Céng hßa x· héi chñ nghÜa ViÖt Nam. QuyÕt ®Þnh vÒ viÖc phª duyÖt ch­¬ng tr×nh mçi x· mét s¶n phÈm",
    ],
    [
      "VNI",
      "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Quyeát ñònh veà vieäc pheâ duyeät chöông trình moãi xaõ moät saûn phaåm",
    ],
  ])("typed in a font of old: %s", async (font, text) => {
    const refused = { ok: false, code: "legacy-font", with: { font } };
    expect(await documentText(bytes(text))).toEqual(refused);
    expect(await documentText(latin(text))).toEqual(refused);
    expect(await documentText(docx([text]))).toEqual(refused);
    expect(
      await documentText(docx(["Kế hoạch thực hiện chương trình mỗi xã một sản phẩm. ".repeat(9), text])),
    ).toEqual(refused);
  });

  test("too large, too long or too slow", async () => {
    const code = async (document: Uint8Array, own: Parameters<typeof limits>[0]) => {
      const read = await documentText(document, limits(own));
      return read.ok ? "read" : read.code;
    };
    expect(await code(bytes("Điều 1."), { bytes: 5 })).toBe("size");
    expect(await code(pdf([["a"], ["b"], ["c"]]), { pages: 2 })).toBe("pages");
    expect(await code(pdf([["a"], ["b"], ["c"]]), { pages: 3 })).toBe("read");
    expect(await code(bytes("Điều 1. Rất dài"), { letters: 10 })).toBe("pages");
    expect(documentLimits).toMatchObject({ bytes: 20_971_520, pages: 500 });
  });

  test("unfolding to more than memory should hold", async () => {
    const bomb = docx(["Điều 1."]);
    // Its list of contents says how large each part becomes.
    const entry =
      new TextDecoder("latin1").decode(bomb).indexOf("word/document.xml", bomb.byteLength / 2) - 46;
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    expect(view.getUint32(entry, true)).toBe(0x02_01_4b_50);
    expect(await documentText(bomb)).toMatchObject({ ok: true });
    view.setUint32(entry + 24, 61 * 1024 * 1024, true);
    expect(await documentText(bomb)).toMatchObject({ ok: false, code: "broken" });
  });
});
