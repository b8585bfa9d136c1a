import { randomUUID } from "node:crypto";
import { mkdir, opendir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isName, type ListedBlobs } from "./blobs.ts";

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** The names in a folder; none where there is no such folder. */
async function* entriesOf(folder: string): AsyncGenerator<string> {
  try {
    for await (const { name } of await opendir(folder)) yield name;
  } catch (error) {
    // A file where a subfolder would be is nobody's.
    if (!isMissing(error) && !(error instanceof Error && "code" in error && error.code === "ENOTDIR"))
      throw error;
  }
}

/** Bytes in a folder, one file each, in subfolders by the first two digits. */
export function diskBlobs(folder: string): ListedBlobs {
  const place = (name: string): string => join(folder, name.slice(0, 2), name);

  return {
    put: async (name, bytes) => {
      const path = place(name);
      await mkdir(join(path, ".."), { recursive: true });
      const temporary = `${path}.${randomUUID()}`;
      try {
        // A crash half-way leaves a file nobody asks for, never half of one somebody does.
        await writeFile(temporary, bytes, { flush: true, mode: 0o600 });
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    get: async (name) => {
      if (!isName(name)) return undefined;
      try {
        return new Uint8Array(await readFile(place(name)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    drop: async (name) => {
      if (isName(name)) await rm(place(name), { force: true });
    },
    list: async function* () {
      for await (const inner of entriesOf(folder))
        for await (const name of entriesOf(join(folder, inner))) if (isName(name)) yield name;
    },
  };
}
