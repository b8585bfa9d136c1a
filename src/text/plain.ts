import { fold } from "./fold.ts";
import { expand } from "./teencode.ts";

/** One message is read by a dozen readers in turn: its last few readings are kept. */
const kept = new Map<string, string>();
const most = 64;

/** Text as words to compare: no marks, no capitals, abbreviations written out. "Đk HTX" -> "dang ky hop tac xa". */
export function plain(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const words = expand(fold(text));
  if (kept.size >= most) kept.clear();
  if (text.length < 500) kept.set(text, words);
  return words;
}
