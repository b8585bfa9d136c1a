import type { Day } from "../domain/instant.ts";
import type { Law, Matter } from "../domain/law.ts";

/**
 * The law of a matter for what is begun on a day. Where an old law is still used for what was handed in under it, two are in
 * force at once: the later one rules what is new.
 */
export const inForce = (laws: readonly Law[], matter: Matter, day: Day): Law | undefined =>
  laws
    .filter(
      (law) => law.matter === matter && law.from <= day && (law.until === undefined || day <= law.until),
    )
    .toSorted((one, two) => (one.from < two.from ? -1 : 1))
    .at(-1);
