import type { Channel } from "../../src/channels/contract.ts";
import { threadOf } from "../../src/channels/web/cookie.ts";
import { webChannel } from "../../src/channels/web/channel.ts";
import { readPage } from "../../src/channels/web/page.ts";
import { threadId } from "../../src/domain/ids.ts";
import type { Event } from "../../src/domain/event.ts";
import type { FileRef } from "../../src/domain/message.ts";
import { fault, ok } from "../../src/domain/result.ts";
import { httpApp, type HttpPorts } from "../../src/http/app.ts";
import { httpWords } from "../../src/http/words.ts";
import type { Files } from "../../src/ports/files.ts";
import type { Line, Transcript } from "../../src/ports/transcript.ts";

/** The thread of the cookie "chat=abc". */
export const thread = threadOf("chat=abc") ?? threadId("none");

/** The sentences by their codes. */
export const words = httpWords({});

/** A transcript in memory that counts who watches. */
export function memoryTranscript(): Transcript & {
  readonly watchers: () => number;
  readonly forget: (thread: string) => void;
} {
  const logs = new Map<string, Line[]>();
  const wakes = new Map<string, Set<() => void>>();
  let count = 0;
  return {
    add: async (thread, line) => {
      const lines = logs.get(thread) ?? [];
      if (lines.some((one) => one.id === line.id)) return;
      logs.set(thread, [...lines, line]);
      for (const wake of wakes.get(thread) ?? []) wake();
    },
    read: async (thread, from) => (logs.get(thread) ?? []).slice(from),
    watch: (thread, wake) => {
      const own = () => wake();
      wakes.set(thread, (wakes.get(thread) ?? new Set()).add(own));
      count += 1;
      return () => {
        if (wakes.get(thread)?.delete(own)) count -= 1;
      };
    },
    watchers: () => count,
    forget: (thread) => {
      logs.delete(thread);
      for (const wake of wakes.get(thread) ?? []) wake();
    },
  };
}

/** Files in memory: PNG by its first bytes, everything else is of an unknown kind. */
export function memoryFiles(): Files {
  const kept = new Map<string, Uint8Array>();
  return {
    keep: async (bytes, name) => {
      if (bytes.byteLength === 0) return fault("file-empty");
      if (bytes[0] !== 0x89) return fault("file-kind");
      const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
      const hash = Buffer.from(digest).toString("hex");
      kept.set(hash, bytes);
      const file: FileRef = { hash, name, mime: "image/png", size: bytes.byteLength };
      return ok(file);
    },
    read: async (hash) => kept.get(hash),
    drop: async (hash) => void kept.delete(hash),
  };
}

export const png = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

/** The HTTP layer with a receiver that keeps every event once and writes the person's line. */
export async function testHttp(more: Partial<HttpPorts> & { readonly others?: readonly Channel[] } = {}) {
  const { others = [], ...ports } = more;
  const transcript = memoryTranscript();
  const files = memoryFiles();
  const clock = { at: Date.UTC(2021, 2, 15, 1), now: () => clock.at };
  const events: Event[] = [];
  const log: Readonly<Record<string, unknown>>[] = [];
  let names = 0;
  const app = httpApp({
    channels: {
      web: webChannel({ transcript, clock, files }),
      ...Object.fromEntries(others.map((channel) => [channel.name, channel])),
    },
    receive: async (event, own) => {
      if (events.some((one) => one.id === event.id)) return "seen";
      events.push(event);
      if (own) await transcript.add(event.thread, own);
      return "done";
    },
    transcript,
    files,
    clock,
    ids: { next: (kind) => `${kind}-${(names += 1)}` },
    health: async () => [],
    page: await readPage(),
    words,
    log: (line) => log.push(line),
    ...ports,
  });
  const post = (body: unknown, headers: Record<string, string> = {}, path = "/chat/events") =>
    app.request(path, {
      method: "POST",
      headers: { cookie: "chat=abc", "content-type": "application/json", ...headers },
      body:
        body instanceof Uint8Array
          ? new Uint8Array(body)
          : typeof body === "string"
            ? body
            : JSON.stringify(body),
    });
  const form = (fields: Readonly<Record<string, string | File>>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return app.request("/chat/events", { method: "POST", headers: { cookie: "chat=abc" }, body });
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { cookie: "chat=abc", ...headers } });
  return { app, transcript, files, clock, events, log, post, form, get };
}

/** Reads a stream of server-sent events until the text fits, then hands back what came. */
export async function readUntil(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  fits: (text: string) => boolean,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  while (!fits(text)) {
    const { done, value } = await reader.read();
    if (done) return `${text}[end]`;
    text += decoder.decode(value, { stream: true });
  }
  return text;
}
