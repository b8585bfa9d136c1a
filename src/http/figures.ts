import { Hono } from "hono";
import { isBeside } from "./address.ts";

/** All figures as Prometheus reads them, and who may read them. */
export type FiguresAt = {
  readonly text: () => Promise<string>;
  /** Whoever carries it may read them; without one only whoever asks on this machine, past every proxy. */
  readonly token?: string | undefined;
  /** Whether people come here through a proxy, which may stand on this machine too. */
  readonly proxied: boolean;
};

const contentType = "text/plain; version=0.0.4; charset=utf-8";

/** /metrics. Nobody else learns that it is there. */
export const figuresRoutes = ({ text, token, proxied }: FiguresAt, notFound: string): Hono =>
  new Hono().get("/metrics", async (context) => {
    const may =
      token === undefined
        ? !proxied && isBeside(context.req.raw, context.env)
        : await isSame(context.req.header("authorization") ?? "", `Bearer ${token}`);
    if (!may) return context.text(notFound, 404);
    return context.body(await text(), 200, { "content-type": contentType, "cache-control": "no-store" });
  });

/** Compares what two texts hash to, so that the time it takes tells nothing of them. */
async function isSame(one: string, two: string): Promise<boolean> {
  const hashOf = async (text: string): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const [first, second] = await Promise.all([hashOf(one), hashOf(two)]);
  return first.reduce((apart, byte, at) => apart | (byte ^ (second[at] ?? 0)), 0) === 0;
}
