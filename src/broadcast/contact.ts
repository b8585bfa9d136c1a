import { z } from "zod";
import { dayOf, days, hours, type Instant } from "../domain/instant.ts";
import type { Programme } from "../domain/programme.ts";
import { isOfCommunes, type Role, roleNames } from "../domain/role.ts";
import { roundFor } from "../domain/round.ts";
import { type Dossier, dossierSchema } from "../dossier/fold.ts";
import { otherWords } from "../flow/answers.ts";
import type { Checklist, ListName } from "../flow/define.ts";
import { progress } from "../flow/progress.ts";

/** What somebody may be written to for; whoever wants nothing at all has opted out of "*". */
export const topics = ["round", "training", "fair", "policy", "other"] as const;
export type Topic = (typeof topics)[number];
export const optedOutSchema = z.union([z.tuple([z.literal("*")]), z.array(z.enum(topics))]);
export type OptedOut = z.infer<typeof optedOutSchema>;

/**
 * One dossier of a contact: product, an id of the programme or the producer's own words, empty as long as it is not
 * known; owner: who registers, as they call themselves; kind: what they are; helps: it is somebody else's. round: what
 * it is handed in for, or what was on when it was last worked on. missing: papers that must be there and are not.
 */
const contactDossierSchema = z.object({
  id: z.string(),
  product: z.string(),
  owner: z.string().optional(),
  kind: z.string().optional(),
  helps: z.literal(true).optional(),
  set: z.string().optional(),
  commune: z.string().optional(),
  round: z.string().optional(),
  state: dossierSchema.shape.state,
  stage: z.string().optional(),
  stars: z.number().optional(),
  missing: z.array(z.string()),
});
export type ContactDossier = z.infer<typeof contactDossierSchema>;

/**
 * What an announcement may look at of one person. chats: where they can be written to, the last used first; lastAt is
 * the midnight before their last word there; stoppedAt: when the chat last took nothing, being blocked or gone. seats:
 * what they are for the programme, until when, and for officers of a commune in which.
 */
export const contactSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  joinedAt: z.number(),
  name: z.string(),
  chats: z.array(z.object({ thread: z.string(), lastAt: z.number(), stoppedAt: z.number().optional() })),
  roles: z.array(z.enum(["producer", ...roleNames])),
  seats: z.array(
    z.object({ role: z.enum(roleNames), place: z.string().optional(), until: z.string().optional() }),
  ),
  dossiers: z.array(contactDossierSchema),
  trained: z.boolean(),
  optedOut: optedOutSchema,
});
export type Contact = z.infer<typeof contactSchema>;

/** Whether somebody wants no announcements on this topic. */
export const isOptedOut = ({ optedOut }: Pick<Contact, "optedOut">, topic: Topic): boolean =>
  optedOut.some((one) => one === "*" || one === topic);

/** What of a person's record a contact is made of. */
export type Whose = {
  readonly id: string;
  readonly consent?: { readonly at: Instant } | undefined;
  readonly roles: readonly Role[];
  readonly threads: readonly string[];
  readonly was?: readonly string[] | undefined;
  readonly dossiers: readonly { readonly id: string }[];
  readonly trained?: true | undefined;
  readonly optedOut?: OptedOut | undefined;
};

/** The programme with its rounds, and the checklists that dossiers are filled in by. */
export type Around = {
  readonly programme: Programme;
  readonly checklists: Readonly<Record<string, Checklist>>;
};

/**
 * What is known beside the person's record: their contact so far, those of theirs from before two channels were joined,
 * dossiers as they are now, and the exact last word of chats.
 */
export type Known = {
  readonly contacts: readonly Contact[];
  readonly dossiers: readonly Dossier[];
  readonly words: readonly { readonly thread: string; readonly at: Instant }[];
};

/** The midnight in Vietnam before an instant. */
export const midnightBefore = (at: Instant): Instant =>
  Math.floor((at + hours(7)) / days(1)) * days(1) - hours(7);

/**
 * A person's contact: of each of their dossiers what is known now, else what was known before. Undefined for whoever
 * has neither agreed to anything nor any role.
 */
export function contactOf(person: Whose, known: Known, around: Around): Contact | undefined {
  const { contacts } = known;
  if (person.consent === undefined && person.roles.length === 0) return undefined;
  const names = [person.id, ...(person.was ?? [])];
  const dossiers = [...new Set(person.dossiers.map((one) => one.id))].flatMap((id) => {
    const now = known.dossiers.find((one) => one.id === id);
    if (now !== undefined) return entryFor(names, now, around) ?? [];
    const before = contacts.flatMap((one) => one.dossiers.filter((entry) => entry.id === id));
    return before.find((entry) => entry.helps === undefined) ?? before[0] ?? [];
  });
  const seats = person.roles.map(({ role, place, office, until }) => ({
    role,
    ...(isOfCommunes(office ?? "") ? { place } : {}),
    ...(until === undefined ? {} : { until }),
  }));
  const joined = contacts.find((one) => one.id === person.id)?.joinedAt;
  return withEntries(
    {
      schema: 1,
      id: person.id,
      joinedAt:
        joined ??
        Math.min(...person.roles.map((one) => one.from), ...(person.consent ? [person.consent.at] : [])),
      name: "",
      chats: chatsOf(person, known),
      roles: person.consent === undefined ? [] : ["producer"],
      seats,
      dossiers: [],
      trained: person.trained === true,
      optedOut: person.optedOut ?? [],
    },
    dossiers,
  );
}

/** Where a person can be written to: the last used first, and what was never used last. */
function chatsOf({ threads }: Whose, { contacts, words }: Known): Contact["chats"] {
  const before = contacts.flatMap((one) => one.chats);
  const exact = (thread: string): Instant | undefined => words.find((one) => one.thread === thread)?.at;
  return threads
    .map((thread) => {
      const at = exact(thread);
      const lastAt =
        at === undefined ? before.find((one) => one.thread === thread)?.lastAt : midnightBefore(at);
      return { thread, lastAt: Math.max(0, lastAt ?? 0) };
    })
    .toSorted(
      (one, two) =>
        two.lastAt - one.lastAt ||
        // Of one day: what was said just now comes after all that is known by the day alone.
        (exact(two.thread) ?? 0) - (exact(one.thread) ?? 0) ||
        before.findIndex((chat) => chat.thread === one.thread) -
          before.findIndex((chat) => chat.thread === two.thread),
    );
}

/** A contact with these dossiers: their name, and whether they are a producer, follow from them. */
function withEntries(contact: Contact, dossiers: readonly ContactDossier[]): Contact {
  const own = dossiers.filter((one) => one.helps === undefined);
  const producer =
    own.length > 0 || (contact.seats.length === 0 && contact.roles.includes("producer"))
      ? ["producer" as const]
      : [];
  return {
    ...contact,
    name: own.findLast((one) => one.owner !== undefined)?.owner ?? "",
    roles: [...producer, ...new Set(contact.seats.map((one) => one.role))],
    dossiers: [...dossiers],
  };
}

/** Somebody's contact after a dossier of theirs was changed by others, or is no more; `names`: theirs, now and before. */
export function contactWith(
  contact: Contact,
  names: readonly string[],
  id: string,
  dossier: Dossier | undefined,
  around: Around,
): Contact {
  const entry = dossier === undefined ? undefined : entryFor(names, dossier, around);
  const known = contact.dossiers.some((one) => one.id === id);
  if (entry === undefined)
    return withEntries(
      contact,
      contact.dossiers.filter((one) => one.id !== id),
    );
  return withEntries(
    contact,
    known ? contact.dossiers.map((one) => (one.id === id ? entry : one)) : [...contact.dossiers, entry],
  );
}

/** A dossier as the contact of these names keeps it; undefined where it is neither theirs nor shared with them. */
function entryFor(
  names: readonly string[],
  dossier: Dossier,
  { programme, checklists }: Around,
): ContactDossier | undefined {
  const owns = names.includes(dossier.owner);
  if (!owns && !dossier.helpers?.some((one) => names.includes(one))) return undefined;
  const list = checklists[dossier.list];
  const text = (item: string | undefined): string | undefined => {
    const value = item === undefined ? undefined : dossier.answers[item];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const from = (name: ListName): string | undefined =>
    text(list === undefined ? undefined : itemFrom(list, name));
  const product = from("products");
  const some = <Key extends string>(key: Key, value: string | undefined) =>
    value === undefined ? {} : { [key]: value };
  const round = dossier.round ?? roundFor(programme.rounds, dayOf(dossier.changedAt))?.id;
  return contactDossierSchema.parse({
    id: dossier.id,
    product: product === undefined ? "" : (otherWords(product) ?? product),
    ...some("owner", text(list?.owner)),
    ...some("kind", text(list?.ownerKind)),
    ...(owns ? {} : { helps: true }),
    ...some("set", from("sets")),
    ...some("commune", dossier.place ?? from("communes")),
    ...some("round", round),
    state: dossier.state,
    ...some("stage", dossier.stage),
    ...(dossier.result?.stars === undefined ? {} : { stars: dossier.result.stars }),
    missing: list === undefined ? [] : papersMissing(list, dossier),
  });
}

/** The item of a checklist that is chosen from a list of the programme. */
const itemFrom = (list: Checklist, name: ListName): string | undefined =>
  Object.keys(list.items).find((id) => {
    const expect = list.items[id]?.expect;
    return expect?.kind === "from" && expect.list === name;
  });

/** Papers that must be there and are not, each once. */
function papersMissing(list: Checklist, dossier: Dossier): readonly string[] {
  const { open, blocked } = progress(list, dossier);
  const papers = [...open, ...blocked.map((one) => one.item)].flatMap((id) => {
    const item = list.items[id];
    return item?.expect.kind === "paper" && item.optional !== true ? [item.expect.paper] : [];
  });
  return [...new Set(papers)].toSorted();
}
