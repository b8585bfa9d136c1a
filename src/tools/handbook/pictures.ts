import { createHash } from "node:crypto";
import type { Choice } from "../../domain/message.ts";
import { minutes } from "../../domain/instant.ts";
import { type Conversation, deedOf } from "../conversation.ts";

/** One line of a picture, as the chat page keeps it. */
export type Line = {
  readonly id: string;
  readonly at: number;
  readonly from: "them" | "us";
  readonly message: {
    readonly text: string;
    readonly choices?: readonly Choice[];
    readonly file?: { readonly hash: string; readonly name: string; readonly mime: string };
  };
};

/** Part of a conversation that is shown in the handbook. whole: with the page's head and the field to type in. */
export type Picture = { readonly name: string; readonly whole: boolean; readonly lines: readonly Line[] };

const wholePage = " (cả trang)";

/** The pictures that a conversation asks for, each of one chat. */
export function picturesIn({ at, steps }: Conversation): readonly Picture[] {
  const pictures: Picture[] = [];
  let now = at;
  let open: { readonly name: string; readonly lines: Line[] } | undefined;
  for (const step of steps) {
    if (step.kind === "wait") now += step.ms;
    if (step.kind === "person") now += minutes(1);
    if (step.kind === "picture") {
      if (open !== undefined)
        pictures.push({
          name: open.name.replace(wholePage, ""),
          whole: open.name.endsWith(wholePage),
          lines: open.lines,
        });
      open = step.text === "" ? undefined : { name: step.text, lines: [] };
    } else if (open !== undefined && step.kind === "as")
      throw new Error(`${open.name} is a picture of one chat, not of ${step.name}'s too`);
    else if (open !== undefined && (step.kind === "person" || step.kind === "us"))
      open.lines.push({
        id: `${open.name} ${open.lines.length}`,
        at: now,
        from: step.kind === "us" ? "us" : "them",
        message: step.kind === "us" ? said(step.text) : typed(step.text, open.lines.at(-1)),
      });
  }
  if (open !== undefined) throw new Error(`${open.name} does not end`);
  return pictures;
}

/** A bare number is the button that was pressed: on the page its words stand there. */
function typed(text: string, before: Line | undefined): Line["message"] {
  const pressed = before?.message.choices?.[Number(text) - 1];
  if (pressed !== undefined) return { text: pressed.label };
  const deed = deedOf(text);
  if (deed.kind === "file") return { text: deed.text, file: deed.file };
  return { text: deed.kind === "text" ? deed.text : text };
}

/** A message as it was before the terminal wrote its choices and its file under it. */
function said(text: string): Line["message"] {
  const lines = text.split("\n");
  const name = /^\[tệp: (?<name>.+)\]$/u.exec(lines.at(-1) ?? "")?.groups?.["name"];
  if (name !== undefined) lines.pop();
  const labels: string[] = [];
  for (let from = lines.length - 1; from > 0; from -= 1) {
    const numbers = lines.slice(from).map((line) => /^(?<number>\d+)\. /u.exec(line)?.groups?.["number"]);
    if (numbers[0] === undefined) break;
    if (numbers.every((one, index) => one === String(index + 1))) {
      labels.push(...lines.splice(from).map((line) => line.replace(/^\d+\. /u, "")));
      break;
    }
  }
  const deed = name === undefined ? undefined : deedOf(`[tệp ${name}]`);
  return {
    text: lines.join("\n"),
    ...(labels.length === 0 ? {} : { choices: labels.map((label) => ({ data: label, label })) }),
    ...(deed?.kind === "file" ? { file: deed.file } : {}),
  };
}

/** The words of a picture in short: another sum, and it has to be made anew. */
export const sumOf = ({ whole, lines }: Picture): string =>
  createHash("sha256")
    .update(JSON.stringify([whole, lines.map(({ from, message }) => [from, message])]))
    .digest("hex")
    .slice(0, 16);
