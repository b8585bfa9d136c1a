import type { Deed } from "../domain/event.ts";
import { type Offer, roleNames } from "../domain/role.ts";
import { type Ready, readReady } from "./ready.ts";
import { days, hours, instantOf, minutes } from "../domain/instant.ts";

/**
 * A conversation as an officer can read it:
 *   # title              at: 2021-03-15 08:00       programme: bac-ha-2021
 *   alone: 2             to how many people staff may announce without another's word
 *   > what the person types        > [tệp giay.jpg] words: a file        > [trống]: an empty message
 *   < what the assistant says ("…" stands for anything), more lines indented by two spaces
 *   + 90 days            time passes
 *   as: chị Mai (officer, ta-chai)      from here on somebody else types and reads, in a chat of their own; the role only
 *                        where they come in first. What they heard meanwhile stands under it: nothing may be left out.
 *   - chị Mai            takes their role away
 *   * bà Thiết: com-na-lo, ta-chai, s06, Tổ hợp tác …      a dossier of theirs waits for the council from here on
 *   = item: value        what the dossier holds      = đủ: nothing that must be answered is missing
 *   ~ name               a picture of the handbook begins: all that is typed and said up to the next "~"
 */
export type Step =
  | { readonly kind: "person"; readonly line: number; readonly text: string }
  | { readonly kind: "us"; readonly line: number; readonly text: string }
  | {
      readonly kind: "as";
      readonly line: number;
      readonly text: string;
      readonly name: string;
      readonly role?: Offer;
    }
  | {
      readonly kind: "ready";
      readonly line: number;
      readonly text: string;
      readonly name: string;
      readonly product: Ready;
    }
  | { readonly kind: "unseat"; readonly line: number; readonly text: string }
  | { readonly kind: "wait"; readonly line: number; readonly ms: number; readonly text: string }
  | { readonly kind: "picture"; readonly line: number; readonly text: string }
  | { readonly kind: "holds"; readonly line: number; readonly text: string };

export type Conversation = {
  readonly title: string;
  readonly at: number;
  readonly programme: string;
  readonly alone?: number;
  readonly steps: readonly Step[];
};

const units: Readonly<Record<string, (count: number) => number>> = { minutes, hours, days };

export function readConversation(text: string): Conversation {
  const steps: Step[] = [];
  let title = "";
  let at = instantOf("2021-03-15 08:00");
  let programme = "bac-ha-2021";
  let alone: number | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = index + 1;
    const rest = raw.slice(2);
    const before = steps.at(-1);
    if (raw.startsWith("# ")) title = rest;
    else if (raw.startsWith("at: ")) at = instantOf(raw.slice(4));
    else if (raw.startsWith("programme: ")) programme = raw.slice(11).trim();
    else if (raw.startsWith("alone: ")) alone = Number(raw.slice(7));
    else if (raw.startsWith("> ")) steps.push({ kind: "person", line, text: rest });
    else if (raw.startsWith("< ")) steps.push({ kind: "us", line, text: rest });
    else if (raw.startsWith("= ")) steps.push({ kind: "holds", line, text: rest });
    else if (/^~(?: |$)/u.test(raw)) steps.push({ kind: "picture", line, text: rest.trim() });
    else if (raw.startsWith("as: ")) steps.push({ kind: "as", line, ...somebody(raw.slice(4)) });
    else if (raw.startsWith("* ")) {
      const [name = "", ...product] = rest.split(": ");
      steps.push({ kind: "ready", line, text: rest, name, product: readReady(product.join(": ")) });
    } else if (raw.startsWith("- ")) steps.push({ kind: "unseat", line, text: rest.trim() });
    else if (raw.startsWith("+ ")) steps.push({ kind: "wait", line, text: rest, ms: span(rest) });
    else if (raw.startsWith("  ") && (before?.kind === "us" || before?.kind === "person"))
      steps[steps.length - 1] = { ...before, text: `${before.text}\n${rest}` };
  }
  return { title, at, programme, ...(alone === undefined ? {} : { alone }), steps };
}

/** Whether only one person talks: then it can be played on any channel. */
export const isOfOne = (conversation: Conversation): boolean =>
  conversation.steps.every((step) => step.kind !== "as" && step.kind !== "unseat" && step.kind !== "ready");

/** "chị Mai (officer, ta-chai, ubnd-xa)": who, and as what. */
function somebody(text: string): Pick<Extract<Step, { kind: "as" }>, "text" | "name" | "role"> {
  const [, name = "", given = ""] = /^([^(]+?)\s*(?:\(([^)]*)\))?\s*$/u.exec(text) ?? [];
  const [word = "", place = "", office] = given.split(",").map((part) => part.trim());
  const role = roleNames.find((one) => one === word);
  if (name === "" || (given !== "" && (role === undefined || place === "")))
    throw new Error(`somebody is "as: name (role, place)", not "as: ${text}"`);
  return {
    text,
    name,
    ...(role === undefined ? {} : { role: { role, place, ...(office === undefined ? {} : { office }) } }),
  };
}

function span(text: string): number {
  const [count = "", unit = ""] = text.trim().split(" ");
  const read = units[unit.endsWith("s") ? unit : `${unit}s`];
  if (read === undefined || !/^\d+$/u.test(count)) throw new Error(`a time is "+ 90 days", not "+ ${text}"`);
  return read(Number(count));
}

const fileLine = /^\[(?:tệp|ảnh) ([^\]]+)\]\s*(.*)$/su;

/** The deed that a line of the person's stands for. */
export function deedOf(text: string): Deed {
  const file = fileLine.exec(text);
  if (text === "[trống]") return { kind: "text", text: "" };
  if (text === "[nhãn dán]") return { kind: "unreadable", why: "message-kind" };
  if (file === null) return { kind: "text", text };
  const [, name = "", words = ""] = file;
  const mime = kinds[/\.(?<end>\w+)$/u.exec(name)?.groups?.["end"] ?? ""] ?? "image/jpeg";
  return { kind: "file", file: { hash: `hash-${name}`, name, mime, size: 1000 }, text: words };
}

/** Kinds of file by the ends of their names; all else is a photo. */
const kinds: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/plain",
  txt: "text/plain",
  md: "text/plain",
};

/** Whether a message is what was expected; "…" stands for any text. */
export function matches(expected: string, said: string): boolean {
  const parts = expected.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join("[^]*")}$`, "u").test(said.trim());
}

/** A message as it stands in a conversation file. */
export const written = (mark: string, text: string): string => `${mark} ${text.replaceAll("\n", "\n  ")}`;
