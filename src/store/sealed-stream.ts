import { FileDamaged } from "./blobs.ts";

/**
 * A long stream of bytes, encrypted in chunks: a version, a salt, then each chunk as AES-256-GCM makes it. The key is
 * derived from the salt, so a chunk's nonce can be its number; the last one is marked, so that a cut is seen.
 */
const version = 1;
const saltSize = 32;
const chunkSize = 256 * 1024;
const tagSize = 16;

async function keyOf(key: Uint8Array, salt: Uint8Array): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey("raw", new Uint8Array(key), "HKDF", false, ["deriveKey"]);
  const how = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(salt),
    info: new TextEncoder().encode("backup"),
  };
  return crypto.subtle.deriveKey(how, root, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function algorithm(at: number, last: boolean) {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(7, at);
  iv[11] = last ? 1 : 0;
  return { name: "AES-GCM", iv };
}

/** Pieces of one size, the last shorter or empty; each comes with whether it is the last. */
async function* cut(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<readonly [Uint8Array<ArrayBuffer>, boolean]> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const some of bytes) {
    parts.push(some);
    held += some.byteLength;
    // A full piece waits until something follows: it may be the last.
    while (held > size) {
      const whole = new Uint8Array(Buffer.concat(parts));
      yield [whole.slice(0, size), false];
      parts = [whole.slice(size)];
      held -= size;
    }
  }
  yield [new Uint8Array(Buffer.concat(parts)), true];
}

/** Encrypts as it goes; holds one chunk. */
export async function* sealStream(
  key: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const salt = crypto.getRandomValues(new Uint8Array(saltSize));
  const own = await keyOf(key, salt);
  yield new Uint8Array([version, ...salt]);
  let at = 0;
  for await (const [chunk, last] of cut(bytes, chunkSize)) {
    yield new Uint8Array(await crypto.subtle.encrypt(algorithm(at, last), own, chunk));
    at += 1;
  }
}

/** Decrypts as it goes; a wrong key, a cut, or anything altered is thrown. */
export async function* openStream(
  key: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const damaged = (): Error => new FileDamaged("The key is another, or the bytes were changed");
  let head = Buffer.alloc(0);
  let own: CryptoKey | undefined;
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    for await (const some of bytes) {
      if (own !== undefined) yield some;
      else {
        head = Buffer.concat([head, some]);
        if (head.byteLength < 1 + saltSize) continue;
        if (head[0] !== version) throw damaged();
        own = await keyOf(key, head.subarray(1, 1 + saltSize));
        yield head.subarray(1 + saltSize);
      }
    }
  };
  let at = 0;
  for await (const [chunk, last] of cut(rest(), chunkSize + tagSize)) {
    if (own === undefined) throw damaged();
    const open = await crypto.subtle.decrypt(algorithm(at, last), own, chunk).catch(() => undefined);
    if (open === undefined) throw damaged();
    yield new Uint8Array(open);
    at += 1;
  }
}
