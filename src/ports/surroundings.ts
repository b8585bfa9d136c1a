import type { Instant } from "../domain/instant.ts";

/** The account's tokens: none yet, good, ended (no refresh works), or lost (somebody has to give consent anew). */
export type ZaloStanding = {
  readonly token: "none" | "good" | "ended" | "lost";
  /** When the present pair was given, and when its refresh token ends. */
  readonly since?: Instant;
  readonly until?: Instant;
  /** Messages that the package still pays for, as of then. */
  readonly quota?: { readonly at: Instant; readonly remain: number; readonly total: number };
};

export type Disk = { readonly free: number; readonly total: number };

/** What is around the program and can fail by itself; each member is there where the thing is. */
export type Surroundings = {
  readonly zalo?: () => Promise<ZaloStanding>;
  readonly disk?: () => Promise<Disk>;
  /** Since when the model has failed; "well" after its last success; undefined where it was not asked. */
  readonly model?: () => Instant | "well" | undefined;
  /** When the store was last away, from and until; undefined: never since the start. */
  readonly storeAway?: () => { readonly from: Instant; readonly until: Instant } | undefined;
};

/** What the process says of itself, where the runtime tells. */
export type OfProcess = () => {
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly startedAt: Instant;
};
