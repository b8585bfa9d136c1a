import type { Forms } from "../ports/forms.ts";
import { formPdf } from "./form-pdf.ts";
import { formWord } from "./form-word.ts";

/** Filled forms as Word and as PDF, of one description. */
export const forms: Forms = { docx: formWord, pdf: formPdf };
