import { setTimeout as wait } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { isName, type Blobs } from "./blobs.ts";

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

type Lies = { readonly name: string; readonly at: number };

/** Names of one listing, at most. */
const mostListed = 100_000;

/** Names and times in a page of a listing: ours hold no character that is written otherwise in XML. */
const named = (xml: string): readonly Lies[] =>
  [...xml.matchAll(/<Contents>(?<one>[\s\S]*?)<\/Contents>/gu)].flatMap(({ groups }) => {
    const one = groups?.["one"] ?? "";
    const name = /<Key>(?<key>[^<]*)<\/Key>/u.exec(one)?.groups?.["key"];
    const at = Date.parse(/<LastModified>(?<at>[^<]*)<\/LastModified>/u.exec(one)?.groups?.["at"] ?? "");
    return name === undefined || Number.isNaN(at) ? [] : [{ name, at }];
  });

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
export function s3Blobs(settings: BucketSettings): Blobs {
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

  /** A page of names, and whether there is more. */
  const listed = async (start: string, after: string): Promise<{ found: readonly Lies[]; more: boolean }> => {
    const query = new URLSearchParams({ "list-type": "2", prefix: start, "max-keys": "1000" });
    if (after !== "") query.set("start-after", after);
    const page = await ask("GET", `?${query.toString()}`);
    if (page === undefined) throw new BucketFault("The bucket gave no list");
    const text = new TextDecoder().decode(page);
    return { found: named(text), more: /<IsTruncated>true</u.test(text) };
  };

  return {
    list: async (start) => {
      const all: Lies[] = [];
      for (let more = true; more && all.length < mostListed;) {
        const page = await listed(start, all.at(-1)?.name ?? "");
        all.push(...page.found);
        more = page.more && page.found.length > 0;
      }
      return all.filter(({ name }) => isName(name));
    },
    put: async (name, bytes) => {
      await ask("PUT", `/${name}`, new Uint8Array(bytes));
    },
    get: async (name) => (isName(name) ? ask("GET", `/${name}`) : undefined),
    drop: async (name) => {
      if (isName(name)) await ask("DELETE", `/${name}`);
    },
  };
}
