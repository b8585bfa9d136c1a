import type { Hono } from "hono";
import { answersOf } from "./answers.ts";
import { type App, app, channelOf, listsOf, type Ports } from "./app.ts";
import type { Channel } from "./channels/contract.ts";
import { fit } from "./channels/fit.ts";
import type { OpenTelegram } from "./channels/telegram/open.ts";
import { webChannel } from "./channels/web/channel.ts";
import type { Page } from "./channels/web/page.ts";
import { openZalo, zaloFileHosts } from "./channels/zalo/open.ts";
import type { Config, ModelConfig } from "./config.ts";
import type { Content } from "./content/load.ts";
import type { Event } from "./domain/event.ts";
import type { ThreadId } from "./domain/ids.ts";
import { seconds } from "./domain/instant.ts";
import type { figures } from "./figures/figures.ts";
import { httpApp } from "./http/app.ts";
import type { Receive } from "./http/chat.ts";
import { type Channels, type Webhooks, webhooks } from "./http/webhooks.ts";
import { httpWords } from "./http/words.ts";
import type { Fetch } from "./model/open.ts";
import type { Model } from "./ports/model.ts";
import { modelWatch } from "./model/watched.ts";
import type { Log } from "./ports/log.ts";
import type { Line } from "./ports/transcript.ts";
import type { Spool } from "./ports/spool.ts";
import type { OfProcess, Surroundings } from "./ports/surroundings.ts";
import { settingOf } from "./setting.ts";
import { fetchFile } from "./store/fetch-file.ts";
import { guarded } from "./store/guarded.ts";
import { storytellerOf } from "./storyteller.ts";
import { storeTranscript } from "./store/transcript.ts";
import { watched } from "./store/watched.ts";
import { patientWindows, storeWindows } from "./store/windows.ts";
import { birthWatch } from "./turn/birth.ts";
import { formDoor } from "./turn/form-door.ts";
import { formLinks } from "./turn/form-links.ts";
import { sceneFor } from "./turn/run-thread.ts";
import { conditionOf } from "./turn/condition.ts";
import { inTime } from "./turn/in-time.ts";
import { outage } from "./turn/outage.ts";
import { storeLibrary } from "./turn/published.ts";
import { readiness } from "./turn/readiness.ts";
import { switchboard } from "./turn/switches.ts";
import type { inWords } from "./worded.ts";

/** What a runtime gives. Telegram's client comes from there, since each reaches the network in its own way. */
type Given = Pick<
  Ports,
  | "store"
  | "clock"
  | "ids"
  | "files"
  | "log"
  | "tables"
  | "readDocument"
  | "papers"
  | "readProof"
  | "forms"
  | "dossierArchives"
  | "retention"
  | "answers"
> & {
  readonly config: Config;
  readonly content: Content;
  readonly version: string;
  readonly process?: OfProcess;
  /** Counts for Prometheus; without it there are no figures. */
  readonly count?: typeof figures;
  readonly disk?: Surroundings["disk"];
  readonly page: Page;
  readonly telegram?: OpenTelegram;
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>;
  readonly openModel?: (settings: ModelConfig, fetch: Fetch) => Model;
  readonly inWords?: typeof inWords;
  /** Whether this process looks for work once a second; where another one does, its readiness does not depend on it. */
  readonly ticks?: false;
  /** Keeps deliveries while the store is away; without one they are refused, and the platforms send them again. */
  readonly spool?: Spool;
  /** Ends the open streams. */
  readonly stop: AbortSignal;
};

/** Figures of the store that take longer are left out. */
const lookWithin = seconds(3);

export type Assembled = {
  readonly assistant: App;
  /** Looks for work, and after the store: once a second, and when the store is back. */
  readonly wake: () => void;
  /** To be told when the connection to the store is gone. */
  readonly storeLost: () => void;
  readonly http: Hono;
  readonly hooks: Webhooks;
  readonly channels: Channels;
  /** The log, with everything counted that it is told. */
  readonly log: Log;
  /** Sets the platforms up, and begins to ask for news where that is ours to do. */
  readonly start: () => void;
  /** Takes nothing new and finishes what is in hand; the store stays open. */
  readonly stop: () => Promise<void>;
};

/** Says something in a chat without the store; on the page, its own state says it. */
async function sayAtOnce(
  channel: Channel | undefined,
  thread: ThreadId,
  text: string,
  id: string,
): Promise<void> {
  if (channel === undefined || channel.name === "web") return;
  for (const part of fit({ text }, channel.can))
    for (const call of channel.render(part, thread, id)) await channel.send(call);
}

/** The whole program out of the settings and what the runtime gives: the same on Node and on Workers. */
export function assemble(given: Given): Assembled {
  const {
    config,
    content,
    page,
    telegram,
    fetch,
    openModel,
    inWords: wording,
    spool,
    stop,
    ticks = true,
    ...rest
  } = given;
  const { version, process, disk, count, ...ports } = rest;
  const { clock, ids, files } = ports;
  const counted = count?.({
    version,
    programme: config.programme,
    look: () => inTime(() => conditionOf(store, clock.now(), around), lookWithin),
    late: () => assistant.late(),
    process,
  });
  // What is counted is what the log says: the figures listen to it.
  const log: Log = (line) => {
    counted?.hear(line);
    ports.log(line);
  };
  const { store, away } = watched(ports.store, clock, log);
  const switches = switchboard(store);
  const setting = settingOf(content, config.programme);
  const transcript = storeTranscript(store, clock);
  const windows = patientWindows(storeWindows(store, clock));
  const zalo =
    config.zalo === undefined
      ? undefined
      : openZalo({
          ...config.zalo,
          storage: guarded(store, clock, "zalo-tokens"),
          quota: guarded(store, clock, "zalo-quota"),
          windows,
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
  const links = formLinks(store, clock);
  const asked = modelWatch({ clock, log, isOff: () => switches.isOff("model") });
  const around: Surroundings = {
    ...(zalo === undefined ? {} : { zalo: zalo.standing }),
    ...(disk === undefined ? {} : { disk }),
    model: asked.failing,
    storeAway: away,
  };
  const storyteller = storytellerOf(content, {
    model: config.model,
    openModel,
    fetch,
    watch: asked.watch,
    ids,
  });
  const assistant = app(
    {
      ...ports,
      store,
      log,
      switches,
      around,
      ...(config.publicUrl === undefined ? {} : { formLinks: { ...links, address: config.publicUrl } }),
      channels,
      alone: config.broadcastAlone,
      rates: config.broadcastPerSecond === undefined ? {} : { telegram: config.broadcastPerSecond },
      answers:
        ports.answers ??
        answersOf(content, config.programme, {
          model: config.model,
          openModel,
          inWords: wording,
          fetch,
          watch: asked.watch,
          ids,
          log,
          library: storeLibrary(store, clock),
        }),
      ...(storyteller === undefined ? {} : { storyteller }),
      fetchFile: (file) => (telegram?.owns(file.url) === true ? telegram.fetchFile(file) : fromHosts(file)),
    },
    setting,
  );

  const health = readiness({ store, late: ticks ? assistant.late : () => [], stop });
  const take = async (event: Event, own?: Line): Promise<"done" | "seen"> => {
    const taken = await assistant.receive(event, own);
    if (own !== undefined) transcript.poke(event.thread);
    return taken;
  };
  const meanwhile =
    spool === undefined
      ? undefined
      : outage({
          receive: take,
          again: async (event, own) => {
            // That the person wrote may not have been written down when they did.
            if (event.thread.startsWith("zalo:")) await windows.heardAgain(event.thread, event.at);
            return take(event, own);
          },
          spool,
          // That it fails again while it is away is no news.
          isBack: () => ports.store.load(["health"]),
          say: (thread, text) => sayAtOnce(channelOf(channels, thread), thread, text, ids.next("notice")),
          words: setting.words,
          log,
        });
  const receive: Receive = meanwhile?.receive ?? take;
  const birth = birthWatch({ store: ports.store, clock, ids, log, words: setting.words });
  const http = httpApp({
    channels,
    receive,
    transcript,
    files,
    clock,
    ids,
    health,
    ...(counted === undefined
      ? {}
      : {
          figures: {
            text: counted.text,
            token: config.metricsToken,
            proxied: config.publicUrl !== undefined,
          },
        }),
    page,
    words: httpWords(setting.words),
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    ...(ports.forms === undefined || config.publicUrl === undefined
      ? {}
      : {
          forms: formDoor({
            store,
            links,
            make: ports.forms,
            scene: () => sceneFor({ setting, lists: listsOf(setting), ids }, "web:form", clock.now()),
          }),
        }),
    ...(config.zaloVerifier === undefined ? {} : { zaloVerifier: config.zaloVerifier }),
    log,
    stop,
  });
  return {
    assistant,
    wake: () => {
      assistant.wake();
      meanwhile?.look();
      birth.look();
    },
    storeLost: () => meanwhile?.lost(),
    http,
    hooks: webhooks({ channels, receive, log }),
    channels,
    log,
    start: () => {
      telegram?.start({ receive, wake: assistant.wake });
      zalo?.start();
    },
    stop: async () => {
      zalo?.stop();
      await meanwhile?.stop();
      await assistant.stop();
      await telegram?.stop();
    },
  };
}
