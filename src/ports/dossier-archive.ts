/** One file of an archive. */
export type ArchivePart = { readonly path: string; readonly bytes: Uint8Array };

/** Files as one .zip: the same files give the same bytes. */
export type PackArchive = (parts: readonly ArchivePart[]) => Promise<Uint8Array>;
