/**
 * A kind of message that the knowledge is not asked for, known by examples. refused: not ours to answer;
 * other: it has a reply of its own (a greeting, one's own dossier, a wish for a person).
 */
export type NotOurs = {
  readonly id: string;
  readonly verdict: "refused" | "other";
  readonly examples: readonly string[];
};
