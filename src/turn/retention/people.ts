import { filesOfChat } from "../run-thread.ts";
import { isForgotten, type Person } from "../../dialogue/person.ts";
import {
  announcementIndex,
  announcementKey,
  answerKey,
  answersIndex,
  attendanceKey,
  attendedIndex,
  chunkKey,
  contactIndex,
  contactKey,
  fileIndex,
  goneIndex,
  joinedKey,
  personKey,
  registerIndex,
  threadKey,
  transcriptLog,
} from "../../domain/keys.ts";
import { minutes } from "../../domain/instant.ts";
import { isOver, overUntil } from "../../domain/retention.ts";
import { type Announcement, endedAt } from "../../broadcast/announcement.ts";
import { isOpen, moved, type Row } from "../../broadcast/ledger.ts";
import type { Store } from "../../store/contract.ts";
import { readAnnouncement, readChunk, tallyChange } from "../broadcast/kept.ts";
import { leftBehind } from "../person-gone.ts";
import { leaveSeats, noRole } from "../roles.ts";
import { readPerson, readThread } from "../state.ts";
import { loads, type Looking, none, oneOf, out, type Page, slice, type Stage, together } from "./look.ts";

/** Everybody there is, one by one: whoever is forgotten goes, of others what their chats hold for too long. */
export const people: Stage = {
  name: "person",
  page: async (looking, cursor) => {
    const { store } = looking;
    const { members, cursor: next } = await slice(store, contactIndex, cursor);
    const kept = await loads(
      store,
      members.map((one) => personKey(one.member)),
    );
    const pages = await Promise.all(
      members.map(async ({ member }, at) => {
        const found = kept[at];
        return found === undefined
          ? contactGone(member)
          : personPage(looking, readPerson(found.text), found.version, at);
      }),
    );
    const count = (kind: "person" | "transcript"): number =>
      pages.reduce((sum, page) => sum + (page.gone?.[kind] ?? 0), 0);
    return {
      change: together(pages.map((page) => page.change)),
      gone: { person: count("person"), transcript: count("transcript") },
      cursor: next,
    };
  },
};

/** A contact whose person is no more. */
const contactGone = (id: string): Page => ({
  change: { put: [none(contactKey(id))], index: [out(contactIndex, id)] },
  gone: { person: 1 },
});

async function personPage(looking: Looking, person: Person, version: number, at: number): Promise<Page> {
  const { store, retention, today, now, run } = looking;
  const { threads } = person;
  const kept = await loads(store, threads.map(threadKey));
  const chats = kept.map((one) => (one === undefined ? undefined : readThread(one.text)));
  const words = chats.map((one) => one?.lastAt ?? 0);
  const expect = [{ key: personKey(person.id), version }];
  if (isForgotten(person, words, retention.person, today)) {
    const left = await leftBehind(
      { load: oneOf(store), range: store.range },
      { person, awaits: false, nobody: `nobody-${today}-${(run.gone.person ?? 0) + at}` },
      now,
      `retention-${today}-${person.id}`,
    );
    const seats = leaveSeats(person.roles, threads);
    const keys = [personKey(person.id), contactKey(person.id), ...(person.was ?? []).map(joinedKey)];
    return {
      change: together([
        left,
        {
          put: keys.map(none),
          index: [...seats, noRole(person.id), out(contactIndex, person.id)],
          expect: [
            ...expect,
            ...threads.map((thread, at) => ({ key: threadKey(thread), version: kept[at]?.version ?? 0 })),
          ],
        },
      ]),
      gone: { person: 1 },
    };
  }
  const silent = threads.filter((_, at) => isOver(retention.transcript, words[at] ?? 0, today));
  const logs = await Promise.all(silent.map((thread) => store.read(transcriptLog(thread), 0, 1)));
  const drop = silent.filter((_, at) => (logs[at] ?? []).length > 0).map(transcriptLog);
  // Chats from before it was written down which files they hold.
  const files = chats.flatMap((chat, at) =>
    chat === undefined
      ? []
      : filesOfChat(chat).map((hash) => ({
          index: fileIndex(hash),
          member: threads[at] ?? "",
          score: chat.lastAt,
        })),
  );
  return {
    change: { drop, index: files, expect: drop.length + files.length > 0 ? expect : [] },
    gone: { transcript: drop.length },
  };
}

/** People whose data was erased before this night began, with the names under which they stay counted. */
async function goneOf({ store, run }: Looking): Promise<ReadonlyMap<string, string>> {
  const found = await store.range(goneIndex, { to: run.at - minutes(1), limit: 1_000 });
  return new Map(
    found.map(({ member }) => {
      const [id = "", name = ""] = member.split(" ");
      return [id, name] as const;
    }),
  );
}

/** Chunks of a list, and answers to it, in one commit. */
const chunksAtOnce = 20;
const answersAtOnce = 500;

/** Lists of announcements: old ones become counts; whoever's data was erased is taken out of all of them. */
export const announcements: Stage = {
  name: "announcement",
  page: async (looking, cursor) => {
    const { store } = looking;
    const { inside, ...place } = cursor ?? { place: null, passed: [] };
    const { members, cursor: next } = await slice(store, announcementIndex, place, { most: 1 });
    const [one] = members;
    if (one === undefined) return { change: {} };
    const [kept] = await store.load([announcementKey(one.member)]);
    const through = next === undefined ? {} : { cursor: next };
    if (kept === undefined) return { change: {}, ...through };
    const announcement = readAnnouncement(kept.text);
    const at = inside ?? { part: 0, from: 0 };
    const on = (part: number, from: number) => ({ cursor: { ...place, inside: { part, from } } });
    const step = isPast(looking, announcement)
      ? await emptied(looking, announcement, kept.version, at)
      : await withoutGone(looking, announcement, at);
    return {
      change: step.change,
      ...(step.gone === undefined ? {} : { gone: step.gone }),
      ...(step.next === undefined ? through : on(step.next.part, step.next.from)),
    };
  },
};

type Inside = { readonly part: number; readonly from: number };
type Step = Pick<Page, "change" | "gone"> & { readonly next?: Inside };

function isPast({ retention, today }: Looking, announcement: Announcement): boolean {
  const ended = endedAt(announcement);
  return (
    ended !== undefined &&
    isOver(retention.announcement, ended, today) &&
    (announcement.emptied === undefined || announcement.emptied.at === 0)
  );
}

/** First its chunks go, then who gave which answer; `emptied.at` is set with the last of it. */
async function emptied(
  { store, dry, now }: Looking,
  announcement: Announcement,
  version: number,
  { part, from }: Inside,
): Promise<Step> {
  const { id, chunks, answers } = announcement;
  const gone = { announcement: 1 };
  if (dry) return { change: {}, gone };
  const key = announcementKey(id);
  const known = announcement.emptied?.answers ?? answers.map(() => 0);
  const written = (at: number, counts: readonly number[]): Page["change"] => ({
    put: [{ key, text: JSON.stringify({ ...announcement, emptied: { at, answers: [...counts] } }) }],
    expect: [{ key, version }],
  });
  if (part === 0 && from < chunks) {
    const to = Math.min(chunks, from + chunksAtOnce);
    const keys = Array.from({ length: to - from }, (_, at) => chunkKey(id, from + at));
    return { change: { put: keys.map(none) }, next: { part, from: to } };
  }
  // Answers to a reminder of it are its own; a reminder takes over how many there were.
  if (part === 0) {
    const counts =
      announcement.reminds === undefined ? known : await countsOf(store, announcement.reminds, known);
    return { change: written(0, counts), next: { part: 1, from: 0 } };
  }
  if (part <= answers.length && announcement.reminds === undefined) {
    const index = answersIndex(id, part);
    const found = await store.range(index, { limit: answersAtOnce });
    if (found.length === 0) return { change: {}, next: { part: part + 1, from: 0 } };
    const counts = known.map((count, at) => (at === part - 1 ? count + found.length : count));
    const people = found.map((one) => one.member);
    return {
      change: together([
        written(0, counts),
        {
          index: people.map((person) => out(index, person)),
          put: people.map((person) => none(answerKey(id, person))),
        },
      ]),
      next: { part, from: from + found.length },
    };
  }
  return { change: written(now, known), gone };
}

/** How many gave each answer to an announcement, whether its list is still there or not. */
async function countsOf(store: Store, id: string, known: readonly number[]): Promise<readonly number[]> {
  const [kept] = await store.load([announcementKey(id)]);
  const counts = kept === undefined ? undefined : readAnnouncement(kept.text).emptied?.answers;
  if (counts !== undefined) return counts;
  return Promise.all(
    known.map(async (_, at) => (await store.range(answersIndex(id, at + 1), { limit: 1_000 })).length),
  );
}

/** Rows and answers of people whose data was erased say nothing of them any more. */
async function withoutGone(
  looking: Looking,
  announcement: Announcement,
  { part, from }: Inside,
): Promise<Step> {
  const { store, now } = looking;
  const { id, chunks, answers } = announcement;
  const gone = await goneOf(looking);
  if (gone.size === 0 || announcement.emptied !== undefined) return { change: {} };
  if (part === 0 && from < chunks) {
    const to = Math.min(chunks, from + chunksAtOnce);
    const numbers = Array.from({ length: to - from }, (_, at) => from + at);
    const kept = await loads(
      store,
      numbers.map((chunk) => chunkKey(id, chunk)),
    );
    const parts = numbers.map((chunk, at): Page["change"] => {
      const found = kept[at];
      if (found === undefined) return {};
      const before = readChunk(found.text);
      if (!before.rows.some((row) => gone.has(row.person))) return {};
      const rows = before.rows.map((row) => (gone.has(row.person) ? nobodysRow(row, now) : row));
      const key = chunkKey(id, chunk);
      return {
        put: [{ key, text: JSON.stringify({ ...before, rows }) }],
        expect: [{ key, version: found.version }],
        index: tallyChange(id, chunk, before.rows, rows),
      };
    });
    return { change: together(parts), next: { part, from: to } };
  }
  const number = part === 0 ? 1 : part;
  if (number > answers.length) return { change: {} };
  const index = answersIndex(id, number);
  return {
    change: { index: await renamed(store, index, gone, (member) => member) },
    next: { part: number + 1, from: 0 },
  };
}

/** A row that names nobody; what could still have gone does not. */
function nobodysRow(row: Row, at: number): Row {
  const left = isOpen(row) ? moved(row, { what: "skipped", why: "nobody", at }) : row;
  return { ...left, person: "", thread: "" };
}

/** Members looked at for one index. */
const mostMembers = 100_000;

/** The index entries by which whoever is gone stays counted under a name that nobody has. */
async function renamed(
  store: Store,
  index: string,
  gone: ReadonlyMap<string, string>,
  whoIn: (member: string) => string,
): Promise<NonNullable<Page["change"]["index"]>> {
  const found: { index: string; member: string; score: number | null }[] = [];
  let cursor: Parameters<typeof slice>[2];
  for (let looked = 0; looked < mostMembers;) {
    const page = await slice(store, index, cursor, { most: 1_000 });
    for (const { member, score } of page.members) {
      const who = whoIn(member);
      const name = gone.get(who);
      if (name === undefined) continue;
      found.push({ index, member, score: null });
      found.push({ index, member: `${member.slice(0, member.length - who.length)}${name}`, score });
    }
    looked += page.members.length;
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return found;
}

/** Whoever was at a training: names that are old go, and whoever's data was erased. */
export const trainings: Stage = {
  name: "attendance",
  page: async (looking, cursor) => {
    const { store, retention, today } = looking;
    const { members, cursor: next } = await slice(store, registerIndex("training"), cursor, { most: 1 });
    const [training] = members;
    if (training === undefined) return { change: {} };
    const index = attendedIndex(training.member);
    const whoIn = (member: string): string => member.split(" ")[1] ?? "";
    const gone = await goneOf(looking);
    const to = overUntil(retention.attendance, today);
    const old: string[] = [];
    let at: Parameters<typeof slice>[2];
    do {
      const page = await slice(store, index, at, { to, most: 1_000 });
      old.push(...page.members.map((one) => whoIn(one.member)));
      at = page.cursor;
    } while (at !== undefined);
    const keys = old.map((who) => attendanceKey(training.member, who));
    const kept = await loads(store, keys);
    const names = keys.filter((_, place) => kept[place] !== undefined);
    const moves = gone.size === 0 ? [] : await renamed(store, index, gone, whoIn);
    const left = [...gone.keys()].map((who) => attendanceKey(training.member, who));
    return {
      change: { put: [...new Set([...names, ...left])].map(none), index: moves },
      gone: { attendance: names.length },
      cursor: next,
    };
  },
};

/** Once no list names them, nothing says any more who they were. */
export const forgotten: Stage = {
  name: "gone",
  page: async ({ store, run }) => {
    if (run.failed.includes("announcement") || run.failed.includes("attendance")) return { change: {} };
    const found = await store.range(goneIndex, { to: run.at - minutes(1), limit: 1_000 });
    return {
      change: { index: found.map(({ member }) => out(goneIndex, member)) },
      gone: { gone: found.length },
    };
  },
};
