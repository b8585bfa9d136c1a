import { strFromU8, unzipSync } from "fflate";

const plainText = (xml: string): string =>
  xml
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

/** The cells of a workbook's first sheet, read from its bytes by nothing that wrote them. */
export function firstSheet(bytes: Uint8Array): readonly (readonly (string | number)[])[] {
  const parts = unzipSync(bytes);
  const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const shared = [...part("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gsu)].map((one) =>
    plainText(one[1] ?? ""),
  );
  return [...part("xl/worksheets/sheet1.xml").matchAll(/<row [^>]*>(.*?)<\/row>/gsu)].map((row) =>
    [...(row[1] ?? "").matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gsu)].map(([, head = "", inside = ""]) => {
      const value = /<v>(.*?)<\/v>/su.exec(inside)?.[1];
      if (head.includes('t="s"')) return shared[Number(value)] ?? "";
      if (head.includes('t="inlineStr"')) return plainText(inside);
      return value === undefined ? "" : Number(value);
    }),
  );
}
