import { fileURLToPath } from "node:url";
import { readContent } from "./content/load.ts";
import type { Setting } from "./dialogue/scene.ts";
import { checklists, setsOf } from "./flows/all.ts";
import { contentFiles } from "./store/content-files.ts";

/** The folder that holds knowledge/, prompts/ and src/. */
const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** Reads all content from disk for one programme; throws with every complaint when something does not fit. */
export async function readSetting(programmeId: string, root: string = projectFolder): Promise<Setting> {
  const read = readContent(await contentFiles(root));
  if ("complaints" in read)
    throw new Error(read.complaints.map(({ path, line, text }) => `${path}:${line} ${text}`).join("\n"));
  const { programmes, papers, sentences } = read.content;
  const programme = programmes[programmeId];
  if (programme === undefined)
    throw new Error(`PROGRAMME: ${programmeId} is not one of ${Object.keys(programmes).join(", ")}`);
  return {
    words: sentences,
    programme,
    checklists: Object.fromEntries(checklists.map((list) => [list.id, list])),
    sets: setsOf,
    papers,
  };
}
