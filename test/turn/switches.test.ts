import { afterEach, describe, expect, test } from "vitest";
import { threadId } from "../../src/domain/ids.ts";
import { hours, instantOf, minutes, seconds } from "../../src/domain/instant.ts";
import type { SwitchName } from "../../src/operation/switch.ts";
import { readSetting } from "../../src/project.ts";
import type { Store } from "../../src/store/contract.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";
import { turnSwitch } from "../../src/turn/switches.ts";
import {
  announcementOf,
  announcing,
  balance,
  contactNamed,
  keepContacts,
  release,
} from "../support/announcing.ts";
import { scriptedAnswers } from "../support/scripted-answers.ts";

const setting = await readSetting("bac-ha-2021");

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const turn = (store: Store, name: SwitchName, off: boolean) =>
  turnSwitch(store, name, { at: 1, by: "switch", ...(off ? { reason: "thử" } : {}) });

/** The assistant behind channels that note what they send; `looked`: it has looked at the switches. */
async function stage() {
  const at = await announcing(setting);
  closing.push(at.close);
  let count = 0;
  const says = async (thread: string, text: string): Promise<void> => {
    count += 1;
    const deed = { kind: "text", text } as const;
    await at.app.receive({ id: `${thread}:${count}`, thread: threadId(thread), at: at.at(), deed });
    await at.app.settle();
  };
  const looked = async (): Promise<void> => {
    at.app.wake();
    await at.app.settle();
    await at.wait(0);
  };
  return { ...at, says, looked };
}

describe("switched off", () => {
  test.each([
    ["telegram-sending", "telegram:1", "zalo:1"],
    ["zalo-sending", "zalo:1", "telegram:1"],
  ] as const)(
    "%s: replies keep their place in line and go once it is on; other channels go on",
    async (name, still, other) => {
      const at = await stage();
      await turn(at.store, name, true);
      await at.says(still, "alo");
      await at.says(still, "đăng ký mận tam hoa");
      await at.says(other, "alo");
      expect(at.told.map(({ thread }) => thread)).toEqual([other]);
      await at.wait(minutes(1));
      expect(at.told).toHaveLength(1);
      await turn(at.store, name, false);
      await at.looked();
      await at.wait(seconds(20));
      await at.wait(seconds(20));
      expect(at.told.slice(1).map(({ thread, id }) => [thread, id.split(":")[2]])).toEqual([
        [still, "1"],
        [still, "2"],
      ]);
    },
  );

  test("announcements: nothing of one goes until it is on, and then everybody gets it once", async () => {
    const at = await stage();
    await keepContacts(
      at.store,
      Array.from({ length: 5 }, (_, number) => contactNamed(number)),
    );
    await turn(at.store, "announcements", true);
    await at.looked();
    await release(at.store, announcementOf(), at.at());
    await at.wait(minutes(1));
    expect(at.told).toEqual([]);
    // Replies go all the same.
    await at.says("telegram:9", "alo");
    expect(at.told).toHaveLength(1);
    await turn(at.store, "announcements", false);
    await at.looked();
    await at.wait(seconds(1));
    expect(
      at.told
        .slice(1)
        .map(({ thread }) => thread)
        .toSorted(),
    ).toEqual(Array.from({ length: 5 }, (_, number) => `telegram:${1_000 + number}`));
    expect((await balance(at.store)).sent).toBe(5);
  });

  test("reminders: nobody hears of a day that has passed meanwhile, and of the next they do", async () => {
    const talk = await rehearse(setting, instantOf("2021-04-10 09:00"));
    closing.push(talk.close);
    for (const text of ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "htx"])
      await talk.deed({ kind: "text", text });
    await turn(talk.store, "reminders", true);
    expect(await talk.wait(instantOf("2021-04-17 12:00") - instantOf("2021-04-10 09:03"))).toEqual([]);
    await turn(talk.store, "reminders", false);
    const heard = await talk.wait(instantOf("2021-04-23 12:00") - instantOf("2021-04-17 12:00"));
    expect(heard.join("\n")).toContain("còn *7 ngày*");
  });

  test("escalation: a question that waits too long is told of the morning after it is on again", async () => {
    const talk = await rehearse(setting, instantOf("2021-03-15 09:00"), { answers: scriptedAnswers });
    closing.push(talk.close);
    await talk.seat("terminal:staff", { role: "staff", place: "huyen" });
    await talk.seat("terminal:office", { role: "officer", place: "huyen", office: "trung-tam-y-te" });
    for (const text of ["cho tôi gặp người ở trung tâm y tế", "1"])
      await talk.deed({ kind: "text", text }, "terminal:p");
    talk.heard("terminal:staff");
    await turn(talk.store, "escalation", true);
    const before = instantOf("2021-03-24 12:00") - instantOf("2021-03-15 09:00");
    await talk.wait(before, "terminal:p");
    expect(talk.heard("terminal:staff")).toEqual([]);
    await turn(talk.store, "escalation", false);
    await talk.wait(hours(24), "terminal:p");
    expect(talk.heard("terminal:staff").join("\n")).toContain("Quá 4 ngày làm việc");
  });
});
