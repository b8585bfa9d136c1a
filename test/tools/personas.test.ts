import { expect, test } from "vitest";
import { answersOf } from "../../src/answers.ts";
import { readProject } from "../../src/project.ts";
import { settingOf } from "../../src/setting.ts";
import { figures } from "../../src/tools/personas/figures.ts";
import { styles, type Walked, walkPersona } from "../../src/tools/personas/walk.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";

const each = 1;

/** As of the rehearsal in docs/measurements.md, with room for what few people say by chance. */
test("scripted producers hand in their dossiers, whatever their habits", async () => {
  const content = await readProject();
  const walked: Walked[] = [];
  for (const id of Object.keys(content.programmes)) {
    const setting = settingOf(content, id);
    const answers = answersOf(content, id, { fetch: () => Promise.reject(new Error()), ids: countingIds() });
    for (const style of styles)
      for (let at = 0; at < each; at += 1)
        walked.push(await walkPersona(setting, answers, style, 7_000 + walked.length));
  }
  const all = figures(walked).at(-1);
  const ends = walked.flatMap(({ style, faults }) =>
    faults.filter((one) => one.kind === "dead-end").map((one) => `${style}: ${one.item} ${one.told}`),
  );
  expect(ends).toEqual([]);
  expect(all?.finished).toBe(walked.length);
  expect(all?.median).toBeLessThanOrEqual(1.25);
  expect(all?.equal).toBeGreaterThanOrEqual(0.99);
  expect(all?.faults.repeated).toBeLessThanOrEqual(6);
}, 60_000);
