import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { days, daysAfter, instantOf } from "../../src/domain/instant.ts";
import { fileIndex } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { openFiles } from "../../src/store/open-files.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { s3Blobs } from "../../src/store/s3.ts";
import { nightly } from "../../src/turn/retention/night.ts";
import { s3Emulator, s3Key, s3Secret } from "../support/s3-emulator.ts";

const setting = await readSetting("bac-ha-2021");
const key = new Uint8Array(32).fill(7);
const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ["in the clear", undefined],
  ["under a key", key],
] as const)(
  "bytes that nothing holds go within 32 nights, %s; held, new and marked ones stay",
  async (_, filesKey) => {
    const dataDir = await mkdtemp(join(tmpdir(), "lying-"));
    const opened = await openFiles({ dataDir, filesKey, bucket: undefined });
    if (!opened.ok) throw new Error(opened.problem);
    const { files, lying } = opened;
    const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
    const start = "2027-03-01";
    const kept = await Promise.all(
      Array.from({ length: 40 }, async (__, at) => {
        const file = await files.keep(bytes(`tệp ${at}`), "a.txt");
        if (!file.ok) throw new Error(file.code);
        return file.value.hash;
      }),
    );
    const held = kept.slice(0, 20);
    await store.commit({
      now: 0,
      index: held.map((hash) => ({ index: fileIndex(hash), member: "dossier-1", score: 0 })),
    });
    const all = async () =>
      (await readdir(join(dataDir, "files"), { recursive: true, withFileTypes: true })).filter((one) =>
        one.isFile(),
      );
    // Half a file that a crash left behind.
    const half = join(
      dataDir,
      "files",
      kept[0]?.slice(0, 2) ?? "",
      `${kept[0]}.11111111-1111-1111-1111-111111111111`,
    );
    if (filesKey === undefined) await writeFile(half, "half");
    const long = new Date(instantOf(start) - days(10));
    for (const { parentPath, name } of await all()) await utimes(join(parentPath, name), long, long);
    const before = (await all()).map(({ name }) => name);
    const fresh = await files.keep(bytes("mới gửi"), "b.txt");
    if (!fresh.ok) throw new Error(fresh.code);
    // It is sent anew every night.
    const late = new Date(instantOf(start) + days(40));
    for (const { parentPath, name } of await all())
      if (!before.includes(name)) await utimes(join(parentPath, name), late, late);
    for (let night = 0; night < 32; night += 1) {
      const now = instantOf(`${daysAfter(start, night)} 02:31`);
      const look = nightly({
        store,
        clock: { now: () => now },
        log: () => undefined,
        setting,
        files,
        lying,
        wake: () => undefined,
      });
      for (const claimed of await look.claim()) await look.handle(claimed);
    }
    const left = await Promise.all(kept.map((hash) => files.read(hash)));
    expect(kept.filter((___, at) => left[at] !== undefined)).toEqual(held);
    expect(await files.read(fresh.value.hash)).not.toBe(undefined);
    expect(await all()).toHaveLength(21 + (filesKey === undefined ? 0 : 1));
    expect((await openFiles({ dataDir, filesKey, bucket: undefined })).ok).toBe(true);
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  },
);

test("a bucket lists what lies there by its first two digits, page after page", async () => {
  const emulator = await s3Emulator();
  const blobs = s3Blobs({ url: emulator.url, key: s3Key, secret: s3Secret, region: "auto", fetch, pause: 1 });
  for (let at = 0; at < 1_005; at += 1) emulator.objects.set(`ab${String(at).padStart(62, "0")}`, bytes("x"));
  emulator.objects.set("c".repeat(64), bytes("y"));
  emulator.objects.set("abc", bytes("not ours"));
  const found = await blobs.list("ab");
  expect(found).toHaveLength(1_005);
  expect(found[0]).toEqual({ name: `ab${"0".repeat(62)}`, at: Date.parse("2021-03-01T02:00:00Z") });
  expect(await blobs.list("cc")).toHaveLength(1);
  expect(await blobs.list("00")).toEqual([]);
  await emulator.stop();
});
