import { expect, test } from "vitest";
import { app } from "../../src/app.ts";
import { threadId } from "../../src/domain/ids.ts";
import { seconds } from "../../src/domain/instant.ts";
import { stuckIndex, stuckKey, triesKey } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { readEvent } from "../../src/turn/event-text.ts";
import { recordedWeb, type Sent, start } from "../support/endure.ts";
import { lying } from "../support/left-behind.ts";

test("an event that fails three times is set aside with its text, the person is told once, and the next ones go on", async () => {
  const setting = await readSetting("bac-ha-2021");
  // Deciding on a message of an unknown kind throws, since it has no words to answer with.
  const { "unreadable-message-kind": _, ...words } = setting.words;
  const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
  const sent: Sent[] = [];
  const codes: unknown[] = [];
  let now = start;
  const clock = { now: () => now };
  const ports = { store, clock, ids: countingIds(), files: memoryFiles() };
  const channels = { web: recordedWeb(store, clock, sent) };
  const made = app(
    { ...ports, log: (line) => void codes.push(line["code"]), channels },
    { ...setting, words },
  );
  const thread = threadId("web:1");
  const bad = {
    id: "web:1:bad",
    thread,
    at: now,
    deed: { kind: "unreadable", why: "message-kind" },
  } as const;
  const say = (id: string, text: string) =>
    made.receive({ id: `web:1:${id}`, thread, at: now, deed: { kind: "text", text } });

  await say("m1", "alo");
  await made.receive(bad);
  await say("m2", "đăng ký mận tam hoa");
  await say("m3", "đồng ý");
  await made.settle();
  expect(sent.map(({ id }) => id)).toEqual(["web:1:m1:1"]);
  for (let pass = 0; pass < 6; pass += 1) {
    now += seconds(5);
    made.wake();
    await made.settle();
  }

  const told = sent.filter(({ id }) => id === "web:1:bad:stuck");
  expect(told.length).toBe(1);
  expect(told[0]?.text).toContain(JSON.stringify(setting.words["stuck"]).slice(1, -1));
  expect(codes.filter((code) => code === "failed").length).toBe(3);
  const order = sent.map(({ id }) => id.split(":").slice(0, 3).join(":"));
  expect(order).toEqual(["web:1:m1", "web:1:bad", "web:1:m2", "web:1:m3"]);

  const kept = await store.load([stuckKey(bad.id), triesKey(bad.id)]);
  expect(readEvent(kept[0]?.text ?? "")).toEqual(bad);
  expect(kept[1]).toBeUndefined();
  expect((await store.range(stuckIndex, { limit: 10 })).map((one) => one.member)).toEqual([bad.id]);
  expect(await lying(store, "inbox", now)).toEqual([]);
  expect(await lying(store, "outbox", now)).toEqual([]);
  await made.stop();
  await store.close();
});
