import { expect, test } from "vitest";
import { app } from "../../src/app.ts";
import type { Event } from "../../src/domain/event.ts";
import { threadId } from "../../src/domain/ids.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { ownLine, recordedWeb, type Sent, start } from "../support/endure.ts";
import { dossierOf, linesOf, logOf } from "../support/left-behind.ts";

const setting = await readSetting("bac-ha-2021");

async function assistant() {
  let now = start;
  const clock = { now: () => now };
  const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
  const sent: Sent[] = [];
  const ports = { store, clock, ids: countingIds(), files: memoryFiles(), log: () => undefined };
  const made = app({ ...ports, channels: { web: recordedWeb(store, clock, sent) } }, setting);
  return {
    store,
    sent,
    receive: (event: Event) => made.receive(event, ownLine(event)),
    settle: made.settle,
    pass: (ms: number) => (now += ms),
    close: async () => {
      await made.stop();
      await store.close();
    },
  };
}

const text = (person: string, at: number, words: string): Event => ({
  id: `web:${person}:m${at}`,
  thread: threadId(`web:${person}`),
  at: start,
  deed: { kind: "text", text: words },
});

/** A registration, and then one text after another for an item that keeps the last one. */
const opening = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "hợp tác xã"];

const answered = (sent: readonly Sent[]): readonly string[] => sent.map(({ id }) => id.replace(/:\d+$/u, ""));

test("a hundred messages of one person within a second are each answered, in their order", async () => {
  const talk = await assistant();
  const events = Array.from({ length: 100 }, (_, at) => text("1", at, opening[at] ?? `HTX số ${at}`));
  const taken = events.map((event) => {
    talk.pass(10);
    return talk.receive(event);
  });
  expect(new Set(await Promise.all(taken))).toEqual(new Set(["done"]));
  await talk.settle();
  expect(answered(talk.sent)).toEqual(events.map((event) => event.id));
  const lines = await linesOf(talk.store, "web:1");
  expect(lines.filter((line) => line.from === "them").map((line) => line.id)).toEqual(
    events.map((event) => event.id),
  );
  expect(lines.length).toBe(200);
  expect((await dossierOf(talk.store, "web:1"))?.answers["ownerName"]).toBe("HTX số 3");
  await talk.close();
});

test("what comes while a turn runs is answered without anybody looking again", async () => {
  const talk = await assistant();
  const events = Array.from({ length: 30 }, (_, at) => text("1", at, opening[at] ?? `HTX số ${at}`));
  const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  // Each comes a moment after the one before, so that it often finds the thread in somebody's hand.
  for (const [at, event] of events.entries()) {
    await talk.receive(event);
    for (let count = 0; count < at % 7; count += 1) await moment();
  }
  for (let count = 0; count < 1_000 && talk.sent.length < events.length; count += 1) await moment();
  expect(answered(talk.sent)).toEqual(events.map((event) => event.id));
  await talk.close();
});

test("the same delivery five times, one after another or at once, has one effect", async () => {
  const talk = await assistant();
  for (const [at, words] of opening.entries()) {
    await talk.receive(text("1", at, words));
    await talk.settle();
  }
  const again = text("1", 3, "HTX Quế");
  const atOnce = await Promise.all(Array.from({ length: 5 }, () => talk.receive(again)));
  expect(atOnce.toSorted()).toEqual(["done", "seen", "seen", "seen", "seen"]);
  await talk.settle();
  for (let count = 0; count < 5; count += 1) {
    expect(await talk.receive(again)).toBe("seen");
    await talk.settle();
  }
  // A platform may come back a day later.
  talk.pass(2 * 86_400_000);
  expect(await talk.receive(again)).toBe("seen");
  await talk.settle();
  expect(answered(talk.sent).filter((id) => id === again.id)).toEqual([again.id]);
  const dossier = await dossierOf(talk.store, "web:1");
  const log = await logOf(talk.store, dossier?.id ?? "");
  expect(log.filter((entry) => entry.kind === "answered" && entry.item === "ownerName").length).toBe(1);
  await talk.close();
});

test("fifty people at once are each answered in their own order", async () => {
  const talk = await assistant();
  const people = Array.from({ length: 50 }, (_, at) => `p${at}`);
  const words = [...opening, "HTX của"];
  await Promise.all(
    words.flatMap((one, at) =>
      people.map((person) => talk.receive(text(person, at, `${one}${at === 3 ? ` ${person}` : ""}`))),
    ),
  );
  await talk.settle();
  for (const person of people) {
    const own = answered(talk.sent).filter((id) => id.startsWith(`web:${person}:`));
    expect(own).toEqual(words.map((_, at) => `web:${person}:m${at}`));
    expect((await dossierOf(talk.store, `web:${person}`))?.answers["ownerName"]).toBe(`HTX của ${person}`);
  }
  expect(talk.sent.length).toBe(people.length * words.length);
  await talk.close();
});
