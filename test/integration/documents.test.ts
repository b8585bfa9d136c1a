import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import { articlesKey, documentIndex, proposalIndex } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { deedOf, readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { memoryFiles, rehearse } from "../../src/tools/rehearsal.ts";
import { storeLibrary } from "../../src/turn/published.ts";
import { type Redis, startRedis } from "../support/redis.ts";
import { publishedToo } from "../support/scripted-answers.ts";
import { sentDocuments } from "../support/sent-documents.ts";

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-03-15 08:00");
const open = (programme: string) => openRedis({ url: redis.url, programme });

test.each(["them-van-ban", "ngay-chong-nhau", "co-ho-so-dang-lam"])(
  "%s goes the same over Redis",
  async (name) => {
    const text = readFileSync(`${import.meta.dirname}/../conversations/van-ban/${name}.md`, "utf8");
    const opened = await open(name);
    const { faults } = await play(readConversation(text), setting, { opened, ...(await publishedToo()) });
    expect(faults.join("\n")).toBe("");
  },
);

test("two processes, one document proposed in both at once: it is taken once and published once", async () => {
  const files = memoryFiles(sentDocuments);
  const one = await rehearse(setting, start, { opened: await open("two"), files });
  const two = await rehearse(setting, start, { opened: await open("two"), files });
  const officer = { role: "officer", place: "huyen", office: "phong-nong-nghiep" } as const;
  await one.seat("terminal:mai", officer);
  await two.seat("terminal:pao", officer);
  await one.deed(deedOf("[tệp ho-tro-tem.txt]"), "terminal:mai");
  await two.deed(deedOf("[tệp ho-tro-tem.pdf]"), "terminal:pao");
  await Promise.all([one.deed(deedOf("1"), "terminal:mai"), two.deed(deedOf("1"), "terminal:pao")]);
  const kept = await one.store.range(documentIndex, { limit: 10 });
  expect(kept).toHaveLength(1);
  const id = kept[0]?.member ?? "";
  expect((await one.store.load([articlesKey(id)]))[0]?.version).toBe(1);
  const tap = { kind: "tap", data: `u:${id}`, label: "x" } as const;
  await Promise.all([one.deed(tap, "terminal:mai"), two.deed(tap, "terminal:pao")]);
  await Promise.all([one.app.settle(), two.app.settle()]);
  expect(await one.store.range(proposalIndex, { limit: 10 })).toEqual([]);
  const articles = await storeLibrary(two.store, { now: () => start }).published();
  expect(articles.map((article) => article.clause)).toContain("Quyết định 7/2021/QĐ-UBND, Điều 1");
  expect(articles).toHaveLength(3);
  await Promise.all([one.close(), two.close()]);
});
