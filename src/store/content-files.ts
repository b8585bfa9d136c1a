import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Every Markdown file under knowledge/ and prompts/ of a project folder, paths relative to it. */
export async function contentFiles(
  root: string,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const folders = await Promise.all(
    ["knowledge", "prompts"].map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
    }),
  );
  const paths = folders.flat().toSorted();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })));
}
