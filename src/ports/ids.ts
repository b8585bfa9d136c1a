/** The only source of new names: unguessable in service, counting in tests. */
export type Ids = { readonly next: (kind: string) => string };
