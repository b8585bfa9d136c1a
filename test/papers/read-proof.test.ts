import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { proofReader } from "../../src/papers/read-proof.ts";
import type { ProofReading } from "../../src/domain/proof-reading.ts";
import { sameHolder } from "../../src/proof/compare.ts";
import { readProof } from "../../src/proof/read.ts";
import { linesOf } from "../../src/tools/papers/certificate.ts";
import { pdf } from "../support/made-documents.ts";

const folder = join(import.meta.dirname, "../fixtures/papers");
const photo = (name: string): Promise<Uint8Array> => readFile(join(folder, `${name}.jpg`));
const reader = proofReader();
afterAll(() => reader.close());

async function readingOf(bytes: Uint8Array, mime = "image/jpeg"): Promise<ProofReading> {
  const read = await reader.read(bytes, mime);
  if (!read.ok) throw new Error(read.code);
  return readProof(read.value.lines, read.value.by, read.value.turned);
}

/** A PDF of one page that is a photo, as a scanner makes it. */
function scanned(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const text = (part: string): Uint8Array => new TextEncoder().encode(part);
  const draw = `q 595 0 0 842 0 0 cm /Im0 Do Q`;
  const parts: readonly (readonly Uint8Array[])[] = [
    [text("<< /Type /Catalog /Pages 2 0 R >>")],
    [text("<< /Type /Pages /Count 1 /Kids [3 0 R] >>")],
    [
      text(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im0 4 0 R >> >> /Contents 5 0 R >>",
      ),
    ],
    [
      text(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      ),
      jpeg,
      text("\nendstream"),
    ],
    [text(`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`)],
  ];
  const bytes: Uint8Array[] = [text("%PDF-1.4\n")];
  const length = (): number => bytes.reduce((sum, one) => sum + one.length, 0);
  const places = parts.map((body, at) => {
    const place = length();
    bytes.push(text(`${at + 1} 0 obj\n`), ...body, text("\nendobj\n"));
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const start = length();
  bytes.push(
    text(
      `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(bytes));
}

describe("photos of papers", () => {
  test.each([
    ["safety-clean", "safety", "45/2019/NNPTNT-LCI", "2022-05-02", undefined],
    ["coop-turned-90", "coop", "10H7000123", undefined, 270],
    ["pledge-shadowed", "pledge", "45/2019/NNPTNT-LCI", "2022-05-02", undefined],
    ["test-stamped", "test", "20201720/PKN", "2020-05-02", undefined],
    ["household-blurred", "household", "10H7000123", undefined, undefined],
    ["trademark-perspective", "trademark", "45/2019/NNPTNT-LCI", "2022-05-02", undefined],
  ])("%s is read", { timeout: 120_000 }, async (name, kind, number, until, turned) => {
    const bytes = await photo(name);
    expect(await reader.look(bytes, "image/jpeg")).toBeUndefined();
    const reading = await readingOf(bytes);
    expect(reading.kind?.value).toBe(kind);
    expect(reading.number?.value).toBe(number);
    // A mark on a letter may be lost: it is still the same name.
    expect(sameHolder(reading.holder?.value ?? "", "HTX Quế hữu cơ Nậm Đét")).toBe(true);
    expect(reading.until?.value).toBe(until);
    expect(reading.turned).toBe(turned);
  });

  test.each([
    ["coop-tiny", "tiny"],
    ["safety-unreadable", "blurred"],
  ])("%s is seen to be %s at once", async (name, fault) => {
    expect(await reader.look(await photo(name), "image/jpeg")).toBe(fault);
  });
});

describe("a PDF", () => {
  const paper = {
    kind: "declaration" as const,
    holder: "HTX Nậm Đét",
    product: "Tinh dầu quế",
    number: "01/2020",
    issued: "2020-05-02",
    font: "",
  };

  test("is read by its text layer", async () => {
    const reading = await readingOf(pdf([linesOf(paper)]), "application/pdf");
    expect(reading).toMatchObject({
      by: "text",
      kind: { value: "declaration", confidence: 100 },
      holder: { value: "HTX Nậm Đét" },
    });
  });

  test("that was scanned is read as a photo", { timeout: 120_000 }, async () => {
    const bytes = scanned(await photo("safety-clean"), 1060, 1499);
    const reading = await readingOf(bytes, "application/pdf");
    expect(reading).toMatchObject({ by: "picture", number: { value: "45/2019/NNPTNT-LCI" } });
  });
});

describe("what cannot be read", () => {
  const bytes = new TextEncoder().encode("no picture");

  test("is said to be so, and never thrown", async () => {
    expect(await reader.read(bytes, "image/jpeg")).toMatchObject({ ok: false, code: "broken" });
    const damaged = new TextEncoder().encode("%PDF-1.4\n1 0 obj\n<< damaged");
    expect(await reader.read(damaged, "application/pdf")).toMatchObject({ ok: false, code: "broken" });
    expect(await reader.read(bytes, "video/mp4")).toMatchObject({ ok: false, code: "kind" });
    expect(await reader.look(bytes, "image/jpeg")).toBeUndefined();
  });

  test(
    "takes no longer than it may, and the next paper is read all the same",
    { timeout: 120_000 },
    async () => {
      const hasty = proofReader({ milliseconds: 1 });
      expect(await hasty.read(await photo("safety-clean"), "image/jpeg")).toMatchObject({ code: "slow" });
      expect(await hasty.read(bytes, "video/mp4")).toMatchObject({ code: "kind" });
      await hasty.close();
    },
  );
});
