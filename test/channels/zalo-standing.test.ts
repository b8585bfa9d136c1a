import { afterEach, expect, test } from "vitest";
import { openZalo } from "../../src/channels/zalo/open.ts";
import { days, hours, instantOf, minutes } from "../../src/domain/instant.ts";
import { guarded } from "../../src/store/guarded.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { storeWindows } from "../../src/store/windows.ts";
import { memoryFiles } from "../../src/tools/rehearsal.ts";
import { zaloEmulator } from "../support/zalo-emulator.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Two processes of one account, and what Zalo was asked for. */
async function stage() {
  const clock = { at: instantOf("2021-03-15 09:00"), now: () => clock.at };
  const zalo = await zaloEmulator({ clock, allowance: 20 });
  const store = await openSqlite({ file: ":memory:", programme: "p" });
  closing.push(zalo.close, store.close);
  const refreshToken = zalo.consent();
  const lines: Readonly<Record<string, unknown>>[] = [];
  const open = () =>
    openZalo({
      appId: zalo.appId,
      appSecret: zalo.appSecret,
      oaSecret: zalo.oaSecret,
      refreshToken,
      apiRoot: zalo.root,
      oauthRoot: zalo.root,
      storage: guarded(store, clock, "zalo-tokens"),
      quota: guarded(store, clock, "zalo-quota"),
      windows: storeWindows(store, clock),
      files: memoryFiles(),
      fetch: (address, init) => fetch(address, init),
      clock,
      log: (line) => lines.push(line),
    });
  const asked = (): number => zalo.calls.filter((one) => one.path === "/v3.0/oa/quota/message").length;
  return { clock, zalo, open, asked, lines };
}

test("the quota is asked for once an hour by all processes together, and is there for each", async () => {
  const { clock, open, asked } = await stage();
  const [one, two] = [open(), open()];
  expect(await one.standing()).toEqual({ token: "none" });
  await one.look();
  const begun = { at: clock.at, remain: 20, total: 20 };
  expect(await two.standing()).toEqual({
    token: "good",
    since: clock.at,
    until: clock.at + days(90),
    quota: begun,
  });
  clock.at += minutes(50);
  await two.look();
  await one.look();
  expect(asked()).toBe(1);
  clock.at += minutes(10);
  await Promise.all([one.look(), two.look()]);
  expect(asked()).toBe(2);
  expect((await one.standing()).quota?.at).toBe(clock.at);
});

test("the age of the tokens is that of the last refresh; a grant that is lost says so at once", async () => {
  const { clock, zalo, open } = await stage();
  const one = open();
  await one.look();
  clock.at += hours(22);
  await one.look();
  expect((await one.standing()).since).toBe(clock.at);
  clock.at += hours(22);
  // Somebody else got a pair: ours is good no more.
  zalo.consent();
  await one.look();
  expect((await one.standing()).token).toBe("lost");
});

test("what Zalo does not answer is told in the log by a code, and the old figure stays", async () => {
  const { clock, zalo, open, lines } = await stage();
  const one = open();
  await one.look();
  clock.at += hours(2);
  zalo.misbehave({ on: "/quota/message", how: "500" }, { on: "/quota/message", how: "500" });
  await one.look();
  expect(lines.filter((line) => line["what"] === "zalo-quota")).toHaveLength(1);
  expect((await one.standing()).quota?.remain).toBe(20);
});
