/** The text without what XML cannot hold: control characters and halves of letters; line breaks and tabs stay. */
export const printable = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
