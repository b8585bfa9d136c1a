/** One message as a person sees it on a platform: its words with *bold* marks, the choices under it. */
export type Heard = { readonly text: string; readonly choices: readonly string[]; readonly file?: string };

/** A sign that nobody sees: as near to an empty message as platforms let people come. */
export const invisible = "\u2063";

/** A message as it would stand in the terminal: choices numbered under the words, unless the words have them already. */
export function asRead({ text, choices, file }: Heard): string {
  const numbered = choices.map((label, at) =>
    label.startsWith(`${at + 1}. `) ? label : `${at + 1}. ${label}`,
  );
  const inText = choices.every((_, at) => text.split("\n").some((line) => line.startsWith(`${at + 1}. `)));
  return [text, ...(inText ? [] : numbered), ...(file === undefined ? [] : [`[tệp: ${file}]`])]
    .filter((part) => part !== "")
    .join("\n");
}
