import { isName, type Blobs } from "./blobs.ts";

/** What is used of a bucket that the runtime hands in. */
export type R2Bucket = {
  readonly put: (name: string, bytes: Uint8Array) => Promise<unknown>;
  readonly get: (name: string) => Promise<{ readonly arrayBuffer: () => Promise<ArrayBuffer> } | null>;
  readonly delete: (name: string) => Promise<void>;
  readonly list: (asked: { readonly prefix: string; readonly cursor?: string }) => Promise<{
    readonly objects: readonly { readonly key: string; readonly uploaded: Date }[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
};

/** No call waits longer for the bucket, in milliseconds. */
const limit = 30_000;

/** Bytes in a bucket of R2 that is bound to the Worker: no address, no key. */
export function r2Blobs(bucket: R2Bucket): Blobs {
  return {
    put: async (name, bytes) => {
      await inTime(bucket.put(name, bytes));
    },
    get: (name) =>
      isName(name)
        ? inTime(
            bucket
              .get(name)
              .then(async (found) =>
                found === null ? undefined : new Uint8Array(await found.arrayBuffer()),
              ),
          )
        : Promise.resolve(undefined),
    drop: async (name) => {
      if (isName(name)) await inTime(bucket.delete(name));
    },
    list: async (prefix) => {
      const found: { readonly name: string; readonly at: number }[] = [];
      let cursor: string | undefined;
      do {
        const page = await inTime(bucket.list({ prefix, ...(cursor === undefined ? {} : { cursor }) }));
        found.push(...page.objects.map(({ key, uploaded }) => ({ name: key, at: uploaded.getTime() })));
        cursor = page.truncated ? page.cursor : undefined;
      } while (cursor !== undefined);
      return found.filter(({ name }) => isName(name));
    },
  };
}

async function inTime<Value>(asked: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("The bucket gave no answer")), limit);
  try {
    return await Promise.race([asked, promise]);
  } finally {
    clearTimeout(timer);
  }
}
