import type { Choice, Message } from "../domain/message.ts";
import type { Capability } from "./contract.ts";

// A cut before one of these would tear a letter from its mark or an emoji apart.
const joins = /^[\p{M}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u;
const lowSurrogate = /^[\udc00-\udfff]/;

// From the best place to cut to the poorest; each match ends where the next part begins.
const boundaries = [/\n\s*\n/g, /\n/g, /[.!?…;:][)"”»*]*\s/g, /\s/g];

const clean = (text: string, at: number): boolean =>
  !lowSurrogate.test(text.slice(at, at + 1)) &&
  !joins.test(text.slice(at, at + 2)) &&
  text[at - 1] !== "\u200d";

/** The largest place up to `limit` where no letter is torn; a run of marks longer than that is cut between characters. */
function hardCut(text: string, limit: number): number {
  for (let at = limit; at > 0 && at > limit - 64; at -= 1) if (clean(text, at)) return at;
  return limit > 1 && lowSurrogate.test(text.slice(limit, limit + 1)) ? limit - 1 : limit;
}

function cut(text: string, limit: number): number {
  const window = text.slice(0, limit);
  for (const boundary of boundaries) {
    const last = [...window.matchAll(boundary)].at(-1);
    const end = last ? last.index + last[0].length : 0;
    // A part shorter than a third would look torn off: then a poorer place further on is better.
    if (end > limit / 3) return end;
  }
  return hardCut(text, limit);
}

function split(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = cut(rest, limit);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return rest === "" && parts.length > 0 ? parts : [...parts, rest];
}

const shorten = (label: string, limit: number): string =>
  label.length <= limit ? label : `${label.slice(0, hardCut(label, limit - 1))}…`;

const numbered = (choices: readonly Choice[]): string =>
  choices.map((choice, index) => `${index + 1}. ${choice.label}`).join("\n");

/** One message as the messages a channel can carry. Nothing is lost: what no button can hold stands in the text. */
export function fit(message: Message, can: Capability): readonly Message[] {
  const choices = message.choices ?? [];
  const tooMany = choices.length > can.buttons;
  const inText = tooMany || choices.some((choice) => choice.label.length > can.label);
  const buttons = tooMany
    ? []
    : choices.map((choice) => ({ ...choice, label: shorten(choice.label, can.label) }));
  const fileName = message.file && !can.files ? message.file.name : "";
  const text = [message.text, fileName, inText ? numbered(choices) : ""]
    .filter((part) => part !== "")
    .join("\n");
  const parts = split(text, can.text);
  return parts.map((part, index) => ({
    text: part,
    ...(message.file && can.files && index === 0 ? { file: message.file } : {}),
    ...(buttons.length > 0 && index === parts.length - 1 ? { choices: buttons } : {}),
  }));
}
