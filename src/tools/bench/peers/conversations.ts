import { createServer } from "node:http";
import {
  type Conversation,
  type ConversationData,
  type ConversationFlavor,
  conversations,
  createConversation,
  type VersionedState,
} from "@grammyjs/conversations";
import { Bot, type Context, webhookCallback } from "grammy";
import { createClient } from "redis";
import { z } from "zod";
import { answer, apiRoot, port, redisUrl, secret, token } from "./settings.ts";

// A form of two questions with @grammyjs/conversations, kept in Redis.
type Talk = ConversationFlavor<Context>;
type Kept = VersionedState<ConversationData>;
const kept = z.custom<Kept>();
const redis = await createClient({ url: redisUrl }).connect();

const bot = new Bot<Talk>(token, { client: { apiRoot } });
bot.use(
  conversations({
    storage: {
      type: "key",
      adapter: {
        read: async (key) => {
          const text = await redis.get(key);
          return text === null ? undefined : kept.parse(JSON.parse(text));
        },
        write: async (key, state) => void (await redis.set(key, JSON.stringify(state))),
        delete: async (key) => void (await redis.del(key)),
      },
    },
  }),
);

async function form(conversation: Conversation<Talk, Context>, context: Context): Promise<void> {
  await context.reply(answer("bắt đầu"));
  const name = await conversation.waitFor("message:text");
  await name.reply(answer(name.message.text));
  const village = await conversation.waitFor("message:text");
  await village.reply(answer(`${name.message.text}, ${village.message.text}`));
}
bot.use(createConversation(form));
bot.on("message:text", (context) => context.conversation.enter("form"));
await bot.init();

const take = webhookCallback(bot, "http", { secretToken: secret });
createServer((request, response) => void take(request, response)).listen(port, "127.0.0.1");
