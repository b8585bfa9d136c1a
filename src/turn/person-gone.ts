import type { Person } from "../dialogue/person.ts";
import type { Instant } from "../domain/instant.ts";
import {
  askedKey,
  goneIndex,
  heldIndex,
  heldKey,
  inquiryKey,
  leftIndex,
  questionIndex,
  questionKey,
  stuckIndex,
  stuckKey,
  threadKey,
  transcriptLog,
  windowKey,
} from "../domain/keys.ts";
import type { Thread } from "../dialogue/thread.ts";
import type { Change, Store, Versioned } from "../store/contract.ts";
import { inquiriesLeft } from "./desk.ts";
import { readThread } from "./state.ts";

type Shelves = Pick<Store, "range"> & { readonly load: (key: string) => Promise<Versioned | undefined> };
type Part = Required<Pick<Change, "put" | "index" | "expect" | "drop" | "push">>;

/** Who goes, and the name that nobody has under which they stay counted. */
type Leaving = {
  readonly person: Person | undefined;
  readonly here?: string;
  readonly awaits: boolean;
  readonly nobody: string;
};

/** Things that one chat left outside its dossiers, at most. */
const mostLeft = 1000;

/**
 * What goes with a person's data, or a stranger's chat, beside the drafts: all their other chats, and what they left in
 * any of them. `here` is the chat they speak in, which its own turn writes. awaits: not what an office has to answer.
 */
export async function leftBehind(
  { load, range }: Shelves,
  { person, here, awaits, nobody }: Leaving,
  now: Instant,
  id: string,
): Promise<Part> {
  const threads = [...new Set([...(here === undefined ? [] : [here]), ...(person?.threads ?? [])])];
  const [found, chats] = await Promise.all([
    Promise.all(threads.map((one) => range(leftIndex(one), { limit: mostLeft }))),
    Promise.all(threads.map((one) => load(threadKey(one)))),
  ]);
  const left = threads.flatMap((one, at) =>
    (found[at] ?? []).map(({ member }) => ({ index: leftIndex(one), member, score: null })),
  );
  const isInquiry = ({ member }: { readonly member: string }): boolean => member.startsWith(inquiryKey(""));
  const others = left.filter((one) => !isInquiry(one));
  const waits = awaits ? [] : left.filter(isInquiry);
  const inquiries = await inquiriesLeft({ load, range }, threads, [
    ...new Set(waits.map((one) => one.member)),
  ]);
  const elsewhere = threads.filter((one) => one !== here);
  return {
    put: [
      ...inquiries.put,
      ...others.map(({ member }) => ({ key: member, text: null })),
      ...elsewhere.flatMap((one) =>
        [threadKey(one), windowKey(one), heldKey(one), askedKey(one)].map((key) => ({ key, text: null })),
      ),
    ],
    index: [
      ...inquiries.index,
      ...others,
      ...waits,
      ...others.flatMap(({ member }) => [
        { index: questionIndex, member: member.slice(questionKey("").length), score: null },
        { index: stuckIndex, member: member.slice(stuckKey("").length), score: null },
      ]),
      ...elsewhere.map((one) => ({ index: heldIndex, member: one, score: null })),
      // Lists that name them are gone through at night; until then this is what names them.
      ...(person === undefined
        ? []
        : [person.id, ...(person.was ?? [])].map((name) => ({
            index: goneIndex,
            member: `${name} ${nobody}`,
            score: now,
          }))),
    ],
    expect: inquiries.expect,
    drop: elsewhere.map(transcriptLog),
    push: chats.flatMap((kept, at) => {
      const thread = threads[at] ?? "";
      return kept === undefined ? [] : timersEnded(thread, readThread(kept.text), now, `${id}:${at}`);
    }),
  };
}

/** What a chat's timers wait for is over: they fire now, find nobody, and with them the chat's name is gone. */
const timersEnded = (thread: string, { remindAt, desk, queue }: Thread, now: Instant, id: string) =>
  [
    ...(remindAt === undefined ? [] : [`remind ${remindAt}`]),
    ...(desk?.remindAt === undefined ? [] : ["desk"]),
    ...(queue?.remindAt === undefined ? [] : ["queue"]),
  ].map((name) => ({
    lane: "timers",
    group: `${name}:${thread}`,
    id: `${id}:${name}`,
    text: JSON.stringify({ thread, name }),
    due: now,
  }));
