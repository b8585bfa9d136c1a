import { z } from "zod";
import type { ModelPrompt } from "../domain/prompt.ts";
import { id, words } from "./fields.ts";
import { type Complaint, type ContentFile, type Read, readHeader } from "./header.ts";

const name = z.string().regex(/^[a-z][A-Za-z]*$/u, "letters only");

const schema = z.strictObject({
  id,
  temperature: z.number().min(0).max(1),
  maxTokens: z.int().min(1).max(2_000),
  seconds: z.number().positive().max(15),
  fills: z.array(name).min(1),
  reply: z
    .record(name, z.union([z.literal("text"), z.literal("list"), z.array(words).min(2)]))
    .refine((fields) => Object.keys(fields).length > 0, "at least one field is wanted"),
});

/** Reads what a model is told: a header, then `## system`, which has no {places}, and `## user`, which has those of `fills`. */
export function readModelPrompt(file: ContentFile): Read<ModelPrompt> {
  const read = readHeader(file, schema);
  if (!read.ok) return read;
  const { header, body } = read.value;
  const parts = /^## system\r?\n(?<system>[\s\S]*?)^## user\r?\n(?<user>[\s\S]*)$/mu.exec(body)?.groups;
  const system = (parts?.["system"] ?? "").trim();
  const user = (parts?.["user"] ?? "").trim();
  const complaints: Complaint[] = [];
  const complain = (where: string, text: string): void => {
    const at = Math.max(0, file.text.indexOf(where));
    complaints.push({ path: file.path, line: file.text.slice(0, at).split("\n").length, text });
  };
  if (system === "" || user === "" || !body.startsWith("## system"))
    complain(body, "the text has to be ## system and then ## user, both with words");
  for (const line of system.split("\n"))
    if (/[{}]/u.test(line)) complain(line, "a brace in ## system: what varies stands in ## user");
  for (const line of user.split("\n")) {
    const places = [...line.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? "");
    const unknown = places.find((place) => !header.fills.includes(place));
    if (unknown !== undefined) complain(line, `{${unknown}} is not among the fills`);
    if (/[{}]/u.test(line.replaceAll(/\{\w+\}/gu, ""))) complain(line, "a brace that opens no place");
  }
  for (const fill of header.fills)
    if (!user.includes(`{${fill}}`)) complain("fills:", `{${fill}} does not stand in ## user`);
  return complaints.length > 0 ? { ok: false, complaints } : { ok: true, value: { ...header, system, user } };
}
