import { type Announcement, type Drafted, drafted } from "../../src/broadcast/announcement.ts";
import type { Contact } from "../../src/broadcast/contact.ts";
import { sumOf, type Tally } from "../../src/broadcast/ledger.ts";
import { type Instant, instantOf } from "../../src/domain/instant.ts";
import { announcementKey, chunkKey, contactIndex, contactKey } from "../../src/domain/keys.ts";
import type { Store } from "../../src/store/contract.ts";
import { keepAnnouncement, takeStep, tallyOf } from "../../src/turn/broadcast/steps.ts";
import { readAnnouncement, readChunk } from "../../src/turn/broadcast/kept.ts";

/** A producer with one chat. */
export const contactNamed = (number: number, more: Partial<Contact> = {}): Contact => ({
  schema: 1,
  id: `person-${number}`,
  joinedAt: instantOf("2021-03-01") + number,
  name: `Người ${number}`,
  chats: [{ thread: `telegram:${1_000 + number}`, lastAt: instantOf("2021-03-10") }],
  roles: ["producer"],
  seats: [],
  dossiers: [],
  trained: false,
  optedOut: [],
  ...more,
});

export const announcementOf = (more: Partial<Drafted> = {}): Announcement =>
  drafted({
    id: "TB-0001",
    text: "Chào {ten}, đợt 1 sắp hết hạn.",
    answers: [],
    topic: "round",
    urgent: false,
    segment: {},
    by: "person-staff",
    at: instantOf("2021-03-15"),
    ...more,
  });

export async function keepContacts(store: Store, contacts: readonly Contact[]): Promise<void> {
  for (let at = 0; at < contacts.length; at += 500) {
    const some = contacts.slice(at, at + 500);
    await store.commit({
      now: 0,
      put: some.map((one) => ({ key: contactKey(one.id), text: JSON.stringify(one) })),
      index: some.map(({ id, joinedAt }) => ({ index: contactIndex, member: id, score: joinedAt })),
    });
  }
}

/** Takes a step with an announcement as a turn of a member of staff would. */
export async function step(
  store: Store,
  id: string,
  how: Parameters<typeof takeStep>[1],
  now: Instant,
): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [found] = await store.load([announcementKey(id)]);
    const part = found === undefined ? undefined : takeStep(found, how, now, "person-other");
    if (part === undefined) throw new Error(`${id} cannot ${how}`);
    if ((await store.commit({ ...part, now })) === "done") return;
  }
  throw new Error(`${id} could not ${how}`);
}

/** Keeps an announcement and lets it go. */
export async function release(store: Store, announcement: Announcement, now: Instant): Promise<void> {
  await store.commit({ ...keepAnnouncement(announcement, undefined), now });
  await step(store, announcement.id, "release", now);
}

export async function announcementIn(store: Store, id = "TB-0001"): Promise<Announcement> {
  const [found] = await store.load([announcementKey(id)]);
  if (found === undefined) throw new Error(`${id} is not there`);
  return readAnnouncement(found.text);
}

/** The whole list, and its tally; throws where they do not agree with what was frozen. */
export async function balance(store: Store, id = "TB-0001"): Promise<Tally> {
  const [announcement, tally] = [await announcementIn(store, id), await tallyOf(store, id)];
  const rows = await listOf(store, id);
  if (sumOf(tally) !== announcement.frozen || rows.length !== announcement.frozen)
    throw new Error(`${announcement.frozen} frozen, ${rows.length} rows, tally ${JSON.stringify(tally)}`);
  return tally;
}

export async function listOf(store: Store, id = "TB-0001") {
  const { chunks } = await announcementIn(store, id);
  const found = await store.load(Array.from({ length: chunks }, (_, at) => chunkKey(id, at)));
  return found.flatMap((one) => (one === undefined ? [] : readChunk(one.text).rows));
}
