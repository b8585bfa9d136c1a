import { type App, app } from "../app.ts";
import { terminalChannel } from "../channels/terminal/channel.ts";
import type { Setting } from "../dialogue/scene.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Deed } from "../domain/event.ts";
import { threadId } from "../domain/ids.ts";
import { type Instant, minutes } from "../domain/instant.ts";
import { threadKey } from "../domain/keys.ts";
import { threadSchema } from "../dialogue/thread.ts";
import { ok } from "../domain/result.ts";
import type { Offer } from "../domain/role.ts";
import { dossierArchives } from "../papers/dossier-archive.ts";
import { forms as formsOf } from "../papers/forms.ts";
import { minutes as minutesOf } from "../papers/minutes.ts";
import { scoreSheets } from "../papers/score-sheets.ts";
import type { Answers } from "../ports/answers.ts";
import type { Library } from "../ports/library.ts";
import { tables } from "../papers/tables.ts";
import type { Files } from "../ports/files.ts";
import type { Ids } from "../ports/ids.ts";
import type { ReadProof } from "../ports/read-proof.ts";
import type { SessionPapers } from "../ports/session-papers.ts";
import type { OpenStore } from "../store/contract.ts";
import { sentLimits } from "../papers/documents-apart.ts";
import { openSqlite } from "../store/sqlite/open.ts";
import { formLinks } from "../turn/form-links.ts";
import type { Nightly } from "../turn/retention/night.ts";
import { storeLibrary } from "../turn/published.ts";
import { invite, revoke } from "../turn/roles.ts";
import { deedOf } from "./conversation.ts";
import { countingIds } from "./counting-ids.ts";
import { dossierOf } from "./dossier-of.ts";
import { type Earlier, putEarlier } from "./earlier.ts";
import { putReady, type Ready } from "./ready.ts";

export { countingIds } from "./counting-ids.ts";
export { dossierOf } from "./dossier-of.ts";

/** The whole assistant on a fixed clock with counting ids and nothing on disk: one person talks to it. */
export type Rehearsal = {
  readonly app: App;
  readonly store: OpenStore;
  readonly files: Files;
  /** Does one deed and gives back the messages that came of it. */
  readonly deed: (deed: Deed, thread?: string) => Promise<readonly string[]>;
  readonly wait: (ms: number, thread?: string) => Promise<readonly string[]>;
  /** What a chat heard by itself since it was last looked at; all chats that heard something. */
  readonly heard: (thread: string) => readonly string[];
  readonly listening: () => readonly string[];
  /** Gives whoever writes in a chat a role, as its code would. */
  readonly seat: (thread: string, role: Offer) => Promise<readonly string[]>;
  /** Takes all roles of whoever writes in a chat away. */
  readonly unseat: (thread: string) => Promise<void>;
  /** Puts a dossier of whoever writes in a chat among those that wait for the council; gives its name. */
  readonly ready: (thread: string, product: Ready) => Promise<string>;
  /** Puts an earlier dossier of whoever writes in a chat into the store; gives its name. */
  readonly earlier: (thread: string, earlier: Earlier) => Promise<string>;
  readonly dossier: (thread?: string) => Promise<Dossier | undefined>;
  readonly close: () => Promise<void>;
};

const mimeOf = (name: string): string => {
  const deed = deedOf(`[tệp ${name}]`);
  return deed.kind === "file" ? deed.file.mime : "";
};

/** Files in memory: names are enough for a rehearsal, except of documents that are `sent` and read. */
export function memoryFiles(sent: Readonly<Record<string, Uint8Array>> = {}): Files {
  const kept = new Map(Object.entries(sent).map(([name, bytes]) => [`hash-${name}`, bytes]));
  return {
    keep: (bytes, name) => {
      const hash = `${name}-${bytes.length}`;
      kept.set(hash, bytes);
      return Promise.resolve(ok({ hash, name, mime: mimeOf(name), size: bytes.length }));
    },
    read: (hash) => Promise.resolve(kept.get(hash)),
    drop: (hash) => {
      kept.delete(hash);
      return Promise.resolve();
    },
  };
}

/**
 * opened: a store that is there already. answers: who answers questions, looking also at what officers have published.
 * address: where links to forms lead. files: where the bytes of documents lie. alone: to how many people staff may announce without another's word.
 * retention: what is kept is looked at each night. files: where the bytes of documents lie. alone: to how many people staff may announce without another's word.
 */
export type Props = {
  readonly clock?: { now: Instant };
  readonly ids?: Ids;
  readonly opened?: OpenStore;
  readonly files?: Files;
  readonly answers?: (library: Library, programme: string) => Answers;
  readonly alone?: number;
  readonly papers?: SessionPapers;
  readonly address?: string;
  readonly retention?: Nightly;
  readonly readProof?: ReadProof;
};

/** The chat of a rehearsal where none is named. */
export const alone = "terminal:1";

/** Two rehearsals may share a store: no two deeds have one name. */
let deeds = 0;

export async function rehearse(
  setting: Setting,
  at: Instant,
  {
    opened,
    clock: shared,
    ids = countingIds(),
    answers: answersFrom,
    files = memoryFiles(),
    papers: papersFrom = { minutes: minutesOf, scores: scoreSheets },
    alone: most,
    address,
    retention,
    readProof,
  }: Props = {},
): Promise<Rehearsal> {
  const time = shared ?? { now: at };
  const chats = new Map<string, string[]>();
  let count = 0;
  const store = opened ?? (await openSqlite({ file: ":memory:", programme: setting.programme.id }));
  const clock = { now: () => time.now };
  const write = (text: string, _: string, thread: string): void =>
    void chats.set(thread, [...(chats.get(thread) ?? []), text]);
  const channel = terminalChannel(write, clock);
  const answers = answersFrom?.(storeLibrary(store, clock), setting.programme.id);
  const ports = {
    store,
    clock,
    ...(answers === undefined ? {} : { answers }),
    ids,
    files,
    tables,
    readDocument: async (bytes: Uint8Array) =>
      (await import("../papers/document-text.ts")).readDocument(bytes, sentLimits),
    papers: papersFrom,
    forms: formsOf,
    dossierArchives,
    ...(address === undefined ? {} : { formLinks: { ...formLinks(store, clock), address } }),
    log: () => undefined,
    ...(most === undefined ? {} : { alone: most }),
    ...(retention === undefined ? {} : { retention }),
    ...(readProof === undefined ? {} : { readProof }),
  };
  const assistant = app({ ...ports, channels: { terminal: channel } }, setting);
  const heard = (thread: string): readonly string[] => {
    const said = chats.get(thread) ?? [];
    chats.delete(thread);
    return said;
  };
  const deed = async (done: Deed, thread = alone): Promise<readonly string[]> => {
    if (shared === undefined) time.now += minutes(1);
    count += 1;
    deeds += 1;
    await assistant.receive({ id: `${thread}:${deeds}`, thread: threadId(thread), at: time.now, deed: done });
    await assistant.settle();
    return heard(thread);
  };
  return {
    app: assistant,
    store,
    files,
    deed,
    heard,
    listening: () => [...chats.keys()],
    wait: async (ms, thread = alone) => {
      time.now += ms;
      await assistant.settle();
      return heard(thread);
    },
    seat: async (thread, role) => {
      count += 1;
      const code = `BH-VAITRO${count}`;
      await invite(store, time.now, code, role);
      return deed({ kind: "text", text: code }, thread);
    },
    unseat: async (thread) => {
      const person = await personOf(store, thread);
      if (person !== undefined) await revoke(store, time.now, person);
    },
    ready: (thread, product) => putReady({ store, files }, setting, time.now, thread, product),
    earlier: (thread, earlier) => putEarlier({ store, files }, setting, time.now, thread, earlier),
    dossier: (thread = alone) => dossierOf(store, thread),
    close: async () => {
      await assistant.stop();
      await store.close();
    },
  };
}

/** Whoever writes in a chat, if it is known. */
export async function personOf(store: Pick<OpenStore, "load">, thread: string): Promise<string | undefined> {
  const [kept] = await store.load([threadKey(thread)]);
  return kept === undefined ? undefined : threadSchema.parse(JSON.parse(kept.text)).person;
}
