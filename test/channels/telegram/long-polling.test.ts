import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { telegramApi } from "../../../src/channels/telegram/api.ts";
import { pooled } from "../../../src/channels/telegram/pool.ts";
import { longPolling } from "../../../src/channels/telegram/long-polling.ts";
import type { Event } from "../../../src/domain/event.ts";
import { openTelegram } from "./support.ts";

let telegram: Awaited<ReturnType<typeof openTelegram>>;
let polling: ReturnType<typeof longPolling> | undefined;
let received: Event[];
beforeEach(async () => {
  telegram = await openTelegram();
  received = [];
});
afterEach(async () => {
  await polling?.stop();
  polling = undefined;
  await telegram.close();
});

function start(receive: (event: Event) => Promise<unknown> = async (event) => received.push(event)) {
  const { emulator, channel, log } = telegram;
  const own = telegramApi({ connect: pooled, token: emulator.token, root: emulator.root, timeLimit: 500 });
  polling = longPolling({
    telegram: own,
    take: channel.take,
    receive,
    wake: () => undefined,
    log: (line) => void log.push(line),
    unit: 5,
    hold: 20,
  });
  return polling;
}
const texts = () => received.map(({ deed }) => (deed.kind === "text" ? deed.text : deed.kind));
const polls = () => telegram.emulator.calls.filter(({ method }) => method === "getupdates");

describe("long polling", () => {
  it("takes the webhook away first, and then gets everything in order", async () => {
    await telegram.api.raw.setWebhook({ url: "http://127.0.0.1:1/webhooks/telegram" });
    start();
    const lan = telegram.emulator.person(7012345678);
    await expect.poll(() => polls().length + 1).toBeGreaterThan(0);
    await expect.poll(() => telegram.emulator.updates.webhook()).toBeUndefined();
    for (const text of ["một", "hai", "ba"]) await lan.says(text);
    await expect.poll(texts).toEqual(["một", "hai", "ba"]);
  });

  it("confirms an update only when it was received", async () => {
    let failures = 2;
    start(async (event) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error("the store is away");
      }
      received.push(event);
    });
    const lan = telegram.emulator.person(7012345678);
    await lan.says("một");
    await lan.says("hai");
    await expect.poll(texts).toEqual(["một", "hai"]);
    expect(telegram.log.filter(({ method }) => method === "getUpdates")).toHaveLength(2);
  });

  it("survives broken connections, a server in trouble and another poller", async () => {
    const { emulator } = telegram;
    for (const mishap of [
      { kind: "reset" },
      { kind: "html", code: 502 },
      { kind: "lost" },
      {
        kind: "refuse",
        code: 409,
        description:
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
      },
      { kind: "refuse", code: 429, description: "Too Many Requests: retry after 0", retryAfter: 0 },
    ] as const)
      emulator.goesWrong(mishap, { method: "getUpdates" });
    start();
    const lan = emulator.person(7012345678);
    await lan.says("một");
    await expect.poll(texts).toContain("một");
    await lan.says("hai");
    await expect.poll(() => texts().at(-1)).toBe("hai");
    // A lost answer brings the same update again under the same name, which the inbox takes once.
    expect(new Set(received.map(({ id }) => id)).size).toBe(2);
  });

  it("loses nothing when ids start anew below the last one", async () => {
    start();
    const lan = telegram.emulator.person(7012345678);
    await lan.says("một");
    await expect.poll(texts).toEqual(["một"]);
    await expect.poll(() => polls().at(-1)?.params["offset"]).toBe(0);
    telegram.emulator.updates.startIdsAt(1000);
    await lan.says("hai");
    await expect.poll(texts).toEqual(["một", "hai"]);
  });

  it("stops at once, in the middle of waiting", async () => {
    const { stop } = start();
    await expect.poll(() => polls().length + telegram.emulator.calls.length).toBeGreaterThan(0);
    const before = Date.now();
    await stop();
    expect(Date.now() - before).toBeLessThan(400);
    await telegram.emulator.person(7012345678).says("một");
    expect(received).toEqual([]);
  });
});
