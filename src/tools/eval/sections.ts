/** The plan's places as the question sets name them, read from the clause of a citation: "…, Phần III, mục 2 và 4" -> TC.2, TC.4. */
export function sectionsOf(label: string): readonly string[] {
  if (!label.startsWith("Kế hoạch OCOP")) return [];
  return label.split(";").flatMap((part) => {
    if (part.includes("Căn cứ")) return ["CC"];
    if (part.includes("Danh mục")) return ["PL"];
    if (part.includes("Phần đầu")) return ["HD"];
    if (part.includes("Phần kết")) return ["KT"];
    const found =
      /Phần (?<name>III|II \(mục tiêu\)|II \(nội dung\)|I)(?![\w(])(?:, mục (?<items>[\d, và]+))?/u.exec(
        part,
      )?.groups;
    const prefix = { I: "I", "II (mục tiêu)": "MT", "II (nội dung)": "ND", III: "TC" }[found?.["name"] ?? ""];
    const items = found?.["items"]?.match(/\d+/gu) ?? [];
    return prefix === undefined ? [] : items.map((item) => `${prefix}.${item}`);
  });
}
