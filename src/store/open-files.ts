import { join } from "node:path";
import type { Blobs } from "./blobs.ts";
import { diskBlobs } from "./disk.ts";
import { keyedFiles, type OpenedFiles } from "./keyed-files.ts";
import type { Bucket } from "./s3.ts";

/** The files that the settings name: a bucket where there is one, else the data folder; encrypted where there is a key. */
export async function openFiles(where: {
  readonly dataDir: string;
  readonly filesKey: Uint8Array | undefined;
  readonly bucket: Bucket | undefined;
}): Promise<OpenedFiles> {
  const { dataDir, filesKey, bucket } = where;
  const blobs = await openBlobs({ dataDir, bucket });
  return keyedFiles(blobs, filesKey, bucket !== undefined);
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
