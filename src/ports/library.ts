import type { Article } from "../domain/article.ts";

/** What offices have answered and a second person has approved, the newest first; kept for a short while between looks. */
export type Library = { readonly published: () => Promise<readonly Article[]> };
