import { Hono } from "hono";
import type { Page } from "../channels/web/page.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { FormDoor } from "../ports/form-door.ts";
import type { Ids } from "../ports/ids.ts";
import type { Log } from "../ports/log.ts";
import type { Transcript } from "../ports/transcript.ts";
import { chatRoutes, type Receive } from "./chat.ts";
import { formRoutes } from "./forms.ts";
import { type FiguresAt, figuresRoutes } from "./figures.ts";
import { healthRoutes, type Health } from "./health.ts";
import { pageRoutes } from "./pages.ts";
import { verifierRoutes } from "./verifier.ts";
import { type Channels, webhookRoutes, webhooks } from "./webhooks.ts";
import type { HttpWords } from "./words.ts";

export type HttpPorts = {
  readonly channels: Channels;
  readonly receive: Receive;
  readonly transcript: Transcript;
  readonly files: Files;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly health: Health;
  readonly figures?: FiguresAt;
  readonly page: Page;
  readonly words: HttpWords;
  readonly publicUrl?: string;
  /** Where links to forms lead; without it there are none. */
  readonly forms?: FormDoor;
  /** The code of the page by which Zalo checks the domain. */
  readonly zaloVerifier?: string;
  readonly log?: Log;
  /** Ends the open streams when the program stops. */
  readonly stop?: AbortSignal;
  /** Milliseconds between the signs of life of a stream. */
  readonly beat?: number;
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const always = {
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

/** The whole HTTP layer: the chat page, the platforms' webhooks, health. */
export function httpApp(ports: HttpPorts): Hono {
  const {
    channels,
    receive,
    words,
    publicUrl,
    log = () => {},
    stop = new AbortController().signal,
    beat = 20_000,
  } = ports;
  const secure = publicUrl?.startsWith("https:") ?? false;
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    const headers = context.res.headers;
    for (const [name, value] of Object.entries(always)) if (!headers.has(name)) headers.set(name, value);
    if (secure) headers.set("Strict-Transport-Security", "max-age=31536000");
  });
  app.route("/", healthRoutes(ports.health));
  if (ports.figures) app.route("/", figuresRoutes(ports.figures, words.notFound));
  app.route("/", webhookRoutes(webhooks({ channels, receive, log }), words.notFound));
  if (ports.forms) app.route("/", formRoutes({ ...ports, door: ports.forms }));
  if (channels.zalo) app.route("/", verifierRoutes(ports.zaloVerifier));
  if (channels.web) {
    app.route("/", pageRoutes({ page: ports.page, ids: ports.ids, publicUrl }));
    app.route("/", chatRoutes({ ...ports, channel: channels.web, publicUrl, stop, beat }));
  }
  app.notFound((context) => context.text(words.notFound, 404));
  app.onError((error, context) => {
    // The name only: an error's own text can quote what a person wrote.
    log({ what: "http-error", code: error.name, path: context.req.routePath });
    // The platforms and the page send again, and soon.
    if (error.name === "StoreAway") return context.text(words.failed, 503, { "Retry-After": "2" });
    return context.text(words.failed, 500);
  });
  return app;
}
