import type { Dossier } from "../dossier/fold.ts";
import type { Register } from "../register/record.ts";

/** Why a product is done again. */
export type Again = "again" | "upgrade";

/** What is done again: an earlier dossier, or a product of the register. */
export type Earlier = { readonly dossier?: string | undefined; readonly product?: string | undefined };

/**
 * What has to be looked up before a dossier is made of an earlier one. move: to the law in force; renew: what could be
 * done again, with the words that asked for it; start: one of them, shown first unless it was said yes to.
 */
export type CarryWant =
  | { readonly do: "move"; readonly dossier: string }
  | { readonly do: "renew"; readonly why: Again; readonly words: string }
  | ({ readonly do: "start"; readonly why: Again; readonly sure: boolean } & Earlier);

/** What was found: the person's dossiers, and the programme's register. */
export type CarryFound = {
  readonly want: CarryWant;
  readonly dossiers: readonly Dossier[];
  readonly register: Register;
};
