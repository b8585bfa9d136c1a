import { clockTime, dayOf, daysAfter, days, type Instant, instantOf } from "../domain/instant.ts";
import type { Message } from "../domain/message.ts";
import type { Announcement } from "./announcement.ts";
import { type Contact, type ContactDossier, isOptedOut, type Topic } from "./contact.ts";
import type { Row } from "./ledger.ts";
import type { Segment } from "./segment.ts";

/**
 * What is known of the channels that can be written to. reach: for how many milliseconds after a person's last word, if
 * not for ever; free: for how many of these it costs nothing, if it ever costs something.
 */
export type Reaches = Readonly<Record<string, { readonly reach?: number; readonly free?: number }>>;

export const channelOf = (thread: string): string => thread.split(":", 1)[0] ?? "";

/** How a chat is reached: at once, at once for money, or when its person writes again. */
export type Way = "now" | "paid" | "held";

/** The best chat of a person that can be written to now, else the best that may wait; undefined when there is none. */
export function chatFor(
  { chats }: Pick<Contact, "chats">,
  reaches: Reaches,
  now: Instant,
): { readonly thread: string; readonly way: Way } | undefined {
  const found = chats.flatMap(({ thread, lastAt, stoppedAt }) => {
    const known = reaches[channelOf(thread)];
    // A day more, since the last word is only known by its day: whoever wrote since is not stopped.
    if (known === undefined || (stoppedAt !== undefined && stoppedAt >= lastAt + days(1))) return [];
    const ago = now - lastAt;
    const way: Way =
      known.reach !== undefined && ago > known.reach
        ? "held"
        : known.free !== undefined && ago > known.free
          ? "paid"
          : "now";
    return [{ thread, way }];
  });
  return found.find((one) => one.way !== "held") ?? found[0];
}

/** A person's row on the list of an announcement, as it is frozen. */
export function rowFor(contact: Contact, topic: Topic, reaches: Reaches, now: Instant): Row {
  const chat = chatFor(contact, reaches, now);
  const who = { person: contact.id, thread: chat?.thread ?? "" };
  if (isOptedOut(contact, topic)) return { ...who, state: "skipped", why: "opted-out", at: now };
  if (chat === undefined) return { ...who, state: "skipped", why: "no-chat", at: now };
  return { ...who, state: "waiting" };
}

/** Nobody is woken by an announcement that can wait: 21:00 to 7:00 in Vietnam. */
const quietFrom = "21:00";
const quietUntil = "07:00";

/** When the quiet hours end that a moment lies in; undefined outside of them. */
export function endOfQuiet(now: Instant): Instant | undefined {
  const time = clockTime(now);
  if (time >= quietFrom) return instantOf(`${daysAfter(dayOf(now), 1)} ${quietUntil}`);
  return time < quietUntil ? instantOf(`${dayOf(now)} ${quietUntil}`) : undefined;
}

/** When a moment outside the quiet hours is followed by the next ones. */
const startOfQuiet = (now: Instant): Instant => instantOf(`${dayOf(now)} ${quietFrom}`);

/** What will come of an announcement: by channel, and who gets nothing. `paid` of Zalo is taken from its quota. */
export type Forecast = {
  readonly people: number;
  readonly channels: Readonly<Record<string, Readonly<Record<Way, number>>>>;
  readonly optedOut: number;
  readonly noChat: number;
};

export const noForecast: Forecast = { people: 0, channels: {}, optedOut: 0, noChat: 0 };

/** The forecast with one person more for whom it is meant. */
export function counted(
  before: Forecast,
  contact: Contact,
  topic: Topic,
  reaches: Reaches,
  now: Instant,
): Forecast {
  const people = before.people + 1;
  if (isOptedOut(contact, topic)) return { ...before, people, optedOut: before.optedOut + 1 };
  const chat = chatFor(contact, reaches, now);
  if (chat === undefined) return { ...before, people, noChat: before.noChat + 1 };
  const channel = channelOf(chat.thread);
  const ways = before.channels[channel] ?? { now: 0, paid: 0, held: 0 };
  return {
    ...before,
    people,
    channels: { ...before.channels, [channel]: { ...ways, [chat.way]: ways[chat.way] + 1 } },
  };
}

/** So many a second by channel; without one there is no limit worth counting. */
export type Rates = Readonly<Record<string, number>>;

/** When the last one that can go will have gone, quiet hours taken out. */
export function doneAt(
  { channels }: Forecast,
  { urgent, perHour, startAt }: Pick<Announcement, "urgent" | "perHour" | "startAt">,
  rates: Rates,
  now: Instant,
): Instant {
  const each = Object.entries(channels).map(([channel, { now: free, paid }]) => {
    const rate = rates[channel];
    return rate === undefined ? 0 : ((free + paid) * 1_000) / rate;
  });
  const all = Object.values(channels).reduce((sum, { now: free, paid }) => sum + free + paid, 0);
  let left = Math.ceil(Math.max(0, ...each, perHour === undefined ? 0 : (all * 3_600_000) / perHour));
  let at = Math.max(now, startAt ?? now);
  if (urgent) return at + left;
  for (;;) {
    at = endOfQuiet(at) ?? at;
    const open = startOfQuiet(at) - at;
    if (left <= open) return at + left;
    left -= open;
    at += open;
  }
}

/** So many an hour that whoever reads the answers keeps up, when this share of people answers. */
export const perHourFor = (answersAnHour: number, share: number): number =>
  Math.max(1, Math.floor(answersAnHour / Math.max(share, 0.001)));

/** What {places} are filled with: names of communes and products by id, the last day, and a word where a person has none. */
export type Filling = {
  readonly communes: Readonly<Record<string, string>>;
  readonly products: Readonly<Record<string, string>>;
  readonly lastDay: string | undefined;
  readonly without: Readonly<Record<"ten" | "xa" | "sanpham" | "hanchot", string>>;
};

/** The text for one person. What is no place stands as it was written. */
export function fillFor(text: string, contact: Contact, segment: Segment, filling: Filling): string {
  if (!text.includes("{")) return text;
  const dossier = dossierMeant(contact, segment);
  const commune = dossier?.commune === undefined ? undefined : filling.communes[dossier.commune];
  const product = dossier === undefined ? "" : (filling.products[dossier.product] ?? dossier.product);
  const { without } = filling;
  const given: Readonly<Record<string, string>> = {
    ten: contact.name.trim() || without.ten,
    xa: commune ?? without.xa,
    sanpham: product.trim() || without.sanpham,
    hanchot: filling.lastDay ?? without.hanchot,
  };
  return text.replaceAll(/\{(\w+)\}/gu, (place, name: string) => given[name] ?? place);
}

/** The dossier that an announcement speaks of: the first that its conditions point at, else the first. */
const dossierMeant = ({ dossiers }: Contact, segment: Segment): ContactDossier | undefined =>
  dossiers.find(
    ({ commune = "", product, set = "", state }) =>
      (segment.communes?.includes(commune) ?? true) &&
      (segment.products?.includes(product) ?? true) &&
      (segment.sets?.includes(set) ?? true) &&
      (segment.states?.includes(state) ?? true),
  ) ?? dossiers[0];

/** How long a message that a chat holds is worth sending, where nothing else is said. */
const heldFor = days(7);

/** The data of an answer's button: the answer by its number, from 1. */
const answerData = (id: string, number: number): string => `bc:${id}:${number}`;

/** The message for one person. */
export function messageFor(
  announcement: Pick<Announcement, "id" | "text" | "answers" | "file" | "segment" | "until" | "reminds">,
  contact: Contact,
  filling: Filling,
  now: Instant,
): Message {
  const { id, answers, file, segment, until, reminds = id } = announcement;
  const choices = answers.map((label, at) => ({ data: answerData(reminds, at + 1), label }));
  return {
    text: fillFor(announcement.text, contact, segment, filling),
    ...(choices.length > 0 ? { choices } : {}),
    ...(file ? { file } : {}),
    until: until ?? now + heldFor,
  };
}

/** Several announcements of a day for the same people as one, where none of them asks something or brings a file. */
export function digestOf(
  announcements: readonly Pick<Announcement, "text" | "answers" | "file" | "urgent" | "segment">[],
): string | undefined {
  const [first, ...more] = announcements;
  if (first === undefined || more.length === 0) return undefined;
  const alike = announcements.every(
    ({ answers, file, urgent, segment }) =>
      answers.length === 0 &&
      file === undefined &&
      !urgent &&
      JSON.stringify(segment) === JSON.stringify(first.segment),
  );
  return alike ? announcements.map(({ text }) => `• ${text}`).join("\n") : undefined;
}
