import { describe, expect, test } from "vitest";
import { threadId } from "../../src/domain/ids.ts";
import { days, hours, instantOf } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import type { Store } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { decideDoubts, moveRow, rowsIn } from "../../src/turn/broadcast/steps.ts";
import {
  announcementIn,
  announcementOf,
  announcing,
  balance,
  contactNamed,
  keepContacts,
  listOf,
  type Platform,
  release,
  type Stage,
  step,
} from "../support/announcing.ts";

const nothing: ["*"] = ["*"];
const setting = await readSetting("bac-ha-2021");

test("an announcement is frozen and sent to everybody once, and ends", async () => {
  const stage = await announcing(setting);
  await keepContacts(
    stage.store,
    Array.from({ length: 250 }, (_, at) => contactNamed(at)),
  );
  await release(stage.store, announcementOf(), stage.at());
  await stage.wait(0);
  const tally = await balance(stage.store);
  expect(tally).toMatchObject({ sent: 250, waiting: 0, sending: 0, doubt: 0 });
  expect(new Set(stage.told.map((one) => one.thread)).size).toBe(250);
  expect(stage.told).toHaveLength(250);
  expect(stage.told[0]?.text).toBe("Chào Người 0, đợt 1 sắp hết hạn.");
  expect(await announcementIn(stage.store)).toMatchObject({ state: "done", frozen: 250, chunks: 3 });
  await stage.close();
});

const many = (count: number) => Array.from({ length: count }, (_, at) => contactNamed(at));

test("nothing goes in the quiet hours, unless it is urgent", async () => {
  const stage = await announcing(setting, { at: instantOf("2021-03-15 22:00") });
  await keepContacts(stage.store, many(5));
  await release(stage.store, announcementOf(), stage.at());
  await stage.wait(hours(8.9));
  expect(stage.told).toEqual([]);
  await release(stage.store, announcementOf({ id: "TB-0002", urgent: true }), stage.at());
  await stage.wait(0);
  expect(stage.told).toHaveLength(5);
  await stage.wait(hours(0.1));
  expect(await balance(stage.store)).toMatchObject({ sent: 5 });
  await stage.close();
});

test("whoever opts out between the list and the sending gets nothing", async () => {
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  const stage = await announcing(setting, {
    store,
    telegram: async ({ thread }) => {
      if (thread === "telegram:1000")
        await keepContacts(
          store,
          many(300)
            .slice(100)
            .map((one) => ({ ...one, optedOut: nothing })),
        );
      return { kind: "sent" };
    },
  });
  await keepContacts(store, many(300));
  await release(store, announcementOf(), stage.at());
  await stage.wait(0);
  const out = new Set(
    many(300)
      .slice(100)
      .map(({ chats }) => chats[0]?.thread),
  );
  const tally = await balance(store);
  expect(tally.sent + tally.skipped).toBe(300);
  expect(tally.skipped).toBeGreaterThan(150);
  // Only what was under way at that moment can still have gone.
  expect(stage.told.filter(({ thread }) => out.has(thread)).length).toBeLessThanOrEqual(40);
  await stage.close();
});

test("a chat that is told to wait is not written to before, and the others go on", async () => {
  const at = instantOf("2021-03-15 09:00");
  const tried: { readonly thread: string; readonly at: number }[] = [];
  const stage: Stage = await announcing(setting, {
    at,
    telegram: ({ thread }) => {
      tried.push({ thread, at: stage.at() });
      return thread === "telegram:1002" && stage.at() < at + 60_000
        ? { kind: "later", at: at + 60_000, why: "Too Many Requests: retry after 60" }
        : { kind: "sent" };
    },
  });
  await keepContacts(stage.store, many(20));
  await release(stage.store, announcementOf(), at);
  await stage.wait(0);
  expect(await balance(stage.store)).toMatchObject({ sent: 19, later: 1 });
  await release(stage.store, announcementOf({ id: "TB-0002" }), at);
  await stage.wait(0);
  expect(await balance(stage.store, "TB-0002")).toMatchObject({ sent: 19, later: 1 });
  await stage.wait(59_000);
  await stage.wait(1_000);
  expect(tried.filter(({ thread }) => thread === "telegram:1002").map((one) => one.at - at)).toEqual([
    0, 60_000, 60_000,
  ]);
  expect(await announcementIn(stage.store)).toMatchObject({ state: "done" });
  await stage.close();
});

test("when chat after chat takes nothing, no process writes before the time is over", async () => {
  const at = instantOf("2021-03-15 09:00");
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  const tried: number[] = [];
  let until = at + 30_000;
  const telegram = () => {
    const now = at + passed;
    tried.push(now);
    return now < until ? { kind: "later" as const, at: until, why: "429" } : { kind: "sent" as const };
  };
  let passed = 0;
  const stages = await Promise.all([1, 2].map(() => announcing(setting, { at, store, telegram })));
  const wait = async (ms: number): Promise<void> => {
    passed += ms;
    for (const stage of stages) await stage.wait(ms);
  };
  await keepContacts(store, many(900));
  await release(store, announcementOf(), at);
  await wait(0);
  const atOnce = tried.length;
  expect(atOnce).toBeLessThan(200);
  await wait(20_000);
  expect(tried).toHaveLength(atOnce);
  await wait(10_000);
  await wait(1_000);
  expect(await balance(store)).toMatchObject({ sent: 900 });
  until = 0;
  for (const stage of stages) await stage.app.stop();
  await store.close();
});

describe("what a chat holds until its person writes", () => {
  const at = instantOf("2021-03-15 09:00");
  const held = async (zalo: Platform) => {
    const stage = await announcing(setting, { at, zalo, reach: days(7) });
    await keepContacts(stage.store, [
      contactNamed(1, { chats: [{ thread: "zalo:7", lastAt: at - days(30) }] }),
    ]);
    await release(stage.store, announcementOf(), at);
    await stage.wait(0);
    return stage;
  };
  const writes = async (stage: Stage, id = "e1"): Promise<void> => {
    await stage.app.receive({
      id,
      thread: threadId("zalo:7"),
      at: stage.at(),
      deed: { kind: "text", text: "alo" },
    });
    await stage.wait(0);
  };
  let open = false;
  const window: Platform = () => (open ? { kind: "sent" } : { kind: "held", why: "window" });

  test("goes before the reply, and the list hears of it", async () => {
    open = false;
    const stage = await held(window);
    expect(await balance(stage.store)).toMatchObject({ held: 1 });
    expect((await announcementIn(stage.store)).state).toBe("done");
    open = true;
    await stage.wait(days(2));
    await writes(stage);
    expect(stage.told[0]?.text).toContain("đợt 1 sắp hết hạn");
    expect(stage.told).toHaveLength(2);
    expect(await balance(stage.store)).toMatchObject({ sent: 1, held: 0 });
    await stage.close();
  });

  test("goes nowhere when it is too late, and the list says so", async () => {
    open = false;
    const stage = await held(window);
    open = true;
    await stage.wait(days(8));
    await writes(stage);
    expect(stage.told).toHaveLength(1);
    expect(await balance(stage.store)).toMatchObject({ skipped: 1 });
    await stage.close();
  });

  test("is in doubt when nobody can tell whether it arrived, and is not tried twice", async () => {
    open = false;
    let tries = 0;
    const stage = await held((call) => {
      if (!open) return { kind: "held", why: "window" };
      if (!String(call.body).includes("đợt 1")) return { kind: "sent" };
      tries += 1;
      return { kind: "unknown", why: "reset" };
    });
    open = true;
    await writes(stage);
    for (let looks = 0; looks < 5; looks += 1) await stage.wait(60_000);
    expect(tries).toBe(1);
    expect(await balance(stage.store)).toMatchObject({ doubt: 1 });
    await stage.close();
  });
});

describe("rows in doubt", () => {
  const doubtful = async () => {
    let broken = true;
    const stage = await announcing(setting, {
      telegram: ({ thread }) =>
        broken && ["telegram:1001", "telegram:1002"].includes(thread)
          ? { kind: "unknown", why: "reset" }
          : { kind: "sent" },
    });
    await keepContacts(stage.store, many(10));
    await release(stage.store, announcementOf(), stage.at());
    await stage.wait(0);
    broken = false;
    return stage;
  };

  test("are never sent again by themselves", async () => {
    const stage = await doubtful();
    const before = stage.told.length;
    for (let looks = 0; looks < 5; looks += 1) await stage.wait(hours(1));
    expect(stage.told).toHaveLength(before);
    expect(await balance(stage.store)).toMatchObject({ sent: 8, doubt: 2 });
    await stage.close();
  });

  test("are sent again, or taken as sent, as staff decide, and then the announcement ends again", async () => {
    const stage = await doubtful();
    const [one, two] = await rowsIn(stage.store, "TB-0001", "doubt", 10);
    expect([one?.thread, two?.thread]).toEqual(["telegram:1001", "telegram:1002"]);
    expect(await decideDoubts(stage.store, "TB-0001", one ? [one] : [], "again", stage.at())).toBe(1);
    expect(await decideDoubts(stage.store, "TB-0001", two ? [two] : [], "sent-after-all", stage.at())).toBe(
      1,
    );
    // Whoever decides the same once more decides nothing.
    expect(await decideDoubts(stage.store, "TB-0001", two ? [two] : [], "again", stage.at())).toBe(0);
    await stage.wait(0);
    expect(await balance(stage.store)).toMatchObject({ sent: 10, doubt: 0 });
    expect(stage.told.filter(({ thread }) => thread === "telegram:1001")).toHaveLength(2);
    expect(stage.told.filter(({ thread }) => thread === "telegram:1002")).toHaveLength(1);
    expect((await announcementIn(stage.store)).state).toBe("done");
    await stage.close();
  });
});

test("stopping ends it at once: what was not begun goes nowhere, and the list says so", async () => {
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  let sent = 0;
  const stage = await announcing(setting, {
    store,
    telegram: async () => {
      sent += 1;
      if (sent === 50) await step(store, "TB-0001", "stop", stage.at());
      return { kind: "sent" };
    },
  });
  await keepContacts(store, many(500));
  await release(store, announcementOf(), stage.at());
  await stage.wait(0);
  const tally = await balance(store);
  expect(tally.sent).toBeLessThan(140);
  expect(tally.sent + tally.skipped).toBe(tally.sent + tally.skipped + tally.waiting + tally.sending);
  expect(await announcementIn(store)).toMatchObject({ state: "stopped" });
  await stage.close();
});

test("a message of several parts goes on after the part that went", async () => {
  const at = instantOf("2021-03-15 09:00");
  const parts: string[] = [];
  const stage: Stage = await announcing(setting, {
    at,
    telegram: (call) => {
      if (parts.length === 1 && stage.at() === at) return { kind: "later", at: at + 5_000, why: "429" };
      parts.push(call.id);
      return { kind: "sent" };
    },
  });
  await keepContacts(stage.store, many(1));
  await release(stage.store, announcementOf({ text: "Dài. ".repeat(1_500) }), at);
  await stage.wait(0);
  await stage.wait(5_000);
  expect(parts).toEqual(["b:TB-0001:0:0", "b:TB-0001:0:0.1"]);
  await stage.close();
});

test("a list is frozen in pages, with everybody once, also where many joined at one moment", async () => {
  const stage = await announcing(setting);
  await keepContacts(
    stage.store,
    many(5_000).map((one, at) => ({ ...one, joinedAt: 1_000 + Math.floor(at / 700) })),
  );
  await release(stage.store, announcementOf({ startAt: stage.at() }), stage.at());
  await stage.wait(0);
  const people = (await listOf(stage.store)).map((row) => row.person);
  expect(people).toHaveLength(5_000);
  expect(new Set(people).size).toBe(5_000);
  await stage.close();
});

test("a reply does not wait for an announcement, and the announcement goes on beside people who write", async () => {
  let sent = 0;
  const stage: Stage = await announcing(setting, {
    telegram: () => {
      sent += 1;
      if (sent === 30)
        void stage.app.receive({
          id: "e1",
          thread: threadId("telegram:77"),
          at: stage.at(),
          deed: { kind: "text", text: "alo" },
        });
      return { kind: "sent" };
    },
  });
  await keepContacts(stage.store, many(300));
  await release(stage.store, announcementOf(), stage.at());
  await stage.wait(0);
  const place = stage.told.findIndex((one) => one.thread === "telegram:77");
  // What was on its way by then may still arrive before it.
  expect(place).toBeGreaterThan(0);
  expect(place).toBeLessThan(30 + 80);
  expect(await balance(stage.store)).toMatchObject({ sent: 300 });
  await stage.close();
});

test("an urgent announcement does not wait for the end of a long one", async () => {
  let sent = 0;
  const stage: Stage = await announcing(setting, {
    telegram: async () => {
      sent += 1;
      if (sent % 20 === 0) stage.pass(1_000);
      if (sent === 100)
        await release(stage.store, announcementOf({ id: "TB-0002", urgent: true }), stage.at());
      return { kind: "sent" };
    },
  });
  await keepContacts(stage.store, many(1_500));
  await release(stage.store, announcementOf(), stage.at());
  for (let looks = 0; looks < 10; looks += 1) await stage.wait(1_000);
  const urgent = stage.told.findLastIndex((one) => one.id.startsWith("b:TB-0002"));
  expect(stage.told.filter((one) => one.id.startsWith("b:TB-0002"))).toHaveLength(1_500);
  expect(stage.told.slice(0, urgent).filter((one) => one.id.startsWith("b:TB-0001")).length).toBeLessThan(
    700,
  );
  await stage.close();
});

test("what somebody else says was sent, just before it is begun, is not sent again", async () => {
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  let told = false;
  const seen: Store = {
    ...store,
    commit: async (change) => {
      const begins = change.put?.some(({ text }) => text?.includes('"sending"') === true);
      if (begins === true && !told) {
        told = true;
        await moveRow(
          store,
          change.now,
          { id: "TB-0001", chunk: 0, row: 3 },
          { what: "sent", at: change.now },
        );
      }
      return store.commit(change);
    },
  };
  const stage = await announcing(setting, { store, seen });
  await keepContacts(store, many(10));
  await release(store, announcementOf(), stage.at());
  await stage.wait(0);
  expect(told).toBe(true);
  expect(stage.told.map((one) => one.thread)).not.toContain("telegram:1003");
  expect(stage.told).toHaveLength(9);
  expect(await balance(store)).toMatchObject({ sent: 10 });
  await stage.close();
});
