import { z } from "zod";
import { roleNames } from "../domain/role.ts";
import { dossierSchema } from "../dossier/fold.ts";

/** Who is meant by what they are; an officer of a commune or of any other office where only these are meant. */
export const audiences = ["producer", ...roleNames, "commune-officer", "district-officer"] as const;

const some = <Of extends z.ZodType>(of: Of) => z.array(of).min(1).optional();

const conditions = {
  roles: some(z.enum(audiences)),
  /** Communes of officers. */
  places: some(z.string()),
  communes: some(z.string()),
  products: some(z.string()),
  sets: some(z.string()),
  stars: some(z.number()),
  rounds: some(z.string()),
  states: some(dossierSchema.shape.state),
  missing: some(z.string()),
  seenWithinDays: z.number().optional(),
  unseenForDays: z.number().optional(),
  trained: z.boolean().optional(),
  /** answer "none": got it and has not answered. */
  answered: z.object({ announcement: z.string(), answer: z.string() }).optional(),
};
const conditionsSchema = z.object(conditions);

/**
 * Whom an announcement is for: all conditions hold, of the values of one any does. communes, products, sets, stars,
 * rounds, states and missing must hold of one and the same dossier. except: whoever one of these holds of is left out.
 */
export const segmentSchema = z.object({ ...conditions, except: z.array(conditionsSchema).optional() });
export type Conditions = z.infer<typeof conditionsSchema>;
export type Segment = z.infer<typeof segmentSchema>;
