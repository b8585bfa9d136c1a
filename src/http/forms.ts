import { Hono, type Context } from "hono";
import { html } from "hono/html";
import type { Clock } from "../ports/clock.ts";
import type { FormDoor } from "../ports/form-door.ts";
import { linkPath } from "../turn/forms.ts";
import { addressOf } from "./address.ts";
import { limiter } from "./limit.ts";
import type { HttpWords } from "./words.ts";

type Wanted = { readonly door: FormDoor; readonly clock: Clock; readonly words: HttpWords };

/** Nobody keeps what lies here, lists it, or learns where it was. */
const secret = {
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
  "Referrer-Policy": "no-referrer",
} as const;

const mimes = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const;

const statuses = { over: 410, changed: 410, busy: 503 } as const;

/** The pages of links to forms: what it is, and its two files. The page names no person, since platforms look at links too. */
export function formRoutes({ door, clock, words }: Wanted): Hono {
  const perAddress = limiter({ perSecond: 0.5, burst: 20 });
  const inAll = limiter({ perSecond: 10, burst: 100 });

  const page = (title: string, body: ReturnType<typeof html>): ReturnType<typeof html> =>
    html`<!doctype html>
      <html lang="vi">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex, nofollow" />
          <title>${title}</title>
        </head>
        <body>
          <h1>${title}</h1>
          ${body}
        </body>
      </html>`;
  const sentences = { over: words.formOver, changed: words.formChanged, busy: words.formBusy };
  const no = (context: Context, why: keyof typeof sentences): Response | Promise<Response> =>
    context.html(page(words.formTitle, html`<p>${sentences[why]}</p>`), statuses[why]);

  return new Hono()
    .use(`${linkPath}*`, async (context, next) => {
      const now = clock.now();
      const wait = Math.max(perAddress(addressOf(context.req.raw, context.env) ?? "", now), inAll("", now));
      if (wait > 0)
        return context.text(words.tooMany, 429, { "Retry-After": String(Math.ceil(wait / 1000)) });
      await next();
      for (const [name, value] of Object.entries(secret)) context.res.headers.set(name, value);
      return undefined;
    })
    .get(`${linkPath}:token`, async (context) => {
      const token = context.req.param("token");
      const behind = await door.look(token);
      if (behind.kind !== "form") return no(context, behind.kind);
      return context.html(
        page(
          words.formTitle,
          html`<h2>${behind.name}</h2>
            <p><a href="${linkPath}${token}/pdf">${words.formPdf}</a></p>
            <p><a href="${linkPath}${token}/docx">${words.formWord}</a></p>`,
        ),
      );
    })
    .get(`${linkPath}:token/:kind{pdf|docx}`, async (context) => {
      const kind = context.req.param("kind") === "pdf" ? "pdf" : "docx";
      const behind = await door.file(context.req.param("token"), kind);
      if (behind.kind !== "file") return no(context, behind.kind);
      return context.body(new Uint8Array(behind.bytes), 200, {
        "Content-Type": mimes[kind],
        "Content-Disposition": `attachment; filename="${behind.name}"`,
        "Content-Security-Policy": "default-src 'none'; sandbox",
      });
    });
}
