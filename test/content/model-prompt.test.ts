import { describe, expect, test } from "vitest";
import { readContent } from "../../src/content/load.ts";
import { content } from "../architecture/project.ts";

const path = "prompts/model/say.md";
const text = `---
id: say
temperature: 0
maxTokens: 100
seconds: 5
fills: [question]
reply:
  about: [ours, other]
  text: text
---

## system
Nói ngắn.

## user
Hỏi: {question}
`;
const read = (changed: string) => readContent([{ path, text: changed }]);

test("a prompt is read with its limits, its shape and its two parts", () => {
  expect(read(text)).toMatchObject({
    content: {
      prompts: {
        say: {
          seconds: 5,
          reply: { about: ["ours", "other"], text: "text" },
          system: "Nói ngắn.",
          user: "Hỏi: {question}",
        },
      },
    },
  });
});

describe("a prompt is complained about", () => {
  test.each([
    ["a place that nobody fills", text.replace("Hỏi:", "Hỏi {who}:"), 16, "{who} is not among the fills"],
    [
      "a fill without a place",
      text.replace("[question]", "[question, today]"),
      6,
      "{today} does not stand in ## user",
    ],
    [
      "a brace in the fixed part",
      text.replace("Nói ngắn.", "Nói ngắn {question}."),
      13,
      "a brace in ## system",
    ],
    ["a brace that opens nothing", text.replace("Hỏi:", "{Hỏi:"), 16, "a brace that opens no place"],
    ["a part that is missing", text.replace("## user", "## people"), 12, "## system and then ## user"],
    ["too much time", text.replace("seconds: 5", "seconds: 60"), 5, "seconds"],
    ["a field of no kind", text.replace("text: text", "text: number"), 9, "reply.text"],
    ["another name than its file", text.replace("id: say", "id: tell"), 1, "tell"],
  ])("for %s", (_, changed, line, words) => {
    const found = read(changed);
    const complaints = "complaints" in found ? found.complaints : [];
    expect(complaints[0]).toMatchObject({ path, line });
    expect(complaints[0]?.text).toContain(words);
  });
});

test("the prompts that are used are there", () => {
  expect(Object.keys(content.prompts)).toEqual(["answer", "route", "story"]);
});
