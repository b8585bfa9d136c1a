import type { Certainty } from "./certainty.ts";
import type { Day } from "./instant.ts";

/** A commune or town. `also`: other names and spellings. `into`: the commune it became part of, from that day. */
export type Commune = {
  readonly id: string;
  readonly name: string;
  readonly also: readonly string[];
  readonly into?: { readonly commune: string; readonly from: Day };
};

/** A product the programme names. `set`: the product set it most likely belongs to, with how sure that is. */
export type Product = {
  readonly id: string;
  readonly name: string;
  readonly also: readonly string[];
  readonly communes: readonly string[];
  readonly set: string;
  readonly otherSets: readonly string[];
  readonly certainty: Certainty;
  readonly note?: string;
  readonly printed?: string;
};

/** A time in which dossiers are taken: handed in on or before `until`. */
export type Round = { readonly id: string; readonly title: string; readonly from: Day; readonly until: Day };

/** One duty of an office; `topics` are words that bring what is asked there. */
export type Duty = { readonly text: string; readonly topics: readonly string[] };

/**
 * An office with its duties in the programme. `also`: what people call it. `clause`: where the plan says so. `manages`: the
 * ministries whose products it looks after, and these goods in a few words.
 */
export type Office = {
  readonly id: string;
  readonly name: string;
  readonly also: readonly string[];
  readonly clause?: string;
  readonly manages?: { readonly bodies: readonly string[]; readonly goods: string };
  readonly duties: readonly Duty[];
};

/**
 * What a plan wants reached. least: how many at least, or percent of those concerned (trained); of each commune for
 * products-chosen. stars: from how many on a product counts. clause: where the plan says so.
 */
export type Target = {
  readonly what:
    | "products-recognised"
    | "products-chosen"
    | "organisations-strengthened"
    | "organisations-founded"
    | "officers-trained"
    | "producers-trained";
  readonly least: number;
  readonly stars?: number;
  readonly clause: string;
};

/**
 * A level that a dossier passes: checked at an office, scored by a council at one, or looked at outside the programme.
 * `days`: working days to decide. `points`: what the office gives its view on. `from`: only from so many points on.
 */
export type Stage = {
  readonly id: string;
  readonly office: string;
  readonly title: string;
  readonly kind: "check" | "council" | "outside";
  readonly days?: number;
  readonly points?: readonly { readonly id: string; readonly label: string }[];
  readonly from?: number;
};

/** One programme: a place, a law, a time. `document`: the name of the plan it stands in, as it is cited. */
export type Programme = {
  readonly id: string;
  readonly title: string;
  readonly document: string;
  readonly place: string;
  readonly law: string;
  readonly checklist: string;
  readonly from: Day;
  readonly until?: Day;
  readonly receiver: string;
  readonly communes: readonly Commune[];
  readonly products: readonly Product[];
  readonly rounds: readonly Round[];
  readonly offices: readonly Office[];
  /** Left out where no plan with targets is known. */
  readonly targets?: readonly Target[];
  readonly stages: readonly Stage[];
};
