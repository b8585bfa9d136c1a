import { type AnsweredTo, type Segment } from "../../broadcast/segment.ts";
import type { Announcement } from "../../broadcast/announcement.ts";
import { type Instant, seconds } from "../../domain/instant.ts";
import { announcementKey, answerKey, answersIndex, chunkKey } from "../../domain/keys.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Store } from "../../store/contract.ts";
import type { AnswersTo } from "./freeze.ts";
import { readAnnouncement, readChunk } from "./kept.ts";

type Shelves = Pick<Store, "load" | "range">;

/** Chunks loaded at once, people who gave one answer at most, and how long a list of those reached is good for. */
const chunksAtOnce = 20;
const mostAnswered = 100_000;
const freshFor = seconds(10);
const pageSize = 1_000;

/** The people who gave an answer, by its number, the first ones first. */
export async function whoAnswered(
  { range }: Pick<Store, "range">,
  id: string,
  number: number,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let from: number | undefined;
  while (found.size < mostAnswered) {
    const page = await range(answersIndex(id, number), {
      limit: pageSize,
      ...(from === undefined ? {} : { from }),
    });
    const before = found.size;
    for (const { member } of page) found.add(member);
    if (page.length < pageSize || found.size === before) break;
    from = page.at(-1)?.score;
  }
  return [...found];
}

/** The answers of people by their numbers, in the order of the people. */
export async function answersOf(
  { load }: Pick<Store, "load">,
  id: string,
  people: readonly string[],
): Promise<readonly (number | undefined)[]> {
  const kept = await load(people.map((person) => answerKey(id, person)));
  return kept.map((one) => (one === undefined ? undefined : Number(one.text)));
}

/** The people whom an announcement has reached. */
export async function reachedBy(
  { load }: Pick<Store, "load">,
  { id, chunks }: Pick<Announcement, "id" | "chunks">,
  most: number,
): Promise<readonly string[]> {
  const people: string[] = [];
  for (let from = 0; from < chunks && people.length < most; from += chunksAtOnce) {
    const keys = Array.from({ length: Math.min(chunksAtOnce, chunks - from) }, (_, at) =>
      chunkKey(id, from + at),
    );
    for (const found of await load(keys))
      for (const row of found === undefined ? [] : readChunk(found.text).rows)
        if (row.state === "sent") people.push(row.person);
  }
  return people;
}

/** People whom one announcement can have reached and who are asked about. */
const mostReached = 1_000_000;

/** What people answered to an announcement: the words of the answer, "none" if they got it and gave none. */
export function answersTo(store: Shelves, clock: Clock): AnswersTo {
  const lists = new Map<string, { readonly at: Instant; readonly people: Promise<ReadonlySet<string>> }>();
  const reached = (announcement: Announcement): Promise<ReadonlySet<string>> => {
    const now = clock.now();
    for (const [id, { at }] of lists) if (now - at > freshFor) lists.delete(id);
    const known = lists.get(announcement.id)?.people;
    const people = known ?? reachedBy(store, announcement, mostReached).then((all) => new Set(all));
    if (known === undefined) lists.set(announcement.id, { at: now, people });
    return people;
  };
  return async (id, people) => {
    const [found] = await store.load([announcementKey(id)]);
    if (found === undefined || people.length === 0) return new Map();
    const announcement = readAnnouncement(found.text);
    const [given, got] = await Promise.all([answersOf(store, id, people), reached(announcement)]);
    return new Map(
      people.flatMap((person, at): readonly (readonly [string, string])[] => {
        const number = given[at];
        const label = number === undefined ? undefined : announcement.answers[number - 1];
        if (label !== undefined) return [[person, label]];
        return got.has(person) ? [[person, "none"]] : [];
      }),
    );
  };
}

/** Announcements whose answers a segment asks about. */
const askedAbout = (segment: Segment): readonly string[] => [
  ...new Set(
    [segment, ...(segment.except ?? [])].flatMap(({ answered }) =>
      answered === undefined ? [] : [answered.announcement],
    ),
  ),
];

/** What each of these people answered to the announcements that a segment asks about. */
export async function answeredBy(
  answers: AnswersTo | undefined,
  segment: Segment,
  people: readonly string[],
): Promise<ReadonlyMap<string, AnsweredTo>> {
  const asked = askedAbout(segment);
  if (answers === undefined || asked.length === 0) return new Map();
  const found = await Promise.all(asked.map(async (id) => [id, await answers(id, people)] as const));
  return new Map(
    people.map((person) => [
      person,
      Object.fromEntries(
        found.flatMap(([id, given]) => {
          const answer = given.get(person);
          return answer === undefined ? [] : [[id, answer]];
        }),
      ),
    ]),
  );
}
