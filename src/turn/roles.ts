import { z } from "zod";
import {
  auditLog,
  allDesks,
  codeIndex,
  codeKey,
  contactKey,
  deskIndex,
  guessIndex,
  guessesToldKey,
  personKey,
  roleIndex,
} from "../domain/keys.ts";
import { dayOf, type Instant, monthsAfter } from "../domain/instant.ts";
import { type Offer, type Role, watches } from "../domain/role.ts";
import type { AuditLine, Found, HoldersGlance } from "../dialogue/desk.ts";
import {
  aboutOffer,
  guessesCount,
  inviteLives,
  manyWrong,
  shortName,
} from "../dialogue/readers/office/roles.ts";
import { offerSchema, type Person } from "../dialogue/person.ts";
import type { Effect, Scene } from "../dialogue/scene.ts";
import type { Change, Store } from "../store/contract.ts";
import { keptContact, withoutRoles } from "./contacts.ts";
import { readPerson } from "./state.ts";

type Shelves = Pick<Store, "range" | "read"> & {
  readonly load: (key: string) => Promise<{ readonly version: number; readonly text: string } | undefined>;
};
type Looked<Ask> = {
  readonly found: Extract<Found, { ask: Ask }>;
  readonly expect: Required<Change>["expect"];
};

/** Keeps a one-time code that gives a role to whoever sends it. */
export async function invite(store: Store, now: Instant, code: string, role: Offer): Promise<void> {
  await store.commit({
    now,
    ...offered(code, role, now + inviteLives),
    append: [auditLine(now, "invite", "invited", aboutOffer(code, role))],
  });
}

/** The part of a commit that keeps the code of a role. */
export const offered = (code: string, role: Offer, until: Instant) => ({
  put: [{ key: codeKey(code), text: JSON.stringify({ role: { ...role, by: code }, until }) }],
  index: [{ index: codeIndex, member: code, score: until }],
});

/** A line of the audit log. */
export const auditLine = (at: Instant, by: string, deed: string, about: string) => ({
  log: auditLog(dayOf(at).slice(0, 7)),
  text: JSON.stringify({ at, by, deed, about } satisfies AuditLine),
});

const auditSchema = z.object({ at: z.number(), by: z.string(), deed: z.string(), about: z.string() });

/** Pages of a log that are gone through for its end. */
const mostPages = 200;

/** The audit log of a month, oldest first; with `last` only so many from its end. */
export async function auditOf(
  { read }: Pick<Store, "read">,
  month: string,
  last = Infinity,
): Promise<readonly AuditLine[]> {
  let lines: readonly string[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const more = await read(auditLog(month), page * 1000, 1000);
    lines = [...lines, ...more].slice(-last);
    if (more.length < 1000) break;
  }
  return lines.map((line) => auditSchema.parse(JSON.parse(line)));
}

/** Lines of the log in one message. */
const mostLines = 20;

/** The last uses of rights, this month and if there are few the one before. */
export async function lookAtLog(shelves: Shelves, scene: Scene): Promise<Looked<"log">> {
  const month = (back: number) => monthsAfter(`${scene.today.slice(0, 7)}-01`, -back).slice(0, 7);
  const lines = await auditOf(shelves, month(0), mostLines);
  const before = lines.length < mostLines ? await auditOf(shelves, month(1), mostLines - lines.length) : [];
  return { found: { ask: "log", lines: [...before, ...lines] }, expect: [] };
}

/** People with roles: all of them, or whom a code or a short name means, with the versions they were read at. */
export async function lookAtHolders(shelves: Shelves, why: HoldersGlance): Promise<Looked<"holders">> {
  const kept = await holders(shelves);
  if (why.deed === "list")
    return {
      found: { ask: "holders", why, people: kept.map((one) => one.person), offer: undefined },
      expect: [],
    };
  const { code } = why;
  const named = kept.filter((one) => shortName(one.person.id) === code);
  // A short name that two people share is nobody's.
  const meant =
    named.length === 1
      ? named
      : kept.flatMap(({ person, version }) => {
          const roles = person.roles.filter((role) => role.by === code);
          return roles.length > 0 ? [{ person, version }] : [];
        });
  const unused = await shelves.load(codeKey(code));
  const offer = unused === undefined ? undefined : offerIn(unused.text);
  return {
    found: { ask: "holders", why, people: meant.map((one) => one.person), offer },
    expect: [
      ...meant.map(({ person, version }) => ({ key: personKey(person.id), version })),
      ...(unused === undefined ? [] : [{ key: codeKey(code), version: unused.version }]),
    ],
  };
}

const unusedSchema = z.object({ role: offerSchema });

/** The role that an unused code gives, if it is one of a role. */
function offerIn(text: string): Offer | undefined {
  const read = unusedSchema.safeParse(JSON.parse(text));
  return read.success ? read.data.role : undefined;
}

/** People with roles, the newest first, with the versions they were read at. */
export async function holders({ range, load }: Pick<Shelves, "range" | "load">) {
  const named = await range(roleIndex, { limit: 1000, down: true });
  const kept = await Promise.all(named.map((one) => load(personKey(one.member))));
  return kept.flatMap((one) =>
    one === undefined ? [] : [{ person: readPerson(one.text), version: one.version }],
  );
}

/** Wrong codes that are counted at all, and chats that hear of them. */
const mostGuesses = 1000;
const mostTold = 20;

/** The wrong codes of the last hour, and who is to hear of them, unless somebody just has. */
export async function lookAtGuesses(shelves: Shelves, scene: Scene): Promise<Looked<"guesses">> {
  const since = scene.now - guessesCount;
  const [recent, old, told] = await Promise.all([
    shelves.range(guessIndex, { from: since + 1, limit: mostGuesses }),
    shelves.range(guessIndex, { to: since, limit: mostGuesses }),
    shelves.load(guessesToldKey),
  ]);
  const quiet = told !== undefined && Number(told.text) > since;
  const chats = recent.map((one) => one.member.split(" ")[0] ?? "");
  const members = old.map((one) => one.member);
  if (quiet || recent.length + 1 < manyWrong)
    return { found: { ask: "guesses", recent: chats, old: members, watchers: [] }, expect: [] };
  const watchers = (await holders(shelves))
    .map((one) => one.person)
    .filter(({ roles }) => watches(roles, scene.setting.programme, scene.today))
    .flatMap((one) => one.threads)
    .slice(0, mostTold);
  return {
    found: { ask: "guesses", recent: chats, old: members, watchers },
    expect: [{ key: guessesToldKey, version: told?.version ?? 0 }],
  };
}

/** The part of a commit that keeps a wrong code for an hour. */
export const guess = ({ old, told }: Extract<Effect, { kind: "guess" }>, scene: Scene, id: string) => ({
  put: told ? [{ key: guessesToldKey, text: String(scene.now) }] : [],
  index: [
    { index: guessIndex, member: `${scene.threadId} ${id}`, score: scene.now },
    ...old.map((member) => ({ index: guessIndex, member, score: null })),
  ],
});

/** Where the chats of somebody with this role are found, when a question comes. */
export const seatsOf = (role: Role, threads: readonly string[]) =>
  role.role === "staff" || role.office !== undefined
    ? threads.map((thread) => ({
        index: deskIndex(role.office ?? allDesks),
        member: [role.place, thread, ...(role.until === undefined ? [] : [role.until])].join(" "),
      }))
    : [];

/** People with a role, the newest first. */
export async function peopleWithRoles(store: Store): Promise<readonly Person[]> {
  const named = await store.range(roleIndex, { limit: 1000, down: true });
  const kept = await store.load(named.map((one) => personKey(one.member)));
  return kept.flatMap((one) => (one === undefined ? [] : [readPerson(one.text)]));
}

/** Takes a role away, by its code, or all roles of a person; at once. Gives back how many roles and unused codes are gone. */
export async function revoke(store: Store, now: Instant, who: string): Promise<number> {
  const [code] = await store.load([codeKey(who)]);
  if (code !== undefined && offerIn(code.text) !== undefined) {
    await store.commit({
      now,
      put: [{ key: codeKey(who), text: null }],
      index: [{ index: codeIndex, member: who, score: null }],
      append: [auditLine(now, "invite", "revoked", who)],
    });
    return 1;
  }
  const meant = (await peopleWithRoles(store)).filter(
    (one) => one.id === who || one.roles.some((role) => role.by === who),
  );
  let gone = 0;
  for (const { id } of meant) gone += await without(store, now, id, who);
  return gone;
}

/** How often it is tried again because the person was just writing. */
const mostStale = 5;

async function without(store: Store, now: Instant, id: string, who: string): Promise<number> {
  for (let tries = 0; tries < mostStale; tries += 1) {
    const [kept, contact] = await store.load([personKey(id), contactKey(id)]);
    if (kept === undefined) return 0;
    const person = readPerson(kept.text);
    const gone = person.roles.filter((role) => person.id === who || role.by === who);
    if (gone.length === 0) return 0;
    const seats = unseated(person, gone);
    const contacts = keptContact(id, contact, withoutRoles(person, gone, contact));
    const change: Change = {
      now,
      expect: [{ key: personKey(id), version: kept.version }, ...contacts.expect],
      put: [...seats.put, ...contacts.put],
      index: [...seats.index, ...contacts.index],
      append: gone.map((role) => auditLine(now, "invite", "revoked", `${id} ${role.by}`)),
    };
    if ((await store.commit(change)) === "done") return gone.length;
  }
  throw new Error(`${id} was changed by others ${mostStale} times`);
}

/** The part of a commit that takes roles out of a person's record and their chats out of the indexes. */
export function unseated(person: Person, gone: readonly Role[]) {
  const roles = person.roles.filter((role) => !gone.includes(role));
  return {
    put: [{ key: personKey(person.id), text: JSON.stringify({ ...person, roles }) }],
    index: [...leaveSeats(gone, person.threads), ...(roles.length > 0 ? [] : [noRole(person.id)])],
  };
}

/** Out of the indexes by which officers are found. */
export const leaveSeats = (roles: readonly Role[], threads: readonly string[]) =>
  roles.flatMap((role) => seatsOf(role, threads).map((seat) => ({ ...seat, score: null })));
export const noRole = (person: string) => ({ index: roleIndex, member: person, score: null });
