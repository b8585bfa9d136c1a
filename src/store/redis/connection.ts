import { ClientOfflineError, createClient, ErrorReply } from "redis";
import { storeAway } from "../contract.ts";

export type RedisState = "ready" | "away";

export type Connection = {
  /** One command, written together with the others of its tick. Rejects when Redis is away or silent. */
  readonly send: (args: readonly string[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

const silentMs = 4000;
const slowest = 800;

const backOff = (tries: number): number => Math.min(25 * 2 ** tries, slowest) * (0.75 + Math.random() / 2);

/** Answers of a Redis that is there and cannot work now: still loading its file, being filled, full, or a copy of another. */
const unable = /^(?:LOADING|FILLING|BUSY|MISCONF|OOM|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)\b/u;

/** Whether a failure says that Redis is away, not what it thinks of what was asked. */
const isAway = (why: unknown): boolean => !(why instanceof ErrorReply) || unable.test(why.message);

/** Whether a call that failed may have been done all the same. */
export const wasSent = (why: unknown): boolean =>
  why instanceof Error && !(why.cause instanceof ClientOfflineError) && !(why.cause instanceof ErrorReply);

const clientOf = (url: string, name: string, onState: (state: RedisState, why?: unknown) => void) =>
  createClient({
    url,
    name,
    RESP: 2,
    maintNotifications: "disabled",
    // Its name and version would be two more requests at every opening.
    disableClientInfo: true,
    disableOfflineQueue: true,
    // The time limit of node-redis costs an abort signal per command; the watch below is one timer for all.
    commandOptions: { timeout: 0 },
    pingInterval: silentMs / 2,
    socket: { connectTimeout: silentMs, socketTimeout: 2 * silentMs, reconnectStrategy: backOff },
  })
    .on("ready", () => onState("ready"))
    .on("error", (why: unknown) => onState("away", why));

const after = (ms: number): Promise<"late"> =>
  new Promise((resolve) => {
    setTimeout(() => resolve("late"), ms).unref();
  });

/** Connects once within the time, unless it is patient; from then on it connects again by itself, at most a second apart. */
export async function connect(
  url: string,
  { connectTimeoutMs, patient }: { readonly connectTimeoutMs: number; readonly patient: boolean },
  onState: (state: RedisState) => void,
  name: string,
): Promise<Connection> {
  let state: RedisState | undefined;
  let fault: unknown;
  const turn = (next: RedisState, why?: unknown): void => {
    fault = why;
    if (state !== next) onState(next);
    state = next;
  };
  let client = clientOf(url, name, turn);
  let asked = 0;
  let answered = 0;

  const connected = client.connect().then(() => "ready" as const);
  const first = await Promise.race([connected, after(connectTimeoutMs)]);
  // The watch below may take another client meanwhile.
  connected.catch(() => turn("away"));
  // One that is there and refuses us will not let us in later.
  if (first === "late" && !(patient && isAway(fault))) {
    client.destroy();
    throw new Error(`Redis at ${new URL(url).host} could not be reached within ${connectTimeoutMs} ms`, {
      cause: fault,
    });
  }

  // A Redis that hangs keeps its socket open, so only a connection without any answer tells.
  let quiet = 0;
  let before = 0;
  const watch = setInterval(() => {
    quiet = asked > answered && answered === before ? quiet + 1 : 0;
    before = answered;
    if (quiet < silentMs / 500) return;
    quiet = 0;
    turn("away");
    client.destroy();
    client = clientOf(url, name, turn);
    client.connect().catch(() => turn("away"));
  }, 500);
  watch.unref();

  return {
    send: async (args) => {
      asked += 1;
      try {
        return await client.sendCommand<unknown>(args);
      } catch (why) {
        const words = why instanceof Error ? why.message : String(why);
        const said = `Redis gave no answer to ${args[0]}: ${words}`;
        throw isAway(why) ? storeAway(said, why) : new Error(said, { cause: why });
      } finally {
        answered += 1;
      }
    },
    close: async () => {
      clearInterval(watch);
      if (client.isReady) await Promise.race([client.close(), after(silentMs)]);
      client.destroy();
    },
  };
}
