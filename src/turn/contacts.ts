import {
  type Contact,
  contactOf,
  contactWith,
  entriesOf,
  entryFor,
  type Known,
  midnightBefore,
} from "../broadcast/contact.ts";
import { isSamePerson, type Person } from "../dialogue/person.ts";
import type { Setting, Turn } from "../dialogue/scene.ts";
import { contactIndex, contactKey, dossierKey, joinedKey, threadKey } from "../domain/keys.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Change, Versioned } from "../store/contract.ts";
import type { Role } from "../domain/role.ts";
import { readContact, readDossier, readThread, type State } from "./state.ts";

type Load = (key: string) => Promise<Versioned | undefined>;
type Part = Required<Pick<Change, "put" | "index" | "expect">>;

/** A dossier that a turn changed, shared or erased, and whom it concerns. */
type Touched = { readonly id: string; readonly now: Dossier | undefined; readonly people: readonly string[] };

/** A turn as it began, with what was read along the way, and as it was decided. */
type Decided = { readonly first: State; readonly read: State; readonly turn: Turn };

/**
 * The part of a turn's commit that keeps contacts as they become by it, the person's own and those of others whose
 * dossiers or roles it changed. `own`: the person's, as the commit leaves it. Contacts of others are read only if one changes.
 */
export async function contactsChanged(
  load: Load,
  decided: Decided,
  setting: Setting,
): Promise<Part & { readonly own: Versioned | undefined }> {
  const { first, turn } = decided;
  const touched = touchedBy(decided, setting);
  const [own, others] = await Promise.all([
    ownContact(load, decided, touched, setting),
    ofOthers(load, touched, turn.person ?? first.person?.value, setting),
  ]);
  const seats = await Promise.all(
    turn.effects.map(async (effect) => {
      if (effect.kind !== "unseat") return nothing;
      const kept = await load(contactKey(effect.person.id));
      return keptContact(effect.person.id, kept, withoutRoles(effect.person, effect.gone, kept));
    }),
  );
  return { ...together([own, others, ...seats]), own: own.own };
}

const nothing: Part = { put: [], index: [], expect: [] };

const together = (parts: readonly Part[]): Part => ({
  put: parts.flatMap((part) => part.put),
  index: parts.flatMap((part) => part.index),
  expect: parts.flatMap((part) => part.expect),
});

/** The part of a commit that keeps a contact as it is now, if it is not kept so already. */
export function keptContact(id: string, kept: Versioned | undefined, now: Contact | undefined): Part {
  const text = now === undefined ? undefined : JSON.stringify(now);
  if (text === kept?.text) return nothing;
  return {
    put: [{ key: contactKey(id), text: text ?? null }],
    index:
      now === undefined
        ? [{ index: contactIndex, member: id, score: null }]
        : kept === undefined
          ? [{ index: contactIndex, member: id, score: placeOf(now) }]
          : [],
    expect: [{ key: contactKey(id), version: kept?.version ?? 0 }],
  };
}

/** A person's contact without some of their roles. */
export function withoutRoles(
  person: Person,
  gone: readonly Role[],
  contact: Versioned | undefined,
): Contact | undefined {
  if (contact === undefined) return undefined;
  const roles = person.roles.filter((role) => !gone.includes(role));
  return contactOf(
    { ...person, roles },
    { contacts: [readContact(contact.text)], entries: new Map(), words: [] },
  );
}

/** Places within one millisecond: what a double holds beside the time. */
const within = 4096;

/** Where a contact stands among all: by when they joined, and people of one moment apart from each other. */
export function placeOf({ id, joinedAt }: Pick<Contact, "id" | "joinedAt">): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) >>> 0;
  return joinedAt + (hash % within) / within;
}

async function ownContact(
  load: Load,
  { first, read, turn }: Decided,
  touched: readonly Touched[],
  setting: Setting,
): Promise<Part & { readonly own: Versioned | undefined }> {
  const { person } = turn;
  if (person === undefined) return { ...nothing, own: undefined };
  const before = first.person?.value;
  const same = before?.id === person.id;
  // Whoever is new has none; whoever is joined to a person known elsewhere has theirs.
  const kept = same
    ? first.contact
    : read.person === undefined
      ? undefined
      : await load(contactKey(person.id));
  const { lastAt } = turn.thread;
  const spoke = lastAt > first.thread.value.lastAt;
  const isDue =
    kept === undefined ||
    person !== read.person?.value ||
    touched.length > 0 ||
    (spoke &&
      (person.threads.length > 1 || midnightBefore(lastAt) !== midnightBefore(first.thread.value.lastAt)));
  if (!isDue) return { ...nothing, own: kept };
  const joins = same || first.contact === undefined ? undefined : first.contact;
  const contacts = [kept, joins].flatMap((one) => (one === undefined ? [] : [readContact(one.text)]));
  const dossiers = [
    ...(turn.dossier === undefined ? [] : [turn.dossier]),
    ...touched.flatMap((one) => one.now ?? []),
  ];
  const words = spoke || kept === undefined ? [{ thread: first.threadId, at: lastAt }] : [];
  // Whoever was known before there were contacts gets one of all that is kept of them.
  const now =
    kept === undefined && read.person !== undefined
      ? (await contactAnew(load, person, setting, { dossiers, words })).contact
      : contactOf(person, { contacts, entries: entriesOf(person, dossiers, setting), words });
  const part = keptContact(person.id, kept, now);
  const [put] = part.put;
  return {
    ...part,
    put: [...part.put, ...(kept === undefined ? joinedTo(person) : [])],
    expect: [
      ...part.expect,
      // What was read of the one that goes must not have moved either.
      ...(joins !== undefined && before !== undefined
        ? [{ key: contactKey(before.id), version: joins.version }]
        : []),
    ],
    own:
      put === undefined
        ? kept
        : put.text === null
          ? undefined
          : { version: (kept?.version ?? 0) + 1, text: put.text },
  };
}

/** A person's contact out of what is kept of them, as far as it is not given, and what was read for it. */
export async function contactAnew(
  load: Load,
  person: Person,
  setting: Setting,
  given: Pick<Known, "words"> & { readonly dossiers: readonly Dossier[] } = { words: [], dossiers: [] },
): Promise<{ readonly contact: Contact | undefined; readonly expect: Part["expect"] }> {
  const ids = [...new Set(person.dossiers.map((one) => one.id))].filter(
    (id) => !given.dossiers.some((one) => one.id === id),
  );
  const threads = person.threads.filter((thread) => !given.words.some((one) => one.thread === thread));
  const [dossiers, chats] = await Promise.all([
    Promise.all(ids.map((id) => load(dossierKey(id)))),
    Promise.all(threads.map((thread) => load(threadKey(thread)))),
  ]);
  const all = [
    ...given.dossiers,
    ...dossiers.flatMap((kept) => (kept === undefined ? [] : [readDossier(kept.text)])),
  ];
  const words = threads.flatMap((thread, at) => {
    const kept = chats[at];
    return kept === undefined ? [] : [{ thread, at: readThread(kept.text).lastAt }];
  });
  return {
    contact: contactOf(person, {
      contacts: [],
      entries: entriesOf(person, all, setting),
      words: [...given.words, ...words],
    }),
    expect: ids.map((id, at) => ({ key: dossierKey(id), version: dossiers[at]?.version ?? 0 })),
  };
}

/** The names a person had before two channels were joined, by which their dossiers may go on naming them. */
export const joinedTo = ({ id, was = [] }: Person) => was.map((name) => ({ key: joinedKey(name), text: id }));

/** The dossiers that a turn changed, with everybody in whose contacts they are. */
function touchedBy({ read, turn }: Decided, setting: Setting): readonly Touched[] {
  const before = read.dossier?.value;
  const of = (was: Dossier | undefined, now: Dossier): Touched => {
    const people = [...new Set([now.owner, ...(was?.helpers ?? []), ...(now.helpers ?? [])])];
    // Most answers change nothing that an announcement looks at: then nobody else's contact needs to be read.
    const shows = (one: Dossier | undefined): string =>
      JSON.stringify([one?.helpers, one && entryFor([one.owner], one, setting)]);
    return { id: now.id, now, people: people.length > 1 && shows(was) === shows(now) ? [] : people };
  };
  return [
    ...(turn.dossier === undefined || turn.dossier === before
      ? []
      : [of(before?.id === turn.dossier.id ? before : undefined, turn.dossier)]),
    ...turn.effects.flatMap((effect): readonly Touched[] => {
      if (effect.kind === "keep-dossier") return [of(effect.before, effect.now)];
      if (effect.kind === "erase")
        return (effect.shared ?? []).map((one) => ({
          id: one.dossier,
          now: undefined,
          people: [one.person],
        }));
      return [];
    }),
  ];
}

/** The contacts of its owner and helpers without a dossier that is no more. */
export const contactsWithout = (
  load: Load,
  { id, owner, helpers = [] }: Pick<Dossier, "id" | "owner" | "helpers">,
  setting: Setting,
): Promise<Part> => ofOthers(load, [{ id, now: undefined, people: [owner, ...helpers] }], undefined, setting);

/** The contacts of others as they become by what was done to dossiers of theirs. */
async function ofOthers(
  load: Load,
  touched: readonly Touched[],
  self: Person | undefined,
  setting: Setting,
): Promise<Part> {
  const names = new Set(touched.flatMap((one) => one.people));
  const others = [...names].filter((name) => self === undefined || !isSamePerson(self, name));
  const found = await Promise.all(
    others.map(async (name) => ({ name, kept: await contactBehind(load, name) })),
  );
  const changed = new Map<string, { readonly kept: Versioned; readonly now: Contact }>();
  for (const { name, kept } of found) {
    if (kept === undefined) continue;
    const is = readContact(kept.text);
    let { now } = changed.get(is.id) ?? { now: is };
    for (const one of touched) {
      if (!one.people.includes(name)) continue;
      const entry = one.now === undefined ? undefined : entryFor([name, is.id], one.now, setting);
      now = contactWith(now, one.id, entry);
    }
    changed.set(is.id, { kept, now });
  }
  return together([...changed].map(([id, { kept, now }]) => keptContact(id, kept, now)));
}

/** The contact of whoever has a name, or had it before two channels were joined. */
async function contactBehind(load: Load, name: string): Promise<Versioned | undefined> {
  const [kept, joined] = await Promise.all([load(contactKey(name)), load(joinedKey(name))]);
  return kept ?? (joined === undefined ? undefined : load(contactKey(joined.text)));
}
