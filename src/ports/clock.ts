import type { Instant } from "../domain/instant.ts";

/** The only source of time. */
export type Clock = { readonly now: () => Instant };
