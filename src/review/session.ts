import { z } from "zod";
import { fileSchema } from "../dossier/entry.ts";

const pointsSchema = z.record(z.string(), z.number().int().nonnegative());

/** Points by criterion; under "A", "B" or "C" the total of a part whose criteria are not all known. */
export type Points = Readonly<z.infer<typeof pointsSchema>>;

/** Products and members of one session. */
export const mostProducts = 30;
export const mostMembers = 15;

/**
 * One meeting of a council. `chair` is one of the members, or "" as long as nobody is; `chairName`: who it is to be, until
 * a member says that this is their name. `present` are those who came; `from` of a member is the office that sent them;
 * a member has no name before they came. A conflict keeps a member away from one product; `declared` are those who were
 * asked. `products` stand in the order of the meeting; `since`: when each came to this stage, so that one that
 * was taken back and changed is not taken for what was scored. `alerted`: products whose totals lay too far apart, as was told.
 * `files`: the papers made of it once it was closed.
 */
export const sessionSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  title: z.string(),
  day: z.string(),
  stage: z.string(),
  place: z.string().exactOptional(),
  begins: z.string().exactOptional(),
  ends: z.string().exactOptional(),
  opener: z.string().exactOptional(),
  chair: z.string(),
  chairName: z.string().exactOptional(),
  secretary: z.object({ person: z.string(), name: z.string() }),
  members: z.array(z.object({ person: z.string(), name: z.string(), from: z.string() })).max(60),
  present: z.array(z.string()),
  products: z.array(
    z.object({
      dossier: z.string(),
      title: z.string(),
      set: z.string(),
      owner: z.string().exactOptional(),
      code: z.string().exactOptional(),
      since: z.number().exactOptional(),
    }),
  ),
  declared: z.array(z.string()).exactOptional(),
  alerted: z.array(z.string()).exactOptional(),
  conflicts: z.array(z.object({ person: z.string(), dossier: z.string() })),
  scores: z.array(
    z.object({
      person: z.string(),
      dossier: z.string(),
      points: pointsSchema,
      notes: z.string().exactOptional(),
    }),
  ),
  state: z.enum(["open", "closed"]),
  files: z
    .object({ minutes: fileSchema.exactOptional(), scores: fileSchema.exactOptional() })
    .exactOptional(),
});

export type Session = z.infer<typeof sessionSchema>;
export type Product = Session["products"][number];
export type Member = Session["members"][number];
export type Score = Session["scores"][number];

/**
 * What one member has brought into a session that is open. It is kept by itself, so that members who write at the same
 * time do not wait for each other.
 */
export const seatSchema = z.object({
  schema: z.literal(1),
  name: z.string(),
  from: z.string(),
  present: z.boolean(),
  declared: z.boolean(),
  conflicts: z.array(z.string()),
  scores: z.array(z.object({ dossier: z.string(), points: pointsSchema, notes: z.string().exactOptional() })),
});
export type Seat = z.infer<typeof seatSchema>;

/** What a member has brought into a session. */
export function seatOf(session: Session, person: string): Seat {
  const { name = "", from = "" } = session.members.find((one) => one.person === person) ?? {};
  return {
    schema: 1,
    name,
    from,
    present: session.present.includes(person),
    declared: session.declared?.includes(person) ?? false,
    conflicts: session.conflicts.flatMap((one) => (one.person === person ? [one.dossier] : [])),
    scores: session.scores.flatMap(({ person: by, ...score }) => (by === person ? [score] : [])),
  };
}

/** A session without what its members have brought. */
export const withoutSeats = (session: Session): Session => ({
  ...session,
  members: session.members.map(({ person }) => ({ person, name: "", from: "" })),
  present: [],
  declared: [],
  conflicts: [],
  scores: [],
});

/** A session with what its members have brought, in their order. */
export function withSeats(session: Session, seats: readonly (Seat | undefined)[]): Session {
  const taken = session.members.flatMap(({ person }, at) => {
    const seat = seats[at];
    return seat === undefined ? [] : [{ person, seat }];
  });
  const who = (which: "present" | "declared"): string[] =>
    taken.filter(({ seat }) => seat[which]).map(({ person }) => person);
  return {
    ...session,
    members: session.members.map((one, at) => {
      const { name = "", from = "" } = seats[at] ?? {};
      return { ...one, name, from };
    }),
    present: who("present"),
    declared: who("declared"),
    conflicts: taken.flatMap(({ person, seat }) => seat.conflicts.map((dossier) => ({ person, dossier }))),
    scores: taken.flatMap(({ person, seat }) => seat.scores.map((score) => ({ ...score, person }))),
  };
}
