import { type Api, GrammyError } from "grammy";
import { z } from "zod";
import { seconds } from "../../domain/instant.ts";
import type { FileRef } from "../../domain/message.ts";
import { fault, type Result } from "../../domain/result.ts";
import type { FileFault, Files } from "../../ports/files.ts";

type Limits = { readonly bytes?: number; readonly time?: number };

/** The address of a file in a "remote-file" deed begins with this; the rest is the platform's id for it. */
export const telegramFilePrefix = "telegram-file:";

/** file-away: it could not be had now, or is no file of this bot. */
export type TelegramFileFault = FileFault | "file-away";

/** Fetches a file by the platform's id and keeps it. The link to it holds our token: it is made here and shown nowhere. */
export function telegramFiles(
  api: Api,
  files: Files,
  { bytes: most = 20 * 1024 * 1024, time = seconds(30) }: Limits = {},
) {
  const root = api.options?.apiRoot ?? "https://api.telegram.org";
  return async (fileId: string, name: string): Promise<Result<FileRef, TelegramFileFault>> => {
    const place = await pathOf(api, fileId);
    if (typeof place === "string") return fault(place);
    const bytes = await download(`${root}/file/bot${api.token}/${place.path}`, most, time);
    return typeof bytes === "string" ? fault(bytes) : files.keep(bytes, name);
  };
}

/** The path of a file; it was seen missing now and then, and then the next call has it. */
async function pathOf(
  api: Api,
  fileId: string,
): Promise<{ readonly path: string } | "file-size" | "file-away"> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const { file_path: path } = await api.raw.getFile({ file_id: fileId });
      if (path !== undefined && path !== "") return { path };
    } catch (why) {
      const refused = why instanceof GrammyError && why.error_code === 400;
      if (refused && why.description.includes("file is too big")) return "file-size";
      if (refused && !why.description.includes("temporarily unavailable")) return "file-away";
    }
  }
  return "file-away";
}

const Bytes = z.instanceof(Uint8Array);

async function download(
  address: string,
  most: number,
  time: number,
): Promise<Uint8Array | "file-size" | "file-away"> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(time), redirect: "manual" });
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      return "file-away";
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body) {
      const part = Bytes.parse(chunk);
      size += part.byteLength;
      // Leaving the loop ends the download.
      if (size > most) return "file-size";
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch {
    return "file-away";
  }
}
