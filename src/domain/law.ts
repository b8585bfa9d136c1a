import type { Certainty } from "./certainty.ts";
import type { Day } from "./instant.ts";

/** A decision that changed another one. */
export type Amendment = {
  readonly number: string;
  readonly date: Day;
  readonly from: Day;
  readonly what: string;
  readonly certainty: Certainty;
};

/** A slip in a printed document, with what is right: a person who quotes it gets the right fact. */
export type Slip = { readonly printed: string; readonly right: string; readonly where: string };

/** One decision that rules registration and scoring. `until`: the last day it is in force. */
export type Law = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly date: Day;
  readonly from: Day;
  readonly until?: Day;
  readonly replaces: readonly string[];
  readonly amendedBy: readonly Amendment[];
  readonly source: readonly string[];
  readonly certainty: Certainty;
  readonly printed: readonly Slip[];
  /** A short plain account. */
  readonly text: string;
};
