import type { Sheet } from "../domain/criteria.ts";
import type { Programme } from "../domain/programme.ts";
import type { Session } from "./session.ts";

/** A product as the papers of a session name it; `code`: of its receipt; `set` is the name of its set, `state` what its dossier lacks or that it is complete. */
export type PaperProduct = {
  readonly dossier: string;
  readonly code?: string;
  readonly title: string;
  readonly owner: string;
  readonly set: string;
  readonly state: string;
  readonly sheet: Sheet;
};

/** All that the papers of one session are made of. `council` is its full name; `above` takes products from so many points on. */
export type SessionPaper = {
  readonly programme: Pick<Programme, "title" | "document" | "place">;
  readonly council: string;
  readonly session: Session;
  readonly products: readonly PaperProduct[];
  readonly above?: { readonly office: string; readonly from: number };
};
