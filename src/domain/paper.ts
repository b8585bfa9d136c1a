import type { Certainty } from "./certainty.ts";

/**
 * One paper a dossier can need. `issuer`: who gives or confirms it, in the 2021 programme and now. `days`: about how many
 * calendar days it takes, where that is known; 0 where nobody has to be waited for. `workingDays`: where the rule counts these.
 */
export type Paper = {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  readonly issuer: { readonly in2021: string; readonly now: string };
  readonly leadTime: {
    readonly text: string;
    readonly days?: number;
    readonly workingDays?: number;
    readonly certainty: Certainty;
  };
  readonly mistakes: readonly string[];
  readonly forms: readonly string[];
  readonly source: readonly string[];
  readonly certainty: Certainty;
  /** What it is and how to get it, in plain words. */
  readonly text: string;
};
