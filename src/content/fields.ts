import { z } from "zod";

export const certainty = z.enum(["read", "inferred", "recalled", "unconfirmed"]);
export const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, "small letters, digits and single dashes");
export const words = z.string().trim().min(1);
export const day = z.iso.date("a day as 2021-03-15, in quotes");
export const source = z.array(words).min(1);
