import { isNode, LineCounter, parseDocument } from "yaml";
import type { ZodType } from "zod";

export type ContentFile = { readonly path: string; readonly text: string };

/** What is wrong with a content file, and where. */
export type Complaint = { readonly path: string; readonly line: number; readonly text: string };

export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly complaints: readonly Complaint[] };

/** Reads a Markdown file that starts with a YAML header between two lines of dashes. */
export function readHeader<Header>(
  file: ContentFile,
  schema: ZodType<Header>,
): Read<{ readonly header: Header; readonly body: string }> {
  const parts = split(file.text);
  if (parts === undefined) {
    return complain(file, 1, "the file has to start with a header between two lines of three dashes");
  }
  const lines = new LineCounter();
  const document = parseDocument(parts.header, { lineCounter: lines });
  // The header starts on the second line of the file.
  const lineAt = (offset: number): number => lines.linePos(offset).line + 1;
  const [broken] = document.errors;
  if (broken !== undefined) return complain(file, lineAt(broken.pos[0]), firstLine(broken.message));
  const header: unknown = document.toJS();
  const checked = schema.safeParse(header);
  if (checked.success) return { ok: true, value: { header: checked.data, body: parts.body } };
  return {
    ok: false,
    complaints: checked.error.issues.map((issue) => ({
      path: file.path,
      line: lineAt(offsetOf(document, issue.path)),
      text: `${issue.path.map(String).join(".")}: ${issue.message}`,
    })),
  };
}

const complain = (file: ContentFile, line: number, text: string) =>
  ({ ok: false, complaints: [{ path: file.path, line, text }] }) as const;

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text;

function split(text: string): { readonly header: string; readonly body: string } | undefined {
  const match = /^---\r?\n(?<header>[\s\S]*?)^---[ \t]*(?:\r?\n|$)(?<body>[\s\S]*)$/mu.exec(text);
  if (match?.groups === undefined || match.index !== 0) return undefined;
  return { header: match.groups["header"] ?? "", body: (match.groups["body"] ?? "").trim() };
}

/** Where the named field stands; a missing field is shown at the nearest one around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
