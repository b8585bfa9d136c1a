import { expect, test } from "vitest";
import { app } from "../../src/app.ts";
import { terminalChannel } from "../../src/channels/terminal/channel.ts";
import { threadId } from "../../src/domain/ids.ts";
import { readSetting } from "../../src/project.ts";
import type { Store } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { start } from "../support/endure.ts";

const opening = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "hợp tác xã", "HTX Quế Nậm Đét", "1"];
const setting = await readSetting("bac-ha-2021");

/** The assistant over a store whose calls are written down, and what became of each message by then. */
async function stage() {
  const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
  const calls: string[] = [];
  const open = { count: 0, most: 0 };
  const noted =
    <Args extends readonly unknown[], Answer>(name: string, call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      calls.push(name);
      open.count += 1;
      open.most = Math.max(open.most, open.count);
      const answer = await call(...args);
      open.count -= 1;
      return answer;
    };
  const watched: Store = {
    ...store,
    load: noted("load", store.load),
    commit: noted("commit", store.commit),
    claim: noted("claim", store.claim),
    range: noted("range", store.range),
  };
  let sent = 0;
  const born = () =>
    app(
      {
        store: watched,
        clock: { now: () => start },
        ids: countingIds(),
        files: memoryFiles(),
        log: () => undefined,
        channels: {
          terminal: terminalChannel(
            () => {
              sent += 1;
              calls.push("sent");
            },
            { now: () => start },
          ),
        },
      },
      setting,
    );
  let count = 0;
  const says = async (assistant: ReturnType<typeof born>, text: string): Promise<readonly string[]> => {
    calls.length = 0;
    const before = sent;
    count += 1;
    await assistant.receive({
      id: `terminal:1:${count}`,
      thread: threadId("terminal:1"),
      at: start,
      deed: { kind: "text", text },
    });
    const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    for (let rounds = 0; rounds < 1_000 && sent === before; rounds += 1) await moment();
    for (let rounds = 0; rounds < 20; rounds += 1) await moment();
    return [...calls];
  };
  return { born, says, open, close: () => store.close() };
}

test("a person alone waits for two store calls in a row, and a third is made after the answer went", async () => {
  const talk = await stage();
  const assistant = talk.born();
  for (const text of opening) await talk.says(assistant, text);
  expect(await talk.says(assistant, "còn thiếu gì")).toEqual(["commit", "commit", "sent", "commit"]);
  expect(await talk.says(assistant, "Nậm Đét")).toEqual(["commit", "commit", "sent", "commit"]);
  expect(talk.open.most).toBe(1);
  await assistant.stop();
  await talk.close();
});

test("a program that has just started asks once more, since it does not know the person's names yet", async () => {
  const talk = await stage();
  const first = talk.born();
  for (const text of opening) await talk.says(first, text);
  await first.stop();
  const second = talk.born();
  const calls = await talk.says(second, "còn thiếu gì");
  expect(calls).toEqual(["commit", "load", "commit", "sent", "commit"]);
  await second.stop();
  await talk.close();
});
