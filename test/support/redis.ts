import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port.ts";

export type Redis = {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Ends it in order, and removes its folder unless that was handed in. */
  readonly stop: () => Promise<void>;
  /** Ends it the way a power cut does. */
  readonly kill: () => void;
  /** Starts again on the same port and folder, with what was kept there. */
  readonly restart: () => Promise<void>;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("data", (data) => end(/^(?:\+PONG|-NOAUTH)/u.test(data.toString())));
    socket.once("error", () => end(false));
    socket.setTimeout(500, () => end(false));
  });

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

type Appending = boolean | "always";

const launch = async (
  port: number,
  dir: string,
  appendonly: Appending,
  password: string | undefined,
): Promise<ChildProcess> => {
  const server = process.env["REDIS_SERVER"];
  if (server === undefined) throw new Error("REDIS_SERVER is not set: run the tests by `npm test`");
  const libraries = process.env["REDIS_SERVER_LD"];
  const options = [
    "--port",
    `${port}`,
    "--bind",
    "127.0.0.1",
    "--dir",
    dir,
    "--save",
    "",
    "--databases",
    "256",
    "--daemonize",
    "no",
  ];
  const own = password === undefined ? [] : ["--requirepass", password];
  const kept = ["--appendonly", appendonly === false ? "no" : "yes"];
  const synced = appendonly === "always" ? ["--appendfsync", "always"] : [];
  const child = spawn(server, [...options, ...own, ...kept, ...synced], {
    stdio: "ignore",
    env: libraries === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries },
  });
  const failed: Error[] = [];
  child.once("error", (error) => failed.push(error));
  for (let tries = 0; tries < 400; tries += 1) {
    if (await answers(port)) return child;
    if (failed[0] !== undefined) throw failed[0];
    if (ended(child)) throw new Error(`redis-server ended at once with ${child.exitCode}`);
    await wait(25);
  }
  child.kill("SIGKILL");
  throw new Error("redis-server did not answer within 10 seconds");
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (ended(child)) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
};

/** A real redis-server of one's own. Nothing is kept unless `appendonly` is set; "always": before anybody hears of it. */
export const startRedis = async (
  options: { readonly dir?: string; readonly appendonly?: Appending; readonly password?: string } = {},
): Promise<Redis> => {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "redis-")));
  const appendonly = options.appendonly ?? false;
  const port = await freePort();
  let child = await launch(port, dir, appendonly, options.password);
  const endWithTests = () => child.kill("SIGKILL");
  process.once("exit", endWithTests);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid ?? -1;
    },
    stop: async () => {
      process.off("exit", endWithTests);
      await end(child, "SIGTERM");
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
    kill: () => {
      child.kill("SIGKILL");
    },
    restart: async () => {
      await end(child, "SIGKILL");
      child = await launch(port, dir, appendonly, options.password);
    },
  };
};
