import { library } from "./answer/library.ts";
import { type Offline, offline } from "./answer/offline.ts";
import type { Content } from "./content/load.ts";
import { programmeOf } from "./setting.ts";

/** Answering from the knowledge of one programme, without a model. */
export const offlineOf = (content: Content, programmeId: string): Offline =>
  offline({
    known: library(content),
    notOurs: Object.values(content.notOurs),
    laws: Object.values(content.laws),
    programme: programmeOf(content, programmeId),
    words: content.sentences,
  });
