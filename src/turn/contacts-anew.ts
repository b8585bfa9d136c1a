import type { Person } from "../dialogue/person.ts";
import type { Setting } from "../dialogue/scene.ts";
import type { Instant } from "../domain/instant.ts";
import {
  contactIndex,
  contactKey,
  dossierIndex,
  dossierKey,
  joinedKey,
  personKey,
  roleIndex,
  roundsKey,
} from "../domain/keys.ts";
import type { Store, Versioned } from "../store/contract.ts";
import { contactAnew, joinedTo, keptContact } from "./contacts.ts";
import { pagesOf } from "./pages.ts";
import { withRounds } from "./rounds.ts";
import { readContact, readDossier, readPerson } from "./state.ts";

/** Dossiers in hand at once: one may be long. */
const mostInHand = 100;
/** How often it is tried again because the person was just writing. */
const mostStale = 5;

/** How many contacts were looked at, and how many were not as they should be. */
export type Made = { readonly people: number; readonly changed: number };

/**
 * Makes every contact anew out of persons and dossiers, while people write; for stores from before there were contacts.
 * Found are whoever has a dossier, a role or a contact; all others get theirs when they write again.
 */
export async function contactsAnew(store: Store, setting: Setting, now: Instant): Promise<Made> {
  const [rounds] = await store.load([roundsKey]);
  const around = withRounds(setting, rounds);
  let people = 0;
  let changed = 0;
  const make = async (names: readonly string[]): Promise<void> => {
    for (const name of new Set(names)) {
      people += 1;
      if (await contactMade(store, name, around, now)) changed += 1;
    }
  };
  for await (const { page } of pagesOf(store, dossierIndex)) {
    for (let at = 0; at < page.length; at += mostInHand) {
      const ids = page.slice(at, at + mostInHand).map((one) => dossierKey(one.member));
      const kept = await store.load(ids);
      await make(
        kept.flatMap((one) => {
          if (one === undefined) return [];
          const { owner, helpers = [] } = readDossier(one.text);
          return [owner, ...helpers];
        }),
      );
    }
  }
  for await (const { page } of pagesOf(store, roleIndex)) await make(page.map((one) => one.member));
  for await (const { page } of pagesOf(store, contactIndex)) await make(page.map((one) => one.member));
  return { people, changed };
}

/** Makes one contact anew; says whether it was not so already. */
async function contactMade(store: Store, name: string, setting: Setting, now: Instant): Promise<boolean> {
  const load = async (key: string): Promise<Versioned | undefined> => (await store.load([key]))[0];
  for (let tries = 0; tries < mostStale; tries += 1) {
    const [who, kept, joined] = await store.load([personKey(name), contactKey(name), joinedKey(name)]);
    if (who === undefined && joined !== undefined) return contactMade(store, joined.text, setting, now);
    const person: Person | undefined = who === undefined ? undefined : readPerson(who.text);
    const made = person === undefined ? undefined : await contactAnew(load, person, setting);
    // They joined when they did: their place among all stays.
    const joinedAt = kept === undefined ? undefined : readContact(kept.text).joinedAt;
    const contact = made?.contact && { ...made.contact, ...(joinedAt === undefined ? {} : { joinedAt }) };
    const part = keptContact(name, kept, contact);
    const joins = person === undefined ? [] : joinedTo(person);
    if (part.put.length === 0 && (joins.length === 0 || kept !== undefined)) return false;
    const done = await store.commit({
      now,
      put: [...part.put, ...joins],
      index: part.index,
      expect: [...part.expect, ...(made?.expect ?? []), { key: personKey(name), version: who?.version ?? 0 }],
    });
    if (done !== "stale") return true;
  }
  throw new Error(`${name} was changed by others ${mostStale} times`);
}
