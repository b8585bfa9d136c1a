import { createServer } from "node:http";
import { Bot, webhookCallback } from "grammy";
import { answer, apiRoot, port, secret, token } from "./settings.ts";

// grammY with one reply and no memory: the least that a Telegram bot can do.
const bot = new Bot(token, { client: { apiRoot } });
bot.on("message:text", (context) => context.reply(answer(context.message.text)));
await bot.init();

const take = webhookCallback(bot, "http", { secretToken: secret });
createServer((request, response) => void take(request, response)).listen(port, "127.0.0.1");
