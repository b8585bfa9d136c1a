import type { Form } from "../flow/form.ts";
import { forms as forms1048 } from "./qd-1048-2019/forms.ts";
import { forms as forms26 } from "./qd-26-2026/forms.ts";

/** The official forms of each law. */
export const formsOf: Readonly<Record<string, readonly Form[]>> = {
  "qd-1048-2019": forms1048,
  "qd-26-2026": forms26,
};
