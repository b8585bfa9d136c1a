import { expect, test } from "vitest";
import type { Claimed } from "../../src/store/contract.ts";
import { pump } from "../../src/turn/pump.ts";

/** A claim that is answered when the test says so. */
function heldBack() {
  const waiting: ((groups: readonly Claimed[]) => void)[] = [];
  const claim = (): Promise<readonly Claimed[]> => new Promise((resolve) => waiting.push(resolve));
  return {
    claim,
    answer: (groups: readonly Claimed[] = []) => waiting.shift()?.(groups),
    asked: () => waiting.length,
  };
}

const group: Claimed = { lane: "inbox", group: "web:1", token: 1, until: 1, works: [] };
const soon = () => new Promise((resolve) => setImmediate(resolve));

test("stops while a claim is under way and somebody has just woken it", async () => {
  const { claim, answer } = heldBack();
  const lane = pump(
    claim,
    () => Promise.resolve(),
    4,
    () => undefined,
  );
  lane.wake();
  lane.wake();
  const stopped = lane.stop();
  answer();
  await stopped;
});

test("finishes what it has in hand before it stops, and claims nothing more", async () => {
  const { claim, answer, asked } = heldBack();
  const finished = Promise.withResolvers<void>();
  let done = false;
  const lane = pump(
    claim,
    async () => {
      await finished.promise;
      done = true;
    },
    4,
    () => undefined,
  );
  lane.wake();
  answer([group]);
  await soon();
  lane.wake();
  answer();
  await soon();
  const stopped = lane.stop();
  finished.resolve();
  await stopped;
  expect(done).toBe(true);
  expect(asked()).toBe(0);
});

test("gives a place to a group that comes otherwise, but not before those who wait, and not more than there are", async () => {
  const { claim, answer, asked } = heldBack();
  const finished = Promise.withResolvers<void>();
  const lane = pump(
    claim,
    () => finished.promise,
    2,
    () => undefined,
  );
  const place = lane.reserve("web:2");
  lane.reserve("web:3")?.();
  place?.(() => finished.promise);
  lane.wake();
  // One is in hand and one is asked for.
  expect(lane.reserve("web:4")).toBeUndefined();
  answer([group]);
  await soon();
  lane.wake();
  expect([lane.reserve("web:4"), asked()]).toEqual([undefined, 0]);
  finished.resolve();
  await soon();
  // Somebody was woken for: the lane looks for them before anybody else gets a place.
  expect([lane.reserve("web:4"), asked()]).toEqual([undefined, 1]);
  answer();
  await soon();
  answer();
  await soon();
  expect(lane.reserve("web:4")).toBeDefined();
});

test("waits at its stop for a place that is still to be filled", async () => {
  const { claim } = heldBack();
  const lane = pump(
    claim,
    () => Promise.resolve(),
    2,
    () => undefined,
  );
  const place = lane.reserve("web:2");
  const finished = Promise.withResolvers<void>();
  let stopped = false;
  const stop = lane.stop().then(() => {
    stopped = true;
  });
  expect(lane.reserve("web:4")).toBeUndefined();
  place?.(() => finished.promise);
  await soon();
  expect(stopped).toBe(false);
  finished.resolve();
  await stop;
});

test("looks for a group that was called for while it was in hand only when it has left", async () => {
  const { claim, answer, asked } = heldBack();
  const finished = Promise.withResolvers<void>();
  const lane = pump(
    claim,
    () => finished.promise,
    64,
    () => undefined,
  );
  lane.wake("web:1");
  answer([group]);
  await soon();
  lane.wake("web:1");
  lane.wake("web:1");
  await soon();
  expect(asked()).toBe(0);
  finished.resolve();
  await soon();
  expect(asked()).toBe(1);
});
