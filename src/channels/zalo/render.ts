import { z } from "zod";
import type { FileRef, Message } from "../../domain/message.ts";
import { type Instant, dayOf } from "../../domain/instant.ts";
import type { Call, Capability, Channel } from "../contract.ts";
import { fit } from "../fit.ts";
import { ruleOn } from "./rules.ts";

/** What a call carries, read again when it is sent. */
export const Body = z.discriminatedUnion("method", [
  z.object({ method: z.literal("text"), text: z.string() }),
  z.object({
    method: z.literal("choices"),
    text: z.string(),
    choices: z.array(z.object({ data: z.string(), label: z.string() })),
  }),
  z.object({
    method: z.literal("image"),
    hash: z.string(),
    name: z.string(),
    mime: z.string(),
    text: z.string(),
  }),
  z.object({ method: z.literal("file"), hash: z.string(), name: z.string(), mime: z.string() }),
]);
export type Body = z.infer<typeof Body>;

const documents = new Set([
  "application/pdf",
  "application/x-cfb",
  "application/msword",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]);

export const capability = (buttons: boolean, now: Instant): Capability => ({
  text: ruleOn("text", dayOf(now)),
  buttons: buttons ? ruleOn("buttons", dayOf(now)) : 0,
  label: ruleOn("title", dayOf(now)),
  files: true,
  reach: ruleOn("window", dayOf(now)),
});

const bold = /(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])/gu;

/** Zalo shows no bold: the marks would stand in the text. */
const unmarked = (text: string): string => text.replaceAll(bold, "$1");

function bodiesOf(
  { text: marked, choices = [], file }: Message,
  sizes: { readonly image: number; readonly file: number },
): readonly Body[] {
  const text = unmarked(marked);
  const words: readonly Body[] =
    choices.length > 0
      ? [{ method: "choices", text, choices: [...choices] }]
      : text === ""
        ? []
        : [{ method: "text", text }];
  if (file === undefined) return words;
  const { hash, name, mime, size }: FileRef = file;
  const isImage = mime === "image/jpeg" || mime === "image/png";
  if (isImage && size <= sizes.image)
    return choices.length > 0
      ? [{ method: "image", hash, name, mime, text: "" }, ...words]
      : [{ method: "image", hash, name, mime, text }];
  if (documents.has(mime) && size <= sizes.file) return [...words, { method: "file", hash, name, mime }];
  // No way to send this kind or size: its name at least is told.
  return [...words, { method: "text", text: name }];
}

/** A message as calls. One call keeps the row's id; more calls need one each. `since`: the day whose rules hold. */
export function renderer(can: Capability, since: Instant): Channel["render"] {
  const sizes = { image: ruleOn("image-bytes", dayOf(since)), file: ruleOn("file-bytes", dayOf(since)) };
  return (message, thread, id): readonly Call[] => {
    const bodies = fit(message, can).flatMap((part) => bodiesOf(part, sizes));
    return bodies.map((body, at) => ({
      id: bodies.length === 1 ? id : `${id}.${at + 1}`,
      thread,
      method: body.method,
      body,
    }));
  };
}
