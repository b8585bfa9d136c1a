import { app, type App } from "../../src/app.ts";
import type { Call, Channel, ChannelName, Delivery } from "../../src/channels/contract.ts";
import { type Instant, instantOf } from "../../src/domain/instant.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import type { OpenStore, Store } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";

export * from "./announcements.ts";

/** What a platform does with a call: sent unless said otherwise. */
export type Platform = (call: Call) => Promise<Delivery> | Delivery;

export type Told = { readonly thread: string; readonly text: string; readonly id: string };

/** A channel that notes what it sends. */
export function recorded(
  name: ChannelName,
  told: Told[],
  platform: Platform = () => ({ kind: "sent" }),
  reach?: number,
): Channel {
  return {
    name,
    can: { text: 4_000, buttons: 10, label: 40, files: true, ...(reach === undefined ? {} : { reach }) },
    receive: () => Promise.resolve({ verdict: "ignored", events: [], reply: { status: 200 } }),
    render: (message, thread, id) => [{ id, thread, method: "send", body: message.text }],
    send: async (call) => {
      const delivery = await platform(call);
      if (delivery.kind === "sent" || delivery.kind === "unknown")
        told.push({ thread: call.thread, text: String(call.body), id: call.id });
      return delivery;
    },
  };
}

export type Stage = {
  readonly app: App;
  readonly store: OpenStore;
  readonly told: readonly Told[];
  readonly at: () => Instant;
  /** Lets time pass without anybody looking for work. */
  readonly pass: (ms: number) => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The assistant on a fixed clock, with channels that note what they send. */
export async function announcing(
  setting: Setting,
  {
    at = instantOf("2021-03-15 09:00"),
    store: opened,
    seen,
    telegram,
    zalo,
    reach,
    told = [],
  }: {
    readonly at?: Instant;
    readonly store?: OpenStore;
    /** The store as the assistant sees it. */
    readonly seen?: Store;
    readonly telegram?: Platform;
    readonly zalo?: Platform;
    readonly reach?: number;
    readonly told?: Told[];
  } = {},
): Promise<Stage> {
  let now = at;
  const store = opened ?? (await openSqlite({ file: ":memory:", programme: setting.programme.id }));
  const channels = {
    telegram: recorded("telegram", told, telegram),
    zalo: recorded("zalo", told, zalo, reach),
  };
  const assistant = app(
    {
      store: seen ?? store,
      clock: { now: () => now },
      ids: countingIds(),
      files: memoryFiles(),
      log: () => undefined,
      channels,
    },
    setting,
  );
  return {
    app: assistant,
    store,
    told,
    at: () => now,
    pass: (ms) => {
      now += ms;
    },
    wait: async (ms) => {
      now += ms;
      await assistant.settle();
    },
    close: async () => {
      await assistant.stop();
      await store.close();
    },
  };
}
