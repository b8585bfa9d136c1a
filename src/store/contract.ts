import type { Instant } from "../domain/instant.ts";

/** A value under a key. `version` counts its writes from 1; a key without a value has version 0. */
export type Versioned = { readonly version: number; readonly text: string };

/**
 * A piece of work in a lane. Works of one group are handed out together, in the order pushed, to one holder at a time:
 * a thread's inbox and a chat's outgoing messages are groups, so nothing overtakes.
 */
export type Work = { readonly id: string; readonly text: string };

/** A claimed group: until `until` nobody else gets it. `token` proves the claim; a later claim has a larger one. */
export type Claimed = {
  readonly lane: string;
  readonly group: string;
  readonly token: number;
  readonly until: Instant;
  readonly works: readonly Work[];
};

export type Held = { readonly lane: string; readonly group: string; readonly token: number };

/**
 * One commit: all of it happens or nothing.
 * seen: ids that may happen once; if one is known (until `until`) the answer is "seen".
 * expect: versions as loaded; held: claims that must still be ours; if either fails the answer is "stale".
 * put: text null deletes. append: adds to a log. drop: deletes whole logs.
 * index: score null takes the member out. push: `due` (default now) is when the group can first be claimed;
 * `take` claims it at once until then, if nobody holds it and nothing lay in it: only its first push of a commit counts.
 * done: takes works out of a held group. release: gives a held group back, at `until` (default now) if works are left.
 * load: keys whose values, as the commit leaves them, are wanted with the answer.
 */
export type Change = {
  readonly now: Instant;
  readonly seen?: readonly { readonly id: string; readonly until: Instant }[];
  readonly expect?: readonly { readonly key: string; readonly version: number }[];
  readonly held?: readonly Held[];
  readonly put?: readonly { readonly key: string; readonly text: string | null }[];
  readonly append?: readonly { readonly log: string; readonly text: string }[];
  readonly drop?: readonly string[];
  readonly index?: readonly {
    readonly index: string;
    readonly member: string;
    readonly score: number | null;
  }[];
  readonly push?: readonly {
    readonly lane: string;
    readonly group: string;
    readonly id: string;
    readonly text: string;
    readonly due?: Instant;
    readonly take?: Instant;
  }[];
  readonly done?: readonly {
    readonly lane: string;
    readonly group: string;
    readonly ids: readonly string[];
  }[];
  readonly release?: readonly { readonly lane: string; readonly group: string; readonly until?: Instant }[];
  readonly load?: readonly string[];
};

/** What a commit that was done hands back: groups it took, and the values it was asked for in the order of their keys. */
export type HandedBack = {
  readonly claimed: readonly Claimed[];
  readonly values: readonly (Versioned | undefined)[];
};

/** A change with a `take` or a `load` is answered with what it hands back instead of "done". */
export type Committed = "done" | "stale" | "seen" | HandedBack;

/** Which part of an index: scores from..to inclusive, lowest first (or highest, `down`), at most `limit` (<= 1000). */
export type Window = {
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly down?: boolean;
};
export type Ranked = { readonly member: string; readonly score: number };

export type Grant = { readonly granted: number; readonly next: Instant };

/** The one thing written twice, in redis/ and sqlite/. Every key lives under one programme. */
export type Store = {
  /** Values in the order of the keys, in one round trip. */
  readonly load: (keys: readonly string[]) => Promise<readonly (Versioned | undefined)[]>;
  readonly commit: (change: Change) => Promise<Committed>;
  /** Members of an index. `lane:<lane>` names the groups of a lane by when they can be claimed; claimed ones by when their claim ends. */
  readonly range: (index: string, window: Window) => Promise<readonly Ranked[]>;
  /** The entries of a log from position `from` (0 is the first), at most `limit` (<= 1000). */
  readonly read: (log: string, from: number, limit: number) => Promise<readonly string[]>;
  /**
   * Up to `limit` groups of a lane that are due and unclaimed, longest waiting first, each with at most `most` works.
   * A claim not released by `now + lease` may be claimed again.
   */
  readonly claim: (
    lane: string,
    want: { readonly now: Instant; readonly limit: number; readonly lease: number; readonly most: number },
  ) => Promise<readonly Claimed[]>;
  /** A sliding rate (GCRA), shared by all processes: takes up to `want` of `rate` per `period` ms now. */
  readonly pace: (
    bucket: string,
    want: {
      readonly now: Instant;
      readonly want: number;
      readonly rate: number;
      readonly period: number;
      readonly burst: number;
    },
  ) => Promise<Grant>;
};

const away = "StoreAway";

/** What a store throws that gave no answer: whether the call was done, nobody knows. */
export const storeAway = (words: string, cause?: unknown): Error =>
  Object.assign(new Error(words, { cause }), { name: away });

/** Whether a call failed because the store is away, not because of what was asked of it. */
export const isStoreAway = (why: unknown): boolean => why instanceof Error && why.name === away;

/** A store with the end of its life. */
export type OpenStore = Store & { readonly close: () => Promise<void> };
