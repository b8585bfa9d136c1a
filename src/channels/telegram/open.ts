import type { Event } from "../../domain/event.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FetchFile } from "../../ports/fetch-file.ts";
import type { Files } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import { type Connect, telegramApi } from "./api.ts";
import { type Telegram, telegramChannel } from "./channel.ts";
import { telegramFilePrefix, telegramFiles } from "./files.ts";
import { longPolling } from "./long-polling.ts";
import { setUpTelegram } from "./setup.ts";
import { telegramWords } from "./words.ts";

type Wanted = {
  readonly token: string;
  readonly secret: string | undefined;
  readonly root: string | undefined;
  /** Where the platform reaches us; without one, updates are fetched by long polling. */
  readonly publicUrl: string | undefined;
  readonly sentences: Readonly<Record<string, string>>;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly connect: Connect;
};

/** What the assistant hands a channel that fetches its own messages. */
export type Taking = {
  readonly receive: (event: Event) => Promise<unknown>;
  readonly wake: () => void;
};

export type OpenTelegram = {
  readonly channel: Telegram;
  readonly fetchFile: FetchFile;
  /** Whether a file's address is one of this platform's. */
  readonly owns: (url: string) => boolean;
  readonly start: (taking: Taking) => void;
  readonly stop: () => Promise<void>;
};

/** Telegram with everything it needs: the client, the channel, the set-up at the platform, long polling if need be. */
export function openTelegram(wanted: Wanted): OpenTelegram {
  const { token, secret, publicUrl, sentences, files, clock, log, connect } = wanted;
  const server = { token, connect, ...(wanted.root === undefined ? {} : { root: wanted.root }) };
  const telegram = telegramApi(server);
  const words = telegramWords(sentences);
  const channel = telegramChannel({ api: telegram.api, secret, files, clock, words, log });
  const fetchById = telegramFiles(telegram.api, files);
  const stopping = new AbortController();
  let polling: ReturnType<typeof longPolling> | undefined;
  return {
    channel,
    fetchFile: ({ url, name }) => fetchById(url.slice(telegramFilePrefix.length), name),
    owns: (url) => url.startsWith(telegramFilePrefix),
    start: ({ receive, wake }) => {
      const webhook =
        publicUrl === undefined || secret === undefined
          ? {}
          : { webhook: { url: `${publicUrl.replace(/\/$/u, "")}/webhooks/telegram`, secret } };
      void setUpTelegram({ api: telegram.api, words, log, ...webhook, stop: stopping.signal });
      // Its own connections: a call that waits for news must not hold up replies.
      if (publicUrl === undefined)
        polling = longPolling({
          telegram: telegramApi(server),
          take: channel.take,
          receive,
          wake,
          log,
        });
    },
    stop: async () => {
      stopping.abort();
      await polling?.stop();
      await telegram.close();
    },
  };
}
