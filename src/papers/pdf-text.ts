import { getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { type Result, fault, ok } from "../domain/result.ts";
import type { DocumentFault, DocumentText } from "../domain/document.ts";

export type PdfLimits = { readonly pages: number; readonly milliseconds: number };
type PdfFault = Extract<DocumentFault, "locked" | "broken" | "pages" | "slow" | "scanned">;

type Line = { text: string; left: number; readonly y: number; readonly height: number };

/** The text layer of a PDF, paragraphs apart by an empty line; page numbers are left out. */
export async function pdfText(bytes: Uint8Array, limits: PdfLimits): Promise<Result<DocumentText, PdfFault>> {
  const { VerbosityLevel } = await getResolvedPDFJS();
  const opened = await getDocumentProxy(new Uint8Array(bytes), {
    verbosity: VerbosityLevel.ERRORS,
    disableFontFace: true,
    useSystemFonts: false,
  }).catch((error: unknown) =>
    error instanceof Error && error.name === "PasswordException" ? "locked" : "broken",
  );
  if (typeof opened === "string") return fault(opened);
  try {
    if (opened.numPages > limits.pages) return fault("pages");
    const late = AbortSignal.timeout(limits.milliseconds);
    const pages: string[] = [];
    let bare = 0;
    for (let number = 1; number <= opened.numPages; number += 1) {
      if (late.aborted) return fault("slow");
      const page = await opened.getPage(number);
      const { items } = await page.getTextContent();
      const text = pageText(
        items.flatMap((item) => ("str" in item ? [item] : [])),
        number,
      );
      page.cleanup();
      if (text === "") bare += 1;
      else pages.push(text);
    }
    // A page or two may be drawings; where half of them hold no letter, the paper went through a scanner.
    return bare * 2 >= opened.numPages ? fault("scanned") : ok({ text: pages.join("\n"), blank: bare });
  } catch {
    return fault("broken");
  } finally {
    await opened.cleanup();
    await opened.loadingTask.destroy();
  }
}

type Item = {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  readonly transform: readonly unknown[];
};
const place = (item: Item, at: number): number => {
  const found = item.transform[at];
  return typeof found === "number" ? found : 0;
};

function pageText(items: readonly Item[], number: number): string {
  const lines: Line[] = [];
  let open: Line | undefined;
  for (const item of items) {
    if (item.str.trim() !== "" && open === undefined) {
      open = { text: "", left: place(item, 4), y: place(item, 5), height: item.height };
      lines.push(open);
    }
    if (open !== undefined) open.text += item.str;
    if (item.hasEOL) open = undefined;
  }
  const isNumber = (line: Line | undefined): boolean =>
    line?.text.trim().replaceAll(/[-–\s]/gu, "") === String(number);
  if (isNumber(lines.at(0))) lines.shift();
  else if (isNumber(lines.at(-1))) lines.pop();
  // The distance most lines keep is that within a paragraph.
  const gaps = lines.map((line, at) => (lines[at - 1]?.y ?? line.y) - line.y).filter((gap) => gap > 1);
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 3)] ?? 0;
  return lines
    .map((line, at) => {
      const before = lines[at - 1];
      if (before === undefined) return line.text.trim();
      const apart = before.y - line.y > usual * 1.25 + 1 || line.left - before.left > line.height;
      return (apart ? "\n\n" : "\n") + line.text.trim();
    })
    .join("");
}
