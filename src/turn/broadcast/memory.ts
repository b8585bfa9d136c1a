import { allMoved, type Move, type Row } from "../../broadcast/ledger.ts";
import type { Delivery } from "../../channels/contract.ts";
import { hours, type Instant, seconds } from "../../domain/instant.ts";
import { quietKey } from "../../domain/keys.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Store, Versioned } from "../../store/contract.ts";
import { readChunk, tallyChange } from "./kept.ts";

/** What remembering needs. */
type Minding = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly memory: Memory;
};

/** How often a commit is made again because somebody else wrote into the chunk. */
const mostStale = 10;

/** What one process remembers of its own sends: how they went, who took nothing in a row, when the store was away. */
export type Memory = {
  readonly sends: Map<string, { readonly at: Instant; readonly moves: ReadonlyMap<number, Move> }>;
  readonly strikes: Map<string, Set<string>>;
  readonly quiet: Map<string, Instant>;
  /** Until when single chats take nothing. */
  readonly waits: Map<string, Instant>;
  away: Instant;
};

export const newMemory = (): Memory => ({
  sends: new Map(),
  strikes: new Map(),
  quiet: new Map(),
  waits: new Map(),
  away: 0,
});

/** So long, and of so many chunks, a process remembers how its sends went. */
const rememberedFor = seconds(15);
const mostRemembered = 2_000;

/** Keeps how the sends of a chunk went. */
export function remember({ memory, clock }: Minding, key: string, moves: ReadonlyMap<number, Move>): void {
  const now = clock.now();
  memory.sends.delete(key);
  memory.sends.set(key, { at: now, moves });
  for (const [old, { at }] of memory.sends) {
    if (memory.sends.size <= mostRemembered && at >= now - rememberedFor) break;
    memory.sends.delete(old);
  }
}

/** Tells the store again how sends went: it may have come back without its last second. */
export async function recall(parts: Minding): Promise<void> {
  const since = parts.clock.now() - rememberedFor;
  for (const [key, { at, moves }] of parts.memory.sends) if (at >= since) await tell(parts, key, moves);
}

/** Writes what is known of a chunk's sends, whoever holds it now; `unsent` go back where nobody else has it yet. */
export async function tell(
  { store, clock }: Minding,
  key: string,
  moves: ReadonlyMap<number, Move>,
  unsent: { readonly group: string; readonly rows: readonly number[] } = { group: "", rows: [] },
): Promise<void> {
  const [, id = "", number = ""] = key.split(":");
  for (let tries = 0; tries < mostStale; tries += 1) {
    const [found] = await store.load([key]);
    if (found === undefined) return;
    const chunk = readChunk(found.text);
    const back = chunk.owner?.group === unsent.group ? unsent.rows : [];
    const rows = allMoved(
      chunk.rows,
      new Map([...back.map((row) => [row, { what: "back" }] as const), ...moves]),
    );
    if (rows.every((row, at) => row === chunk.rows[at])) return;
    const committed = await store.commit({
      now: clock.now(),
      expect: [{ key, version: found.version }],
      put: [{ key, text: JSON.stringify({ ...chunk, rows }) }],
      index: tallyChange(id, Number(number), chunk.rows, rows),
    });
    if (committed !== "stale") return;
  }
}

/** After the store was away nothing is begun for so long: every process first says what it knows of its sends. */
export const settleFor = seconds(1.5);

/** So many chats in a row that take nothing make a channel quiet for all. */
const quietAfter = 3;
/** The longest that a channel is quiet at a time. */
const longestQuiet = hours(4);

/** Makes a channel quiet when chat after chat takes nothing: one chat alone is only late itself. */
export function note(parts: Minding, channel: string, thread: string, outcome: Delivery, move: Move): void {
  const { memory, store, clock, log } = parts;
  if (outcome.kind !== "later") {
    if (outcome.kind === "sent") memory.strikes.delete(channel);
    return;
  }
  if (move.what === "later") {
    memory.waits.delete(thread);
    memory.waits.set(thread, move.at);
    const [oldest] = memory.waits.keys();
    if (memory.waits.size > mostRemembered && oldest !== undefined) memory.waits.delete(oldest);
  }
  const strikes = memory.strikes.get(channel) ?? new Set();
  memory.strikes.set(channel, strikes.add(thread));
  if (strikes.size < quietAfter || move.what !== "later") return;
  const now = clock.now();
  const until = Math.min(Math.max(move.at, memory.quiet.get(channel) ?? 0), now + longestQuiet);
  if (until <= (memory.quiet.get(channel) ?? 0)) return;
  memory.quiet.set(channel, until);
  memory.strikes.delete(channel);
  log({ what: "broadcast", code: "quiet", channel, ms: until - now });
  store.commit({ now, put: [{ key: quietKey(channel), text: String(until) }] }).catch(() => undefined);
}

/** Takes over from the store until when a channel is quiet. */
export function hush({ memory }: Minding, channel: string, found: Versioned | undefined): void {
  const until = Number(found?.text ?? "0");
  if (until > (memory.quiet.get(channel) ?? 0)) memory.quiet.set(channel, until);
}

/** When a chat is told to wait, no announcement of this process is sent to it before. */
export function waitOf({ waits }: Memory, row: Row | undefined, at: Instant): Move | undefined {
  const until = waits.get(row?.thread ?? "") ?? 0;
  return until > at ? { what: "later", at: until, why: "chat-waits" } : undefined;
}
