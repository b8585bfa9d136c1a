import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { diskBlobs } from "../../src/store/disk.ts";
import { blobFiles } from "../../src/store/files.ts";
import { openFiles } from "../../src/store/open-files.ts";
import { s3Blobs } from "../../src/store/s3.ts";
import { sealed } from "../../src/store/sealed.ts";
import { crashed, filesConformance, type FilesCase } from "../conformance/files.ts";
import { png } from "../http/support.ts";
import { s3Emulator, s3Key, s3Secret, type S3Emulator } from "../support/s3-emulator.ts";

const key = new Uint8Array(32).fill(7);
const otherKey = new Uint8Array(32).fill(8);

const namesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

const isWhole = (name: string) => /^[0-9a-f]{64}$/u.test(name);

async function onDisk(own?: Uint8Array): Promise<FilesCase> {
  const folder = await mkdtemp(join(tmpdir(), "files-"));
  const disk = diskBlobs(folder);
  return {
    files: blobFiles(own === undefined ? disk : await sealed(disk, own)),
    names: async () => (await namesIn(folder)).map(({ name }) => name),
    spoil: async () => {
      for (const { parentPath, name } of await namesIn(folder)) {
        const bytes = await readFile(join(parentPath, name));
        bytes[30] = (bytes[30] ?? 0) ^ 1;
        await writeFile(join(parentPath, name), bytes);
      }
    },
    crash: async (text) => {
      const script = 'ulimit -f 2048; exec "$0" test/support/keep-one.ts "$@"';
      const args = ["-c", script, process.execPath, folder, own?.toHex() ?? "", text];
      expect(spawnSync("sh", args).status).not.toBe(0);
      expect((await namesIn(folder)).filter(({ name }) => isWhole(name))).toEqual([]);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

const blobsOf = (emulator: S3Emulator, more: { readonly secret?: string; readonly limit?: number } = {}) =>
  s3Blobs({ url: emulator.url, key: s3Key, secret: s3Secret, region: "auto", fetch, pause: 1, ...more });

async function inBucket(own?: Uint8Array): Promise<FilesCase> {
  const emulator = await s3Emulator();
  const blobs = blobsOf(emulator);
  const files = blobFiles(own === undefined ? blobs : await sealed(blobs, own));
  return {
    files,
    names: async () => [...emulator.objects.keys()],
    spoil: async () => {
      for (const bytes of emulator.objects.values()) bytes[30] = (bytes[30] ?? 0) ^ 1;
    },
    crash: async (text) => {
      emulator.mishaps.push("cut", "cut", "cut");
      await expect(files.keep(crashed(text), "a.txt")).rejects.toMatchObject({ name: "BucketFault" });
      expect(emulator.objects.size).toBe(0);
    },
    close: emulator.stop,
  };
}

filesConformance("files on disk", () => onDisk(), { sealed: false });
filesConformance("sealed files on disk", () => onDisk(key), { sealed: true });
filesConformance("files in a bucket", () => inBucket(), { sealed: false });
filesConformance("sealed files in a bucket", () => inBucket(key), { sealed: true });

describe("a key", () => {
  const opening = async (dataDir: string, filesKey: Uint8Array | undefined) =>
    openFiles({ dataDir, filesKey, bucket: undefined });
  const opened = async (dataDir: string, filesKey: Uint8Array | undefined) => {
    const found = await opening(dataDir, filesKey);
    if (!found.ok) throw new Error(found.problem);
    return found.files;
  };
  const inFolder = async (work: (folder: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), "files-"));
    try {
      await work(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const hashOf = async (content: Uint8Array) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(content))).toHex();

  test("leaves files readable that were kept before it, and seals them when they come again", () =>
    inFolder(async (folder) => {
      const hash = await hashOf(png);
      await (await opened(folder, undefined)).keep(png, "a.png");
      const files = await opened(folder, key);
      expect(await files.read(hash)).toEqual(png);
      await files.keep(png, "a.png");
      expect((await namesIn(folder)).map(({ name }) => name)).not.toContain(hash);
      for (const { parentPath, name } of await namesIn(folder))
        expect((await readFile(join(parentPath, name))).includes(png.subarray(0, 8))).toBe(false);
      expect(await files.read(hash)).toEqual(png);
      await files.drop(hash);
      expect(await files.read(hash)).toBeUndefined();
    }));

  test("drops what was kept before it", () =>
    inFolder(async (folder) => {
      const hash = await hashOf(png);
      await (await opened(folder, undefined)).keep(png, "a.png");
      const files = await opened(folder, key);
      await files.drop(hash);
      expect(await files.read(hash)).toBeUndefined();
    }));

  test("of another is refused, and so is none, before anything is asked", () =>
    inFolder(async (folder) => {
      await (await opened(folder, key)).keep(png, "a.png");
      const other = await opening(folder, otherKey);
      const none = await opening(folder, undefined);
      expect([other, none].map((one) => (one.ok ? "opened" : one.problem.split(":")[0]))).toEqual([
        "FILES_KEY",
        "FILES_KEY",
      ]);
      expect((await opening(folder, key)).ok).toBe(true);
    }));

  test("does not open what was sealed under another, nor what was moved to another name", async () => {
    const kept = new Map<string, Uint8Array>();
    const memory = {
      put: async (name: string, bytes: Uint8Array) => void kept.set(name, bytes),
      get: async (name: string) => kept.get(name),
      drop: async (name: string) => void kept.delete(name),
      list: async () => [],
    };
    const [mine, other] = [await sealed(memory, key), await sealed(memory, otherKey)];
    const [one, two] = ["1".repeat(64), "2".repeat(64)];
    await mine.put(one, png);
    const [own = ""] = kept.keys();
    const first = kept.get(own);
    await mine.put(one, png);
    expect(kept.get(own)).not.toEqual(first);
    await other.put(one, png);
    const strange = [...kept.keys()].find((name) => name !== own) ?? "";
    kept.set(own, kept.get(strange) ?? png);
    await expect(mine.get(one)).rejects.toMatchObject({ name: "FileDamaged" });
    await mine.put(two, png);
    const [last = ""] = [...kept.keys()].slice(-1);
    kept.set(own, kept.get(last) ?? png);
    await expect(mine.get(one)).rejects.toMatchObject({ name: "FileDamaged" });
  });

  test.each([
    ["hex", key.toHex()],
    ["hex in capitals", new Uint8Array(32).fill(0xab).toHex().toUpperCase()],
    ["base64", key.toBase64()],
    ["base64url", new Uint8Array(32).fill(0xfb).toBase64({ alphabet: "base64url" })],
  ])("may be written as %s", (_name, text) => {
    const read = readConfig({ FILES_KEY: text });
    expect(read.ok && read.config.filesKey?.byteLength).toBe(32);
  });

  test.each(["short", "a".repeat(63), key.toBase64().slice(0, 40), new Uint8Array(33).toBase64()])(
    "of a wrong length is refused without being shown: %s",
    (text) => {
      const read = readConfig({ FILES_KEY: text });
      const problems = read.ok ? [] : read.problems;
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^FILES_KEY: .*32 byte/u);
      expect(problems[0]).not.toContain(text);
    },
  );
});

describe("a bucket", () => {
  const name = "a".repeat(64);
  const withEmulator = async (work: (emulator: S3Emulator) => Promise<void>) => {
    const emulator = await s3Emulator();
    try {
      await work(emulator);
    } finally {
      await emulator.stop();
    }
  };
  const fails = { name: "BucketFault" };

  test("that stumbles is asked again, three times at most", () =>
    withEmulator(async (emulator) => {
      const blobs = blobsOf(emulator);
      emulator.mishaps.push(500, "cut");
      await blobs.put(name, png);
      emulator.mishaps.push("half", 503);
      expect(await blobs.get(name)).toEqual(png);
      emulator.asked.length = 0;
      emulator.mishaps.push(500, 500, 500);
      await expect(blobs.get(name)).rejects.toMatchObject(fails);
      expect(emulator.asked).toEqual(["GET 500", "GET 500", "GET 500"]);
    }));

  test("that says no is not asked again, and its no is not taken for a missing file", () =>
    withEmulator(async (emulator) => {
      await expect(blobsOf(emulator, { secret: "wrong" }).get(name)).rejects.toMatchObject(fails);
      await expect(blobsOf(emulator, { secret: "wrong" }).put(name, png)).rejects.toMatchObject(fails);
      expect(emulator.asked).toEqual(["GET 403", "PUT 403"]);
      const strange = s3Blobs({
        url: emulator.url.replace("papers", "other"),
        key: s3Key,
        secret: s3Secret,
        region: "auto",
        fetch,
      });
      await expect(strange.get(name)).rejects.toMatchObject(fails);
      await expect(strange.put(name, png)).rejects.toMatchObject(fails);
      emulator.mishaps.push(302);
      await expect(blobsOf(emulator).get(name)).rejects.toMatchObject(fails);
    }));

  test("that says nothing is left after a while", () =>
    withEmulator(async (emulator) => {
      emulator.mishaps.push("silent", "silent", "silent");
      const started = performance.now();
      await expect(blobsOf(emulator, { limit: 60 }).get(name)).rejects.toMatchObject(fails);
      expect(performance.now() - started).toBeLessThan(3000);
    }));

  test("is tried at the start, and a wrong secret is said there", () =>
    withEmulator(async (emulator) => {
      const where = { dataDir: "", filesKey: key };
      const bucket = { url: emulator.url, key: s3Key, secret: s3Secret, region: "auto" };
      const wrong = await openFiles({ ...where, bucket: { ...bucket, secret: "not it" } });
      expect(wrong.ok ? "" : wrong.problem).toMatch(/^FILES_S3_URL: .*403/u);
      expect(wrong.ok ? "" : wrong.problem).not.toContain("not it");
      const right = await openFiles({ ...where, bucket });
      expect(right.ok && (await right.files.keep(png, "a.png")).ok).toBe(true);
    }));

  test("needs its address, its key and its secret together", () => {
    const read = readConfig({ FILES_S3_URL: "https://s3.example/papers/" });
    expect(read.ok ? [] : read.problems.map((problem) => problem.split(":")[0])).toEqual([
      "FILES_S3_KEY",
      "FILES_S3_SECRET",
    ]);
    const whole = readConfig({
      FILES_S3_URL: "https://s3.example/papers/",
      FILES_S3_KEY: "k",
      FILES_S3_SECRET: "s",
    });
    expect(whole.ok && whole.config.bucket).toEqual({
      url: "https://s3.example/papers",
      key: "k",
      secret: "s",
      region: "auto",
    });
  });
});
