import type { Certainty } from "./certainty.ts";
import type { Day } from "./instant.ts";
import type { Slip } from "./law.ts";

/**
 * One thing that is known, short enough to be read on a phone. `asks`: questions it answers, in people's own words.
 * `now`: what holds today, where the text speaks of a rule that has ended. `subject`: passages that share one answer the
 * same question, each for its own time.
 */
export type Passage = {
  /** `<article>#<heading in small letters>` */
  readonly id: string;
  readonly heading: string;
  readonly asks: readonly string[];
  readonly text: string;
  readonly now?: string;
  readonly subject?: string;
};

/**
 * Passages of one clause or matter. `document`: the law or programme it stands in; none for what is gathered from several.
 * `stated`: false where the passages say what no source states; such a question is passed on all the same.
 */
export type Article = {
  readonly id: string;
  readonly document?: string;
  readonly title: string;
  readonly clause?: string;
  readonly from: Day;
  readonly until?: Day;
  readonly source: readonly string[];
  readonly certainty: Certainty;
  readonly stated: boolean;
  readonly printed: readonly Slip[];
  readonly passages: readonly Passage[];
};
