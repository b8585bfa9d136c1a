import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { fault, ok } from "../domain/result.ts";
import type { Files } from "../ports/files.ts";

const mebibyte = 1024 * 1024;
const limit = 10 * mebibyte;
const videoLimit = 25 * mebibyte;

const video = new Set(["video/mp4", "video/3gpp", "video/3gpp2", "video/quicktime", "video/x-m4v"]);
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

async function kindOf(bytes: Uint8Array): Promise<string | undefined> {
  // A file damaged on the way can break the detector; then its kind is unknown.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found) return isText(bytes) ? "text/plain" : undefined;
  const mime: string = found.mime;
  return video.has(mime) || others.has(mime) ? mime : undefined;
}

const cleanName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? "")
    .replaceAll(/[\p{C}]/gu, "")
    .normalize("NFC")
    .trim()
    .slice(0, 120)
    .toWellFormed() || "tep";

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Files in a folder, named by their SHA-256. */
export function diskFiles(folder: string): Files {
  const place = (hash: string): string | undefined =>
    /^[0-9a-f]{64}$/.test(hash) ? join(folder, hash.slice(0, 2), hash) : undefined;

  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    if (await exists(path)) return;
    await mkdir(join(path, ".."), { recursive: true });
    const temporary = `${path}.${randomUUID()}`;
    // A crash half-way leaves a file nobody asks for, never half of one somebody does.
    await writeFile(temporary, bytes, { flush: true, mode: 0o600 });
    await rename(temporary, path);
  };

  const keep: Files["keep"] = async (bytes, name) => {
    if (bytes.byteLength === 0) return fault("file-empty");
    if (bytes.byteLength > videoLimit) return fault("file-size");
    const mime = await kindOf(bytes);
    if (mime === undefined) return fault("file-kind");
    if (bytes.byteLength > (video.has(mime) ? videoLimit : limit)) return fault("file-size");
    const hash = createHash("sha256").update(bytes).digest("hex");
    const path = place(hash);
    if (path !== undefined) await write(path, bytes);
    return ok({ hash, name: cleanName(name), mime, size: bytes.byteLength });
  };

  const read: Files["read"] = async (hash) => {
    const path = place(hash);
    if (path === undefined || !(await exists(path))) return undefined;
    return new Uint8Array(await readFile(path));
  };

  const drop: Files["drop"] = async (hash) => {
    const path = place(hash);
    if (path !== undefined) await rm(path, { force: true });
  };

  return { keep, read, drop };
}
