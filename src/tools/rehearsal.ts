import { type App, app } from "../app.ts";
import { terminalChannel } from "../channels/terminal/channel.ts";
import type { Setting } from "../dialogue/scene.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Deed } from "../domain/event.ts";
import { threadId } from "../domain/ids.ts";
import { type Instant, minutes } from "../domain/instant.ts";
import { dossierKey, threadKey } from "../domain/keys.ts";
import { newThread, threadSchema } from "../dialogue/thread.ts";
import { ok } from "../domain/result.ts";
import type { Files } from "../ports/files.ts";
import type { Ids } from "../ports/ids.ts";
import type { OpenStore } from "../store/contract.ts";
import { openSqlite } from "../store/sqlite/open.ts";
import { readDossier } from "../turn/state.ts";

/** The whole assistant on a fixed clock with counting ids and nothing on disk: one person talks to it. */
export type Rehearsal = {
  readonly app: App;
  readonly store: OpenStore;
  /** Does one deed and gives back the messages that came of it. */
  readonly deed: (deed: Deed, thread?: string) => Promise<readonly string[]>;
  readonly wait: (ms: number) => Promise<readonly string[]>;
  readonly dossier: (thread?: string) => Promise<Dossier | undefined>;
  readonly close: () => Promise<void>;
};

export const countingIds = (): Ids => {
  let count = 0;
  return {
    next: (kind) => {
      count += 1;
      return kind === "code" ? `BH-${String(count).padStart(4, "0")}` : `${kind}-${count}`;
    },
  };
};

/** Files in memory: names are enough for a rehearsal. */
export function memoryFiles(): Files {
  const kept = new Map<string, Uint8Array>();
  return {
    keep: (bytes, name) => {
      const hash = `${name}-${bytes.length}`;
      kept.set(hash, bytes);
      return Promise.resolve(ok({ hash, name, mime: "image/jpeg", size: bytes.length }));
    },
    read: (hash) => Promise.resolve(kept.get(hash)),
    drop: (hash) => {
      kept.delete(hash);
      return Promise.resolve();
    },
  };
}

export async function rehearse(setting: Setting, at: Instant, opened?: OpenStore): Promise<Rehearsal> {
  let now = at;
  let heard: string[] = [];
  let count = 0;
  const store = opened ?? (await openSqlite({ file: ":memory:", programme: setting.programme.id }));
  const channel = terminalChannel((text) => void heard.push(text));
  const ports = {
    store,
    clock: { now: () => now },
    ids: countingIds(),
    files: memoryFiles(),
    log: () => undefined,
  };
  const assistant = app({ ...ports, channels: { terminal: channel } }, setting);
  const answers = async (): Promise<readonly string[]> => {
    await assistant.settle();
    const said = heard;
    heard = [];
    return said;
  };
  return {
    app: assistant,
    store,
    deed: async (deed, thread = "terminal:1") => {
      now += minutes(1);
      count += 1;
      await assistant.receive({ id: `${thread}:${count}`, thread: threadId(thread), at: now, deed });
      return answers();
    },
    wait: async (ms) => {
      now += ms;
      return answers();
    },
    dossier: (thread = "terminal:1") => dossierOf(store, thread),
    close: async () => {
      await assistant.stop();
      await store.close();
    },
  };
}

/** The dossier a thread is working on. */
export async function dossierOf(
  store: Pick<OpenStore, "load">,
  thread: string,
): Promise<Dossier | undefined> {
  const [kept] = await store.load([threadKey(thread)]);
  const state = kept === undefined ? newThread : threadSchema.parse(JSON.parse(kept.text));
  if (state.dossier === undefined) return undefined;
  const [dossier] = await store.load([dossierKey(state.dossier)]);
  return dossier === undefined ? undefined : readDossier(dossier.text);
}
