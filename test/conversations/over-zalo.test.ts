import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { deedOf, readConversation } from "../../src/tools/conversation.ts";
import { playTo, type Talk } from "../../src/tools/play.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";
import { talkOver } from "../support/play-over.ts";
import { answersIn } from "../support/scripted-answers.ts";
import { likeZalo, overZalo, zaloPeople } from "../support/zalo-person.ts";

const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  // accepted.test.ts plays these, with real papers.
  .filter((name) => !name.startsWith("tron-ven/"))
  // These name the channel, show files that are only names here, or speak to people who have been silent for too long.
  .filter(
    (name) => !/^(?:ca-dot|can-bo|hoi-dong|so-sach|so-tay|tai-ve|thong-bao|van-ban|xet-ho-so)\//u.test(name),
  )
  .filter((name) => !name.endsWith("qua-bon-ngay.md"))
  // A round lost while the window was closed is said with the next word instead of by itself.
  .filter((name) => !/(?:con-kip-20\d\d|de-yen-ba-tuan)\.md$/u.test(name))
  .toSorted();

const settings = new Map<string, ReturnType<typeof readSetting>>();
const settingOf = (programme: string): ReturnType<typeof readSetting> => {
  const read = settings.get(programme) ?? readSetting(programme);
  settings.set(programme, read);
  return read;
};

describe("conversations over Zalo", () => {
  test.each(files)("%s comes to the same as in the terminal", async (name) => {
    const conversation = overZalo(readConversation(readFileSync(join(folder, name), "utf8")));
    const { at, programme } = conversation;
    const setting = await settingOf(programme);
    const over = await playTo(
      await talkOver(setting, at, zaloPeople(), await answersIn(name)),
      conversation,
      setting,
    );
    expect(over.faults.join("\n\n")).toBe("");
    const terminal = await rehearse(setting, at, await answersIn(name));
    const talk: Talk = {
      ...terminal,
      line: (text, thread) => terminal.deed(deedOf(text), thread),
      others: terminal,
    };
    expect(over.record).toBe((await playTo(likeZalo(talk, at), conversation, setting)).record);
  });

  test.each(files.filter((name) => !name.startsWith("san-pham")))(
    "%s comes to the same when buttons are pressed",
    async (name) => {
      const conversation = overZalo(readConversation(readFileSync(join(folder, name), "utf8")));
      const setting = await settingOf(conversation.programme);
      const talk = await talkOver(setting, conversation.at, zaloPeople(true), await answersIn(name));
      expect((await playTo(talk, conversation, setting)).faults.join("\n\n")).toBe("");
    },
  );
});
