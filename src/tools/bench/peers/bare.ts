import { createServer } from "node:http";
import { createClient } from "redis";
import { Pool } from "undici";
import { z } from "zod";
import { answer, apiRoot, port, redisUrl, secret, token } from "./settings.ts";

// The floor: a webhook, one script in Redis, one call out. No library of bots, no logic, nothing checked but the secret.
const redis = await createClient({ url: redisUrl, RESP: 2 }).connect();
const script = "return redis.call('SET', KEYS[1], ARGV[1])";
const sha = z.string().parse(await redis.sendCommand(["SCRIPT", "LOAD", script]));
const pool = new Pool(new URL(apiRoot).origin, { connections: 32, pipelining: 1 });
const Update = z.object({ message: z.object({ chat: z.object({ id: z.number() }), text: z.string() }) });

const sent = (body: string): Promise<void> =>
  new Promise((resolve, reject) => {
    pool.dispatch(
      {
        method: "POST",
        path: `/bot${token}/sendMessage`,
        headers: ["content-type", "application/json"],
        body,
      },
      {
        onRequestStart: () => {},
        onResponseStart: () => {},
        onResponseData: () => {},
        onResponseEnd: () => resolve(),
        onResponseError: (_, why) => reject(why),
      },
    );
  });

async function turn(text: string): Promise<void> {
  const { message } = Update.parse(JSON.parse(text));
  await redis.sendCommand(["EVALSHA", sha, "1", `bare:${message.chat.id}`, text]);
  await sent(JSON.stringify({ chat_id: message.chat.id, text: answer(message.text) }));
}

createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (part: string) => (text += part));
  request.once("end", () => {
    const genuine = request.headers["x-telegram-bot-api-secret-token"] === secret;
    response.writeHead(genuine ? 200 : 401, { "content-length": 0 }).end();
    if (genuine) turn(text).catch((why: unknown) => console.error(why));
  });
}).listen(port, "127.0.0.1");
