import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play, playTo } from "../../src/tools/play.ts";
import { talkOver } from "../support/play-over.ts";
import { answersIn } from "../support/scripted-answers.ts";
import { telegramStage } from "../support/telegram-stage.ts";

const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  // accepted.test.ts plays these, with real papers.
  .filter((name) => !name.startsWith("tron-ven/"))
  // These name the channel, speak to people who never wrote, or need the kind of a file that is only a name here.
  .filter((name) => !/^(?:can-bo|hoi-dong|so-tay|thong-bao|van-ban)\//u.test(name))
  .toSorted();

const settings = new Map<string, ReturnType<typeof readSetting>>();
const settingOf = (programme: string): ReturnType<typeof readSetting> => {
  const read = settings.get(programme) ?? readSetting(programme);
  settings.set(programme, read);
  return read;
};

describe("conversations over Telegram", () => {
  test.each(files)("%s comes to the same as in the terminal", async (name) => {
    const conversation = readConversation(readFileSync(join(folder, name), "utf8"));
    const setting = await settingOf(conversation.programme);
    const talk = await talkOver(setting, conversation.at, telegramStage(setting), await answersIn(name));
    const over = await playTo(talk, conversation, setting);
    expect(over.faults.join("\n\n")).toBe("");
    expect(over.record).toBe((await play(conversation, setting, await answersIn(name))).record);
  });

  test.each(files.filter((name) => !name.startsWith("san-pham")))(
    "%s comes to the same when buttons are pressed",
    async (name) => {
      const conversation = readConversation(readFileSync(join(folder, name), "utf8"));
      const setting = await settingOf(conversation.programme);
      const talk = await talkOver(
        setting,
        conversation.at,
        telegramStage(setting, true),
        await answersIn(name),
      );
      expect((await playTo(talk, conversation, setting)).faults.join("\n\n")).toBe("");
    },
  );
});
