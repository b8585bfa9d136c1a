declare const brand: unique symbol;

/** The name of one conversation, "<channel>:<who>"; the brand keeps other strings from being taken for one. */
export type ThreadId = string & { readonly [brand]: "thread" };

// oxlint-disable-next-line typescript/consistent-type-assertions -- the one place where a plain string becomes a ThreadId
export const threadId = (text: string): ThreadId => text as ThreadId;
