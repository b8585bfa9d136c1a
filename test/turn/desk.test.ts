import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { readArticle, writeArticle } from "../../src/content/article.ts";
import type { Answer } from "../../src/domain/answer.ts";
import { days, hours, instantOf, minutes } from "../../src/domain/instant.ts";
import {
  askersIndex,
  auditLog,
  inquiryIndex,
  inquiryKey,
  leftIndex,
  publishedIndex,
  receiptIndex,
  receiptKey,
} from "../../src/domain/keys.ts";
import type { Answers } from "../../src/ports/answers.ts";
import { readSetting } from "../../src/project.ts";
import { type Props, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { answersWithin } from "../../src/turn/perform.ts";
import { storeLibrary } from "../../src/turn/published.ts";
import { invite, peopleWithRoles, revoke } from "../../src/turn/roles.ts";
import { scriptedAnswers } from "../support/scripted-answers.ts";

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-03-15 08:00");
const begin = (answers: Props["answers"] = scriptedAnswers): Promise<Rehearsal> =>
  rehearse(setting, start, answers === undefined ? {} : { answers });
const says =
  (talk: Rehearsal, thread: string) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };
const members = async (talk: Rehearsal, index: string): Promise<readonly string[]> =>
  (await talk.store.range(index, { limit: 100 })).map((one) => one.member);
const officer = { role: "officer", place: "huyen", office: "phong-nong-nghiep" } as const;
const unknown = "nộp hồ sơ qua bưu điện được không";

describe("a question that nobody can answer", () => {
  test("is brought to everybody who asks the same, and to nobody twice", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", officer);
    const chats = Array.from({ length: 30 }, (_, at) => `terminal:p${at}`);
    for (const chat of chats) await says(talk, chat)(unknown);
    expect(await members(talk, inquiryIndex)).toEqual(["H1"]);
    expect(talk.heard("terminal:mai")).toHaveLength(1);
    expect(await says(talk, "terminal:mai")("trả lời H1: Được.")).toContain("30 người hỏi");
    for (const chat of chats) expect([chat, talk.heard(chat).length]).toEqual([chat, 1]);
    expect(await members(talk, askersIndex("H1"))).toEqual([]);
    await talk.close();
  });

  test("is erased with the data of the last who asked it, not of the first", async () => {
    const talk = await begin();
    const [one, two] = [says(talk, "terminal:a"), says(talk, "terminal:b")];
    await one(unknown);
    await two(unknown);
    await one("xoá dữ liệu");
    expect(await members(talk, inquiryIndex)).toEqual(["H1"]);
    expect(await members(talk, askersIndex("H1"))).toEqual(["terminal:b"]);
    await two("xoá dữ liệu");
    expect(await members(talk, inquiryIndex)).toEqual([]);
    expect(await members(talk, leftIndex("terminal:b"))).toEqual([]);
    expect(await talk.store.load([inquiryKey("H1")])).toEqual([undefined]);
    await talk.close();
  });

  test("waits with a stranger's chat when the chat itself is forgotten, but not for ever", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", officer);
    await says(talk, "terminal:a")(unknown);
    await talk.wait(days(3));
    await says(talk, "terminal:mai")("trả lời H1: Được.");
    expect(talk.heard("terminal:a").join()).toContain("Được.");
    await says(talk, "terminal:b")("hồ sơ nộp ở đâu vậy");
    await talk.wait(days(2));
    expect(await members(talk, inquiryIndex)).toEqual(["H2"]);
    await talk.wait(days(30));
    expect(await members(talk, inquiryIndex)).toEqual([]);
    await talk.close();
  });

  test("goes to whoever is there for all offices when its own has nobody", async () => {
    const talk = await begin();
    await talk.seat("terminal:vp", { role: "staff", place: "huyen" });
    await talk.seat("terminal:mai", officer);
    await says(talk, "terminal:a")("ngân hàng nào cho vay vốn ạ?", "csxh");
    expect(talk.heard("terminal:mai")).toEqual([]);
    expect(talk.heard("terminal:vp").join()).toContain("cho vay vốn");
    expect(await says(talk, "terminal:mai")("trả lời H1: không")).toContain("Không có câu hỏi H1");
    await talk.close();
  });

  test("keeps a long answer for those who asked, and proposes only what fits a phone", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", officer);
    await says(talk, "terminal:a")(unknown);
    const long = Array.from({ length: 100 }, () => "chữ").join(" ");
    expect(await says(talk, "terminal:mai")(`trả lời H1: ${long}`)).toContain("không đề nghị");
    expect(talk.heard("terminal:a").join()).toContain(long);
    expect(await talk.store.load([inquiryKey("H1")])).toEqual([undefined]);
    await talk.close();
  });
});

describe("a question that nobody answers in time", () => {
  const wish = ["ai giúp viết câu chuyện sản phẩm", "vâng"] as const;
  const culture = { role: "officer", place: "huyen", office: "phong-van-hoa" } as const;

  test("comes to the standing office and the staff after four working days, once, and those who wait hear of it once", async () => {
    const talk = await begin();
    await talk.seat("terminal:lu", culture);
    await talk.seat("terminal:mai", officer);
    await talk.seat("terminal:viet", { role: "staff", place: "huyen" });
    await says(talk, "terminal:a")(...wish);
    await talk.wait(days(4));
    expect(talk.heard("terminal:mai")).toEqual([]);
    expect(talk.heard("terminal:a")).toEqual([]);
    // The Monday after: 15 March 2021 was one too.
    await talk.wait(days(3));
    for (const chat of ["terminal:mai", "terminal:viet"])
      expect([chat, talk.heard(chat).join().includes("Quá 4 ngày làm việc")]).toEqual([chat, true]);
    expect(talk.heard("terminal:a").join()).toContain("Tôi đã báo thêm Phòng Nông nghiệp");
    await talk.wait(days(14));
    expect(talk.heard("terminal:a")).toEqual([]);
    expect(talk.heard("terminal:mai").join()).not.toContain("Quá 4 ngày làm việc");
    expect(await says(talk, "terminal:mai")("trả lời H1: Thứ tư.")).toContain("1 người hỏi");
    expect(talk.heard("terminal:a").join()).toContain("*Phòng Nông nghiệp và PTNT huyện* trả lời");
    expect(await members(talk, "inquiries:phong-nong-nghiep")).toEqual([]);
    await talk.close();
  });

  test("is no longer of anybody's concern when it was answered, or its last asker erased their data", async () => {
    const talk = await begin();
    await talk.seat("terminal:lu", culture);
    await talk.seat("terminal:viet", { role: "staff", place: "huyen" });
    await says(talk, "terminal:a")(...wish);
    await says(talk, "terminal:b")("muốn làm homestay hỏi ai", "1", "xoá dữ liệu");
    await says(talk, "terminal:lu")("trả lời H1: Thứ tư.");
    talk.heard("terminal:a");
    await talk.wait(days(8));
    for (const chat of ["terminal:a", "terminal:b", "terminal:viet"])
      expect([chat, talk.heard(chat)]).toEqual([chat, []]);
    expect(await members(talk, inquiryIndex)).toEqual([]);
    await talk.close();
  });

  test("tells each of those who wait for it in their own time, and the standing office only once", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", officer);
    await talk.seat("terminal:viet", { role: "staff", place: "huyen" });
    await says(talk, "terminal:a")(unknown);
    await talk.wait(days(1));
    await says(talk, "terminal:b")(unknown);
    talk.heard("terminal:mai");
    await talk.wait(days(6));
    expect(talk.heard("terminal:a").join()).toContain("người phụ trách chương trình");
    expect(talk.heard("terminal:b")).toEqual([]);
    expect(talk.heard("terminal:viet").join()).toContain("Quá 4 ngày");
    await talk.wait(days(1));
    expect(talk.heard("terminal:b").join()).toContain("người phụ trách chương trình");
    expect(talk.heard("terminal:viet").join()).not.toContain("Quá 4 ngày");
    expect(talk.heard("terminal:mai").join()).not.toContain("Quá 4 ngày");
    await talk.close();
  });
});

describe("whoever answers", () => {
  const answer: Answer = {
    verdict: "answered",
    text: "Ở xã.",
    citations: [],
    choices: [],
    score: 1,
  };

  test("is asked once, with the day", async () => {
    const asked: Parameters<Answers>[0][] = [];
    const talk = await begin(() => (one) => {
      asked.push(one);
      return Promise.resolve(answer);
    });
    expect(await says(talk, "terminal:a")("nộp ở đâu vậy")).toContain("Ở xã.");
    expect(asked).toEqual([{ question: "nộp ở đâu vậy", at: "2021-03-15" }]);
    await talk.close();
  });

  test.each<[string, Answers]>([
    ["fails", () => Promise.reject(new Error("away"))],
    [
      "fails at once",
      () => {
        throw new Error("broken");
      },
    ],
  ])("and %s leaves the question to the office", async (_, answers) => {
    const talk = await begin(() => answers);
    expect(await says(talk, "terminal:a")(unknown)).toContain("đã chuyển câu hỏi cho");
    await talk.close();
  });

  test("and hangs is not waited for", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = Promise.withResolvers<undefined>();
    const talk = await begin(() => () => {
      asked.resolve(undefined);
      return new Promise(() => undefined);
    });
    const said = says(talk, "terminal:a")(unknown);
    await asked.promise;
    await vi.advanceTimersByTimeAsync(answersWithin);
    vi.useRealTimers();
    expect(await said).toContain("đã chuyển câu hỏi cho");
    await talk.close();
  });
});

describe("a receipt", () => {
  test("is kept with what was shown, without who asked, and not for ever", async () => {
    const talk = await begin();
    const says1 = says(talk, "terminal:a");
    await says1("3 sao ai cấp, số tôi 0912345678");
    const [code = ""] = await members(talk, receiptIndex);
    const [kept] = await talk.store.load([receiptKey(code)]);
    expect(kept?.text).toContain("Quyết định 1048/QĐ-TTg");
    expect(kept?.text).not.toMatch(/0912|terminal/u);
    await talk.wait(days(91));
    await says1("3 sao ai cấp");
    expect(await talk.store.load([receiptKey(code)])).toEqual([undefined]);
    expect(await members(talk, receiptIndex)).toHaveLength(1);
    await talk.close();
  });
});

describe("a role", () => {
  test("comes with a code, once, within a week", async () => {
    const talk = await begin();
    await invite(talk.store, start, "BH-ONCE", officer);
    expect(await says(talk, "terminal:a")("BH-ONCE")).toContain("cán bộ Phòng Nông nghiệp");
    expect(await says(talk, "terminal:b")("mã BH-ONCE")).toContain("không đúng");
    await invite(talk.store, start, "BH-LATE", officer);
    await talk.wait(days(7) + hours(1));
    expect(await says(talk, "terminal:b")("BH-LATE")).toContain("hết hạn");
    expect(await peopleWithRoles(talk.store)).toHaveLength(1);
    await talk.close();
  });

  test("can be taken away by its code before and after it is used, and by the person", async () => {
    const talk = await begin();
    await invite(talk.store, start, "BH-UNUSED", officer);
    expect(await revoke(talk.store, start, "BH-UNUSED")).toBe(1);
    expect(await says(talk, "terminal:a")("BH-UNUSED")).toContain("không đúng");
    await invite(talk.store, start, "BH-USED", officer);
    await says(talk, "terminal:a")("BH-USED");
    expect(await says(talk, "terminal:a")("câu hỏi")).toContain("Không còn câu hỏi");
    expect(await revoke(talk.store, start, "BH-USED")).toBe(1);
    expect(await says(talk, "terminal:a")("câu hỏi")).toContain("xin quản trị một mã");
    await talk.seat("terminal:a", officer);
    const [person] = await peopleWithRoles(talk.store);
    expect(await revoke(talk.store, start, person?.id ?? "")).toBe(1);
    await says(talk, "terminal:b")(unknown);
    expect(talk.heard("terminal:a")).toEqual([]);
    expect(await revoke(talk.store, start, "BH-NOBODY")).toBe(0);
    await talk.close();
  });

  test("moves with its person to another channel, and is taken away there too", async () => {
    const talk = await begin();
    await says(talk, "terminal:home")("đăng ký cốm Na Lo", "đồng ý");
    await invite(talk.store, start, "BH-MOVES", officer);
    await says(talk, "terminal:work")("BH-MOVES");
    const code = /BH-\d+/u.exec(await says(talk, "terminal:home")("mã nối"))?.[0] ?? "";
    await says(talk, "terminal:work")(`nối ${code}`);
    expect(await says(talk, "terminal:home")("câu hỏi")).toContain("Không còn câu hỏi");
    expect(await revoke(talk.store, start, "BH-MOVES")).toBe(1);
    expect(await says(talk, "terminal:home")("câu hỏi")).toContain("xin quản trị một mã");
    await talk.close();
  });

  test("reminds in the morning of what came while its holder was in the middle of something", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", officer);
    await says(talk, "terminal:a")("hồ sơ nộp ở đâu vậy");
    talk.heard("terminal:mai");
    await says(talk, "terminal:mai")("trả lời H1");
    await says(talk, "terminal:a")(unknown);
    expect(talk.heard("terminal:mai")).toEqual([]);
    await talk.wait(hours(10));
    expect(talk.heard("terminal:mai")).toEqual([]);
    await talk.wait(hours(14));
    expect(talk.heard("terminal:mai").join()).toContain("bưu điện");
    await talk.close();
  });

  test("goes with the person's data", async () => {
    const talk = await begin();
    await talk.seat("terminal:a", officer);
    await says(talk, "terminal:a")("xoá dữ liệu", "đúng");
    await says(talk, "terminal:b")(unknown);
    expect(talk.heard("terminal:a")).toEqual([]);
    expect(await peopleWithRoles(talk.store)).toEqual([]);
    await talk.close();
  });

  test("leaves a line for every use, with ids and codes only", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", officer);
    await talk.seat("terminal:pao", officer);
    await says(talk, "terminal:a")("3 sao ai cấp", unknown);
    await says(talk, "terminal:mai")("câu hỏi", "trả lời H1: Được, gửi bảo đảm.", "xem TL-0003");
    await says(talk, "terminal:pao")("đề nghị", "1");
    const lines = (await talk.store.read(auditLog("2021-03"), 0, 100)).map((text) =>
      z.object({ by: z.string(), deed: z.string(), about: z.string() }).parse(JSON.parse(text)),
    );
    const deeds = ["invited", "granted", "listed", "replied", "replayed", "published", "listed-dossiers"];
    expect([...new Set(lines.map((line) => line.deed))].toSorted()).toEqual(deeds.toSorted());
    expect(JSON.stringify(lines)).not.toMatch(/bảo đảm|bưu điện|terminal/u);
    await talk.close();
  });
});

test("the same person does not approve their own answer, also not by an old button", async () => {
  const talk = await begin();
  await talk.seat("terminal:mai", officer);
  await says(talk, "terminal:a")(unknown);
  await says(talk, "terminal:mai")("trả lời H1: Được.");
  const [said = ""] = await talk.deed({ kind: "tap", data: "u:H1", label: "Đưa H1 vào kho" }, "terminal:mai");
  expect(said).toContain("cần người khác duyệt");
  const stranger = await talk.deed({ kind: "tap", data: "u:H1", label: "Đưa H1 vào kho" }, "terminal:a");
  expect(stranger.join()).not.toContain("vào kho");
  expect(await storeLibrary(talk.store, { now: () => start }).published()).toEqual([]);
  await talk.close();
});

test("what is published is a file that reads as the same article, and a bounded look at the store", async () => {
  const talk = await begin();
  await talk.seat("terminal:mai", officer);
  await talk.seat("terminal:pao", officer);
  await says(talk, "terminal:a")(unknown);
  await says(talk, "terminal:mai")('trả lời H1: Được: gửi "bảo đảm", 2 bộ.');
  await talk.deed({ kind: "tap", data: "u:H1", label: "x" }, "terminal:pao");
  let now = start;
  let looks = 0;
  const range: typeof talk.store.range = (...given) => {
    if (given[0] === publishedIndex) looks += 1;
    return talk.store.range(...given);
  };
  const library = storeLibrary({ load: talk.store.load, range }, { now: () => now });
  const [article, ...more] = await library.published();
  if (article === undefined) throw new Error("nothing is published");
  expect(more).toEqual([]);
  const read = readArticle({ path: "a.md", text: writeArticle(article) });
  expect(read).toEqual({ ok: true, value: article });
  await library.published();
  expect(looks).toBe(1);
  now += minutes(1);
  await library.published();
  expect(looks).toBe(2);
  await talk.close();
});
