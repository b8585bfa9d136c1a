// Makes forms on a thread of its own: half a second of a PDF holds up nobody's chat.
import { parentPort } from "node:worker_threads";
import type { PrintedForm } from "../domain/printed-form.ts";
import { forms } from "./forms.ts";

type Asked = { readonly kind: "docx" | "pdf"; readonly form: PrintedForm };
const isAsked = (data: unknown): data is Asked =>
  typeof data === "object" && data !== null && "kind" in data && "form" in data;

parentPort?.on("message", (asked: unknown) => {
  if (!isAsked(asked)) throw new TypeError("no form to make");
  void forms[asked.kind](asked.form).then((bytes) => parentPort?.postMessage(bytes));
});
