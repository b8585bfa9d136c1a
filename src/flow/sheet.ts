import type { Checklist, Condition, Expect, Item, Section } from "./define.ts";
import type { Certainty } from "../domain/certainty.ts";

/** Names for the values of lists that a checklist does not hold itself: product sets by id. */
type Names = Readonly<Record<string, string>>;

const certain: Readonly<Record<Certainty, string>> = {
  read: "đã đọc trong nguồn",
  inferred: "suy ra, cần cán bộ xem lại",
  recalled: "nhớ lại, chưa có nguồn",
  unconfirmed: "chưa xác nhận",
};

/** The page that officers read and sign off: every question with its reason, condition and the fields it fills. */
export function sheet(list: Checklist, names: Names = {}): string {
  const items = Object.entries(list.items);
  const parts = list.sections.map((section) => sectionSheet(list, section, names));
  return [
    `# ${list.title}`,
    `Danh mục ${list.id}, bản ${list.version}, theo ${list.law}. ${items.length} mục.`,
    ...parts,
    "## Xác nhận",
    "Người xem: ………………  Ngày: ………………  Ký tên: ………………",
    "",
  ].join("\n\n");
}

function sectionSheet(list: Checklist, section: Section, names: Names): string {
  const items = Object.entries(list.items).filter(([, item]) => item.section === section.id);
  const lines = items.map(([id, item], at) => itemSheet(list, id, item, at + 1, names));
  return [`## ${section.title} (${items.length})`, ...lines].join("\n\n");
}

function itemSheet(list: Checklist, id: string, item: Item, number: number, names: Names): string {
  const when = item.when === undefined ? "" : conditionInWords(list, item.when, names);
  const marks = [
    item.optional ? "không bắt buộc" : "bắt buộc",
    ...(item.personal ? ["thông tin riêng"] : []),
  ];
  const lines = [
    `${number}. **${item.ask}** (\`${id}\`, ${item.short})`,
    `Vì sao: ${item.why}`,
    `Trả lời: ${expectInWords(item.expect)}; ${marks.join(", ")}.`,
    ...(item.hint === undefined ? [] : [item.hint]),
    ...(when === "" ? [] : [`Chỉ hỏi khi: ${when}.`]),
    ...(item.after === undefined
      ? []
      : [`Sau mục ${item.after.items.map((name) => shortOf(list, name)).join(", ")}: ${item.after.because}`]),
    ...(item.fills === undefined ? [] : [`Ghi vào: ${item.fills.join(", ")}.`]),
    ...(item.because === undefined ? [] : [`Căn cứ: ${item.because}.`]),
    ...(item.certainty === undefined ? [] : [`Độ chắc chắn: ${certain[item.certainty]}.`]),
  ];
  return lines.join("\n   - ");
}

const shortOf = (list: Checklist, id: string): string => `"${list.items[id]?.short ?? id}"`;

/** A condition as an officer would say it; empty when it always holds. */
function conditionInWords(list: Checklist, condition: Condition, names: Names = {}): string {
  const words = (part: Condition): string => conditionInWords(list, part, names);
  const joined = (parts: readonly Condition[], by: string): string =>
    parts
      .map((part) =>
        parts.length > 1 && (part.op === "all" || part.op === "any") ? `(${words(part)})` : words(part),
      )
      .filter((part) => part !== "" && part !== "()")
      .join(by);
  switch (condition.op) {
    case "is":
      return `${shortOf(list, condition.item)} là ${condition.values.map((value) => labelOf(list.items[condition.item], value, names)).join(" hoặc ")}`;
    case "answered":
      return `${shortOf(list, condition.item)} đã trả lời`;
    case "not":
      return `không phải (${words(condition.of)})`;
    case "all":
      return joined(condition.of, " và ");
    case "any":
      return joined(condition.of, " hoặc ");
  }
}

function labelOf(item: Item | undefined, value: string, names: Names): string {
  const expect = item?.expect;
  if (expect?.kind === "yesno") return value === "yes" ? "có" : "không";
  if (expect?.kind === "one" || expect?.kind === "many") return expect.options[value]?.label ?? value;
  return names[value] ?? value;
}

function expectInWords(expect: Expect): string {
  switch (expect.kind) {
    case "one":
      return `chọn một (${labels(expect.options)})`;
    case "many":
      return `chọn một hay nhiều (${labels(expect.options)})`;
    case "from":
      return { communes: "chọn xã", products: "chọn sản phẩm", sets: "chọn bộ sản phẩm" }[expect.list];
    case "yesno":
      return "có hoặc chưa";
    case "text":
      return expect.lines ? "viết nhiều dòng" : "viết một câu";
    case "number":
      return expect.unit === undefined ? "số" : `số (${expect.unit})`;
    case "money":
      return "số tiền (đồng)";
    case "phone":
      return "số điện thoại";
    case "email":
      return "email";
    case "url":
      return "địa chỉ trang web";
    case "day":
      return "ngày";
    case "file":
      return "ảnh, tệp, hoặc viết bằng lời";
    case "paper":
      return `ảnh hoặc tệp giấy tờ (${expect.paper})`;
  }
}

const labels = (options: Readonly<Record<string, { readonly label: string }>>): string =>
  Object.values(options)
    .map((option) => option.label)
    .join("; ");
