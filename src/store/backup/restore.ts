import { type Instant, minutes } from "../../domain/instant.ts";
import { fault, ok, type Result } from "../../domain/result.ts";
import { allNames, type Blobs } from "../blobs.ts";
import { compare, type Compared } from "../compare.ts";
import type { Filled, Records, WholeStore } from "../dump.ts";
import { keyOpens } from "../sealed.ts";
import { type Archive, sha256 } from "./archive.ts";

/** files: other files lie there. file-key: the files are sealed under another key. */
export type FillFault = Exclude<Filled, "filled"> | "in-use" | "files" | "file-key";

/** half: what an earlier try left was cleared away. there: files that lay there already, from an earlier try. */
export type Restored = {
  readonly compared: Compared;
  readonly half: boolean;
  readonly files: number;
  readonly there: number;
};

/** Stores forget ids by themselves: those that end within this are not compared. */
const soon = minutes(10);

/** Fills an empty store and compares what then stands there with where it came from; only what is the same counts. */
export async function fillSame(
  whole: WholeStore,
  from: () => Records,
  now: Instant,
): Promise<Result<{ readonly compared: Compared; readonly half: boolean }, Exclude<Filled, "filled">>> {
  const half = (await whole.fullness()) === "half";
  let compared: Compared = { same: 0, different: 0, names: [] };
  const filled = await whole.fill(from(), now, async (kept) => {
    compared = await compare(from(), kept(), now + soon);
    return compared.different === 0;
  });
  if (filled === "filled") return ok({ compared, half });
  return fault(filled, { names: compared.names.join("\n"), count: String(compared.different) });
}

/** Puts a backup into an empty place: files first, which nobody knows without the store, then the store at once. */
export async function restoreArchive(given: {
  readonly archive: Archive;
  readonly whole: WholeStore;
  readonly blobs: Blobs;
  readonly filesKey: Uint8Array | undefined;
  readonly now: Instant;
}): Promise<Result<Restored, FillFault>> {
  const { archive, whole, blobs, filesKey, now } = given;
  if (await whole.inUse()) return fault("in-use");
  const found = await whole.fullness();
  if (found === "full" || found === "busy") return fault(found);
  if (!(await keyOpens(archive.files, filesKey))) return fault("file-key");
  const there = new Set<string>();
  for await (const name of allNames(blobs)) {
    if (!(await isSame(blobs, archive, name))) return fault("files");
    there.add(name);
  }
  for (const { name } of archive.list.values()) {
    const bytes = there.has(name) ? undefined : await archive.files.get(name);
    if (bytes !== undefined) await blobs.put(name, bytes);
  }
  const filled = await fillSame(whole, archive.records, now);
  if (!filled.ok) return filled;
  return ok({ ...filled.value, files: archive.list.size, there: there.size });
}

async function isSame(blobs: Blobs, { list }: Archive, name: string): Promise<boolean> {
  const own = list.get(name);
  const bytes = own === undefined ? undefined : await blobs.get(name);
  return own !== undefined && bytes !== undefined && sha256(bytes) === own.sha256;
}
