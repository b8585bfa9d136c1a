import { newThread } from "../dialogue/thread.ts";
import { consentVersion, newPerson } from "../dialogue/person.ts";
import type { Setting } from "../dialogue/scene.ts";
import type { Instant } from "../domain/instant.ts";
import {
  chatsIndex,
  dossierIndex,
  fileIndex,
  personKey,
  receiptDossierKey,
  threadKey,
} from "../domain/keys.ts";
import type { Entry } from "../dossier/entry.ts";
import { replay } from "../dossier/fold.ts";
import type { Files } from "../ports/files.ts";
import type { OpenStore } from "../store/contract.ts";
import { contactsAnew } from "../turn/contacts-anew.ts";
import { dossierChange } from "../turn/review.ts";

/** A product that waits for the council: its id in the programme, its commune and set, and who makes it. */
export type Ready = {
  readonly product: string;
  readonly commune: string;
  readonly set: string;
  readonly owner: string;
};

/** "com-na-lo, ta-chai, s06, Tổ hợp tác Cốm Na Lo". */
export function readReady(text: string): Ready {
  const [product = "", commune = "", set = "", ...owner] = text.split(/\s*,\s*/u);
  return { product, commune, set, owner: owner.join(", ") };
}

/** Puts a dossier of somebody new among those that wait for the council, as its offices would have. */
export async function putReady(
  { store, files }: { readonly store: OpenStore; readonly files: Files },
  setting: Setting,
  at: Instant,
  thread: string,
  { product, commune, set, owner }: Ready,
): Promise<string> {
  const { programme } = setting;
  const list = setting.checklists[programme.checklist];
  const stage = programme.stages.find((one) => one.kind === "council");
  if (list === undefined || stage === undefined) throw new Error(`${programme.id} has no council`);
  const { length } = await store.range(dossierIndex, { limit: 1000 });
  const id = `ready-${length + 1}`;
  const code = `BH-R${String(length + 1).padStart(3, "0")}`;
  const by = `producer-${length + 1}`;
  const paper = await files.keep(new TextEncoder().encode(`${id} giấy đăng ký`), "giay-dang-ky.txt");
  const answered = (item: string, value: Extract<Entry, { kind: "answered" }>["value"]): Entry => ({
    kind: "answered",
    at,
    by,
    item,
    value,
  });
  const entries: readonly Entry[] = [
    { kind: "started", at, by, programme: programme.id, list: list.id, law: list.law, version: list.version },
    answered("product", product),
    answered("commune", commune),
    answered("set", set),
    answered(list.owner ?? "ownerName", owner),
    ...(paper.ok ? [answered("registrationPaper", [paper.value])] : []),
    { kind: "handed-in", at, by, code, stage: stage.id, place: commune },
    { kind: "accepted", at, by: "office", stage: stage.id },
  ];
  const dossier = replay(id, entries);
  const first = replay(id, entries.slice(0, 1));
  if (dossier === undefined || first === undefined) throw new Error("no dossier");
  const change = dossierChange(programme, first, dossier, entries);
  const title = programme.products.find((one) => one.id === product)?.name ?? product;
  const person = {
    ...newPerson(by, thread),
    consent: { version: consentVersion, at },
    dossiers: [{ id, title, handedIn: true }],
  };
  await store.commit({
    now: at,
    put: [
      ...change.put,
      { key: personKey(by), text: JSON.stringify(person) },
      { key: threadKey(thread), text: JSON.stringify({ ...newThread, person: by, dossier: id, lastAt: at }) },
      { key: receiptDossierKey(code), text: id },
    ],
    append: change.append,
    index: [
      ...change.index,
      { index: chatsIndex(id), member: thread, score: at },
      ...(paper.ok ? [{ index: fileIndex(paper.value.hash), member: id, score: at }] : []),
    ],
  });
  await contactsAnew(store, setting, at);
  return id;
}
