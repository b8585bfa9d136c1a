import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { z } from "zod";
import { isOfOne, readConversation } from "../../src/tools/conversation.ts";
import { countingProxy } from "../support/counting-proxy.ts";
import { startRedis } from "../support/redis.ts";
import { listening, toldServer, toldTelegram } from "../support/told-telegram.ts";

/** Where things are that stand outside of workerd. */
export type Around = {
  readonly redisUrl: string;
  /** An emulated Telegram for conversations, begun anew for each. */
  readonly stage: string;
  /** The one that the settings of the Worker name. */
  readonly telegram: string;
  readonly telegramRoot: string;
  readonly telegramToken: string;
  readonly secret: string;
  /** The same Redis behind what counts and cuts. */
  readonly proxyUrl: string;
  readonly proxy: string;
  readonly conversations: readonly (readonly [string, string])[];
};

declare module "vitest" {
  interface ProvidedContext {
    readonly around: Around;
  }
}

const secret = "webhook-secret_1";
const opened = z.object({ root: z.string(), token: z.string() });
const told = z.object({ cut: z.boolean().optional() });

/** What stands around the Worker: a Redis, Telegram, and the content that its build command makes. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ["src/tools/compile-content.ts"]);
  const redis = await startRedis();
  const [stage, telegram] = [await toldTelegram(secret), await toldTelegram(secret)];
  const { root, token } = opened.parse(await telegram.does({ what: "open" }));
  const proxy = await countingProxy(redis.port);
  const proxyServer = toldServer((text) => {
    const { cut } = told.parse(JSON.parse(text));
    if (cut !== undefined) proxy.cut(cut);
    return Promise.resolve(proxy.count());
  });
  const folder = "test/conversations";
  project.provide("around", {
    redisUrl: redis.url,
    stage: stage.address,
    telegram: telegram.address,
    telegramRoot: root,
    telegramToken: token,
    secret,
    proxyUrl: `redis://127.0.0.1:${proxy.port}`,
    proxy: await listening(proxyServer),
    conversations: readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      // Nothing makes official forms and archives there, and nothing reads papers.
      .filter((name) => !/^(?:bieu-mau|giay-to|tai-ve)\//u.test(name))
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")] as const)
      .filter(([, text]) => isOfOne(readConversation(text))),
  });
  return async () => {
    await stage.close();
    await telegram.close();
    proxyServer.closeAllConnections();
    proxyServer.close();
    proxy.close();
    await redis.stop();
  };
}
