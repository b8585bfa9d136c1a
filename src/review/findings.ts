import type { Finding } from "../dossier/entry.ts";
import { aligned } from "../text/aligned.ts";

const unmet =
  /(?:khong dat|chua dat|tru|khong du|thieu)[ :]*(?:diem |y |muc |so )*(?<number>[1-9])(?:[ :,.-]*(?<note>[^;]*))?/gu;

/**
 * What an office found on the points that the law has it judge: all of them met, unless the words say which is not:
 * "nhận, không đạt 2: lao động ở nơi khác".
 */
export function readFindings(text: string, points: readonly { readonly id: string }[]): readonly Finding[] {
  const { raw, bare } = aligned(text);
  const notes = new Map<number, string>();
  for (const found of bare.matchAll(unmet)) {
    const note = found.groups?.["note"] ?? "";
    const end = found.index + found[0].length;
    notes.set(
      Number(found.groups?.["number"]),
      raw
        .slice(end - note.length, end)
        .trim()
        .replace(/[,.]$/u, ""),
    );
  }
  return points.map(({ id }, at) => {
    const note = notes.get(at + 1);
    return note === undefined ? { id, met: true } : { id, met: false, ...(note === "" ? {} : { note }) };
  });
}
