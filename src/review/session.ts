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
 * asked. `products` stand in the order of the meeting. `alerted`: products whose totals lay too far apart, as was told.
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
