import { z } from "zod";

/** What may be asked about a document that an officer adds: file and meant before it is read, the rest after. */
export const documentAsks = [
  "file",
  "meant",
  "kind",
  "number",
  "date",
  "from",
  "until",
  "fix",
  "agree",
] as const;
export type DocumentAsk = (typeof documentAsks)[number];

/** What an officer said of a document, days as YYYY-MM-DD. */
export const documentGiven = z.object({
  kind: z.string().optional(),
  number: z.string().optional(),
  date: z.string().optional(),
  from: z.string().optional(),
  until: z.string().optional(),
});

/** What may be added by message: larger ones are for the command. */
export const documentMost = {
  bytes: 5 * 1024 * 1024,
  /** Of one document, and what its articles hold together. */
  articles: 300,
  letters: 400_000,
  /** Documents that are no files yet, and in all. */
  waiting: 100,
  kept: 300,
} as const;

/**
 * A document that somebody proposed to add to what is known; its articles stand beside it, as the files they will be.
 * name: as people cite it; starts: its first articles as they are shown; names: of all its articles; same: what two
 * deliveries of one document have in common.
 */
export const documentSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  name: z.string(),
  number: z.string(),
  date: z.string(),
  from: z.string(),
  until: z.string().optional(),
  file: z.string(),
  articles: z.number(),
  passages: z.number(),
  starts: z.array(z.string()),
  names: z.array(z.string()),
  same: z.string(),
  at: z.number(),
  by: z.string(),
  state: z.enum(["proposed", "published"]),
  approved: z.object({ at: z.number(), by: z.string() }).optional(),
});
export type KeptDocument = z.infer<typeof documentSchema>;

/** The articles of a document, each as the file it will be. */
export const articlesSchema = z.object({
  schema: z.literal(1),
  files: z.array(z.object({ path: z.string(), text: z.string() })),
});

/** Whether a number is a document's, not an inquiry's. */
export const isDocument = (id: string): boolean => id.startsWith("V");
