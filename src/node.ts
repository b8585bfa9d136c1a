import { mkdir } from "node:fs/promises";
import { answersOf } from "./answers.ts";
import { app } from "./app.ts";
import { readPage } from "./channels/web/page.ts";
import { openTelegram } from "./channels/telegram/open.ts";
import { webChannel } from "./channels/web/channel.ts";
import { openZalo, zaloFileHosts } from "./channels/zalo/open.ts";
import { readConfig } from "./config.ts";
import { seconds } from "./domain/instant.ts";
import { fault, ok, type Result } from "./domain/result.ts";
import { httpApp } from "./http/app.ts";
import type { Receive } from "./http/chat.ts";
import { webhooks } from "./http/webhooks.ts";
import { httpWords } from "./http/words.ts";
import { nodeServer } from "./node-server.ts";
import { tables } from "./papers/tables.ts";
import { documentsApart } from "./papers/documents-apart.ts";
import type { Log } from "./ports/log.ts";
import { minutes } from "./papers/minutes.ts";
import { scoreSheets } from "./papers/score-sheets.ts";
import { readProject, settingOf } from "./setting.ts";
import { fetchFile } from "./store/fetch-file.ts";
import { freshIds as ids } from "./store/fresh-ids.ts";
import { guarded } from "./store/guarded.ts";
import { openFiles } from "./store/open-files.ts";
import { openStore } from "./store/open.ts";
import { storeTranscript } from "./store/transcript.ts";
import { storeWindows } from "./store/windows.ts";
import { storeLibrary } from "./turn/published.ts";

const clock = { now: Date.now };
let lines = "";
const writeLines = (): void => {
  process.stdout.write(lines);
  lines = "";
};
/** Lines of the same moment are written together: each write of its own costs as much as reading a delivery. */
const log: Log = (line) => {
  if (lines === "") setImmediate(writeLines);
  lines += `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`;
};
process.on("exit", writeLines);

const read = readConfig(process.env);
if (!read.ok) {
  console.error(["Thiết lập chưa đúng:", ...read.problems].join("\n"));
  process.exit(1);
}
const { config } = read;
await mkdir(config.dataDir, { recursive: true });
const content = await readProject();
const setting = settingOf(content, config.programme);
const store = await openStore(config);
const transcript = storeTranscript(store, clock);
const opened = await openFiles(config);
if (!opened.ok) {
  console.error(`Thiết lập chưa đúng:\n${opened.problem}`);
  process.exit(1);
}
const { files } = opened;
const stopping = new AbortController();

const telegram =
  config.telegram === undefined
    ? undefined
    : openTelegram({
        ...config.telegram,
        publicUrl: config.publicUrl,
        sentences: setting.words,
        files,
        clock,
        log,
      });
const zalo =
  config.zalo === undefined
    ? undefined
    : openZalo({
        ...config.zalo,
        storage: guarded(store, clock, "zalo-tokens"),
        windows: storeWindows(store, clock),
        files,
        fetch: (address, init) => fetch(address, init),
        clock,
        log,
      });
const fromHosts = fetchFile({
  files,
  fetch: (address, init) => fetch(address, init),
  hosts: zaloFileHosts,
  ...(config.zalo?.apiRoot === undefined ? {} : { loopback: config.zalo.apiRoot }),
});
const channels = {
  web: webChannel({ transcript, clock, files }),
  ...(telegram === undefined ? {} : { telegram: telegram.channel }),
  ...(zalo === undefined ? {} : { zalo: zalo.channel }),
};
const answers = answersOf(content, config.programme, {
  model: config.model,
  fetch: (address, init) => fetch(address, init),
  ids,
  log,
  library: storeLibrary(store, clock),
});
const assistant = app(
  {
    store,
    clock,
    ids,
    files,
    log,
    channels,
    alone: config.broadcastAlone,
    rates: config.broadcastPerSecond === undefined ? {} : { telegram: config.broadcastPerSecond },
    answers,
    tables,
    readDocument: documentsApart(),
    papers: { minutes, scores: scoreSheets },
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
  page: await readPage(),
  words: httpWords(setting.words),
  ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
  ...(config.zaloVerifier === undefined ? {} : { zaloVerifier: config.zaloVerifier }),
  log,
  stop: stopping.signal,
});

const server = nodeServer(http, webhooks({ channels, receive, log }), log).listen(config.port, () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  console.log(`Trợ lý OCOP: http://localhost:${port}  (${setting.programme.title})`);
  console.log(
    `Kênh: ${Object.keys(channels).join(", ")}. Dữ liệu: ${config.redisUrl === undefined ? `SQLite trong ${config.dataDir}` : "Redis"}.`,
  );
});
// Timers, and what another process left behind, are looked for once a second.
const ticking = setInterval(assistant.wake, seconds(1));
assistant.wake();
telegram?.start({ receive: assistant.receive, wake: assistant.wake });
zalo?.start();

/** Takes nothing new, finishes what is in hand, and leaves. */
async function stop(): Promise<void> {
  clearInterval(ticking);
  stopping.abort();
  server.close();
  zalo?.stop();
  await assistant.stop();
  await telegram?.stop();
  await store.close();
  process.exit(0);
}
let asked = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    if (asked) process.exit(1);
    asked = true;
    void stop();
  });
