import { z } from "zod";
import type { Instant } from "../domain/instant.ts";

const count = z.int().min(0);

/**
 * Everything a store holds, one record each: a value with its version, an entry of a log, a member of an index, an id
 * that may happen once, a group of a lane (claim: none, 0 held back, else the token of who has it), a work of a group,
 * and the last token given out. How full the buckets of `pace` are is gone in seconds and is left out.
 */
const kinds = [
  z.strictObject({ kind: z.literal("value"), key: z.string(), version: z.int().min(1), text: z.string() }),
  z.strictObject({ kind: z.literal("log"), log: z.string(), at: count, text: z.string() }),
  z.strictObject({ kind: z.literal("index"), index: z.string(), member: z.string(), score: z.number() }),
  z.strictObject({ kind: z.literal("seen"), id: z.string(), until: z.number() }),
  z.strictObject({
    kind: z.literal("group"),
    lane: z.string(),
    group: z.string(),
    due: z.number(),
    claim: count.nullable(),
  }),
  z.strictObject({
    kind: z.literal("work"),
    lane: z.string(),
    group: z.string(),
    at: count,
    id: z.string(),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal("token"), last: count }),
] as const;

export const recordSchema = z.discriminatedUnion("kind", kinds);
export type StoreRecord = z.infer<typeof recordSchema>;
export type RecordKind = StoreRecord["kind"];

/** In the order in which a dump has them. */
export const recordKinds: readonly RecordKind[] = kinds.map((one) => one.shape.kind.value);

/** Why there is no dump. busy: another is under way. lost: it was given up, since it stood still or took too long. */
export class NoDump extends Error {
  override readonly name = "NoDump";
  readonly code: "none" | "half" | "busy" | "lost";
  constructor(code: NoDump["code"], what: string, cause?: unknown) {
    super(what, { cause });
    this.code = code;
  }
}

export type Records = AsyncIterable<StoreRecord>;

/** half: what a filling that was cut off has left, which nobody can write to. busy: somebody is filling it right now. */
export type Fullness = "empty" | "half" | "full" | "busy";

/** wrong: what stood there did not pass, and was taken out again. */
export type Filled = "filled" | "wrong" | "full" | "busy";

/** A store as a whole, beside the contract that the program works with. Kept by redis/ and sqlite/. */
export type WholeStore = {
  /**
   * One state that existed, while others go on writing: sorted by kind and name, so that equal stores give equal records.
   * Ids that may happen again at `now` are left out. Throws `NoDump`.
   */
  readonly dump: (now: Instant) => Records;
  /** Fills an empty store, or what an earlier filling left: with all of it where `holds` likes what then stands there, or with nothing. */
  readonly fill: (
    records: Records,
    now: Instant,
    holds: (kept: () => Records) => Promise<boolean>,
  ) => Promise<Filled>;
  readonly fullness: () => Promise<Fullness>;
  /** Whether somebody else has it open, as far as that can be told. */
  readonly inUse: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** As many at a time as one command or a glance holds. */
export async function* grouped<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
): AsyncGenerator<readonly Item[]> {
  let some: Item[] = [];
  for await (const item of items) {
    some.push(item);
    if (some.length < most) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
