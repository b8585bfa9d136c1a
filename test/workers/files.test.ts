import { env } from "cloudflare:test";
import { expect } from "vitest";
import { blobFiles } from "../../src/store/files.ts";
import { r2Blobs } from "../../src/store/r2.ts";
import { sealed } from "../../src/store/sealed.ts";
import { crashed, filesConformance, type FilesCase } from "../conformance/files.ts";

const { FILES: bucket } = env;
const key = new Uint8Array(32).fill(7);

const names = async (): Promise<readonly string[]> =>
  (await bucket.list()).objects.map(({ key: name }) => name);

async function inR2(own?: Uint8Array): Promise<FilesCase> {
  const blobs = r2Blobs(bucket);
  return {
    files: blobFiles(own === undefined ? blobs : await sealed(blobs, own)),
    names,
    spoil: async () => {
      for (const name of await names()) {
        const bytes = await blobs.get(name);
        if (bytes === undefined) continue;
        bytes[30] = (bytes[30] ?? 0) ^ 1;
        await blobs.put(name, bytes);
      }
    },
    crash: async (text) => {
      const whole = crashed(text);
      const { readable, writable } = new FixedLengthStream(whole.byteLength);
      const kept = bucket.put("f".repeat(64), readable).then(
        () => "kept",
        () => "broken",
      );
      const writer = writable.getWriter();
      await writer.write(whole.subarray(0, whole.byteLength / 2));
      await writer.abort(new Error("the program died"));
      expect(await kept).toBe("broken");
      expect(await names()).toEqual([]);
    },
    close: async () => {
      for (const name of await names()) await bucket.delete(name);
    },
  };
}

filesConformance("files in R2", () => inR2(), { sealed: false });
filesConformance("sealed files in R2", () => inR2(key), { sealed: true });
