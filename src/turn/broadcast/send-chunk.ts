import type { Channel } from "../../channels/contract.ts";
import { type Announcement, hindrance } from "../../broadcast/announcement.ts";
import { isOptedOut } from "../../broadcast/contact.ts";
import {
  allMoved,
  type Chunk,
  isOpen,
  type Move,
  nextRows,
  nextTime,
  orphaned,
  type Row,
} from "../../broadcast/ledger.ts";
import { channelOf, endOfQuiet, type Filling, messageFor } from "../../broadcast/plan.ts";
import { hours, type Instant, seconds } from "../../domain/instant.ts";
import { announcementKey, askedKey, chunkKey, contactKey, heldKey, quietKey } from "../../domain/keys.ts";
import type { Message } from "../../domain/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Change, Claimed, Committed, Store, Versioned } from "../../store/contract.ts";
import { carry, type Carried } from "./carry.ts";
import { askedText } from "./asked.ts";
import { expire, finish } from "./end.ts";
import { hold } from "../held.ts";
import { dueOf, lane, readAnnouncement, readChunk, tallyChange } from "./kept.ts";
import type { Pacer, Slot } from "./pacer.ts";
import { hush, type Memory, note, remember, settleFor, tell, waitOf } from "./memory.ts";
import { readContact } from "../state.ts";

/** A claim of the lane holds so long; whoever works on goes on renewing it, so that a dead process is replaced soon. */
export const broadcastLease = seconds(3);
/** Rows begun in one commit, and on their way at the same time, of one chunk; and while people are talking with us. */
const alone = { wave: 10, flying: 20 };
const beside = { wave: 1, flying: 1 };
/** So often, and so many milliseconds apart, what is known is told to a store that is away. */
const mostTelling = 20;
const betweenTelling = 50;
/** After so long a chunk lets others have their turn: a second announcement does not wait for the end of the first. */
const turnOf = seconds(3);
/** How often a commit is made again because somebody else wrote into the chunk. */
const mostStale = 10;

export type Sending = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly channel: (thread: string) => Channel | undefined;
  readonly pacer: (channel: string) => Pacer;
  /** What the {places} of a text are filled with today. */
  readonly filling: () => Promise<Filling>;
  /** Waits while replies are in hand, up to a bound; true if there were any lately. */
  readonly giveWay: () => Promise<boolean>;
  readonly pause: (ms: number) => Promise<void>;
  readonly memory: Memory;
};

/** What is written along with rows: how the group is left, what is loaded, what a chat holds from now on. */
type Along = {
  readonly leave?: { readonly until?: Instant; readonly done: boolean };
  readonly load?: readonly string[];
  readonly held?: readonly { readonly row: number; readonly thread: string; readonly message: Message }[];
};

/** Sends the rows of one claimed chunk that can go, wave by wave; gives the chunk back when none can. */
export async function sendChunk(parts: Sending, claimed: Claimed, id: string, number: number): Promise<void> {
  const { store, clock, log, memory } = parts;
  const key = chunkKey(id, number);
  const [kept, found] = await store.load([key, announcementKey(id)]);
  const own = { lane: claimed.lane, group: claimed.group };
  const doneWorks = (works: Claimed) => [
    { lane: works.lane, group: works.group, ids: works.works.map((work) => work.id) },
  ];
  if (kept === undefined || found === undefined) {
    await store.commit({ now: clock.now(), held: [claimed], done: doneWorks(claimed), release: [own] });
    return;
  }
  const before = readChunk(kept.text);
  const { owner } = before;
  if (owner !== undefined && owner.group !== claimed.group && owner.until > clock.now()) {
    // Somebody has it under another name; when they are done, or gone, it is looked at again.
    await store.commit({ now: clock.now(), held: [claimed], release: [{ ...own, until: owner.until }] });
    return;
  }

  let claim = claimed;
  let version = kept.version;
  let rows: readonly Row[] = before.rows;
  let announcement = readAnnouncement(found.text);
  const channel = channelOf(rows.find(({ thread }) => thread !== "")?.thread ?? "");
  const pacer = parts.pacer(channel);
  const filling = await parts.filling();
  /** How sends went: what must never be forgotten, all of this claim, and what is not written yet. */
  const known = new Map<number, Move>(memory.sends.get(key)?.moves);
  const results = new Map<number, Move>();
  const pending = new Map<number, Move>([...orphaned(rows, clock.now()), ...known]);
  const toHold = new Map<number, { readonly thread: string; readonly message: Message }>();
  const flying = new Map<number, Promise<void>>();

  const renewing = (): boolean => claim.until - clock.now() < broadcastLease / 2;

  /** Writes rows, and renews the claim when it is due: as a new group, which nobody else can have. */
  const write = async (moves: ReadonlyMap<number, Move>, along: Along = {}): Promise<Committed | "lost"> => {
    for (let tries = 0; tries < mostStale; tries += 1) {
      const now = clock.now();
      const next = allMoved(rows, moves);
      const back = { lane: claim.lane, group: claim.group };
      const renew = along.leave === undefined && renewing() ? `${id}:${number}:${claim.token}` : undefined;
      const until = renew === undefined ? claim.until : now + broadcastLease;
      const chunk: Chunk = {
        schema: 1,
        rows: [...next],
        ...(along.leave === undefined ? { owner: { group: renew ?? claim.group, until } } : {}),
      };
      const holds = await holding(store, along.held ?? [], id, number, now);
      const [work] = claim.works;
      const change: Change = {
        now,
        held: [claim],
        expect: [{ key, version }, ...holds.expect],
        put: [{ key, text: JSON.stringify(chunk) }, ...holds.put, ...asking(announcement, rows, moves)],
        index: [...tallyChange(id, number, rows, next), ...holds.index],
        ...(renew === undefined || work === undefined
          ? {}
          : { push: [{ lane, group: renew, id: work.id, text: work.text, take: until }] }),
        ...(renew !== undefined || along.leave?.done === true ? { done: doneWorks(claim) } : {}),
        ...(renew === undefined && along.leave === undefined
          ? {}
          : {
              release: [along.leave?.until === undefined ? back : { ...back, until: along.leave.until }],
            }),
        ...(along.load === undefined ? {} : { load: along.load }),
      };
      const committed = await store.commit(change).catch((): "away" => "away");
      if (committed === "away") {
        // It may have happened or not, and the store may have lost more than this: the claim is no longer ours to use.
        memory.away = clock.now();
        return "lost";
      }
      if (committed !== "stale" && committed !== "seen") {
        rows = next;
        version += 1;
        if (renew !== undefined && typeof committed !== "string" && committed.claimed[0] !== undefined)
          claim = committed.claimed[0];
        return committed;
      }
      // Staff, or a chat that let go of a message, may have written into it: then it is still ours.
      const [fresh] = await store.load([key]).catch(() => []);
      if (fresh === undefined) return "lost";
      const { owner: holder, rows: written } = readChunk(fresh.text);
      const isOurs = holder === undefined || holder.group === claim.group;
      if (!isOurs || (fresh.version === version && (along.held ?? []).length === 0)) return "lost";
      rows = written;
      version = fresh.version;
    }
    return "lost";
  };

  const flush = () => {
    const moves = new Map(pending);
    const held = [...toHold].map(([row, one]) => ({ row, ...one }));
    pending.clear();
    toHold.clear();
    return { moves, held };
  };

  const send = async (row: number, message: Message, slot: Slot, began: Instant): Promise<void> => {
    const { thread = "", person = "", part: from = 0 } = rows[row] ?? {};
    const to = parts.channel(thread);
    const { outcome, went }: Carried =
      to === undefined
        ? { outcome: { kind: "refused", why: "no-channel" }, went: from }
        : await carry(to, message, thread, `b:${id}:${number}:${row}`, from, () => oneMore(pacer));
    pacer.ended(slot, began);
    const move = moveOf({ outcome, went }, clock.now());
    if (move.what === "held") toHold.set(row, { thread, message });
    else results.set(row, move);
    if (move.what === "sent" || move.what === "unknown") known.set(row, move);
    pending.set(row, move);
    note(parts, channel, thread, outcome, move);
    if (outcome.kind === "gone") await stopChat(parts, person, thread);
    if (move.what !== "sent")
      log({ what: "broadcast", code: move.what, announcement: id, chunk: number, row });
    flying.delete(row);
  };

  /** Ends with what is known: sends that are under way are waited for, and written without the claim. */
  const leaveLost = async (unsent: readonly number[] = []): Promise<void> => {
    await Promise.all(flying.values());
    remember(parts, key, known);
    log({ what: "broadcast", code: "lost", announcement: id, chunk: number });
    // Others begin again soon after the store is back: until then it must know.
    for (let tries = 0; tries < mostTelling; tries += 1)
      try {
        return await tell(parts, key, new Map([...results, ...known]), { group: claim.group, rows: unsent });
      } catch {
        memory.away = clock.now();
        await parts.pause(betweenTelling);
      }
  };

  const turnEnds = clock.now() + turnOf;
  const rounds = async (): Promise<void> => {
    for (;;) {
      const { wave, flying: mostFlying } = (await parts.giveWay()) ? beside : alone;
      const now = clock.now();
      const open = allMoved(rows, pending);
      const stop = hindrance(announcement, now);
      const quiet = announcement.urgent ? 0 : (endOfQuiet(now) ?? 0);
      const rest = Math.max(quiet, memory.quiet.get(channel) ?? 0, memory.away + settleFor);
      const wanted = stop !== undefined || rest > now || now >= turnEnds ? [] : nextRows(open, now, wave);
      const crowded = flying.size > mostFlying - wave;

      if (flying.size > 0 && (crowded || wanted.length === 0)) {
        await Promise.race([
          ...flying.values(),
          parts.pause(Math.max(1, claim.until - now - broadcastLease / 2)),
        ]);
        const few = pending.size < wave && flying.size > 0;
        if (!renewing() && (few || (wanted.length > 0 && flying.size <= mostFlying - wave))) continue;
        const { moves, held } = flush();
        if ((await write(moves, { held })) === "lost") return leaveLost();
        continue;
      }
      if (wanted.length === 0) {
        const { moves, held } = flush();
        if (stop?.ends === true) {
          for (const [at, row] of allMoved(rows, moves).entries())
            if (isOpen(row)) moves.set(at, { what: "skipped", why: stop.why, at: now });
          held.length = 0;
        }
        const left = nextTime(allMoved(rows, moves));
        const done = stop !== undefined || left === undefined;
        const leave = done ? { done } : { done, until: Math.max(left, rest, dueOf(announcement, now)) };
        if ((await write(moves, { held, leave })) === "lost") return leaveLost();
        remember(parts, key, known);
        if (stop?.why === "late") await expire(parts, id);
        if (done) await finish(parts, id);
        return;
      }

      const slot = renewing() ? undefined : await pacer.take(wanted.length);
      const allowed = slot === undefined ? undefined : await hourly(parts, announcement, slot.count);
      if (allowed !== undefined && allowed.granted === 0) {
        if (flying.size > 0) await Promise.all(flying.values());
        const { moves, held } = flush();
        if ((await write(moves, { held, leave: { done: false, until: allowed.next } })) === "lost")
          return leaveLost();
        remember(parts, key, known);
        return;
      }
      const begun =
        slot === undefined ? [] : wanted.slice(0, Math.min(slot.count, allowed?.granted ?? slot.count));
      const { moves, held } = flush();
      for (const row of begun) {
        moves.set(row, { what: "begin" });
        results.delete(row);
        known.delete(row);
      }
      const load = [
        announcementKey(id),
        quietKey(channel),
        ...begun.map((row) => contactKey(rows[row]?.person ?? "")),
      ];
      const committed = await write(moves, { load, held });
      if (committed === "lost") return leaveLost(begun);
      if (typeof committed === "string") continue;
      const [current, quietUntil, ...contacts] = committed.values;
      if (current !== undefined) announcement = readAnnouncement(current.text);
      hush(parts, channel, quietUntil);
      remember(parts, key, known);
      const at = clock.now();
      const hindered = hindrance(announcement, at) !== undefined || (memory.quiet.get(channel) ?? 0) > at;
      const going = begun.filter((row, index) => {
        // Somebody else may have known, between the look and the commit, that it had gone already.
        if (rows[row]?.state !== "sending") return false;
        const move = hindered
          ? { what: "back" as const }
          : (unwanted(announcement, contacts[index], at) ?? waitOf(memory, rows[row], at));
        if (move !== undefined) pending.set(row, move);
        return move === undefined;
      });
      if (going.length === 0 || slot === undefined) continue;
      const began = await pacer.begin(slot);
      // A claim that ended while this process was held up is somebody else's.
      if (clock.now() >= claim.until) return leaveLost(going);
      for (const row of going) {
        const message = messageOf(announcement, contacts[begun.indexOf(row)], filling, at);
        if (message === undefined) pending.set(row, { what: "refused", why: "contact", at });
        else flying.set(row, send(row, message, slot, began));
      }
    }
  };
  try {
    await rounds();
  } catch (why) {
    memory.away = clock.now();
    await leaveLost();
    throw why;
  }
}

/** What chats are asked from now on that got it: its quick answers are theirs to type until something else is said. */
function asking(
  { id, reminds = id, answers }: Announcement,
  rows: readonly Row[],
  moves: ReadonlyMap<number, Move>,
): NonNullable<Change["put"]> {
  if (answers.length === 0) return [];
  const text = askedText({ announcement: reminds, answers });
  return [...moves].flatMap(([at, { what }]) => {
    const thread = rows[at]?.thread ?? "";
    return what === "sent" && thread !== "" ? [{ key: askedKey(thread), text }] : [];
  });
}

/** Waits for a slot more: a message of several calls is several messages to its platform. */
async function oneMore(pacer: Pacer): Promise<void> {
  let slot: Slot | undefined;
  while (slot === undefined) slot = await pacer.take(1);
  await pacer.begin(slot);
}

/** Why somebody on the list gets nothing after all. */
function unwanted({ topic }: Announcement, found: Versioned | undefined, at: Instant): Move | undefined {
  // Erased, or one person with somebody else by now, who is on the list too.
  if (found === undefined) return { what: "skipped", why: "nobody", at };
  try {
    return isOptedOut(readContact(found.text), topic) ? { what: "skipped", why: "opted-out", at } : undefined;
  } catch {
    // Whoever cannot be read holds up nobody.
    return { what: "refused", why: "contact", at };
  }
}

/** The message for a contact; undefined for one that cannot be read, who holds up nobody. */
function messageOf(
  announcement: Announcement,
  found: Versioned | undefined,
  filling: Filling,
  at: Instant,
): Message | undefined {
  try {
    return found === undefined ? undefined : messageFor(announcement, readContact(found.text), filling, at);
  } catch {
    return undefined;
  }
}

/** What an outcome makes of a row. */
export function moveOf({ outcome, went }: Carried, at: Instant): Move {
  switch (outcome.kind) {
    case "sent":
      return { what: "sent", at };
    case "later":
      return { what: "later", at: outcome.at, why: outcome.why, part: went };
    case "held":
      return { what: "held", why: outcome.why, part: went };
    case "gone":
      return { what: "refused", why: `gone: ${outcome.why}`, at };
    case "refused":
      return { what: "refused", why: outcome.why, at };
    case "unknown":
      return { what: "unknown", why: outcome.why, at, part: went };
  }
}

/** Notes on a contact that a chat takes nothing any more; if the contact is written at this moment, the next one will. */
async function stopChat({ store, clock }: Sending, person: string, thread: string): Promise<void> {
  try {
    const key = contactKey(person);
    const [found] = await store.load([key]);
    if (found === undefined) return;
    const contact = readContact(found.text);
    const now = clock.now();
    const chats = contact.chats.map((one) => (one.thread === thread ? { ...one, stoppedAt: now } : one));
    await store.commit({
      now,
      expect: [{ key, version: found.version }],
      put: [{ key, text: JSON.stringify({ ...contact, chats }) }],
    });
  } catch {
    // The row says it too; the chat is tried again by the next announcement.
  }
}

/** How many may go by the hourly number of an announcement, if it has one. */
async function hourly(
  { store, clock }: Sending,
  { id, perHour }: Announcement,
  want: number,
): Promise<{ readonly granted: number; readonly next: Instant } | undefined> {
  if (perHour === undefined) return undefined;
  return store.pace(`announcement:${id}`, {
    now: clock.now(),
    want,
    rate: perHour,
    period: hours(1),
    burst: 0.05,
  });
}

/** The part of a commit that gives messages to the chats that hold them. */
async function holding(
  store: Store,
  held: NonNullable<Along["held"]>,
  id: string,
  number: number,
  now: Instant,
): Promise<Required<Pick<Change, "expect" | "put" | "index">>> {
  const found = await store.load(held.map(({ thread }) => heldKey(thread)));
  const changes = held.map(({ row, thread, message }, at) =>
    hold(thread, found[at], [{ id: `b:${id}:${number}:${row}`, text: JSON.stringify(message) }], now),
  );
  return {
    expect: changes.flatMap((one) => one.expect ?? []),
    put: changes.flatMap((one) => one.put ?? []),
    index: changes.flatMap((one) => one.index ?? []),
  };
}
