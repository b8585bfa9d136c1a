/** What one field of a model's reply holds: a text, a list of short texts, or one of a few words. */
export type ReplyField = "text" | "list" | readonly string[];

/** The fields of a model's reply, by name; all of them are wanted. */
export type ReplyShape = Readonly<Record<string, ReplyField>>;

/** What a model is told. `system` never varies, so that servers can keep it; `user` has {places} to be filled. */
export type ModelPrompt = {
  readonly id: string;
  readonly temperature: number;
  readonly maxTokens: number;
  /** How long it may take, all tries together. */
  readonly seconds: number;
  readonly fills: readonly string[];
  readonly reply: ReplyShape;
  readonly system: string;
  readonly user: string;
};
