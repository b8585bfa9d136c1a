import { lapseTimer } from "../../dialogue/readers/lapse.ts";
import { isSamePerson, type Person } from "../../dialogue/person.ts";
import type { Setting } from "../../dialogue/scene.ts";
import type { Instant } from "../../domain/instant.ts";
import { daysAfter, instantOf } from "../../domain/instant.ts";
import {
  dossierIndex,
  dossierKey,
  joinedKey,
  personKey,
  sessionIndex,
  sessionKey,
  fileIndex,
  openSessionIndex,
  threadKey,
} from "../../domain/keys.ts";
import { isOver, type PastRecord } from "../../domain/retention.ts";
import { type Dossier, filesHeld } from "../../dossier/fold.ts";
import { lapseOf, lastUse, pastKind } from "../../dossier/lapse.ts";
import { momentOn } from "../../dossier/reminders.ts";
import { sessionSchema, type Session } from "../../review/session.ts";
import type { Store, Versioned } from "../../store/contract.ts";
import { contactsWithout } from "../contacts.ts";
import { dossierGone } from "../review.ts";
import { readDossier, readPerson, readThread } from "../state.ts";
import { loads, type Looking, none, oneOf, out, type Page, slice, type Stage, together } from "./look.ts";

/** Everything that has not been touched for long: drafts of whoever is to be warned, and records past their period. */
export const dossiers: Stage = {
  name: "draft",
  page: async (looking, cursor) => {
    const { store, retention, today } = looking;
    const { days = 0, warn: [first = 0] = [] } = retention.draft;
    const to = instantOf(daysAfter(today, first - days + 1)) - 1;
    const { members, cursor: next } = await slice(store, dossierIndex, cursor, { to });
    const kept = await loads(
      store,
      members.map((one) => dossierKey(one.member)),
    );
    const found = kept.flatMap((one) => (one === undefined ? [] : [readDossier(one.text)]));
    const past = found.flatMap((one): readonly PastRecord[] => {
      const kind = pastKind(one, retention, today);
      return kind === undefined ? [] : [{ kind, id: one.id, code: one.receipt?.code ?? one.id }];
    });
    const drafts = found.filter((one) => one.state === "draft");
    return { ...(await draftsPage(looking, drafts)), past, cursor: next };
  },
};

/** Comes to the chats of owners whose drafts are due; what nobody owns any more goes at once. */
async function draftsPage(looking: Looking, drafts: readonly Dossier[]): Promise<Page> {
  const { store, setting, retention, today, now } = looking;
  const owners = await ownersOf(
    store,
    drafts.map((one) => one.owner),
  );
  const orphans = drafts.filter((one) => owners.get(one.owner) === undefined);
  const erased = await Promise.all(orphans.map((one) => goneWithoutOwner(store, setting, one)));
  const people = new Map(
    drafts.flatMap((one) => {
      const owner = owners.get(one.owner);
      return owner === undefined ? [] : [[owner.id, owner] as const];
    }),
  );
  let gone = orphans.length;
  const pushes = [];
  for (const person of people.values()) {
    const { own, words } = await usedBy(store, person);
    const { step, on } = lapseOf(
      retention.draft,
      lastUse(
        own,
        words.map((one) => one.at),
      ),
      person.lapse,
    );
    const wrote = words.toSorted((one, two) => two.at - one.at)[0];
    const chat = words.find((one) => one.thread === person.reminders?.chat) ?? wrote;
    if (on > today || chat === undefined) continue;
    if (step === "erase") gone += own.length;
    pushes.push({
      lane: "timers",
      group: `${lapseTimer}:${chat.thread}`,
      id: `${lapseTimer}:${today}:${chat.thread}`,
      text: JSON.stringify({ thread: chat.thread, name: lapseTimer }),
      due: Math.max(now, momentOn(today, chat.at)),
    });
  }
  return {
    change: together([...erased, { push: pushes }]),
    gone: { draft: gone },
    files: orphans.flatMap(filesHeld),
  };
}

/** The people behind names, also names from before two channels were joined. */
async function ownersOf(
  store: Store,
  names: readonly string[],
): Promise<ReadonlyMap<string, Person | undefined>> {
  const all = [...new Set(names)];
  const kept = await loads(store, [...all.map(personKey), ...all.map(joinedKey)]);
  const found = await Promise.all(
    all.map(async (name, at): Promise<readonly [string, Person | undefined]> => {
      const joined = kept[all.length + at];
      const one = kept[at] ?? (joined === undefined ? undefined : await oneOf(store)(personKey(joined.text)));
      return [name, one === undefined ? undefined : readPerson(one.text)];
    }),
  );
  return new Map(found);
}

/** All drafts that are somebody's own, and when they last wrote in each of their chats. */
async function usedBy(
  store: Store,
  person: Person,
): Promise<{
  readonly own: readonly Dossier[];
  readonly words: readonly { readonly thread: string; readonly at: Instant }[];
}> {
  const ids = person.dossiers.filter((one) => !one.handedIn).map((one) => one.id);
  const kept = await loads(store, [...ids.map(dossierKey), ...person.threads.map(threadKey)]);
  const own = kept
    .slice(0, ids.length)
    .flatMap((one) => (one === undefined ? [] : [readDossier(one.text)]))
    .filter((one) => one.state === "draft" && isSamePerson(person, one.owner));
  return {
    own,
    words: person.threads.map((thread, at) => {
      const chat = kept[ids.length + at];
      return { thread, at: chat === undefined ? 0 : readThread(chat.text).lastAt };
    }),
  };
}

/** A dossier that nobody owns is taken out of the store, and out of the contacts of those who helped. */
async function goneWithoutOwner(store: Store, setting: Setting, dossier: Dossier): Promise<Page["change"]> {
  const [gone, contacts] = await Promise.all([
    dossierGone(store, setting.programme, dossier),
    contactsWithout(oneOf(store), dossier, setting),
  ]);
  return together([gone, contacts]);
}

const readSession = (text: string): Session => sessionSchema.parse(JSON.parse(text));

/** Sessions of the council that ended long ago. */
export const sessions: Stage = {
  name: "session",
  page: async ({ store, retention, today }, cursor) => {
    const { members, cursor: next } = await slice(store, sessionIndex, cursor);
    const kept = await loads(
      store,
      members.map((one) => sessionKey(one.member)),
    );
    const past = kept.flatMap((one): readonly PastRecord[] => {
      const session = one === undefined ? undefined : readSession(one.text);
      return session?.state === "closed" && isOver(retention.session, instantOf(session.day), today)
        ? [{ kind: "session", id: session.id, code: session.id }]
        : [];
    });
    return { change: {}, past, cursor: next };
  },
};

/** The part of a commit by which a record that staff let go is no more, if it is past its period still. */
export async function recordGone(
  { store, setting, retention, today }: Pick<Looking, "store" | "setting" | "retention" | "today">,
  { kind, id }: PastRecord,
): Promise<Page | undefined> {
  if (kind === "session") return sessionGone({ store, retention, today }, id);
  const [found] = await store.load([dossierKey(id)]);
  if (found === undefined) return undefined;
  const dossier = readDossier(found.text);
  if (pastKind(dossier, retention, today) !== kind) return undefined;
  const owner = (await ownersOf(store, [dossier.owner])).get(dossier.owner);
  const [gone, contacts, person] = await Promise.all([
    dossierGone(store, setting.programme, dossier),
    contactsWithout(oneOf(store), dossier, setting),
    ownerWithout(store, owner, id),
  ]);
  return {
    change: together([gone, contacts, person, { expect: [{ key: dossierKey(id), version: found.version }] }]),
    gone: { [kind]: 1 },
    files: filesHeld(dossier),
  };
}

/** Its owner's record and chats without it. */
async function ownerWithout(store: Store, owner: Person | undefined, id: string): Promise<Page["change"]> {
  if (owner === undefined) return {};
  const keys = [personKey(owner.id), ...owner.threads.map(threadKey)];
  const [person, ...chats] = await store.load(keys);
  if (person === undefined) return {};
  const kept = readPerson(person.text);
  const without = { ...kept, dossiers: kept.dossiers.filter((one) => one.id !== id) };
  const open = chats.flatMap((chat: Versioned | undefined, at) => {
    const thread = chat === undefined ? undefined : readThread(chat.text);
    if (chat === undefined || thread?.dossier !== id) return [];
    const { dossier: _, asked: __, ...rest } = thread;
    return [{ key: keys[at + 1] ?? "", version: chat.version, text: JSON.stringify(rest) }];
  });
  return {
    put: [
      { key: personKey(owner.id), text: JSON.stringify(without) },
      ...open.map(({ key, text }) => ({ key, text })),
    ],
    expect: [
      { key: personKey(owner.id), version: person.version },
      ...open.map(({ key, version }) => ({ key, version })),
    ],
  };
}

async function sessionGone(
  { store, retention, today }: Pick<Looking, "store" | "retention" | "today">,
  id: string,
): Promise<Page | undefined> {
  const [found] = await store.load([sessionKey(id)]);
  const session = found === undefined ? undefined : readSession(found.text);
  if (found === undefined || session?.state !== "closed") return undefined;
  if (!isOver(retention.session, instantOf(session.day), today)) return undefined;
  const files = Object.values(session.files ?? {}).flatMap((file) => (file === undefined ? [] : [file.hash]));
  return {
    change: {
      put: [none(sessionKey(id))],
      // Its number stays in the index of sessions, so that it is not given again.
      index: [out(openSessionIndex, id), ...files.map((hash) => out(fileIndex(hash), id))],
      expect: [{ key: sessionKey(id), version: found.version }],
    },
    gone: { session: 1 },
    files,
  };
}
