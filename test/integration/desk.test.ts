import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instantOf, minutes } from "../../src/domain/instant.ts";
import { inquiryIndex } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";
import { type Redis, startRedis } from "../support/redis.ts";
import { scriptedAnswers } from "../support/scripted-answers.ts";

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const setting = await readSetting("bac-ha-2021");
const open = (programme: string) => openRedis({ url: redis.url, programme });

test.each([
  "hoi-dap/khong-biet-roi-biet",
  "hoi-dap/nhac-moi-sang",
  "hoi-dap/ma-vai-tro",
  "hoi-dap/vai-tro-het-han",
  "can-bo/doan-ma-bi-thay",
  "hoi-dong/bay-nguoi",
])("%s goes the same over Redis", async (name) => {
  const text = readFileSync(`${import.meta.dirname}/../conversations/${name}.md`, "utf8");
  const opened = await open(name.replace("/", "-"));
  const { faults } = await play(readConversation(text), setting, { opened, answers: scriptedAnswers });
  expect(faults.join("\n")).toBe("");
});

test("two processes, 40 people who ask the same at once: one question, and each hears the answer once", async () => {
  const start = instantOf("2021-03-15 08:00");
  // One time for both: a claim of the one must not look old to the other.
  const clock = { now: start };
  const both = [
    await rehearse(setting, start, { opened: await open("two"), clock }),
    await rehearse(setting, start, { opened: await open("two"), clock }),
  ] as const;
  const [one, two] = both;
  await one.seat("terminal:mai", { role: "officer", place: "huyen", office: "phong-nong-nghiep" });
  const heard = (chat: string): readonly string[] => both.flatMap((each) => each.heard(chat));
  heard("terminal:mai");
  const chats = Array.from({ length: 40 }, (_, at) => `terminal:p${at}`);
  const ask = { kind: "text", text: "nộp hồ sơ qua bưu điện được không" } as const;
  // What one process says, the other may have asked for: only together have they said everything.
  const said = await Promise.all(chats.map((chat, at) => (at % 2 === 0 ? one : two).deed(ask, chat)));
  // Whoever was overtaken five times in a row is tried again a second later.
  for (let round = 0; round < 5; round += 1) await Promise.all(both.map((each) => each.wait(minutes(1))));
  const told = chats.map((chat, at) => [...(said[at] ?? []), ...heard(chat)]);
  expect(told.filter((texts) => texts.length !== 1 || !texts.join().includes("đã chuyển"))).toEqual([]);
  expect(await one.store.range(inquiryIndex, { limit: 10 })).toHaveLength(1);
  expect(heard("terminal:mai")).toHaveLength(1);
  const [{ member } = { member: "" }] = await one.store.range(inquiryIndex, { limit: 1 });
  await one.deed({ kind: "text", text: `trả lời ${member}: Được.` }, "terminal:mai");
  await Promise.all(both.map((each) => each.app.settle()));
  expect(chats.map((chat) => heard(chat).length)).toEqual(chats.map(() => 1));
  await Promise.all(both.map((each) => each.close()));
});
