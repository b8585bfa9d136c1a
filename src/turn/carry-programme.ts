import type { Person } from "../dialogue/person.ts";
import { newThread } from "../dialogue/thread.ts";
import type { Instant } from "../domain/instant.ts";
import {
  chatsIndex,
  contactIndex,
  dossierIndex,
  dossierKey,
  dossierLog,
  fileIndex,
  joinedKey,
  personKey,
  registerIndex,
  registerKey,
  registerNumbersKey,
  threadKey,
  windowKey,
} from "../domain/keys.ts";
import type { FileRef } from "../domain/message.ts";
import type { Programme } from "../domain/programme.ts";
import { type Dossier, filesHeld, isOpen } from "../dossier/fold.ts";
import { filesOf } from "../flow/answers.ts";
import type { Carrying } from "../flow/carry.ts";
import { recordSchema, type RegisterRecord } from "../register/record.ts";
import type { Change, Store } from "../store/contract.ts";
import { pagesOf } from "./pages.ts";
import { readDossier, readPerson } from "./state.ts";

/** Entries of a log read at once. */
const pageSize = 1_000;

/** Two programmes of the same place, and how names get from one to the other. */
export type Two = { readonly old: Programme; readonly now: Programme; readonly carrying: Carrying };

/**
 * What was brought. there: people who write in the new programme already, whose drafts stay where they are; finished:
 * dossiers that an office has, which are finished under their law; written: lines of the register; unlisted: the new
 * programme has a register of its own, so nothing was written in it.
 */
export type Brought = {
  readonly people: number;
  readonly dossiers: number;
  readonly there: number;
  readonly finished: number;
  readonly written: number;
  readonly unlisted: boolean;
};

/** Which dossiers come along: those that nobody has handed in, those to be done again, and recognised ones, which will be. */
const comes = ({ state, went }: Dossier): boolean =>
  went === undefined && ["draft", "returned", "not-reached", "recognised"].includes(state);

/**
 * Brings people with what they agreed to, their unfinished and recognised dossiers and the register out of one
 * programme's store into another's. The old store stays as it is, and what is in the new one is not touched, so it can be
 * done again. `bring` sees to the bytes of a file.
 */
export async function carryProgramme(
  from: Store,
  to: Store,
  two: Two,
  now: Instant,
  bring: (file: FileRef) => Promise<void>,
): Promise<Brought> {
  const names = new Set<string>();
  for await (const { page } of pagesOf(from, contactIndex)) for (const one of page) names.add(one.member);
  for await (const { page } of pagesOf(from, dossierIndex)) {
    const kept = await from.load(page.map((one) => dossierKey(one.member)));
    for (const one of kept) if (one !== undefined) names.add(readDossier(one.text).owner);
  }
  let [people, dossiers, there, finished] = [0, 0, 0, 0];
  for (const name of names) {
    const [who] = await from.load([personKey(name)]);
    // A name from before two channels were joined leads to nobody here; its person comes by their own.
    if (who === undefined) continue;
    const person = readPerson(who.text);
    if (person.consent === undefined) continue;
    const all = (await from.load(person.dossiers.map((one) => dossierKey(one.id)))).flatMap((one) =>
      one === undefined ? [] : [readDossier(one.text)],
    );
    const own = all.filter((one) => one.owner === person.id || (person.was ?? []).includes(one.owner));
    const along = own.filter(comes);
    finished += own.length - along.length;
    for (const file of along.flatMap(filesIn)) await bring(file);
    const done = await to.commit(await personChange(from, person, along, now));
    if (done === "stale") there += 1;
    else {
      people += 1;
      dossiers += along.length;
    }
  }
  const written = await registerBrought(from, to, two, now);
  return { people, dossiers, there, finished, written: written ?? 0, unlisted: written === undefined };
}

const filesIn = (dossier: Dossier): readonly FileRef[] => [
  ...[
    ...Object.values(dossier.answers),
    ...Object.values(dossier.carried ?? {}).map((one) => one.value),
  ].flatMap(filesOf),
  ...Object.values(dossier.signed ?? {}).flatMap((one) => one.files),
  ...Object.values(dossier.printed ?? {}).flatMap(({ files }) =>
    files === undefined ? [] : [files.docx, files.pdf],
  ),
];

/** A person comes whole or not at all: with their chats, in each of which the latest unfinished dossier is open. */
async function personChange(
  from: Store,
  person: Person,
  along: readonly Dossier[],
  now: Instant,
): Promise<Change> {
  const ids = new Set(along.map((one) => one.id));
  const { lapse: _, ...rest } = person;
  // Roles belong to offices and places of the old programme.
  const kept: Person = { ...rest, roles: [], dossiers: person.dossiers.filter((one) => ids.has(one.id)) };
  const open = along.filter((one) => isOpen(one)).toSorted((one, two) => two.changedAt - one.changedAt)[0];
  const thread = {
    ...newThread,
    person: person.id,
    ...(open === undefined ? {} : { dossier: open.id }),
    lastAt: now,
  };
  const [logs, chats, windows] = await Promise.all([
    Promise.all(along.map((one) => whole(from, dossierLog(one.id)))),
    Promise.all(along.map((one) => from.range(chatsIndex(one.id), { limit: pageSize }))),
    from.load(person.threads.map(windowKey)),
  ]);
  const keys = [
    personKey(person.id),
    ...person.threads.map(threadKey),
    ...along.map((one) => dossierKey(one.id)),
  ];
  return {
    now,
    expect: keys.map((key) => ({ key, version: 0 })),
    put: [
      { key: personKey(person.id), text: JSON.stringify(kept) },
      ...person.threads.map((one) => ({ key: threadKey(one), text: JSON.stringify(thread) })),
      ...person.threads.flatMap((one, at) => {
        const text = windows[at]?.text;
        return text === undefined ? [] : [{ key: windowKey(one), text }];
      }),
      ...(person.was ?? []).map((one) => ({ key: joinedKey(one), text: person.id })),
      ...along.map((one) => ({ key: dossierKey(one.id), text: JSON.stringify(one) })),
    ],
    append: along.flatMap((one, at) => (logs[at] ?? []).map((text) => ({ log: dossierLog(one.id), text }))),
    index: along.flatMap((one, at) => [
      { index: dossierIndex, member: one.id, score: one.changedAt },
      ...[...new Set(filesHeld(one))].map((hash) => ({ index: fileIndex(hash), member: one.id, score: now })),
      ...(chats[at] ?? []).map(({ member, score }) => ({ index: chatsIndex(one.id), member, score })),
    ]),
  };
}

async function whole(from: Store, log: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const page = await from.read(log, found.length, pageSize);
    found.push(...page);
    if (page.length < pageSize) return found;
  }
}

/** Makers, products and certificates with the new names of places and sets; none where there is a register already. */
async function registerBrought(
  from: Store,
  to: Store,
  { carrying }: Two,
  now: Instant,
): Promise<number | undefined> {
  const records: { readonly record: RegisterRecord; readonly score: number }[] = [];
  for (const kind of ["organisation", "product", "certificate"] as const) {
    for await (const { page } of pagesOf(from, registerIndex(kind))) {
      const kept = await from.load(page.map((one) => registerKey(kind, one.member)));
      for (const [at, one] of kept.entries())
        if (one !== undefined)
          records.push({
            record: renamed(recordSchema.parse(JSON.parse(one.text)), carrying),
            score: page[at]?.score ?? 0,
          });
    }
  }
  if (records.length === 0) return 0;
  const [numbers] = await from.load([registerNumbersKey]);
  const done = await to.commit({
    now,
    expect: [{ key: registerNumbersKey, version: 0 }],
    put: [
      ...records.map(({ record }) => ({
        key: registerKey(record.what, record.id),
        text: JSON.stringify(record),
      })),
      ...(numbers === undefined ? [] : [{ key: registerNumbersKey, text: numbers.text }]),
    ],
    index: records.map(({ record, score }) => ({
      index: registerIndex(record.what),
      member: record.id,
      score,
    })),
  });
  return done === "stale" ? undefined : records.length;
}

function renamed(record: RegisterRecord, { communes, sets }: Carrying): RegisterRecord {
  if (record.what === "organisation")
    return { ...record, commune: communes[record.commune] ?? record.commune };
  if (record.what !== "product") return record;
  const { set, ...rest } = record;
  const now = set === undefined ? undefined : sets[set];
  return {
    ...rest,
    commune: communes[record.commune] ?? record.commune,
    ...(typeof now === "string" ? { set: now } : {}),
  };
}
