import { expect, test } from "vitest";
import { rehearseBroadcastKills, rehearsePace } from "../../src/tools/rehearse-broadcast.ts";

const redis = process.env["REDIS_SERVER"];

test.skipIf(!redis)(
  "two servers send thirty a second to a strict platform together: as many as that, never more, and none is refused",
  async () => {
    const figures = await rehearsePace({ recipients: 300, processes: 2, rate: 30 });
    expect(figures.tally).toMatchObject({ sent: 300, doubt: 0, waiting: 0 });
    expect(figures.mostInASecond).toBeLessThanOrEqual(30);
    // A machine that does other things at the same time loses some; the long rehearsal is held to 98 %.
    expect(figures.perSecond).toBeGreaterThan(0.8 * 30);
  },
  120_000,
);

test.skipIf(!redis)(
  "servers and Redis are killed while announcements go out: nothing lost in silence, nothing twice, every list adds up",
  async () => {
    const figures = await rehearseBroadcastKills({ kills: 12, recipients: 500, rate: undefined, seed: 11 });
    expect(figures.faults).toEqual([]);
    expect(figures.kills).toBe(12);
    expect(figures.balances).toBeGreaterThanOrEqual(12);
    expect(figures.doubts).toBeLessThanOrEqual(figures.inFlight);
    expect(figures.longestPause).toBeLessThan(5_000);
  },
  180_000,
);
