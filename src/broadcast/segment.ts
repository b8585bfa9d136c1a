import { z } from "zod";
import { type Day, dayOf, days, type Instant } from "../domain/instant.ts";
import { roleNames } from "../domain/role.ts";
import { dossierSchema } from "../dossier/fold.ts";
import { type Contact, type ContactDossier, midnightBefore } from "./contact.ts";

/** Who is meant by what they are; also officers of a commune, or of any other office, alone. */
export const audiences = ["producer", ...roleNames, "commune-officer", "office-officer"] as const;
export type Audience = (typeof audiences)[number];

const some = <Of extends z.ZodType>(of: Of) => z.array(of).min(1).optional();

const conditionsSchema = z.object({
  roles: some(z.enum(audiences)),
  /** Communes of officers. */
  places: some(z.string()),
  communes: some(z.string()),
  products: some(z.string()),
  sets: some(z.string()),
  /** What whoever registers is: a cooperative, a household. */
  kinds: some(z.string()),
  stars: some(z.number()),
  rounds: some(z.string()),
  states: some(dossierSchema.shape.state),
  missing: some(z.string()),
  seenWithinDays: z.number().optional(),
  unseenForDays: z.number().optional(),
  trained: z.boolean().optional(),
  /** answer "none": got it and has not answered. */
  answered: z.object({ announcement: z.string(), answer: z.string() }).optional(),
});
export type Conditions = z.infer<typeof conditionsSchema>;

/**
 * Whom an announcement is for: all conditions hold, and of the values of one any does. communes, products, sets, kinds,
 * stars, rounds, states and missing hold of one and the same dossier. except: whoever one of these holds of is left out.
 */
export const segmentSchema = conditionsSchema.extend({ except: some(conditionsSchema) });
export type Segment = z.infer<typeof segmentSchema>;

/** What somebody answered to announcements they got; "none" as long as they have not. */
export type AnsweredTo = Readonly<Record<string, string>>;

type Test = (contact: Contact, answers: AnsweredTo) => boolean;

/** The test whether somebody is meant, made once for many contacts. Whoever's roles have all ended never is. */
export function matcher(segment: Segment, now: Instant): (contact: Contact, answers?: AnsweredTo) => boolean {
  const today = dayOf(now);
  const meant = holding(segment, now, today);
  const left = (segment.except ?? []).map((one) => holding(one, now, today));
  return (contact, answers = {}) =>
    (contact.roles.includes("producer") || contact.seats.some((one) => lasts(one, today))) &&
    meant(contact, answers) &&
    !left.some((test) => test(contact, answers));
}

/** Whether somebody is meant. */
export const matches = (segment: Segment, contact: Contact, now: Instant, answers?: AnsweredTo): boolean =>
  matcher(segment, now)(contact, answers);

const lasts = ({ until }: Contact["seats"][number], today: Day): boolean =>
  until === undefined || today <= until;

function holding(of: Conditions, now: Instant, today: Day): Test {
  const tests: Test[] = [];
  const { roles, places, seenWithinDays, unseenForDays, trained, answered } = of;
  if (roles !== undefined) tests.push((contact) => roles.some((role) => isOne(contact, role, today)));
  if (places !== undefined)
    tests.push(({ seats }) =>
      seats.some((one) => one.place !== undefined && places.includes(one.place) && lasts(one, today)),
    );
  const lastSeen = ({ chats }: Contact): number => chats.reduce((last, one) => Math.max(last, one.lastAt), 0);
  const midnight = midnightBefore(now);
  if (seenWithinDays !== undefined)
    tests.push((contact) => midnight - lastSeen(contact) <= days(seenWithinDays));
  if (unseenForDays !== undefined)
    tests.push((contact) => midnight - lastSeen(contact) >= days(unseenForDays));
  if (trained !== undefined) tests.push((contact) => contact.trained === trained);
  if (answered !== undefined) tests.push((_, answers) => answers[answered.announcement] === answered.answer);
  const ofDossier = dossierTests(of);
  if (ofDossier.length > 0)
    tests.push(({ dossiers }) => dossiers.some((one) => ofDossier.every((test) => test(one))));
  return (contact, answers) => tests.every((test) => test(contact, answers));
}

function isOne({ roles, seats }: Contact, role: Audience, today: Day): boolean {
  if (role === "producer") return roles.includes("producer");
  return seats.some((seat) => {
    if (!lasts(seat, today)) return false;
    if (role === "commune-officer") return seat.role === "officer" && seat.place !== undefined;
    if (role === "office-officer") return seat.role === "officer" && seat.place === undefined;
    return seat.role === role;
  });
}

function dossierTests(of: Conditions): readonly ((dossier: ContactDossier) => boolean)[] {
  const among = <Value>(
    values: readonly Value[] | undefined,
    value: (dossier: ContactDossier) => Value | undefined,
  ): readonly ((dossier: ContactDossier) => boolean)[] => {
    if (values === undefined) return [];
    const wanted = new Set(values);
    return [
      (dossier) => {
        const it = value(dossier);
        return it !== undefined && wanted.has(it);
      },
    ];
  };
  const { missing } = of;
  return [
    ...among(of.communes, (one) => one.commune),
    ...among(of.products, (one) => one.product),
    ...among(of.sets, (one) => one.set),
    ...among(of.kinds, (one) => one.kind),
    ...among(of.stars, (one) => one.stars),
    ...among(of.rounds, (one) => one.round),
    ...among(of.states, (one) => one.state),
    ...(missing === undefined
      ? []
      : [(one: ContactDossier) => one.missing.some((paper) => missing.includes(paper))]),
  ];
}
