import type { Audit } from "./desk.ts";
import type { Person } from "./person.ts";
import type { Turn } from "./scene.ts";

/** The turn with one more line of the audit log: who used a right, and on what. */
export const audited = (turn: Turn, person: Pick<Person, "id">, deed: Audit, about: string): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "audit", by: person.id, deed, about }],
});
