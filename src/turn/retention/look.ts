import type { Setting } from "../../dialogue/scene.ts";
import type { Day, Instant } from "../../domain/instant.ts";
import type { PastRecord, Retention, RetentionCounts } from "../../domain/retention.ts";
import type { Files, Lying } from "../../ports/files.ts";
import type { Change, Ranked, Store, Versioned } from "../../store/contract.ts";
import type { Run } from "./kept.ts";

/** What one page of the look is decided from. dry: nothing is done, only told. run: how far it has come. */
export type Looking = {
  readonly store: Store;
  readonly setting: Setting;
  readonly retention: Retention;
  readonly today: Day;
  readonly now: Instant;
  readonly run: Run;
  readonly files?: Files | undefined;
  readonly lying?: Lying | undefined;
  readonly dry: boolean;
};

/**
 * What a page comes to: one commit, what it counts, what only staff may let go, and files that nothing may hold
 * afterwards. Without a cursor the stage is through.
 */
export type Page = {
  readonly change: Pick<Change, "put" | "index" | "drop" | "push" | "expect">;
  readonly gone?: RetentionCounts;
  readonly past?: readonly PastRecord[];
  readonly files?: readonly string[];
  readonly cursor?: Run["cursor"];
};

export type Stage = {
  readonly name: string;
  readonly page: (looking: Looking, cursor: Run["cursor"]) => Promise<Page>;
};

/** Members of an index that one commit is about, and the most that an index gives at once. */
const atOnce = 100;
const pageSize = 1_000;

/** The next members of an index after a cursor, each once, whether those before are still there or not. */
export async function slice(
  { range }: Pick<Store, "range">,
  index: string,
  cursor: Run["cursor"],
  { to, most = atOnce }: { readonly to?: number; readonly most?: number } = {},
): Promise<{ readonly members: readonly Ranked[]; readonly cursor?: Run["cursor"] }> {
  const from = cursor?.place ?? -Infinity;
  const passed = new Set(cursor?.passed);
  const found = await range(index, { from, limit: pageSize, ...(to === undefined ? {} : { to }) });
  const fresh = found.filter((one) => one.score !== from || !passed.has(one.member));
  const members = fresh.slice(0, most);
  const place = members.at(-1)?.score;
  if (place === undefined) {
    if (found.length === pageSize) throw new Error(`more than ${pageSize} stand at one place of ${index}`);
    return { members };
  }
  const there = members.filter((one) => one.score === place).map((one) => one.member);
  const next = { place, passed: place === from ? [...passed, ...there] : there };
  return fresh.length > members.length || found.length === pageSize ? { members, cursor: next } : { members };
}

/** Values in the order of their keys. */
export const loads = async (
  { load }: Pick<Store, "load">,
  keys: readonly string[],
): Promise<readonly (Versioned | undefined)[]> => (keys.length === 0 ? [] : load(keys));

/** One value at a time, as turns read. */
export const oneOf =
  ({ load }: Pick<Store, "load">) =>
  async (key: string): Promise<Versioned | undefined> =>
    (await load([key]))[0];

type Parts = Page["change"];

/** Several parts of one commit. */
export const together = (parts: readonly Parts[]): Required<Parts> => ({
  put: parts.flatMap((part) => part.put ?? []),
  index: parts.flatMap((part) => part.index ?? []),
  drop: parts.flatMap((part) => part.drop ?? []),
  push: parts.flatMap((part) => part.push ?? []),
  expect: parts.flatMap((part) => part.expect ?? []),
});

export const out = (index: string, member: string) => ({ index, member, score: null });
export const none = (key: string) => ({ key, text: null });
