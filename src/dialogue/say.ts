import { phrase as said } from "../content/phrase.ts";
import type { Choice, FileRef, Message } from "../domain/message.ts";
import type { Scene, Turn } from "./scene.ts";

/** The sentence under a code of prompts/people/vi.md, with its {places} filled. */
export function phrase(
  scene: Scene,
  code: string,
  fill: Readonly<Record<string, string | number>> = {},
): string {
  return said(scene.setting.words, code, fill);
}

/** The turn with one more message to say. */
export const speak = (turn: Turn, text: string, choices: readonly Choice[] = [], file?: FileRef): Turn => ({
  ...turn,
  effects: [
    ...turn.effects,
    { kind: "say", message: { text, ...(choices.length > 0 ? { choices } : {}), ...(file ? { file } : {}) } },
  ],
});

export const say = (
  turn: Turn,
  scene: Scene,
  code: string,
  fill: Readonly<Record<string, string | number>> = {},
  choices: readonly Choice[] = [],
): Turn => speak(turn, capital(phrase(scene, code, fill)), choices);

/** A sentence or a label begins with a capital letter. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** One message instead of several: the texts under each other, the choices of the last one that has any. */
export function join(messages: readonly Message[]): Message | undefined {
  if (messages.length === 0) return undefined;
  const choices = messages.findLast((message) => message.choices !== undefined)?.choices;
  // What was noted stands together; the question, which comes last, stands apart.
  const notes = messages.slice(0, -1).map((message) => message.text);
  const last = messages.at(-1)?.text ?? "";
  const text = notes.length === 0 ? last : `${notes.join("\n")}\n\n${last}`;
  const until = messages.find((message) => message.until !== undefined)?.until;
  return { text, ...(choices ? { choices } : {}), ...(until === undefined ? {} : { until }) };
}
