import { z } from "zod";
import type { Channel, Delivery } from "../channels/contract.ts";
import { fit } from "../channels/fit.ts";
import { fileSchema } from "../dossier/entry.ts";
import { threadId } from "../domain/ids.ts";
import type { Instant } from "../domain/instant.ts";
import { heldKey, stuckKey, triesIndex, triesKey } from "../domain/keys.ts";
import type { Message } from "../domain/message.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Change, Claimed, Committed, Versioned, Work } from "../store/contract.ts";
import { stuckFor, stuckText } from "./set-aside.ts";
import { moveRow } from "./broadcast/steps.ts";
import { hold, isOfAnnouncement, isOutdated } from "./held.ts";
import { moveOf } from "./broadcast/send-chunk.ts";

const messageSchema = z.object({
  text: z.string(),
  choices: z.array(z.object({ data: z.string(), label: z.string() })).optional(),
  file: fileSchema.optional(),
  until: z.number().optional(),
});

export type Sender = {
  readonly channel: (thread: string) => Channel | undefined;
  readonly commit: (change: Change) => Promise<Committed>;
  readonly load: (key: string) => Promise<Versioned | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  /** When the delivery that a message answers was taken, where this process took it not long ago. */
  readonly since?: (work: string) => Instant | undefined;
};

/** A reply that may or may not have arrived is tried again this often; then staff see it. */
const mostTries = 5;

/** Sends the claimed messages of one chat, in order. What cannot go now stays first in line. */
export async function deliver(sender: Sender, claimed: Claimed): Promise<void> {
  const back = { lane: claimed.lane, group: claimed.group };
  const gone: string[] = [];
  let change: Partial<Change> = { release: [back] };
  for (const work of claimed.works) {
    const { outcome, left } = isOfAnnouncement(work)
      ? await sendHeld(sender, claimed.group, work)
      : await sendOne(sender, claimed.group, work);
    if (outcome.kind === "held") {
      sender.log({ ...sendLine(claimed, work), code: "held", why: outcome.why });
      return holdBack(sender, claimed, gone, left);
    }
    if (outcome.kind === "later" || outcome.kind === "unknown") {
      change = await tryAgain(sender, claimed, work, outcome);
      break;
    }
    if (outcome.kind === "sent") {
      const since = sender.since?.(work.id);
      sender.log({
        ...sendLine(claimed, work),
        code: "sent",
        ...(since === undefined ? {} : { ms: sender.clock.now() - since }),
      });
    } else sender.log({ ...sendLine(claimed, work), code: outcome.kind, why: outcome.why });
    gone.push(work.id);
  }
  const done = [...gone, ...(change.done?.flatMap((one) => one.ids) ?? [])];
  await sender.commit({
    ...change,
    now: sender.clock.now(),
    held: [claimed],
    done: done.length > 0 ? [{ ...back, ids: done }] : [],
  });
}

const sendLine = ({ group }: Claimed, { id }: Work) =>
  ({ what: "send", channel: group.split(":")[0] ?? "", work: id }) as const;

/** What a chat let go of an announcement: begun and ended on its list, and never tried twice. */
async function sendHeld(sender: Sender, thread: string, work: Work): Promise<SentOne> {
  const { load, commit, clock } = sender;
  const [, id = "", chunk = "", row = ""] = work.id.replace(/\.\d+$/u, "").split(":");
  const place = { id, chunk: Number(chunk), row: Number(row) };
  const store = { load: (keys: readonly string[]) => Promise.all(keys.map(load)), commit };
  // Begun before and never ended, stopped meanwhile, or decided by staff: it goes no more.
  if (!(await moveRow(store, clock.now(), place, { what: "let-go" }))) {
    await moveRow(store, clock.now(), place, { what: "unknown", why: "cut-off", at: clock.now() });
    return { outcome: { kind: "gone", why: "not-held" }, left: [] };
  }
  const { outcome, left } = await sendOne(sender, thread, work);
  const now = clock.now();
  const outdated = outcome.kind === "gone" && outcome.why === "outdated";
  await moveRow(
    store,
    now,
    place,
    outdated
      ? { what: "skipped", why: "late", at: now }
      : outcome.kind === "later"
        ? { what: "held", why: outcome.why }
        : moveOf({ outcome, went: 0 }, now),
  );
  return outcome.kind === "unknown"
    ? { outcome: { kind: "gone", why: outcome.why }, left }
    : { outcome, left };
}

/** How often holding back is tried again because the thread's turn took out what was held. */
const mostStale = 5;

/** Takes the rest of a chat's messages out of the lane until its person writes: `left` of the first, then all others. */
async function holdBack(
  sender: Sender,
  claimed: Claimed,
  gone: readonly string[],
  left: readonly Work[],
): Promise<void> {
  const back = { lane: claimed.lane, group: claimed.group };
  const works = [...left, ...claimed.works.slice(gone.length + 1)];
  for (let tries = 0; tries < mostStale; tries += 1) {
    const now = sender.clock.now();
    const change = hold(claimed.group, await sender.load(heldKey(claimed.group)), works, now);
    const done = [{ ...back, ids: claimed.works.map((work) => work.id) }];
    if ((await sender.commit({ ...change, now, held: [claimed], done, release: [back] })) === "done") return;
  }
}

type SentOne = { readonly outcome: Delivery; readonly left: readonly Work[] };

async function sendOne(sender: Sender, thread: string, work: Work): Promise<SentOne> {
  const channel = sender.channel(thread);
  if (channel === undefined) return { outcome: { kind: "refused", why: "no-channel" }, left: [] };
  const to = threadId(thread);
  const message = readMessage(work.text);
  if (isOutdated(message, sender.clock.now()))
    return { outcome: { kind: "gone", why: "outdated" }, left: [] };
  const parts = fit(message, channel.can);
  for (const [at, part] of parts.entries())
    for (const call of channel.render(part, to, at === 0 ? work.id : `${work.id}.${at}`)) {
      const delivery = await channel.send(call).catch((): Delivery => ({ kind: "unknown", why: "threw" }));
      if (delivery.kind !== "sent")
        return { outcome: delivery, left: at === 0 ? [work] : leftOf(work, parts, at) };
    }
  return { outcome: { kind: "sent" }, left: [] };
}

/** The parts of a message that were not sent, each as a message of its own. */
const leftOf = (work: Work, parts: readonly Message[], from: number): readonly Work[] =>
  parts.slice(from).map((part, at) => ({ id: `${work.id}.${from + at}`, text: JSON.stringify(part) }));

function readMessage(text: string): Message {
  const { choices, file, until, ...rest } = messageSchema.parse(JSON.parse(text));
  return {
    ...rest,
    ...(choices ? { choices } : {}),
    ...(file ? { file } : {}),
    ...(until === undefined ? {} : { until }),
  };
}

async function tryAgain(
  sender: Sender,
  claimed: Claimed,
  work: Work,
  outcome: Extract<Delivery, { kind: "later" | "unknown" }>,
): Promise<Partial<Change>> {
  const now = sender.clock.now();
  const back = { lane: claimed.lane, group: claimed.group };
  sender.log({ ...sendLine(claimed, work), code: outcome.kind, why: outcome.why });
  if (outcome.kind === "later") return { release: [{ ...back, until: outcome.at }] };
  const key = triesKey(work.id);
  const tries = Number((await sender.load(key))?.text ?? "0") + 1;
  if (tries < mostTries)
    return {
      put: [{ key, text: String(tries) }],
      index: [{ index: triesIndex, member: work.id, score: now }],
      release: [{ ...back, until: now + 1_000 * 2 ** tries }],
    };
  return {
    put: [
      { key, text: null },
      { key: stuckKey(work.id), text: stuckText(work.text, { thread: claimed.group, fault: outcome.why }) },
    ],
    index: [{ index: triesIndex, member: work.id, score: null }, ...stuckFor(claimed.group, work.id, now)],
    done: [{ ...back, ids: [work.id] }],
    release: [back],
  };
}
