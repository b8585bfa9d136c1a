import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";
import { z } from "zod";
import { type Report, Order } from "./orders.ts";

/**
 * The people and the platform of the Telegram comparison, in a process of their own: a light Bot API on loopback, and
 * people who each send an update, wait for their answer to reach the Bot API and for the webhook's 200, and send the next.
 */
const Sent = z.object({ chat_id: z.coerce.number(), text: z.string() });
/** Milliseconds after which a message counts as lost. */
const patience = 5_000;
/** How many wrong answers are shown. */
const mostTold = 5;
const bot = {
  id: 8123456789,
  is_bot: true,
  first_name: "Bench",
  username: "bench_bot",
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
};

/** A person who waits for so many messages more. */
type Waiting = {
  readonly since: number;
  readonly heard: (text: string | undefined) => void;
  left: number;
  text: string;
};
const waiting = new Map<number, Waiting>();
let sentCount = 0;
let otherCalls = 0;
let strays = 0;

function answerTo(method: string, body: string): unknown {
  if (method === "sendMessage") {
    const { chat_id: id, text } = Sent.parse(JSON.parse(body));
    sentCount += 1;
    const asked = waiting.get(id);
    if (asked === undefined) strays += 1;
    else {
      asked.left -= 1;
      asked.text += text;
      if (asked.left === 0) {
        waiting.delete(id);
        asked.heard(asked.text);
      }
    }
    const date = Math.floor(Date.now() / 1000);
    return { message_id: 1_000_000 + sentCount, date, chat: { id, type: "private" }, from: bot, text };
  }
  otherCalls += 1;
  if (method === "getMe") return bot;
  if (method === "getMyCommands") return [];
  if (method === "getMyDescription") return { description: "" };
  if (method === "getMyShortDescription") return { short_description: "" };
  return true;
}

const textOf = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => (text += part));
    request.once("end", () => resolve(text));
    request.once("error", reject);
  });

const api = createServer((request, response) => {
  const method = request.url?.split("/").at(-1) ?? "";
  textOf(request)
    .then((body) => {
      const result = JSON.stringify({ ok: true, result: answerTo(method, body) });
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(result),
      });
      response.end(result);
    })
    .catch(() => response.destroy());
});
api.keepAliveTimeout = 60_000;

const report = (line: Report): void => void process.send?.(line);
const plain = (text: string): string => text.replace(/[*\s]/gu, "");

async function run({ url, path, secret, users, steps, checked, warmUp, ms }: Order): Promise<void> {
  const pool = new Pool(url, { connections: users, pipelining: 1 });
  const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret };
  const wanted = steps.map(({ answer }) => plain(answer));
  const took: number[] = [];
  let wrong = 0;
  let number = 0;
  let newest = 1_000_000;

  const turn = async (chat: number, at: number): Promise<void> => {
    number += 1;
    const since = performance.now();
    const answered = Promise.withResolvers<string | undefined>();
    waiting.set(chat, {
      since,
      heard: answered.resolve,
      left: checked ? (steps[at]?.messages ?? 1) : 1,
      text: "",
    });
    const from = { id: chat, is_bot: false, first_name: "Người", language_code: "vi" };
    const body = JSON.stringify({
      update_id: 100_000 + number,
      message: {
        message_id: number,
        from,
        chat: { id: chat, first_name: "Người", type: "private" },
        date: Math.floor(Date.now() / 1000),
        text: steps[at]?.text,
      },
    });
    const { statusCode, body: rest } = await pool.request({ method: "POST", path, headers, body });
    await rest.dump();
    const text = await answered.promise;
    took.push(performance.now() - since);
    const right =
      text !== undefined && (!checked || (text !== "" && wanted[at]?.startsWith(plain(text)) === true));
    if (statusCode === 200 && right) return;
    wrong += 1;
    if (wrong <= mostTold)
      console.error(`wrong: ${statusCode} at ${at}, ${steps[at]?.text}: ${text}, not ${steps[at]?.answer}`);
  };

  const live = async (user: number): Promise<never> => {
    // A first conversation that breaks off early spreads the people over the whole of it.
    for (let length = 1 + Math.floor((steps.length * user) / users); ; length = steps.length) {
      newest += 1;
      const chat = newest;
      for (let at = 0; at < length; at += 1)
        await turn(chat, at).catch((why: unknown) => {
          wrong += 1;
          if (wrong <= mostTold) console.error(`wrong at ${at}: ${String(why)}`);
        });
    }
  };

  setInterval(() => {
    const late = performance.now() - patience;
    for (const [chat, { since, heard }] of waiting)
      if (since < late) {
        waiting.delete(chat);
        heard(undefined);
      }
  }, 500);
  for (let user = 0; user < users; user += 1) void live(user);
  await wait(warmUp);
  const first = took.length;
  const before = { sentCount, otherCalls };
  const started = performance.now();
  report({ kind: "warm" });
  await wait(ms);
  const spent = performance.now() - started;
  const turns = took.length - first;
  report({
    kind: "done",
    turns,
    spent,
    took: percentiles(took.slice(first)),
    wrong: wrong + strays,
    sends: (sentCount - before.sentCount) / turns,
    otherCalls: (otherCalls - before.otherCalls) / turns,
  });
}

function percentiles(all: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = all.toSorted((one, two) => one - two);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

process.once("message", (raw) => void run(Order.parse(raw)));
api.listen(0, "127.0.0.1", () => {
  const address = api.address();
  if (address !== null && typeof address === "object") report({ kind: "listening", port: address.port });
});
