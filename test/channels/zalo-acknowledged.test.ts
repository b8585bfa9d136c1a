import { afterEach, expect, test } from "vitest";
import { zaloStage } from "../support/zalo-stage.ts";

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

/** Zalo waits two seconds; a tenth of that leaves room for the network. */
const soon = 200;
const work = 5_000;
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

const milliseconds = async (deed: () => Promise<void>): Promise<number> => {
  const from = performance.now();
  await deed();
  return performance.now() - from;
};

test.each([
  { what: "a photo whose fetching takes five seconds", on: "/media" },
  { what: "a reply whose sending takes five seconds", on: "/cs" },
])(
  "$what holds back no acknowledgement, of its own delivery or of others",
  async ({ on }) => {
    const one = await zaloStage({ limit: 2 * work });
    close = one.close;
    const slow = one.zalo.person("77");
    await slow.says("alo");
    await one.settle();
    one.zalo.misbehave({ on, how: "slow", ms: work });
    const from = performance.now();
    const took = [await milliseconds(() => slow.sends(jpeg))];
    await expect.poll(one.zalo.misdeedsLeft).toBe(0);
    const others = Array.from({ length: 20 }, (_, at) => one.zalo.person(`${100 + at}`));
    for (const person of others) took.push(await milliseconds(() => person.says("alo")));
    took.push(await milliseconds(() => slow.says("menu")));
    expect(Math.max(...took)).toBeLessThan(soon);
    expect(new Set(one.zalo.answers)).toEqual(new Set([200]));
    // The others are answered while that work goes on.
    await expect.poll(() => others.every(({ got }) => got.length === 1), { timeout: work / 2 }).toBe(true);
    expect(slow.got).toHaveLength(1);
    await one.settle();
    expect(performance.now() - from).toBeGreaterThan(work - soon);
    expect(slow.got).toHaveLength(3);
  },
  20_000,
);
