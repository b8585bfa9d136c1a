import type { Carrying, Renewing } from "../flow/carry.ts";
import type { Checklist } from "../flow/define.ts";
import type { ProductSet } from "../domain/set.ts";
import type { Sheet } from "../domain/criteria.ts";
import type { Meaning } from "../flow/meaning.ts";
import { carry104826 } from "./carry-1048-26.ts";
import { sheets as sheets1048 } from "./qd-1048-2019/criteria.ts";
import { meanings as meanings1048 } from "./qd-1048-2019/levels.ts";
import { register as register1048 } from "./qd-1048-2019/register.ts";
import { sets as sets1048 } from "./qd-1048-2019/sets.ts";
import { sheets as sheets26 } from "./qd-26-2026/criteria.ts";
import { meanings as meanings26 } from "./qd-26-2026/levels.ts";
import { register as register26 } from "./qd-26-2026/register.ts";
import { renewal as renewal26 } from "./qd-26-2026/renewal.ts";
import { sets as sets26 } from "./qd-26-2026/sets.ts";

/** Every checklist of the program. */
export const checklists: readonly Checklist[] = [register1048, register26];

/** The product sets of each law, by the id of the law. */
export const setsOf: Readonly<Record<string, readonly ProductSet[]>> = {
  "qd-1048-2019": sets1048,
  "qd-26-2026": sets26,
};

/** The scoring sheets of each law, one for each of its product sets. */
export const sheetsOf: Readonly<Record<string, readonly Sheet[]>> = {
  "qd-1048-2019": sheets1048,
  "qd-26-2026": sheets26,
};

/** What the levels of each law's sheets mean, and what speaks for them. */
export const meaningsOf: Readonly<Record<string, readonly Meaning[]>> = {
  "qd-1048-2019": meanings1048,
  "qd-26-2026": meanings26,
};

/** The ways from an older list to a later one. */
export const carryings: readonly Carrying[] = [carry104826];

/** How dossiers of a list are done again, for lists under which that is possible. */
export const renewings: readonly Renewing[] = [renewal26];
