import { expect, test } from "vitest";
import { fault, ok } from "../../src/domain/result.ts";
import { modelWatch } from "../../src/model/watched.ts";
import type { Model, ModelFault } from "../../src/ports/model.ts";

const prompt = { system: "", user: "", temperature: 0, maxTokens: 1, seconds: 1, fill: {} };

test("calls are told with their time and cost; since when they fail is known; switched off nobody is asked", async () => {
  let now = 1_000;
  let off = false;
  let asked = 0;
  let next: ModelFault | undefined;
  const lines: unknown[] = [];
  const inner: Model = {
    complete: () => {
      asked += 1;
      now += 250;
      return Promise.resolve(next === undefined ? ok({ reply: {}, sent: 120, received: 30 }) : fault(next));
    },
    embed: () => Promise.resolve(ok([[1]])),
  };
  const { watch, failing } = modelWatch({
    clock: { now: () => now },
    log: (line) => lines.push(line),
    isOff: () => off,
  });
  const model = watch(inner);
  expect(failing()).toBeUndefined();
  await model.complete(prompt, {});
  expect(failing()).toBe("well");
  next = "refused";
  await model.complete(prompt, {});
  // What was asked is at fault, not the server.
  expect(failing()).toBe("well");
  next = "slow";
  await model.complete(prompt, {});
  await model.complete(prompt, {});
  expect(failing()).toBe(1_500);
  off = true;
  expect(await model.complete(prompt, {})).toEqual(fault("none"));
  expect(asked).toBe(4);
  off = false;
  next = undefined;
  await model.embed(["a"]);
  expect(failing()).toBe("well");
  expect(lines).toEqual([
    { what: "model", call: "complete", code: "ok", ms: 250, sent: 120, received: 30 },
    { what: "model", call: "complete", code: "refused", ms: 250 },
    { what: "model", call: "complete", code: "slow", ms: 250 },
    { what: "model", call: "complete", code: "slow", ms: 250 },
    { what: "model", call: "embed", code: "ok", ms: 0 },
  ]);
});
