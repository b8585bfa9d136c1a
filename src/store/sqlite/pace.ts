import type { Grant } from "../contract.ts";
import type { Instant } from "../../domain/instant.ts";

export type Pace = {
  readonly now: Instant;
  readonly want: number;
  readonly rate: number;
  readonly period: number;
  readonly burst: number;
};

/** GCRA, the same as redis/pace.lua: `level` is when the bucket is level again. */
export function paced(
  before: number,
  { now, want, rate, period, burst }: Pace,
): Grant & { readonly level: number } {
  const gap = period / rate;
  const ahead = burst * gap;
  const start = Math.max(before, now);
  // A thousandth of a millisecond keeps rounding from refusing what falls due exactly now.
  const room = Math.floor((now + ahead - start + 0.001) / gap) + 1;
  const granted = Math.max(0, Math.min(want, room));
  const level = start + granted * gap;
  return { granted, next: Math.max(now, Math.ceil(level - ahead - 0.001)), level };
}
