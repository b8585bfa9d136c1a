import { formsOf } from "#forms";
import type { Content } from "./content/load.ts";
import type { Setting } from "./dialogue/scene.ts";
import type { Programme } from "./domain/programme.ts";
import { carryings, checklists, meaningsOf, renewings, setsOf, sheetsOf } from "./flows/all.ts";

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
  meanings: meaningsOf,
  forms: formsOf,
  papers: content.papers,
  articles: Object.keys(content.articles),
  laws: Object.values(content.laws),
  others: Object.values(content.programmes).filter((one) => one.id !== programmeId),
  carryings,
  renewings,
  ...(content.retention === undefined ? {} : { retention: content.retention }),
});
