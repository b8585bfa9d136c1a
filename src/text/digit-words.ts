import type { Lexeme } from "./lexemes.ts";

const values: ReadonlyMap<string, { readonly value: number; readonly said: readonly string[] }> = new Map([
  ["khong", { value: 0, said: ["không"] }],
  ["mot", { value: 1, said: ["một", "mốt"] }],
  ["hai", { value: 2, said: [] }],
  ["ba", { value: 3, said: [] }],
  ["bon", { value: 4, said: ["bốn"] }],
  ["tu", { value: 4, said: ["tư"] }],
  ["nam", { value: 5, said: ["năm"] }],
  ["lam", { value: 5, said: ["lăm"] }],
  ["nham", { value: 5, said: ["nhăm"] }],
  ["sau", { value: 6, said: ["sáu"] }],
  ["bay", { value: 7, said: ["bảy", "bẩy"] }],
  ["tam", { value: 8, said: ["tám"] }],
  ["chin", { value: 9, said: ["chín"] }],
]);

/** Whether the word was typed so, or with no marks at all. */
export const saidAs = (lexeme: Lexeme | undefined, word: string, ...marked: readonly string[]): boolean =>
  lexeme !== undefined && lexeme.word === word && (lexeme.said === word || marked.includes(lexeme.said));

/** The value 0..9 of a digit's name, also in its forms after a ten ("mốt", "tư", "lăm"). */
export const digitWord = (lexeme: Lexeme | undefined): number | undefined => {
  if (lexeme === undefined || lexeme.digits) return undefined;
  const found = values.get(lexeme.word);
  if (found === undefined) return undefined;
  return lexeme.said === lexeme.word || found.said.includes(lexeme.said) ? found.value : undefined;
};
