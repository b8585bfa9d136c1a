import { consentVersion, newPerson } from "../../src/dialogue/person.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import type { Instant } from "../../src/domain/instant.ts";
import { chatsIndex, personKey, receiptDossierKey, threadKey } from "../../src/domain/keys.ts";
import type { Entry } from "../../src/dossier/entry.ts";
import { begin, replay } from "../../src/dossier/fold.ts";
import type { Store } from "../../src/store/contract.ts";
import { dossierChange } from "../../src/turn/review.ts";

/** The dossier that stands for any in tests of what offices decide. */
export const planted = { id: "dossier-planted", code: "BH-T001", place: "ta-chai", person: "person-planted" };

/** Puts a dossier that somebody handed in, and their chat, into a store as their own turns would have. */
export async function handedInBy(store: Store, setting: Setting, at: Instant, thread: string): Promise<void> {
  const { programme } = setting;
  const { id, code, place, person: by } = planted;
  const head = { at, by };
  const started = {
    ...head,
    kind: "started",
    programme: programme.id,
    list: programme.checklist,
    law: programme.law,
    version: 1,
  } as const;
  const entries: readonly Entry[] = [
    started,
    { ...head, kind: "answered", item: "product", value: "com-na-lo" },
    { ...head, kind: "answered", item: "commune", value: place },
    { ...head, kind: "answered", item: "ownerName", value: "Tổ hợp tác Na Lo" },
    { ...head, kind: "answered", item: "address", value: "thôn Na Lo" },
    { ...head, kind: "answered", item: "phone", value: "0912345678" },
    {
      ...head,
      kind: "answered",
      item: "registrationPaper",
      value: [{ hash: "giay", name: "giay.jpg", mime: "image/jpeg", size: 9 }],
    },
    { ...head, kind: "handed-in", code, stage: "xa", place },
  ];
  const dossier = replay(id, entries);
  if (dossier === undefined) throw new Error("no dossier");
  const change = dossierChange(programme, begin(id, started), dossier, entries);
  const person = {
    ...newPerson(by, thread),
    consent: { version: consentVersion, at },
    dossiers: [{ id, title: "Cốm Na Lo", handedIn: true }],
  };
  await store.commit({
    now: at,
    ...change,
    put: [
      ...change.put,
      { key: personKey(by), text: JSON.stringify(person) },
      { key: threadKey(thread), text: JSON.stringify({ ...newThread, person: by, dossier: id, lastAt: at }) },
      { key: receiptDossierKey(code), text: id },
    ],
    index: [...change.index, { index: chatsIndex(id), member: thread, score: at }],
  });
}
