/** The sentence under a code of prompts/people/vi.md, with its {places} filled; throws for a code without words. */
export function phrase(
  words: Readonly<Record<string, string>>,
  code: string,
  fill: Readonly<Record<string, string | number>> = {},
): string {
  const text = words[code];
  if (text === undefined) throw new Error(`no words for ${code}`);
  if (!text.includes("{")) return text;
  return text.replaceAll(/\{(\w+)\}/gu, (place, name: string) => String(fill[name] ?? place));
}
