const control = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
// The zero width joiner stays only where it holds an emoji together.
const hidden =
  /(?<!\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D|\u200D(?!\p{Extended_Pictographic})|(?!\u200D)[\p{Cf}\u115F\u1160\u3164\uFFA0]|\u034F|\u17B4|\u17B5|[\u{E0100}-\u{E01EF}]|[\uFE00-\uFE0E]|\p{Cs}|\p{Co}/gu;
const spaces = /[^\S\n]+/g;

/** What was typed as NFC text without control, hidden or direction characters; single spaces, lines kept. */
export const clean = (raw: string): string =>
  raw
    .replace(/\r\n?/g, "\n")
    .replace(spaces, " ")
    .replace(control, (char) =>
      char === "\n" || char === "\u2028" || char === "\u2029" || char === "\u0085" ? "\n" : "",
    )
    .replace(hidden, "")
    .normalize("NFC")
    .replace(spaces, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
