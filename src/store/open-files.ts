import { join } from "node:path";
import type { Files, Lying } from "../ports/files.ts";
import type { Blobs } from "./blobs.ts";
import { diskBlobs } from "./disk.ts";
import { blobFiles, lyingIn } from "./files.ts";
import type { Bucket } from "./s3.ts";
import { keyFits, sealed, unsealing } from "./sealed.ts";

export type OpenedFiles =
  | { readonly ok: true; readonly files: Files; readonly lying: Lying }
  | { readonly ok: false; readonly problem: string };

const wrongKey = "FILES_KEY: khoá này khác với khoá đã dùng để mã hoá các tệp đang giữ";
const noKey = "FILES_KEY: các tệp đang giữ đã được mã hoá, cần đúng khoá cũ";
const away = "FILES_S3_URL: không dùng được kho tệp; hãy xem lại địa chỉ, khoá và quyền đọc, ghi, liệt kê";

/** The files that the settings name: a bucket where there is one, else the data folder; encrypted where there is a key. */
export async function openFiles(where: {
  readonly dataDir: string;
  readonly filesKey: Uint8Array | undefined;
  readonly bucket: Bucket | undefined;
}): Promise<OpenedFiles> {
  const { dataDir, filesKey, bucket } = where;
  const blobs = await openBlobs({ dataDir, bucket });
  try {
    if (!(await keyFits(blobs, filesKey)))
      return { ok: false, problem: filesKey === undefined ? noKey : wrongKey };
  } catch (error) {
    if (!(error instanceof Error) || bucket === undefined) throw error;
    return { ok: false, problem: `${away} (${error.message})` };
  }
  if (filesKey === undefined) return { ok: true, files: blobFiles(blobs), lying: lyingIn(blobs, undefined) };
  const lying = lyingIn(blobs, await unsealing(blobs, filesKey));
  return { ok: true, files: blobFiles(await sealed(blobs, filesKey)), lying };
}

/** The bytes as they lie there, encrypted or not. */
export async function openBlobs({
  dataDir,
  bucket,
}: {
  readonly dataDir: string;
  readonly bucket: Bucket | undefined;
}): Promise<Blobs> {
  if (bucket === undefined) return diskBlobs(join(dataDir, "files"));
  const { s3Blobs } = await import("./s3.ts");
  return s3Blobs({ ...bucket, fetch: (address, init) => fetch(address, init) });
}
