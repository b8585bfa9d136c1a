import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What is sent in a conversation: the files in the folder `tep` beside it, by their names. */
export async function filesBeside(conversation: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const folder = join(dirname(conversation), "tep");
  const names = await readdir(folder).catch(() => []);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}
