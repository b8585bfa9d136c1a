import type { Deed, Event, RemoteFile } from "../../domain/event.ts";
import { threadId } from "../../domain/ids.ts";
import { type Instant, seconds } from "../../domain/instant.ts";
import { byLabel } from "./render.ts";
import { isNote, Member, Message, Query, Update } from "./update.ts";
import { commands } from "./words.ts";

/** One update read: what people did, and what the channel itself owes the platform for it. */
export type Reading = {
  readonly events: readonly Event[];
  /** A tap to acknowledge, with the keyboard that shows what was chosen. */
  readonly tap?: { readonly id: string; readonly mark?: Mark };
  /** A group that took us in, or wrote to us. */
  readonly group?: number;
  /** What is left unanswered on purpose, for the log. */
  readonly passed?: string;
};

export type Mark = {
  readonly chat: number;
  readonly message: number;
  readonly keyboard: readonly (readonly { readonly text: string; readonly callback_data: string }[])[];
};

type Bot = { readonly bot: string; readonly now: Instant; readonly edited: string };

const downloadLimit = 20 * 1024 * 1024;
const nothing = (passed: string): Reading => ({ events: [], passed });

/** Reads one update of the Bot API. Pure; undefined when it is no update at all. */
export function readUpdate(raw: unknown, bot: Bot): Reading | undefined {
  const read = Update.safeParse(raw);
  if (!read.success) return undefined;
  const {
    update_id: number,
    message,
    edited_message: edited,
    callback_query: query,
    my_chat_member: member,
  } = read.data;
  if (message !== undefined) return ofMessage(Message.safeParse(message).data, bot);
  if (edited !== undefined) return ofEdit(Message.safeParse(edited).data, number, bot);
  if (query !== undefined) return ofQuery(Query.safeParse(query).data, bot);
  if (member !== undefined) return ofMember(Member.safeParse(member).data);
  return nothing("update-kind");
}

// Update ids start anew at random after a week of silence, so what names an event is the message's own place and time.
function ofMessage(message: Message | undefined, bot: Bot): Reading {
  if (message === undefined) return nothing("message-shape");
  const outside = outsider(message);
  if (outside) return outside;
  const { chat, message_id: id, date } = message;
  const deed = deedOf(message);
  return deed === undefined
    ? nothing("note")
    : one(bot, `m:${chat.id}:${id}:${date}`, chat.id, seconds(date), deed);
}

/** An edited text is a plea to correct; an edited file is the file again, which is known by its bytes. */
function ofEdit(message: Message | undefined, number: number, bot: Bot): Reading {
  if (message === undefined) return nothing("message-shape");
  const outside = outsider(message);
  if (outside) return outside;
  const { chat, message_id: id, edit_date: at = message.date } = message;
  const deed = deedOf(message);
  const name = `e:${chat.id}:${id}:${at}:${number}`;
  if (deed?.kind === "text" && message.text !== undefined)
    return one(bot, name, chat.id, seconds(at), {
      kind: "text",
      text: bot.edited.replace("{text}", () => deed.text),
    });
  return deed?.kind === "remote-file" ? one(bot, name, chat.id, seconds(at), deed) : nothing("edit");
}

function ofQuery(query: Query | undefined, bot: Bot): Reading {
  if (query === undefined) return nothing("query-shape");
  const { id, data, message } = query;
  if (message === undefined || data === undefined) return { ...nothing("query-kind"), tap: { id } };
  if (message.chat.type !== "private") return { ...nothing("group"), tap: { id } };
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const pressed =
    rows.flat().find((button) => button.callback_data === data && !isMarked(button.text)) ??
    rows.flat().find((button) => button.callback_data === data);
  const label = pressed === undefined ? data : bare(pressed.text);
  const { chat, message_id } = message;
  const keyboard = rows.map((row) =>
    row.flatMap(({ text, callback_data }) =>
      callback_data === undefined
        ? []
        : [{ text: callback_data === data ? `${tick}${unmarked(text)}` : unmarked(text), callback_data }],
    ),
  );
  const news = pressed !== undefined && !isMarked(pressed.text) && data !== byLabel;
  const { events } = one(bot, `c:${id}`, chat.id, bot.now, { kind: "tap", data, label });
  return { events, tap: { id, ...(news ? { mark: { chat: chat.id, message: message_id, keyboard } } : {}) } };
}

/** Blocked or unblocked: who blocks us hears nothing more by itself, and who comes back writes. */
function ofMember(member: Member | undefined): Reading {
  if (member === undefined) return nothing("member-shape");
  const { chat, new_chat_member: now } = member;
  const inside = ["member", "administrator", "restricted"].includes(now.status);
  if (chat.type === "private") return nothing(inside ? "unblocked" : "blocked");
  return chat.type !== "channel" && inside ? { ...nothing("group"), group: chat.id } : nothing("group-left");
}

/** We talk to people, each alone. */
function outsider({ chat, from, ...message }: Message): Reading | undefined {
  if (chat.type === "channel") return nothing("channel");
  if (chat.type !== "private") {
    const wordsToUs = message.text !== undefined || message.caption !== undefined;
    return wordsToUs && from?.is_bot !== true ? { ...nothing("group"), group: chat.id } : nothing("group");
  }
  return from === undefined || from.is_bot === true ? nothing("bot") : undefined;
}

const one = ({ bot }: Bot, name: string, chat: number, at: Instant, deed: Deed | RemoteFile): Reading => ({
  events: [{ id: `telegram:${bot}:${name}`, thread: threadId(`telegram:${chat}`), at, deed }],
});

function deedOf(message: Message): Deed | RemoteFile | undefined {
  const { text, contact, venue } = message;
  if (text !== undefined) return ofText(text);
  // An animation also carries a document, and a venue a location: the first word is the right one.
  if (message.animation !== undefined) return { kind: "unreadable", why: "message-kind" };
  const file = fileOf(message);
  if (file !== undefined) return file;
  if (contact !== undefined) return { kind: "text", text: ofContact(contact, message.from?.id) };
  if (venue !== undefined)
    return { kind: "text", text: [venue.title, venue.address].filter((part) => part !== "").join(", ") };
  if (message.location !== undefined) return ofPlace(message.location);
  return isNote(message) ? undefined : { kind: "unreadable", why: "message-kind" };
}

const start = /^\/start(?:@\w+)?\s+(\S{1,64})$/u;
const command = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?=\s|$)/iu;

/** "/start abc" is the link "?start=abc" followed; a command of the menu says what a person would type. */
function ofText(text: string): Deed {
  const payload = start.exec(text)?.[1];
  if (payload !== undefined) return { kind: "tap", data: `start:${payload}`, label: "/start" };
  const said = text.replace(command, (_, name: string) => spoken(name.toLowerCase()) ?? `/${name}`);
  return { kind: "text", text: said };
}

const spoken = (name: string): string | undefined => (isCommand(name) ? commands[name] : undefined);
const isCommand = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);

type Contact = NonNullable<Message["contact"]>;

/** One's own number is the number; somebody else's card has a name as well. */
function ofContact(
  { phone_number: phone, user_id: id, first_name, last_name }: Contact,
  from: number | undefined,
): string {
  const dialled = phone.startsWith("+") || phone.startsWith("0") ? phone : `+${phone}`;
  return id !== undefined && id === from
    ? dialled
    : [first_name, last_name, dialled].filter((part) => part !== undefined && part !== "").join(" ");
}

/** A place that stays is an address that officers can open; one that moves is nothing to keep. */
function ofPlace({ latitude, longitude, live_period: live }: NonNullable<Message["location"]>): Deed {
  if (live !== undefined) return { kind: "unreadable", why: "message-kind" };
  return { kind: "text", text: `https://maps.google.com/?q=${latitude.toFixed(5)},${longitude.toFixed(5)}` };
}

type Found = {
  readonly file_id: string;
  readonly file_size?: number | undefined;
  readonly file_name?: string | undefined;
  readonly mime_type?: string | undefined;
};

/** The file of a message, by the platform's id for it: its address holds our token and is made only to fetch it. */
function fileOf(message: Message): Deed | RemoteFile | undefined {
  const { photo, document, voice, audio, video, video_note: note, message_id: id, caption = "" } = message;
  const largest = photo?.at(-1);
  const kinds: readonly (readonly [Found | undefined, string, string | undefined])[] = [
    [largest, `anh-${id}.jpg`, "image/jpeg"],
    [document, `tep-${id}`, undefined],
    [voice, `ghi-am-${id}.ogg`, "audio/ogg"],
    [audio, `am-thanh-${id}`, "audio/mpeg"],
    [video, `phim-${id}.mp4`, "video/mp4"],
    [note, `phim-${id}.mp4`, "video/mp4"],
  ];
  for (const [found, called, usual] of kinds) {
    if (found === undefined) continue;
    if ((found.file_size ?? 0) > downloadLimit) return { kind: "unreadable", why: "file-size" };
    const mime = found.mime_type ?? usual;
    const name = found.file_name ?? called;
    return {
      kind: "remote-file",
      url: `telegram-file:${found.file_id}`,
      name,
      ...(mime === undefined ? {} : { mime }),
      text: caption,
    };
  }
  return undefined;
}

const tick = "✓ ";
const isMarked = (text: string): boolean => text.startsWith(tick);
const unmarked = (text: string): string => (isMarked(text) ? text.slice(tick.length) : text);
const bare = (text: string): string => unmarked(text).replace(/^\d+\. /u, "");
