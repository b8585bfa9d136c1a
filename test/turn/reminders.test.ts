import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { app } from "../../src/app.ts";
import type { Channel } from "../../src/channels/contract.ts";
import { threadId } from "../../src/domain/ids.ts";
import { clockTime, dayOf, days, hours, instantOf, minutes } from "../../src/domain/instant.ts";
import { auditLog, personKey, roundsKey, threadKey } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { threadSchema } from "../../src/dialogue/thread.ts";
import { countingIds, memoryFiles, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";

const setting = await readSetting("bac-ha-2021");
const begin = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "htx"] as const;
const staff = { role: "staff", place: "huyen" } as const;
const says =
  (talk: Rehearsal, thread: string) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };
const codeIn = (text: string): string => /BH-\w+/u.exec(text)?.[0] ?? "none";
const isReminder = (text: string): boolean => text.includes("tắt nhắc");

/** A rehearsal whose clock can be set. */
async function stage(at = "2021-04-10 09:00") {
  const talk = await rehearse(setting, instantOf(at));
  let now = instantOf(at);
  const chat = (thread: string) => {
    const say = says(talk, thread);
    return async (...texts: readonly string[]): Promise<string> => {
      now += minutes(1) * texts.length;
      return say(...texts);
    };
  };
  const until = async (to: string, thread = "terminal:1"): Promise<string> => {
    const ms = instantOf(to) - now;
    now += ms;
    return (await talk.wait(ms, thread)).join("\n");
  };
  const seat: Rehearsal["seat"] = (thread, role) => {
    now += minutes(1);
    return talk.seat(thread, role);
  };
  return { talk, chat, until, seat };
}

describe("a reminder", () => {
  test("comes at the hour at which they wrote, and not before", async () => {
    const { talk, chat, until } = await stage();
    await chat("terminal:1")(...begin);
    expect(await until("2021-04-13 09:01")).toBe("");
    expect(await until("2021-04-13 09:02")).toContain("còn 3 ngày");
    expect(await until("2021-04-16 09:02")).toBe("");
    expect(await until("2021-04-16 09:03")).toContain("còn *14 ngày*");
    expect(await until("2021-04-16 19:59")).toBe("");
    await talk.close();
  });

  test("is not said at night, and not the day after: the days would be wrong", async () => {
    const { talk, chat, until } = await stage();
    await chat("terminal:1")(...begin);
    expect(await until("2021-04-16 20:00")).toBe("");
    // Only that something should have been begun the day before.
    const dayAfter = await until("2021-04-17 08:00");
    expect([dayAfter.includes("khó kịp Đợt 1"), dayAfter.includes("⏰")]).toEqual([true, false]);
    expect(await until("2021-04-23 12:00")).toContain("còn *7 ngày*");
    await talk.close();
  });

  test("says what is so when it is said: a round that was moved", async () => {
    const { talk, chat, until, seat } = await stage();
    await chat("terminal:1")(...begin);
    await seat("terminal:vp", staff);
    await chat("terminal:vp")("sửa đợt 2 từ 8/5/2021", "đúng", "gia hạn đợt 1 đến 7/5/2021", "đúng");
    expect(await until("2021-04-16 10:00")).toBe("");
    expect(await until("2021-04-23 10:00")).toContain("còn *14 ngày* nữa là hết hạn Đợt 1 năm 2021");
    await talk.close();
  });

  test("stops with handing in, and with erasing", async () => {
    for (const end of ["nộp", "xoá"]) {
      const { talk, chat, until } = await stage();
      const mine = chat("terminal:1");
      await mine(...begin);
      if (end === "xoá") await mine("xoá dữ liệu", "có");
      else {
        const [kept] = await talk.store.load([threadKey("terminal:1")]);
        const id = threadSchema.parse(JSON.parse(kept?.text ?? "{}")).person ?? "";
        const [person] = await talk.store.load([personKey(id)]);
        const text = (person?.text ?? "").replace('"handedIn":false', '"handedIn":true');
        await talk.store.commit({ now: instantOf("2021-04-10 10:00"), put: [{ key: personKey(id), text }] });
      }
      for (const day of ["16", "23", "27", "29"])
        expect([end, await until(`2021-04-${day} 12:00`)]).toEqual([end, ""]);
      await talk.close();
    }
  });

  test("comes to the chat where they last wrote, once for all dossiers and channels", async () => {
    const { talk, chat, until } = await stage();
    const [zalo, web] = [chat("terminal:zalo"), chat("terminal:web")];
    await zalo(...begin);
    const code = codeIn(await zalo("mã nối"));
    await web(`nối ${code}`, "đăng ký cốm Na Lo", "đúng", "hộ");
    expect(await until("2021-04-16 12:00", "terminal:web")).toContain("Ngoài ra còn 1 hồ sơ đang làm");
    expect(talk.heard("terminal:zalo")).toEqual([]);
    await zalo("alo");
    expect(await until("2021-04-23 13:00", "terminal:zalo")).toContain("còn *7 ngày*");
    expect(talk.heard("terminal:web")).toEqual([]);
    await talk.close();
  });

  test("has one timer, however much is written, and none that nobody waits for", async () => {
    const { talk, chat } = await stage();
    const mine = chat("terminal:1");
    await mine(
      ...begin,
      "HTX Quế Nậm Đét",
      "1",
      "sửa tên cơ sở thành HTX Nậm Đét",
      "đúng",
      "alo",
      "thôi nghỉ",
    );
    const waiting = (
      await talk.store.claim("timers", {
        now: instantOf("2023-01-01"),
        limit: 100,
        lease: 1,
        most: 20,
      })
    ).filter((one) => one.group.startsWith("remind "));
    expect(waiting.map((one) => one.works.length)).toEqual([1]);
    await talk.close();
  });

  test("leaves the choices of the open question as they were", async () => {
    const { talk, chat, until } = await stage();
    const mine = chat("terminal:1");
    await mine("đăng ký tinh dầu quế Nậm Đét", "đồng ý");
    expect(await until("2021-04-16 12:00")).toContain("14 ngày");
    expect(await mine("2")).toContain("*Tổ hợp tác*");
    await talk.close();
  });
});

describe("where a person cannot be written to for ever", () => {
  test("a reminder that would only be held is not said; one that is held goes nowhere the day after", async () => {
    const store = await openSqlite({ file: ":memory:", programme: "p" });
    const clock = { at: instantOf("2021-04-08 09:00"), now: () => clock.at };
    const thread = threadId("zalo:7");
    const sent: string[] = [];
    let open = true;
    let asked = 0;
    const channel: Channel = {
      name: "zalo",
      can: { text: 4000, buttons: 0, label: 20, files: false, reach: days(7) },
      receive: () => Promise.resolve({ verdict: "ignored", events: [], reply: { status: 200 } }),
      render: (message, to, id) => [{ id, thread: to, method: "say", body: message.text }],
      send: ({ body }) => {
        asked += 1;
        if (!open) return Promise.resolve({ kind: "held", why: "window" });
        sent.push(String(body));
        return Promise.resolve({ kind: "sent" });
      },
    };
    const assistant = app(
      {
        store,
        clock,
        ids: countingIds(),
        files: memoryFiles(),
        log: () => undefined,
        channels: { zalo: channel },
      },
      setting,
    );
    let count = 0;
    const write = async (text: string): Promise<void> => {
      clock.at += minutes(1);
      await assistant.receive({ id: `e${(count += 1)}`, thread, at: clock.at, deed: { kind: "text", text } });
      await assistant.settle();
    };
    for (const text of begin) await write(text);
    asked = 0;
    clock.at = instantOf("2021-04-16 10:00");
    await assistant.settle();
    expect(asked).toBe(0);

    clock.at = instantOf("2021-04-18 10:00");
    await write("HTX Quế Nậm Đét");
    open = false;
    clock.at = instantOf("2021-04-23 10:30");
    await assistant.settle();
    expect(asked).toBe(2);
    open = true;
    clock.at = instantOf("2021-04-24 09:00");
    await write("1");
    expect(sent.filter(isReminder)).toEqual([]);
    clock.at = instantOf("2021-04-27 10:30");
    await assistant.settle();
    expect(sent.at(-1)).toContain("còn *3 ngày*");
    await assistant.stop();
    await store.close();
  });
});

describe("whatever is written and whenever", () => {
  const write = fc.record({
    kind: fc.constant("say" as const),
    chat: fc.constantFrom("terminal:a", "terminal:b"),
    text: fc.constantFrom("HTX Quế", "1", "alo", "để sau", "hoàn tác", "đăng ký cốm na lo", "có"),
  });
  const step = fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 14 }) }),
    },
    { weight: 5, arbitrary: write },
    { weight: 1, arbitrary: write.map((one) => ({ ...one, text: "tắt nhắc" })) },
    { weight: 4, arbitrary: write.map((one) => ({ ...one, text: "bật nhắc" })) },
  );

  test(
    "nobody is reminded in quiet hours, twice a day, or after they said no",
    { timeout: 60_000 },
    async () => {
      let heard = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 100, maxLength: 180 }), async (steps) => {
          let now = instantOf("2021-04-10 09:00");
          const talk = await rehearse(setting, now);
          const write = async (thread: string, ...texts: readonly string[]): Promise<string> => {
            now += minutes(1) * texts.length;
            return says(talk, thread)(...texts);
          };
          await write("terminal:a", ...begin);
          await write("terminal:b", `nối ${codeIn(await write("terminal:a", "mã nối"))}`);
          const reminded: string[] = [];
          let off = false;
          for (const one of steps) {
            if (one.kind === "say") {
              const answer = await write(one.chat, one.text);
              if (answer.includes("không nhắc hạn nộp nữa")) off = true;
              if (answer.includes("tôi sẽ nhắc bà con")) off = false;
              continue;
            }
            now += hours(one.hours);
            await talk.wait(hours(one.hours), "terminal:nobody");
            for (const said of ["terminal:a", "terminal:b"].flatMap((thread) => talk.heard(thread))) {
              expect([isReminder(said), off]).toEqual([true, false]);
              expect(clockTime(now) >= "08:00" && clockTime(now) < "20:00").toBe(true);
              reminded.push(dayOf(now));
            }
          }
          heard += reminded.length;
          expect(reminded).toEqual([...new Set(reminded)]);
          await talk.close();
        }),
        { numRuns: 15 },
      );
      expect(heard).toBeGreaterThan(5);
    },
  );
});

describe("a round opened by message", () => {
  const opening = "mở đợt 3 từ 1/10/2021 đến 30/11/2021";

  test("is kept with its use of a right, and seen by everybody at once", async () => {
    const { talk, chat, seat } = await stage("2021-09-25 09:00");
    await seat("terminal:vp", staff);
    await chat("terminal:vp")(opening, "đúng");
    expect(await chat("terminal:1")("sắp có đợt nào")).toContain("Đợt 3 năm 2021");
    const lines = await talk.store.read(auditLog("2021-09"), 0, 100);
    expect(lines.join()).toContain('"deed":"round-opened","about":"dot-3-2021 2021-10-01 2021-11-30"');
    await talk.close();
  });

  test("is not kept for whoever has lost the right before the yes", async () => {
    const { talk, chat, seat } = await stage("2021-09-25 09:00");
    await seat("terminal:vp", staff);
    await chat("terminal:vp")(opening);
    await talk.unseat("terminal:vp");
    expect(await chat("terminal:vp")("đúng")).toContain("cán bộ thường trực");
    expect(await talk.store.load([roundsKey])).toEqual([undefined]);
    await talk.close();
  });

  test("does not swallow one that somebody else opened in the meantime", async () => {
    const { talk, chat, seat } = await stage("2021-09-25 09:00");
    await seat("terminal:vp", staff);
    await seat("terminal:khac", staff);
    await chat("terminal:vp")(opening);
    await chat("terminal:khac")("mở đợt 4 từ 1/12/2021 đến 31/12/2021", "đúng");
    await chat("terminal:vp")("đúng");
    const all = await chat("terminal:1")("các đợt");
    expect(all).toContain("Đợt 3 năm 2021");
    expect(all).toContain("Đợt 4 năm 2021");
    await talk.close();
  });
});
