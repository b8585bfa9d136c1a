import other from "telegram-test-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { telegramApi } from "../../../src/channels/telegram/api.ts";
import { pooled } from "../../../src/channels/telegram/pool.ts";
import { telegramChannel } from "../../../src/channels/telegram/channel.ts";
import { longPolling } from "../../../src/channels/telegram/long-polling.ts";
import { render } from "../../../src/channels/telegram/render.ts";
import { threadId } from "../../../src/domain/ids.ts";
import type { Event } from "../../../src/domain/event.ts";
import { memoryFiles } from "../../http/support.ts";
import { freePort } from "../../support/free-port.ts";
import { words } from "./support.ts";

/** Somebody else's Bot API, which knows nothing of ours. Its own types and client need packages it does not bring. */
type Other = {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<unknown>;
  readonly config: { readonly apiURL: string };
};
type MakeOther = new (config: { readonly port: number; readonly host: string }) => Other;
const Server = z.custom<MakeOther>((value) => typeof value === "function").parse(other);

const History = z.object({
  result: z.array(
    z.looseObject({
      messageId: z.number().optional(),
      message: z
        .looseObject({
          text: z.string(),
          chat_id: z.unknown().optional(),
          reply_markup: z.unknown().optional(),
        })
        .optional(),
    }),
  ),
});
const token = "8123456789:other";

describe("against telegram-test-api", () => {
  let server: Other;
  let polling: ReturnType<typeof longPolling>;
  let stopSending: () => Promise<void>;
  const events: Event[] = [];
  let channel: ReturnType<typeof telegramChannel>;

  beforeAll(async () => {
    server = new Server({ port: await freePort(), host: "127.0.0.1" });
    await server.start();
    const root = server.config.apiURL;
    const { api, close } = telegramApi({ connect: pooled, token, root });
    stopSending = close;
    channel = telegramChannel({
      api,
      secret: undefined,
      files: memoryFiles(),
      clock: { now: () => 5 },
      words,
      log: () => undefined,
    });
    polling = longPolling({
      telegram: telegramApi({ connect: pooled, token, root }),
      take: channel.take,
      receive: async (event) => events.push(event),
      wake: () => undefined,
      log: () => undefined,
      unit: 50,
      hold: 0,
    });
  });
  afterAll(async () => {
    await polling.stop();
    await stopSending();
    await server.stop();
  });

  const deeds = () =>
    events.map(({ deed, thread }) => [
      thread,
      deed.kind === "text" ? deed.text : deed.kind === "tap" ? `${deed.data} ${deed.label}` : deed.kind,
    ]);
  const client = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${server.config.apiURL}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, botToken: token }),
    });
    return answer.json();
  };
  const said = async () =>
    History.parse(await client("getUpdatesHistory", { token })).result.filter(
      ({ message }) => message?.chat_id !== undefined,
    );
  const from = { id: 7, first_name: "Lan", is_bot: false };
  const chat = { id: 7, first_name: "Lan", type: "private" };
  const common = { from, chat, date: 1795489200 };

  it("a start and a text come in", async () => {
    await client("sendCommand", {
      ...common,
      text: "/start",
      entities: [{ offset: 0, length: 6, type: "bot_command" }],
    });
    await client("sendMessage", { ...common, text: "đăng ký mận" });
    await expect.poll(deeds).toEqual([
      ["telegram:7", "/start"],
      ["telegram:7", "đăng ký mận"],
    ]);
  });

  it("an answer with buttons goes out", async () => {
    const [call] = render(
      { text: "*Ai* đứng tên?", choices: [{ data: "a:owner:coop", label: "Hợp tác xã" }] },
      threadId("telegram:7"),
      "row",
    );
    expect(call && (await channel.send(call))).toMatchObject({ kind: "sent" });
    expect(await said()).toMatchObject([
      {
        message: {
          text: "Ai đứng tên?",
          reply_markup: { inline_keyboard: [[{ text: "1. Hợp tác xã", callback_data: "a:owner:coop" }]] },
        },
      },
    ]);
  });

  it("a tap comes in, and its button is marked", async () => {
    const [shown] = await said();
    const message = { ...common, message_id: shown?.messageId, reply_markup: shown?.message?.reply_markup };
    await client("sendCallback", { from, message, date: 1795489200, data: "a:owner:coop" });
    await expect.poll(() => deeds().at(-1)).toEqual(["telegram:7", "a:owner:coop Hợp tác xã"]);
    await expect.poll(said).toMatchObject([
      {
        message: {
          reply_markup: { inline_keyboard: [[{ text: "✓ 1. Hợp tác xã", callback_data: "a:owner:coop" }]] },
        },
      },
    ]);
  });
});
