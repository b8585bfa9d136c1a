import type { PrintedForm } from "../domain/printed-form.ts";

/** Filled forms as files. */
export type Forms = {
  readonly docx: (form: PrintedForm) => Promise<Uint8Array>;
  readonly pdf: (form: PrintedForm) => Promise<Uint8Array>;
};
