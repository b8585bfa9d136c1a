import { z } from "zod";

/** Someone who has agreed that their data is kept. consent: which wording they said yes to, and when. */
export const personSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  consent: z.object({ version: z.string(), at: z.number() }),
  threads: z.array(z.string()),
  /** Names of the same person from before two channels were joined. */
  was: z.array(z.string()).optional(),
  dossiers: z.array(z.object({ id: z.string(), title: z.string(), handedIn: z.boolean() })),
});
export type Person = z.infer<typeof personSchema>;

/** The version of the wording under the code `consent` in prompts/people/vi.md: a changed text needs a new one. */
export const consentVersion = "2026-11-25";
