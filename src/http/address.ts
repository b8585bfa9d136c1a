import { z } from "zod";

const Peer = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) });
const near = /^(::1|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/;

/** Where a request comes from, for the limit only; a proxy's word counts only when the proxy stands beside us. */
export function addressOf(request: Request, env: unknown): string | undefined {
  const peer = Peer.safeParse(env);
  if (!peer.success) return request.headers.get("cf-connecting-ip") ?? undefined;
  const address = peer.data.incoming.socket.remoteAddress.replace(/^::ffff:/, "");
  if (!near.test(address)) return address;
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? address;
}

const passedOn = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via", "cf-connecting-ip"];

/** Whether a request was made on this machine and handed on by nobody, as far as it says. */
export function isBeside(request: Request, env: unknown): boolean {
  const peer = Peer.safeParse(env);
  if (!peer.success || passedOn.some((name) => request.headers.has(name))) return false;
  return /^(?:::1|127\.|::ffff:127\.)/u.test(peer.data.incoming.socket.remoteAddress);
}
