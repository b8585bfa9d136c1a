import type { ThreadId } from "../../domain/ids.ts";
import type { Choice, FileRef, Message } from "../../domain/message.ts";
import type { Call, Capability } from "../contract.ts";
import { fit } from "../fit.ts";

export const can: Capability = { text: 4096, buttons: 12, label: 40, files: true, archives: true };

const captionLimit = 1024;
const dataLimit = 64;
const pictureLimit = 10 * 1024 * 1024;
const mostEntities = 100;
const pictures = new Set(["image/jpeg", "image/png", "image/webp"]);

const bold = /(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])/gu;

/** The chat of a thread "telegram:<chat id>". */
export const chatOf = (thread: ThreadId): number => Number(thread.slice("telegram:".length));

type Bold = { readonly type: "bold"; readonly offset: number; readonly length: number };
export type Marked = { readonly text: string; readonly entities: readonly Bold[] };

/** *bold* as entities beside the text, so that nothing in a text can be taken for a mark. Offsets are UTF-16 units, as in JavaScript. */
export function marked(raw: string): Marked {
  const whole = raw.trim();
  const entities: Bold[] = [];
  let text = "";
  let at = 0;
  for (const found of whole.matchAll(bold)) {
    const [all, inside = ""] = found;
    text += whole.slice(at, found.index);
    const blank = inside.trim() === "";
    if (!blank) entities.push({ type: "bold", offset: text.length, length: inside.length });
    text += blank ? all : inside;
    at = found.index + all.length;
  }
  text += whole.slice(at);
  return { text, entities: entities.slice(0, mostEntities) };
}

/** Data that no button can carry comes back as this, and the choice is read by its label. */
export const byLabel = "?";

function button({ data, label }: Choice, index: number) {
  const fits = data !== "" && new TextEncoder().encode(data).byteLength <= dataLimit && data.isWellFormed();
  return [{ text: `${index + 1}. ${label}`, callback_data: fits ? data : byLabel }];
}

const keyboard = (choices: readonly Choice[] = []) =>
  choices.length > 0 ? { reply_markup: { inline_keyboard: choices.map(button) } } : {};

const methodOf = ({ mime, size }: FileRef): string =>
  pictures.has(mime) && size <= pictureLimit ? "sendPhoto" : "sendDocument";

/** The calls of a message: one for a text, one for a file with its words under it, two where the words are too long for that. */
export function render(message: Message, thread: ThreadId, id: string): readonly Call[] {
  const parts = fit(message, can);
  const name = (index: number): string => (parts.length === 1 ? id : `${id}.${index + 1}`);
  return parts.flatMap((part, index) => renderPart(part, thread, name(index)));
}

function renderPart({ text: raw, choices, file }: Message, thread: ThreadId, id: string): readonly Call[] {
  const { text, entities } = marked(raw);
  const chat = { chat_id: chatOf(thread) };
  const underFile = file !== undefined && text.length <= captionLimit;
  const ofFile = {
    ...chat,
    file,
    ...(underFile ? { caption: text, caption_entities: entities, ...keyboard(choices) } : {}),
  };
  const files =
    file === undefined ? [] : [{ id: `${id}:file`, thread, method: methodOf(file), body: ofFile }];
  if (underFile || (text === "" && (choices ?? []).length === 0)) return files;
  const body = {
    ...chat,
    // A message needs words; buttons alone get the sign that people know for "choose".
    text: text === "" ? "👇" : text,
    entities,
    link_preview_options: { is_disabled: true },
    ...keyboard(choices),
  };
  return [...files, { id, thread, method: "sendMessage", body }];
}
