import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** One file of the page, with the tag by which a browser asks whether it changed. */
export type Asset = { readonly text: string; readonly type: string; readonly etag: string };

/** All files of the chat page. */
export type Page = { readonly html: Asset; readonly js: Asset; readonly css: Asset; readonly icon: Asset };

async function asset(name: string, type: string): Promise<Asset> {
  const text = await readFile(new URL(`page/${name}`, import.meta.url), "utf8");
  return { text, type, etag: `"${createHash("sha256").update(text).digest("hex").slice(0, 32)}"` };
}

/** The page's files as they stand beside this one. */
export const readPage = async (): Promise<Page> => ({
  html: await asset("page.html", "text/html; charset=utf-8"),
  js: await asset("page.js", "text/javascript; charset=utf-8"),
  css: await asset("page.css", "text/css; charset=utf-8"),
  icon: await asset("icon.svg", "image/svg+xml"),
});
