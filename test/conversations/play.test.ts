import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { answersIn } from "../support/scripted-answers.ts";

const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .toSorted();

describe("conversations", () => {
  test.each(files)("%s", async (name) => {
    const conversation = readConversation(readFileSync(join(folder, name), "utf8"));
    expect(conversation.title).not.toBe("");
    const { faults } = await play(
      conversation,
      await readSetting(conversation.programme),
      await answersIn(name),
    );
    expect(faults.join("\n\n")).toBe("");
  });
});
