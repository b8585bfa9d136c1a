import type { Files, Lying } from "../ports/files.ts";
import type { Blobs } from "./blobs.ts";
import { blobFiles, lyingIn } from "./files.ts";
import { keyFits, sealed, unsealing } from "./sealed.ts";

export type OpenedFiles =
  | { readonly ok: true; readonly files: Files; readonly lying: Lying }
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
  if (filesKey === undefined) return { ok: true, files: blobFiles(blobs), lying: lyingIn(blobs, undefined) };
  const lying = lyingIn(blobs, await unsealing(blobs, filesKey));
  return { ok: true, files: blobFiles(await sealed(blobs, filesKey)), lying };
}
