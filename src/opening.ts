import { constants, existsSync } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Config, readConfig } from "./config.ts";
import type { Content } from "./content/load.ts";
import type { Files, Lying } from "./ports/files.ts";
import type { Spool } from "./ports/spool.ts";
import { readProject } from "./project.ts";
import type { OpenStore } from "./store/contract.ts";
import { openFiles } from "./store/open-files.ts";
import { openStore } from "./store/open.ts";
import { openSpool } from "./store/spool.ts";

/** What the settings name, opened; or everything that is wrong, in words for whoever keeps the server. */
export type Opening =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly content: Content;
      readonly store: OpenStore;
      readonly files: Files;
      readonly lying: Lying;
      /** Keeps what comes while Redis is away. */
      readonly spool: Spool | undefined;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the settings and opens what they name. Every problem is told at once; no value that may be secret is. A Redis that
 * was reached from here before may be away.
 */
export async function opening(
  env: Readonly<Record<string, string | undefined>>,
  onState: (state: "ready" | "away") => void = () => undefined,
): Promise<Opening> {
  const read = readConfig(env);
  const config = read.ok ? read.config : read.rest;
  const faulty = read.ok ? [] : read.problems;
  const [content, folder, port] = await Promise.all([contentOf(config), folderOf(config), portOf(config)]);
  const around = [...content.problems, ...folder, ...port];
  const about = (name: string): boolean => [...faulty, ...around].some((problem) => problem.startsWith(name));
  // What would be opened in the wrong place is not opened at all.
  const store =
    config.redisUrl === undefined && (about("REDIS_URL") || about("PROGRAMME") || about("DATA_DIR"))
      ? { problems: [] }
      : await storeOf(config, onState);
  const files = about("FILES_") || about("DATA_DIR") ? { problems: [] } : await filesOf(config);
  const found = [...faulty, ...around, ...store.problems, ...files.problems];
  const spool = found.length === 0 ? await spoolOf(config) : { problems: [] };
  const problems = [...found, ...spool.problems];
  if (
    problems.length === 0 &&
    content.value !== undefined &&
    store.value !== undefined &&
    files.value !== undefined
  )
    return {
      ok: true,
      config,
      content: content.value,
      store: store.value,
      ...files.value,
      spool: spool.value,
    };
  await store.value?.close();
  return { ok: false, problems };
}

type Found<Value> = { readonly value?: Value; readonly problems: readonly string[] };

async function contentOf({ programme }: Config): Promise<Found<Content>> {
  try {
    const value = await readProject();
    const known = Object.keys(value.programmes);
    if (known.includes(programme)) return { value, problems: [] };
    return {
      problems: [`PROGRAMME: không có chương trình ${programme}; hãy chọn một trong: ${known.join(", ")}`],
    };
  } catch (why) {
    return { problems: [`Thư mục knowledge hoặc prompts có chỗ chưa đúng:\n${wordsOf(why)}`] };
  }
}

async function folderOf({ dataDir }: Config): Promise<readonly string[]> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch (why) {
    return [
      `DATA_DIR: không ghi được vào thư mục ${dataDir} (${codeOf(why)}); hãy tạo thư mục ấy và giao quyền ghi cho người dùng chạy chương trình (chown)`,
    ];
  }
}

/** Whether the port can be listened on, tried before anything else is done. */
function portOf({ port, host }: Config): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const trial = createServer();
    trial.once("error", (why) => resolve([portProblem(port, why)]));
    trial.listen({ port, ...(host === undefined ? {} : { host }) }, () => trial.close(() => resolve([])));
  });
}

/** Why a port cannot be listened on, in words. */
export function portProblem(port: number, why: unknown): string {
  const code = codeOf(why);
  if (code === "EADDRINUSE")
    return `PORT: cổng ${port} đang có chương trình khác dùng; hãy dừng chương trình kia hoặc đặt PORT là số khác`;
  if (code === "EACCES")
    return `PORT: không được phép mở cổng ${port}; hãy đặt PORT từ 1024 trở lên và để nginx hay Caddy nhận cổng 443`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return "HOST: máy này không có địa chỉ ấy; hãy đặt 127.0.0.1 hoặc bỏ HOST";
  return `PORT: không mở được cổng ${port} (${code})`;
}

/** Stands there once Redis was reached. */
const keptFolder = ({ dataDir, programme }: Config): string => join(dataDir, "kept", programme);

async function storeOf(
  config: Config,
  onState: (state: "ready" | "away") => void,
): Promise<Found<OpenStore>> {
  try {
    return {
      value: await openStore(config, { patient: existsSync(keptFolder(config)), onState }),
      problems: [],
    };
  } catch (why) {
    return { problems: [config.redisUrl === undefined ? fileProblem(config, why) : redisProblem(why)] };
  }
}

const fileProblem = ({ dataDir, programme }: Config, why: unknown): string =>
  `DATA_DIR: không mở được tệp ${programme}.sqlite trong thư mục ${dataDir} (${wordsOf(why)}); hãy xem quyền của tệp, hoặc khôi phục từ bản sao lưu`;

/** Redis quotes no password in what it refuses, and the address is left out since it may hold one. */
const redisProblem = (why: unknown): string =>
  /WRONGPASS|NOAUTH|NOPERM/u.test(chain(why))
    ? "REDIS_URL: Redis không nhận tên hay mật khẩu trong địa chỉ này; hãy xem lại dòng requirepass hoặc user trong thiết lập của Redis"
    : "REDIS_URL: không nối được với Redis trong 5 giây; hãy xem Redis đã chạy chưa (systemctl status redis-server) và tên máy, cổng trong địa chỉ có đúng không";

async function filesOf(config: Config): Promise<Found<{ readonly files: Files; readonly lying: Lying }>> {
  const opened = await openFiles(config);
  return opened.ok ? { value: opened, problems: [] } : { problems: [opened.problem] };
}

/** Also without Redis, where something may be kept from the time with it. */
async function spoolOf(config: Config): Promise<Found<Spool>> {
  const folder = keptFolder(config);
  if (config.redisUrl === undefined && !existsSync(folder)) return { problems: [] };
  try {
    return { value: await openSpool(folder), problems: [] };
  } catch (why) {
    return {
      problems: [`DATA_DIR: không ghi được vào thư mục ${folder} (${codeOf(why)}); hãy xem quyền của nó`],
    };
  }
}

const wordsOf = (why: unknown): string => (why instanceof Error ? why.message : String(why));
const codeOf = (why: unknown): string =>
  why instanceof Error && "code" in why && typeof why.code === "string" ? why.code : wordsOf(why);
const chain = (why: unknown): string =>
  why instanceof Error ? `${why.message} ${why.cause === undefined ? "" : chain(why.cause)}` : String(why);
