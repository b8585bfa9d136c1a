import type { Certainty } from "./certainty.ts";
import type { Day } from "./instant.ts";
import type { Choice } from "./message.ts";

/**
 * answered; asked-back: several readings are offered; unknown: ours, but no source says it; refused: not ours to answer;
 * other: a greeting, thanks, their own dossier, a wish for a person.
 */
export type Verdict = "answered" | "asked-back" | "unknown" | "refused" | "other";

/** Where an answer stands: label and link are put in by code from the headers of what was found. */
export type Citation = {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly certainty: Certainty;
  readonly validFrom: Day;
  readonly validUntil?: Day;
};

/** A question with what is known of its setting. `at`: the day it is asked. `near`: the passage or paper last spoken of. */
export type Asked = { readonly question: string; readonly at: Day; readonly near?: string };

/**
 * An answer ready to be said. `why` names the reason of a refusal or the kind of an `other`; `office`: whose duty an
 * unknown question is; `choices`: what to ask next, or the readings offered.
 */
export type Answer = {
  readonly verdict: Verdict;
  readonly why?: string;
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly choices: readonly Choice[];
  readonly office?: string;
  /** 0 to 1: how well what was found fits the question. */
  readonly score: number;
};
