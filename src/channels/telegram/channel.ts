import { timingSafeEqual } from "node:crypto";
import type { Api } from "grammy";
import type { Event } from "../../domain/event.ts";
import type { ThreadId } from "../../domain/ids.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import type { Channel, Raw, Received } from "../contract.ts";
import { faultCode } from "./fault.ts";
import { type Mark, type Reading, readUpdate } from "./read.ts";
import { can, chatOf, render } from "./render.ts";
import { sender } from "./send.ts";
import type { TelegramWords } from "./words.ts";

/** The channel, and `take` for updates that come by long polling; undefined when it is no update. */
export type Telegram = Channel & { readonly take: (update: unknown) => readonly Event[] | undefined };

type Wanted = {
  readonly api: Api;
  /** The secret every webhook must carry; without one, none is believed. */
  readonly secret: string | undefined;
  readonly files: Files;
  readonly clock: Clock;
  readonly words: TelegramWords;
  readonly log: Log;
};

const header = "x-telegram-bot-api-secret-token";

/** Telegram by the Bot API: people's private chats with the bot. */
export function telegramChannel({ api, secret, files, clock, words, log }: Wanted): Telegram {
  const bot = api.token.split(":")[0] ?? "";
  const expected = secret === undefined || secret === "" ? undefined : Buffer.from(secret);
  const manners = politely(api, words, log);

  const genuine = ({ headers }: Raw): boolean => {
    const given = Buffer.from(headers[header] ?? "");
    return expected?.byteLength === given.byteLength && timingSafeEqual(given, expected);
  };

  const take = (update: unknown): readonly Event[] | undefined => {
    const read = readUpdate(update, { bot, now: clock.now(), edited: words.edited });
    if (read !== undefined) manners(read);
    return read?.events;
  };

  const receive = (raw: Raw): Promise<Received> => {
    if (!genuine(raw)) return Promise.resolve({ verdict: "unsigned", events: [], reply: { status: 401 } });
    const events = take(parse(raw.body));
    // A refusal would make the platform send it again for a day and hold back what comes after.
    const verdict = events === undefined ? "unreadable" : events.length === 0 ? "ignored" : "read";
    return Promise.resolve({ verdict, events: events ?? [], reply: { status: 200 } });
  };

  return { name: "telegram", can, receive, render, send: sender({ api, files, clock }), take };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** What is owed beside the answer, at once and without waiting for it: a failure of these changes nothing for anybody. */
function politely(api: Api, words: TelegramWords, log: Log): (read: Reading) => void {
  const declined = new Set<number>();
  const failed = (method: string) => (why: unknown) =>
    log({ what: "telegram", method, code: faultCode(why) });

  const mark = ({ chat, message, keyboard }: Mark): void => {
    const reply_markup = { inline_keyboard: keyboard.map((row) => row.map((button) => ({ ...button }))) };
    // The mark may fail without a word: an unchanged keyboard, a deleted message.
    api.raw
      .editMessageReplyMarkup({ chat_id: chat, message_id: message, reply_markup })
      .catch(() => undefined);
  };

  const decline = async (chat: number): Promise<void> => {
    if (declined.has(chat)) return;
    declined.add(chat);
    await api.raw.sendMessage({ chat_id: chat, text: words.group });
    // Having left, we are asked nothing more there.
    await api.raw.leaveChat({ chat_id: chat });
  };

  return ({ tap, group, passed }) => {
    // Late and repeated acknowledgements are refused, and nobody misses them.
    if (tap) api.raw.answerCallbackQuery({ callback_query_id: tap.id }).catch(() => undefined);
    if (tap?.mark) mark(tap.mark);
    if (group !== undefined) decline(group).catch(failed("decline"));
    if (passed !== undefined) log({ what: "telegram", code: passed });
  };
}

/** Shows "typing" in a chat for up to five seconds, for answers that take their time. */
export const telegramTyping =
  (api: Api) =>
  (thread: ThreadId): void => {
    api.raw.sendChatAction({ chat_id: chatOf(thread), action: "typing" }).catch(() => undefined);
  };
