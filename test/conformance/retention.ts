import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { daysAfter, hours, type Instant, instantOf, minutes } from "../../src/domain/instant.ts";
import {
  announcementIndex,
  announcementKey,
  answerKey,
  answersIndex,
  auditLog,
  chunkKey,
  codeIndex,
  codeKey,
  dossierIndex,
  dossierKey,
  goneIndex,
  lastKey,
  leftIndex,
  personKey,
  questionIndex,
  questionKey,
  receiptIndex,
  receiptKey,
  retentionReportKey,
  stuckIndex,
  stuckKey,
  threadKey,
  triesIndex,
  triesKey,
} from "../../src/domain/keys.ts";
import type { Announcement } from "../../src/broadcast/announcement.ts";
import type { Row } from "../../src/broadcast/ledger.ts";
import { newThread, threadSchema } from "../../src/dialogue/thread.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { countingIds, memoryFiles, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { whoAnswered } from "../../src/turn/broadcast/answers-to.ts";
import { tallyChange } from "../../src/turn/broadcast/kept.ts";
import { tallyOf } from "../../src/turn/broadcast/steps.ts";
import { auditOf } from "../../src/turn/roles.ts";
import { readReport } from "../../src/turn/retention/kept.ts";
import { nightly, type Nightly } from "../../src/turn/retention/night.ts";
import { readPerson } from "../../src/turn/state.ts";
import { scriptedAnswers } from "../support/scripted-answers.ts";
import { announcementIn, announcementOf } from "../support/announcing.ts";
import { mortal } from "../support/mortal-store.ts";

/** A store, and all of its text: every name and every value that lies in it. */
export type Whole = {
  readonly store: OpenStore;
  readonly text: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const setting = await readSetting("bac-ha-2021");
const begin = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "htx"] as const;
const started = "2021-03-01 09:00";

type Stage = {
  readonly talk: Rehearsal;
  readonly clock: { now: Instant };
  readonly whole: Whole;
  readonly chat: (thread: string, ...texts: readonly string[]) => Promise<string>;
  /** Goes on to a day, night by night, and gives what a chat heard, by day. */
  readonly nights: (
    from: string,
    until: string,
    thread?: string,
  ) => Promise<readonly (readonly [string, string])[]>;
  readonly person: (thread: string) => Promise<string>;
};

async function staged(whole: Whole, retention: Nightly = {}): Promise<Stage> {
  const clock = { now: instantOf(started) };
  const files = memoryFiles();
  const talk = await rehearse(setting, clock.now, { opened: whole.store, clock, files, retention });
  const chat: Stage["chat"] = async (thread, ...texts) => {
    let last: readonly string[] = [];
    for (const text of texts) {
      clock.now += minutes(1);
      last = await talk.deed({ kind: "text", text }, thread);
    }
    return last.join("\n");
  };
  return {
    talk,
    clock,
    whole,
    chat,
    nights: async (from, until, thread = "terminal:1") => {
      const heard: (readonly [string, string])[] = [];
      for (let at = from; at <= until; at = daysAfter(at, 1))
        for (const time of ["02:31", "19:45"]) {
          clock.now = instantOf(`${at} ${time}`);
          for (const said of await talk.wait(0, thread)) heard.push([at, said]);
        }
      return heard;
    },
    person: async (thread) => {
      const [kept] = await whole.store.load([threadKey(thread)]);
      return threadSchema.parse(JSON.parse(kept?.text ?? JSON.stringify(newThread))).person ?? "";
    },
  };
}

const inDraft = async (one: Stage): Promise<string> => {
  const { id } = (await one.talk.dossier()) ?? { id: "none" };
  return id;
};
const staff = { role: "staff", place: "huyen" } as const;
const admin = { role: "admin", place: "bac-ha-2021" } as const;

/** What may differ after a night on which nothing was due: that it was looked, counters, and what ran out of time. */
const ofTheNight = /^(?:seen|ready|work) |retention|night:2|tokens/u;

export function retentionConformance(name: string, open: () => Promise<Whole>): void {
  const withStage = (run: (one: Stage) => Promise<void>, retention?: Nightly) => async () => {
    const whole = await open();
    const one = await staged(whole, retention);
    await run(one);
    await one.talk.app.stop();
    await whole.close();
  };

  describe(`${name}: what is kept, and for how long`, () => {
    test(
      "a draft is warned of 30 and 7 days before, and goes on its day, not a day earlier",
      withStage(async (one) => {
        await one.chat("terminal:1", ...begin);
        const id = await inDraft(one);
        const heard = [
          ...(await one.nights("2022-01-25", "2022-02-01")),
          ...(await one.nights("2022-02-19", "2022-02-28")),
        ];
        expect(heard.map(([day]) => day)).toEqual(["2022-01-30", "2022-02-22"]);
        expect(heard[0]?.[1]).toContain("đến 1/3/2022 tôi xoá");
        expect(heard[1]?.[1]).toContain("đến 1/3/2022 tôi xoá");
        expect(await one.whole.store.load([dossierKey(id)])).not.toEqual([undefined]);
        const [last] = await one.nights("2022-03-01", "2022-03-01");
        expect(last?.[1]).toContain("đã xoá hồ sơ nháp");
        expect((await one.whole.text()).filter((row) => row.includes(id))).toEqual([]);
        const log = await auditOf(one.whole.store, "2022-03");
        expect(log.map(({ by, deed, about }) => [by, deed, about])).toEqual([
          ["retention", "retention-erased", "draft 1"],
        ]);
        const [went] = await one.whole.store.load([lastKey("retention")]);
        expect(JSON.parse(went?.text ?? "")).toEqual({
          at: instantOf("2022-03-01 02:31"),
          ok: true,
          code: "done",
        });
      }),
    );

    test(
      "whoever comes back on day 364, with whatever words, loses nothing for another year",
      withStage(async (one) => {
        await one.chat("terminal:1", ...begin);
        const id = await inDraft(one);
        await one.nights("2022-01-30", "2022-01-30");
        await one.nights("2022-02-22", "2022-02-28");
        expect(await one.chat("terminal:1", "giữ lại")).toContain("Vâng, tôi giữ hồ sơ nháp");
        expect(
          readPerson((await one.whole.store.load([personKey(await one.person("terminal:1"))]))[0]?.text ?? "")
            .lapse,
        ).toBe(undefined);
        expect(await one.nights("2022-03-01", "2022-03-10")).toEqual([]);
        expect(await one.nights("2023-01-28", "2023-01-30")).toHaveLength(1);
        expect(await one.whole.store.load([dossierKey(id)])).not.toEqual([undefined]);
        await one.chat("terminal:1", "alo");
        expect(await one.nights("2023-02-20", "2023-03-02")).toEqual([]);
      }),
    );

    test(
      "after two years without a night both warnings come first, as long before the end as they say",
      withStage(async (one) => {
        await one.chat("terminal:1", ...begin);
        const heard = await one.nights("2023-03-15", "2023-04-16");
        expect(heard.map(([day]) => day)).toEqual(["2023-03-15", "2023-04-07", "2023-04-14"]);
        expect(heard[0]?.[1]).toContain("đến 14/4/2023");
      }),
    );

    test(
      "what is written at night is not said at night",
      withStage(async (one) => {
        await one.chat("terminal:1", ...begin);
        one.clock.now = instantOf("2022-01-30 02:31");
        expect(await one.talk.wait(0)).toEqual([]);
        one.clock.now = instantOf("2022-01-30 23:00");
        expect(await one.talk.wait(0)).toEqual([]);
        one.clock.now = instantOf("2022-01-31 08:00");
        expect(await one.talk.wait(0)).toHaveLength(1);
      }),
    );

    test.each([
      "xet-ho-so/com-na-lo",
      "hoi-dong/bay-nguoi",
      "thong-bao/hen-gio",
      "sua-va-hoi/nguoi-moi-dung",
    ])("a night after %s on which nothing is due leaves every byte as it was", async (conversation) => {
      const whole = await open();
      const text = readFileSync(`${import.meta.dirname}/../conversations/${conversation}.md`, "utf8");
      await play(readConversation(text), setting, {
        opened: { ...whole.store, close: async () => {} },
        answers: scriptedAnswers,
      });
      const latest = (await whole.store.range(dossierIndex, { limit: 1, down: true }))[0]?.score;
      const clock = { now: () => (latest ?? instantOf("2021-03-15 08:00")) + minutes(1) };
      const before = (await whole.text()).filter((row) => !ofTheNight.test(row));
      const night = nightly({
        store: whole.store,
        clock,
        log: () => undefined,
        setting,
        wake: () => undefined,
      });
      for (const claimed of await night.claim()) await night.handle(claimed);
      const now = await whole.text();
      expect(now.filter((row) => !ofTheNight.test(row))).toEqual(before);
      expect(now.some((row) => row.includes(retentionReportKey))).toBe(true);
      await whole.close();
    });

    test(
      "small things go on their day and not before",
      withStage(async (one) => {
        const { store } = one.whole;
        const at = instantOf("2021-03-01 15:00");
        const put = (key: string, index: string, text = "{}", score = at) =>
          store.commit({
            now: at,
            put: [{ key, text }],
            index: [{ index, member: key.slice(key.indexOf(":") + 1), score }],
          });
        await put(codeKey("BH-1"), codeIndex, JSON.stringify({ person: "p", until: at }));
        await put(triesKey("w-1"), triesIndex, "2");
        await put(receiptKey("TL-1"), receiptIndex);
        await put(questionKey("q-1"), questionIndex, JSON.stringify({ thread: "terminal:9", at, text: "x" }));
        await put(stuckKey("s-1"), stuckIndex, JSON.stringify({ thread: "terminal:9" }));
        await store.commit({
          now: at,
          index: [
            { index: leftIndex("terminal:9"), member: questionKey("q-1"), score: at },
            { index: leftIndex("terminal:9"), member: stuckKey("s-1"), score: at },
          ],
        });
        await store.commit({
          now: at,
          append: [
            { log: auditLog("2021-02"), text: JSON.stringify({ at, by: "p", deed: "listed", about: "" }) },
          ],
        });
        const ends: Readonly<Record<string, string>> = {
          [codeKey("BH-1")]: "2021-03-02",
          [triesKey("w-1")]: "2021-03-03",
          [receiptKey("TL-1")]: "2021-05-30",
          [stuckKey("s-1")]: "2021-05-30",
          [questionKey("q-1")]: "2021-08-28",
        };
        for (const day of Object.values(ends)) {
          await one.nights(daysAfter(day, -1), day);
          for (const [key, end] of Object.entries(ends))
            expect([day, key, (await store.load([key]))[0] === undefined]).toEqual([day, key, end <= day]);
        }
        expect(await store.range(leftIndex("terminal:9"), { limit: 9 })).toEqual([]);
        await one.nights("2026-02-27", "2026-02-27");
        expect(await store.read(auditLog("2021-02"), 0, 9)).toHaveLength(1);
        await one.nights("2026-02-28", "2026-02-28");
        expect(await store.read(auditLog("2021-02"), 0, 9)).toEqual([]);
      }),
    );

    test(
      "what was handed in goes only when staff or an admin say so, and only as it was shown",
      withStage(async (one) => {
        await one.chat("terminal:1", "đăng ký tinh dầu quế Nậm Đét", "đồng ý");
        const id = await one.talk.ready("terminal:1", {
          product: "tinh-dau-que-nam-det",
          commune: "nam-det",
          set: "s22",
          owner: "HTX Quế",
        });
        await one.talk.seat("terminal:vp", staff);
        await one.talk.seat("terminal:qt", admin);
        expect(await one.chat("terminal:1", "báo cáo lưu giữ")).not.toContain("Lưu giữ dữ liệu");
        await one.nights("2031-12-30", "2032-01-02", "terminal:vp");
        const [kept] = await one.whole.store.load([retentionReportKey]);
        expect(readReport(kept?.text ?? "").past).toEqual({ "handed-in": 1 });
        expect(await one.chat("terminal:qt", "báo cáo lưu giữ")).toContain(
          "Quá hạn giữ, chờ đồng ý: 1 hồ sơ đã nộp",
        );
        expect(await one.chat("terminal:vp", "xoá hồ sơ quá hạn")).toContain("Xoá hẳn 1 hồ sơ đã nộp");
        expect(await one.chat("terminal:vp", "không")).toContain("giữ nguyên");
        expect(await one.whole.store.load([dossierKey(id)])).not.toEqual([undefined]);
        await one.chat("terminal:qt", "xoá hồ sơ quá hạn", "có");
        await one.talk.wait(0);
        const rows = (await one.whole.text()).filter(
          (row) => row.includes(id) && !row.includes(retentionReportKey),
        );
        expect(rows).toEqual([]);
        const deeds = (await auditOf(one.whole.store, "2032-01")).map(({ deed, about }) => [deed, about]);
        expect(deeds).toContainEqual(["retention-agreed", "1"]);
        expect(deeds).toContainEqual(["retention-erased", "handed-in 1"]);
      }),
    );

    test(
      "whoever erased their data is named nowhere after the next night, nor are their chats",
      withStage(async (one) => {
        await one.chat("terminal:zalo-so-1", ...begin, "HTX Quế Nậm Đét");
        const code = /BH-\w+/u.exec(await one.chat("terminal:zalo-so-1", "mã nối"))?.[0] ?? "";
        await one.chat(
          "terminal:web-so-2",
          `nối ${code}`,
          "còn thiếu gì",
          "xyz abc def ghi",
          "xyz abc def",
          "uvw rst opq",
        );
        const person = await one.person("terminal:web-so-2");
        expect(person).not.toBe("");
        await one.talk.seat("terminal:vp", staff);
        await one.chat("terminal:vp", "thêm tập huấn ghi sổ, 1/3/2021", "đúng");
        await one.chat("terminal:zalo-so-1", "điểm danh TH-1", "Nguyễn Văn Pù");
        await one.chat(
          "terminal:vp",
          "thông báo Mời bà con họp\ntrả lời: Tôi sẽ dự / Tôi bận",
          "tất cả chủ thể",
          "gửi",
          "có",
        );
        await one.talk.wait(hours(1));
        await one.talk.wait(0);
        await one.chat("terminal:zalo-so-1", "1");
        expect((await one.whole.text()).filter((row) => row.includes(person)).length).toBeGreaterThan(6);
        await one.chat("terminal:zalo-so-1", "xoá dữ liệu", "có");
        await one.nights("2021-03-02", "2021-03-03", "terminal:vp");
        one.clock.now = instantOf("2021-03-06 12:00");
        await one.talk.wait(0);
        await one.nights("2021-03-07", "2021-03-07", "terminal:vp");
        // Redis lets ids run out by its own clock.
        const ranOut = (row: string): boolean =>
          row.startsWith("seen {") && Number(row.split(" ").at(-1)) <= one.clock.now;
        const named = (await one.whole.text()).filter(
          (row) => (/so-1|so-2/u.test(row) || row.includes(person)) && !ranOut(row),
        );
        expect(named).toEqual([]);
        expect(await one.whole.store.range(goneIndex, { limit: 9 })).toEqual([]);
      }),
    );

    test("the list of an announcement becomes counts a year after its end, and names nobody who is gone before", async () => {
      const whole = await open();
      const { store } = whole;
      const at = instantOf("2021-03-01 09:00");
      const row = (number: number, state: "sent" | "later"): Row => ({
        person: `person-${number}`,
        thread: `zalo:${number}`,
        state,
        at,
      });
      const rows = [row(1, "sent"), row(2, "sent"), row(3, "later")];
      const announcement: Announcement = {
        ...announcementOf({ answers: ["Có", "Không"], at }),
        state: "done",
        released: { by: "person-staff", at },
        chunks: 1,
        frozen: 3,
      };
      const { id } = announcement;
      await store.commit({
        now: at,
        put: [
          { key: announcementKey(id), text: JSON.stringify(announcement) },
          { key: chunkKey(id, 0), text: JSON.stringify({ schema: 1, rows }) },
          { key: answerKey(id, "person-2"), text: "1" },
        ],
        index: [
          { index: announcementIndex, member: id, score: at },
          ...tallyChange(id, 0, [], rows),
          { index: answersIndex(id, 1), member: "person-1", score: at },
          { index: answersIndex(id, 1), member: "person-2", score: at + 1 },
          { index: goneIndex, member: "person-1 nobody-1", score: at },
          { index: goneIndex, member: "person-3 nobody-3", score: at },
        ],
      });
      const nightOn = async (day: string): Promise<void> => {
        const clock = { now: () => instantOf(`${day} 02:31`) };
        const night = nightly({ store, clock, log: () => undefined, setting, wake: () => undefined });
        for (const claimed of await night.claim()) await night.handle(claimed);
      };
      const names = ["person-1", "person-2", "person-3", "zalo:1", "zalo:2", "zalo:3"];
      const found = async (): Promise<readonly string[]> => {
        const text = await whole.text();
        return names.filter((one) => text.some((line) => line.includes(one)));
      };
      await nightOn("2021-03-02");
      expect(await found()).toEqual(["person-2", "zalo:2"]);
      expect(await tallyOf(store, id)).toMatchObject({ sent: 2, skipped: 1, later: 0 });
      expect(await whoAnswered(store, id, 1)).toEqual(["nobody-1", "person-2"]);
      await nightOn("2022-02-28");
      expect(await found()).toEqual(["person-2", "zalo:2"]);
      await nightOn("2022-03-01");
      expect(await found()).toEqual([]);
      expect(await tallyOf(store, id)).toMatchObject({ sent: 2, skipped: 1 });
      expect((await announcementIn(store, id)).emptied?.answers).toEqual([2, 0]);
      await whole.close();
    });

    test("two processes at once look once", async () => {
      const whole = await open();
      const clock = { now: instantOf(started) };
      const all = await Promise.all(
        [1, 2].map(() => rehearse(setting, clock.now, { opened: whole.store, clock, retention: {} })),
      );
      const [one] = all;
      if (one === undefined) throw new Error("nobody");
      for (const text of begin) await one.deed({ kind: "text", text });
      for (const day of ["2022-01-30", "2022-02-22", "2022-03-01"]) {
        for (const time of ["02:31", "19:00"]) {
          clock.now = instantOf(`${day} ${time}`);
          await Promise.all(all.map((each) => each.wait(0)));
          await Promise.all(all.map((each) => each.wait(0)));
        }
      }
      const log = await auditOf(whole.store, "2022-03");
      expect(log.map((line) => line.about)).toEqual(["draft 1"]);
      for (const each of all) await each.app.stop();
      await whole.close();
    });

    test("a kill at any call of the store ends as without one", async () => {
      const night = async (
        fate: number,
        how: "before" | "after",
      ): Promise<{ rows: readonly string[]; calls: number }> => {
        const whole = await open();
        const clock = { now: instantOf(started) };
        const first = await rehearse(setting, clock.now, { opened: whole.store, clock, ids: countingIds() });
        for (const thread of ["terminal:1", "terminal:2"])
          for (const text of [...begin, "xoá dữ liệu", "có", "đăng ký cốm", "đồng ý"])
            await first.deed({ kind: "text", text }, thread);
        for (let at = 0; at < 3; at += 1)
          await whole.store.commit({
            now: clock.now,
            put: [{ key: receiptKey(`TL-${at}`), text: "{}" }],
            index: [{ index: receiptIndex, member: `TL-${at}`, score: clock.now }],
          });
        await first.app.stop();
        const lives = mortal(whole.store, (call) => (call === fate ? how : "lives"));
        clock.now = instantOf("2022-02-01 02:31");
        for (let life = 0; life < 3; life += 1) {
          const born = lives.born();
          const again = await rehearse(setting, clock.now, {
            opened: { ...born.store, close: async () => {} },
            clock,
            retention: {},
          });
          await again.wait(0).catch(() => []);
          await again.wait(minutes(1)).catch(() => []);
          if (!born.over()) await again.wait(0);
          await again.app.stop();
          clock.now += minutes(1);
        }
        const rows = (await whole.text()).filter(
          (row) => !/^(?:seen|ready|counter|work) |night:2|last:retention/u.test(row),
        );
        const calls = lives.calls();
        await whole.close();
        return { rows: rows.map((row) => row.replaceAll(/16\d{11}/gu, "then")).toSorted(), calls };
      };
      // To die after a call is to die before the next one.
      const without = await night(0, "after");
      expect(without.rows.some((row) => row.includes("retention-erased"))).toBe(true);
      const most = Math.min(without.calls, 60);
      // Every call once is enough: which store it is makes no difference to what is decided.
      for (let call = 1; call <= most; call += name === "SQLite" ? 1 : 7)
        expect([call, (await night(call, "after")).rows]).toEqual([call, without.rows]);
    }, 60_000);

    test("nothing is looked at while it is switched off", async () => {
      let on = false;
      const whole = await open();
      const one = await staged(whole, { allowed: async () => on });
      await one.nights("2021-03-05", "2021-03-05");
      expect(await whole.store.load([retentionReportKey])).toEqual([undefined]);
      on = true;
      one.clock.now += hours(1);
      await one.talk.wait(0);
      expect(await whole.store.load([retentionReportKey])).not.toEqual([undefined]);
      await one.talk.app.stop();
      await whole.close();
    });
  });
}
