import type { Instant } from "../domain/instant.ts";

/** Milliseconds to wait before the next request of this key; 0 takes it. */
export type Limit = (key: string, now: Instant) => number;

const many = 20_000;

/** A sliding rate per key in this process: `burst` at once, then `perSecond`. */
export function limiter({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }): Limit {
  const gap = 1000 / perSecond;
  const nexts = new Map<string, Instant>();
  const forget = (now: Instant): void => {
    for (const [key, next] of nexts) if (next <= now) nexts.delete(key);
  };
  return (key, now) => {
    if (nexts.size > many) forget(now);
    const next = Math.max(nexts.get(key) ?? now, now) + gap;
    const wait = next - now - burst * gap;
    if (wait > 0) return Math.ceil(wait);
    nexts.set(key, next);
    return 0;
  };
}
