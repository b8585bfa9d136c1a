import { serve } from "@hono/node-server";
import { app } from "../../../src/app.ts";
import { telegramApi } from "../../../src/channels/telegram/api.ts";
import { pooled } from "../../../src/channels/telegram/pool.ts";
import { telegramChannel } from "../../../src/channels/telegram/channel.ts";
import { telegramWords } from "../../../src/channels/telegram/words.ts";
import { readPage } from "../../../src/channels/web/page.ts";
import { httpApp } from "../../../src/http/app.ts";
import { httpWords } from "../../../src/http/words.ts";
import { readSetting } from "../../../src/project.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import { countingIds } from "../../../src/tools/rehearsal.ts";
import { memoryFiles, memoryTranscript } from "../../http/support.ts";
import { telegramEmulator } from "../../support/telegram-emulator.ts";

export const secret = "a-secret_of-the-tests";
export const words = telegramWords({
  "telegram-edited": "sửa tin trước: {text}",
  "telegram-group": "Tôi chỉ nói chuyện riêng.",
});

/** The channel over an emulated Telegram on real sockets. */
export async function openTelegram(options: Parameters<typeof telegramEmulator>[0] = {}) {
  const emulator = await telegramEmulator(options);
  const { api, close } = telegramApi({
    connect: pooled,
    token: emulator.token,
    root: emulator.root,
    timeLimit: 500,
  });
  const files = memoryFiles();
  const clock = { now: () => Date.now() };
  const log: Readonly<Record<string, unknown>>[] = [];
  const channel = telegramChannel({ api, secret, files, clock, words, log: (line) => void log.push(line) });
  const raw = (update: unknown, given: string | undefined = secret) => ({
    headers: given === undefined ? {} : { "x-telegram-bot-api-secret-token": given },
    body: new TextEncoder().encode(JSON.stringify(update)),
  });
  return {
    emulator,
    api,
    files,
    channel,
    log,
    raw,
    close: async () => {
      await close();
      await emulator.close();
    },
  };
}

/** The whole assistant behind an emulated Telegram: webhooks over HTTP, answers over HTTP. */
export async function openAssistant(options: Parameters<typeof telegramEmulator>[0] = {}) {
  const telegram = await openTelegram(options);
  const setting = await readSetting("bac-ha-2021");
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  const { channel, files, emulator, api, log } = telegram;
  const ports = {
    store,
    clock: { now: () => Date.now() },
    ids: countingIds(),
    files,
    log: (line: Readonly<Record<string, unknown>>) => void log.push(line),
  };
  const channels = { telegram: channel };
  const assistant = app({ ...ports, channels }, setting);
  const http = httpApp({
    ...ports,
    channels,
    receive: assistant.receive,
    transcript: memoryTranscript(),
    health: () => Promise.resolve([]),
    page: await readPage(),
    words: httpWords(setting.words),
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: http.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(made));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/webhooks/telegram`;
  return {
    ...telegram,
    assistant,
    store,
    url,
    webhook: () => api.raw.setWebhook({ url, secret_token: secret }),
    close: async () => {
      await assistant.stop();
      await telegram.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
    settle: async () => {
      await emulator.settle();
      await assistant.settle();
    },
  };
}
