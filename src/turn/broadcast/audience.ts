import type { Contact } from "../../broadcast/contact.ts";
import { type AnsweredTo, matcher, type Segment } from "../../broadcast/segment.ts";
import type { Instant } from "../../domain/instant.ts";
import { contactIndex, contactKey } from "../../domain/keys.ts";
import type { Store } from "../../store/contract.ts";
import { type Cursor, pagesOf } from "../pages.ts";
import { readContact } from "../state.ts";

/** Those of a page who are meant, how many were looked at, and where to go on after it. */
export type Batch = {
  readonly meant: readonly Contact[];
  readonly looked: number;
  readonly cursor: Cursor;
};

/**
 * Whom a segment means, in batches, everybody once, in the order in which they joined. `now`: the moment for which it is
 * asked, also the last at which one could have joined; `from`: where an earlier look was left; `answers`: what a page of
 * people answered to announcements, where the segment asks.
 */
export async function* countIn(
  store: Pick<Store, "range" | "load">,
  segment: Segment,
  {
    now,
    from,
    answers,
  }: {
    readonly now: Instant;
    readonly from?: Cursor;
    readonly answers?: (people: readonly string[]) => Promise<ReadonlyMap<string, AnsweredTo>>;
  },
): AsyncGenerator<Batch> {
  const isMeant = matcher(segment, now);
  // Places have a fraction after the moment.
  for await (const { page, cursor } of pagesOf(store, contactIndex, { from, to: now + 1 })) {
    const people = page.map((one) => one.member);
    const [values, answered] = await Promise.all([store.load(people.map(contactKey)), answers?.(people)]);
    const meant: Contact[] = [];
    for (const kept of values) {
      // Whoever was erased since the page was read is nobody.
      if (kept === undefined) continue;
      const contact = readContact(kept.text);
      if (isMeant(contact, answered?.get(contact.id))) meant.push(contact);
    }
    yield { meant, looked: page.length, cursor };
  }
}
