import { z } from "zod";
import type { ReplyField, ReplyShape } from "../domain/prompt.ts";
import type { Completion } from "../ports/model.ts";
import { readJson } from "./json.ts";

const field = (kind: ReplyField) =>
  kind === "text"
    ? z.string().max(4_000)
    : kind === "list"
      ? z.array(z.string().max(64)).max(16)
      : z.enum(kind);

/** The fields of a reply, or nothing where one is missing or of another kind; fields that nobody asked for are dropped. */
export function readReply(text: string, shape: ReplyShape): Completion["reply"] | undefined {
  const fields = Object.fromEntries(Object.entries(shape).map(([name, kind]) => [name, field(kind)]));
  return z.object(fields).safeParse(readJson(text)).data;
}

/** The shape as a JSON Schema, in the form that strict servers want. */
export const jsonSchema = (shape: ReplyShape) => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(shape).map(([name, kind]) => [
      name,
      kind === "text"
        ? { type: "string" }
        : kind === "list"
          ? { type: "array", items: { type: "string" } }
          : { type: "string", enum: kind },
    ]),
  ),
  required: Object.keys(shape),
  additionalProperties: false,
});
