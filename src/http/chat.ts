import { Hono } from "hono";
import type { Channel } from "../channels/contract.ts";
import { threadOf } from "../channels/web/cookie.ts";
import { bytesToRead } from "../channels/web/read.ts";
import type { Event } from "../domain/event.ts";
import type { ThreadId } from "../domain/ids.ts";
import type { FileRef, Message } from "../domain/message.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Line, Transcript } from "../ports/transcript.ts";
import { addressOf } from "./address.ts";
import { bodyOf } from "./body.ts";
import { limiter } from "./limit.ts";
import { sameOrigin } from "./origin.ts";
import { lineStream } from "./stream.ts";
import type { HttpWords } from "./words.ts";

/**
 * Puts an event into its thread's inbox, once, and sees to it; `own` is the line the person's page shows for it. kept: the
 * store is away, and it will be done when it is back.
 */
export type Receive = (event: Event, own?: Line) => Promise<"done" | "seen" | "kept">;

type Wanted = {
  readonly channel: Channel;
  readonly receive: Receive;
  readonly transcript: Transcript;
  readonly files: Files;
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
  readonly words: HttpWords;
  readonly stop: AbortSignal;
  readonly beat: number;
};

const streamsEach = 3;
const streamsAll = 20_000;

const unreadable = {
  bytes: "badBytes",
  length: "tooLong",
  "file-kind": "fileKind",
  "file-size": "fileSize",
  "file-away": "badBytes",
  "files-off": "badBytes",
  "message-kind": "messageKind",
} as const;

function ownMessage({ deed }: Event, words: HttpWords): Message | undefined {
  if (deed.kind === "text") return { text: deed.text };
  if (deed.kind === "tap") return { text: deed.label };
  if (deed.kind === "file") return { text: deed.text, file: deed.file };
  if (deed.kind === "unreadable") return { text: words[unreadable[deed.why]] };
  return undefined;
}

function ownLine(event: Event, words: HttpWords): Line | undefined {
  const message = ownMessage(event, words);
  return message && { id: event.id, at: event.at, from: "them", message };
}

function position(after: string | undefined, from: string | undefined): number {
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) + 1;
  return from !== undefined && /^\d{1,9}$/.test(from) ? Number(from) : 0;
}

const pictures = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/heif"]);

function fileHeaders(file: FileRef): Record<string, string> {
  const place = pictures.has(file.mime) ? "inline" : "attachment";
  const name = encodeURIComponent(file.name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return {
    "Content-Type": file.mime === "text/plain" ? "text/plain; charset=utf-8" : file.mime,
    "Content-Disposition": `${place}; filename*=UTF-8''${name}`,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-cache",
    ETag: `"${file.hash}"`,
  };
}

/** Streams that are open, by thread; the oldest gives way, since a phone leaves dead ones behind. */
function openStreams(shutdown: AbortSignal) {
  const open = new Map<ThreadId, AbortController[]>();
  let count = 0;
  shutdown.addEventListener("abort", () => {
    for (const control of [...open.values()].flat()) control.abort("shutdown");
  });
  return {
    full: (): boolean => count >= streamsAll,
    add: (thread: ThreadId): { readonly signal: AbortSignal; readonly ended: () => void } => {
      const control = new AbortController();
      if (shutdown.aborted) control.abort("shutdown");
      const mine = [...(open.get(thread) ?? []), control];
      mine.slice(0, -streamsEach).forEach((old) => old.abort("elsewhere"));
      open.set(thread, mine.slice(-streamsEach));
      count += 1;
      let over = false;
      const ended = (): void => {
        if (over) return;
        over = true;
        count -= 1;
        const left = (open.get(thread) ?? []).filter((one) => one !== control);
        if (left.length > 0) open.set(thread, left);
        else open.delete(thread);
      };
      return { signal: control.signal, ended };
    },
  };
}

/** What the chat page asks for: posts of the person, the stream of lines, files shown again. */
export function chatRoutes(wanted: Wanted): Hono {
  const { channel, receive, transcript, files, clock, publicUrl, words, stop, beat } = wanted;
  const perThread = limiter({ perSecond: 10, burst: 300 });
  const perAddress = limiter({ perSecond: 200, burst: 5000 });
  const streams = openStreams(stop);

  const waitFor = (request: Request, env: unknown): number => {
    const now = clock.now();
    const address = addressOf(request, env);
    const thread = threadOf(request.headers.get("cookie") ?? undefined);
    return Math.max(
      address === undefined ? 0 : perAddress(address, now),
      thread === undefined ? 0 : perThread(thread, now),
    );
  };

  return new Hono()
    .use("/chat/*", async (context, next) => {
      const wait = waitFor(context.req.raw, context.env);
      if (wait === 0) return next();
      return context.text(words.tooMany, 429, { "Retry-After": String(Math.ceil(wait / 1000)) });
    })
    .post("/chat/events", async (context) => {
      if (!sameOrigin(context.req.raw, publicUrl)) return context.text(words.origin, 403);
      const type = context.req.header("content-type") ?? "";
      const body = await bodyOf(context.req.raw, bytesToRead(type));
      const { events, reply } = await channel.receive({ headers: context.req.header(), body });
      let kept = false;
      for (const event of events) kept = (await receive(event, ownLine(event, words))) === "kept" || kept;
      if (kept) return new Response(null, { status: 202 });
      if (reply.status === 401) return context.text(words.noThread, 401);
      if (reply.status === 400) return context.text(words.unreadable, 400);
      return new Response(null, { status: reply.status });
    })
    .get("/chat/stream", (context) => {
      const thread = threadOf(context.req.header("cookie"));
      if (!thread) return context.text(words.noThread, 401);
      if (streams.full() || stop.aborted) return context.text(words.failed, 503, { "Retry-After": "10" });
      const from = position(context.req.header("last-event-id"), context.req.query("from"));
      const { signal, ended } = streams.add(thread);
      return context.body(lineStream({ transcript, thread, from, beat, stop: signal, ended }), 200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      });
    })
    .get("/chat/files/:hash", async (context) => {
      const thread = threadOf(context.req.header("cookie"));
      const hash = context.req.param("hash");
      const lines = thread ? await transcript.read(thread, 0) : [];
      const file = lines.find((line) => line.message.file?.hash === hash)?.message.file;
      const bytes = file && (await files.read(file.hash));
      if (!file || !bytes) return context.text(words.noFile, 404);
      const headers = fileHeaders(file);
      if (context.req.header("if-none-match") === headers["ETag"]) return context.body(null, 304, headers);
      return context.body(new Uint8Array(bytes), 200, headers);
    });
}
