/** Puts an arranged story into better sentences, with nothing in it that was not told; undefined where that fails. Never throws. */
export type Storyteller = (arranged: string) => Promise<string | undefined>;
