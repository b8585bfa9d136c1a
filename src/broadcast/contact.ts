import { z } from "zod";
import { roleNames } from "../domain/role.ts";

/** What somebody may be asked about or written to for; "*" in a contact is all of them. */
export const topics = ["round", "training", "fair", "policy", "other"] as const;
export type Topic = (typeof topics)[number];
export const topicSchema = z.enum(topics);

/**
 * One dossier of a contact: product, an id of the programme or the producer's own words, empty as long as it is not
 * known; owner: who registers, as they call themselves; helps: it is somebody else's. round: what it is handed in for,
 * or was worked on for last. missing: papers that must be there and are not.
 */
const contactDossierSchema = z.object({
  id: z.string(),
  product: z.string(),
  owner: z.string().optional(),
  helps: z.literal(true).optional(),
  set: z.string().optional(),
  commune: z.string().optional(),
  round: z.string().optional(),
  state: z.enum(["draft", "handed-in", "returned", "evaluated", "recognised", "not-reached"]),
  stage: z.string().optional(),
  stars: z.number().optional(),
  missing: z.array(z.string()),
});
export type ContactDossier = z.infer<typeof contactDossierSchema>;

/**
 * What an announcement may look at of one person. chats: where they can be written to, the last used first; lastAt is
 * the midnight before their last word; stoppedAt: when the chat last took nothing, being blocked or gone. seats: what they are for the programme, where, and until when.
 */
export const contactSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  joinedAt: z.number(),
  name: z.string(),
  chats: z.array(
    z.object({ thread: z.string(), lastAt: z.number(), stoppedAt: z.number().optional() }),
  ),
  roles: z.array(z.enum(["producer", ...roleNames])),
  seats: z.array(z.object({ role: z.enum(roleNames), place: z.string(), until: z.string().optional() })),
  dossiers: z.array(contactDossierSchema),
  trained: z.boolean(),
  optedOut: z.union([z.tuple([z.literal("*")]), z.array(topicSchema)]),
});
export type Contact = z.infer<typeof contactSchema>;

/** Whether somebody wants no announcements on this topic. */
export const isOptedOut = ({ optedOut }: Pick<Contact, "optedOut">, topic: Topic): boolean =>
  optedOut.some((one) => one === "*" || one === topic);
