import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isName, isStray, type Blobs } from "./blobs.ts";

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
/** A file where a subfolder would be is nobody's. */
const isNoFolder = (error: unknown): boolean =>
  isMissing(error) || (error instanceof Error && "code" in error && error.code === "ENOTDIR");

/** Bytes in a folder, one file each, in subfolders by the first two digits. */
export function diskBlobs(folder: string): Blobs {
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
      if (isName(name) || isStray(name)) await rm(place(name), { force: true });
    },
    list: async (start) => {
      const inside = join(folder, start);
      const names = await readdir(inside).catch((error: unknown) => {
        if (isNoFolder(error)) return [];
        throw error;
      });
      const found = await Promise.all(
        names
          .filter((name) => isName(name) || isStray(name))
          .map(async (name) => {
            const known = await stat(join(inside, name)).catch(() => undefined);
            return known === undefined ? [] : [{ name, at: known.mtimeMs }];
          }),
      );
      return found.flat();
    },
  };
}
