import { z } from "zod";
import type { Instant } from "../domain/instant.ts";

export const rowStates = ["waiting", "sending", "sent", "later", "refused", "skipped", "doubt"] as const;

/**
 * One recipient. sending: begun, and nobody knows yet how it went. later: at `at`, or without one when their chat lets
 * it go (held). doubt: may or may not have arrived; never sent again by itself. part: so many of its calls went already. waiting with
 * `at`: staff decided then that it goes again.
 */
export const rowSchema = z.object({
  person: z.string(),
  thread: z.string(),
  state: z.enum(rowStates),
  why: z.string().optional(),
  at: z.number().optional(),
  part: z.number().optional(),
});
export type Row = z.infer<typeof rowSchema>;

/** Rows of one chunk, at most. */
export const mostRows = 100;

/** Recipients frozen together, written together. owner: the claim that sends them, until then. */
export const chunkSchema = z.object({
  schema: z.literal(1),
  rows: z.array(rowSchema).max(mostRows),
  owner: z.object({ group: z.string(), until: z.number() }).optional(),
});
export type Chunk = z.infer<typeof chunkSchema>;

/**
 * What can happen to a row. back: it was begun and not sent after all. let-go: its chat lets go of it now. again,
 * sent-after-all: staff decide a doubt.
 */
export type Move =
  | { readonly what: "begin" | "back" | "let-go" }
  | { readonly what: "sent" | "sent-after-all" | "again"; readonly at: Instant }
  | { readonly what: "later"; readonly at: Instant; readonly why: string; readonly part?: number }
  | { readonly what: "held"; readonly why: string; readonly part?: number }
  | { readonly what: "refused" | "skipped"; readonly why: string; readonly at: Instant }
  | { readonly what: "unknown"; readonly why: string; readonly at: Instant; readonly part?: number };

/** Which rows a move changes; any other is left as it is. What was really sent is sent, whatever the row said. */
const from: Readonly<Record<Move["what"], (row: Row, at: Instant) => boolean>> = {
  begin: (row) => row.state === "waiting" || (row.state === "later" && row.at !== undefined),
  back: (row) => row.state === "sending",
  "let-go": isHeld,
  again: (row) => row.state === "doubt",
  sent: (row) => row.state !== "sent",
  "sent-after-all": (row) => row.state === "doubt",
  later: (row) => row.state === "sending",
  held: (row) => row.state === "sending",
  refused: (row) => isOpen(row),
  skipped: (row) => isOpen(row),
  // What was not known before staff decided says nothing any more.
  unknown: (row, at) => isOpen(row) && !(row.state === "waiting" && row.at !== undefined && row.at >= at),
};

/** Whether a row's chat holds it until its person writes. */
export function isHeld({ state, at }: Row): boolean {
  return state === "later" && at === undefined;
}

/** Whether something may still happen to a row by itself. */
export function isOpen({ state }: Row): boolean {
  return state === "waiting" || state === "sending" || state === "later";
}

/** The row after a move. */
export function moved(row: Row, move: Move): Row {
  if (!from[move.what](row, "at" in move ? move.at : 0)) return row;
  const { person, thread } = row;
  const part = "part" in move && move.part !== undefined ? move.part : (row.part ?? 0);
  const who = { person, thread, ...(part > 0 ? { part } : {}) };
  switch (move.what) {
    case "begin":
    case "let-go":
      return { ...who, state: "sending" };
    case "back":
      return { ...who, state: "waiting" };
    case "again":
      return { ...who, state: "waiting", at: move.at };
    case "sent":
    case "sent-after-all":
      return { person, thread, state: "sent", at: move.at };
    case "later":
      return { ...who, state: "later", at: move.at, why: move.why };
    case "held":
      return { ...who, state: "later", why: move.why };
    case "refused":
    case "skipped":
      return { ...who, state: move.what, why: move.why, at: move.at };
    case "unknown":
      return { ...who, state: "doubt", why: move.why, at: move.at };
  }
}

/** All rows after the moves of some of them. */
export const allMoved = (rows: readonly Row[], moves: ReadonlyMap<number, Move>): readonly Row[] =>
  moves.size === 0
    ? rows
    : rows.map((row, at) => {
        const move = moves.get(at);
        return move === undefined ? row : moved(row, move);
      });

/** What somebody else had begun when their claim ended: nobody can tell whether it arrived. */
export const orphaned = (rows: readonly Row[], now: Instant): ReadonlyMap<number, Move> =>
  new Map(
    rows.flatMap((row, at) =>
      row.state === "sending" ? [[at, { what: "unknown", why: "cut-off", at: now }] as const] : [],
    ),
  );

/** The rows that can be begun now, the first ones first. */
export const nextRows = (rows: readonly Row[], now: Instant, most: number): readonly number[] => {
  const found: number[] = [];
  for (const [at, row] of rows.entries()) {
    if (found.length >= most) break;
    if (row.state === "waiting" || (row.state === "later" && row.at !== undefined && row.at <= now))
      found.push(at);
  }
  return found;
};

/** When the next row can be begun; undefined when none will by itself. */
export const nextTime = (rows: readonly Row[]): Instant | undefined =>
  rows.reduce<Instant | undefined>((first, row) => {
    const at = row.state === "waiting" ? 0 : row.state === "later" ? row.at : undefined;
    return at === undefined ? first : first === undefined ? at : Math.min(first, at);
  }, undefined);

/** What is counted: the states of rows, and apart from those that go later those that a chat holds. */
export const tallyStates = [...rowStates, "held"] as const;
export type TallyState = (typeof tallyStates)[number];
export type Tally = Readonly<Record<TallyState, number>>;

const tallyState = (row: Row): TallyState => (isHeld(row) ? "held" : row.state);

export const noTally: Tally = {
  waiting: 0,
  sending: 0,
  sent: 0,
  later: 0,
  held: 0,
  refused: 0,
  skipped: 0,
  doubt: 0,
};

/** How many rows stand where; the sum is the number of rows. */
export function tallied(rows: readonly Row[]): Tally {
  const counts: Record<TallyState, number> = { ...noTally };
  for (const row of rows) counts[tallyState(row)] += 1;
  return counts;
}

/** All recipients there are. */
export const sumOf = (tally: Tally): number => tallyStates.reduce((sum, state) => sum + tally[state], 0);

/** Chunks of one announcement, at most: as many as the part of a score behind the point can tell apart. */
export const mostChunks = 1_000_000;

/** Count and chunk in one score, so that no two chunks have the same and an index can be read page by page. */
export const scoreOf = (count: number, chunk: number): number => count + chunk / 2 ** 20;
export const countOf = (score: number): number => Math.floor(score);
