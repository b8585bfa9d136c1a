import { createHash } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Instant, minutes } from "../../domain/instant.ts";
import { fault, ok, type Result } from "../../domain/result.ts";
import { allNames, type Blobs } from "../blobs.ts";
import { diskBlobs } from "../disk.ts";
import { type Counts, dumpLines } from "../dump-file.ts";
import type { WholeStore } from "../dump.ts";
import { sealStream } from "../sealed-stream.ts";
import {
  archiveName,
  archiveNames,
  archivesIn,
  type KeptFile,
  madeAt,
  type Manifest,
  readList,
  readManifest,
  sha256,
} from "./archive.ts";
import { type Keep, tooMany } from "./thin.ts";

/** half: names of backups that were cut off earlier, now taken away. copied: files that no earlier backup had. gone: old backups that were let go. */
export type Written = {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly copied: number;
  readonly half: readonly string[];
  readonly gone: readonly string[];
};

/** A half that was not touched for so long has nobody who works on it. */
const silent = minutes(10);
const pidFile = "pid";

/**
 * Writes a backup into a folder of backups: beside first, under its name when it is whole. Files that the backup before
 * has too are the same file on the disk. The store is read between two looks at the files, so none that it names is missing.
 */
export async function writeBackup(given: {
  readonly into: string;
  readonly programme: string;
  readonly now: Instant;
  readonly whole: WholeStore;
  readonly blobs: Blobs;
  readonly key: Uint8Array | undefined;
  readonly keep: Keep;
}): Promise<Result<Written, "busy">> {
  const { into, programme, now, whole, blobs, key, keep } = given;
  await mkdir(into, { recursive: true });
  const half = await halves(into, programme);
  for (const name of half) if (await isAlive(join(into, name))) return fault("busy", { what: name });
  for (const name of half) await rm(join(into, name), { recursive: true, force: true });
  const before = await newest(into, programme);
  const name = archiveName(programme, now);
  const folder = join(into, `${name}.part`);
  await mkdir(folder, { mode: 0o700 });
  const alive = setInterval(() => {
    utimes(folder, new Date(), new Date()).catch(() => undefined);
  }, minutes(1)).unref();
  try {
    await writeFile(join(folder, pidFile), String(process.pid));
    const kept = new Map<string, KeptFile>();
    let copied = await takeFiles(folder, blobs, before, kept);
    const store = await writeStore(folder, { whole, programme, now, key });
    copied += await takeFiles(folder, blobs, before, kept);
    const manifest: Manifest = {
      format: "ocop-backup",
      version: 1,
      programme,
      at: now,
      sealed: key !== undefined,
      store,
      files: await writeList(folder, kept),
    };
    await rm(join(folder, pidFile));
    await flushed(join(folder, archiveNames.manifest), [
      Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    ]);
    await rename(folder, join(into, name));
    return ok({ folder: join(into, name), manifest, copied, half, gone: await thin(into, programme, keep) });
  } catch (why) {
    await rm(folder, { recursive: true, force: true });
    throw why;
  } finally {
    clearInterval(alive);
  }
}

const halves = async (into: string, programme: string): Promise<readonly string[]> =>
  (await readdir(into)).filter((name) => {
    const end = /\.(?:part|gone)$/u.exec(name)?.[0];
    return end !== undefined && madeAt(programme, name.slice(0, -end.length)) !== undefined;
  });

/** Whether its process still works on it: it runs on this machine and has touched the folder of late. */
async function isAlive(folder: string): Promise<boolean> {
  const pid = Number(await readFile(join(folder, pidFile), "utf8").catch(() => ""));
  const touched = await stat(folder).catch(() => undefined);
  if (!(pid > 0) || touched === undefined || Date.now() - touched.mtimeMs > silent) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (why) {
    return why instanceof Error && "code" in why && why.code === "EPERM";
  }
}

type Before = { readonly folder: string; readonly list: ReadonlyMap<string, KeptFile> };

/** The latest whole backup whose list can be trusted. */
async function newest(into: string, programme: string): Promise<Before | undefined> {
  for (const name of (await archivesIn(into, programme)).toReversed()) {
    const folder = join(into, name);
    const manifest = await readManifest(folder);
    const list = manifest === undefined ? undefined : await readList(folder, manifest);
    if (list !== undefined) return { folder, list };
  }
  return undefined;
}

const placeOf = (folder: string, name: string): string =>
  join(folder, archiveNames.files, name.slice(0, 2), name);

/** One name on the disk for what an earlier backup has; false where that cannot be, or it is no longer what it was. */
async function linked(before: Before, one: KeptFile, folder: string): Promise<boolean> {
  const place = placeOf(folder, one.name);
  const old = placeOf(before.folder, one.name);
  if ((await stat(old).catch(() => undefined))?.size !== one.size) return false;
  await mkdir(join(place, ".."), { recursive: true });
  return link(old, place).then(
    () => true,
    () => false,
  );
}

/** Takes the files that are not in `kept` yet; how many of them had to be copied. */
async function takeFiles(
  folder: string,
  blobs: Blobs,
  before: Before | undefined,
  kept: Map<string, KeptFile>,
): Promise<number> {
  const own = diskBlobs(join(folder, archiveNames.files));
  let copied = 0;
  for await (const name of allNames(blobs)) {
    if (kept.has(name)) continue;
    const old = before?.list.get(name);
    if (before !== undefined && old !== undefined && (await linked(before, old, folder))) {
      kept.set(name, old);
      continue;
    }
    const bytes = await blobs.get(name);
    // It was deleted since it was listed.
    if (bytes === undefined) continue;
    await own.put(name, bytes);
    kept.set(name, { name, size: bytes.byteLength, sha256: sha256(bytes) });
    copied += 1;
  }
  return copied;
}

async function writeStore(
  folder: string,
  given: {
    readonly whole: WholeStore;
    readonly programme: string;
    readonly now: Instant;
    readonly key: Uint8Array | undefined;
  },
): Promise<Manifest["store"]> {
  const { whole, programme, now, key } = given;
  let counts: Counts = {};
  const lines = dumpLines({ programme, at: now }, whole.dump(now), (found) => (counts = found));
  const [name, bytes] =
    key === undefined ? [archiveNames.store, lines] : [archiveNames.sealedStore, sealStream(key, lines)];
  return { ...(await flushed(join(folder, name), bytes)), counts };
}

async function writeList(folder: string, kept: ReadonlyMap<string, KeptFile>): Promise<Manifest["files"]> {
  const lines = [...kept.values()]
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((one) => Buffer.from(`${JSON.stringify(one)}\n`));
  return { ...(await flushed(join(folder, archiveNames.list), lines)), count: kept.size };
}

/** Writes a file that only its owner reads, and is back when it is on the disk. */
async function flushed(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const some of bytes) {
      hash.update(some);
      size += some.byteLength;
      await file.writeFile(some);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes: size, sha256: hash.digest("hex") };
}

/** Lets old backups go, each first under a name that is none of a backup's. */
async function thin(into: string, programme: string, keep: Keep): Promise<readonly string[]> {
  const all = new Map(
    (await archivesIn(into, programme)).map((name) => [madeAt(programme, name) ?? 0, name]),
  );
  const gone: string[] = [];
  for (const at of tooMany([...all.keys()], keep)) {
    const name = all.get(at);
    if (name === undefined) continue;
    await rename(join(into, name), join(into, `${name}.gone`));
    await rm(join(into, `${name}.gone`), { recursive: true, force: true });
    gone.push(name);
  }
  return gone;
}
