import { openTelegram } from "./channels/telegram/open.ts";
import { fetched } from "./channels/telegram/fetched.ts";
import type { Ports } from "./app.ts";
import { assemble } from "./assemble.ts";
import type { Compiled } from "./compiled.ts";
import { type Config, readConfig } from "./config.ts";
import { minutes, seconds } from "./domain/instant.ts";
import { httpWords } from "./http/words.ts";
import type { Content } from "./content/load.ts";
import type { Answers } from "./ports/answers.ts";
import type { Files } from "./ports/files.ts";
import type { Library } from "./ports/library.ts";
import { storeLibrary } from "./turn/published.ts";
import type { Clock } from "./ports/clock.ts";
import type { Ids } from "./ports/ids.ts";
import type { Log } from "./ports/log.ts";
import { dueSoon } from "./store/due-soon.ts";
import { keyedFiles } from "./store/keyed-files.ts";
import { type R2Bucket, r2Blobs } from "./store/r2.ts";
import { redisStore } from "./store/redis/store.ts";
import { s3Blobs } from "./store/s3.ts";

/** What is bound to the Worker; settings and secrets stand beside these as texts. */
export type Bindings = {
  readonly FILES?: R2Bucket;
  /** Each of its messages wakes the program once more. */
  readonly WAKES: {
    readonly send: (body: string, options: { readonly delaySeconds: number }) => Promise<unknown>;
  };
};

/** What is the same for every object of the Worker. `answers`: who answers questions, if not the content. */
export type Given = {
  readonly compiled: Compiled;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly answers?: (library: Library) => Answers;
  readonly retention?: Ports["retention"];
};

/** The program in its Durable Object. rest: resolves when nothing is in hand, having seen to what falls due soon. */
export type OnWorkers = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly wake: () => Promise<void>;
  readonly rest: () => Promise<void>;
};

const fetching = (address: string, init?: RequestInit): Promise<Response> => fetch(address, init);

/** The whole program on Workers; throws when Redis is away. With wrong settings every page says that it failed. */
export async function openOnWorkers(bindings: Bindings, given: Given): Promise<OnWorkers> {
  const { content } = given.compiled;
  const wrong = (problems: readonly string[]): OnWorkers => {
    for (const problem of problems) given.log({ what: "settings", problem });
    const { failed } = httpWords(content.sentences);
    return {
      fetch: () => Promise.resolve(new Response(failed, { status: 500 })),
      wake: () => Promise.resolve(),
      rest: () => Promise.resolve(),
    };
  };

  const read = readConfig(textsOf(bindings));
  const missing = lacking(bindings, content);
  if (!read.ok) return wrong([...read.problems, ...missing]);
  const { config } = read;
  const { redisUrl, bucket } = config;
  const blobs = bucket ? s3Blobs({ ...bucket, fetch: fetching }) : bindings.FILES && r2Blobs(bindings.FILES);
  if (missing.length > 0 || redisUrl === undefined || blobs === undefined) return wrong(missing);
  const kept = await keyedFiles(blobs, config.filesKey, bucket !== undefined);
  if (!kept.ok) return wrong([kept.problem]);
  const { files, lying } = kept;
  const program = await runOnWorkers({ ...config, redisUrl }, files, bindings.WAKES, {
    ...given,
    retention: { lying },
  });
  program.start();
  return program;
}

/** The program over its Redis, with all that reaches beyond a request. */
export async function runOnWorkers(
  config: Config & { readonly redisUrl: string },
  files: Files,
  wakes: Bindings["WAKES"],
  { compiled, clock, ids, log, answers, retention }: Given,
) {
  const { content, page, scripts, version } = compiled;
  const { redisUrl: url, programme } = config;
  const { store, next } = dueSoon(await redisStore({ url, programme, scripts }), clock);
  const telegram =
    config.telegram === undefined
      ? undefined
      : openTelegram({
          ...config.telegram,
          publicUrl: config.publicUrl,
          sentences: content.sentences,
          files,
          clock,
          log,
          connect: fetched(fetching),
        });
  const { assistant, http, start, wake } = assemble({
    config,
    content,
    store,
    files,
    clock,
    ids,
    log,
    page,
    version,
    // The minute's cron wakes it.
    ticks: false,
    ...(telegram === undefined ? {} : { telegram }),
    ...(retention === undefined ? {} : { retention }),
    ...(answers === undefined ? {} : { answers: answers(storeLibrary(store, clock)) }),
    fetch: fetching,
    stop: new AbortController().signal,
  });

  let asked = 0;
  return {
    store,
    assistant,
    start,
    fetch: async (request: Request): Promise<Response> => http.fetch(request),
    wake: async (): Promise<void> => {
      // Throws while Redis is away: then whoever woke us comes again.
      await store.load(["health"]);
      wake();
    },
    rest: async (): Promise<void> => {
      await assistant.idle();
      const due = next();
      const now = clock.now();
      // Every minute somebody looks anyway.
      if (due === undefined || due > now + minutes(1)) return;
      if (asked > now && asked >= due && asked <= due + seconds(1)) return;
      const delay = Math.max(1, Math.ceil((due - now) / seconds(1)));
      asked = now + seconds(delay);
      await wakes.send("wake", { delaySeconds: delay });
    },
  };
}

const textsOf = (bindings: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(bindings).filter(([, value]) => typeof value === "string"));

/** What Workers cannot do without, beside what every runtime needs. */
function lacking(bindings: Bindings, content: Content): readonly string[] {
  const set = textsOf(bindings);
  const { PROGRAMME: programme } = set;
  return [
    ...(set["REDIS_URL"] ? [] : ["REDIS_URL: trên Workers phải có Redis"]),
    ...(bindings.FILES === undefined && !set["FILES_S3_URL"]
      ? ["FILES_S3_URL: trên Workers phải có kho tệp, R2 (FILES) hoặc S3"]
      : []),
    ...(set["TELEGRAM_BOT_TOKEN"] && !set["PUBLIC_URL"]
      ? ["PUBLIC_URL: trên Workers, Telegram chỉ gửi tin tới một địa chỉ công khai"]
      : []),
    ...["OPENAI_MODEL", "OPENAI_EMBEDDING_MODEL"]
      .filter((name) => set[name])
      .map((name) => `${name}: trên Workers không dùng mô hình ngôn ngữ, hãy bỏ thiết lập này`),
    ...(programme && content.programmes[programme] === undefined
      ? [`PROGRAMME: chỉ có ${Object.keys(content.programmes).join(", ")}`]
      : []),
  ];
}
