import type { DocumentFault, DocumentText } from "../domain/document.ts";
import type { Result } from "../domain/result.ts";

/** Reads a document (.md, .txt, .docx, .pdf with a text layer). Never fails and never hangs. */
export type ReadDocument = (bytes: Uint8Array) => Promise<Result<DocumentText, DocumentFault>>;
