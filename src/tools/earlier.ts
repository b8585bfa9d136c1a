import { consentVersion, newPerson } from "../dialogue/person.ts";
import type { Setting } from "../dialogue/scene.ts";
import { newThread } from "../dialogue/thread.ts";
import { type Instant, monthsAfter } from "../domain/instant.ts";
import {
  dossierIndex,
  dossierKey,
  dossierLog,
  fileIndex,
  personKey,
  registerIndex,
  registerKey,
  registerNumbersKey,
  threadKey,
} from "../domain/keys.ts";
import type { Entry } from "../dossier/entry.ts";
import { filesHeld, replay } from "../dossier/fold.ts";
import { filesOf, onPaper, type Value } from "../flow/answers.ts";
import type { Expect } from "../flow/define.ts";
import type { Files } from "../ports/files.ts";
import { noNumbers, type RegisterRecord } from "../register/record.ts";
import type { OpenStore } from "../store/contract.ts";
import { readPerson, readThread } from "../turn/state.ts";

/** A dossier from before: under which list, its answers as they are kept, and, if it is recognised, its stars and the day its certificate ends. */
export type Earlier = {
  readonly list: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly stars?: number;
  readonly until?: string;
  /** Only in the register: there is no dossier here. */
  readonly listed?: true;
};

/** "nháp ho-so-1048; product: com-na-lo; …", "3 sao đến 2027-05-01 ho-so-26; …", "3 sao đến 2027-05-01 chỉ trong sổ; product: …". */
export function readEarlier(text: string): Earlier {
  const [head = "", ...parts] = text.split(/\s*;\s*/u);
  const [, stars, until] = /^(\d) sao đến (\S+)/u.exec(head) ?? [];
  const listed = head.endsWith("chỉ trong sổ");
  return {
    list: head.split(" ").at(-1) ?? "",
    answers: Object.fromEntries(
      parts.map((part) => {
        const [id = "", ...value] = part.split(": ");
        return [id, value.join(": ")];
      }),
    ),
    ...(stars === undefined ? {} : { stars: Number(stars) }),
    ...(until === undefined ? {} : { until }),
    ...(listed ? { listed: true } : {}),
  };
}

/** Puts an earlier dossier into the store, with its person and what the register says of it, as they would have come there. */
export async function putEarlier(
  { store, files }: { readonly store: OpenStore; readonly files: Files },
  setting: Setting,
  now: Instant,
  thread: string,
  earlier: Earlier,
): Promise<string> {
  const { length } = await store.range(dossierIndex, { limit: 1000 });
  const id = `earlier-${length + 1}`;
  const [chat] = await store.load([threadKey(thread)]);
  const known = chat === undefined ? undefined : readThread(chat.text).person;
  const by = known ?? `producer-${length + 1}`;
  const [kept] = await store.load([personKey(by)]);
  const person =
    kept === undefined
      ? { ...newPerson(by, thread), consent: { version: consentVersion, at: now } }
      : readPerson(kept.text);
  const { programme, checklists, others = [] } = setting;
  const list = checklists[earlier.listed ? programme.checklist : earlier.list];
  if (list === undefined) throw new Error(`no list ${earlier.list}`);
  const head = { at: now, by };
  const home = [programme, ...others].find((one) => one.checklist === list.id) ?? programme;
  const entries: Entry[] = [
    { kind: "started", ...head, programme: home.id, list: list.id, law: list.law, version: list.version },
  ];
  for (const [item, text] of Object.entries(earlier.answers)) {
    const expect = list.items[item]?.expect;
    if (expect === undefined) throw new Error(`no item ${item}`);
    entries.push({ kind: "answered", ...head, item, value: await valueOf(files, expect, text) });
  }
  if (earlier.stars !== undefined) entries.push({ kind: "recognised", ...head, stars: earlier.stars });
  const dossier = replay(id, entries);
  if (dossier === undefined) throw new Error("no dossier");
  const name = programme.products.find((one) => one.id === dossier.answers["product"])?.name ?? "";
  const records =
    earlier.until === undefined
      ? []
      : inRegister(name, earlier, dossier.answers, earlier.listed ? undefined : id);
  const thereIs = earlier.listed !== true;
  await store.commit({
    now,
    put: [
      ...(thereIs ? [{ key: dossierKey(id), text: JSON.stringify(dossier) }] : []),
      {
        key: personKey(by),
        text: JSON.stringify({
          ...person,
          dossiers: thereIs
            ? [...person.dossiers, { id, title: name, handedIn: earlier.stars !== undefined }]
            : person.dossiers,
        }),
      },
      {
        key: threadKey(thread),
        text: JSON.stringify({ ...newThread, person: by, ...(thereIs ? { dossier: id } : {}), lastAt: now }),
      },
      ...records.map((one) => ({ key: registerKey(one.what, one.id), text: JSON.stringify(one) })),
      ...(records.length === 0
        ? []
        : [
            {
              key: registerNumbersKey,
              text: JSON.stringify({ ...noNumbers, product: 1, certificate: 1 }),
            },
          ]),
    ],
    append: thereIs ? entries.map((one) => ({ log: dossierLog(id), text: JSON.stringify(one) })) : [],
    index: [
      ...(thereIs ? [{ index: dossierIndex, member: id, score: now }] : []),
      ...(thereIs ? filesHeld(dossier) : []).map((hash) => ({
        index: fileIndex(hash),
        member: id,
        score: now,
      })),
      ...records.map((one) => ({ index: registerIndex(one.what), member: one.id, score: 1 })),
    ],
  });
  return id;
}

function inRegister(
  name: string,
  { stars = 3, until = "" }: Earlier,
  answers: Readonly<Record<string, Value>>,
  dossier: string | undefined,
): readonly RegisterRecord[] {
  const { set, commune } = answers;
  return [
    {
      schema: 1,
      what: "product",
      id: "SP-1",
      name,
      commune: typeof commune === "string" ? commune : "",
      ...(typeof set === "string" ? { set } : {}),
      ...(dossier === undefined ? {} : { dossier }),
    },
    {
      schema: 1,
      what: "certificate",
      id: "GCN-1",
      product: "SP-1",
      stars,
      decision: "12/QĐ-UBND",
      day: monthsAfter(until, -36),
      until,
    },
  ];
}

/** An answer as it is kept, out of how it stands in a conversation. */
async function valueOf(files: Files, expect: Expect, text: string): Promise<Value> {
  switch (expect.kind) {
    case "many":
      return text.split(/\s*\+\s*/u);
    case "yesno":
      return text === "yes";
    case "number":
    case "money":
      return Number(text);
    case "file":
    case "paper": {
      if (text === onPaper) return onPaper;
      const kept = await files.keep(new TextEncoder().encode(text), text);
      return kept.ok ? filesOf([kept.value]) : onPaper;
    }
    default:
      return text;
  }
}
