/** What the Bot API refuses, in its own words. Pure: a refusal is thrown as the description after "Bad Request: ". */

export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>>;
  constructor(code: number, description: string, parameters: Readonly<Record<string, number>> = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const bad = (text: string): Refusal => new Refusal(400, `Bad Request: ${text}`);
export const tooMany = (seconds: number): Refusal =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

export type Entity = { readonly type: string; readonly offset: number; readonly length: number };
export type Formatted = { readonly text: string; readonly entities: readonly Entity[] };

/** A parameter as text; anything else than words and figures is none. */
export const wordsOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const bytes = (text: string): number => Buffer.byteLength(text);

const names: Readonly<Record<string, string>> = {
  a: "text_link",
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  "tg-spoiler": "spoiler",
};
const references: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
};

/** HTML as the platform reads it; offsets in its complaints are bytes. */
export function readHtml(source: string): Formatted {
  const entities: Entity[] = [];
  const open: { readonly tag: string; readonly from: number }[] = [];
  let text = "";
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const reference = /^&(?:lt|gt|amp|quot);/u.exec(rest)?.[0];
    if (reference !== undefined) {
      text += references[reference] ?? "";
      at += reference.length;
      continue;
    }
    if (!rest.startsWith("<")) {
      text += source.charAt(at);
      at += 1;
      continue;
    }
    const offset = bytes(source.slice(0, at));
    const tag = /^<(\/?)([A-Za-z0-9-]*)[^>]*>/u.exec(rest);
    if (tag === null) throw bad(`can't parse entities: Unclosed start tag at byte offset ${offset}`);
    const [whole, slash, name = ""] = tag;
    const kind = names[name.toLowerCase()];
    if (slash === "/") {
      const last = open.pop();
      if (last === undefined) throw bad(`can't parse entities: Unexpected end tag at byte offset ${offset}`);
      if (name !== "" && last.tag !== name.toLowerCase())
        throw bad(
          `can't parse entities: Unmatched end tag at byte offset ${offset}, expected "</${last.tag}>", found "</${name}>"`,
        );
      const length = text.length - last.from;
      if (length > 0) entities.push({ type: names[last.tag] ?? last.tag, offset: last.from, length });
    } else {
      if (kind === undefined)
        throw bad(`can't parse entities: Unsupported start tag "${name}" at byte offset ${offset}`);
      open.push({ tag: name.toLowerCase(), from: text.length });
    }
    at += whole.length;
  }
  const last = open.at(-1);
  if (last !== undefined)
    throw bad(`can't parse entities: Can't find end tag corresponding to start tag "${last.tag}"`);
  return { text, entities: entities.toSorted((one, other) => one.offset - other.offset) };
}

function readEntities(given: unknown, text: string): readonly Entity[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw bad("can't parse entities: Array of MessageEntity expected");
  return given.slice(0, 100).flatMap((one: unknown) => {
    if (
      !isRecord(one) ||
      typeof one["type"] !== "string" ||
      typeof one["offset"] !== "number" ||
      typeof one["length"] !== "number"
    )
      throw bad("can't parse entities: MessageEntity expected");
    const { type, offset, length } = { type: one["type"], offset: one["offset"], length: one["length"] };
    const end = offset + length;
    if (offset < 0 || length <= 0 || end > text.length)
      throw bad(
        `can't parse entities: Entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
      );
    for (const place of [offset, end])
      if (/[\udc00-\udfff]/u.test(text.charAt(place)))
        throw bad(
          `can't parse entities: Entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${place}`,
        );
    return [{ type, offset, length }];
  });
}

type Words = { readonly text: unknown; readonly entities: unknown; readonly mode: unknown };

function formatted({ text, entities, mode }: Words): Formatted {
  const raw = typeof text === "string" ? text : "";
  if (bytes(raw) > 32_768) throw bad("text is too long");
  if (mode !== undefined && !/^(?:html|markdown|markdownv2)$/iu.test(wordsOf(mode)))
    throw bad("unsupported parse_mode");
  const read = /^html$/iu.test(wordsOf(mode))
    ? readHtml(raw)
    : { text: raw, entities: readEntities(entities, raw) };
  const before = read.text.length - read.text.trimStart().length;
  const kept = read.text.trim();
  return {
    text: kept,
    entities: read.entities
      .map((one) => ({ ...one, offset: one.offset - before }))
      .filter((one) => one.offset >= 0 && one.offset < kept.length),
  };
}

/** A message's text, trimmed, or why it cannot be one. */
export function checkText(words: Words): Formatted {
  if (words.text === undefined || words.text === "") throw bad("message text is empty");
  const read = formatted(words);
  if (read.text === "") throw bad("text must be non-empty");
  if (Array.from(read.text).length > 4096) throw bad("message is too long");
  return read;
}

export function checkCaption(words: Words): Formatted {
  const read = formatted(words);
  if (Array.from(read.text).length > 1024) throw bad("message caption is too long");
  return read;
}

export type Button = { readonly text: string; readonly callback_data?: string };
export type Keyboard = readonly (readonly Button[])[];

/** An inline keyboard; undefined when there is none. */
export function checkMarkup(given: unknown): Keyboard | undefined {
  if (given === undefined || given === "") return undefined;
  if (!isRecord(given)) throw bad("object expected as reply markup");
  const rows = given["inline_keyboard"];
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows)) throw bad("can't parse inline keyboard: Array of rows expected");
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw bad("can't parse inline keyboard: row must be an Array");
    return row.map(checkButton);
  });
  if (keyboard.flat().length > 100 || bytes(JSON.stringify(given)) > 10_000)
    throw bad("reply markup is too long");
  return keyboard.length > 0 ? keyboard : undefined;
}

function checkButton(button: unknown): Button {
  if (!isRecord(button) || typeof button["text"] !== "string")
    throw bad("can't parse inline keyboard button: InlineKeyboardButton expected");
  const {
    text,
    callback_data: data,
    url,
  } = { text: button["text"], callback_data: button["callback_data"], url: button["url"] };
  if (text.trim() === "") throw bad("inline keyboard button text must be non-empty");
  if (typeof url === "string" && url !== "") return { text };
  if (typeof data !== "string" || data === "")
    throw bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (bytes(data) > 64) throw bad("BUTTON_DATA_INVALID");
  return { text, callback_data: data };
}

export function checkSecret(secret: unknown): string | undefined {
  if (secret === undefined || secret === "") return undefined;
  const text = wordsOf(secret);
  if (text.length > 256) throw bad("secret token is too long");
  if (!/^[A-Za-z0-9_-]+$/u.test(text)) throw bad("secret token contains unallowed characters");
  return text;
}

export function checkWebhookUrl(url: string, loose: boolean): void {
  if (!URL.canParse(url)) throw bad("invalid webhook URL specified");
  const { protocol, port, hostname } = new URL(url);
  if (loose) return;
  if (protocol !== "https:") throw bad("bad webhook: An HTTPS URL must be provided for webhook");
  if (!["", "443", "80", "88", "8443"].includes(port))
    throw bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
  if (/^(?:127\.|10\.|192\.168\.|localhost$)/u.test(hostname))
    throw bad(`bad webhook: IP address ${hostname} is reserved`);
}

export function checkCommands(given: unknown): void {
  if (!Array.isArray(given)) throw bad("can't parse commands: Array expected");
  if (given.length > 100) throw bad("too many commands");
  for (const one of given) {
    if (!isRecord(one)) throw bad("can't parse BotCommand: Object expected");
    const name = wordsOf(one["command"]).replace(/^\//u, "");
    const description = wordsOf(one["description"]);
    if (!/^[a-z0-9_]{1,32}$/u.test(name)) throw bad("BOT_COMMAND_INVALID");
    if (description.length < 1 || description.length > 256) throw bad("BOT_COMMAND_DESCRIPTION_INVALID");
  }
}

export function checkLength(text: unknown, most: number, what: string): string {
  const given = typeof text === "string" ? text : "";
  if (given.length > most) throw bad(`${what} is too long`);
  return given;
}
