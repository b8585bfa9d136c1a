import type { Day } from "../domain/instant.ts";
import type { Law } from "../domain/law.ts";

/**
 * The law for dossiers begun on a day. Where an old law is still used for what was handed in under it, two are in
 * force at once: the later one rules what is new.
 */
export const inForce = (laws: readonly Law[], day: Day): Law | undefined =>
  laws
    .filter((law) => law.from <= day && (law.until === undefined || day <= law.until))
    .toSorted((one, two) => (one.from < two.from ? -1 : 1))
    .at(-1);
