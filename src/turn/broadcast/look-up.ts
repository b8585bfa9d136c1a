import { type Announcement, sentBefore } from "../../broadcast/announcement.ts";
import type { Contact } from "../../broadcast/contact.ts";
import { isHeld, mostRows, noTally, type Row } from "../../broadcast/ledger.ts";
import {
  channelOf,
  digestOf,
  doneAt,
  fillFor,
  noForecast,
  type Rates,
  type Reaches,
} from "../../broadcast/plan.ts";
import type {
  AnnouncementFound,
  AnnouncementWant,
  Audience,
  Figures,
  Listing,
  Named,
  Outcome,
} from "../../dialogue/announcement.ts";
import { namesAtOnce } from "../../dialogue/readers/announcement/answers.ts";
import { draftMeant } from "../../dialogue/readers/announcement/preview.ts";
import type { Effect, Scene, Turn } from "../../dialogue/scene.ts";
import { threadId } from "../../domain/ids.ts";
import type { Event, News } from "../../domain/event.ts";
import type { Instant } from "../../domain/instant.ts";
import {
  announcementIndex,
  announcementKey,
  answerKey,
  answersIndex,
  chunkKey,
  contactKey,
  fileIndex,
  leftIndex,
} from "../../domain/keys.ts";
import type { Change, Store } from "../../store/contract.ts";
import { foresee, reasonsOf, rowsIn, tallyOf, worksAfter } from "./steps.ts";
import { answersOf, reachedBy, whoAnswered } from "./answers-to.ts";
import { staffChats } from "../desk.ts";
import { fillingOn } from "./filling.ts";
import type { AnswersTo } from "./freeze.ts";
import { readAnnouncement, readChunk } from "./kept.ts";
import { readContact } from "../state.ts";

type Expect = Required<Change>["expect"];

/** Where announcements are looked up: the store, and what is known of the channels. */
export type Announcing = {
  readonly store: Pick<Store, "load" | "range">;
  readonly reaches: Reaches;
  readonly rates: Rates;
  readonly answersTo?: AnswersTo | undefined;
};

/** Contacts looked at for one preview, and people whose message is shown in it. */
const mostLooked = 300_000;
const mostExamples = 5;
/** Announcements looked at for a repetition, and in one list. */
const mostRecent = 50;
const mostListed = 12;
/** People in a list that is paged through, rows of a table, and loads of these at once. */
const mostNamed = 20_000;
const mostReasons = 1_000;
const mostOutcomes = 20_000;
const loadsAtOnce = 1_000;

/** Looks up what a decision wants to know of announcements, with the versions it was read at. */
export async function lookUpAnnouncements(
  parts: Announcing,
  want: AnnouncementWant,
  turn: Turn,
  scene: Scene,
): Promise<{ readonly found: AnnouncementFound; readonly expect: Expect }> {
  const { store } = parts;
  if (want.ask === "announcements") {
    const recent = await recentOf(store, mostListed);
    const all = await Promise.all(
      recent.map(async (announcement) => ({ announcement, tally: await tallyOf(store, announcement.id) })),
    );
    return { found: { ...want, all }, expect: [] };
  }
  const key = announcementKey(want.id);
  const [kept] = await store.load([key]);
  const announcement = kept === undefined ? undefined : readAnnouncement(kept.text);
  const expect = [{ key, version: kept?.version ?? 0 }];
  switch (want.ask) {
    case "audience": {
      const recent = await recentOf(store, mostRecent);
      const joins = announcement && (await joinedWith(store, want.for, announcement, recent, scene));
      const draft = announcement && draftMeant(want.for, announcement, joins?.announcement, scene);
      const audience = await audienceOf(parts, draft, recent, turn, scene);
      return {
        found: { ...want, announcement, draft, audience: { ...audience, joins: joins?.announcement } },
        expect: [...expect, ...(joins?.expect ?? [])],
      };
    }
    case "announcement": {
      const owner = announcement === undefined ? [] : await chatsOf(store, announcement.by);
      return { found: { ...want, announcement, owner }, expect };
    }
    case "figures":
      return { found: { ...want, announcement, figures: await figuresOf(store, announcement) }, expect: [] };
    case "doubts": {
      const { doubt: count } = await tallyOf(store, want.id);
      return { found: { ...want, announcement, count }, expect: [] };
    }
    case "listing":
      return { found: { ...want, announcement }, expect: [] };
    case "people": {
      const all = announcement === undefined ? [] : await peopleOf(store, announcement, want.listing);
      const page = all.slice(want.page * namesAtOnce, (want.page + 1) * namesAtOnce);
      const people = await namesOf(store, page, scene);
      return { found: { ...want, announcement, people, total: all.length }, expect: [] };
    }
    case "sheet": {
      const outcomes = announcement === undefined ? [] : await outcomesOf(store, announcement, scene);
      return { found: { ...want, announcement, outcomes }, expect: [] };
    }
    case "answer": {
      const { person } = turn;
      const answer = answerKey(want.id, person?.id ?? "");
      const [before] = await store.load([answer]);
      const mine = before === undefined ? undefined : Number(before.text);
      return {
        found: { ...want, announcement, mine },
        expect: person === undefined ? [] : [{ key: answer, version: before?.version ?? 0 }],
      };
    }
  }
}

/** The announcements of late, the newest first. */
async function recentOf(
  { load, range }: Announcing["store"],
  limit: number,
): Promise<readonly Announcement[]> {
  const named = await range(announcementIndex, { limit, down: true });
  return (await load(named.map(({ member }) => announcementKey(member)))).flatMap((found) =>
    found === undefined ? [] : [readAnnouncement(found.text)],
  );
}

/** What waits for its time, for the same people and by the same author: it could go with this one. */
async function joinedWith(
  { load }: Pick<Store, "load">,
  use: Extract<AnnouncementWant, { ask: "audience" }>["for"],
  draft: Announcement,
  recent: readonly Announcement[],
  { now }: Scene,
): Promise<{ readonly announcement: Announcement; readonly expect: Expect } | undefined> {
  const named = recent.find(
    (one) =>
      one.id !== draft.id &&
      (use.deed !== "join" || one.id === use.other) &&
      one.by === draft.by &&
      isWaiting(one, now) &&
      digestOf([one, use.deed === "change" ? { ...draft, ...use.change } : draft]) !== undefined,
  );
  if (named === undefined) return undefined;
  if (use.deed !== "join") return { announcement: named, expect: [] };
  const key = announcementKey(named.id);
  const [kept] = await load([key]);
  if (kept === undefined) return undefined;
  const announcement = readAnnouncement(kept.text);
  return isWaiting(announcement, now)
    ? { announcement, expect: [{ key, version: kept.version }] }
    : undefined;
}

async function audienceOf(
  { store, reaches, rates, answersTo }: Announcing,
  draft: Announcement | undefined,
  recent: readonly Announcement[],
  turn: Turn,
  scene: Scene,
): Promise<Omit<Audience, "joins">> {
  const { now } = scene;
  if (draft === undefined)
    return { forecast: noForecast, whole: true, examples: [], doneAt: now, same: undefined, others: [] };
  const [{ forecast, samples, whole }, staff] = await Promise.all([
    foresee(store, draft, reaches, now, { most: mostLooked, samples: mostExamples, answersTo }),
    staffChats(store, scene),
  ]);
  const filling = fillingOn(scene.setting, scene.today);
  const own = turn.person?.threads ?? [];
  return {
    forecast,
    whole,
    examples: samples.map((contact) => ({
      who: named(contact, scene),
      text: fillFor(draft.text, contact, draft.segment, filling),
    })),
    doneAt: doneAt(forecast, draft, rates, now),
    same: sentBefore(draft, recent, now)?.id,
    others: staff.filter((thread) => !own.includes(thread)),
  };
}

/** Whether an announcement has been released and waits for its time. */
const isWaiting = ({ state, startAt }: Announcement, now: Instant): boolean =>
  (state === "freezing" || state === "running") && startAt !== undefined && startAt > now;

/** Where somebody is told of their announcement: where they wrote last. */
async function chatsOf({ load }: Pick<Store, "load">, person: string): Promise<readonly string[]> {
  const [found] = await load([contactKey(person)]);
  return found === undefined
    ? []
    : readContact(found.text)
        .chats.slice(0, 1)
        .map(({ thread }) => thread);
}

async function figuresOf(
  store: Announcing["store"],
  announcement: Announcement | undefined,
): Promise<Figures> {
  if (announcement === undefined) return { tally: noTally, answers: [], reasons: [] };
  const { id, reminds = id, answers, emptied } = announcement;
  const [tally, refused, skipped, given] = await Promise.all([
    tallyOf(store, id),
    reasonsOf(store, id, "refused", mostReasons),
    reasonsOf(store, id, "skipped", mostReasons),
    Promise.all(answers.map((_, at) => whoAnswered(store, reminds, at + 1))),
  ]);
  const reasons = [...refused, ...skipped].map(([why, count]) => ({ why, count }));
  return { tally, answers: emptied?.answers ?? given.map((people) => people.length), reasons };
}

/** The people of a list, in its order. */
async function peopleOf(
  store: Announcing["store"],
  announcement: Announcement,
  which: Listing,
): Promise<readonly string[]> {
  const { id, reminds = id, answers } = announcement;
  switch (which.who) {
    case "doubt":
      return (await rowsIn(store, id, "doubt", mostNamed)).map(({ person }) => person);
    case "answered": {
      const numbers = which.number === undefined ? answers.map((_, at) => at + 1) : [which.number];
      return (await Promise.all(numbers.map((number) => whoAnswered(store, reminds, number)))).flat();
    }
    case "silent": {
      const people = await reachedBy(store, announcement, mostNamed);
      const given = await inParts(people, (some) => answersOf(store, reminds, some));
      return people.filter((_, at) => given[at] === undefined);
    }
  }
}

/** What is brought for many, some at a time. */
async function inParts<One, Brought>(
  all: readonly One[],
  bring: (some: readonly One[]) => Promise<readonly Brought[]>,
): Promise<readonly Brought[]> {
  const brought: Brought[] = [];
  for (let from = 0; from < all.length; from += loadsAtOnce)
    brought.push(...(await bring(all.slice(from, from + loadsAtOnce))));
  return brought;
}

const namesOf = async (
  { load }: Pick<Store, "load">,
  people: readonly string[],
  scene: Scene,
): Promise<readonly Named[]> =>
  (await load(people.map(contactKey))).map((found): Named =>
    found === undefined ? { name: "" } : named(readContact(found.text), scene),
  );

function named({ name, dossiers }: Contact, { setting: { programme } }: Scene): Named {
  const [dossier] = dossiers;
  const commune = programme.communes.find((one) => one.id === dossier?.commune)?.name;
  const product = programme.products.find((one) => one.id === dossier?.product)?.name ?? dossier?.product;
  return { name, commune, product: product === "" ? undefined : product };
}

async function outcomesOf(
  store: Announcing["store"],
  announcement: Announcement,
  scene: Scene,
): Promise<readonly Outcome[]> {
  const { id, reminds = id, chunks } = announcement;
  const rows: Row[] = [];
  for (let chunk = 0; chunk < chunks && rows.length + mostRows <= mostOutcomes; chunk += 1) {
    const [found] = await store.load([chunkKey(id, chunk)]);
    if (found !== undefined) rows.push(...readChunk(found.text).rows);
  }
  const people = rows.map(({ person }) => person);
  const names = await inParts(people, (some) => namesOf(store, some, scene));
  const answers = await inParts(people, (some) => answersOf(store, reminds, some));
  return rows.map((row, at) => ({
    who: names[at] ?? { name: "" },
    channel: channelOf(row.thread),
    state: isHeld(row) ? "held" : row.state,
    why: row.why ?? "",
    at: row.at,
    answer: answers[at],
  }));
}

/** The part of a commit that keeps an announcement as it is now, with the works that follow; `now` undefined: no more. */
export function announcementChange(
  { before, now }: Extract<Effect, { kind: "keep-announcement" }>,
  at: Instant,
): Pick<Change, "put" | "index" | "push" | "expect"> {
  const one = now ?? before;
  if (one === undefined) return {};
  return {
    // A code that is taken already is made anew.
    ...(before === undefined ? { expect: [{ key: announcementKey(one.id), version: 0 }] } : {}),
    put: [{ key: announcementKey(one.id), text: now === undefined ? null : JSON.stringify(now) }],
    index: [
      { index: announcementIndex, member: one.id, score: now?.at ?? null },
      ...filesChanged(before, now, at),
    ],
    push: before === undefined || now === undefined ? [] : worksAfter(before, now, at),
  };
}

/** Which files an announcement holds: what others hold too is not deleted with it. */
function filesChanged(
  before: Announcement | undefined,
  now: Announcement | undefined,
  at: Instant,
): NonNullable<Change["index"]> {
  const [had, has] = [before?.file?.hash, now?.file?.hash];
  if (had === has) return [];
  const entry = (hash: string | undefined, score: number | null) =>
    hash === undefined ? [] : [{ index: fileIndex(hash), member: now?.id ?? before?.id ?? "", score }];
  return [...entry(had, null), ...entry(has, at)];
}

/** The part of a commit that keeps an answer instead of the one before. */
export const answerChange = (
  { announcement, person, number, before }: Extract<Effect, { kind: "keep-answer" }>,
  thread: string,
  at: Instant,
): Required<Pick<Change, "put" | "index">> => ({
  put: [{ key: answerKey(announcement, person), text: String(number) }],
  index: [
    ...(before === undefined
      ? []
      : [{ index: answersIndex(announcement, before), member: person, score: null }]),
    { index: answersIndex(announcement, number), member: person, score: at },
    // Erased with the person's data; that somebody answered is still counted.
    { index: leftIndex(thread), member: answerKey(announcement, person), score: at },
  ],
});

/** The news for whoever wrote an announcement, of what has become of it. */
export async function newsToOwner(
  store: Pick<Store, "load">,
  { id, by, round }: Announcement,
  deed: Extract<News, { what: "announcement" }>["deed"],
  now: Instant,
): Promise<NonNullable<Change["push"]>> {
  return (await chatsOf(store, by)).map((thread) => {
    const news: News = { what: "announcement", announcement: id, deed };
    const event: Event = {
      id: `announcement:${id}:${deed}:${round}`,
      thread: threadId(thread),
      at: now,
      deed: { kind: "news", news },
    };
    return { lane: "inbox", group: thread, id: event.id, text: JSON.stringify(event) };
  });
}
