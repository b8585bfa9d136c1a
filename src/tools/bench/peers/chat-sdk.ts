import { createRedisState } from "@chat-adapter/state-redis";
import { createTelegramAdapter } from "@chat-adapter/telegram";
import { serve } from "@hono/node-server";
import { type Adapter, Chat } from "chat";
import { z } from "zod";
import { answer, apiRoot, port, redisUrl, secret, token } from "./settings.ts";

// Chat SDK with its Telegram adapter and its state in Redis, everything at its defaults.
const chat = new Chat({
  userName: "bench_bot",
  logger: "silent",
  adapters: {
    // Their types do not hold under exactOptionalPropertyTypes.
    telegram: z
      .custom<Adapter>()
      .parse(
        createTelegramAdapter({ botToken: token, secretToken: secret, apiUrl: apiRoot, mode: "webhook" }),
      ),
  },
  state: createRedisState({ url: redisUrl }),
});
chat.onDirectMessage(async (thread, message) => {
  await thread.post(answer(message.text));
});
await chat.initialize();

const take = chat.webhooks["telegram"];
if (take === undefined) throw new Error("no Telegram adapter");
serve({ port, hostname: "127.0.0.1", fetch: (request) => take(request) });
