import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Instant } from "../../domain/instant.ts";
import { fault, ok, type Result } from "../../domain/result.ts";
import { type Blobs, FileDamaged, isName } from "../blobs.ts";
import { diskBlobs } from "../disk.ts";
import { DumpDamaged, readDump } from "../dump-file.ts";
import { type Records, recordKinds } from "../dump.ts";
import { openStream } from "../sealed-stream.ts";

/** A backup is a folder: what is in it (manifest.json), the store, a list of the files, and the files as they lay. */
export const archiveNames = {
  manifest: "manifest.json",
  store: "store.ndjson",
  sealedStore: "store.ndjson.sealed",
  list: "files.ndjson",
  files: "files",
} as const;

const Counted = z.strictObject({ bytes: z.int(), sha256: z.string() });
const manifestSchema = z.strictObject({
  format: z.literal("ocop-backup"),
  version: z.literal(1),
  programme: z.string(),
  at: z.number(),
  sealed: z.boolean(),
  store: Counted.extend({ counts: z.partialRecord(z.enum(recordKinds), z.int()) }),
  files: Counted.extend({ count: z.int() }),
});
export type Manifest = z.infer<typeof manifestSchema>;

const keptFile = z.strictObject({ name: z.string().refine(isName), size: z.int(), sha256: z.string() });
export type KeptFile = z.infer<typeof keptFile>;

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** "ocop-backup-bac-ha-2021-20210315-080000", in Vietnam's time. */
export function archiveName(programme: string, at: Instant): string {
  const local = new Date(at + 7 * 3_600_000).toISOString();
  return `ocop-backup-${programme}-${local.slice(0, 19).replaceAll(/[-:]/gu, "").replace("T", "-")}`;
}

/** When the backup of this name was made; undefined for any other name, also of half a backup. */
export function madeAt(programme: string, name: string): Instant | undefined {
  const start = `ocop-backup-${programme}-`;
  const found = name.startsWith(start)
    ? /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/u.exec(name.slice(start.length))
    : null;
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
}

/** The names of whole backups of a programme, oldest first. */
export const archivesIn = async (folder: string, programme: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => madeAt(programme, name) !== undefined).toSorted(inOrder);

const inOrder = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, archiveNames.manifest), "utf8").catch(() => "");
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The list of a backup's files, if it is the one that its manifest tells of. */
export async function readList(
  folder: string,
  { files }: Manifest,
): Promise<ReadonlyMap<string, KeptFile> | undefined> {
  const bytes = await readFile(join(folder, archiveNames.list)).catch(() => undefined);
  if (bytes === undefined || sha256(bytes) !== files.sha256) return undefined;
  const lines = bytes.toString("utf8").split("\n").slice(0, -1);
  const kept = lines.map((line) => keptFile.parse(JSON.parse(line)));
  return new Map(kept.map((one) => [one.name, one]));
}

/** A backup that was gone through whole: the store as often as it is asked for, the list of files, and their bytes. */
export type Archive = {
  readonly manifest: Manifest;
  readonly records: () => Records;
  readonly list: ReadonlyMap<string, KeptFile>;
  readonly files: Blobs;
};

/** half: its making was cut off. key: it needs a key, or another one. */
export type ArchiveFault = "none" | "half" | "damaged" | "key";

/** Opens a backup after looking at every byte of it; writes nothing. */
export async function openArchive(
  folder: string,
  key: Uint8Array | undefined,
): Promise<Result<Archive, ArchiveFault>> {
  if ((await stat(folder).catch(() => undefined)) === undefined) return fault("none");
  const manifest = await readManifest(folder);
  if (manifest === undefined) return fault(/\.(?:part|gone)\/?$/u.test(folder) ? "half" : "none");
  if (manifest.sealed && key === undefined) return fault("key");
  const damaged = (what: string) => fault("damaged", { what });
  const file = manifest.sealed ? archiveNames.sealedStore : archiveNames.store;
  const bytes = (): AsyncIterable<Uint8Array> =>
    createReadStream(join(folder, file), { highWaterMark: 256 * 1024 });
  const records = (...heard: [Parameters<typeof readDump>[1]?, Parameters<typeof readDump>[2]?]): Records =>
    readDump(manifest.sealed && key !== undefined ? openStream(key, bytes()) : bytes(), ...heard);
  const hash = createHash("sha256");
  const isStored = await open(join(folder, file)).then(
    async (handle) => handle.close().then(() => true),
    () => false,
  );
  if (!isStored) return damaged(file);
  for await (const some of bytes()) hash.update(some);
  if (hash.digest("hex") !== manifest.store.sha256) return damaged(file);
  try {
    let programme = "";
    let counts = {};
    const opened = records(
      (head) => (programme = head.programme),
      (found) => (counts = found),
    );
    for await (const _ of opened);
    const same = recordKinds.every((kind) => Reflect.get(counts, kind) === manifest.store.counts[kind]);
    if (programme !== manifest.programme || !same) return damaged(archiveNames.manifest);
  } catch (why) {
    if (why instanceof FileDamaged) return fault("key");
    if (why instanceof DumpDamaged) return fault("damaged", { what: `${file}: ${why.message}` });
    throw why;
  }
  const list = await readList(folder, manifest);
  if (list === undefined || list.size !== manifest.files.count) return damaged(archiveNames.list);
  const files = diskBlobs(join(folder, archiveNames.files));
  for (const one of list.values()) {
    const found = await files.get(one.name);
    if (found === undefined || sha256(found) !== one.sha256)
      return damaged(`${archiveNames.files}/${one.name}`);
  }
  return ok({ manifest, records: () => records(), list, files });
}
