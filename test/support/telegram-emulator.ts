import { serve, type HttpBindings } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import {
  bad,
  checkCaption,
  checkCommands,
  checkLength,
  checkMarkup,
  checkSecret,
  checkText,
  checkWebhookUrl,
  type Entity,
  type Formatted,
  type Keyboard,
  Refusal,
  tooMany,
  wordsOf,
} from "./telegram-rules.ts";
import { type Post, updateQueue } from "./telegram-updates.ts";

/** A message in a chat, as the platform keeps it. */
type Kept = {
  readonly id: number;
  readonly ours: boolean;
  readonly date: number;
  words: Formatted;
  keyboard: Keyboard | undefined;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array; readonly as: "photo" | "document" };
};

/** What a person sees of one message of the bot: *bold* where it is bold, the buttons under it. */
export type Seen = {
  readonly id: number;
  readonly text: string;
  readonly choices: readonly string[];
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
};

type Standing = "stranger" | "started" | "blocked" | "deactivated" | "away";
type ChatState = {
  readonly id: number;
  readonly type: "private" | "group";
  readonly name: string;
  standing: Standing;
  readonly messages: Map<number, Kept>;
  news: number;
  bucket: number;
  filled: number;
  until: number;
  penalty: number;
};

/** How a call may go wrong. lost: it is done, but its answer never comes; reset: it is not done and the connection breaks. */
export type Mishap =
  | {
      readonly kind: "refuse";
      readonly code: number;
      readonly description: string;
      readonly retryAfter?: number;
    }
  | { readonly kind: "html"; readonly code: number }
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "lost" }
  | { readonly kind: "reset" };
type Rule = { readonly mishap: Mishap; readonly method?: string; left: number };

export type Called = {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly ok: boolean;
};

export type Person = {
  readonly id: number;
  readonly thread: string;
  readonly starts: (payload?: string) => Promise<void>;
  readonly says: (text: string) => Promise<number>;
  readonly edits: (message: number, text: string) => Promise<void>;
  readonly taps: (label: string) => Promise<string>;
  readonly sendsPhoto: (bytes: Uint8Array, caption?: string, album?: string) => Promise<void>;
  readonly sendsDocument: (name: string, bytes: Uint8Array, caption?: string) => Promise<void>;
  /** Any other content of a message: a sticker, a contact, a place. */
  readonly sends: (content: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly blocks: () => Promise<void>;
  readonly unblocks: () => Promise<void>;
  readonly deactivates: () => void;
  readonly sees: () => readonly Seen[];
  /** What came since this was asked last. */
  readonly news: () => readonly Seen[];
};

export type Emulator = {
  readonly root: string;
  readonly token: string;
  readonly person: (id: number, name?: string) => Person;
  /** So many people, by their ids from one on, have started the bot before. */
  readonly knows: (from: number, count: number) => void;
  readonly groupAdds: (group: number, by: number) => Promise<void>;
  readonly groupSays: (group: number, by: number, text: string) => Promise<void>;
  readonly groupSees: (group: number) => readonly string[];
  readonly calls: readonly Called[];
  readonly goesWrong: (mishap: Mishap, only?: { readonly method?: string; readonly times?: number }) => void;
  readonly updates: ReturnType<typeof updateQueue>;
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly now?: () => number;
  readonly post?: Post;
  /** Milliseconds that stand for one second of the platform's patience with webhooks and pollers. */
  readonly second?: number;
  /** Webhooks by plain http on any port, as only a test may want them. */
  readonly loose?: boolean;
  /** The limits of speed: a burst of five and one a second in a chat, so many in all in any window of one second. */
  readonly speed?: { readonly all: number };
};

const bot = { id: 8123456789, is_bot: true, first_name: "OCOP Bắc Hà", username: "ocop_bacha_bot" } as const;
const token = `${bot.id}:AAE-emulated_token`;
const downloadLimit = 20 * 1024 * 1024;
const Params = z.record(z.string(), z.unknown());
const objects = new Set([
  "reply_markup",
  "entities",
  "caption_entities",
  "link_preview_options",
  "allowed_updates",
  "commands",
  "scope",
  "reply_parameters",
]);

export async function telegramEmulator({
  now = Date.now,
  post = fetch,
  second = 10,
  loose = true,
  speed,
}: Options = {}): Promise<Emulator> {
  const updates = updateQueue({ now, post, second });
  const chats = new Map<number, ChatState>();
  const files = new Map<string, { readonly bytes: Uint8Array; readonly path: string }>();
  const queries = new Map<string, { answered: boolean; readonly at: number }>();
  const calls: Called[] = [];
  const rules: Rule[] = [];
  const texts = { description: "", short: "" };
  const menus = new Map<string, unknown>();
  let messageId = 100;
  let names = 0;
  const lastSecond: number[] = [];

  const chatOf = (id: number, type: "private" | "group" = "private", name = `P${id}`): ChatState => {
    const known = chats.get(id);
    if (known !== undefined) return known;
    const made: ChatState = {
      id,
      type,
      name,
      standing: "stranger",
      messages: new Map(),
      news: 0,
      bucket: 5,
      filled: now(),
      until: 0,
      penalty: 1,
    };
    chats.set(id, made);
    return made;
  };
  const chatJson = (chat: ChatState) =>
    chat.type === "private"
      ? { id: chat.id, first_name: chat.name, type: "private" }
      : { id: chat.id, title: chat.name, type: "group", all_members_are_administrators: false };
  const userJson = (id: number) => ({
    id,
    is_bot: false,
    first_name: chats.get(id)?.name ?? `P${id}`,
    language_code: "vi",
  });
  const date = (): number => Math.floor(now() / 1000);

  const messageJson = (chat: ChatState, one: Kept): Record<string, unknown> => ({
    message_id: one.id,
    from: one.ours ? bot : userJson(chat.id),
    chat: chatJson(chat),
    date: one.date,
    ...(one.file === undefined
      ? { text: one.words.text, ...(one.words.entities.length > 0 ? { entities: one.words.entities } : {}) }
      : one.words.text === ""
        ? {}
        : { caption: one.words.text, caption_entities: one.words.entities }),
    ...(one.file?.as === "document"
      ? {
          document: {
            file_id: `sent-${one.id}`,
            file_unique_id: `u${one.id}`,
            file_name: one.file.name,
            file_size: one.file.bytes.length,
          },
        }
      : {}),
    ...(one.file?.as === "photo"
      ? { photo: [{ file_id: `sent-${one.id}`, file_unique_id: `u${one.id}`, width: 1, height: 1 }] }
      : {}),
    ...(one.keyboard ? { reply_markup: { inline_keyboard: one.keyboard } } : {}),
  });

  /** The chat a call writes to, if it may. */
  const writable = (given: unknown): ChatState => {
    if (given === undefined || given === "") throw bad("chat_id is empty");
    const chat = chats.get(Number(given));
    if (chat === undefined) throw bad("chat not found");
    if (chat.standing === "deactivated") throw new Refusal(403, "Forbidden: user is deactivated");
    if (chat.standing === "blocked") throw new Refusal(403, "Forbidden: bot was blocked by the user");
    if (chat.standing === "stranger")
      throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
    if (chat.standing === "away") throw new Refusal(403, "Forbidden: bot was kicked from the group chat");
    return chat;
  };

  const countSpeed = (chat: ChatState): void => {
    if (speed === undefined) return;
    const at = now();
    if (at < chat.until) {
      // Whoever goes on during the wait waits longer.
      chat.penalty = Math.min(3600, chat.penalty * 2);
      chat.until = at + chat.penalty * 1000;
      throw tooMany(chat.penalty);
    }
    while (lastSecond.length > 0 && (lastSecond[0] ?? 0) <= at - 1000) lastSecond.shift();
    if (lastSecond.length >= speed.all) throw tooMany(1);
    lastSecond.push(at);
    chat.bucket = Math.min(5, chat.bucket + (at - chat.filled) / 1000);
    chat.filled = at;
    if (chat.bucket < 1) {
      chat.penalty = 2;
      chat.until = at + 2000;
      throw tooMany(2);
    }
    chat.bucket -= 1;
  };

  const keep = (
    chat: ChatState,
    words: Formatted,
    keyboard: Keyboard | undefined,
    file?: Kept["file"],
  ): Record<string, unknown> => {
    messageId += 1;
    const one: Kept = { id: messageId, ours: true, date: date(), words, keyboard, ...(file ? { file } : {}) };
    chat.messages.set(one.id, one);
    return messageJson(chat, one);
  };

  const edited = (
    params: Readonly<Record<string, unknown>>,
  ): { readonly chat: ChatState; readonly one: Kept } => {
    const chat = writable(params["chat_id"]);
    countSpeed(chat);
    const one = chat.messages.get(Number(params["message_id"]));
    if (params["message_id"] === undefined) throw bad("message identifier is not specified");
    if (one === undefined) throw bad("message to edit not found");
    if (!one.ours) throw bad("message can't be edited");
    return { chat, one };
  };
  const unchanged =
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

  const upload = (
    params: Readonly<Record<string, unknown>>,
    as: "photo" | "document",
  ): Record<string, unknown> => {
    const chat = writable(params["chat_id"]);
    const given = params[as];
    if (given === undefined) throw bad(`there is no ${as} in the request`);
    if (!(given instanceof Uploaded)) throw bad("wrong file identifier/HTTP URL specified");
    if (given.bytes.length > (as === "photo" ? 10 : 50) * 1024 * 1024)
      throw new Refusal(413, "Request Entity Too Large");
    if (as === "photo" && !/\.(?:jpe?g|png|gif|tiff?|bmp|webp)$/iu.test(given.name))
      throw bad("photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp");
    const words = checkCaption({
      text: params["caption"],
      entities: params["caption_entities"],
      mode: params["parse_mode"],
    });
    const keyboard = checkMarkup(params["reply_markup"]);
    countSpeed(chat);
    return keep(chat, words, keyboard, { name: given.name, bytes: given.bytes, as });
  };

  const methods: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => unknown>> = {
    getme: () => ({
      ...bot,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    }),
    sendmessage: (params) => {
      const chat = writable(params["chat_id"]);
      const words = checkText({
        text: params["text"],
        entities: params["entities"],
        mode: params["parse_mode"],
      });
      const keyboard = checkMarkup(params["reply_markup"]);
      countSpeed(chat);
      return keep(chat, words, keyboard);
    },
    sendphoto: (params) => upload(params, "photo"),
    senddocument: (params) => upload(params, "document"),
    editmessagetext: (params) => {
      const { chat, one } = edited(params);
      if (one.file !== undefined) throw bad("there is no text in the message to edit");
      const words = checkText({
        text: params["text"],
        entities: params["entities"],
        mode: params["parse_mode"],
      });
      const keyboard = checkMarkup(params["reply_markup"]);
      if (JSON.stringify([words, keyboard]) === JSON.stringify([one.words, one.keyboard]))
        throw bad(unchanged);
      one.words = words;
      one.keyboard = keyboard;
      return { ...messageJson(chat, one), edit_date: date() };
    },
    editmessagereplymarkup: (params) => {
      const { chat, one } = edited(params);
      const keyboard = checkMarkup(params["reply_markup"]);
      if (JSON.stringify(keyboard) === JSON.stringify(one.keyboard)) throw bad(unchanged);
      one.keyboard = keyboard;
      return { ...messageJson(chat, one), edit_date: date() };
    },
    deletemessage: (params) => {
      const chat = writable(params["chat_id"]);
      if (!chat.messages.delete(Number(params["message_id"]))) throw bad("message to delete not found");
      return true;
    },
    sendchataction: (params) => {
      writable(params["chat_id"]);
      if (params["action"] !== "typing" && params["action"] !== "upload_document")
        throw bad("wrong parameter action in request");
      return true;
    },
    answercallbackquery: (params) => {
      const query = queries.get(wordsOf(params["callback_query_id"]));
      if (query === undefined || query.answered || now() - query.at > 60_000)
        throw bad("query is too old and response timeout expired or query ID is invalid");
      checkLength(params["text"], 200, "MESSAGE");
      query.answered = true;
      return true;
    },
    getfile: (params) => {
      if (params["file_id"] === undefined) throw bad("file_id not specified");
      const file = files.get(wordsOf(params["file_id"]));
      if (file === undefined) throw bad("invalid file_id");
      if (file.bytes.length > downloadLimit) throw bad("file is too big");
      return {
        file_id: params["file_id"],
        file_unique_id: "u",
        file_size: file.bytes.length,
        file_path: file.path,
      };
    },
    leavechat: (params) => {
      writable(params["chat_id"]).standing = "away";
      return true;
    },
    setwebhook: (params) => {
      const url = wordsOf(params["url"]);
      if (url === "") return methods["deletewebhook"]?.(params);
      checkWebhookUrl(url, loose);
      const secret = checkSecret(params["secret_token"]);
      const before = updates.webhook();
      const allowed = Array.isArray(params["allowed_updates"])
        ? params["allowed_updates"].map(String)
        : (before?.allowed ?? []);
      updates.setWebhook({ url, secret, allowed });
      return described(before?.url === url ? "Webhook is already set" : "Webhook was set");
    },
    deletewebhook: () => {
      const before = updates.webhook();
      updates.setWebhook(undefined);
      return described(before === undefined ? "Webhook is already deleted" : "Webhook was deleted");
    },
    getwebhookinfo: () => updates.info(),
    getupdates: async (params) => {
      const found = await updates.getUpdates(
        Number(params["offset"] ?? 0),
        Number(params["limit"] ?? 100),
        Number(params["timeout"] ?? 0),
      );
      return found.map(({ id, body }) => ({ update_id: id, ...body }));
    },
    setmycommands: (params) => {
      checkCommands(params["commands"]);
      menus.set(menuOf(params), params["commands"]);
      return true;
    },
    getmycommands: (params) => menus.get(menuOf(params)) ?? [],
    setmydescription: (params) => {
      texts.description = checkLength(params["description"], 512, "DESCRIPTION");
      return true;
    },
    getmydescription: () => ({ description: texts.description }),
    setmyshortdescription: (params) => {
      texts.short = checkLength(params["short_description"], 120, "SHORT_DESCRIPTION");
      return true;
    },
    getmyshortdescription: () => ({ short_description: texts.short }),
  };

  const envelope = (result: unknown) =>
    result instanceof Described ? { ok: true, result: true, description: result.text } : { ok: true, result };
  const refused = (context: Context, { code, message, parameters }: Refusal): Response => {
    if (parameters["retry_after"] !== undefined)
      context.header("Retry-After", String(parameters["retry_after"]));
    const body = {
      ok: false,
      error_code: code,
      description: message,
      ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    };
    return new Response(JSON.stringify(body), {
      status: code,
      headers: { "content-type": "application/json" },
    });
  };

  const mishapOf = (method: string): Mishap | undefined => {
    const rule = rules.find(
      (one) => one.left > 0 && (one.method === undefined || one.method.toLowerCase() === method),
    );
    if (rule === undefined) return undefined;
    rule.left -= 1;
    return rule.mishap;
  };

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all("/bot:token/:method", async (context) => {
    if (context.req.param("token") !== token) return refused(context, new Refusal(401, "Unauthorized"));
    const method = context.req.param("method").toLowerCase();
    const params = await paramsOf(context);
    const mishap = mishapOf(method);
    const note = (ok: boolean): void => void calls.push({ method, params, at: now(), ok });
    if (mishap?.kind === "reset") {
      note(false);
      context.env.incoming.socket.destroy();
      return new Response(null);
    }
    if (mishap?.kind === "refuse") {
      note(false);
      return refused(
        context,
        new Refusal(
          mishap.code,
          mishap.description,
          mishap.retryAfter === undefined ? {} : { retry_after: mishap.retryAfter },
        ),
      );
    }
    if (mishap?.kind === "html") {
      note(false);
      return new Response("<html><body>Bad Gateway</body></html>", {
        status: mishap.code,
        headers: { "content-type": "text/html" },
      });
    }
    if (mishap?.kind === "slow") await pause(mishap.ms);
    try {
      const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (handler === undefined) throw new Refusal(404, "Not Found: method not found");
      const result = await handler(params);
      note(true);
      if (mishap?.kind === "lost") {
        context.env.incoming.socket.destroy();
        return new Response(null);
      }
      return new Response(JSON.stringify(envelope(result)), {
        headers: { "content-type": "application/json" },
      });
    } catch (why) {
      note(false);
      return refused(
        context,
        why instanceof Refusal ? why : new Refusal(500, `Internal Server Error: ${String(why)}`),
      );
    }
  });
  app.get("/file/bot:token/*", (context) => {
    const path = context.req.path.split("/").slice(3).join("/");
    const file = [...files.values()].find((one) => one.path === path);
    return file === undefined || context.req.param("token") !== token
      ? new Response("Not Found", { status: 404 })
      : new Response(new Uint8Array(file.bytes));
  });
  app.notFound((context) => refused(context, new Refusal(404, "Not Found")));

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(made));
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const settle = async (): Promise<void> => updates.settle();

  const incoming = (
    chat: ChatState,
    from: number,
    content: Readonly<Record<string, unknown>>,
  ): { readonly id: number; readonly message: Record<string, unknown> } => {
    messageId += 1;
    const words = { text: typeof content["text"] === "string" ? content["text"] : "", entities: [] };
    chat.messages.set(messageId, { id: messageId, ours: false, date: date(), words, keyboard: undefined });
    return {
      id: messageId,
      message: {
        message_id: messageId,
        from: userJson(from),
        chat: chatJson(chat),
        date: date(),
        ...content,
      },
    };
  };

  const person = (id: number, name = `P${id}`): Person => {
    const chat = chatOf(id, "private", name);
    const sends = async (content: Readonly<Record<string, unknown>>): Promise<number> => {
      if (chat.standing === "stranger" || chat.standing === "blocked") chat.standing = "started";
      const { id: number, message } = incoming(chat, id, content);
      updates.push("message", String(id), message);
      await settle();
      return number;
    };
    const file = (bytes: Uint8Array, folder: string, ending: string): string => {
      names += 1;
      const fileId = `AgAC-file_${names}`;
      files.set(fileId, { bytes, path: `${folder}/file_${names}${ending}` });
      return fileId;
    };
    const member = async (before: string, after: string): Promise<void> => {
      const status = (text: string) => ({
        user: bot,
        status: text,
        ...(text === "kicked" ? { until_date: 0 } : {}),
      });
      updates.push("my_chat_member", `member:${id}`, {
        chat: chatJson(chat),
        from: userJson(id),
        date: date(),
        old_chat_member: status(before),
        new_chat_member: status(after),
      });
      await settle();
    };
    const ours = (): readonly Kept[] => [...chat.messages.values()].filter((one) => one.ours);
    return {
      id,
      thread: `telegram:${id}`,
      sends: async (content) => void (await sends(content)),
      starts: async (payload) =>
        void (await sends({
          text: payload === undefined ? "/start" : `/start ${payload}`,
          entities: [{ offset: 0, length: 6, type: "bot_command" }],
        })),
      says: async (text) => {
        let last = 0;
        // Clients split long texts, and trim them.
        for (let at = 0; at === 0 || at < text.length; at += 4096)
          last = await sends({ text: text.slice(at, at + 4096).trim() });
        return last;
      },
      edits: async (message, text) => {
        updates.push("edited_message", String(id), {
          message_id: message,
          from: userJson(id),
          chat: chatJson(chat),
          date: date(),
          edit_date: date(),
          text,
        });
        await settle();
      },
      taps: async (label) => {
        const plain = (text: string): string => text.replace(/^✓ /u, "");
        const fits = (text: string): boolean =>
          plain(text) === label || plain(text).replace(/^\d+\. /u, "") === label;
        const one = ours().findLast((kept) => kept.keyboard?.flat().some((button) => fits(button.text)));
        const button = one?.keyboard?.flat().find(({ text }) => fits(text));
        if (one === undefined || button?.callback_data === undefined)
          throw new Error(`nothing to tap: ${label}`);
        names += 1;
        const query = `30123456789012${String(names).padStart(5, "0")}`;
        queries.set(query, { answered: false, at: now() });
        updates.push(
          "callback_query",
          `taps:${id}`,
          {
            id: query,
            from: userJson(id),
            chat_instance: "-6012345678901234567",
            message: messageJson(chat, one),
            data: button.callback_data,
          },
          150_000,
        );
        await settle();
        return query;
      },
      sendsPhoto: async (bytes, caption, album) => {
        const thumb = {
          file_id: file(bytes.slice(0, 1), "photos", ".jpg"),
          file_unique_id: "s",
          file_size: 1,
          width: 90,
          height: 67,
        };
        const full = {
          file_id: file(bytes, "photos", ".jpg"),
          file_unique_id: "y",
          file_size: bytes.length,
          width: 1280,
          height: 960,
        };
        await sends({
          photo: [thumb, full],
          ...(caption === undefined ? {} : { caption }),
          ...(album === undefined ? {} : { media_group_id: album }),
        });
      },
      sendsDocument: async (called, bytes, caption) => {
        const document = {
          file_id: file(bytes, "documents", `_${called.length}`),
          file_unique_id: "d",
          file_name: called,
          file_size: bytes.length,
        };
        await sends({ document, ...(caption === undefined || caption === "" ? {} : { caption }) });
      },
      blocks: async () => {
        chat.standing = "blocked";
        await member("member", "kicked");
      },
      unblocks: async () => {
        chat.standing = "started";
        await member("kicked", "member");
      },
      deactivates: () => void (chat.standing = "deactivated"),
      sees: () => ours().map(seen),
      news: () => {
        const fresh = ours().filter((one) => one.id > chat.news);
        chat.news = messageId;
        return fresh.map(seen);
      },
    };
  };

  const groupOf = (id: number): ChatState => {
    const chat = chatOf(id, "group", "Tổ OCOP Tà Chải");
    if (chat.standing === "stranger") chat.standing = "started";
    return chat;
  };

  return {
    root: `http://127.0.0.1:${port}`,
    token,
    person,
    knows: (from, count) => {
      for (let id = from; id < from + count; id += 1) chatOf(id).standing = "started";
    },
    groupAdds: async (group, by) => {
      const chat = groupOf(group);
      chat.standing = "started";
      updates.push("my_chat_member", `member:${group}`, {
        chat: chatJson(chat),
        from: userJson(by),
        date: date(),
        old_chat_member: { user: bot, status: "left" },
        new_chat_member: { user: bot, status: "member" },
      });
      await settle();
    },
    groupSays: async (group, by, text) => {
      const chat = groupOf(group);
      updates.push("message", String(group), incoming(chat, by, { text }).message);
      await settle();
    },
    groupSees: (group) =>
      [...groupOf(group).messages.values()].filter((one) => one.ours).map((one) => one.words.text),
    calls,
    goesWrong: (mishap, { method, times = 1 } = {}) =>
      void rules.push({ mishap, left: times, ...(method === undefined ? {} : { method }) }),
    updates,
    settle,
    close: async () => {
      updates.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A result with a sentence beside it, as the webhook methods give. */
class Described {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
const described = (text: string): Described => new Described(text);

class Uploaded {
  readonly name: string;
  readonly bytes: Uint8Array;
  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = bytes;
  }
}

const menuOf = (params: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([params["scope"] ?? "default", params["language_code"] ?? ""]);

const seen = ({ id, words, keyboard = [], file }: Kept): Seen => ({
  id,
  text: withMarks(words),
  choices: keyboard.flat().map((button) => button.text),
  ...(file ? { file: { name: file.name, bytes: file.bytes } } : {}),
});

/** Bold words between asterisks again, as the assistant writes them. */
function withMarks({
  text,
  entities,
}: {
  readonly text: string;
  readonly entities: readonly Entity[];
}): string {
  return entities
    .filter((one) => one.type === "bold")
    .toReversed()
    .reduce(
      (all, { offset, length }) =>
        `${all.slice(0, offset)}*${all.slice(offset, offset + length)}*${all.slice(offset + length)}`,
      text,
    );
}

/** Parameters from the query, a JSON body or a form; in forms objects are JSON text, and files name their part. */
async function paramsOf(context: Context): Promise<Readonly<Record<string, unknown>>> {
  const type = context.req.header("content-type") ?? "";
  const query = context.req.query();
  if (context.req.method === "GET" || type === "") return query;
  if (type.includes("json"))
    return { ...query, ...Params.catch({}).parse(await context.req.json().catch(() => ({}))) };
  const form = await context.req.parseBody();
  const found: Record<string, unknown> = { ...query };
  for (const [name, value] of Object.entries(form)) {
    if (value instanceof File)
      found[name] = new Uploaded(value.name, new Uint8Array(await value.arrayBuffer()));
    else if (typeof value === "string") found[name] = objects.has(name) ? JSON.parse(value) : value;
  }
  for (const [name, value] of Object.entries(found)) {
    const part =
      typeof value === "string" && value.startsWith("attach://") ? found[value.slice(9)] : undefined;
    if (part !== undefined) found[name] = part;
  }
  return found;
}
