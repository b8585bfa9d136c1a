import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { days, instantOf } from "../../src/domain/instant.ts";
import type { Files } from "../../src/ports/files.ts";
import { readSetting } from "../../src/project.ts";
import { archiveName, archivesIn, madeAt, openArchive } from "../../src/store/backup/archive.ts";
import { restoreArchive } from "../../src/store/backup/restore.ts";
import { tooMany, usualKeep } from "../../src/store/backup/thin.ts";
import { writeBackup } from "../../src/store/backup/write.ts";
import { compare } from "../../src/store/compare.ts";
import { allNames } from "../../src/store/blobs.ts";
import { diskBlobs } from "../../src/store/disk.ts";
import { blobFiles } from "../../src/store/files.ts";
import { openFiles } from "../../src/store/open-files.ts";
import { s3Blobs } from "../../src/store/s3.ts";
import { keyFits, sealed } from "../../src/store/sealed.ts";
import { openStore } from "../../src/store/open.ts";
import { openWhole } from "../../src/store/open-whole.ts";
import { openStream, sealStream } from "../../src/store/sealed-stream.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { s3Emulator, type S3Emulator, s3Key, s3Secret } from "../support/s3-emulator.ts";
import { changingStore } from "../support/changing-store.ts";

const programme = "bac-ha-2021";
const now = instantOf("2021-03-15 02:00");
const key = new Uint8Array(32).fill(3);
const setting = await readSetting(programme);
const text = (words: string) => new TextEncoder().encode(words);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "backup-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => {
  const where = { dataDir: join(folder, name), redisUrl: undefined, programme };
  return {
    where,
    blobs: diskBlobs(join(where.dataDir, "files")),
    files: blobFiles(diskBlobs(join(where.dataDir, "files"))),
    whole: () => openWhole(where),
    open: async () => {
      await mkdir(where.dataDir, { recursive: true });
      return openStore(where);
    },
  };
};

const back = async (name: string, own: { readonly when?: number; readonly key?: Uint8Array } = {}) => {
  const { whole, blobs } = at(name);
  const done = await writeBackup({
    into: join(folder, "backups"),
    programme,
    now: own.when ?? now,
    whole: await whole(),
    blobs,
    key: own.key,
    keep: usualKeep,
  });
  if (!done.ok) throw new Error(done.code);
  return done.value;
};

const restore = async (
  archive: string,
  name: string,
  own: { readonly key?: Uint8Array; readonly filesKey?: Uint8Array } = {},
) => {
  const opened = await openArchive(archive, own.key);
  if (!opened.ok) return opened;
  const { whole, blobs, open } = at(name);
  await (await open()).close();
  return restoreArchive({ archive: opened.value, whole: await whole(), blobs, filesKey: own.filesKey, now });
};

/** A store with a few values and two files. */
const small = async (name: string): Promise<void> => {
  const { open, files } = at(name);
  const store = await open();
  await store.commit({
    now,
    put: [
      { key: "dossier:1", text: "cốm" },
      { key: "person:1", text: "bà Sín" },
    ],
    append: [{ log: "dossier:1", text: "bắt đầu" }],
  });
  await store.close();
  await files.keep(text("giấy thứ nhất"), "a.txt");
  await files.keep(text("giấy thứ hai"), "b.txt");
};

describe("conversations go on over restored stores, and all is as it was", () => {
  test.each([
    ["hoi-dong/bay-nguoi", 25],
    ["thong-bao/tra-loi-va-nhac", 4],
    ["sua-va-hoi/gui-anh", 2],
    ["xet-ho-so/com-na-lo", 20],
    ["nhac-han/nhac-roi-thoi", 3],
  ])(
    "%s",
    async (path, every) => {
      const conversation = readConversation(
        readFileSync(`${import.meta.dirname}/../conversations/${path}.md`, "utf8"),
      );
      let place = 0;
      const next = async (before: Awaited<ReturnType<typeof openStore>>) => {
        await before.close();
        // An hour's difference gives each backup a name of its own.
        const made = await back(`${place}`, { when: now + place * 3_600_000 });
        const from = await at(`${place}`).whole();
        place += 1;
        const done = await restore(made.folder, `${place}`);
        expect(done).toMatchObject({ ok: true, value: { compared: { different: 0 } } });
        const compared = await compare(from.dump(now), (await at(`${place}`).whole()).dump(now), now);
        expect(compared.different).toBe(0);
        expect(compared.same).toBeGreaterThan(0);
        return at(`${place}`).open();
      };
      const { store, changes } = changingStore(await at("0").open(), every, next);
      const files: Files = {
        keep: (bytes, name) => at(`${place}`).files.keep(bytes, name),
        read: (hash) => at(`${place}`).files.read(hash),
        drop: (hash) => at(`${place}`).files.drop(hash),
      };
      const { faults } = await play(conversation, setting, { opened: store, files });
      expect(faults.join("\n")).toBe("");
      expect(changes.count).toBeGreaterThan(1);
    },
    60_000,
  );
});

test("a backup, a wipe and a restoring give the same store and the same files to the byte", async () => {
  await small("a");
  const { folder: made, manifest, copied } = await back("a");
  expect(manifest).toMatchObject({
    sealed: false,
    files: { count: 2 },
    store: { counts: { value: 2, log: 1 } },
  });
  expect(copied).toBe(2);
  const before = await Array.fromAsync((await at("a").whole()).dump(now));
  await rm(join(folder, "a"), { recursive: true });
  expect(await restore(made, "a")).toMatchObject({ ok: true, value: { files: 2, there: 0, half: false } });
  expect(await Array.fromAsync((await at("a").whole()).dump(now))).toEqual(before);
  expect((await Array.fromAsync(allNames(at("a").blobs))).toSorted()).toEqual(
    (await Array.fromAsync(allNames(diskBlobs(join(made, "files"))))).toSorted(),
  );
  const kept = await at("a").files.keep(text("giấy thứ hai"), "b.txt");
  expect(kept.ok && new TextDecoder().decode(await at("a").files.read(kept.value.hash))).toBe("giấy thứ hai");
});

test("with a key the store in a backup is unreadable, and only that key restores it", async () => {
  await small("a");
  const { folder: made } = await back("a", { key });
  for (const name of await readdir(made)) {
    const found = await stat(join(made, name));
    if (found.isFile()) expect(await readFile(join(made, name), "utf8")).not.toMatch(/bà Sín|dossier/u);
  }
  expect(await restore(made, "b")).toMatchObject({ ok: false, code: "key" });
  expect(await restore(made, "b", { key: key.map((one) => one + 1) })).toMatchObject({
    ok: false,
    code: "key",
  });
  expect(await restore(made, "b", { key })).toMatchObject({ ok: true });
});

test("sealed bytes open as they were, whatever their length, and not when a chunk is cut, changed or moved", async () => {
  const chunk = 256 * 1024;
  const all = (pieces: AsyncIterable<Uint8Array>) =>
    Array.fromAsync(pieces).then((some) => Buffer.concat(some));
  const some = async function* (...pieces: readonly Uint8Array[]) {
    yield* pieces;
  };
  for (const length of [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 5]) {
    const plain = Buffer.alloc(length, "chè");
    const closed = await all(sealStream(key, some(plain.subarray(0, 7), plain.subarray(7))));
    expect(
      (await all(openStream(key, some(closed.subarray(0, 20), closed.subarray(20))))).equals(plain),
    ).toBe(true);
  }
  const closed = await all(sealStream(key, some(Buffer.alloc(2 * chunk + 5, 1))));
  const head = 33;
  const sealedChunk = chunk + 16;
  const [first, second, rest] = [
    closed.subarray(head, head + sealedChunk),
    closed.subarray(head + sealedChunk, head + 2 * sealedChunk),
    closed.subarray(head + 2 * sealedChunk),
  ];
  const altered = Buffer.from(closed);
  altered[100] = (altered[100] ?? 0) ^ 1;
  for (const wrong of [
    altered,
    closed.subarray(0, head),
    closed.subarray(0, 10),
    closed.subarray(0, head + sealedChunk),
    closed.subarray(0, head + 2 * sealedChunk),
    Buffer.concat([closed.subarray(0, head), second, first, rest]),
    Buffer.concat([closed, rest]),
  ])
    await expect(all(openStream(key, some(wrong)))).rejects.toThrow("The key is another");
});

test("a second backup copies only what is new; each is whole without the other", async () => {
  await small("a");
  const first = await back("a");
  await at("a").files.keep(text("giấy thứ ba"), "c.txt");
  const second = await back("a", { when: now + days(1) });
  expect([first.copied, second.copied, second.manifest.files.count]).toEqual([2, 1, 3]);
  await rm(first.folder, { recursive: true });
  expect(await restore(second.folder, "b")).toMatchObject({ ok: true, value: { files: 3 } });
});

test("files in a bucket come into a backup, and out of it into another bucket", async () => {
  await small("a");
  const [from, to] = [await s3Emulator(), await s3Emulator()];
  const bucket = ({ url }: S3Emulator) =>
    s3Blobs({ url, key: s3Key, secret: s3Secret, region: "auto", fetch });
  const files = blobFiles(await sealed(bucket(from), key));
  for (let at = 0; at < 5; at += 1) await files.keep(text(`giấy số ${at}`), "a.txt");
  expect(await keyFits(bucket(from), key)).toBe(true);
  from.objects.set("a-note-of-somebody", text("x"));
  const given = { programme, now, keep: usualKeep, key: undefined };
  const whole = await at("a").whole();
  const made = await writeBackup({ ...given, into: join(folder, "b"), whole, blobs: bucket(from) });
  if (!made.ok) throw new Error(made.code);
  expect(made.value.manifest.files.count).toBe(6);
  const opened = await openArchive(made.value.folder, undefined);
  if (!opened.ok) throw new Error(opened.code);
  const restoring = { archive: opened.value, whole: await at("b").whole(), blobs: bucket(to), now };
  await (await at("b").open()).close();
  expect(await restoreArchive({ ...restoring, filesKey: undefined })).toMatchObject({ code: "file-key" });
  to.objects.set("0".repeat(64), text("another's"));
  expect(await restoreArchive({ ...restoring, filesKey: key })).toMatchObject({ code: "files" });
  to.objects.clear();
  expect(await restoreArchive({ ...restoring, filesKey: key })).toMatchObject({ ok: true });
  from.objects.delete("a-note-of-somebody");
  expect(to.objects).toEqual(from.objects);
  await from.stop();
  await to.stop();
});

describe("a backup that is not what was written is refused before anything is written", () => {
  const manifest = async (made: string, change: (text: string) => string) => {
    const path = join(made, "manifest.json");
    await writeFile(path, change(await readFile(path, "utf8")));
  };
  const oneFile = async (made: string) => {
    const [name = ""] = await Array.fromAsync(allNames(diskBlobs(join(made, "files"))));
    return join(made, "files", name.slice(0, 2), name);
  };
  const store = (made: string) => join(made, "store.ndjson");
  /** Changes the store and lets the manifest agree, so that only the store's own end can tell. */
  const agreed = async (made: string, change: (text: string) => string) => {
    const hash = (bytes: string) => createHash("sha256").update(bytes).digest("hex");
    const before = await readFile(store(made), "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(store(made), after);
    await manifest(made, (said) => said.replace(hash(before), hash(after)));
  };
  test.each<[string, (made: string) => Promise<unknown>, string]>([
    ["cut off", async (made) => truncate(store(made), (await stat(store(made))).size - 10), "damaged"],
    ["without its store", (made) => rm(store(made)), "damaged"],
    ["without its list", (made) => rm(join(made, "files.ndjson")), "damaged"],
    ["with one file less", async (made) => rm(await oneFile(made)), "damaged"],
    ["with a changed file", async (made) => writeFile(await oneFile(made), "giấy khác"), "damaged"],
    ["without a manifest", (made) => rm(join(made, "manifest.json")), "none"],
    ["newer", (made) => manifest(made, (said) => said.replace('"version": 1', '"version": 2')), "none"],
    [
      "with other counts",
      (made) => manifest(made, (said) => said.replace('"value": 2', '"value": 3')),
      "damaged",
    ],
    ["with a letter changed", (made) => agreed(made, (said) => said.replace("cốm", "com")), "damaged"],
    [
      "with a line less",
      (made) => agreed(made, (said) => said.replace(/\{"kind":"log".*\n/u, "")),
      "damaged",
    ],
    ["with its last line cut", (made) => agreed(made, (said) => said.trimEnd()), "damaged"],
    ["without its end", (made) => agreed(made, (said) => said.replace(/\{"kind":"end".*\n/u, "")), "damaged"],
    [
      "with more after the end",
      (made) => agreed(made, (said) => `${said}{"kind":"token","last":1}\n`),
      "damaged",
    ],
    [
      "with a kind nobody knows",
      (made) => agreed(made, (said) => said.replace('"kind":"log"', '"kind":"blog"')),
      "damaged",
    ],
    [
      "with a format nobody knows",
      (made) => agreed(made, (said) => said.replace("ocop-store", "ocop-shop")),
      "damaged",
    ],
  ])("%s", async (_, change, code) => {
    await small("a");
    const { folder: made } = await back("a");
    await change(made);
    expect(await restore(made, "b")).toMatchObject({ ok: false, code });
    expect(await (await at("b").whole()).fullness()).toBe("empty");
    expect(existsSync(join(folder, "b", "files"))).toBe(false);
  });

  test("half of one", async () => {
    await small("a");
    const { folder: made } = await back("a");
    await rename(made, `${made}.part`);
    await rm(join(`${made}.part`, "manifest.json"));
    expect(await openArchive(`${made}.part`, undefined)).toMatchObject({ ok: false, code: "half" });
    expect(await openArchive(join(folder, "nowhere"), undefined)).toMatchObject({ ok: false, code: "none" });
  });
});

describe("a place that is not empty is left alone", () => {
  test("with a store, in use, or with other files", async () => {
    await small("a");
    const { folder: made } = await back("a");
    expect(await restore(made, "a")).toMatchObject({ ok: false, code: "full" });
    const opened = await openArchive(made, undefined);
    if (!opened.ok) throw new Error(opened.code);
    const running = await at("b").open();
    const given = {
      archive: opened.value,
      whole: await at("b").whole(),
      blobs: at("b").blobs,
      filesKey: undefined,
      now,
    };
    expect(await restoreArchive(given)).toMatchObject({ ok: false, code: "in-use" });
    await running.close();
    const other = await at("b").files.keep(text("của người khác"), "x.txt");
    expect(await restoreArchive(given)).toMatchObject({ ok: false, code: "files" });
    if (other.ok) await at("b").files.drop(other.value.hash);
    // What an earlier try brought is no stranger.
    await at("b").files.keep(text("giấy thứ hai"), "b.txt");
    expect(await restoreArchive(given)).toMatchObject({ ok: true, value: { there: 1, files: 2 } });
  });

  test("files under another key are refused", async () => {
    await small("a");
    const opened = await openFiles({ dataDir: join(folder, "a"), filesKey: key, bucket: undefined });
    expect(opened.ok).toBe(true);
    const { folder: made } = await back("a");
    expect(await restore(made, "b")).toMatchObject({ ok: false, code: "file-key" });
    expect(await restore(made, "b", { filesKey: new Uint8Array(32) })).toMatchObject({
      ok: false,
      code: "file-key",
    });
    expect(await restore(made, "b", { filesKey: key })).toMatchObject({ ok: true });
  });
});

describe("old backups", () => {
  test("the last of 7 days, 4 weeks and 12 months stay", () => {
    const first = instantOf("2020-01-01 02:00");
    const nights = Array.from({ length: 500 }, (_, night) => first + days(night));
    let kept: readonly number[] = [];
    for (const night of nights) {
      const all = [...kept, night];
      const gone = new Set(tooMany(all, usualKeep));
      kept = all.filter((one) => !gone.has(one));
    }
    const said = kept.map((one) => archiveName("p", one).slice(14, 22));
    expect(said).toEqual([
      "20200630",
      "20200731",
      "20200831",
      "20200930",
      "20201031",
      "20201130",
      "20201231",
      "20210131",
      "20210228",
      "20210331",
      "20210425",
      "20210430",
      "20210502",
      "20210508",
      "20210509",
      "20210510",
      "20210511",
      "20210512",
      "20210513",
      "20210514",
    ]);
    expect(tooMany([now], { daily: 0, weekly: 0, monthly: 0 })).toEqual([]);
  });

  test("are let go of one by one, and other folders are not touched", async () => {
    await small("a");
    const others = join(folder, "backups", archiveName("bac-ha-2026", now));
    for (let night = 0; night < 9; night += 1) {
      await back("a", { when: now + days(night) });
      if (night === 0) await mkdir(others);
    }
    const left = await archivesIn(join(folder, "backups"), programme);
    expect(left.map((name) => name.slice(-15, -7))).toEqual(
      ["20210321", "20210317", "20210318", "20210319", "20210320", "20210322", "20210323"].toSorted(),
    );
    expect(existsSync(others)).toBe(true);
    expect(madeAt(programme, archiveName(programme, now))).toBe(now);
    expect(madeAt("bac-ha", archiveName(programme, now))).toBe(undefined);
  });
});

/** Runs a tool over the data of one place. */
const run = (tool: string, name: string, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [`src/tools/${tool}.ts`, ...args], {
    env: { ...process.env, DATA_DIR: join(folder, name), PROGRAMME: programme, REDIS_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (some) => (said += String(some)));
  return { child, ended: once(child, "exit").then(() => ({ code: child.exitCode, said })) };
};
const until = async (happens: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await happens())) await wait(1);
};

describe("the commands", () => {
  const large = async (name: string): Promise<void> => {
    await small(name);
    const store = await at(name).open();
    for (let page = 0; page < 40; page += 1)
      await store.commit({
        now,
        put: Array.from({ length: 1000 }, (_, one) => ({ key: `k${page}:${one}`, text: "x".repeat(300) })),
      });
    await store.close();
  };

  test("killed in the middle of a backup, of a restoring and of a move, nothing half counts, and the next run says so", async () => {
    await large("a");
    const backups = join(folder, "backups");
    const one = run("backup", "a", backups);
    await until(
      async () =>
        existsSync(backups) &&
        (await readdir(backups)).some((name) => existsSync(join(backups, name, "store.ndjson"))),
    );
    one.child.kill("SIGKILL");
    await one.ended;
    const [half = ""] = await readdir(backups);
    expect(half).toMatch(/\.part$/u);
    const refused = await run("restore", "b", join(backups, half)).ended;
    expect(refused.code).toBe(1);
    expect(refused.said).toContain("dở dang");
    const again = await run("backup", "a", backups).ended;
    expect(again.said).toContain(`Đã bỏ bản dở dang của lần trước: ${half}`);
    expect(again.code).toBe(0);
    const [made = "", ...more] = await readdir(backups);
    expect(more).toEqual([]);

    const two = run("restore", "b", join(backups, made));
    await until(() => existsSync(join(folder, "b", `${programme}.sqlite-wal`)));
    two.child.kill("SIGKILL");
    await two.ended;
    expect(await (await at("b").whole()).fullness()).toBe("empty");
    const restored = await run("restore", "b", join(backups, made)).ended;
    expect(restored.said).toMatch(/2 tệp đã có từ lần trước[^]*so lại: không khác chỗ nào/u);
    expect(restored.code).toBe(0);

    const three = run("move", "b", "--to", `sqlite:${join(folder, "c")}`);
    await until(() => existsSync(join(folder, "c", `${programme}.sqlite-wal`)));
    three.child.kill("SIGKILL");
    await three.ended;
    expect(await (await at("c").whole()).fullness()).toBe("empty");
    const moved = await run("move", "b", "--to", `sqlite:${join(folder, "c")}`).ended;
    expect(moved.said).toContain("so hai nơi: không khác chỗ nào");
    expect(
      (await compare((await at("b").whole()).dump(now), (await at("c").whole()).dump(now), now)).different,
    ).toBe(0);
    const full = await run("move", "b", "--to", `sqlite:${join(folder, "c")}`).ended;
    expect([full.code, full.said]).toEqual([1, expect.stringContaining("Nơi đến đã có dữ liệu")]);
    const running = await at("b").open();
    const busy = await run("move", "b", "--to", `sqlite:${join(folder, "d")}`).ended;
    expect([busy.code, busy.said]).toEqual([1, expect.stringContaining("Chương trình đang chạy")]);
    // A backup is made all the same, and the store tells of it.
    expect((await run("backup", "b", join(folder, "others")).ended).code).toBe(0);
    const [noted] = await running.load(["last:backup"]);
    expect(JSON.parse(noted?.text ?? "")).toMatchObject({ ok: true, code: "done" });
    await writeFile(join(folder, "file"), "");
    expect((await run("backup", "b", join(folder, "file")).ended).code).toBe(1);
    const [after] = await running.load(["last:backup"]);
    expect(JSON.parse(after?.text ?? "")).toMatchObject({ ok: false, code: "failed" });
    await running.close();
  }, 60_000);

  test("say how they are used", async () => {
    for (const [tool, ...args] of [
      ["backup", "a", "b"],
      ["backup", "--keep", "x"],
      ["restore"],
      ["move"],
      ["move", "--to", "x"],
    ]) {
      const { code, said } = await run(tool ?? "", "a", ...args).ended;
      expect([code, said]).toEqual([2, expect.stringContaining(`npm run ${tool}`)]);
    }
    const { code, said } = await run("backup", "nothing").ended;
    expect([code, said]).toEqual([1, "Chưa có dữ liệu nào để sao.\n"]);
  }, 30_000);
});
