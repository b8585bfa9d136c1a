import { describe, expect, test } from "vitest";
import { days, hours, instantOf, minutes } from "../../src/domain/instant.ts";
import { threadId } from "../../src/domain/ids.ts";
import { answersIndex, announcementKey, askedKey } from "../../src/domain/keys.ts";
import type { FileRef } from "../../src/domain/message.ts";
import { readTableFile } from "../../src/papers/read-table.ts";
import { readSetting } from "../../src/project.ts";
import { memoryFiles, type Props, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { readAnnouncement } from "../../src/turn/broadcast/kept.ts";
import { auditOf, invite } from "../../src/turn/roles.ts";
import { announcing, balance, contactNamed, keepContacts, type Told } from "../support/announcing.ts";

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-04-12 09:00");
const staff = { role: "staff", place: "huyen" } as const;
const lan = "terminal:lan";
const din = "terminal:din";

const says =
  (talk: Rehearsal, thread = lan) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };
const taps = async (talk: Rehearsal, data: string, thread = lan): Promise<string> =>
  (await talk.deed({ kind: "tap", data, label: "x" }, thread)).join("\n");

/** Producers of Nậm Đét, each in a chat of their own: "terminal:p0" and so on. */
async function producers(talk: Rehearsal, count: number): Promise<readonly string[]> {
  const chats = Array.from({ length: count }, (_, at) => `terminal:p${at}`);
  for (const [at, chat] of chats.entries())
    await says(talk, chat)("đăng ký tinh dầu quế Nậm Đét", "1", "1", `HTX Số ${at}`, "tắt nhắc");
  return chats;
}

async function begin(count: number, props: Props = {}) {
  const talk = await rehearse(setting, start, props);
  const chats = await producers(talk, count);
  await talk.seat(lan, staff);
  return { talk, chats, lan: says(talk), din: says(talk, din) };
}

const kept = async (talk: Rehearsal, id = "TB-0001") => {
  const [found] = await talk.store.load([announcementKey(id)]);
  return found === undefined ? undefined : readAnnouncement(found.text);
};
const deeds = async (talk: Rehearsal) =>
  (await auditOf(talk.store, "2021-04"))
    .map((one) => one.deed)
    .filter((one) => one.startsWith("announcement-"));
const heard = (talk: Rehearsal, chats: readonly string[]) => chats.map((chat) => talk.heard(chat).join("\n"));

describe("writing one", () => {
  test.each([
    { role: "officer", place: "nam-det", office: "ubnd-xa" },
    { role: "officer", place: "huyen", office: "phong-nong-nghiep" },
    { role: "admin", place: "huyen" },
  ] as const)("is for staff, not for $role of $place", async (role) => {
    const talk = await rehearse(setting, start);
    await talk.seat(lan, role);
    await says(talk)("thông báo: Mời bà con đến họp", "chủ thể", "gửi");
    expect(await kept(talk)).toBeUndefined();
    expect(await deeds(talk)).toEqual([]);
    await talk.close();
  });

  test("shows before the sending exactly what comes of it, with five real people", async () => {
    const { talk, chats, lan: typed } = await begin(8);
    await says(talk, chats[2])("đừng gửi tin nữa");
    await says(talk, chats[3])("đừng gửi tin tập huấn nữa");
    const seen = await typed("thông báo: Mời {ten} ở {xa} dự tập huấn trước {hanchot}", "chủ thể Nậm Đét");
    expect(seen).toContain("*6 người*: Terminal 6");
    expect(seen).toContain("Đã loại: 2 người không nhận tin loại này.");
    const examples = [...seen.matchAll(/"Mời (HTX Số \d) ở xã Nậm Đét dự tập huấn trước 30\/4\/2021"/gu)];
    expect(new Set(examples.map((one) => one[1])).size).toBe(5);
    await typed("gửi");
    expect(heard(talk, chats).filter((text) => text !== "")).toEqual(
      [0, 1, 4, 5, 6, 7].map((at) => `Mời HTX Số ${at} ở xã Nậm Đét dự tập huấn trước 30/4/2021`),
    );
    expect(await typed("TB-0001")).toContain(
      "đã tới 6, từ chối 0, chờ nhắn lại 0, chưa rõ 0, không gửi 2 (tổng 8)",
    );
    await talk.close();
  });

  test("who opts out between the preview and the sending gets nothing", async () => {
    const { talk, chats, lan: typed } = await begin(2);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét");
    await says(talk, chats[0])("đừng gửi tin nữa");
    await typed("gửi");
    expect(heard(talk, chats)).toEqual(["", "Mời bà con dự tập huấn"]);
    await talk.close();
  });

  test("keeps one file, the last, and lets go of all others", async () => {
    const files = memoryFiles();
    const { talk, chats, lan: typed } = await begin(1, { files });
    const sends = async (name: string, text = ""): Promise<string> => {
      const came = await files.keep(new Uint8Array(3), name);
      if (!came.ok) throw new Error(came.code);
      return (await talk.deed({ kind: "file", file: came.value, text }, lan)).join("\n");
    };
    await typed("thông báo");
    await sends("a.jpg");
    await sends("b.jpg", "Mời bà con dự tập huấn");
    expect((await kept(talk))?.file?.name).toBe("b.jpg");
    expect(await files.read("a.jpg-3")).toBeUndefined();
    await typed("chủ thể Nậm Đét");
    expect(await sends("c.jpg")).toContain("Kèm c.jpg.");
    expect(await files.read("b.jpg-3")).toBeUndefined();
    const large: FileRef = { hash: "large", name: "d.pdf", mime: "application/pdf", size: 6_000_000 };
    expect((await talk.deed({ kind: "file", file: large, text: "" }, lan)).join()).toContain("lớn quá 5 MB");
    await typed("gửi");
    expect(talk.heard(chats[0] ?? "")).toEqual([expect.stringContaining("c.jpg")]);
    expect(await files.read("c.jpg-3")).toBeDefined();
    // The same file in another that is dropped stays as long as this one needs it.
    await typed("thông báo: Mời bà con đi hội chợ", "chủ thể Nậm Đét");
    await sends("c.jpg");
    await typed("bỏ");
    expect(await files.read("c.jpg-3")).toBeDefined();
    await talk.wait(days(31));
    expect(await files.read("c.jpg-3")).toBeUndefined();
    await talk.close();
  });

  test("a draft that nobody sends is gone after a day, counted from the last change", async () => {
    const files = memoryFiles();
    const { talk, lan: typed } = await begin(1, { files });
    const came = await files.keep(new Uint8Array(3), "a.jpg");
    if (!came.ok) throw new Error(came.code);
    await typed("thông báo");
    await talk.deed({ kind: "file", file: came.value, text: "Mời bà con dự tập huấn" }, lan);
    await talk.wait(hours(20), lan);
    await typed("chủ thể Nậm Đét");
    await talk.wait(hours(20), lan);
    expect((await kept(talk))?.state).toBe("draft");
    expect((await talk.wait(hours(5), lan)).join()).toContain("TB-0001 để một ngày chưa gửi");
    expect(await kept(talk)).toBeUndefined();
    expect(await files.read("a.jpg-3")).toBeUndefined();
    expect(await typed("TB-0001")).toContain("không thấy thông báo TB-0001");
    await talk.close();
  });

  test("a draft without people goes to nobody, whatever is tapped", async () => {
    const { talk, chats, lan: typed } = await begin(1);
    await typed("thông báo: Mời bà con dự tập huấn");
    const { at } = (await kept(talk)) ?? { at: 0 };
    await taps(talk, `nb:send:TB-0001:${at}`);
    expect((await kept(talk))?.state).toBe("draft");
    expect(heard(talk, chats)).toEqual([""]);
    await talk.close();
  });

  test("a tap on a preview from before a change sends nothing", async () => {
    const { talk, chats, lan: typed } = await begin(1);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét");
    const { at } = (await kept(talk)) ?? { at: 0 };
    await typed("sửa: Mời bà con đi hội chợ");
    expect(await taps(talk, `nb:send:TB-0001:${at}`)).toContain("Tin đã khác lúc anh/chị xem");
    expect(heard(talk, chats)).toEqual([""]);
    await talk.close();
  });

  test("the same to the same people within a day needs a second yes", async () => {
    const { talk, chats, lan: typed } = await begin(1);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    expect(await typed("thông báo: Moi ba con du tap huan", "chu the nam det", "gửi")).toContain(
      "giống hệt TB-0001",
    );
    expect(heard(talk, chats)).toEqual(["Mời bà con dự tập huấn"]);
    await typed("1");
    expect(heard(talk, chats)).toEqual(["Moi ba con du tap huan"]);
    await talk.wait(hours(25), lan);
    expect(await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét")).not.toContain("Giống hệt");
    await talk.close();
  });
});

describe("two people", () => {
  test("more than thirty need another member of staff; thirty do not", async () => {
    const { talk, chats, lan: typed, din: other } = await begin(31);
    await talk.seat(din, staff);
    await says(talk, chats[0])("đừng gửi tin nữa");
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    expect((await kept(talk))?.state).toBe("done");
    await says(talk, chats[0])("nhận tin lại");
    heard(talk, chats);
    expect(await typed("thông báo: Mời bà con đi hội chợ", "chủ thể Nậm Đét", "gửi")).toContain(
      "Trên 30 người",
    );
    expect(heard(talk, chats).join("")).toBe("");
    // By whatever way, its author does not release it.
    const { at } = (await kept(talk, "TB-0002")) ?? { at: 0 };
    expect(await taps(talk, `nb:release:TB-0002:${at}`)).toContain("phải người khác duyệt");
    expect(await typed("duyệt TB-0002")).toContain("phải người khác duyệt");
    expect(talk.heard(din).join()).toContain("*Chờ anh/chị duyệt: TB-0002, 31 người.*");
    await other("duyệt");
    expect(heard(talk, chats).filter((text) => text === "Mời bà con đi hội chợ")).toHaveLength(31);
    expect((await kept(talk, "TB-0002"))?.released?.by).not.toBe((await kept(talk, "TB-0002"))?.by);
    await talk.close();
  });

  test("where nobody else is there it says so, and stays a draft", async () => {
    const { talk, lan: typed } = await begin(2, { alone: 1 });
    expect(await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi")).toContain(
      "chưa có ai khác là nhân viên",
    );
    expect((await kept(talk))?.state).toBe("draft");
    await talk.close();
  });

  test("what was changed since it was seen is seen again before it is released", async () => {
    const { talk, chats, lan: typed } = await begin(2, { alone: 1 });
    await talk.seat(din, staff);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    const { at } = (await kept(talk)) ?? { at: 0 };
    await typed("không duyệt TB-0001", "2", "Mời bà con đi hội chợ", "gửi");
    expect((await kept(talk))?.state).toBe("proposed");
    expect(await taps(talk, `nb:release:TB-0001:${at}`, din)).toContain('"Mời bà con đi hội chợ"');
    expect(heard(talk, chats).join("")).toBe("");
    await says(talk, din)("1");
    expect(heard(talk, chats)).toEqual(["Mời bà con đi hội chợ", "Mời bà con đi hội chợ"]);
    await talk.close();
  });

  test("two who release at once release it once", async () => {
    const { talk, chats, lan: typed } = await begin(2, { alone: 1 });
    const tam = "terminal:tam";
    await talk.seat(din, staff);
    await talk.seat(tam, staff);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    const { at } = (await kept(talk)) ?? { at: 0 };
    talk.heard(din);
    talk.heard(tam);
    const tap = { kind: "tap", data: `nb:release:TB-0001:${at}`, label: "Duyệt" } as const;
    const event = (thread: string) => ({
      id: `at-once:${thread}`,
      thread: threadId(thread),
      at: start,
      deed: tap,
    });
    await Promise.all([din, tam].map((thread) => talk.app.receive(event(thread))));
    await talk.app.settle();
    const answers = [din, tam].map((thread) => talk.heard(thread).join());
    expect(answers.filter((text) => text.includes("Đang gửi."))).toHaveLength(1);
    expect(answers.filter((text) => text.includes("không chờ duyệt"))).toHaveLength(1);
    expect(heard(talk, chats)).toEqual(["Mời bà con dự tập huấn", "Mời bà con dự tập huấn"]);
    await talk.close();
  });

  test("whoever has lost the role meanwhile releases, sends and stops nothing", async () => {
    const { talk, chats, lan: typed, din: other } = await begin(2, { alone: 1 });
    await talk.seat(din, staff);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    talk.heard(din);
    await talk.unseat(din);
    expect(await other("duyệt")).toContain("Việc gửi thông báo là của nhân viên");
    await talk.unseat(lan);
    expect(await taps(talk, "nb:stop:TB-0001")).toContain("Việc gửi thông báo là của nhân viên");
    expect((await kept(talk))?.state).toBe("proposed");
    expect(heard(talk, chats).join("")).toBe("");
    await talk.close();
  });
});

describe("while it runs", () => {
  const night = async () => {
    const begun = await begin(3);
    await begun.talk.wait(hours(13), lan);
    await begun.lan("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    return begun;
  };

  test("it is paused while it waits, goes on and is stopped; every step says how it stands", async () => {
    const { talk, chats, lan: typed } = await night();
    expect(await typed("TB-0001")).toContain("chờ đến 07:00");
    expect(await typed("tạm dừng TB-0001")).toContain("Đã tạm dừng TB-0001");
    await talk.wait(hours(12), lan);
    expect(heard(talk, chats).join("")).toBe("");
    expect(await typed("tạm dừng TB-0001")).toContain("TB-0001 đang tạm dừng");
    expect(await typed("tiếp tục TB-0001")).toContain("TB-0001 gửi tiếp");
    expect(heard(talk, chats)).toEqual(Array.from({ length: 3 }, () => "Mời bà con dự tập huấn"));
    expect(await typed("dừng TB-0001")).toContain("TB-0001 đã gửi xong");
    await talk.close();
  });

  test("stopped, it goes to nobody more, and its list still adds up", async () => {
    const { talk, chats, lan: typed } = await night();
    await typed("dừng TB-0001", "đúng");
    await talk.wait(hours(12), lan);
    expect(heard(talk, chats).join("")).toBe("");
    expect(await balance(talk.store)).toMatchObject({ sent: 0, skipped: 3 });
    expect(await typed("tiếp tục TB-0001")).toContain("TB-0001 đã dừng");
    await talk.close();
  });

  test("it ends at its time, and whoever sent it hears of it", async () => {
    const { talk, chats, lan: typed } = await night();
    expect(await typed("hết hạn TB-0001 6h sáng mai")).toContain("hết hạn 06:00");
    expect((await talk.wait(hours(12), lan)).join()).toContain("TB-0001 hết hạn trước khi gửi hết");
    expect(heard(talk, chats).join("")).toBe("");
    expect(await typed("hết hạn TB-0001 20h")).toContain("TB-0001 đã hết hạn");
    await talk.close();
  });

  test("those who join later get it once somebody else agrees to that", async () => {
    const { talk, lan: typed, din: other } = await begin(1);
    await talk.seat(din, staff);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    expect(await typed("gửi cả người vào sau TB-0001")).toContain("cần nhân viên khác");
    expect(await other("gửi cả người vào sau TB-0001")).toContain("ai vào sau cũng nhận");
    const late = "terminal:late";
    const comes = async (chat: string): Promise<number> => {
      const said: string[] = [];
      for (const text of ["đăng ký tinh dầu quế Nậm Đét", "1", "1", "HTX Muộn"])
        said.push(...(await talk.deed({ kind: "text", text }, chat)));
      for (let looks = 0; looks < 3; looks += 1) said.push(...(await talk.wait(minutes(1), chat)));
      return said.filter((text) => text === "Mời bà con dự tập huấn").length;
    };
    expect(await comes(late)).toBe(1);
    expect((await kept(talk))?.state).toBe("running");
    await other("thôi gửi người vào sau TB-0001");
    expect(await comes("terminal:later")).toBe(0);
    expect((await kept(talk))?.state).toBe("done");
    expect(await balance(talk.store)).toMatchObject({ sent: 2 });
    await talk.close();
  });

  test("one that does not get on is told of by day, as long as it does not", async () => {
    const { talk, lan: typed } = await begin(1);
    await typed("thông báo: Mời bà con dự tập huấn", "chủ thể Nậm Đét", "gửi");
    // As a platform would leave it that takes nothing for a day: its row waits.
    const [chunk, tally] = ["ledger:TB-0001:0", "tally:TB-0001"];
    const [found] = await talk.store.load([chunk]);
    const later = (found?.text ?? "").replace('"state":"sent"', '"state":"waiting"');
    const one = (state: string, score: number | null) => ({ index: `${tally}:${state}`, member: "0", score });
    await talk.store.commit({
      now: start,
      put: [
        { key: chunk, text: later },
        {
          key: announcementKey("TB-0001"),
          text: JSON.stringify({ ...(await kept(talk)), state: "running" }),
        },
      ],
      index: [one("sent", null), one("waiting", 1)],
    });
    expect((await talk.wait(hours(13), lan)).join()).toBe("");
    expect((await talk.wait(hours(10), lan)).join()).toContain("TB-0001 lâu quá chưa gửi xong");
    await talk.unseat(lan);
    expect((await talk.wait(hours(25), lan)).join()).toBe("");
    await talk.close();
  });

  test("every use of the right is a line of the audit log", async () => {
    const { talk, lan: typed, din: other } = await begin(2, { alone: 1 });
    await talk.seat(din, staff);
    await typed("thông báo: Mời bà con dự tập huấn\ntrả lời: Có / Không", "chủ thể Nậm Đét", "gửi");
    await other("duyệt", "các thông báo", "TB-0001", "ai chưa trả lời TB-0001", "TB-0001 excel");
    expect(await deeds(talk)).toEqual([
      "announcement-drafted",
      "announcement-changed",
      "announcement-proposed",
      "announcement-previewed",
      "announcement-released",
      "announcement-listed",
      "announcement-shown",
      "announcement-names",
      "announcement-sheet",
    ]);
    expect(await says(talk, "terminal:admin")("TB-0001")).not.toContain("đã tới");
    await talk.close();
  });
});

describe("answers", () => {
  const asked = async (count: number) => {
    const begun = await begin(count);
    await begun.lan(
      "thông báo: Mời {ten} dự tập huấn\ntrả lời: Tôi sẽ dự / Tôi bận",
      "chủ thể Nậm Đét",
      "gửi",
    );
    for (const chat of begun.chats) begun.talk.heard(chat);
    return begun;
  };
  const counted = async (talk: Rehearsal) =>
    Promise.all(
      [1, 2].map(async (at) => (await talk.store.range(answersIndex("TB-0001", at), { limit: 10 })).length),
    );

  test("are one a person, which can be changed, and lead back to what was open", async () => {
    const { talk, chats, lan: typed } = await asked(3);
    const [p0 = "", p1 = ""] = chats;
    expect(await taps(talk, "bc:TB-0001:1", p0)).toMatch(
      /^Đã ghi: Tôi sẽ dự\. Cảm ơn bà con\.\nMình tiếp nhé:\n\n\*/u,
    );
    expect(await taps(talk, "bc:TB-0001:1", p0)).toContain("Tôi đã ghi rồi: Tôi sẽ dự");
    expect(await counted(talk)).toEqual([1, 0]);
    expect(await taps(talk, "bc:TB-0001:2", p0)).toContain("Đã đổi thành: Tôi bận");
    expect(await counted(talk)).toEqual([0, 1]);
    expect(await says(talk, p1)("1")).toContain("Đã ghi: Tôi sẽ dự");
    expect(await typed("TB-0001")).toContain("Tôi sẽ dự: 1, Tôi bận: 1, chưa trả lời: 1.");
    expect(await typed("ai bận TB-0001")).toContain("• HTX Số 0");
    await talk.close();
  });

  test("are typed as the very next words only", async () => {
    const { talk, chats } = await asked(1);
    const [p0 = ""] = chats;
    expect(await talk.store.load([askedKey(p0)])).not.toEqual([undefined]);
    await says(talk, p0)("còn thiếu gì");
    expect(await talk.store.load([askedKey(p0)])).toEqual([undefined]);
    // Now a number is a choice of the question that is open.
    expect(await says(talk, p0)("1")).toContain("Tôi ghi:");
    expect(await counted(talk)).toEqual([0, 0]);
    // What is open takes words; the answer's own words are the answer all the same, by its button.
    expect(await taps(talk, "bc:TB-0001:2", p0)).toContain("Đã ghi: Tôi bận");
    await talk.close();
  });

  test.each(["bc:TB-0001:3", "bc:TB-0001:0", "bc:TB-9999:1", "bc::1", "bc:TB-0001:1e1", "bc:TB-0001"])(
    "that nobody offered are none: %s",
    async (data) => {
      const { talk, chats } = await asked(1);
      await taps(talk, data, chats[0]);
      await taps(talk, "bc:TB-0001:1", "terminal:stranger");
      expect(await counted(talk)).toEqual([0, 0]);
      await talk.close();
    },
  );

  test("who gave none is listed page by page, reminded alone, and their answers count together", async () => {
    const { talk, chats, lan: typed } = await asked(20);
    const [p0 = "", p1 = ""] = chats;
    await taps(talk, "bc:TB-0001:1", p0);
    const page = await typed("ai chưa trả lời TB-0001");
    expect(page).toContain("19 người, trang 1/2");
    expect(await typed("1")).toMatch(/trang 2\/2\n(?:• HTX Số \d+[^\n]*\n?){4}$/u);
    const reminder = await typed("nhắc người chưa trả lời TB-0001");
    expect(reminder).toContain("*19 người*");
    await typed("gửi");
    expect(heard(talk, [p0, p1])).toEqual([
      "",
      "Nhắc lại: Mời HTX Số 1 dự tập huấn\n1. Tôi sẽ dự\n2. Tôi bận",
    ]);
    await says(talk, p1)("2");
    expect(await typed("TB-0001")).toContain("Tôi sẽ dự: 1, Tôi bận: 1, chưa trả lời: 18.");
    await talk.close();
  });

  test("stand in a table with how it went for everybody", async () => {
    const files = memoryFiles();
    const { talk, chats, lan: typed } = await begin(2, { files });
    await says(talk, chats[1])("đừng gửi tin nữa");
    await typed("thông báo: Mời {ten} dự tập huấn\ntrả lời: Tôi sẽ dự / Tôi bận", "chủ thể Nậm Đét", "gửi");
    await taps(talk, "bc:TB-0001:1", chats[0]);
    const name = /thong-bao-tb-0001-2021-04-12\.xlsx/u.exec(await typed("TB-0001 excel"))?.[0] ?? "";
    expect(name).not.toBe("");
    const sizes = Array.from({ length: 20_000 }, (_, size) => `${name}-${size}`);
    let bytes: Uint8Array | undefined;
    for (const hash of sizes) bytes ??= await files.read(hash);
    const table = await readTableFile(bytes ?? new Uint8Array());
    if (!table.ok) throw new Error(table.code);
    expect(
      table.value[0]?.rows.map((row) => [row[1], row[5], row[6], row[8]].map((cell) => cell ?? "")),
    ).toEqual([
      ["Họ tên, tổ chức", "Kết quả", "Vì sao", "Trả lời"],
      ["HTX Số 0", "đã tới", "", "Tôi sẽ dự"],
      ["HTX Số 1", "không gửi", "không muốn nhận tin loại này", ""],
    ]);
    await talk.close();
  });
});

describe("those of whom nobody knows whether they got it", () => {
  test("are shown, and sent again or taken as reached, as staff decide", async () => {
    const told: Told[] = [];
    let shaky = true;
    const stage = await announcing(setting, {
      told,
      telegram: ({ thread }) =>
        shaky && thread === "telegram:1001" ? { kind: "unknown", why: "reset" } : { kind: "sent" },
    });
    const chat = threadId("telegram:9");
    let count = 0;
    const types = async (text: string): Promise<string> => {
      count += 1;
      const before = told.length;
      await stage.app.receive({
        id: `e${count}`,
        thread: chat,
        at: stage.at(),
        deed: { kind: "text", text },
      });
      await stage.wait(minutes(1));
      return told
        .slice(before)
        .filter((one) => one.thread === chat)
        .map((one) => one.text)
        .join("\n");
    };
    await invite(stage.store, stage.at(), "BH-LAN1", staff);
    await types("BH-LAN1");
    await keepContacts(
      stage.store,
      [0, 1, 2].map((number) => contactNamed(number)),
    );
    const sends = async (text: string): Promise<void> => {
      await types(`thông báo: ${text}`);
      await types("chủ thể");
      await types("gửi");
    };
    const times = (text: string): number =>
      told.filter((one) => one.thread === "telegram:1001" && one.text === text).length;

    await sends("Mời bà con dự tập huấn");
    expect(await types("TB-0001")).toContain("đã tới 2, từ chối 0, chờ nhắn lại 0, chưa rõ 1 (tổng 3)");
    expect(await types("ai chưa rõ TB-0001")).toContain("• Người 1");
    expect(await types("coi như đã nhận TB-0001")).toContain("coi như 1 người chưa rõ đã nhận");
    expect(times("Mời bà con dự tập huấn")).toBe(1);
    expect(await types("TB-0001")).toContain("đã tới 3");
    expect(await types("gửi lại cho người chưa rõ TB-0001")).toContain("không có ai chưa rõ");

    await sends("Mời bà con đi hội chợ");
    shaky = false;
    expect(await types("gửi lại cho người chưa rõ TB-0002")).toContain("gửi lại cho 1 người chưa rõ");
    await stage.wait(minutes(1));
    expect(times("Mời bà con đi hội chợ")).toBe(2);
    expect(await balance(stage.store, "TB-0002")).toMatchObject({ sent: 3, doubt: 0 });
    await stage.close();
  });
});
