import { type Announcement, hindrance } from "../../broadcast/announcement.ts";
import { type Chunk, mostChunks, mostRows, nextTime, type Row } from "../../broadcast/ledger.ts";
import { channelOf, type Reaches, rowFor } from "../../broadcast/plan.ts";
import { type Instant, minutes, seconds } from "../../domain/instant.ts";
import { announcementKey, chunkKey } from "../../domain/keys.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Change, Claimed, Store } from "../../store/contract.ts";
import { answeredBy } from "./answers-to.ts";
import { countIn } from "./audience.ts";
import { chunkWork, first, readAnnouncement, tallyChange } from "./kept.ts";

/** What some people answered to an announcement: "none" if they got it and have not. Whoever did not get it is left out. */
export type AnswersTo = (
  announcement: string,
  people: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

export type Freezing = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly reaches: () => Reaches;
  readonly answersTo?: AnswersTo | undefined;
  /** Ends an announcement of which nothing is left to send, or whose time has run out. */
  readonly finish: (id: string) => Promise<void>;
  readonly expire: (id: string) => Promise<void>;
  /** Called when there are chunks to send. */
  readonly wake: () => void;
};

/** Rows of one commit, and pages looked through for them. */
const rowsAtOnce = 10 * mostRows;
const pagesAtOnce = 10;
/** How long one claim is worked on; then it is given back and taken up again at the same place. */
const stretch = seconds(1.5);
/** How often it is looked for people who joined later, and how far that stays behind: clocks differ a little. */
const lookAgain = minutes(1);
const behind = seconds(10);
/** How often a commit is made again because staff changed the announcement meanwhile. */
const mostStale = 20;

type Cursor = NonNullable<Announcement["cursor"]>;
type Gathered = { readonly rows: readonly Row[]; readonly cursor: Cursor };

/** Puts everybody who is meant on the list, in pages: each commit holds its chunks, their work, the tally and how far it is. */
export async function freeze(parts: Freezing, claimed: Claimed, id: string): Promise<void> {
  const { store, clock } = parts;
  const until = clock.now() + stretch;
  for (let stale = 0; stale < mostStale;) {
    const now = clock.now();
    const [found] = await store.load([announcementKey(id)]);
    if (found === undefined) return giveUp(parts, claimed);
    const announcement = readAnnouncement(found.text);
    const { cursor, evergreen } = announcement;
    const stop = hindrance(announcement, now);
    if (stop?.why === "late") await parts.expire(id);
    if (cursor === undefined || stop !== undefined || (cursor.whole && !evergreen))
      return giveUp(parts, claimed);
    const cutoff = cursor.whole ? now - behind : (announcement.cutoff ?? now);
    const gathered = await gather(parts, announcement, cursor, cutoff, now);
    const last = gathered.cursor.whole || now > until;
    const change = frozenChange(announcement, gathered, now);
    const again =
      gathered.cursor.whole && evergreen
        ? { release: [{ ...groupOf(claimed), until: now + lookAgain }] }
        : {
            ...(gathered.cursor.whole ? doneOf(claimed) : {}),
            release: [{ ...groupOf(claimed), until: first }],
          };
    const committed = await store.commit({
      ...change,
      now,
      expect: [{ key: announcementKey(id), version: found.version }],
      held: [claimed],
      ...(last ? again : {}),
    });
    if (committed === "stale") {
      stale += 1;
      continue;
    }
    if (gathered.rows.length > 0) parts.wake();
    if (gathered.cursor.whole && !evergreen) {
      parts.log({ what: "broadcast", code: "frozen", announcement: id });
      await parts.finish(id);
    }
    if (last) return;
  }
}

const groupOf = ({ lane, group }: Claimed) => ({ lane, group });
const doneOf = (claimed: Claimed) => ({
  done: [{ ...groupOf(claimed), ids: claimed.works.map((work) => work.id) }],
});

async function giveUp({ store, clock }: Freezing, claimed: Claimed): Promise<void> {
  await store.commit({
    now: clock.now(),
    held: [claimed],
    ...doneOf(claimed),
    release: [groupOf(claimed)],
  });
}

/** The next rows of the list, and how far it is then. */
async function gather(
  parts: Freezing,
  { segment, topic }: Announcement,
  { place, passed }: Cursor,
  cutoff: Instant,
  now: Instant,
): Promise<Gathered> {
  const rows: Row[] = [];
  let pages = 0;
  let cursor = { place, passed: [...passed] };
  const batches = countIn(parts.store, segment, {
    now: cutoff,
    from: { place, passed },
    answers: (people) => answeredBy(parts.answersTo, segment, people),
  });
  for await (const batch of batches) {
    for (const contact of batch.meant) rows.push(rowFor(contact, topic, parts.reaches(), now));
    cursor = { place: batch.cursor.place, passed: [...batch.cursor.passed] };
    pages += 1;
    if (rows.length >= rowsAtOnce || pages >= pagesAtOnce)
      return { rows, cursor: { ...cursor, whole: false } };
  }
  return { rows, cursor: { ...cursor, whole: true } };
}

/** Rows in chunks of one channel each: a channel that is quiet holds up no other. */
function chunksOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const byChannel = Map.groupBy(rows, ({ thread }) => channelOf(thread));
  return [...byChannel.values()].flatMap((of) =>
    Array.from({ length: Math.ceil(of.length / mostRows) }, (_, at) =>
      of.slice(at * mostRows, (at + 1) * mostRows),
    ),
  );
}

function frozenChange(
  announcement: Announcement,
  { rows, cursor }: Gathered,
  now: Instant,
): Pick<Change, "put" | "index" | "push"> {
  const { id, chunks: before } = announcement;
  const chunks = chunksOf(rows).slice(0, mostChunks - before);
  const next: Announcement = {
    ...announcement,
    cursor,
    frozen: announcement.frozen + chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    chunks: before + chunks.length,
    state: cursor.whole && announcement.state === "freezing" ? "running" : announcement.state,
  };
  return {
    put: [
      { key: announcementKey(id), text: JSON.stringify(next) },
      ...chunks.map((chunk, at) => ({
        key: chunkKey(id, before + at),
        text: JSON.stringify({ schema: 1, rows: [...chunk] } satisfies Chunk),
      })),
    ],
    index: chunks.flatMap((chunk, at) => tallyChange(id, before + at, [], chunk)),
    push: chunks.flatMap((chunk, at) =>
      nextTime(chunk) === undefined ? [] : [chunkWork(announcement, before + at, now)],
    ),
  };
}
