/** Names of things. All are strings; the brand keeps a thread from being taken for a person. */
declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

export type ThreadId = Brand<"thread">;
export type PersonId = Brand<"person">;
export type DossierId = Brand<"dossier">;

// oxlint-disable-next-line typescript/consistent-type-assertions -- the one place where a plain string becomes a ThreadId
export const threadId = (text: string): ThreadId => text as ThreadId;
// oxlint-disable-next-line typescript/consistent-type-assertions -- the one place where a plain string becomes a PersonId
export const personId = (text: string): PersonId => text as PersonId;
// oxlint-disable-next-line typescript/consistent-type-assertions -- the one place where a plain string becomes a DossierId
export const dossierId = (text: string): DossierId => text as DossierId;
