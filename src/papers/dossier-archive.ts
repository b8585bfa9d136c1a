import { fault, ok, type Result } from "../domain/result.ts";
import { archiveHead } from "../dossier/archive.ts";
import type { ArchivePart, DossierArchives, UnpackFault } from "../ports/dossier-archive.ts";

/** Photographs and PDF are pressed already. */
const pressed = /\.(?:jpe?g|png|webp|heic|heif|gif|pdf|docx|xlsx|mp4|mov|3gp|m4a|mp3|ogg)$/iu;
/** A zip has no time zone, and the time of packing is nobody's matter. */
const noTime = new Date(1980, 0, 1);

/** What an archive may be at most. unfolded: bytes of all its parts; fold: how many times smaller a part may be than it is. */
const archiveLimits = {
  parts: 300,
  unfolded: 40 * 1024 * 1024,
  record: 4 * 1024 * 1024,
  fold: 200,
} as const;
type Limits = { readonly [Name in keyof typeof archiveLimits]: number };

/** Names that a dossier's parts have: no folder of anybody else's, nothing that leads out. */
const known = /^(?:ho-so\.json|bia\.pdf|(?:bieu|tep)\/[a-z0-9][a-z0-9-]*(?:\.[a-z0-9]{1,5})?)$/u;
/** Made anew from the answers. */
const made = /^(?:bia\.pdf$|bieu\/)/u;

async function pack(parts: readonly ArchivePart[]): Promise<Uint8Array> {
  const { zipSync } = await import("fflate");
  return zipSync(
    Object.fromEntries(
      parts.map(({ path, bytes }) => [path, [bytes, { level: pressed.test(path) ? 0 : 6, mtime: noTime }]]),
    ),
  );
}

/** Sizes that a zip tells need not be true: what does not keep to them is cut off, and has another hash then. */
export async function unpack(
  bytes: Uint8Array,
  limits: Limits = archiveLimits,
): Promise<Result<readonly ArchivePart[], UnpackFault>> {
  const { unzipSync } = await import("fflate");
  const seen = new Set<string>();
  let size = 0;
  let wrong: UnpackFault | undefined;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, size: folded, originalSize }) => {
        size += originalSize;
        if (seen.has(name) || !known.test(name)) wrong ??= "strange";
        seen.add(name);
        const most = name === archiveHead ? limits.record : limits.unfolded;
        if (seen.size > limits.parts || size > limits.unfolded || originalSize > most) wrong ??= "too-much";
        if (originalSize > limits.fold * Math.max(folded, 64)) wrong ??= "too-much";
        return wrong === undefined && !made.test(name);
      },
    });
    return wrong === undefined
      ? ok(Object.entries(parts).map(([path, content]) => ({ path, bytes: content })))
      : fault(wrong);
  } catch {
    return fault(wrong ?? "damaged");
  }
}

/** Whole dossiers as one .zip, and back. */
export const dossierArchives: DossierArchives = { pack, unpack };
