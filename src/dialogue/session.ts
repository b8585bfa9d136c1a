import type { Dossier } from "../dossier/fold.ts";
import type { FileRef } from "../domain/message.ts";
import { type Member, type Session } from "../review/session.ts";
import { isSamePerson, type Person } from "./person.ts";
import type { Turn } from "./scene.ts";
import type { Draft } from "./thread.ts";

/** The papers of a session. */
export type PaperName = "minutes" | "scores";

/**
 * What somebody wants with a session. prepare: shows what would be opened; begin: opens it. Of a member: here, name,
 * conflict, score (a product, by its number, or the next), points, count: the points count now; see, pages: the dossier.
 * Of whoever leads it: chair, close, drop, papers, send; ask-… shows what would be done. state: how far it is.
 */
export type SessionDeed =
  | { readonly do: "prepare" | "begin"; readonly draft: Draft }
  | { readonly do: "here" | "single" | "count" | "state" }
  | { readonly do: "self-score" }
  | { readonly do: "score"; readonly product?: number }
  | { readonly do: "name" | "points" | "chair"; readonly text: string }
  | { readonly do: "conflict"; readonly products: readonly number[] }
  | { readonly do: "see"; readonly number: number }
  | { readonly do: "pages"; readonly page: number }
  | { readonly do: "ask-close" | "ask-drop" | "drop" | "ask-send" | "send" }
  | { readonly do: "close"; readonly seen: string }
  | { readonly do: "papers"; readonly which: readonly PaperName[] };

/** What has to be looked up; without a name it is the session that is open, else the last. */
export type SessionWant = { readonly named?: string; readonly deed: SessionDeed };

/** The versions at which a session and what its members brought were read, in the order of the members. */
export type SessionVersions = { readonly session: number; readonly seats: readonly number[] };

/**
 * What was found. versions: the session's as it was read. next: the number of a new one. ready: dossiers that wait for a
 * session. people: with a role in the council, or its secretaries. dossiers: of the session, as far as they matter. chats:
 * of their producers; leads: of its secretary and of who opened it; called: of its members. files: its papers.
 */
export type SessionFound = SessionWant & {
  readonly session: Session | undefined;
  readonly versions: SessionVersions;
  readonly next: number;
  readonly ready: readonly Dossier[];
  readonly people: readonly Person[];
  readonly dossiers: readonly Dossier[];
  readonly chats: Readonly<Record<string, readonly string[]>>;
  readonly leads: readonly string[];
  readonly called: readonly string[];
  readonly files: readonly FileRef[];
};

/** The turn with something to be looked up, or done, about a session. */
export const wantSession = (turn: Turn, deed: SessionDeed, named?: string): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "session", want: { deed, ...(named === undefined ? {} : { named }) } }],
});

/** The turn that keeps a session as it is now; what it kept before in the same turn is replaced. */
export const keepSession = (
  turn: Turn,
  { session: before, versions }: Pick<SessionFound, "session" | "versions">,
  now: Session | undefined,
): Turn => ({
  ...turn,
  effects: [
    ...turn.effects.filter((one) => one.kind !== "keep-session"),
    { kind: "keep-session", before, versions, now },
  ],
});

/** The member that somebody is in a session. */
export const memberIn = (session: Session, person: Person | undefined): Member | undefined =>
  person === undefined ? undefined : session.members.find((one) => isSamePerson(person, one.person));
