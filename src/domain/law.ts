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

/** What a law is about; on any day one law is the rule for a matter. */
export type Matter =
  | "ranking"
  | "programme"
  | "food-safety"
  | "food-safety-offices"
  | "labels"
  | "bar-codes"
  | "trade-marks"
  | "alcohol"
  | "environment"
  | "cooperatives"
  | "household-business"
  | "personal-data"
  | "support"
  | "places";

/** One law, decree or decision. `kind`: "Quyết định", "Nghị định" …; `until`: the last day it is in force. */
export type Law = {
  readonly id: string;
  readonly kind: string;
  readonly matter: Matter;
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
