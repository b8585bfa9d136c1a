import { afterEach, describe, expect, test } from "vitest";
import { clockTime, type Day, dayOf, daysAfter, instantOf, minutes } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles, rehearse } from "../../src/tools/rehearsal.ts";

const plan2021 = await readSetting("bac-ha-2021");
const today2026 = await readSetting("bac-ha-2026");
const rounds = [2027, 2028, 2029, 2030].flatMap((year) => [
  { id: `dot-1-${year}`, title: `Đợt 1 năm ${year}`, from: `${year - 1}-10-30`, until: `${year}-04-29` },
  { id: `dot-2-${year}`, title: `Đợt 2 năm ${year}`, from: `${year}-04-30`, until: `${year}-10-29` },
]);
const ahead: typeof today2026 = { ...today2026, programme: { ...today2026.programme, rounds } };

type Setting = typeof plan2021;
const chat = "terminal:1";

const never = (): boolean => false;

/** What somebody hears by itself, day by day, in one process or several over one store; `works`: on which days they write. */
async function year(
  setting: Setting,
  from: Day,
  length: number,
  {
    processes = 1,
    works = never,
    leap = 1,
  }: { processes?: number; works?: (at: number) => boolean; leap?: number } = {},
): Promise<readonly string[]> {
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  const clock = { now: instantOf(`${from} 09:00`) };
  const [ids, files] = [countingIds(), memoryFiles()];
  const talks = await Promise.all(
    Array.from({ length: processes }, () =>
      rehearse(setting, clock.now, { opened: store, clock, ids, files }),
    ),
  );
  const [first] = talks;
  if (first === undefined) throw new Error("nobody");
  const heard: string[] = [];
  const note = (texts: readonly string[]): void =>
    void heard.push(...texts.map((text) => `${dayOf(clock.now)} ${clockTime(clock.now)} ${text}`));
  const say = async (...texts: readonly string[]): Promise<void> => {
    for (const text of texts) {
      clock.now += minutes(1);
      const said = await first.deed({ kind: "text", text }, chat);
      note(said.filter((one) => one.includes("tắt nhắc")));
    }
  };
  await say("đăng ký cốm Na Lo", "đồng ý", "htx", "HTX Cốm 0", "1");
  for (let at = leap; at <= length; at += leap) {
    clock.now = instantOf(`${daysAfter(from, at)} 09:00`);
    if (works(at)) await say(`sửa tên cơ sở thành HTX Cốm ${at}`, "đúng");
    clock.now = instantOf(`${daysAfter(from, at)} 12:00`);
    await Promise.all(talks.map((talk) => talk.app.settle()));
    for (const talk of talks) note(talk.heard(chat));
  }
  for (const talk of talks) await talk.app.stop();
  await store.close();
  return heard;
}

const dayIn = (text: string): Day => text.slice(0, 10);
const firstLines = (heard: readonly string[]): readonly string[] =>
  heard.flatMap((text) =>
    text
      .slice(17)
      .split("\n")
      .filter((line) => /^⏰|^Tính đến|để yên/u.test(line))
      .map((line) => `${dayIn(text)} ${line}`),
  );
const everyTen = (at: number): boolean => at % 10 === 0;

describe("day by day through a year", () => {
  const zone = process.env["TZ"];
  afterEach(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  });

  test("whoever works on a dossier hears each thing once, on its day (2021)", async () => {
    const heard = await year(plan2021, "2021-03-01", 365, { works: everyTen });
    const lines = firstLines(heard);
    expect(heard.map(dayIn)).toEqual([...new Set(heard.map(dayIn))]);
    const without = lines.map((line) => line.slice(11));
    expect(without).toEqual([...new Set(without)]);
    const on = (words: string): readonly string[] =>
      lines.filter((line) => line.includes(words)).map((line) => line.slice(0, 10));
    expect(on("giấy an toàn thực phẩm")).toEqual(["2021-04-04", "2021-04-07", "2021-09-06", "2021-09-09"]);
    expect(on("khó kịp Đợt 1")).toEqual(["2021-04-08"]);
    expect(on("hết hạn Đợt 1")).toEqual(["2021-04-16", "2021-04-23", "2021-04-27"]);
    expect(on("ngày cuối của Đợt 1")).toEqual(["2021-04-29"]);
    expect(on("khó kịp Đợt 2")).toEqual(["2021-09-10"]);
    expect(on("ngày cuối của Đợt 2")).toEqual(["2021-09-29"]);
    // After the last round there is nothing to be in time for.
    expect(lines.filter((line) => line > "2021-10-01")).toEqual([]);
  });

  test("whoever leaves it is reminded once gently, before the first step once, and no more", async () => {
    const heard = await year(plan2021, "2021-03-01", 365);
    expect(firstLines(heard).map((line) => line.slice(0, 34))).toEqual([
      "2021-03-22 Hồ sơ *Cốm Na Lo* để yê",
      "2021-04-04 ⏰ Nhắc bà con: chậm nhấ",
    ]);
  });

  test("is the same in any zone of the process, and with two processes", async () => {
    const once = await year(plan2021, "2021-03-20", 45, { works: everyTen });
    expect(once.length).toBeGreaterThan(4);
    const offsets = new Set<number>();
    for (const other of ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"]) {
      process.env["TZ"] = other;
      offsets.add(new Date("2021-03-20T00:00:00Z").getTimezoneOffset());
      expect(await year(plan2021, "2021-03-20", 45, { works: everyTen })).toEqual(once);
    }
    expect([...offsets]).toEqual([420, -840, 0]);
    expect(await year(plan2021, "2021-03-20", 45, { works: everyTen, processes: 2 })).toEqual(once);
  });

  test("from 2027 to 2030 every round is reminded of by its own days, over Tết and the leap day", async () => {
    const heard = await year(ahead, "2026-11-02", 1_520, { works: everyTen });
    const lines = firstLines(heard);
    const without = lines.map((line) => line.slice(11));
    expect(without).toEqual([...new Set(without)]);
    expect(heard.map(dayIn)).toEqual([...new Set(heard.map(dayIn))]);
    for (const round of rounds) {
      const of = lines.filter(
        (line) => line.endsWith(`mới kịp ${round.title}.`) || line.endsWith(`kịp ${round.title}.`),
      );
      expect([round.id, of.length > 0]).toEqual([round.id, true]);
      for (const line of of) expect(line.slice(0, 10) < round.until).toBe(true);
      expect(
        lines.filter((line) => line.includes("ngày cuối của") && line.includes(round.title)),
      ).toHaveLength(1);
    }
  }, 120_000);

  test("a jump of a year at once says at most one message", async () => {
    for (const start of ["2021-03-01", "2021-04-20"]) {
      const heard = await year(plan2021, start, 400, { leap: 366 });
      expect(heard.length).toBeLessThanOrEqual(1);
    }
    const heard = await year(ahead, "2027-03-14", 1_200, { leap: 366, works: () => true });
    expect(heard.length).toBeLessThanOrEqual(3);
  });
});
