import { fileURLToPath } from "node:url";
import { type Content, readContent } from "./content/load.ts";
import type { Setting } from "./dialogue/scene.ts";
import type { Programme } from "./domain/programme.ts";
import { checklists, setsOf, sheetsOf } from "./flows/all.ts";
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

/** The programme of a name; throws with those there are. */
export function programmeOf({ programmes }: Content, id: string): Programme {
  const programme = programmes[id];
  if (programme === undefined)
    throw new Error(`PROGRAMME: ${id} is not one of ${Object.keys(programmes).join(", ")}`);
  return programme;
}

/** What a conversation of one programme is made of. */
export const settingOf = (content: Content, programmeId: string): Setting => ({
  words: content.sentences,
  programme: programmeOf(content, programmeId),
  checklists: Object.fromEntries(checklists.map((list) => [list.id, list])),
  sets: setsOf,
  sheets: sheetsOf,
  papers: content.papers,
  articles: Object.keys(content.articles),
  laws: Object.values(content.laws),
});

/** Reads all content from disk for one programme. */
export const readSetting = async (programmeId: string, root?: string): Promise<Setting> =>
  settingOf(await readProject(root), programmeId);
