import { expect, test } from "vitest";
import { app } from "../../src/app.ts";
import type { Event } from "../../src/domain/event.ts";
import { threadId } from "../../src/domain/ids.ts";
import { readSetting } from "../../src/project.ts";
import type { Committed, Store } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { ownLine, pastLease, recordedWeb, type Sent, start } from "../support/endure.ts";
import { leftBehind } from "../support/left-behind.ts";

test.each(["inbox", "outbox"])(
  "a program that hangs in its %s until its lease is over changes nothing when it wakes up",
  async (lane) => {
    const setting = await readSetting("bac-ha-2021");
    const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
    let now = start;
    const clock = { now: () => now };
    const opening: readonly string[] = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "hợp tác xã"];
    const answers: Committed[] = [];
    let hangs = false;
    const awake = Promise.withResolvers<void>();
    const slow: Store = {
      ...store,
      commit: async (change) => {
        if (!hangs || !change.held?.some((one) => one.lane === lane)) return store.commit(change);
        await awake.promise;
        const answer = await store.commit(change);
        answers.push(answer);
        return answer;
      },
    };
    const sent: Sent[] = [];
    const programOn = (own: Store) => {
      const channels = { web: recordedWeb(own, clock, sent) };
      return app(
        { store: own, clock, ids: countingIds(), files: memoryFiles(), log: () => undefined, channels },
        setting,
      );
    };
    const hanging = programOn(slow);
    const other = programOn(store);
    const event = (id: string, text: string): Event => ({
      id: `web:1:${id}`,
      thread: threadId("web:1"),
      at: now,
      deed: { kind: "text", text },
    });
    for (const [at, text] of opening.entries()) {
      const one = event(`m${at}`, text);
      await hanging.receive(one, ownLine(one));
      await hanging.settle();
    }

    hangs = true;
    const name = event("name", "HTX Quế Nậm Đét");
    await hanging.receive(name, ownLine(name));
    const stuck = hanging.settle();
    for (let count = 0; count < 50; count += 1) await new Promise((resolve) => setImmediate(resolve));
    now += pastLease;
    other.wake();
    await other.settle();
    const before = await leftBehind(store, "web:1", now);
    expect(before.dossier?.answers["ownerName"]).toBe("HTX Quế Nậm Đét");
    awake.resolve();
    await stuck;

    expect(answers.length).toBeGreaterThan(0);
    expect(new Set(answers)).toEqual(new Set(["stale"]));
    // A little later, since looking at a lane claims it for a moment.
    expect(await leftBehind(store, "web:1", now + 10)).toEqual(before);
    expect(before).toMatchObject({ replayed: true, inbox: [], outbox: [], stuck: [] });
    expect(before.lines.filter((line) => line.id.startsWith("web:1:name:")).length).toBe(1);
    await Promise.all([hanging.stop(), other.stop()]);
    await store.close();
  },
);
