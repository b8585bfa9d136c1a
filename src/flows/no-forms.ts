import type { Form } from "../flow/form.ts";

/** Where nothing makes official forms, on Workers, their layout would be weight alone: `#forms` in package.json chooses. */
export const formsOf: Readonly<Record<string, readonly Form[]>> = {};
