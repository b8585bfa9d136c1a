import { join } from "node:path";
import { z } from "zod";
import { assemble } from "../../assemble.ts";
import { openTelegram } from "../../channels/telegram/open.ts";
import { pooled } from "../../channels/telegram/pool.ts";
import { readPage } from "../../channels/web/page.ts";
import { readConfig } from "../../config.ts";
import { nodeServer } from "../../node-server.ts";
import { minutes } from "../../papers/minutes.ts";
import { scoreSheets } from "../../papers/score-sheets.ts";
import { tables } from "../../papers/tables.ts";
import { readProject, readVersion } from "../../project.ts";
import { freshIds as ids } from "../../store/fresh-ids.ts";
import { openFiles } from "../../store/open-files.ts";
import { openStore } from "../../store/open.ts";
import { openSpool } from "../../store/spool.ts";

/** The program as in service, but for its clock: that is handed in by whoever started it, and stands still in between. */
const Told = z.object({ now: z.number() });
let now = Number(process.env["DAY_START"]);
const clock = { now: () => now };
const log = () => undefined;

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join("\n"));
const { config } = read;
const content = await readProject();
const told = { back: (): void => undefined, lost: (): void => undefined };
const store = await openStore(config, {
  patient: true,
  onState: (state) => (state === "ready" ? told.back() : told.lost()),
});
const opened = await openFiles(config);
if (!opened.ok) throw new Error(opened.problem);
const { files } = opened;
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
        connect: pooled,
      });
const { assistant, http, hooks, ...running } = assemble({
  config,
  content,
  store,
  files,
  clock,
  ids,
  log,
  version: await readVersion(),
  page: await readPage(),
  ...(telegram === undefined ? {} : { telegram }),
  fetch: (address, init) => fetch(address, init),
  spool: await openSpool(join(config.dataDir, "kept", config.programme)),
  tables,
  papers: { minutes, scores: scoreSheets },
  stop: new AbortController().signal,
});
Object.assign(told, { back: running.wake, lost: running.storeLost });
running.start();

const say = (line: Readonly<Record<string, number>>): void => void process.send?.(line);
process.on("message", (message) => {
  const next = Told.parse(message);
  ({ now } = next);
  running.wake();
  void assistant.settle().finally(() => say({ settled: next.now }));
});
process.on("disconnect", () => process.exit(0));
const server = nodeServer(http, hooks, log).listen(0, () => {
  const address = server.address();
  say({ port: typeof address === "object" && address !== null ? address.port : 0 });
});
