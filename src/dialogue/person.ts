import { z } from "zod";
import { optedOutSchema } from "../broadcast/contact.ts";
import { type Day, dayOf, daysBetween, type Instant } from "../domain/instant.ts";
import type { Period } from "../domain/retention.ts";
import { roleNames } from "../domain/role.ts";

/** A role as it is kept. */
export const roleSchema = z.object({
  role: z.enum(roleNames),
  place: z.string(),
  office: z.string().optional(),
  from: z.number(),
  until: z.string().optional(),
  by: z.string(),
});

/** A role that is offered to somebody. */
export const offerSchema = roleSchema.omit({ from: true, by: true });

/**
 * Someone whose data is kept. consent: which wording they said yes to, and when; whoever only has a role has given none.
 * reminders: whether they want none, the chat where they last wrote, and the day of the last one. optedOut: what they
 * want no announcements on. trained: whether they have been to a training.
 * lapse: that they were told their drafts will go, if they wrote nothing since.
 */
export const personSchema = z.object({
  schema: z.literal(3),
  id: z.string(),
  consent: z.object({ version: z.string(), at: z.number() }).optional(),
  roles: z.array(roleSchema),
  threads: z.array(z.string()),
  /** Names of the same person from before two channels were joined. */
  was: z.array(z.string()).optional(),
  dossiers: z.array(z.object({ id: z.string(), title: z.string(), handedIn: z.boolean() })),
  reminders: z
    .object({
      off: z.literal(true).optional(),
      chat: z.string().optional(),
      last: z.string().optional(),
    })
    .optional(),
  optedOut: optedOutSchema.optional(),
  trained: z.literal(true).optional(),
  lapse: z
    .object({ first: z.string(), second: z.string().optional(), unsaid: z.literal(true).optional() })
    .optional(),
});
export type Person = z.infer<typeof personSchema>;

/** Roles that never ended, with the names they had then. */
const endless = roleSchema
  .omit({ until: true })
  .extend({ role: z.enum(["officer", "staff", "council", "admin"]) });
const withEndlessRoles = personSchema.extend({ schema: z.literal(2), roles: z.array(endless) });
const withoutRoles = personSchema.omit({ roles: true }).extend({ schema: z.literal(1) });

/** A person as any version of the program kept them. */
export const keptPerson = z.union([
  personSchema,
  withEndlessRoles.transform((old): Person => ({ ...old, schema: 3 })),
  withoutRoles.transform((old): Person => ({ ...old, schema: 3, roles: [] })),
]);

/** Somebody new: nothing agreed to, nothing begun. */
export const newPerson = (id: string, thread: string): Person => ({
  schema: 3,
  id,
  roles: [],
  threads: [thread],
  dossiers: [],
});

/** Whether two names are of one person, also from before two channels were joined. */
export const isSamePerson = (person: Person, id: string): boolean =>
  person.id === id || (person.was ?? []).includes(id);

/**
 * Whether nothing is left to keep somebody for: no dossier, no role for so long, and no word. `words`: when they last
 * wrote, in each of their chats.
 */
export function isForgotten(
  { dossiers, roles }: Person,
  words: readonly Instant[],
  period: Pick<Period, "days">,
  today: Day,
): boolean {
  const { days = 0 } = period;
  const holds = ({ until }: Person["roles"][number]): boolean =>
    until === undefined || daysBetween(until, today) < days;
  return (
    dossiers.length === 0 && !roles.some(holds) && words.every((at) => daysBetween(dayOf(at), today) >= days)
  );
}

/** The version of the wording under the code `consent` in prompts/people/vi.md: a changed text needs a new one. */
export const consentVersion = "2026-11-25.3";
