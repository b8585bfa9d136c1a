import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { z } from "zod";
import { isOfOne, readConversation } from "../../src/tools/conversation.ts";
import { startRedis } from "../support/redis.ts";
import { telegramEmulator } from "../support/telegram-emulator.ts";

/** The secret of the emulated webhook. */
export const secret = "conversation-secret_1";

declare module "vitest" {
  interface ProvidedContext {
    readonly redisUrl: string;
    /** Where the emulated Telegram is told what its person does. */
    readonly stage: string;
    readonly conversations: readonly (readonly [string, string])[];
  }
}

const asked = z.discriminatedUnion("what", [
  z.object({ what: z.literal("open"), at: z.number() }),
  z.object({ what: z.literal("says"), at: z.number(), text: z.string() }),
  z.object({ what: z.literal("file"), at: z.number(), name: z.string(), text: z.string() }),
  z.object({ what: z.literal("sticker"), at: z.number() }),
  z.object({ what: z.literal("news") }),
]);

type Delivery = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** An emulated Telegram with one person, told by HTTP what they do: what it would deliver is handed back instead. */
function stage() {
  let now = 0;
  let deliveries: Delivery[] = [];
  let emulator: Awaited<ReturnType<typeof telegramEmulator>> | undefined;
  let person: ReturnType<Awaited<ReturnType<typeof telegramEmulator>>["person"]> | undefined;

  const open = async (): Promise<{ root: string; token: string; thread: string }> => {
    await emulator?.close();
    const fresh = await telegramEmulator({
      now: () => now,
      second: 1,
      post: (_, { headers, body }) => {
        deliveries.push({ headers: Object.fromEntries(new Headers(headers)), body: String(body) });
        return Promise.resolve(new Response(null, { status: 200 }));
      },
    });
    emulator = fresh;
    await fetch(`${fresh.root}/bot${fresh.token}/setWebhook`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ url: "https://ocop.example/webhooks/telegram", secret_token: secret }),
    });
    person = fresh.person(7_012_345_678, "Lan");
    return { root: fresh.root, token: fresh.token, thread: person.thread };
  };

  const does = async (deed: z.infer<typeof asked>): Promise<unknown> => {
    if ("at" in deed) now = deed.at;
    if (deed.what === "open") return open();
    if (deed.what === "says") await person?.says(deed.text);
    if (deed.what === "file")
      await person?.sendsDocument(deed.name, new TextEncoder().encode(deed.name), deed.text);
    if (deed.what === "sticker")
      await person?.sends({
        sticker: { file_id: "CAAC", file_unique_id: "s", emoji: "👍", width: 512, height: 512 },
      });
    if (deed.what === "news")
      return (person?.news() ?? []).map(({ text, choices, file }) => ({
        text,
        choices,
        ...(file ? { file: file.name } : {}),
      }));
    const mine = deliveries;
    deliveries = [];
    return mine;
  };

  const server = createServer((incoming, outgoing) => {
    textOf(incoming)
      .then((text) => does(asked.parse(JSON.parse(text))))
      .then((answer) => outgoing.end(JSON.stringify(answer)))
      .catch((why: unknown) => outgoing.writeHead(500).end(String(why)));
  });
  return {
    listen: async (): Promise<string> => {
      await once(server.listen(0, "127.0.0.1"), "listening");
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("no TCP address");
      return `http://127.0.0.1:${address.port}`;
    },
    close: async () => {
      await emulator?.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const parts = await Array.fromAsync<Buffer>(incoming);
  return Buffer.concat(parts).toString("utf8");
}

/** What stands around the Worker: a Redis, Telegram, and the content that its build command makes. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ["src/tools/compile-content.ts"]);
  const redis = await startRedis();
  const telegram = stage();
  const folder = "test/conversations";
  const conversations = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")] as const)
    .filter(([, text]) => isOfOne(readConversation(text)));
  project.provide("redisUrl", redis.url);
  project.provide("stage", await telegram.listen());
  project.provide("conversations", conversations);
  return async () => {
    await telegram.close();
    await redis.stop();
  };
}
