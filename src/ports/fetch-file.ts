import type { FileRef } from "../domain/message.ts";
import type { Result } from "../domain/result.ts";
import type { FileFault } from "./files.ts";

/** Fetches a file from a platform's address and keeps it. file-away: it could not be had, or its address is not allowed. */
export type FetchFile = (file: {
  readonly url: string;
  readonly name: string;
}) => Promise<Result<FileRef, FileFault | "file-away">>;
