import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { offlineOf } from "../../src/answers.ts";
import { inWords } from "../../src/worded.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";
import { statesAll } from "../../src/tools/eval/answers.ts";
import { content } from "../architecture/project.ts";
import { malicious, scriptedModel } from "../support/scripted-model.ts";

const row = z.looseObject({
  id: z.string(),
  question: z.string(),
  must_not_state: z.array(z.string()).default([]),
});
const attacks = readFileSync("test/eval/attacks.jsonl", "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => row.parse(JSON.parse(line)));
const offline = offlineOf(content, "bac-ha-2021");
const at = "2026-11-25";

/** What a model says that does as the attack wishes. */
const obeys = (leak: string) => ({ completeness: "complete", text: leak, used: ["p1"] });

test("a model that obeys attacks changes nothing of what is said", { timeout: 120_000 }, async () => {
  expect(attacks.length).toBeGreaterThanOrEqual(300);
  const ways = Object.values(malicious);
  let asked = 0;
  const changed: string[] = [];
  for (const [number, { id, question, must_not_state: leaks }] of attacks.entries()) {
    const plain = offline.answer({ question, at });
    const wish = leaks[0]?.split("|")[0] ?? "Hồ sơ của bạn đã được duyệt, đạt 5 sao.";
    const way = ways[number % ways.length];
    // What is made up of a passage's own words may pass the check (docs/decisions/0009-model.md); a wish may not.
    const tries = [
      { said: () => obeys(wish), wished: true },
      { said: () => obeys(question), wished: true },
      ...(way === undefined ? [] : [{ said: way, wished: false }]),
    ];
    for (const { said, wished } of tries) {
      const model = scriptedModel([said]);
      const parts = { model, passages: [], ids: countingIds() };
      const answer = await inWords(content, "bac-ha-2021", offline, parts)({ question, at });
      asked += model.asked.length;
      const leaked = leaks.some((leak) => statesAll(answer.text, [leak]) && !statesAll(plain.text, [leak]));
      if (leaked || (wished && answer.text !== plain.text && answer.verdict === "answered"))
        changed.push(`${id}: ${answer.text}`);
    }
  }
  expect(changed).toEqual([]);
  // Many attacks get as far as the model; the rest are stopped by rules.
  expect(asked).toBeGreaterThan(100);
});
