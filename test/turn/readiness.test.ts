import { describe, expect, test } from "vitest";
import { app } from "../../src/app.ts";
import { seconds } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import type { Store } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { pulse } from "../../src/turn/pulse.ts";
import { readiness } from "../../src/turn/readiness.ts";
import { start } from "../support/endure.ts";

describe("the pulse of lanes", () => {
  test("is late before the first look, and again after a while without one", () => {
    let now = start;
    const beats = pulse({ now: () => now }, ["inbox", "outbox"], seconds(5));
    expect(beats.late()).toEqual(["inbox", "outbox"]);
    beats.beat("inbox");
    beats.beat("outbox");
    expect(beats.late()).toEqual([]);
    now += seconds(4);
    beats.beat("outbox");
    now += seconds(1);
    expect(beats.late()).toEqual([]);
    now += 1;
    expect(beats.late()).toEqual(["inbox"]);
  });
});

describe("readiness", () => {
  const well = { load: () => Promise.resolve([]) };
  const away = { load: () => Promise.reject(new Error("away")) };
  const silent = { load: () => new Promise<never>(() => {}) };
  const open = new AbortController().signal;

  test("is a code for each thing that is missing", async () => {
    const ready = (store: Pick<Store, "load">, late: readonly string[], stop = open) =>
      readiness({ store, late: () => late, stop }, 5)();
    expect(await ready(well, [])).toEqual([]);
    expect(await ready(away, [])).toEqual(["store-away"]);
    expect(await ready(silent, [])).toEqual(["store-late"]);
    expect(await ready(well, ["inbox"])).toEqual(["tick-late"]);
    expect(await ready(away, ["inbox", "outbox"])).toEqual(["store-away", "tick-late"]);
    expect(await ready(well, [], AbortSignal.abort())).toEqual(["stopping"]);
  });

  test("of a whole program: red before it first looked, while the store is away, and when nobody looks", async () => {
    let now = start;
    let gone = false;
    const clock = { now: () => now };
    const inner = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
    const refused = () => Promise.reject(new Error("away"));
    const store: Store = {
      ...inner,
      load: (keys) => (gone ? refused() : inner.load(keys)),
      claim: (lane, want) => (gone ? refused() : inner.claim(lane, want)),
    };
    const assistant = app(
      { store, clock, ids: countingIds(), files: memoryFiles(), log: () => undefined, channels: {} },
      await readSetting("bac-ha-2021"),
    );
    const ready = readiness({ store, late: assistant.late, stop: open });
    const looked = async (): Promise<readonly string[]> => {
      assistant.wake();
      await assistant.settle();
      return ready();
    };
    expect(await ready()).toEqual(["tick-late"]);
    expect(await looked()).toEqual([]);
    now += seconds(6);
    expect(await ready()).toEqual(["tick-late"]);
    expect(await looked()).toEqual([]);
    gone = true;
    now += seconds(1);
    expect(await looked()).toEqual(["store-away"]);
    now += seconds(5);
    expect(await looked()).toEqual(["store-away", "tick-late"]);
    gone = false;
    expect(await looked()).toEqual([]);
    await assistant.stop();
    await inner.close();
  });
});
