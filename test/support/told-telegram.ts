import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { z } from "zod";
import { type Emulator, telegramEmulator } from "./telegram-emulator.ts";

const deed = z.discriminatedUnion("what", [
  z.object({ what: z.literal("open"), at: z.number().optional() }),
  z.object({ what: z.literal("says"), at: z.number().optional(), by: z.number(), text: z.string() }),
  z.object({
    what: z.literal("file"),
    at: z.number().optional(),
    by: z.number(),
    name: z.string(),
    text: z.string(),
  }),
  z.object({ what: z.literal("sticker"), at: z.number().optional(), by: z.number() }),
  z.object({ what: z.literal("news"), by: z.number() }),
  z.object({ what: z.literal("knows"), from: z.number(), count: z.number() }),
  z.object({ what: z.literal("refuses"), retryAfter: z.number() }),
]);

/** What may be told to an emulated Telegram over HTTP. `at`: the time it is there from now on. */
export type TelegramDeed = z.infer<typeof deed>;

type Delivery = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type ToldTelegram = {
  readonly address: string;
  readonly does: (deed: TelegramDeed) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/**
 * An emulated Telegram for programs of another runtime: what its people do is told to it by HTTP, and what it would
 * deliver by webhook is handed back in the answer. Each "open" begins it anew.
 */
export async function toldTelegram(secret: string): Promise<ToldTelegram> {
  let now: number | undefined;
  let deliveries: Delivery[] = [];
  let emulator: Emulator | undefined;

  const open = async (): Promise<Emulator> => {
    await emulator?.close();
    const fresh = await telegramEmulator({
      now: () => now ?? Date.now(),
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
    return fresh;
  };
  const does = async (told: TelegramDeed): Promise<unknown> => {
    if ("at" in told) now = told.at;
    if (told.what === "open") {
      const { root, token } = await open();
      return { root, token };
    }
    if (emulator === undefined) throw new Error("nothing is open");
    switch (told.what) {
      case "news":
        return emulator
          .person(told.by)
          .news()
          .map(({ text, choices, file }) => ({ text, choices, ...(file ? { file: file.name } : {}) }));
      case "knows":
        emulator.knows(told.from, told.count);
        break;
      case "refuses":
        emulator.goesWrong(
          {
            kind: "refuse",
            code: 429,
            description: `Too Many Requests: retry after ${told.retryAfter}`,
            retryAfter: told.retryAfter,
          },
          { method: "sendMessage" },
        );
        break;
      case "says":
        await emulator.person(told.by).says(told.text);
        break;
      case "file":
        await emulator
          .person(told.by)
          .sendsDocument(told.name, new TextEncoder().encode(told.name), told.text);
        break;
      case "sticker":
        await emulator.person(told.by).sends({
          sticker: { file_id: "CAAC", file_unique_id: "s", emoji: "👍", width: 512, height: 512 },
        });
    }
    const mine = deliveries;
    deliveries = [];
    return mine;
  };
  const server = toldServer((text) => does(deed.parse(JSON.parse(text))));
  return {
    address: await listening(server),
    does,
    close: async () => {
      await emulator?.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A server on loopback that does what it is told by POST, and answers in JSON. */
export function toldServer(does: (text: string) => Promise<unknown>): Server {
  return createServer((incoming, outgoing) => {
    textOf(incoming)
      .then(does)
      .then((answer) => outgoing.end(JSON.stringify(answer ?? null)))
      .catch((why: unknown) => outgoing.writeHead(500).end(String(why)));
  });
}

/** Where it listens. */
export async function listening(server: Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return `http://127.0.0.1:${address.port}`;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  incoming.setEncoding("utf8");
  for await (const part of incoming) text += String(part);
  return text;
}
