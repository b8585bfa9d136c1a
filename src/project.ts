import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Content, readContent } from "./content/load.ts";
import type { Setting } from "./dialogue/scene.ts";
import { settingOf } from "./setting.ts";
import { contentFiles } from "./store/content-files.ts";

/** The folder that holds knowledge/, prompts/ and src/. */
const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** Reads all content from disk; throws with every complaint when something does not fit. */
export async function readProject(root: string = projectFolder): Promise<Content> {
  const read = readContent(await contentFiles(root));
  if ("complaints" in read)
    throw new Error(read.complaints.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n"));
  return read.content;
}

/** Reads all content from disk for one programme. */
export const readSetting = async (programmeId: string, root?: string): Promise<Setting> =>
  settingOf(await readProject(root), programmeId);

/** The program's own version. */
export async function readVersion(): Promise<string> {
  const about: unknown = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  const known = typeof about === "object" && about !== null && "version" in about;
  return known ? String(about.version) : "unknown";
}
