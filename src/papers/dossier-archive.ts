import type { PackArchive } from "../ports/dossier-archive.ts";

/** Photographs and PDF are pressed already. */
const pressed = /\.(?:jpe?g|png|webp|heic|heif|gif|pdf|docx|xlsx|mp4|mov|3gp|m4a|mp3|ogg)$/iu;
/** A zip has no time zone, and the time of packing is nobody's matter. */
const noTime = new Date(1980, 0, 1);

/** Files of a dossier as one .zip. */
export const packArchive: PackArchive = async (parts) => {
  const { zipSync } = await import("fflate");
  return zipSync(
    Object.fromEntries(
      parts.map(({ path, bytes }) => [path, [bytes, { level: pressed.test(path) ? 0 : 6, mtime: noTime }]]),
    ),
  );
};
