import { z } from "zod";
import { type Day, dayOf, days, hours, type Instant } from "../domain/instant.ts";
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
export const optedOutSchema = z.array(z.enum(["*", ...topics]));
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

/** Dossiers as a contact keeps them; undefined: neither theirs nor shared with them. */
export type Entries = ReadonlyMap<string, ContactDossier | undefined>;

/**
 * What is known beside the person's record: their contact so far, those of theirs from before two channels were joined,
 * dossiers as they are now, and the exact last word of chats.
 */
export type Known = {
  readonly contacts: readonly Contact[];
  readonly entries: Entries;
  readonly words: readonly { readonly thread: string; readonly at: Instant }[];
};

/** The midnight in Vietnam before an instant. */
export const midnightBefore = (at: Instant): Instant =>
  Math.floor((at + hours(7)) / days(1)) * days(1) - hours(7);

/**
 * A person's contact: of each of their dossiers what is known now, else what was known before. Undefined for whoever
 * has neither agreed to anything nor any role.
 */
export function contactOf(person: Whose, known: Known): Contact | undefined {
  const { contacts, entries } = known;
  if (person.consent === undefined && person.roles.length === 0) return undefined;
  const dossiers = [...new Set(person.dossiers.map((one) => one.id))].flatMap((id) => {
    if (entries.has(id)) return entries.get(id) ?? [];
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
      if (at !== undefined) return { thread, lastAt: Math.max(0, midnightBefore(at)) };
      const { lastAt = 0, stoppedAt } = before.find((one) => one.thread === thread) ?? {};
      return { thread, lastAt, ...(stoppedAt === undefined ? {} : { stoppedAt }) };
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

/** Somebody's contact after others changed or erased a dossier of theirs. */
export function contactWith(contact: Contact, id: string, entry: ContactDossier | undefined): Contact {
  const others = contact.dossiers.filter((one) => one.id !== id);
  if (entry === undefined) return withEntries(contact, others);
  const known = contact.dossiers.some((one) => one.id === id);
  return withEntries(
    contact,
    known ? contact.dossiers.map((one) => (one.id === id ? entry : one)) : [...others, entry],
  );
}

/** Dossiers as the contact of a person keeps them. */
export const entriesOf = (
  { id, was = [] }: Pick<Whose, "id" | "was">,
  dossiers: readonly Dossier[],
  around: Around,
): Entries => new Map(dossiers.map((one) => [one.id, entryFor([id, ...was], one, around)]));

/** A dossier as the contact of somebody of these names keeps it. */
export function entryFor(
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
  const [owner, kind, set] = [text(list?.owner), text(list?.ownerKind), from("sets")];
  const commune = dossier.place ?? from("communes");
  const round = dossier.round ?? roundFor(programme.rounds, dayAt(dossier.changedAt))?.id;
  return {
    id: dossier.id,
    product: product === undefined ? "" : (otherWords(product) ?? product),
    ...(owner === undefined ? {} : { owner }),
    ...(kind === undefined ? {} : { kind }),
    ...(owns ? {} : { helps: true }),
    ...(set === undefined ? {} : { set }),
    ...(commune === undefined ? {} : { commune }),
    ...(round === undefined ? {} : { round }),
    state: dossier.state,
    ...(dossier.stage === undefined ? {} : { stage: dossier.stage }),
    ...(dossier.result?.stars === undefined ? {} : { stars: dossier.result.stars }),
    missing: list === undefined ? [] : papersMissing(list, dossier),
  };
}

let last: { readonly midnight: Instant; readonly day: Day } = { midnight: -1, day: "" };

/** The day of an instant, worked out once: most dossiers were changed today. */
function dayAt(at: Instant): Day {
  const midnight = midnightBefore(at);
  if (midnight !== last.midnight) last = { midnight, day: dayOf(at) };
  return last.day;
}

/** The item of a checklist that is chosen from a list of the programme. */
const itemFrom = (list: Checklist, name: ListName): string | undefined =>
  Object.keys(list.items).find((id) => {
    const expect = list.items[id]?.expect;
    return expect?.kind === "from" && expect.list === name;
  });

/** Papers that must be there and are not, each once. */
function papersMissing(list: Checklist, dossier: Dossier): string[] {
  const { open, blocked } = progress(list, dossier);
  const papers = [...open, ...blocked.map((one) => one.item)].flatMap((id) => {
    const item = list.items[id];
    return item?.expect.kind === "paper" && item.optional !== true ? [item.expect.paper] : [];
  });
  return [...new Set(papers)].toSorted();
}
