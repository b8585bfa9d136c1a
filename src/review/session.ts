import { z } from "zod";

const pointsSchema = z.record(z.string(), z.number().int().nonnegative());

/** Points by criterion; under "A", "B" or "C" the total of a part whose criteria are not all known. */
export type Points = Readonly<z.infer<typeof pointsSchema>>;

/**
 * One meeting of a council. `chair` is one of the members; `present` are those who came; `from` of a member is the
 * office that sent them. A conflict keeps a member away from one product. `products` stand in the order of the meeting.
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
  chair: z.string(),
  secretary: z.object({ person: z.string(), name: z.string() }),
  members: z.array(z.object({ person: z.string(), name: z.string(), from: z.string() })).max(60),
  present: z.array(z.string()),
  products: z.array(z.object({ dossier: z.string(), title: z.string(), set: z.string() })),
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
});

export type Session = z.infer<typeof sessionSchema>;
export type Member = Session["members"][number];
export type Score = Session["scores"][number];
