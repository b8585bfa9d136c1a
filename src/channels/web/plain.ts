// Format characters, fillers and variation selectors nobody types: they can hide orders to a model inside a sentence.
const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const controls = /[\p{Cc}]/gu;
const emojiBefore = /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?$/u;

/** What a person can see of a text: composed letters, no hidden characters, joined emoji kept. */
export function plain(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/[\r\u2028\u2029]/g, "\n")
    .replaceAll(controls, (found) => (found === "\n" || found === "\t" ? found : ""))
    .replaceAll(hidden, (found, at: number, whole: string) =>
      (found === "\u200d" || found === "\ufe0f") && emojiBefore.test(whole.slice(Math.max(0, at - 4), at))
        ? found
        : "",
    )
    .normalize("NFC")
    .trim();
}
