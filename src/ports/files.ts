import type { FileRef } from "../domain/message.ts";
import type { Result } from "../domain/result.ts";

export type FileFault = "file-kind" | "file-size" | "file-empty";

/** Files by content hash; the same bytes are kept once. The kind is read from the bytes, never from the name. */
export type Files = {
  readonly keep: (bytes: Uint8Array, name: string) => Promise<Result<FileRef, FileFault>>;
  readonly read: (hash: string) => Promise<Uint8Array | undefined>;
  readonly drop: (hash: string) => Promise<void>;
};
