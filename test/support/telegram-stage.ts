import { telegramApi } from "../../src/channels/telegram/api.ts";
import { pooled } from "../../src/channels/telegram/pool.ts";
import { telegramChannel } from "../../src/channels/telegram/channel.ts";
import { telegramFilePrefix, telegramFiles } from "../../src/channels/telegram/files.ts";
import { telegramWords } from "../../src/channels/telegram/words.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import { type BytesOf, nameAlone, type Stage, type World } from "./play-over.ts";
import { telegramEmulator } from "./telegram-emulator.ts";

const secret = "conversation-secret_1";
const url = "https://ocop.example/webhooks/telegram";

/** People of the emulated Telegram, with deliveries straight into the HTTP layer; `taps` presses the button instead of typing its number. */
export const telegramStage =
  (setting: Setting, taps = false, bytesOf: BytesOf = nameAlone) =>
  async ({ files, clock, deliver }: World): Promise<Stage> => {
    const emulator = await telegramEmulator({
      now: clock.now,
      post: (_, init) => deliver("/webhooks/telegram", init),
      second: 1,
    });
    const { api, close } = telegramApi({ connect: pooled, token: emulator.token, root: emulator.root });
    const channel = telegramChannel({
      api,
      secret,
      files,
      clock,
      words: telegramWords(setting.words),
      log: () => undefined,
    });
    await api.raw.setWebhook({ url, secret_token: secret });
    let people = 0;
    const fetchFile = telegramFiles(api, files);
    return {
      channel,
      person: (name) => {
        people += 1;
        const person = emulator.person(7012345677 + people, name);
        return {
          thread: person.thread,
          says: (text) => {
            const choices = person.sees().at(-1)?.choices ?? [];
            const label = /^\d+$/u.test(text) ? choices[Number(text) - 1] : undefined;
            return taps && label !== undefined ? person.taps(label) : person.says(text);
          },
          sendsFile: (file, words) => person.sendsDocument(file, bytesOf(file), words),
          sendsSticker: () =>
            person.sends({
              sticker: { file_id: "CAAC", file_unique_id: "s", emoji: "👍", width: 512, height: 512 },
            }),
          heard: () =>
            person
              .news()
              .map(({ text, choices, file }) => ({ text, choices, ...(file ? { file: file.name } : {}) })),
        };
      },
      close: async () => {
        await close();
        await emulator.close();
      },
      fetchFile: (address, name) => fetchFile(address.slice(telegramFilePrefix.length), name),
    };
  };
