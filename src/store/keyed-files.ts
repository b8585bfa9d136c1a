import type { Files } from "../ports/files.ts";
import type { Blobs } from "./blobs.ts";
import { blobFiles } from "./files.ts";
import { keyFits, sealed } from "./sealed.ts";

export type OpenedFiles =
  | { readonly ok: true; readonly files: Files }
  | { readonly ok: false; readonly problem: string };

const wrongKey = "FILES_KEY: khoá này khác với khoá đã dùng để mã hoá các tệp đang giữ";
const noKey = "FILES_KEY: các tệp đang giữ đã được mã hoá, cần đúng khoá cũ";
const away = "FILES_S3_URL: không dùng được kho tệp; hãy xem lại địa chỉ, khoá và quyền đọc, ghi, liệt kê";

/** The files that lie there, sealed where there is a key. `far`: a bucket that may be out of reach, which is then said. */
export async function keyedFiles(
  blobs: Blobs,
  filesKey: Uint8Array | undefined,
  far: boolean,
): Promise<OpenedFiles> {
  try {
    if (!(await keyFits(blobs, filesKey)))
      return { ok: false, problem: filesKey === undefined ? noKey : wrongKey };
  } catch (error) {
    if (!(error instanceof Error) || !far) throw error;
    return { ok: false, problem: `${away} (${error.message})` };
  }
  return { ok: true, files: blobFiles(filesKey === undefined ? blobs : await sealed(blobs, filesKey)) };
}
