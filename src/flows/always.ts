import { all } from "../flow/define.ts";

/** Holds for every dossier. Said in so many words, since an item's type has to share a property with the checked one. */
export const always = all();
