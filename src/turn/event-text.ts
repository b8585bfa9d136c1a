import { z } from "zod";
import type { Event } from "../domain/event.ts";
import { fileSchema } from "../dossier/entry.ts";
import { threadId } from "../domain/ids.ts";

const deed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("tap"), data: z.string(), label: z.string() }),
  z.object({ kind: z.literal("file"), file: fileSchema, text: z.string() }),
  z.object({
    kind: z.literal("unreadable"),
    why: z.enum(["bytes", "file-kind", "file-size", "file-away", "files-off", "length", "message-kind"]),
  }),
  z.object({
    kind: z.literal("remote-file"),
    url: z.string(),
    name: z.string(),
    mime: z.string().exactOptional(),
    text: z.string(),
  }),
  z.object({ kind: z.literal("timer"), name: z.string() }),
  z.object({
    kind: z.literal("news"),
    news: z.discriminatedUnion("what", [
      z.object({
        what: z.enum(["reply", "deliver"]),
        inquiry: z.string(),
        question: z.string(),
        text: z.string(),
        office: z.string(),
        at: z.number(),
      }),
      z.object({ what: z.literal("inquiry"), inquiry: z.string() }),
      z.object({ what: z.literal("proposal"), inquiry: z.string() }),
      z.object({ what: z.literal("dossier-came") }),
      z.object({
        what: z.literal("announcement"),
        announcement: z.string(),
        deed: z.enum(["proposed", "released", "declined", "done", "expired"]),
      }),
      z.object({
        what: z.literal("decided"),
        dossier: z.string(),
        title: z.string(),
        code: z.string(),
        deed: z.enum(["returned", "accepted", "ready", "evaluated", "sent", "recognised", "not-reached"]),
        office: z.string(),
        at: z.number(),
        next: z.string().optional(),
        reasons: z.array(z.string()).optional(),
        note: z.string().optional(),
        score: z.number().optional(),
        stars: z.number().optional(),
        improve: z.array(z.string()).optional(),
      }),
      z.object({
        what: z.literal("session"),
        deed: z.enum(["called", "opened", "spread", "closed", "dropped", "papers"]),
        session: z.string(),
        about: z.string(),
        apart: z.number().optional(),
        lines: z.array(z.string()),
      }),
      z.object({ what: z.literal("guesses"), count: z.number(), chats: z.number(), channels: z.string() }),
      z.object({ what: z.literal("late"), inquiry: z.string() }),
    ]),
  }),
]);
const event = z.object({ id: z.string(), thread: z.string().transform(threadId), at: z.number(), deed });

/** An event as it lay in the inbox. Throws on text that no version of the program wrote. */
export const readEvent = (text: string): Event => event.parse(JSON.parse(text));
