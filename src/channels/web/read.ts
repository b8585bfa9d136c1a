import { z } from "zod";
import type { Deed } from "../../domain/event.ts";
import type { FileFault, Files } from "../../ports/files.ts";
import { plain } from "./plain.ts";

/** One post read: the page's own id for it and what the person did; undefined when it is no message of the page. */
export type Read = { readonly id: string; readonly deed: Deed } | undefined;

const jsonLimit = 256 * 1024;
const formLimit = 12 * 1024 * 1024;
const textLimit = 8000;

const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const Named = z.object({ id: Id });
const Posted = z.object({
  id: Id,
  text: z.string().optional(),
  tap: z.object({ data: z.string().min(1), label: z.string() }).optional(),
});

type Why = Extract<Deed, { kind: "unreadable" }>["why"];
const unreadable = (why: Why): Deed => ({ kind: "unreadable", why });

const faults: Readonly<Record<FileFault, Why>> = {
  "file-kind": "file-kind",
  "file-size": "file-size",
  "file-empty": "bytes",
};

async function hash(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function written(text: string): Deed {
  if (!text.isWellFormed()) return unreadable("bytes");
  if (text.length > textLimit && Array.from(text).length > textLimit) return unreadable("length");
  const seen = plain(text);
  return seen === "" ? unreadable("message-kind") : { kind: "text", text: seen };
}

function tapped(tap: { readonly data: string; readonly label: string }): Deed {
  const label = plain(tap.label);
  const fits = new TextEncoder().encode(tap.data).byteLength <= 64 && tap.data.isWellFormed();
  return fits && label !== "" && label.length <= 1000
    ? { kind: "tap", data: tap.data, label }
    : unreadable("message-kind");
}

function readJson(bytes: Uint8Array): Read {
  const text = decode(bytes);
  // The id may still be readable in a damaged body, and then a second try is known as the same message.
  const body = parse(text ?? new TextDecoder().decode(bytes));
  const named = Named.safeParse(body);
  if (!named.success) return undefined;
  if (text === undefined) return { id: named.data.id, deed: unreadable("bytes") };
  const posted = Posted.safeParse(body);
  if (!posted.success) return { id: named.data.id, deed: unreadable("message-kind") };
  const { id, tap } = posted.data;
  return { id, deed: tap ? tapped(tap) : written(posted.data.text ?? "") };
}

async function readForm(bytes: Uint8Array, type: string, files: Files): Promise<Read> {
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } })
    .formData()
    .catch(() => undefined);
  const id = Id.safeParse(form?.get("id"));
  if (!form || !id.success) return undefined;
  const text = form.get("text") ?? "";
  const file = form.get("file");
  // Form parsers replace bad bytes silently, so the replacement character is the only trace of them.
  if (typeof text !== "string" || text.includes("\ufffd")) return { id: id.data, deed: unreadable("bytes") };
  if (!(file instanceof File)) return { id: id.data, deed: written(text) };
  if (text.length > textLimit) return { id: id.data, deed: unreadable("length") };
  const kept = await files.keep(new Uint8Array(await file.arrayBuffer()), file.name);
  const deed: Deed = kept.ok
    ? { kind: "file", file: kept.value, text: plain(text) }
    : unreadable(faults[kept.code]);
  return { id: id.data, deed };
}

/** Reads one post of the page. What is damaged or too large is a deed too, so that the person still gets an answer. */
export async function readPost(
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
  files: Files,
): Promise<Read> {
  const type = headers["content-type"] ?? "";
  const form = /^multipart\/form-data\b/i.test(type);
  const named = Id.safeParse(headers["x-message-id"]);
  const known = async (): Promise<string> => (named.success ? named.data : hash(bytes));
  if (bytes.byteLength > (form ? formLimit : jsonLimit)) {
    return { id: await known(), deed: unreadable(form ? "file-size" : "length") };
  }
  if (form) return readForm(bytes, type, files);
  const read = readJson(bytes);
  if (read) return read;
  return decode(bytes) === undefined ? { id: await known(), deed: unreadable("bytes") } : undefined;
}

/** The most bytes worth reading of a post of this type: one over its limit tells that it is too large. */
export const bytesToRead = (type: string): number =>
  (/^multipart\/form-data\b/i.test(type) ? formLimit : jsonLimit) + 1;
