/** How sure a fact is: read in the named source, inferred from it, recalled without a source, or not confirmed. */
export type Certainty = "read" | "inferred" | "recalled" | "unconfirmed";
