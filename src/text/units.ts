import type { Lexeme } from "./lexemes.ts";

/** Units people count in; masses and areas keep the unit that was said. */
export type Unit =
  | "kg"
  | "ta"
  | "tan"
  | "yen"
  | "lang"
  | "gam"
  | "lit"
  | "ml"
  | "chai"
  | "lo"
  | "goi"
  | "hop"
  | "tui"
  | "hu"
  | "bao"
  | "thung"
  | "binh"
  | "cai"
  | "con"
  | "qua"
  | "cay"
  | "m2"
  | "ha"
  | "sao"
  | "mau"
  | "nguoi"
  | "ho";

// The marked forms that are this unit; a word without any mark is taken as one too.
const words: ReadonlyMap<string, { readonly unit: Unit; readonly said: readonly string[] }> = new Map([
  ["kg", { unit: "kg", said: [] }],
  ["kgs", { unit: "kg", said: [] }],
  ["kilo", { unit: "kg", said: [] }],
  ["ki", { unit: "kg", said: ["kí"] }],
  ["ky", { unit: "kg", said: ["ký"] }],
  ["can", { unit: "kg", said: ["cân"] }],
  ["ta", { unit: "ta", said: ["tạ"] }],
  ["tan", { unit: "tan", said: ["tấn"] }],
  ["yen", { unit: "yen", said: ["yến"] }],
  ["lang", { unit: "lang", said: ["lạng"] }],
  ["gam", { unit: "gam", said: [] }],
  ["gram", { unit: "gam", said: [] }],
  ["gr", { unit: "gam", said: [] }],
  ["g", { unit: "gam", said: [] }],
  ["lit", { unit: "lit", said: ["lít"] }],
  ["l", { unit: "lit", said: [] }],
  ["ml", { unit: "ml", said: [] }],
  ["chai", { unit: "chai", said: [] }],
  ["lo", { unit: "lo", said: ["lọ"] }],
  ["goi", { unit: "goi", said: ["gói"] }],
  ["hop", { unit: "hop", said: ["hộp"] }],
  ["tui", { unit: "tui", said: ["túi"] }],
  ["hu", { unit: "hu", said: ["hũ"] }],
  ["bao", { unit: "bao", said: [] }],
  ["thung", { unit: "thung", said: ["thùng"] }],
  ["binh", { unit: "binh", said: ["bình"] }],
  ["cai", { unit: "cai", said: ["cái"] }],
  ["chiec", { unit: "cai", said: ["chiếc"] }],
  ["con", { unit: "con", said: [] }],
  ["qua", { unit: "qua", said: ["quả"] }],
  ["trai", { unit: "qua", said: ["trái"] }],
  ["cay", { unit: "cay", said: ["cây"] }],
  ["goc", { unit: "cay", said: ["gốc"] }],
  ["m2", { unit: "m2", said: [] }],
  ["mv", { unit: "m2", said: [] }],
  ["ha", { unit: "ha", said: [] }],
  ["hecta", { unit: "ha", said: ["héc"] }],
  ["sao", { unit: "sao", said: ["sào"] }],
  ["mau", { unit: "mau", said: ["mẫu"] }],
  ["nguoi", { unit: "nguoi", said: ["người"] }],
  ["ho", { unit: "ho", said: ["hộ"] }],
]);

const pairs: ReadonlyMap<string, Unit> = new Map([
  ["met vuong", "m2"],
  ["hec ta", "ha"],
  ["ki lo", "kg"],
  ["thanh vien", "nguoi"],
  ["xa vien", "nguoi"],
  ["lao dong", "nguoi"],
  ["nhan khau", "nguoi"],
  ["ho dan", "ho"],
]);

/** The unit that begins at a lexeme, and how many lexemes it takes. */
export const unitAt = (
  all: readonly Lexeme[],
  at: number,
): { readonly unit: Unit; readonly length: number } | undefined => {
  const lexeme = all[at];
  if (lexeme === undefined || lexeme.digits) return undefined;
  const pair = pairs.get(`${lexeme.word} ${all[at + 1]?.word ?? ""}`);
  if (pair !== undefined) return { unit: pair, length: 2 };
  const found = words.get(lexeme.word);
  if (found === undefined) return undefined;
  return lexeme.said === lexeme.word || found.said.includes(lexeme.said)
    ? { unit: found.unit, length: 1 }
    : undefined;
};
