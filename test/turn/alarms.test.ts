import { afterEach, describe, expect, test } from "vitest";
import { app } from "../../src/app.ts";
import { terminalChannel } from "../../src/channels/terminal/channel.ts";
import { instantOf, minutes, seconds } from "../../src/domain/instant.ts";
import { alarmsKey, lastKey, stuckIndex, stuckKey } from "../../src/domain/keys.ts";
import type { Offer } from "../../src/domain/role.ts";
import { threadId } from "../../src/domain/ids.ts";
import type { Surroundings } from "../../src/ports/surroundings.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { invite } from "../../src/turn/roles.ts";
import { startRedis } from "../support/redis.ts";

const setting = await readSetting("bac-ha-2021");
const begin = instantOf("2021-03-15 09:00");

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const stores: Readonly<Record<string, () => Promise<OpenStore>>> = {
  SQLite: () => openSqlite({ file: ":memory:", programme: "bac-ha-2021" }),
  ...(process.env["REDIS_SERVER"] === undefined
    ? {}
    : {
        Redis: async () => {
          const redis = await startRedis();
          closing.push(redis.stop);
          return openRedis({ url: redis.url, programme: "bac-ha-2021" });
        },
      }),
};

/** So many processes over one store, each with its own surroundings, and chats whose words are kept. */
async function stage(open: () => Promise<OpenStore>, around: readonly Surroundings[] = [{}]) {
  const store = await open();
  closing.push(() => store.close());
  const clock = { at: begin, now: () => clock.at };
  const heard = new Map<string, string[]>();
  const channel = terminalChannel(
    (text, _, thread) => void heard.set(thread, [...(heard.get(thread) ?? []), text]),
    clock,
  );
  const made = around.map((one) =>
    app(
      {
        store,
        clock,
        ids: countingIds(),
        files: memoryFiles(),
        log: () => undefined,
        channels: { terminal: channel },
        around: one,
      },
      setting,
    ),
  );
  closing.push(async () => {
    for (const one of made) await one.stop();
  });
  const [first] = made;
  if (first === undefined) throw new Error("nobody");
  let count = 0;
  const says = async (thread: string, text: string): Promise<string> => {
    count += 1;
    const deed = { kind: "text", text } as const;
    await first.receive({ id: `${thread}:${count}`, thread: threadId(thread), at: clock.at, deed });
    await first.settle();
    return (heard.get(thread)?.splice(0) ?? []).join("\n");
  };
  const seat = async (thread: string, role: Offer): Promise<void> => {
    count += 1;
    await invite(store, clock.at, `BH-VAITRO${count}`, role);
    await says(thread, `BH-VAITRO${count}`);
  };
  /** Lets so many minutes pass; all processes look in each of them. */
  const pass = async (many: number): Promise<void> => {
    for (let minute = 0; minute < many; minute += 1) {
      clock.at += minutes(1);
      await Promise.all(made.map((one) => one.watched()));
      for (const one of made) await one.settle();
    }
  };
  const told = (thread: string): string => (heard.get(thread)?.splice(0) ?? []).join("\n");
  return { store, clock, says, seat, pass, told };
}

const admin: Offer = { role: "admin", place: "huyen" };
const stuck = (at: number) => ({
  now: at,
  put: [{ key: stuckKey("web:1:x"), text: "{}" }],
  index: [{ index: stuckIndex, member: "web:1:x", score: at }],
});

describe.each(Object.entries(stores))("alarms over %s", (_, open) => {
  test("reach every administrator's chat once, whichever process looks, and nobody else", async () => {
    const at = await stage(open, [{}, {}]);
    await at.seat("terminal:admin", admin);
    await at.seat("terminal:staff", { role: "staff", place: "huyen" });
    await at.store.commit(stuck(at.clock.at));
    await at.pass(5);
    expect(at.told("terminal:admin")).toBe(
      'Báo cho quản trị:\n• Có 1 việc bị kẹt. Gõ "việc kẹt" để xem và thử lại.',
    );
    expect(at.told("terminal:staff")).toBe("");
    await at.store.commit({
      now: at.clock.at,
      index: [{ index: stuckIndex, member: "web:1:x", score: null }],
    });
    await at.pass(10);
    expect(at.told("terminal:admin")).toBe("Báo cho quản trị:\n• Đã ổn: việc bị kẹt.");
  });

  test("wait for an administrator where there is none, and are told to whoever comes", async () => {
    const at = await stage(open);
    await at.store.commit(stuck(at.clock.at));
    await at.pass(5);
    await at.seat("terminal:admin", admin);
    await at.pass(3);
    expect(at.told("terminal:admin")).toContain("1 việc bị kẹt");
  });

  test("are silent while they are switched off", async () => {
    const at = await stage(open);
    await at.seat("terminal:admin", admin);
    await at.says("terminal:admin", "tắt cảnh báo vì đang sửa máy");
    await at.store.commit(stuck(at.clock.at));
    await at.pass(5);
    expect(at.told("terminal:admin")).toBe("");
    await at.says("terminal:admin", "bật cảnh báo");
    await at.pass(3);
    expect(at.told("terminal:admin")).toContain("1 việc bị kẹt");
  });

  test("tell of the disk, of a backup that failed, and that the store was away", async () => {
    const away = { from: begin - minutes(3), until: begin };
    const at = await stage(open, [
      { disk: () => Promise.resolve({ free: 100, total: 1000 }), storeAway: () => away },
    ]);
    await at.seat("terminal:admin", admin);
    const text = JSON.stringify({ at: begin, ok: false, code: "disk-full" });
    await at.store.commit({ now: begin, put: [{ key: lastKey("backup"), text }] });
    await at.pass(3);
    const heard = at.told("terminal:admin");
    expect(heard).toContain("mất liên lạc khoảng 3 phút, từ 08:57 ngày 15/3/2021");
    expect(heard).toContain("Ổ đĩa sắp đầy, còn 0 MB");
    expect(heard).toContain("sao lưu gần nhất bị lỗi (disk-full)");
  });

  test("surroundings that do not answer hold nothing up", async () => {
    const at = await stage(open, [{ disk: () => Promise.reject(new Error("x")), model: () => "well" }]);
    await at.seat("terminal:admin", admin);
    await at.store.commit(stuck(at.clock.at));
    await at.pass(3);
    expect(at.told("terminal:admin")).toContain("việc bị kẹt");
  });

  test("are looked for once a minute, however many ask", async () => {
    const at = await stage(open, [{}, {}, {}]);
    const looks = async (): Promise<number> => (await at.store.load([alarmsKey]))[0]?.version ?? 0;
    await at.pass(1);
    expect(await looks()).toBe(1);
    at.clock.at -= seconds(30);
    await at.pass(1);
    expect(await looks()).toBe(1);
    await at.pass(3);
    expect(await looks()).toBe(4);
  });
});
