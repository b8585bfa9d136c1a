import { isName, type Blobs } from "./blobs.ts";

/** What is used of a bucket that the runtime hands in. */
export type R2Bucket = {
  readonly put: (name: string, bytes: Uint8Array) => Promise<unknown>;
  readonly get: (name: string) => Promise<{ readonly arrayBuffer: () => Promise<ArrayBuffer> } | null>;
  readonly delete: (name: string) => Promise<void>;
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
