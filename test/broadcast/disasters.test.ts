import { describe, expect, test } from "vitest";
import { sentBefore } from "../../src/broadcast/announcement.ts";
import type { Contact } from "../../src/broadcast/contact.ts";
import { digestOf, perHourFor } from "../../src/broadcast/plan.ts";
import { readConfig } from "../../src/config.ts";
import { threadId } from "../../src/domain/ids.ts";
import { hours, instantOf, minutes, seconds } from "../../src/domain/instant.ts";
import { announcementKey, contactKey } from "../../src/domain/keys.ts";
import type { FileRef } from "../../src/domain/message.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";
import { foresee, keepAnnouncement, reasonsOf } from "../../src/turn/broadcast/steps.ts";
import { pacer } from "../../src/turn/broadcast/pacer.ts";
import { readContact } from "../../src/turn/state.ts";
import {
  announcementIn,
  announcementOf,
  announcing,
  balance,
  contactNamed,
  keepContacts,
  listOf,
  release,
  step,
  type Told,
} from "../support/announcing.ts";
import { mortal } from "../support/mortal-store.ts";

const setting = await readSetting("bac-ha-2021");
const programme = setting.programme.id;
const at = instantOf("2021-03-15 09:00");
const people = (count: number, more: (number: number) => Partial<Contact> = () => ({})): readonly Contact[] =>
  Array.from({ length: count }, (_, number) => contactNamed(number, more(number)));
const timesEach = (told: readonly Told[]): readonly number[] => {
  const times = new Map<string, number>();
  for (const { thread } of told) times.set(thread, (times.get(thread) ?? 0) + 1);
  return [...times.values()];
};

/** An announcement on its way, whose program dies at its nth call of the store; gives back what others find. */
async function brokenOff(count: number, call: number) {
  const store = await openSqlite({ file: ":memory:", programme });
  await keepContacts(store, people(count));
  await release(store, announcementOf(), at);
  const told: Told[] = [];
  const { born } = mortal(store, (number) => (number === call ? "after" : "lives"));
  const first = await announcing(setting, { at, store, seen: born().store, told });
  await first.wait(0);
  const again = async (later = seconds(10)) => {
    const stage = await announcing(setting, { at: at + later, store, told });
    await stage.wait(0);
    return stage;
  };
  return { store, told, again };
}

describe("what has gone wrong elsewhere does not go wrong here", () => {
  test.each([4, 9, 15, 30])(
    "1. a restart skipped everybody who was fetched and not sent (broken off at call %d)",
    async (call) => {
      const { store, told, again } = await brokenOff(250, call);
      await balance(store);
      const stage = await again();
      const tally = await balance(store);
      expect(tally.sent + tally.doubt).toBe(250);
      expect(tally.waiting + tally.sending).toBe(0);
      // Whoever is in doubt was being sent to when it broke off; everybody else has it.
      expect(tally.doubt).toBeLessThanOrEqual(80);
      const has = new Set(told.map(({ thread }) => thread));
      for (const row of await listOf(store)) if (row.state === "sent") expect(has).toContain(row.thread);
      await stage.close();
    },
  );

  test.each([8, 14, 23])(
    "2. going on began at the top: five copies for some (broken off at call %d)",
    async (call) => {
      const { told, again } = await brokenOff(250, call);
      const stage = await again();
      expect(Math.max(...timesEach(told))).toBe(1);
      await stage.close();
    },
  );

  test("3. pausing and going on sent it again", async () => {
    let sent = 0;
    const store = await openSqlite({ file: ":memory:", programme });
    const stage = await announcing(setting, {
      store,
      telegram: async () => {
        sent += 1;
        if (sent === 60) await step(store, "TB-0001", "pause", at);
        return { kind: "sent" };
      },
    });
    await keepContacts(store, people(300));
    await release(store, announcementOf(), at);
    await stage.wait(0);
    const before = await balance(store);
    expect(before.sent).toBeLessThan(200);
    expect(before).toMatchObject({ sending: 0, doubt: 0 });
    await stage.wait(hours(1));
    expect((await balance(store)).sent).toBe(before.sent);
    await step(store, "TB-0001", "go-on", stage.at());
    await stage.wait(0);
    expect(await balance(store)).toMatchObject({ sent: 300 });
    expect(timesEach(stage.told)).toEqual(Array.from({ length: 300 }, () => 1));
    await stage.close();
  });

  test("4. it was called finished with a hundred unsent after a reboot", async () => {
    const { store, again } = await brokenOff(250, 20);
    expect((await balance(store)).waiting).toBeGreaterThan(0);
    expect((await announcementIn(store)).state).not.toBe("done");
    const stage = await again();
    const tally = await balance(store);
    expect((await announcementIn(store)).state).toBe("done");
    expect(tally.waiting + tally.sending + tally.later).toBe(0);
    await stage.close();
  });

  test("5. it was called finished at 5,258 of 5,601 after its window was changed", async () => {
    const store = await openSqlite({ file: ":memory:", programme });
    let sent = 0;
    const stage = await announcing(setting, {
      store,
      telegram: async () => {
        sent += 1;
        if (sent === 100) {
          const [found] = await store.load([announcementKey("TB-0001")]);
          const changed = { ...(await announcementIn(store)), until: at + minutes(5) };
          await store.commit({ ...keepAnnouncement(changed, found), now: at });
        }
        if (sent === 200) stage.pass(minutes(6));
        return { kind: "sent" };
      },
    });
    await keepContacts(store, people(500));
    await release(store, announcementOf(), at);
    await stage.wait(0);
    await stage.wait(seconds(10));
    const tally = await balance(store);
    expect(tally.sent + tally.skipped + tally.doubt).toBe(500);
    expect(tally.skipped).toBeGreaterThan(100);
    expect((await announcementIn(store)).state).toBe("expired");
    expect([...(await reasonsOf(store, "TB-0001", "skipped", 1_000)).keys()]).toEqual(["late"]);
    await stage.close();
  });

  test("6. an eight o'clock campaign went out at one from a restored copy", async () => {
    const store = await openSqlite({ file: ":memory:", programme });
    await keepContacts(store, people(120));
    const [startAt, until] = [instantOf("2021-03-16 08:00"), instantOf("2021-03-16 10:00")];
    await release(store, announcementOf({ startAt, until }), at);
    const stage = await announcing(setting, { at: instantOf("2021-03-16 13:00"), store });
    await stage.wait(0);
    expect(stage.told).toEqual([]);
    expect((await announcementIn(store)).state).toBe("expired");
    await stage.close();
  });

  test("7. it ran and sent nothing after a pause", async () => {
    const stage = await announcing(setting);
    await keepContacts(stage.store, people(150));
    await release(stage.store, announcementOf(), at);
    await step(stage.store, "TB-0001", "pause", at);
    await stage.wait(0);
    expect(stage.told).toEqual([]);
    await step(stage.store, "TB-0001", "go-on", at);
    await stage.wait(0);
    expect(stage.told).toHaveLength(150);
    await stage.close();
  });

  test("8. people who joined later got nothing", async () => {
    const stage = await announcing(setting);
    const { store } = stage;
    await keepContacts(store, people(3));
    await release(store, announcementOf({ evergreen: true }), at);
    await stage.wait(0);
    expect(stage.told).toHaveLength(3);
    await keepContacts(store, [contactNamed(9, { joinedAt: stage.at() + seconds(5) })]);
    await stage.wait(minutes(2));
    expect(stage.told.map((one) => one.thread)).toEqual([
      "telegram:1000",
      "telegram:1001",
      "telegram:1002",
      "telegram:1009",
    ]);
    expect(await balance(store)).toMatchObject({ sent: 4 });
    expect((await announcementIn(store)).state).toBe("running");
    await step(store, "TB-0001", "stop", stage.at());
    await keepContacts(store, [contactNamed(10, { joinedAt: stage.at() + seconds(5) })]);
    await stage.wait(minutes(2));
    expect(stage.told).toHaveLength(4);
    await stage.close();
  });

  test("9. a second copy of the program sent everything twice or three times", async () => {
    const store = await openSqlite({ file: ":memory:", programme });
    const told: Told[] = [];
    await keepContacts(store, people(400));
    await release(store, announcementOf(), at);
    await expect(step(store, "TB-0001", "release", at)).rejects.toThrow("cannot release");
    const stages = await Promise.all([1, 2, 3].map(() => announcing(setting, { store, told })));
    await Promise.all(stages.map((stage) => stage.wait(0)));
    expect(await balance(store)).toMatchObject({ sent: 400 });
    expect(timesEach(told)).toEqual(Array.from({ length: 400 }, () => 1));
    for (const stage of stages) await stage.app.stop();
    await store.close();
  });

  test("10. it stopped at 1,200 of 2,300 after twenty minutes without an error", async () => {
    let sent = 0;
    const stage = await announcing(setting, {
      telegram: () => {
        sent += 1;
        if (sent % 10 === 0) stage.pass(seconds(1.4));
        return { kind: "sent" };
      },
    });
    await keepContacts(stage.store, people(2_300));
    await release(stage.store, announcementOf({ urgent: true }), at);
    for (let looks = 0; looks < 20; looks += 1) await stage.wait(seconds(1));
    expect(stage.at() - at).toBeGreaterThan(minutes(5));
    const tally = await balance(stage.store);
    expect(tally.sent + tally.doubt).toBe(2_300);
    expect((await announcementIn(stage.store)).state).toBe("done");
    expect(Math.max(...timesEach(stage.told))).toBe(1);
    await stage.close();
  });

  test("11. one contact that failed held up all the rest", async () => {
    const stage = await announcing(setting, {
      telegram: ({ thread }) => {
        if (thread === "telegram:1007") throw new Error("broken");
        return { kind: "sent" };
      },
    });
    const { store } = stage;
    await keepContacts(store, people(30));
    const { name: _, ...nameless } = contactNamed(3);
    await store.commit({ now: 0, put: [{ key: contactKey("person-3"), text: JSON.stringify(nameless) }] });
    await release(store, announcementOf(), at);
    await stage.wait(0);
    expect(await balance(store)).toMatchObject({ sent: 28, refused: 1, doubt: 1 });
    expect((await announcementIn(store)).state).toBe("done");
    await stage.close();
  });

  test("12. a scheduled campaign never started", async () => {
    const store = await openSqlite({ file: ":memory:", programme });
    await keepContacts(store, people(20));
    await release(store, announcementOf({ startAt: at + hours(2) }), at);
    const before = await announcing(setting, { store });
    await before.wait(hours(1.9));
    expect(before.told).toEqual([]);
    await before.app.stop();
    const after = await announcing(setting, { at: at + hours(2), store });
    await after.wait(0);
    expect(after.told).toHaveLength(20);
    await after.close();
  });

  test("13. nobody could see what had come of a campaign", async () => {
    const stage = await announcing(setting, {
      telegram: ({ thread }) =>
        thread === "telegram:1001"
          ? { kind: "gone", why: "bot was blocked" }
          : thread === "telegram:1002"
            ? { kind: "unknown", why: "reset" }
            : { kind: "sent" },
    });
    await keepContacts(
      stage.store,
      people(10, (number) => (number === 5 ? { optedOut: ["*"] } : {})),
    );
    await release(stage.store, announcementOf(), at);
    await stage.wait(0);
    expect(await balance(stage.store)).toMatchObject({ sent: 7, refused: 1, skipped: 1, doubt: 1 });
    const why = async (state: "refused" | "skipped" | "doubt") =>
      Object.fromEntries(await reasonsOf(stage.store, "TB-0001", state, 100));
    expect(await why("refused")).toEqual({ "gone: bot was blocked": 1 });
    expect(await why("skipped")).toEqual({ "opted-out": 1 });
    expect(await why("doubt")).toEqual({ reset: 1 });
    await stage.close();
  });

  test("14. an audience could not be chosen by what people have", async () => {
    const stage = await announcing(setting);
    const owner = (commune: string) => ({
      dossiers: [{ id: "d", product: "p", commune, state: "draft" as const, missing: ["vsattp"] }],
    });
    await keepContacts(
      stage.store,
      people(60, (number) => owner(number % 3 === 0 ? "ta-chai" : "nam-det")),
    );
    await release(
      stage.store,
      announcementOf({ segment: { communes: ["ta-chai"], missing: ["vsattp"] } }),
      at,
    );
    await stage.wait(0);
    expect(stage.told).toHaveLength(20);
    expect((await announcementIn(stage.store)).frozen).toBe(20);
    await stage.close();
  });

  test("15. a survey to 10,000 at once drowned those who answer", async () => {
    // Twelve answers an hour can be read, and a fifth of the people answer.
    expect(perHourFor(12, 0.2)).toBe(60);
    const stage = await announcing(setting);
    await keepContacts(stage.store, people(30));
    await release(stage.store, announcementOf({ perHour: 60 }), at);
    for (let minute = 0; minute < 10; minute += 1) await stage.wait(minutes(1));
    expect(stage.told.length).toBeGreaterThanOrEqual(9);
    expect(stage.told.length).toBeLessThanOrEqual(12);
    for (let minute = 0; minute < 25; minute += 1) await stage.wait(minutes(1));
    expect(stage.told).toHaveLength(30);
    await stage.close();
  });

  test("16. the rate was low, fixed, and written nowhere", async () => {
    const rateOf = (given: string) => readConfig({ BROADCAST_TELEGRAM_PER_SECOND: given });
    expect(readConfig({})).toMatchObject({ config: { broadcastPerSecond: 30 } });
    expect(rateOf("1000")).toMatchObject({ config: { broadcastPerSecond: 1000 } });
    expect(rateOf("off")).toMatchObject({ ok: true, config: { broadcastPerSecond: undefined } });
    expect(rateOf("0").ok).toBe(false);
    const store = await openSqlite({ file: ":memory:", programme });
    let now = at;
    const pause = (ms: number): Promise<void> => {
      now += Math.max(1, ms);
      return Promise.resolve();
    };
    const [one, two] = [1, 2].map(() => pacer({ store, clock: { now: () => now }, pause }, "telegram", 30));
    const starts: number[] = [];
    for (let sent = 0; sent < 600; sent += 1) {
      const turn = sent % 3 === 0 ? two : one;
      const slot = await turn?.take(10);
      if (turn === undefined || slot === undefined) continue;
      const began = await turn.begin(slot);
      for (let count = 0; count < slot.count; count += 1) starts.push(began);
    }
    for (const [first, from] of starts.entries())
      expect(starts.slice(first).filter((time) => time < from + 1_000).length).toBeLessThanOrEqual(30);
    expect((1_000 * (starts.length - 1)) / ((starts.at(-1) ?? 0) - (starts[0] ?? 0))).toBeGreaterThan(29.4);
    await store.close();
  });

  test("17. whoever was in two groups got it twice", async () => {
    const stage = await announcing(setting);
    const both = {
      roles: ["producer" as const, "officer" as const],
      seats: [{ role: "officer" as const, place: "ta-chai" }],
      dossiers: ["nam-det", "ta-chai"].map((commune) => ({
        id: commune,
        product: "p",
        commune,
        state: "draft" as const,
        missing: [],
      })),
    };
    await keepContacts(stage.store, [contactNamed(1, both)]);
    await release(
      stage.store,
      announcementOf({ segment: { roles: ["producer", "officer"], communes: ["nam-det", "ta-chai"] } }),
      at,
    );
    await stage.wait(0);
    expect(stage.told).toHaveLength(1);
    await stage.close();
  });

  test("18. the same words went to the same people within hours", () => {
    const sent = { ...announcementOf(), released: { by: "a", at } };
    const again = announcementOf({ id: "TB-0002" });
    expect(sentBefore(again, [sent], at + hours(3))).toBe(sent);
    expect(
      sentBefore({ ...again, segment: { communes: ["ta-chai"] } }, [sent], at + hours(3)),
    ).toBeUndefined();
  });

  test("19. what people or staff repeated on purpose was thrown away", async () => {
    const stage = await announcing(setting);
    for (const id of ["a", "b"]) {
      await stage.app.receive({
        id,
        thread: threadId("telegram:5"),
        at: stage.at(),
        deed: { kind: "text", text: "alo" },
      });
      await stage.wait(seconds(1));
    }
    expect(stage.told).toHaveLength(2);
    // Staff are told of a repetition, and may: nothing stops it.
    await keepContacts(stage.store, people(2));
    await release(stage.store, announcementOf(), at);
    await release(stage.store, announcementOf({ id: "TB-0002" }), at);
    await stage.wait(0);
    expect(stage.told.filter(({ thread }) => thread === "telegram:1001")).toHaveLength(2);
    await stage.close();
  });

  test("20. those who had blocked the bot were written to for ever", async () => {
    const tried: string[] = [];
    const stage = await announcing(setting, {
      telegram: ({ thread }) => {
        tried.push(thread);
        return thread === "telegram:1001" ? { kind: "gone", why: "user is deactivated" } : { kind: "sent" };
      },
    });
    const { store } = stage;
    await keepContacts(store, people(3));
    await release(store, announcementOf(), at);
    await stage.wait(0);
    await release(store, announcementOf({ id: "TB-0002" }), at);
    await stage.wait(0);
    expect(tried.filter((thread) => thread === "telegram:1001")).toHaveLength(1);
    expect(await balance(store, "TB-0002")).toMatchObject({ sent: 2, skipped: 1 });
    const [found] = await store.load([contactKey("person-1")]);
    expect(readContact(found?.text ?? "").chats[0]?.stoppedAt).toBe(at);
    await stage.close();
  });

  test("21. there was nothing to send to many with at all", async () => {
    const file: FileRef = { hash: "hash-a", name: "ke-hoach.pdf", mime: "application/pdf", size: 9 };
    const stage = await announcing(setting);
    await keepContacts(stage.store, people(101));
    await release(stage.store, announcementOf({ file, answers: ["Có", "Không"] }), at);
    await stage.wait(0);
    expect(stage.told).toHaveLength(101);
    expect(new Set(stage.told.map((one) => one.id)).size).toBe(101);
    await stage.close();
  });

  test("22. nobody saw beforehand who exactly would get it", async () => {
    const stage = await announcing(setting);
    const { store } = stage;
    await keepContacts(
      store,
      people(1_234, (number) => (number % 100 === 0 ? { optedOut: ["round"] } : {})),
    );
    const announcement = announcementOf();
    const seen = await foresee(store, announcement, { telegram: {} }, at, { most: 10_000, samples: 5 });
    expect(seen).toMatchObject({ whole: true, forecast: { people: 1_234, optedOut: 13, noChat: 0 } });
    expect(seen.samples.map(({ id }) => id)).toEqual(
      // Whoever gets none is no example.
      ["person-1", "person-2", "person-3", "person-4", "person-5"],
    );
    await release(store, announcement, at);
    await stage.wait(0);
    expect(await balance(store)).toMatchObject({
      sent: seen.forecast.channels["telegram"]?.now,
      skipped: seen.forecast.optedOut,
    });
    await stage.close();
  });

  test("23. a newsletter went to all or nobody", async () => {
    const stage = await announcing(setting);
    await keepContacts(
      stage.store,
      people(40, (number) => ({ trained: number % 2 === 0 })),
    );
    await release(stage.store, announcementOf({ segment: { except: [{ trained: true }] } }), at);
    await stage.wait(0);
    expect(stage.told.map(({ thread }) => Number(thread.slice(9)) % 2)).toEqual(
      Array.from({ length: 20 }, () => 1),
    );
    await stage.close();
  });

  test("24. people got a stream of news where one message a day would do", () => {
    const [one, two] = [
      announcementOf({ text: "Tập huấn thứ hai." }),
      announcementOf({ text: "Hội chợ chủ nhật." }),
    ];
    expect(digestOf([one, two])).toBe("• Tập huấn thứ hai.\n• Hội chợ chủ nhật.");
    expect(digestOf([one])).toBeUndefined();
    expect(digestOf([one, { ...two, answers: ["Có"] }])).toBeUndefined();
    expect(digestOf([one, { ...two, urgent: true }])).toBeUndefined();
    expect(digestOf([one, { ...two, segment: { communes: ["ta-chai"] } }])).toBeUndefined();
  });

  test("25. the sender was silent for ever after the store had been away, and looked healthy", async () => {
    const store = await openSqlite({ file: ":memory:", programme });
    await keepContacts(store, people(300));
    await release(store, announcementOf(), at);
    let away = false;
    const { born } = mortal(store, () => (away ? "before" : "lives"), false);
    let sent = 0;
    const stage = await announcing(setting, {
      store,
      seen: born().store,
      telegram: () => {
        sent += 1;
        if (sent === 50) away = true;
        return { kind: "sent" };
      },
    });
    await stage.wait(0);
    for (let looks = 0; looks < 5; looks += 1) await stage.wait(seconds(1));
    away = false;
    for (let looks = 0; looks < 5; looks += 1) await stage.wait(seconds(2));
    const tally = await balance(store);
    expect(tally.sent).toBe(300);
    expect(timesEach(stage.told)).toEqual(Array.from({ length: 300 }, () => 1));
    await stage.close();
  });
});

/** The same by message, as staff meet it: two producers of Nậm Đét, one of Bản Liền who wants no news of trainings. */
async function staffed() {
  const talk = await rehearse(setting, at);
  const says =
    (chat: string) =>
    async (...texts: readonly string[]): Promise<string> => {
      let last: readonly string[] = [];
      for (const text of texts) last = await talk.deed({ kind: "text", text }, `terminal:${chat}`);
      return last.join("\n");
    };
  await says("seo")("đăng ký tinh dầu quế Nậm Đét", "1", "1", "HTX Seo");
  await says("pao")("đăng ký tinh dầu quế Nậm Đét", "1", "1", "HTX Páo");
  await says("my")("đăng ký gạo khẩu mẹo Bản Liền", "1", "1", "HTX Mỷ", "đừng gửi tin tập huấn nữa");
  await talk.seat("terminal:lan", { role: "staff", place: "huyen" });
  const heard = () => ["seo", "pao", "my"].map((chat) => talk.heard(`terminal:${chat}`).join("|"));
  return { talk, lan: says("lan"), says, heard };
}

describe("nor by message", () => {
  test("13. what has come of it is one line, with names and a table behind it", async () => {
    const { talk, lan, says } = await staffed();
    await lan("thông báo: Mời {ten} dự tập huấn\ntrả lời: Dự / Bận", "mọi chủ thể", "gửi");
    await says("seo")("1");
    expect(await lan("TB-0001")).toContain(
      "đã tới 2, từ chối 0, chờ nhắn lại 0, chưa rõ 0, không gửi 1 (tổng 3). Dự: 1, Bận: 0, chưa trả lời: 1.",
    );
    expect(await lan("ai dự TB-0001")).toContain("• HTX Seo");
    expect(await lan("ai chưa trả lời TB-0001")).toContain("• HTX Páo");
    expect(await lan("TB-0001 excel")).toContain(".xlsx");
    await talk.close();
  });

  test("14. an audience is named by what people have, in words", async () => {
    const { talk, lan, heard } = await staffed();
    await lan(
      "thông báo: Mời {ten} đến nhận mẫu nhãn",
      "chủ thể có sản phẩm tinh dầu quế chưa nộp hồ sơ",
      "gửi",
    );
    expect(heard()).toEqual(["Mời HTX Seo đến nhận mẫu nhãn", "Mời HTX Páo đến nhận mẫu nhãn", ""]);
    await talk.close();
  });

  test("22. who will get it, and who will not, is seen beforehand", async () => {
    const { talk, lan, heard } = await staffed();
    const seen = await lan("thông báo: Mời {ten} dự tập huấn", "mọi chủ thể");
    expect(seen).toContain("*2 người*");
    expect(seen).toContain("Đã loại: 1 người không nhận tin loại này.");
    for (const name of ["HTX Seo", "HTX Páo"]) expect(seen).toContain(`"Mời ${name} dự tập huấn"`);
    expect(heard()).toEqual(["", "", ""]);
    await talk.close();
  });

  test("23. whoever wants no news of one thing still gets that of others", async () => {
    const { talk, lan, heard } = await staffed();
    await lan("thông báo: Mời bà con dự tập huấn", "mọi chủ thể", "gửi");
    await lan("thông báo: Mời bà con đi hội chợ", "mọi chủ thể", "gửi");
    const [seo, , my] = heard();
    expect([seo, my]).toEqual(["Mời bà con dự tập huấn|Mời bà con đi hội chợ", "Mời bà con đi hội chợ"]);
    await talk.close();
  });

  test("24. two that would reach the same people on one day are joined at a word", async () => {
    const { talk, lan, heard } = await staffed();
    await lan("thông báo: Mai họp lúc 8h ở UBND xã", "chủ thể Nậm Đét", "hẹn 7h sáng mai", "1");
    const seen = await lan("thông báo: Mai mang theo mẫu nhãn", "chủ thể Nậm Đét");
    expect(seen).toContain("6. Gộp với TB-0001");
    await lan("6", "1");
    await talk.wait(hours(24), "terminal:lan");
    expect(heard()).toEqual([
      "• Mai họp lúc 8h ở UBND xã\n• Mai mang theo mẫu nhãn",
      "• Mai họp lúc 8h ở UBND xã\n• Mai mang theo mẫu nhãn",
      "",
    ]);
    await talk.close();
  });
});
