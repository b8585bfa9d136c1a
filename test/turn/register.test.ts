import { describe, expect, test } from "vitest";
import { days, instantOf } from "../../src/domain/instant.ts";
import { attendanceKey, attendedIndex, auditLog, handedIndex, dossierKey } from "../../src/domain/keys.ts";
import type { FileRef } from "../../src/domain/message.ts";
import { begin } from "../../src/dossier/fold.ts";
import { readTableFile } from "../../src/papers/read-table.ts";
import { workbook } from "../../src/papers/workbook.ts";
import { noNumbers, recordId, type RegisterRecord } from "../../src/register/record.ts";
import { readSetting } from "../../src/project.ts";
import { rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { bookChange, bookIn, recordsOf } from "../../src/turn/register.ts";

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-08-20 08:00");
const officer = { role: "officer", place: "huyen", office: "phong-nong-nghiep" } as const;
const mai = "terminal:mai";

const says =
  (talk: Rehearsal, thread = mai) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };
const shelves = ({ store }: Rehearsal) => ({
  range: store.range,
  read: store.read,
  load: async (key: string) => (await store.load([key]))[0],
});
const book = async (talk: Rehearsal) => (await bookIn(shelves(talk))).book.register;

async function sends(talk: Rehearsal, bytes: Uint8Array, name: string, thread = mai): Promise<string> {
  const kept = await talk.files.keep(bytes, name);
  if (!kept.ok) throw new Error(kept.code);
  const mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const file: FileRef = { ...kept.value, mime };
  return (await talk.deed({ kind: "file", file, text: "" }, thread)).join("\n");
}

const table = await workbook([
  {
    name: "Sản phẩm",
    columns: ["STT", "Tên HTX", "Xã", "Sản phẩm", "Số sao", "Số QĐ", "Ngày cấp"].map((title) => ({ title })),
    rows: [
      [1, "HTX Quế", "Nậm Đét", "Tinh dầu quế", 3, "15/QĐ-UBND", { day: "2021-08-15" }],
      [2, "HTX Rau", "Na Hối", "Rau cải", null, null, null],
      [3, "HTX Chè", "Hà Nội", "Chè", null, null, null],
    ],
  },
  { name: "Ghi chú", columns: [{ title: "Việc khác" }], rows: [["Nhớ gọi điện"]] },
]);

describe("a table that an officer sends", () => {
  test("is shown first, written after a yes, changes nothing a second time, and can be taken back", async () => {
    const talk = await rehearse(setting, start);
    await talk.seat(mai, officer);
    const shown = await sends(talk, table, "so.xlsx");
    expect(shown).toContain("Mới: 2 tổ chức, 2 sản phẩm, 1 giấy chứng nhận");
    expect(shown).toContain('Sản phẩm, ô C4: không có xã này ("Hà Nội")');
    expect(shown).toContain("bỏ qua: Ghi chú");
    expect((await book(talk)).organisations).toEqual([]);
    expect(await says(talk)("đúng")).toContain("Đã ghi vào sổ: 2 tổ chức");
    expect((await book(talk)).certificates).toMatchObject([{ id: "GCN-1", stars: 3, until: "2024-08-15" }]);
    // What was said yes to is no longer kept.
    expect(await talk.files.read(`so.xlsx-${table.length}`)).toBeUndefined();
    const again = await sends(talk, table, "so.xlsx");
    expect(again).toContain("Đã có trong sổ: 5 dòng");
    expect(again).toContain("Không có gì mới để ghi");
    expect(await says(talk)("hoàn tác")).toContain("TC-1, TC-2, SP-1, SP-2, GCN-1");
    expect(Object.values(await book(talk)).flat()).toEqual([]);
    expect(await says(talk)("thêm HTX Mới, xã Bản Phố", "đúng")).toContain("TC-3");
    const month = (await talk.store.read(auditLog("2021-08"), 0, 100)).join();
    expect(month.match(/"deed":"wrote","about":"[^"]*/gu)).toHaveLength(3);
    await talk.close();
  });

  test("is kept a day for a yes, not longer", async () => {
    const talk = await rehearse(setting, start);
    await talk.seat(mai, officer);
    await sends(talk, table, "so.xlsx");
    await talk.wait(days(1));
    expect(await talk.files.read(`so.xlsx-${table.length}`)).toBeUndefined();
    expect(await says(talk)("đúng")).toContain("Tệp không còn nữa");
    await talk.close();
  });

  test("is no table of the register when a producer sends it, or when it cannot be read", async () => {
    const talk = await rehearse(setting, start);
    expect(await sends(talk, table, "so.xlsx", "terminal:seo")).not.toContain("Mới:");
    await talk.seat(mai, officer);
    const xls: FileRef = { hash: "x", name: "so.xls", mime: "application/x-cfb", size: 1 };
    expect((await talk.deed({ kind: "file", file: xls, text: "" }, mai)).join()).toContain("lưu thành .xlsx");
    expect(await sends(talk, table.slice(0, table.length / 2), "hong.xlsx")).toContain("bị hỏng");
    await talk.seat("terminal:pao", { role: "officer", place: "ta-chai", office: "ubnd-xa" });
    expect(await sends(talk, table, "so.xlsx", "terminal:pao")).not.toContain("Mới:");
    await talk.close();
  });
});

describe("the register in the store", () => {
  test("gives every record a number of its own, however many officers write at once", async () => {
    const talk = await rehearse(setting, start);
    const chats = ["terminal:a", "terminal:b", "terminal:c", "terminal:d"];
    for (const chat of chats) await talk.seat(chat, officer);
    for (const [at, chat] of chats.entries()) await says(talk, chat)(`thêm HTX Số ${at}x, xã Bản Phố`);
    const said = await Promise.all(chats.map((chat) => says(talk, chat)("đúng")));
    expect(new Set(said.map((one) => /TC-\d/u.exec(one)?.[0]))).toEqual(
      new Set(["TC-1", "TC-2", "TC-3", "TC-4"]),
    );
    expect((await book(talk)).organisations).toHaveLength(4);
    await talk.close();
  });

  test("is read page after page", async () => {
    const talk = await rehearse(setting, start);
    const records = Array.from({ length: 2_300 }, (_, at): RegisterRecord => ({
      schema: 1,
      what: "organisation",
      id: recordId("organisation", at + 1),
      name: `HTX ${at}`,
      kind: "cooperative",
      commune: "ban-pho",
    }));
    const changes = records.map((now) => ({ before: undefined, now }));
    const numbers = { ...noNumbers, organisation: 2_300 };
    await talk.store.commit({ now: start, ...bookChange({ changes, numbers }) });
    expect((await book(talk)).organisations).toEqual(records);
    const page = await recordsOf(shelves(talk), "organisation", { from: 100, limit: 3 });
    expect(page.map((one) => one.id)).toEqual(["TC-100", "TC-101", "TC-102"]);
    await talk.close();
  });
});

describe("those who are at a training", () => {
  test("are counted once each, wherever they write from, and stay counted when their data is erased", async () => {
    const talk = await rehearse(setting, start);
    await talk.seat(mai, officer);
    await says(talk)("thêm tập huấn Bán hàng, 20/8/2021", "đúng");
    for (let at = 0; at < 30; at += 1) {
      expect(await says(talk, `terminal:p${at}`)("điểm danh TH-1")).toContain("Đã điểm danh");
      expect(await says(talk, `terminal:p${at}`)("th 1")).toContain("đã điểm danh lớp");
    }
    expect(await says(talk)("xem TH-1")).toContain("30 người dự");
    const seo = says(talk, "terminal:seo");
    await seo("đăng ký tinh dầu quế Nậm Đét", "1");
    const code = /BH-\w+/u.exec(await seo("mã nối"))?.[0] ?? "";
    expect(await seo("TH-1 Giàng Seo Páo")).toContain("Đã điểm danh");
    await says(talk, "terminal:seo2")(`nối ${code}`);
    expect(await says(talk, "terminal:seo2")("TH-1")).toContain("đã điểm danh lớp");
    const members = await talk.store.range(attendedIndex("TH-1"), { limit: 100 });
    expect(members).toHaveLength(31);
    const named = members.map((one) => one.member.split(" ")[1] ?? "").at(-1) ?? "";
    expect((await talk.store.load([attendanceKey("TH-1", named)]))[0]?.text).toContain("Giàng Seo Páo");
    await seo("xoá dữ liệu", "có");
    expect(await talk.store.load([attendanceKey("TH-1", named)])).toEqual([undefined]);
    expect(await says(talk)("báo cáo")).toContain("Người được tập huấn: 31");
    await talk.close();
  });
});

describe("a report", () => {
  test("counts the dossiers in the store, as words and as a file that is gone a week later", async () => {
    const talk = await rehearse(setting, start);
    await talk.seat(mai, officer);
    const states = ["draft", "handed-in", "returned", "recognised"] as const;
    await talk.store.commit({
      now: start,
      put: states.map((state, at) => ({
        key: dossierKey(`d${at}`),
        text: JSON.stringify({
          ...begin(`d${at}`, {
            kind: "started",
            at: 1,
            by: "p",
            programme: "bac-ha-2021",
            list: "ho-so-1048",
            law: "qd-1048-2019",
            version: 1,
          }),
          state,
          place: "ta-chai",
          round: "dot-1",
          answers: { product: "com-na-lo", ownerName: "HTX Cốm" },
          ...(state === "recognised" ? { result: { at: 1, stars: 4, improve: [] } } : {}),
        }),
      })),
      index: states.map((_, at) => ({ index: handedIndex(), member: `d${at}`, score: at })),
    });
    const told = await says(talk)("báo cáo Tà Chải");
    expect(told).toContain("3 hồ sơ, 1 đã nhận, 1 trả lại, 1 chờ; 1 được công nhận");
    expect(told).toContain("Sản phẩm từ 3 sao: 1");
    expect(await says(talk)("báo cáo đợt 2")).toContain("0 hồ sơ");
    const file = /\[tệp: ([^\]]+)\]/u.exec(await says(talk)("báo cáo excel"))?.[1] ?? "";
    const kept = async () => {
      for (let size = 1_000; size < 40_000; size += 1) {
        const bytes = await talk.files.read(`${file}-${size}`);
        if (bytes !== undefined) return bytes;
      }
      return undefined;
    };
    const sheets = await readTableFile((await kept()) ?? new Uint8Array());
    expect(sheets.ok && sheets.value[0]?.rows.slice(0, 2)).toEqual([
      ["Xã, thị trấn", "Đợt", "Hồ sơ", "Chờ", "Trả lại", "Đã nhận", "Công nhận", "Chưa đạt"],
      ["xã Tà Chải", "Đợt 1", 3, 1, 1, 1, 1, 0],
    ]);
    await talk.wait(days(7));
    expect(await kept()).toBeUndefined();
    await talk.close();
  });
});
