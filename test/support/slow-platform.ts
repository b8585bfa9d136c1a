import { once } from "node:events";
import { createServer } from "node:http";
import { z } from "zod";

/** A Bot API on loopback that keeps every message in hand until it is let go. */
export type SlowPlatform = {
  readonly root: string;
  /** The next message that was sent: its text, and how to answer the call. */
  readonly sent: () => Promise<{ readonly text: string; readonly answer: () => void }>;
  /** All texts that were sent so far. */
  readonly texts: () => readonly string[];
  readonly close: () => void;
};

const message = z.object({ text: z.string() });

/** Starts it on a free port. */
export async function slowPlatform(): Promise<SlowPlatform> {
  type Held = { readonly text: string; readonly answer: () => void };
  const held: Held[] = [];
  const texts: string[] = [];
  let wake = (): void => {};
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const answer = (result: unknown): void =>
        void outgoing
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ ok: true, result }));
      if (incoming.url?.endsWith("/sendMessage") !== true) return answer(true);
      const { text } = message.parse(JSON.parse(Buffer.concat(parts).toString()));
      texts.push(text);
      held.push({
        text,
        answer: () =>
          answer({ message_id: texts.length, date: 1, chat: { id: 7, type: "private", first_name: "Lan" } }),
      });
      wake();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    root: `http://127.0.0.1:${port}`,
    sent: async () => {
      for (;;) {
        const next = held.shift();
        if (next !== undefined) return next;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    texts: () => texts,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
