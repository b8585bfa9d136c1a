import { statfs } from "node:fs/promises";
import { assemble } from "./assemble.ts";
import { readPage } from "./channels/web/page.ts";
import { pooled } from "./channels/telegram/pool.ts";
import { seconds } from "./domain/instant.ts";
import { figures } from "./figures/figures.ts";
import { openModel } from "./model/open.ts";
import { closed, nodeServer } from "./node-server.ts";
import { opening, portProblem } from "./opening.ts";
import { tables } from "./papers/tables.ts";
import { documentsApart } from "./papers/documents-apart.ts";
import { proofReader } from "./papers/read-proof.ts";
import type { Log } from "./ports/log.ts";
import { dossierArchives } from "./papers/dossier-archive.ts";
import { formsApart } from "./papers/forms-apart.ts";
import { minutes } from "./papers/minutes.ts";
import { scoreSheets } from "./papers/score-sheets.ts";
import { programmeOf } from "./setting.ts";
import { readVersion } from "./project.ts";
import { freshIds as ids } from "./store/fresh-ids.ts";
import { inWords } from "./worded.ts";

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
  console.error(["Chưa chạy được. Hãy sửa những điều sau rồi chạy lại:", ...problems].join("\n- "));
  process.exit(1);
}

const told = { ready: (): void => undefined, away: (): void => undefined };
const opened = await opening(process.env, (state) => told[state]());
if (!opened.ok) wrong(opened.problems);
const { config, content, store, files, lying, spool } = opened;
const { title } = programmeOf(content, config.programme);
const stopping = new AbortController();

// Loaded only where there is a bot: it brings a tenth of all the memory.
const telegram =
  config.telegram === undefined
    ? undefined
    : (await import("./channels/telegram/open.ts")).openTelegram({
        ...config.telegram,
        publicUrl: config.publicUrl,
        sentences: content.sentences,
        files,
        clock,
        log,
        connect: pooled,
      });
const {
  http,
  hooks,
  channels,
  log: counting,
  ...running
} = assemble({
  config,
  content,
  store,
  files,
  clock,
  ids,
  log,
  version: await readVersion(),
  process: () => {
    const { rss, heapUsed } = process.memoryUsage();
    return { residentBytes: rss, heapBytes: heapUsed, startedAt: performance.timeOrigin };
  },
  disk: async () => {
    const { bavail, blocks, bsize } = await statfs(config.dataDir);
    return { free: bavail * bsize, total: blocks * bsize };
  },
  page: await readPage(),
  count: figures,
  ...(telegram === undefined ? {} : { telegram }),
  fetch: (address, init) => fetch(address, init),
  openModel,
  inWords,
  ...(spool === undefined ? {} : { spool }),
  tables,
  readDocument: documentsApart(),
  readProof: proofReader(),
  papers: { minutes, scores: scoreSheets },
  forms: formsApart(),
  dossierArchives,
  retention: { lying },
  stop: stopping.signal,
});

const server = nodeServer(http, hooks, counting).once("error", (why) =>
  wrong([portProblem(config.port, why)]),
);
server.listen({ port: config.port, ...(config.host === undefined ? {} : { host: config.host }) }, () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  console.log(`Trợ lý OCOP: http://localhost:${port}  (${title})`);
  console.log(
    `Kênh: ${Object.keys(channels).join(", ")}. Dữ liệu: ${config.redisUrl === undefined ? `SQLite trong ${config.dataDir}` : "Redis"}.`,
  );
});
// Timers, and what another process left behind, are looked for once a second.
Object.assign(told, { ready: running.wake, away: running.storeLost });
const ticking = setInterval(running.wake, seconds(1));
running.wake();
running.start();

/** What is in hand gets so long to end; whoever stops us from outside must wait a little longer. */
const stopLimit = seconds(20);

/** Takes nothing new, finishes what is in hand, and leaves. What a platform does not let end is left to the store. */
async function stop(): Promise<void> {
  setTimeout(() => {
    log({ what: "stop", code: "cut" });
    process.exit(0);
  }, stopLimit);
  clearInterval(ticking);
  stopping.abort();
  // A delivery that is being taken must stand in its inbox before the store closes.
  await Promise.all([closed(server), running.stop()]);
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
