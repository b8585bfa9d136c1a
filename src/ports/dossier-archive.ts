import type { Result } from "../domain/result.ts";

/** One file of an archive. */
export type ArchivePart = { readonly path: string; readonly bytes: Uint8Array };

/** too-much: more than a dossier ever holds, or folded so that it could be; strange: a part that no dossier has. */
export type UnpackFault = "damaged" | "too-much" | "strange";

/** Files as one .zip, the same files giving the same bytes; and back, forms and cover left out. */
export type DossierArchives = {
  readonly pack: (parts: readonly ArchivePart[]) => Promise<Uint8Array>;
  readonly unpack: (bytes: Uint8Array) => Promise<Result<readonly ArchivePart[], UnpackFault>>;
};
