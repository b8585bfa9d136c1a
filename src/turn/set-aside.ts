import { z } from "zod";
import { type Kind, kinds, type SetAside } from "../dialogue/condition.ts";
import {
  heldIndex,
  heldKey,
  leftIndex,
  questionIndex,
  questionKey,
  stuckIndex,
  stuckKey,
} from "../domain/keys.ts";
import type { Instant } from "../domain/instant.ts";
import { mostCounted } from "../operation/condition.ts";
import type { Change, Store, Versioned } from "../store/contract.ts";
import { mask } from "../text/mask.ts";

/** What is kept of an event or a message that is set aside: itself, whose it is, and what went wrong. */
export function stuckText(text: string, more: { readonly thread: string; readonly fault: string }): string {
  const read = parsed(text);
  // What is no JSON is kept as it is: perhaps it failed because of that.
  return read === undefined ? text : JSON.stringify({ ...read, ...more });
}

const record = z.record(z.string(), z.unknown());
function parsed(text: string): z.infer<typeof record> | undefined {
  try {
    return record.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Where something set aside is found: by whoever looks after the program, and with its person's data. */
export const stuckFor = (thread: string, id: string, at: Instant): NonNullable<Change["index"]> => [
  { index: stuckIndex, member: id, score: at },
  { index: leftIndex(thread), member: stuckKey(id), score: at },
];

/** Of each kind so many are listed, the oldest first. */
const mostListed = 8;

const shelves = {
  stuck: { index: stuckIndex, key: stuckKey, letter: "K" },
  held: { index: heldIndex, key: heldKey, letter: "C" },
  unread: { index: questionIndex, key: questionKey, letter: "L" },
} as const satisfies Readonly<Record<Kind, unknown>>;

const signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A short code for something set aside: made of its name, so that nothing more has to be kept. */
export function codeOf(kind: Kind, id: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  let code = "";
  for (let place = 0; place < 5; place += 1) {
    code += signs[hash % signs.length] ?? "";
    hash = Math.floor(hash / signs.length);
  }
  return `${shelves[kind].letter}-${code}`;
}

type Shelf = Pick<Store, "range"> & { readonly load: (key: string) => Promise<Versioned | undefined> };
type Ranked = Awaited<ReturnType<Store["range"]>>[number];

/** The oldest of each kind, and how many there are. */
export async function listSetAside({ range, load }: Shelf): Promise<{
  readonly found: readonly SetAside[];
  readonly counts: Readonly<Record<Kind, number>>;
}> {
  const counts: Record<Kind, number> = { stuck: 0, held: 0, unread: 0 };
  const found: SetAside[] = [];
  for (const kind of kinds) {
    const all = await range(shelves[kind].index, { limit: mostCounted });
    counts[kind] = all.length;
    const kept = await Promise.all(
      all.slice(0, mostListed).map(async (one) => read(kind, one, await load(shelves[kind].key(one.member)))),
    );
    found.push(...kept.filter((one) => one !== undefined));
  }
  return { found, counts };
}

/** The one that a code means, with the version it was read at. */
export async function oneSetAside(
  { range, load }: Shelf,
  code: string,
): Promise<{ readonly one: SetAside | undefined; readonly expect: Required<Change>["expect"] }> {
  const kind = kinds.find((one) => code.startsWith(shelves[one].letter));
  if (kind === undefined) return { one: undefined, expect: [] };
  const all = await range(shelves[kind].index, { limit: mostCounted });
  const named = all.find((one) => codeOf(kind, one.member) === code);
  if (named === undefined) return { one: undefined, expect: [] };
  const key = shelves[kind].key(named.member);
  const kept = await load(key);
  return { one: read(kind, named, kept), expect: [{ key, version: kept?.version ?? 0 }] };
}

const event = z.object({ thread: z.string(), deed: z.unknown() });
const ofThread = z.object({ thread: z.string() });
const faulty = z.object({ fault: z.string() });
const unreadSchema = z.object({ thread: z.string(), text: z.string() });
const heldSchema = z.object({ works: z.array(z.unknown()) });

function read(
  kind: Kind,
  { member: id, score: at }: Ranked,
  kept: Versioned | undefined,
): SetAside | undefined {
  if (kept === undefined) return undefined;
  const value = parsed(kept.text);
  const base = { kind, id, at, code: codeOf(kind, id) };
  switch (kind) {
    case "stuck": {
      const thread = ofThread.safeParse(value).data?.thread;
      const about = faulty.safeParse(value).data?.fault ?? "?";
      const lane = event.safeParse(value).success && value?.["deed"] !== undefined ? "inbox" : "outbox";
      return {
        ...base,
        thread,
        about,
        ...(thread === undefined ? {} : { retry: { lane, group: thread, text: kept.text } }),
      };
    }
    case "held":
      return { ...base, thread: id, about: String(heldSchema.safeParse(value).data?.works.length ?? 0) };
    case "unread": {
      const read = unreadSchema.safeParse(value).data;
      return { ...base, thread: read?.thread, about: mask(read?.text ?? "") };
    }
  }
}

/** The part of a commit that takes something out of what was set aside, and puts it back into its lane. */
export function settleChange({ kind, id, thread, retry }: SetAside, how: "retry" | "drop"): Partial<Change> {
  const { index, key } = shelves[kind];
  return {
    put: [{ key: key(id), text: null }],
    index: [
      { index, member: id, score: null },
      ...(thread === undefined || kind === "held"
        ? []
        : [{ index: leftIndex(thread), member: key(id), score: null }]),
    ],
    ...(how === "retry" && retry !== undefined ? { push: [{ ...retry, id }] } : {}),
  };
}
