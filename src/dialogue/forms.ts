import type { FileRef } from "../domain/message.ts";
import type { PrintedForm } from "../domain/printed-form.ts";
import type { Turn } from "./scene.ts";

/** A form to be made, in one version; `printed`: it as it reads, or the files of it that are there already. */
export type FormWanted = {
  readonly form: string;
  readonly number: number;
  readonly printed: PrintedForm;
  readonly files?: { readonly docx: FileRef; readonly pdf: FileRef };
};

/** Forms of one dossier. as: files in the chat, or links to them; whose: the producer's own, or an office's to look at. */
export type FormsWant = {
  readonly dossier: string;
  readonly as: "files" | "links";
  readonly whose: "producer" | "office";
  readonly forms: readonly FormWanted[];
};

/** What came of one: its files, or a link with its end; neither where it could not be made. */
export type FormMade = Pick<FormWanted, "form" | "number"> & {
  readonly files?: { readonly docx: FileRef; readonly pdf: FileRef };
  readonly link?: { readonly url: string; readonly until: number };
};

/** link-away: this program has no address that a link could lead to. */
export type FormsFound = Pick<FormsWant, "dossier" | "as" | "whose"> & {
  readonly made: readonly FormMade[];
  readonly linkAway: boolean;
};

/** The turn with forms to be made. */
export const wantForms = (turn: Turn, want: FormsWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "forms", want }],
});
