import { fault, ok } from "../domain/result.ts";
import type { Files, Lying } from "../ports/files.ts";
import { archiveHead } from "../dossier/archive.ts";
import { FileDamaged, isName, type Blobs } from "./blobs.ts";
import { markName } from "./sealed.ts";

const mebibyte = 1024 * 1024;
const limit = 10 * mebibyte;
const videoLimit = 25 * mebibyte;

const video = new Set(["video/mp4", "video/3gpp", "video/3gpp2", "video/quicktime", "video/x-m4v"]);
const large = new Set([...video, "application/zip"]);
const others = new Set([
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/heic",
  "image/heif",
  "image/gif",
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/x-cfb",
  "audio/mpeg",
  "audio/mp4",
  "audio/x-m4a",
  "audio/ogg",
  "audio/ogg; codecs=opus",
  "audio/amr",
]);

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return !/(?![\t\n\v\f\r])\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}

/** Of all .zip only whole dossiers: they begin with what they are. */
function isArchive(bytes: Uint8Array): boolean {
  const nameAt = 30;
  return new TextDecoder().decode(bytes.slice(nameAt, nameAt + archiveHead.length)) === archiveHead;
}

async function kindOf(bytes: Uint8Array): Promise<string | undefined> {
  // Loaded with the first file: most conversations bring none.
  const { fileTypeFromBuffer } = await import("file-type");
  // A file damaged on the way can break the detector; then its kind is unknown.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found) return isText(bytes) ? "text/plain" : undefined;
  const mime: string = found.mime;
  if (mime === "application/zip") return isArchive(bytes) ? mime : undefined;
  return video.has(mime) || others.has(mime) ? mime : undefined;
}

const cleanName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? "")
    .replaceAll(/[\p{C}]/gu, "")
    .normalize("NFC")
    .trim()
    .slice(0, 120)
    .toWellFormed() || "tep";

const hashOf = async (bytes: Uint8Array): Promise<string> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toHex();

/**
 * What lies there, for the sweep: in the clear a name is the hash, under a key the bytes tell it. What cannot be opened,
 * and the mark of the key, is nobody's business.
 */
export function lyingIn(blobs: Blobs, opened: Blobs["get"] | undefined): Lying {
  return {
    list: async (start) => (await blobs.list(start)).filter(({ name }) => name !== markName),
    // Half a file has the hash of nothing, which nothing holds.
    hashAt: async (name) => {
      if (!isName(name)) return name;
      if (opened === undefined) return name;
      const bytes = await opened(name).catch(() => undefined);
      return bytes === undefined ? undefined : hashOf(bytes);
    },
    drop: blobs.drop,
  };
}

/** Files as blobs named by their SHA-256: what is allowed is decided here, where it lies is the blobs' affair. */
export function blobFiles(blobs: Blobs): Files {
  return {
    keep: async (bytes, name) => {
      if (bytes.byteLength === 0) return fault("file-empty");
      if (bytes.byteLength > videoLimit) return fault("file-size");
      const mime = await kindOf(bytes);
      if (mime === undefined) return fault("file-kind");
      if (bytes.byteLength > (large.has(mime) ? videoLimit : limit)) return fault("file-size");
      const hash = await hashOf(bytes);
      await blobs.put(hash, bytes);
      return ok({ hash, name: cleanName(name), mime, size: bytes.byteLength });
    },
    read: async (hash) => {
      const bytes = isName(hash) ? await blobs.get(hash) : undefined;
      if (bytes !== undefined && (await hashOf(bytes)) !== hash)
        throw new FileDamaged("The bytes are not those that were kept");
      return bytes;
    },
    drop: async (hash) => {
      if (isName(hash)) await blobs.drop(hash);
    },
  };
}
