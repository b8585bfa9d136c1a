import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readContent } from "../../src/content/load.ts";
import { contentFiles } from "../../src/store/content-files.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = readContent(await contentFiles(root));
if ("complaints" in read) throw new Error(JSON.stringify(read.complaints, undefined, 1));

/** All that the program knows and says. */
export const { content } = read;

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** The paths of a folder's files, from the project's root. */
export const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8", withFileTypes: false })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\.\w+$/u.test(path))
    .toSorted();
