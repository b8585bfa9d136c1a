import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instantOf, minutes } from "../../src/domain/instant.ts";
import { attendedIndex } from "../../src/domain/keys.ts";
import { noNumbers, recordId } from "../../src/register/record.ts";
import { readSetting } from "../../src/project.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { countingIds, rehearse } from "../../src/tools/rehearsal.ts";
import { bookChange, bookIn } from "../../src/turn/register.ts";
import { type Redis, startRedis } from "../support/redis.ts";

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const setting = await readSetting("bac-ha-2021");
const open = (programme: string) => openRedis({ url: redis.url, programme });

test.each(["so-chuong-trinh", "tap-huan-diem-danh"])("%s goes the same over Redis", async (name) => {
  const text = readFileSync(`${import.meta.dirname}/../conversations/so-sach/${name}.md`, "utf8");
  const { faults } = await play(readConversation(text), setting, { opened: await open(name) });
  expect(faults.join("\n")).toBe("");
});

test("two processes: officers who write at once get numbers of their own, and 60 phones are counted once each", async () => {
  const start = instantOf("2021-08-20 08:00");
  // One time for both: a claim of the one must not look old to the other.
  const clock = { now: start };
  const others = countingIds();
  const both = [
    await rehearse(setting, start, { opened: await open("two"), clock }),
    await rehearse(setting, start, {
      opened: await open("two"),
      clock,
      ids: { next: (kind) => `${others.next(kind)}b` },
    }),
  ] as const;
  const [one, two] = both;
  const settled = () => Promise.all(both.map((each) => each.app.settle()));
  const say = (at: number, text: string, chat: string) =>
    (at % 2 === 0 ? one : two).deed({ kind: "text", text }, chat);
  const officers = Array.from({ length: 6 }, (_, at) => `terminal:o${at}`);
  for (const [at, chat] of officers.entries())
    await (at % 2 === 0 ? one : two).seat(chat, {
      role: "officer",
      place: "huyen",
      office: "phong-nong-nghiep",
    });
  await say(0, "thêm tập huấn Bán hàng, 20/8/2021", "terminal:o0");
  await say(0, "đúng", "terminal:o0");
  for (const [at, chat] of officers.entries()) await say(at, `thêm HTX Số ${at}x, xã Bản Phố`, chat);
  await Promise.all(officers.map((chat, at) => say(at, "đúng", chat)));
  // Whoever found the register changed five times in a row is tried again when the claim has run out.
  await Promise.all(both.map((each) => each.wait(minutes(20))));
  await settled();
  const shelves = {
    range: one.store.range,
    read: one.store.read,
    load: async (key: string) => (await one.store.load([key]))[0],
  };
  const { book } = await bookIn(shelves);
  expect(book.register.organisations.map((each) => each.id)).toEqual(
    officers.map((_, at) => recordId("organisation", at + 1)),
  );
  const phones = Array.from({ length: 60 }, (_, at) => `terminal:p${at}`);
  // Whoever is overtaken five times in a row is tried again when the claim has run out.
  const late = async () => {
    for (let round = 0; round < 5; round += 1) await Promise.all(both.map((each) => each.wait(minutes(2))));
  };
  await Promise.all(phones.map((chat, at) => say(at, "điểm danh TH-1", chat)));
  await late();
  await settled();
  for (const chat of phones) for (const each of both) each.heard(chat);
  const again = await Promise.all(phones.map((chat, at) => say(at + 1, "TH-1", chat)));
  await late();
  await settled();
  const told = phones.map((chat, at) => [...(again[at] ?? []), ...both.flatMap((each) => each.heard(chat))]);
  expect(told.filter((texts) => !texts.join().includes("đã điểm danh lớp"))).toEqual([]);
  expect(await one.store.range(attendedIndex("TH-1"), { limit: 1_000 })).toHaveLength(60);
  await Promise.all(both.map((each) => each.close()));
});

test("a file of two thousand lines is one commit", async () => {
  const store = await open("large");
  const changes = Array.from({ length: 2_000 }, (_, at) => ({
    before: undefined,
    now: {
      schema: 1 as const,
      what: "organisation" as const,
      id: recordId("organisation", at + 1),
      name: `HTX ${at}`,
      kind: "cooperative" as const,
      commune: "ban-pho",
    },
  }));
  const numbers = { ...noNumbers, organisation: 2_000 };
  expect(await store.commit({ now: 1, ...bookChange({ changes, numbers }) })).toBe("done");
  expect(await store.range("register:organisation", { from: 1_999, limit: 10 })).toHaveLength(2);
  await store.close();
});
