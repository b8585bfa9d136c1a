import type { Complaint, ContentFile, Read } from "./header.ts";

/** Reads the sentences said to people: one `## code` heading per code, the text under it up to the next heading. */
export function readSentences(file: ContentFile): Read<Readonly<Record<string, string>>> {
  const sentences = new Map<string, string>();
  const complaints: Complaint[] = [];
  let open: { readonly code: string; readonly line: number; readonly text: string[] } | undefined;

  const close = (): void => {
    if (open === undefined) return;
    const { code, line } = open;
    const text = open.text.join("\n").trim();
    const wrong = faultOf(code, text, sentences.has(code));
    if (wrong === undefined) sentences.set(code, text);
    else complaints.push({ path: file.path, line, text: wrong });
  };

  for (const [at, line] of file.text.split(/\r?\n/u).entries()) {
    const heading = /^## +(?<code>.*)$/u.exec(line)?.groups?.["code"];
    if (heading === undefined) open?.text.push(line);
    else {
      close();
      open = { code: heading.trim(), line: at + 1, text: [] };
    }
  }
  close();
  return complaints.length > 0
    ? { ok: false, complaints }
    : { ok: true, value: Object.fromEntries(sentences) };
}

function faultOf(code: string, text: string, known: boolean): string | undefined {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(code))
    return `"${code}" is not a code: small letters, digits and dashes`;
  if (known) return `the code ${code} stands twice`;
  if (text === "") return `the code ${code} has no text`;
  if (/\{(?![A-Za-z][A-Za-z0-9]*\})/u.test(text))
    return `the code ${code} has a brace that opens no placeholder`;
  return undefined;
}
