import type { Ranked, Store } from "../store/contract.ts";

/** The most that an index gives at once. */
const pageSize = 1000;

/** Where in an index one has come to: the place, and who stands at it and was passed already. */
export type Cursor = { readonly place: number; readonly passed: readonly string[] };

/**
 * An index from a cursor on, page by page, everybody once; what moves meanwhile to a later place comes again there.
 * `to`: the last place. More at one place than a page holds cannot be told apart.
 */
export async function* pagesOf(
  { range }: Pick<Store, "range">,
  index: string,
  { from, to }: { readonly from?: Cursor | undefined; readonly to?: number } = {},
): AsyncGenerator<{ readonly page: readonly Ranked[]; readonly cursor: Cursor }> {
  let cursor: Cursor = from ?? { place: -Infinity, passed: [] };
  while (true) {
    const { place, passed } = cursor;
    const found = await range(index, { from: place, limit: pageSize, ...(to === undefined ? {} : { to }) });
    const known = new Set(passed);
    const page = found.filter((one) => one.score !== place || !known.has(one.member));
    const last = found.at(-1)?.score;
    if (page.length === 0 || last === undefined) {
      if (found.length === pageSize) throw new Error(`more than ${pageSize} stand at one place of ${index}`);
      return;
    }
    const there = found.filter((one) => one.score === last).map((one) => one.member);
    cursor = { place: last, passed: last === place ? [...new Set([...passed, ...there])] : there };
    yield { page, cursor };
    if (found.length < pageSize) return;
  }
}
