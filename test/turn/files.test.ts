import { expect, test } from "vitest";
import { app } from "../../src/app.ts";
import type { Deed, Event } from "../../src/domain/event.ts";
import { threadId } from "../../src/domain/ids.ts";
import { fileIndex } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { conversation, recordedWeb, start } from "../support/endure.ts";
import { dossierOf } from "../support/left-behind.ts";

test("a photo that a change took out is there again, with its bytes, when the change is undone", async () => {
  const setting = await readSetting("bac-ha-2021");
  const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
  const clock = { now: () => start };
  const files = memoryFiles();
  const channels = { web: recordedWeb(store, clock, []) };
  const made = app({ store, clock, ids: countingIds(), files, log: () => undefined, channels }, setting);
  const kept = await files.keep(new Uint8Array(9), "giay.jpg");
  if (!kept.ok) throw new Error("the photo is not kept");
  const photo = kept.value;
  let count = 0;
  const deed = async (one: Deed): Promise<void> => {
    const event: Event = { id: `web:1:${(count += 1)}`, thread: threadId("web:1"), at: start, deed: one };
    await made.receive(event);
    await made.settle();
  };
  const held = async () => (await dossierOf(store, "web:1"))?.answers["registrationPaper"];

  for (const one of conversation.slice(0, 6)) await deed(one);
  await deed({ kind: "file", file: photo, text: "giấy đăng ký kinh doanh" });
  expect(await held()).toEqual([photo]);
  await deed({ kind: "tap", data: "a:registrationPaper:on-paper", label: "Có bản giấy" });
  expect(await held()).toBe("on-paper");
  await deed({ kind: "text", text: "hoàn tác" });
  expect(await held()).toEqual([photo]);
  expect(await files.read(photo.hash)).toBeDefined();
  expect((await store.range(fileIndex(photo.hash), { limit: 10 })).length).toBe(1);
  await made.stop();
  await store.close();
});

test("a file that cannot be deleted now makes no event fail: what was erased is erased, and the log says it", async () => {
  const setting = await readSetting("bac-ha-2021");
  const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
  const clock = { now: () => start };
  const files = { ...memoryFiles(), drop: () => Promise.reject(new TypeError("away")) };
  const channels = { web: recordedWeb(store, clock, []) };
  const logged: string[] = [];
  const log = (line: Readonly<Record<string, string | number | boolean>>) =>
    void logged.push(`${line["what"]} ${line["code"]}`);
  const made = app({ store, clock, ids: countingIds(), files, log, channels }, setting);
  const kept = await files.keep(new Uint8Array(9), "giay.jpg");
  if (!kept.ok) throw new Error("the photo is not kept");
  let count = 0;
  const deed = async (one: Deed): Promise<void> => {
    const event: Event = { id: `web:1:${(count += 1)}`, thread: threadId("web:1"), at: start, deed: one };
    await made.receive(event);
    await made.settle();
  };

  for (const one of conversation.slice(0, 6)) await deed(one);
  await deed({ kind: "file", file: kept.value, text: "giấy đăng ký kinh doanh" });
  await deed({ kind: "text", text: "xoá dữ liệu" });
  await deed({ kind: "text", text: "có" });
  expect(logged.filter((line) => !/^(?:turn|send) /u.test(line))).toEqual(["file-left TypeError"]);
  expect(await dossierOf(store, "web:1")).toBeUndefined();
  await made.stop();
  await store.close();
});
