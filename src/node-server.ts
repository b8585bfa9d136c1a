import { createServer, type IncomingMessage, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { type Webhooks, webhookLimit } from "./http/webhooks.ts";
import type { Log } from "./ports/log.ts";

const door = "/webhooks/";

/** The HTTP layer on Node. Deliveries go past Request and Response, which cost several times what reading one does. */
export function nodeServer(app: Hono, hooks: Webhooks, log: Log): Server {
  const others = getRequestListener(app.fetch);
  return createServer((incoming, outgoing) => {
    const { method, url = "" } = incoming;
    const deliver = method === "POST" && url.startsWith(door) ? hooks.get(url.slice(door.length)) : undefined;
    if (deliver === undefined) return void others(incoming, outgoing);
    bodyOf(incoming)
      .then((body) => deliver({ headers: headersOf(incoming), body }))
      .catch((why: unknown) => {
        const code = why instanceof Error ? why.name : "unknown";
        log({ what: "http-error", code, path: door });
        return { status: code === "StoreAway" ? 503 : 500 };
      })
      .then(({ status, body = "" }: { status: number; body?: string }) => {
        const again = status === 503 ? { "retry-after": "2" } : {};
        outgoing.writeHead(status, { ...again, "content-length": Buffer.byteLength(body) }).end(body);
      })
      .catch(() => outgoing.destroy());
  });
}

/** Takes no new connection, and ends when all that were asked are answered. Those kept open without a question end at once. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(idle);
      resolve();
    });
  });
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const single: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string") single[name] = value;
  }
  return single;
}

/** More than this is not even thrown away politely: the connection ends. */
const drained = 64 * webhookLimit;

/** The body up to one byte beyond the limit. The rest is read and dropped, so that the platform still hears the answer. */
function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    incoming.on("data", (part: Buffer) => {
      if (size <= webhookLimit) parts.push(part);
      size += part.byteLength;
      if (size > drained) incoming.destroy();
    });
    incoming.once("end", () => {
      const [only] = parts;
      resolve(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts));
    });
    incoming.once("error", reject);
    incoming.once("close", () => {
      if (!incoming.complete) reject(new Error("the delivery broke off"));
    });
  });
}
