/** Texts that are kept beside the store, in the order given, and outlive this process. */
export type Spool = {
  /** What processes that are gone left here, in order; it is ours from now on. */
  readonly left: () => Promise<readonly string[]>;
  /** Returns when the text is on disk. */
  readonly keep: (text: string) => Promise<void>;
  /** Forgets everything kept before. */
  readonly clear: () => Promise<void>;
};
