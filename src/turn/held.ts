import { z } from "zod";
import { heldIndex, heldKey } from "../domain/keys.ts";
import type { Instant } from "../domain/instant.ts";
import type { Change, Store, Versioned, Work } from "../store/contract.ts";

const kept = z.object({
  since: z.number(),
  works: z.array(z.object({ id: z.string(), text: z.string(), at: z.number().optional() })),
});

/** Messages of a thread that wait for its person, oldest first. */
export type Waiting = { readonly thread: string; readonly since: Instant; readonly works: readonly Work[] };

const read = (found: Versioned | undefined): z.infer<typeof kept> =>
  found === undefined ? { since: 0, works: [] } : kept.parse(JSON.parse(found.text));

/** The part of a commit that keeps more messages until the person writes. */
export function hold(
  thread: string,
  found: Versioned | undefined,
  works: readonly Work[],
  now: Instant,
): Pick<Change, "expect" | "put" | "index"> {
  const before = read(found);
  const since = found === undefined ? now : before.since;
  const text = JSON.stringify({
    since,
    works: [...before.works, ...works.map((work) => ({ ...work, at: now }))],
  });
  return {
    expect: [{ key: heldKey(thread), version: found?.version ?? 0 }],
    put: [{ key: heldKey(thread), text }],
    index: [{ index: heldIndex, member: thread, score: since }],
  };
}

/** The part of a commit that keeps only what is held since later than `until`; and what goes by it. */
export function letGoHeld(
  thread: string,
  found: Versioned,
  until: Instant,
): Required<Pick<Change, "expect" | "put" | "index">> & { readonly works: readonly Work[] } {
  const { since, works } = read(found);
  const stay = works.filter(({ at = since }) => at > until);
  const first = stay[0]?.at ?? since;
  const text = stay.length === 0 ? null : JSON.stringify({ since: first, works: stay });
  return {
    expect: [{ key: heldKey(thread), version: found.version }],
    put: [{ key: heldKey(thread), text }],
    index: [{ index: heldIndex, member: thread, score: stay.length === 0 ? null : first }],
    works: works.filter((work) => !stay.includes(work)),
  };
}

const dated = z.object({ until: z.number().optional() });

/** Whether a message is no longer worth sending. */
export const isOutdated = ({ until }: { readonly until?: Instant | undefined }, now: Instant): boolean =>
  until !== undefined && until < now;

/** Messages of announcements: their list hears how they went, also when they went nowhere. */
export const isOfAnnouncement = ({ id }: Pick<Work, "id">): boolean =>
  /^b:[^:]+:\d+:\d+(?:\.\d+)?$/u.test(id);

/** The part of a commit that lets go of what waited, in its order; what is outdated by now goes nowhere. */
export function releaseHeld(
  thread: string,
  found: Versioned | undefined,
  now: Instant,
): Pick<Change, "expect" | "put" | "index" | "push"> {
  if (found === undefined) return {};
  return {
    expect: [{ key: heldKey(thread), version: found.version }],
    put: [{ key: heldKey(thread), text: null }],
    index: [{ index: heldIndex, member: thread, score: null }],
    push: read(found)
      .works.filter((work) => isOfAnnouncement(work) || !isOutdated(dated.parse(JSON.parse(work.text)), now))
      .map(({ id, text }) => ({ lane: "outbox", group: thread, id, text })),
  };
}

/** For staff: whose messages wait, longest waiting first. */
export async function listHeld(
  store: Pick<Store, "range" | "load">,
  limit: number,
): Promise<readonly Waiting[]> {
  const threads = (await store.range(heldIndex, { limit })).map((one) => one.member);
  const found = await store.load(threads.map(heldKey));
  return threads.flatMap((thread, at) => (found[at] === undefined ? [] : [{ thread, ...read(found[at]) }]));
}
