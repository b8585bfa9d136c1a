import { Hono } from "hono";

const known = /^[A-Za-z0-9_-]{1,80}$/;

/** The page by which Zalo's console sees that the domain is ours, and an answer to those who only look at the webhook. */
export function verifierRoutes(code: string | undefined): Hono {
  const routes = new Hono().get("/webhooks/zalo", (context) => context.text("ok"));
  if (code === undefined || !known.test(code)) return routes;
  const page = `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="zalo-platform-site-verification" content="${code}" /><title>Zalo</title></head><body>There Is No Limit To What You Can Accomplish Using Zalo!</body></html>`;
  return routes.get(`/zalo_verifier${code}.html`, (context) => context.html(page));
}
