import { setTimeout as wait } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { isName, type ListedBlobs } from "./blobs.ts";

export type Bucket = {
  /** https://endpoint/bucket, without a slash at its end. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly region: string;
};

export type BucketSettings = Bucket & {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds one try may take, its body included. */
  readonly limit?: number;
  /** Milliseconds before the second try; the third waits four times as long. */
  readonly pause?: number;
};

const tries = 3;
/** No file is larger; a bucket that sends more is not ours. */
const largest = 26 * 1024 * 1024;

/** The bucket did not do what it was asked; the text names no address, key or file. */
class BucketFault extends Error {
  override readonly name = "BucketFault";
}

/** What may pass by itself: the line, a server that is overloaded or restarting. */
class Passing extends Error {}

async function wholeOf(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    const bytes: unknown = part;
    if (!(bytes instanceof Uint8Array)) continue;
    size += bytes.byteLength;
    // Leaving the loop ends the stream.
    if (size > largest) throw new BucketFault("The bucket sent more than any file holds");
    parts.push(bytes);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Bytes in a bucket of S3, R2, MinIO or another that speaks as they do; the bucket stands in the path. */
export function s3Blobs(settings: BucketSettings): ListedBlobs {
  const { url, fetch, limit = 30_000, pause = 200 } = settings;
  const client = new AwsClient({
    accessKeyId: settings.key,
    secretAccessKey: settings.secret,
    region: settings.region,
    service: "s3",
  });

  const once = async (
    method: "PUT" | "GET" | "DELETE",
    path: string,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array | undefined> => {
    const address = `${url}${path}`;
    // The hash is signed: a body that changed on the way is refused there.
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body ?? new Uint8Array())).toHex();
    const { headers } = await client.sign(address, { method, headers: { "X-Amz-Content-Sha256": hash } });
    const signal = AbortSignal.timeout(limit);
    const init: RequestInit = { method, headers, signal, redirect: "manual", ...(body ? { body } : {}) };
    const response = await fetch(address, init);
    const found = await wholeOf(response);
    if (response.ok) return found;
    if (response.status >= 500 || response.status === 429)
      throw new Passing(`The bucket answered ${response.status}`);
    const missing = response.status === 404 && method !== "PUT";
    // A bucket that is not there also answers 404; every file would seem never to have been kept.
    if (missing && !new TextDecoder().decode(found).includes("NoSuchBucket")) return undefined;
    throw new BucketFault(`The bucket answered ${response.status}`);
  };

  const ask = async (
    method: "PUT" | "GET" | "DELETE",
    path: string,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array | undefined> => {
    let last = "";
    for (let at = 0; at < tries; at += 1) {
      if (at > 0) await wait(pause * 4 ** (at - 1));
      try {
        return await once(method, path, body);
      } catch (error) {
        if (error instanceof BucketFault) throw error;
        last = error instanceof Passing ? error.message : "The bucket cannot be reached";
      }
    }
    throw new BucketFault(`${last}, ${tries} times`);
  };

  return {
    put: async (name, bytes) => {
      await ask("PUT", `/${name}`, new Uint8Array(bytes));
    },
    get: async (name) => (isName(name) ? ask("GET", `/${name}`) : undefined),
    drop: async (name) => {
      if (isName(name)) await ask("DELETE", `/${name}`);
    },
    list: async function* () {
      for (let next = ""; ;) {
        const more = next === "" ? "" : `&continuation-token=${encodeURIComponent(next)}`;
        const found = await ask("GET", `/?list-type=2${more}`);
        if (found === undefined) throw new BucketFault("The bucket gave no list");
        const page = new TextDecoder().decode(found);
        for (const [, name = ""] of page.matchAll(/<Key>([^<]*)<\/Key>/gu)) if (isName(name)) yield name;
        const token = /<NextContinuationToken>([^<]+)<\/NextContinuationToken>/u.exec(page)?.[1];
        if (token === undefined) return;
        next = plain(token);
      }
    },
  };
}

/** The five signs that XML writes in another way. */
const plain = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
