const mark = /\p{M}/u;
const cache = new Map<string, string>();

const bareChar = (char: string): string => {
  const known = cache.get(char);
  if (known !== undefined) return known;
  const lower = char.toLowerCase();
  const base = lower === "đ" ? "d" : (lower.normalize("NFD")[0] ?? char);
  const result = base.length === char.length && !mark.test(base) ? base : char;
  if (cache.size < 2000) cache.set(char, result);
  return result;
};

/** A text in NFC beside the same text in lower case without marks, position for position. */
export const aligned = (text: string): { readonly raw: string; readonly bare: string } => {
  const raw = text.normalize("NFC");
  return { raw, bare: raw.replace(/[A-Z\u0080-\uFFFF]/g, bareChar) };
};
