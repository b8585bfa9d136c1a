import type { Instant } from "../domain/instant.ts";

/**
 * Bytes under a name, wherever they lie. A name is 64 hexadecimal digits; one name always stands for
 * the same content, so putting it twice is harmless. What cannot be reached or read is thrown.
 */
export type Blobs = {
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly get: (name: string) => Promise<Uint8Array | undefined>;
  readonly drop: (name: string) => Promise<void>;
  /** What lies under names that begin with these two digits, half-written files included, and since when. */
  readonly list: (start: string) => Promise<readonly { readonly name: string; readonly at: Instant }[]>;
};

/** Half of a file that a crash left behind: nothing ever asks for it. */
export const isStray = (name: string): boolean => /^[0-9a-f]{64}\.[0-9a-f-]{36}$/u.test(name);

export const isName = (name: string): boolean => /^[0-9a-f]{64}$/u.test(name);

/** The bytes are there, but not those that were kept: the disk or somebody changed them, or the key is another. */
export class FileDamaged extends Error {
  override readonly name = "FileDamaged";
}

/** The names of all that lies there, in order; strays are left out. */
export async function* allNames(blobs: Pick<Blobs, "list">): AsyncGenerator<string> {
  for (let at = 0; at < 256; at += 1)
    for (const { name } of await blobs.list(at.toString(16).padStart(2, "0"))) if (isName(name)) yield name;
}
