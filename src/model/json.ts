/** The JSON object of a text, also where it stands in a fence, among other words, or with a comma too many. */
export function readJson(text: string): unknown {
  // Models that think aloud do so before this mark.
  const said = text.slice(text.lastIndexOf("</think>") + 1);
  const from = said.indexOf("{");
  const to = said.lastIndexOf("}");
  if (from < 0 || to < from) return undefined;
  const object = said.slice(from, to + 1);
  return parse(object) ?? parse(mend(object));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Line ends inside strings are written as JSON wants them; commas before a closing bracket are left out. */
const mend = (text: string): string =>
  text
    .replaceAll(/"(?:[^"\\]|\\[\s\S])*"/gu, (string) =>
      string
        .replaceAll("\n", String.raw`\n`)
        .replaceAll("\r", "")
        .replaceAll("\t", " "),
    )
    .replaceAll(/("(?:[^"\\]|\\[\s\S])*")|,(?=\s*[}\]])/gu, (_, string: string | undefined) => string ?? "");
