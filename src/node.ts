import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { assemble } from "./assemble.ts";
import { readPage } from "./channels/web/page.ts";
import { openTelegram } from "./channels/telegram/open.ts";
import { readConfig } from "./config.ts";
import { seconds } from "./domain/instant.ts";
import { nodeServer } from "./node-server.ts";
import { tables } from "./papers/tables.ts";
import { documentsApart } from "./papers/documents-apart.ts";
import type { Log } from "./ports/log.ts";
import { minutes } from "./papers/minutes.ts";
import { scoreSheets } from "./papers/score-sheets.ts";
import { programmeOf } from "./setting.ts";
import { readProject } from "./project.ts";
import { freshIds as ids } from "./store/fresh-ids.ts";
import { openFiles } from "./store/open-files.ts";
import { openStore } from "./store/open.ts";
import { openSpool } from "./store/spool.ts";

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

function wrong(problems: readonly string[]): never {
  console.error(["Thiết lập chưa đúng:", ...problems].join("\n"));
  process.exit(1);
}

const read = readConfig(process.env);
if (!read.ok) wrong(read.problems);
const { config } = read;
await mkdir(config.dataDir, { recursive: true });
const content = await readProject();
const { title } = programmeOf(content, config.programme);
const told = { back: (): void => undefined, lost: (): void => undefined };
// Without its store the program keeps what comes until the store is there.
const store = await openStore(config, {
  patient: true,
  onState: (state) => {
    log({ what: "store", code: state });
    if (state === "ready") told.back();
    else told.lost();
  },
});
const opened = await openFiles(config);
if (!opened.ok) wrong([opened.problem]);
const { files } = opened;
const stopping = new AbortController();

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
      });
const { http, hooks, channels, ...running } = assemble({
  config,
  content,
  store,
  files,
  clock,
  ids,
  log,
  page: await readPage(),
  ...(telegram === undefined ? {} : { telegram }),
  fetch: (address, init) => fetch(address, init),
  spool: await openSpool(join(config.dataDir, "kept", config.programme)),
  tables,
  readDocument: documentsApart(),
  papers: { minutes, scores: scoreSheets },
  stop: stopping.signal,
});

const server = nodeServer(http, hooks, log).listen(config.port, () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  console.log(`Trợ lý OCOP: http://localhost:${port}  (${title})`);
  console.log(
    `Kênh: ${Object.keys(channels).join(", ")}. Dữ liệu: ${config.redisUrl === undefined ? `SQLite trong ${config.dataDir}` : "Redis"}.`,
  );
});
// Timers, and what another process left behind, are looked for once a second.
Object.assign(told, { back: running.wake, lost: running.storeLost });
const ticking = setInterval(running.wake, seconds(1));
running.wake();
running.start();

/** Takes nothing new, finishes what is in hand, and leaves. */
async function stop(): Promise<void> {
  clearInterval(ticking);
  stopping.abort();
  server.close();
  await running.stop();
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
