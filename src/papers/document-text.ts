import { fileTypeFromBuffer } from "file-type";
import { type Result, fault, ok } from "../domain/result.ts";
import type { DocumentFault, DocumentText } from "../domain/document.ts";
import { clean } from "../text/clean.ts";
import { legacyFont } from "../text/legacy-font.ts";
import { type PdfLimits, pdfText } from "./pdf-text.ts";
import { wordText } from "./word-text.ts";

/** What a document may be at most. */
export const documentLimits = {
  bytes: 20 * 1024 * 1024,
  pages: 500,
  /** As many as 500 close pages hold. */
  letters: 2_000_000,
  milliseconds: 60_000,
} as const;

export type DocumentLimits = { readonly [Name in keyof typeof documentLimits]: number };

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The text of a document, or why it cannot be had. */
export async function documentText(
  bytes: Uint8Array,
  limits: DocumentLimits = documentLimits,
): Promise<Result<string, DocumentFault>> {
  const read = await readDocument(bytes, limits);
  return read.ok ? ok(read.value.text) : read;
}

/** The text of a document (.md, .txt, .docx, .pdf with a text layer), cleaned, with its pages that hold none. */
export async function readDocument(
  bytes: Uint8Array,
  limits: DocumentLimits,
): Promise<Result<DocumentText, DocumentFault>> {
  if (bytes.byteLength > limits.bytes) return fault("size");
  if (bytes.byteLength === 0) return fault("empty");
  const read = await rawText(bytes, limits);
  if (!read.ok) return read;
  const { text: raw, blank } = read.value;
  if (raw.length > limits.letters) return fault("pages");
  // The soft hyphen is a letter of TCVN3, so the look comes before the cleaning.
  const font = raw
    .split(/\n\s*\n/u)
    .filter(isLong)
    .concat(raw)
    .map(legacyFont)
    .find((one) => one !== undefined);
  if (font !== undefined) return fault("legacy-font", { font });
  // Tabs are the walls of a table, and cleaning makes spaces of them.
  const text = clean(raw.replaceAll(/(?<=\S) *\t[\t ]*(?=\S)/gu, " | "));
  if (raw.trim() === "") return fault("empty");
  return text === "" || isGarbled(raw) ? fault("garbled") : ok({ text, blank });
}

const isLong = (paragraph: string): boolean => paragraph.trim().split(/\s+/u).length >= 12;

/** Letters without a meaning of their own are all that is left of a font whose table of letters is missing. */
function isGarbled(text: string): boolean {
  const signs = text.replaceAll(/\s/gu, "");
  const count = (form: RegExp): number => signs.match(form)?.length ?? 0;
  return (
    count(/[\uFFFD\p{Co}\p{Cn}]|(?![\t\n\v\f\r])\p{Cc}/gu) > signs.length * 0.02 ||
    count(/[\p{L}\p{N}]/gu) < signs.length * 0.4
  );
}

async function rawText(bytes: Uint8Array, limits: PdfLimits): Promise<Result<DocumentText, DocumentFault>> {
  // A file damaged on the way can break the detector; then its kind is unknown.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime: string | undefined = found?.mime;
  if (mime === "application/pdf") return pdfText(bytes, limits);
  if (mime === docx) {
    try {
      return ok({ text: wordText(bytes), blank: 0 });
    } catch {
      return fault("broken");
    }
  }
  // An encrypted .docx and a .doc of old are the same kind of container.
  if (mime === "application/x-cfb") return fault(holds(bytes, "EncryptedPackage") ? "locked" : "old-word");
  return mime === undefined || mime.startsWith("text/")
    ? plainText(bytes)
    : fault(mime === "application/zip" ? "broken" : "kind");
}

const holds = (bytes: Uint8Array, name: string): boolean =>
  new TextDecoder("utf-16le")
    .decode(bytes.subarray(0, bytes.byteLength - (bytes.byteLength % 2)))
    .includes(name);

function plainText(bytes: Uint8Array): Result<DocumentText, DocumentFault> {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(wide, { fatal: true }).decode(bytes);
    return text.includes("\0") ? fault("kind") : ok({ text, blank: 0 });
  } catch {
    // Not Unicode: either another kind of file, or words in an encoding of old.
    if (bytes.includes(0)) return fault("kind");
    const font = legacyFont(new TextDecoder("windows-1252").decode(bytes));
    return font === undefined ? fault("encoding") : fault("legacy-font", { font });
  }
}
