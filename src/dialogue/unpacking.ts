import type { FileRef } from "../domain/message.ts";
import type { Archive } from "../dossier/archive.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Result } from "../domain/result.ts";
import type { Turn } from "./scene.ts";

/** A packed dossier that came back. sure: its files are kept, since a draft is made of it. */
export type UnpackWant = { readonly file: FileRef; readonly sure: boolean };

/** Why no draft is made of it. altered: its parts are not what its hashes say. */
export type UnpackingFault = "gone" | "damaged" | "too-much" | "strange" | "altered" | "kind";

/**
 * What is in it: its record, and what its files are here, by the hashes that the record gives them.
 * beside: the dossiers of the person, to see whether there is one of the same product.
 */
export type UnpackFound = UnpackWant & {
  readonly opened: Result<
    { readonly archive: Archive; readonly files: Readonly<Record<string, FileRef>> },
    UnpackingFault
  >;
  readonly beside: readonly Dossier[];
};

/** The turn with a packed dossier to be opened. */
export const wantUnpacked = (turn: Turn, want: UnpackWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "unpack", want }],
});
