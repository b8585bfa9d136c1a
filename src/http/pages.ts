import { Hono, type Context } from "hono";
import { cookieFor, secretOf } from "../channels/web/cookie.ts";
import type { Asset, Page } from "../channels/web/page.ts";
import type { Ids } from "../ports/ids.ts";

type Wanted = { readonly page: Page; readonly ids: Ids; readonly publicUrl: string | undefined };

function give(context: Context, asset: Asset): Response {
  context.header("ETag", asset.etag);
  context.header("Cache-Control", "no-cache");
  const known = context.req
    .header("if-none-match")
    ?.split(",")
    .some((tag) => tag.trim().replace(/^W\//, "") === asset.etag);
  return known === true
    ? context.body(null, 304)
    : context.body(asset.text, 200, { "Content-Type": asset.type });
}

/** The chat page and its files. Opening the page is what gives a browser its thread. */
export function pageRoutes({ page, ids, publicUrl }: Wanted): Hono {
  const secure = publicUrl?.startsWith("https:") ?? false;
  return new Hono()
    .get("/", (context) => {
      const secret = secretOf(context.req.header("cookie")) ?? ids.next("web");
      context.header("Set-Cookie", cookieFor(secret, secure));
      return give(context, page.html);
    })
    .get("/chat/page.js", (context) => give(context, page.js))
    .get("/chat/page.css", (context) => give(context, page.css))
    .get("/chat/icon.svg", (context) => give(context, page.icon));
}
