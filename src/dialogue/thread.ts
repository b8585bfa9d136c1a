import { z } from "zod";
import { segmentSchema } from "../broadcast/segment.ts";
import { entrySchema } from "../register/entry.ts";
import { numbersSchema, recordSchema } from "../register/record.ts";
import { fileSchema, findingSchema, reasonSchema, valueSchema } from "../dossier/entry.ts";
import { offerSchema } from "./person.ts";
import { documentAsks, documentGiven } from "./document.ts";

/** A round as it is kept. */
export const keptRoundSchema = z.object({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  until: z.string(),
  closed: z.literal(true).optional(),
});

const choice = z.object({ data: z.string(), label: z.string() });

/** A session as it is to be opened; without products it is about all that are ready. */
const draftSchema = z.object({
  day: z.string(),
  begins: z.string().optional(),
  place: z.string().optional(),
  chair: z.string().optional(),
  products: z.array(z.string()).optional(),
});
export type Draft = z.infer<typeof draftSchema>;

/**
 * What a yes, a name or a value will be taken for. One at a time; a new one replaces it. document: what an officer adds to
 * the knowledge: what is asked of it now, what was said of it, what seemed wrong and was asked about, and how long it waits.
 * announcement: what is asked of one that is being written, a file that waits for its text, and people that were understood.
 */
const pendingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start"), words: z.string() }),
  z.object({ kind: z.literal("change"), item: z.string(), value: valueSchema }),
  z.object({ kind: z.literal("new-value"), item: z.string() }),
  z.object({ kind: z.literal("hand-in") }),
  z.object({ kind: z.literal("join"), code: z.string() }),
  z.object({ kind: z.literal("erase"), all: z.boolean() }),
  z.object({ kind: z.literal("reply"), inquiry: z.string() }),
  z.object({ kind: z.literal("enter"), entry: entrySchema }),
  z.object({ kind: z.literal("remove"), record: z.string() }),
  z.object({ kind: z.literal("import"), file: fileSchema }),
  z.object({ kind: z.literal("unpack"), file: fileSchema }),
  z.object({ kind: z.literal("withdraw") }),
  z.object({ kind: z.literal("move"), dossier: z.string() }),
  z.object({
    kind: z.literal("renew"),
    why: z.enum(["again", "upgrade"]),
    dossier: z.string().optional(),
    product: z.string().optional(),
  }),
  z.object({ kind: z.literal("reasons"), dossier: z.string() }),
  z.object({
    kind: z.literal("return"),
    dossier: z.string(),
    seen: z.number(),
    reasons: z.array(reasonSchema),
    note: z.string().optional(),
  }),
  z.object({
    kind: z.literal("accept"),
    dossier: z.string(),
    seen: z.number(),
    findings: z.array(findingSchema).optional(),
  }),
  z.object({
    kind: z.literal("result"),
    dossier: z.string(),
    seen: z.number(),
    stars: z.number().optional(),
    decision: z.string().optional(),
    improve: z.string().optional(),
  }),
  z.object({
    kind: z.literal("round"),
    deed: z.enum(["opened", "changed", "closed"]),
    round: keptRoundSchema,
  }),
  z.object({
    kind: z.literal("announcement"),
    id: z.string().optional(),
    asks: z.enum([
      "text",
      "whom",
      "commune",
      "product",
      "state",
      "officer",
      "words",
      "do",
      "when",
      "sure",
      "release",
    ]),
    file: fileSchema.optional(),
    segment: segmentSchema.optional(),
  }),
  z.object({ kind: z.literal("invite"), role: offerSchema }),
  z.object({ kind: z.literal("unseat"), code: z.string() }),
  z.object({ kind: z.literal("session-open"), draft: draftSchema }),
  z.object({ kind: z.literal("session-name"), session: z.string() }),
  z.object({ kind: z.literal("session-conflict"), session: z.string() }),
  z.object({ kind: z.literal("session-score"), session: z.string(), dossier: z.string() }),
  z.object({ kind: z.literal("session-close"), session: z.string(), seen: z.string() }),
  z.object({ kind: z.literal("session-drop"), session: z.string() }),
  z.object({ kind: z.literal("session-send"), session: z.string() }),
  z.object({ kind: z.literal("let-go"), day: z.string(), count: z.number() }),
  z.object({
    kind: z.literal("document"),
    file: fileSchema.optional(),
    asks: z.enum(documentAsks),
    given: documentGiven,
    doubts: z.array(z.string()),
    until: z.number(),
  }),
]);

/**
 * Where a conversation stands: a few fields that may be thrown away without losing an answer.
 * anew: the item whose answer from last time is no longer so, so that it is asked as if there were none.
 * offered: the choices of the last message, so that "1" means its first. misses: messages in a row that were not read.
 * files: files whose paper is not known yet. photo: a better photo of this paper is waited for, beside the poor one. doubt: the last words taken for a question while a text was awaited.
 * answered: the last answer, and whether nothing was said since. waiting: questions that an office has not answered yet.
 * warned: the dossiers whose papers were last warned of here, and for which day.
 * booked: what an officer wrote in the register last, to be taken back: records as they were, and the numbers that a file
 * was given. visitor: the name under which whoever has not agreed to anything was counted at a training.
 * story: what a model made of the arranged story when the dossier had so many entries.
 * wish: what was offered to be handed on, to one of these offices, as long as nothing was said since.
 * remindAt: when this chat's one timer looks at what is unfinished. desk: an officer's chat: open questions shown in it,
 * and when it is reminded of them next. review: the dossier that is open in it, how many entries it had, and the items
 * its numbers mean. queue: whether it was told that dossiers wait, and when it is next. session: of the
 * council: the product that is being scored in it, the points so far, which do not count yet, and whether they are asked
 * one by one.
 */
export const threadSchema = z.object({
  schema: z.literal(1),
  person: z.string().optional(),
  dossier: z.string().optional(),
  asked: z.string().optional(),
  anew: z.string().optional(),
  page: z.number(),
  offered: z.array(choice),
  pending: pendingSchema.optional(),
  doubt: z.string().optional(),
  files: z.array(fileSchema).optional(),
  photo: z.object({ item: z.string(), file: fileSchema.optional() }).optional(),
  wrongCodes: z.object({ count: z.number(), at: z.number() }).optional(),
  answered: z
    .object({
      receipt: z.string(),
      question: z.string(),
      at: z.number(),
      last: z.boolean(),
      near: z.string().optional(),
      office: z.string().optional(),
    })
    .optional(),
  waiting: z.object({ inquiries: z.array(z.string()), until: z.number() }).optional(),
  wish: z
    .object({
      what: z.enum(["question", "person"]),
      text: z.string(),
      words: z.string(),
      offices: z.array(z.string()),
    })
    .optional(),
  desk: z.object({ shown: z.array(z.string()), remindAt: z.number().optional() }).optional(),
  booked: z
    .object({
      changes: z.array(z.object({ id: z.string(), before: recordSchema.optional() })),
      from: numbersSchema.optional(),
      to: numbersSchema.optional(),
    })
    .optional(),
  visitor: z.string().optional(),
  review: z.object({ dossier: z.string(), seen: z.number(), points: z.array(z.string()) }).optional(),
  session: z
    .object({
      id: z.string(),
      product: z.string().optional(),
      points: z.record(z.string(), z.number()).optional(),
      single: z.literal(true).optional(),
    })
    .optional(),
  warned: z.object({ day: z.string(), dossiers: z.array(z.string()) }).optional(),
  queue: z.object({ told: z.boolean(), remindAt: z.number().optional() }).optional(),
  story: z.object({ entries: z.number(), text: z.string() }).optional(),
  remindAt: z.number().optional(),
  misses: z.number(),
  lastAt: z.number(),
});
export type Thread = z.infer<typeof threadSchema>;

export const newThread: Thread = { schema: 1, page: 0, offered: [], misses: 0, lastAt: 0 };
