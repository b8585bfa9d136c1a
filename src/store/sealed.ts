import { FileDamaged, isName, type Blobs } from "./blobs.ts";

/** A sealed blob is the version, the nonce, and what AES-GCM makes of the bytes, its tag at the end. */
const version = 1;
const nonceSize = 12;
/** No hash and no HMAC is all zeros: under this name stands a sealed word that tells the right key from others. */
export const markName = "0".repeat(64);
const markWord = new TextEncoder().encode("files are sealed under this key");

type Keys = { readonly seal: CryptoKey; readonly name: CryptoKey };

/** Two keys out of one, so that names and bytes never meet the same key. */
async function keysOf(key: Uint8Array): Promise<Keys> {
  const root = await crypto.subtle.importKey("raw", new Uint8Array(key), "HKDF", false, ["deriveKey"]);
  const how = (info: string) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: new TextEncoder().encode(info),
  });
  return {
    seal: await crypto.subtle.deriveKey(how("file bytes"), root, { name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]),
    name: await crypto.subtle.deriveKey(
      how("file names"),
      root,
      { name: "HMAC", hash: "SHA-256", length: 256 },
      false,
      ["sign"],
    ),
  };
}

/** The name is sealed in too: a blob that was moved to another name does not open. */
const algorithm = (name: string, nonce: Uint8Array<ArrayBuffer>) => ({
  name: "AES-GCM",
  iv: nonce,
  additionalData: new TextEncoder().encode(`${version} ${name}`),
});

async function seal(key: CryptoKey, name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceSize));
  const closed = await crypto.subtle.encrypt(algorithm(name, nonce), key, new Uint8Array(bytes));
  const whole = new Uint8Array(1 + nonceSize + closed.byteLength);
  whole.set([version]);
  whole.set(nonce, 1);
  whole.set(new Uint8Array(closed), 1 + nonceSize);
  return whole;
}

async function unseal(key: CryptoKey, name: string, whole: Uint8Array): Promise<Uint8Array> {
  const nonce = new Uint8Array(whole.subarray(1, 1 + nonceSize));
  const closed = new Uint8Array(whole.subarray(1 + nonceSize));
  const open =
    whole[0] === version && nonce.byteLength === nonceSize
      ? await crypto.subtle.decrypt(algorithm(name, nonce), key, closed).catch(() => undefined)
      : undefined;
  if (open === undefined) throw new FileDamaged("The key is another, or the bytes were changed");
  return new Uint8Array(open);
}

/**
 * The same blobs, encrypted, and named by an HMAC of their names: a listing of the folder or bucket tells
 * nothing. What was kept in the clear before is still found; it is sealed when it is put again.
 */
export async function sealed(blobs: Blobs, key: Uint8Array): Promise<Blobs> {
  const keys = await keysOf(key);
  const hidden = async (name: string): Promise<string> => {
    const mac = await crypto.subtle.sign("HMAC", keys.name, new TextEncoder().encode(name));
    return new Uint8Array(mac).toHex();
  };
  return {
    put: async (name, bytes) => {
      const under = await hidden(name);
      await blobs.put(under, await seal(keys.seal, under, bytes));
      await blobs.drop(name);
    },
    get: async (name) => {
      if (!isName(name)) return undefined;
      const under = await hidden(name);
      const whole = await blobs.get(under);
      return whole === undefined ? blobs.get(name) : unseal(keys.seal, under, whole);
    },
    drop: async (name) => {
      if (!isName(name)) return;
      await blobs.drop(await hidden(name));
      await blobs.drop(name);
    },
    list: blobs.list,
  };
}

/** The bytes that lie under a hidden name, or under the name itself from before there was a key; for whoever sweeps. */
export async function unsealing(blobs: Blobs, key: Uint8Array): Promise<Blobs["get"]> {
  const keys = await keysOf(key);
  return async (name) => {
    const whole = await blobs.get(name);
    if (whole === undefined) return undefined;
    return unseal(keys.seal, name, whole).catch(() => whole);
  };
}

/** Whether a key opens what is sealed here, where anything is; nothing is written. */
export async function keyOpens(blobs: Pick<Blobs, "get">, key: Uint8Array | undefined): Promise<boolean> {
  const mark = await blobs.get(markName);
  if (mark === undefined || key === undefined) return mark === undefined;
  const { seal: own } = await keysOf(key);
  try {
    await unseal(own, markName, mark);
    return true;
  } catch (error) {
    if (error instanceof FileDamaged) return false;
    throw error;
  }
}

/** Whether these blobs may be opened with this key, or with none; the first key ever used leaves its mark. */
export async function keyFits(blobs: Blobs, key: Uint8Array | undefined): Promise<boolean> {
  if (key === undefined || (await blobs.get(markName)) !== undefined) return keyOpens(blobs, key);
  const { seal: own } = await keysOf(key);
  await blobs.put(markName, await seal(own, markName, markWord));
  return true;
}
