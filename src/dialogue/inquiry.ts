import { z } from "zod";
import { plain } from "../text/plain.ts";

/**
 * What is handed on to an office, until it is answered and published. what: a question no source answers, an answer that
 * is said to be wrong (its `receipt`), or a wish for a person. text: as asked, numbers of phones and papers masked.
 * same: what all have in common who ask the same; the chats that wait stand in an index. reply: by whom and when, and the office as people know it. article: whether it may stand among what is known.
 * late: since when, and to which office besides, it was brought because nobody had answered in time.
 */
export const inquirySchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  what: z.enum(["question", "wrong", "person"]),
  text: z.string(),
  at: z.number(),
  office: z.string(),
  place: z.string().optional(),
  receipt: z.string().optional(),
  same: z.string(),
  reply: z.object({ text: z.string(), at: z.number(), by: z.string(), office: z.string() }).optional(),
  late: z.object({ at: z.number(), to: z.string() }).optional(),
  article: z.object({ state: z.enum(["proposed", "published"]), at: z.number(), by: z.string() }).optional(),
});
export type Inquiry = z.infer<typeof inquirySchema>;

/** The same for everybody who asks an office the same in their own spelling; a wish for a person is each one's own. */
export const sameness = (one: Pick<Inquiry, "what" | "text" | "office">, thread: string): string =>
  `${one.what} ${one.what === "person" ? `${thread} ` : ""}${one.office} ${plain(one.text).slice(0, 200)}`;
