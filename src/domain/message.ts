import type { Instant } from "./instant.ts";

/** One choice a person can tap, or type by its number. `data` comes back in the tap: at most 64 bytes. */
export type Choice = { readonly data: string; readonly label: string };

/** A file kept by content hash (SHA-256, hex). `name` is what the person called it. */
export type FileRef = {
  readonly hash: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
};

/**
 * One message to a person: text with *bold* marks, numbered choices under it, a file if there is one. `until`: after that
 * it is not worth sending.
 */
export type Message = {
  readonly text: string;
  readonly choices?: readonly Choice[];
  readonly file?: FileRef;
  readonly until?: Instant;
};
