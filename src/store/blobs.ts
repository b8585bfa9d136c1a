/**
 * Bytes under a name, wherever they lie. A name is 64 hexadecimal digits; one name always stands for
 * the same content, so putting it twice is harmless. What cannot be reached or read is thrown.
 */
export type Blobs = {
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly get: (name: string) => Promise<Uint8Array | undefined>;
  readonly drop: (name: string) => Promise<void>;
};

/** Where the names can be gone through too, in no order. */
export type ListedBlobs = Blobs & { readonly list: () => AsyncIterable<string> };

export const isName = (name: string): boolean => /^[0-9a-f]{64}$/u.test(name);

/** The bytes are there, but not those that were kept: the disk or somebody changed them, or the key is another. */
export class FileDamaged extends Error {
  override readonly name = "FileDamaged";
}
