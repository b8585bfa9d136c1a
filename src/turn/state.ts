import { z } from "zod";
import { type Dossier, keptDossier } from "../dossier/fold.ts";
import { keptPerson, type Person } from "../dialogue/person.ts";
import type { Turn } from "../dialogue/scene.ts";
import { newThread, type Thread } from "../dialogue/thread.ts";
import { type Contact, contactSchema } from "../broadcast/contact.ts";
import {
  askedKey,
  contactKey,
  dossierKey,
  heldKey,
  personKey,
  roundsKey,
  switchesKey,
  threadKey,
} from "../domain/keys.ts";
import type { Change, Versioned } from "../store/contract.ts";

type Load = (key: string) => Promise<Versioned | undefined>;
type Kept<Of> = { readonly value: Of; readonly version: number };

/** What a thread's turn reads and writes, with the versions it was read at. */
export type State = {
  readonly threadId: string;
  readonly thread: Kept<Thread>;
  readonly person: Kept<Person> | undefined;
  readonly dossier: Kept<Dossier> | undefined;
  /** The person's contact as it is kept: most turns need not read it. */
  readonly contact: Versioned | undefined;
  /** What waits for the person to write. */
  readonly held: Versioned | undefined;
  /** Rounds opened or changed since the plan: every turn sees them as they are. */
  readonly rounds: Versioned | undefined;
  /** What is switched off. */
  readonly switches: Versioned | undefined;
  /** What an announcement asked here, if nothing was said since. */
  readonly asked: Versioned | undefined;
};

/**
 * What this program wrote is known by the number of its shape; to check all of a dossier again took longer than to read
 * it. Every stored number has an upgrade.
 */
const ofNumber = <Of extends { readonly schema: number }>(number: Of["schema"]) =>
  z.custom<Of>(
    (value) => typeof value === "object" && value !== null && "schema" in value && value.schema === number,
  );
const upgrade = {
  thread: ofNumber<Thread>(1),
  person: z.union([ofNumber<Person>(3), keptPerson]),
  dossier: z.union([ofNumber<Dossier>(2), keptDossier]),
  contact: z.union([ofNumber<Contact>(1), contactSchema]),
};

export const readThread = (text: string): Thread => upgrade.thread.parse(JSON.parse(text));
export const readPerson = (text: string): Person => upgrade.person.parse(JSON.parse(text));
export const readContact = (text: string): Contact => upgrade.contact.parse(JSON.parse(text));
export const readDossier = (text: string): Dossier => upgrade.dossier.parse(JSON.parse(text));

/** What is remembered of a thread between its turns: names only, so that nothing remembered can be out of date. */
export type Names = Pick<Thread, "person" | "dossier">;

/** The keys that a thread's turn reads first, as far as its names are known. */
export const stateKeys = (threadId: string, { person, dossier }: Names = {}): readonly string[] => [
  threadKey(threadId),
  heldKey(threadId),
  roundsKey,
  switchesKey,
  askedKey(threadId),
  ...(person === undefined ? [] : [personKey(person), contactKey(person)]),
  ...(dossier === undefined ? [] : [dossierKey(dossier)]),
];

export async function loadState(load: Load, threadId: string): Promise<State> {
  const [kept, held, rounds, switches, asked] = await Promise.all([
    load(threadKey(threadId)),
    load(heldKey(threadId)),
    load(roundsKey),
    load(switchesKey),
    load(askedKey(threadId)),
  ]);
  const thread = {
    value: kept === undefined ? newThread : readThread(kept.text),
    version: kept?.version ?? 0,
  };
  const { person, dossier } = thread.value;
  const [whose, contact, what] = await Promise.all([
    person === undefined ? undefined : load(personKey(person)),
    person === undefined ? undefined : load(contactKey(person)),
    dossier === undefined ? undefined : load(dossierKey(dossier)),
  ]);
  return {
    threadId,
    thread,
    person: whose === undefined ? undefined : { value: readPerson(whose.text), version: whose.version },
    dossier: what === undefined ? undefined : { value: readDossier(what.text), version: what.version },
    contact,
    held,
    rounds,
    switches,
    asked,
  };
}

export const turnOf = (state: State): Turn => ({
  thread: state.thread.value,
  person: state.person?.value,
  dossier: state.dossier?.value,
  effects: [],
});

/** The state a committed turn leaves, and the contact with it, without loading it again. */
export function after(state: State, turn: Turn, contact: Versioned | undefined): State {
  const next = <Of>(kept: Kept<Of> | undefined, value: Of | undefined, same: boolean): Kept<Of> | undefined =>
    value === undefined
      ? undefined
      : { value, version: same ? (kept?.version ?? 0) + (kept?.value === value ? 0 : 1) : 1 };
  return {
    threadId: state.threadId,
    thread: { value: turn.thread, version: isEmpty(turn.thread) ? 0 : state.thread.version + 1 },
    person: next(state.person, turn.person, state.person?.value.id === turn.person?.id),
    dossier: next(state.dossier, turn.dossier, state.dossier?.value.id === turn.dossier?.id),
    contact,
    held: undefined,
    rounds: state.rounds,
    switches: state.switches,
    asked: turn.effects.some((effect) => effect.kind === "say") ? undefined : state.asked,
  };
}

/** The part of a commit that keeps a turn's state: what was read must be unchanged, what changed is written. */
export function stateChange(state: State, turn: Turn): Required<Pick<Change, "expect" | "put">> {
  const expect = [{ key: threadKey(state.threadId), version: state.thread.version }];
  const put: { key: string; text: string | null }[] = [
    { key: threadKey(state.threadId), text: isEmpty(turn.thread) ? null : JSON.stringify(turn.thread) },
  ];
  keep(expect, put, personKey, state.person, turn.person);
  keep(expect, put, dossierKey, state.dossier, turn.dossier);
  return { expect, put };
}

/** Of a chat that was forgotten not even its name is kept. */
const isEmpty = (thread: Thread): boolean => JSON.stringify(thread) === JSON.stringify(newThread);

function keep<Of extends { readonly id: string }>(
  expect: { key: string; version: number }[],
  put: { key: string; text: string | null }[],
  keyOf: (id: string) => string,
  before: Kept<Of> | undefined,
  now: Of | undefined,
): void {
  if (now === undefined || before?.value === now) return;
  expect.push({ key: keyOf(now.id), version: before?.value.id === now.id ? before.version : 0 });
  put.push({ key: keyOf(now.id), text: JSON.stringify(now) });
}
