import type { FileRef } from "../domain/message.ts";
import type { PrintedForm } from "../domain/printed-form.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Turn } from "./scene.ts";

/**
 * A whole dossier to be packed. name: of the .zip, without its ending; forms, by the form's name; cover: the sheet on top, which ends
 * with a code for cameras: the receipt's, or else the hash of what machines read.
 */
export type ArchiveWant = {
  readonly dossier: Dossier;
  readonly whose: "producer" | "office";
  readonly name: string;
  readonly cover: PrintedForm;
  readonly forms: readonly { readonly form: string; readonly printed: PrintedForm }[];
};

/** Why there is no archive: this chat sends none, it is too big, or it could not be made. */
export type ArchiveFault = "no-way" | "too-big" | "failed";

/** What came of it. missing: files of it whose bytes are not there any more. */
export type ArchiveFound = Pick<ArchiveWant, "dossier" | "whose"> & {
  readonly made:
    | { readonly ok: true; readonly file: FileRef; readonly missing: number }
    | { readonly ok: false; readonly code: ArchiveFault };
};

/** The turn with a dossier to be packed. */
export const wantArchive = (turn: Turn, want: ArchiveWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "archive", want }],
});
