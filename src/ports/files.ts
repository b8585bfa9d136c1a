import type { Instant } from "../domain/instant.ts";
import type { FileRef } from "../domain/message.ts";
import type { Result } from "../domain/result.ts";

export type FileFault = "file-kind" | "file-size" | "file-empty";

/**
 * What lies where files are kept, for whoever looks after it. list: names that begin with two hexadecimal digits, and
 * when each was put there. hashAt: of the bytes under a name, by which what holds them is found; undefined if it cannot
 * be told.
 */
export type Lying = {
  readonly list: (start: string) => Promise<readonly { readonly name: string; readonly at: Instant }[]>;
  readonly hashAt: (name: string) => Promise<string | undefined>;
  readonly drop: (name: string) => Promise<void>;
};

/** Files by content hash; the same bytes are kept once. The kind is read from the bytes, never from the name. */
export type Files = {
  readonly keep: (bytes: Uint8Array, name: string) => Promise<Result<FileRef, FileFault>>;
  readonly read: (hash: string) => Promise<Uint8Array | undefined>;
  readonly drop: (hash: string) => Promise<void>;
};
