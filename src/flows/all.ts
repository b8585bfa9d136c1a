import type { Checklist } from "../flow/define.ts";
import type { Form } from "../flow/form.ts";
import type { ProductSet } from "../domain/set.ts";
import type { Sheet } from "../domain/criteria.ts";
import { sheets as sheets1048 } from "./qd-1048-2019/criteria.ts";
import { forms as forms1048 } from "./qd-1048-2019/forms.ts";
import { register as register1048 } from "./qd-1048-2019/register.ts";
import { sets as sets1048 } from "./qd-1048-2019/sets.ts";
import { sheets as sheets26 } from "./qd-26-2026/criteria.ts";
import { forms as forms26 } from "./qd-26-2026/forms.ts";
import { register as register26 } from "./qd-26-2026/register.ts";
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

/** The official forms of each law. */
export const formsOf: Readonly<Record<string, readonly Form[]>> = {
  "qd-1048-2019": forms1048,
  "qd-26-2026": forms26,
};
