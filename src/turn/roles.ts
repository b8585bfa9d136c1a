import { z } from "zod";
import { allDesks, auditLog, codeIndex, codeKey, deskIndex, personKey, roleIndex } from "../domain/keys.ts";
import { dayOf, days, type Instant } from "../domain/instant.ts";
import type { Offer, Role } from "../domain/role.ts";
import type { Person } from "../dialogue/person.ts";
import type { Change, Store } from "../store/contract.ts";
import { readPerson } from "./state.ts";

/** How long the code of a role is good for. */
const inviteLives = days(7);

/** Keeps a one-time code that gives a role to whoever sends it. */
export async function invite(store: Store, now: Instant, code: string, role: Offer): Promise<void> {
  const until = now + inviteLives;
  await store.commit({
    now,
    put: [{ key: codeKey(code), text: JSON.stringify({ role: { ...role, by: code }, until }) }],
    index: [{ index: codeIndex, member: code, score: until }],
    append: [auditLine(now, "invite", "invited", `${code} ${role.role} ${role.place}`)],
  });
}

/** A line of the audit log: who used which right on what, ids and codes only. */
export const auditLine = (at: Instant, by: string, deed: string, about: string) => ({
  log: auditLog(dayOf(at).slice(0, 7)),
  text: JSON.stringify({ at, by, deed, about }),
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

const unused = z.object({ role: z.unknown() });

/** Takes a role away, by its code, or all roles of a person; at once. Gives back how many roles and unused codes are gone. */
export async function revoke(store: Store, now: Instant, who: string): Promise<number> {
  const [code] = await store.load([codeKey(who)]);
  if (code !== undefined && unused.safeParse(JSON.parse(code.text)).success) {
    await store.commit({
      now,
      put: [{ key: codeKey(who), text: null }],
      index: [{ index: codeIndex, member: who, score: null }],
      append: [auditLine(now, "invite", "revoked", who)],
    });
    return 1;
  }
  const holders = (await peopleWithRoles(store)).filter(
    (one) => one.id === who || one.roles.some((role) => role.by === who),
  );
  let gone = 0;
  for (const { id } of holders) gone += await without(store, now, id, who);
  return gone;
}

/** How often it is tried again because the person was just writing. */
const mostStale = 5;

async function without(store: Store, now: Instant, id: string, who: string): Promise<number> {
  for (let tries = 0; tries < mostStale; tries += 1) {
    const [kept] = await store.load([personKey(id)]);
    if (kept === undefined) return 0;
    const person = readPerson(kept.text);
    const gone = person.roles.filter((role) => person.id === who || role.by === who);
    if (gone.length === 0) return 0;
    const roles = person.roles.filter((role) => !gone.includes(role));
    const change: Change = {
      now,
      expect: [{ key: personKey(id), version: kept.version }],
      put: [{ key: personKey(id), text: JSON.stringify({ ...person, roles }) }],
      index: [...leaveSeats(gone, person.threads), ...(roles.length > 0 ? [] : [noRole(id)])],
      append: gone.map((role) => auditLine(now, "invite", "revoked", `${id} ${role.by}`)),
    };
    if ((await store.commit(change)) === "done") return gone.length;
  }
  throw new Error(`${id} was changed by others ${mostStale} times`);
}

/** Out of the indexes by which officers are found. */
export const leaveSeats = (roles: readonly Role[], threads: readonly string[]) =>
  roles.flatMap((role) => seatsOf(role, threads).map((seat) => ({ ...seat, score: null })));
export const noRole = (person: string) => ({ index: roleIndex, member: person, score: null });
