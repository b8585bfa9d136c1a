import type { Hono } from "hono";
import { answersOf } from "./answers.ts";
import { type App, app, type Ports } from "./app.ts";
import type { OpenTelegram } from "./channels/telegram/open.ts";
import { webChannel } from "./channels/web/channel.ts";
import type { Page } from "./channels/web/page.ts";
import { openZalo, zaloFileHosts } from "./channels/zalo/open.ts";
import type { Config } from "./config.ts";
import type { Content } from "./content/load.ts";
import { fault, ok, type Result } from "./domain/result.ts";
import { httpApp } from "./http/app.ts";
import type { Receive } from "./http/chat.ts";
import { type Channels, type Webhooks, webhooks } from "./http/webhooks.ts";
import { httpWords } from "./http/words.ts";
import { settingOf } from "./setting.ts";
import { fetchFile } from "./store/fetch-file.ts";
import { guarded } from "./store/guarded.ts";
import { storeTranscript } from "./store/transcript.ts";
import { storeWindows } from "./store/windows.ts";
import { storeLibrary } from "./turn/published.ts";

/** What a runtime gives. Telegram's client comes from there, since each reaches the network in its own way. */
type Given = Pick<
  Ports,
  "store" | "clock" | "ids" | "files" | "log" | "tables" | "readDocument" | "readProof" | "papers"
> & {
  readonly config: Config;
  readonly content: Content;
  readonly page: Page;
  readonly telegram?: OpenTelegram;
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>;
  /** Ends the open streams. */
  readonly stop: AbortSignal;
};

export type Assembled = {
  readonly assistant: App;
  readonly http: Hono;
  readonly hooks: Webhooks;
  readonly channels: Channels;
  /** Sets the platforms up, and begins to ask for news where that is ours to do. */
  readonly start: () => void;
  /** Takes nothing new and finishes what is in hand; the store stays open. */
  readonly stop: () => Promise<void>;
};

/** The whole program out of the settings and what the runtime gives: the same on Node and on Workers. */
export function assemble(given: Given): Assembled {
  const { config, content, page, telegram, fetch, stop, ...ports } = given;
  const { store, clock, ids, files, log } = ports;
  const setting = settingOf(content, config.programme);
  const transcript = storeTranscript(store, clock);
  const zalo =
    config.zalo === undefined
      ? undefined
      : openZalo({
          ...config.zalo,
          storage: guarded(store, clock, "zalo-tokens"),
          windows: storeWindows(store, clock),
          files,
          fetch,
          clock,
          log,
        });
  const fromHosts = fetchFile({
    files,
    fetch,
    hosts: zaloFileHosts,
    ...(config.zalo?.apiRoot === undefined ? {} : { loopback: config.zalo.apiRoot }),
  });
  const channels = {
    web: webChannel({ transcript, clock, files }),
    ...(telegram === undefined ? {} : { telegram: telegram.channel }),
    ...(zalo === undefined ? {} : { zalo: zalo.channel }),
  };
  const assistant = app(
    {
      ...ports,
      channels,
      alone: config.broadcastAlone,
      rates: config.broadcastPerSecond === undefined ? {} : { telegram: config.broadcastPerSecond },
      answers: answersOf(content, config.programme, {
        model: config.model,
        fetch,
        ids,
        log,
        library: storeLibrary(store, clock),
      }),
      fetchFile: (file) => (telegram?.owns(file.url) === true ? telegram.fetchFile(file) : fromHosts(file)),
    },
    setting,
  );

  /** Ready means that the store answers in time. */
  const health = async (): Promise<Result<unknown>> => {
    const late = AbortSignal.timeout(2_000);
    const asked = store.load(["health"]).then(() => ok(undefined));
    const tooLate = new Promise<Result<unknown>>((resolve) =>
      late.addEventListener("abort", () => resolve(fault("store-late"))),
    );
    return Promise.race([asked, tooLate]).catch(() => fault("store-away"));
  };
  const receive: Receive = async (event, own) => {
    const taken = await assistant.receive(event, own);
    if (own !== undefined) transcript.poke(event.thread);
    return taken;
  };
  const http = httpApp({
    channels,
    receive,
    transcript,
    files,
    clock,
    ids,
    health,
    page,
    words: httpWords(setting.words),
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    ...(config.zaloVerifier === undefined ? {} : { zaloVerifier: config.zaloVerifier }),
    log,
    stop,
  });
  return {
    assistant,
    http,
    hooks: webhooks({ channels, receive, log }),
    channels,
    start: () => {
      telegram?.start({ receive: assistant.receive, wake: assistant.wake });
      zalo?.start();
    },
    stop: async () => {
      zalo?.stop();
      await assistant.stop();
      await telegram?.stop();
    },
  };
}
