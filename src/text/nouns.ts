import type { Lexeme } from "./lexemes.ts";
import { unitAt } from "./units.ts";

const others: ReadonlySet<string> = new Set([
  "tam",
  "bo",
  "ky",
  "lan",
  "loai",
  "thang",
  "nam",
  "ngay",
  "tuan",
  "gio",
  "phut",
  "giay",
  "cap",
  "doi",
  "mon",
  "vu",
  "lua",
  "lop",
  "ban",
]);

/** Whether a word is something that is counted, so that a number before it belongs to it. */
export const isNoun = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && !lexeme.digits && (others.has(lexeme.word) || unitAt([lexeme], 0) !== undefined);
