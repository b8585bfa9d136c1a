import { afterEach, describe, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import {
  heldIndex,
  heldKey,
  lastKey,
  leftIndex,
  questionIndex,
  questionKey,
  stuckIndex,
  stuckKey,
  switchesKey,
} from "../../src/domain/keys.ts";
import type { Offer } from "../../src/domain/role.ts";
import { switchNames } from "../../src/operation/switch.ts";
import { readSetting } from "../../src/project.ts";
import { rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { auditOf } from "../../src/turn/roles.ts";
import { codeOf } from "../../src/turn/set-aside.ts";
import { loadSwitches, switchboard, turnSwitch } from "../../src/turn/switches.ts";
import { scriptedAnswers } from "../support/scripted-answers.ts";

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-03-15 08:00");
const admin: Offer = { role: "admin", place: "huyen" };

let talk: Rehearsal | undefined;
afterEach(async () => {
  await talk?.close();
  talk = undefined;
});
async function begin(): Promise<Rehearsal> {
  talk = await rehearse(setting, start, { answers: scriptedAnswers });
  await talk.seat("terminal:admin", admin);
  return talk;
}
const says = async (at: Rehearsal, text: string, thread = "terminal:admin"): Promise<string> =>
  (await at.deed({ kind: "text", text }, thread)).join("\n");
const audit = async (at: Rehearsal): Promise<readonly string[]> =>
  (await auditOf(at.store, "2021-03")).map(({ deed, about }) => `${deed} ${about}`);

describe("a switch by message", () => {
  test("needs a reason, is kept with it, seen by all, and each turning is a line of the audit log", async () => {
    const at = await begin();
    expect(await says(at, "tắt thông báo")).toContain("ghi cả lý do");
    expect(await loadSwitches(at.store)).toEqual({});
    expect(await says(at, "tat thong bao vi gui nham so 0912 345 678")).toContain("Đã tắt gửi thông báo vì");
    const { announcements } = await loadSwitches(at.store);
    expect(announcements?.reason).toBe("gui nham so [số điện thoại]");
    expect(await says(at, "công tắc")).toContain(
      "Đang tắt: gửi thông báo, từ 08:03 ngày 15/3/2021, vì gui nham",
    );
    expect(await says(at, "bật thông báo")).toContain("Đã bật lại gửi thông báo");
    expect(await says(at, "bật thông báo")).toContain("không bị tắt");
    expect(await loadSwitches(at.store)).toEqual({});
    expect((await audit(at)).filter((one) => one.startsWith("switched"))).toEqual([
      "switched-off announcements: gui nham so [số điện thoại]",
      "switched-on announcements",
    ]);
  });

  test("is an administrator's alone", async () => {
    const at = await begin();
    await at.seat("terminal:staff", { role: "staff", place: "huyen" });
    for (const thread of ["terminal:staff", "terminal:none"])
      for (const text of ["tắt nhận ảnh vì thích", "tình trạng", "việc kẹt", "bỏ K-22222", "công tắc"])
        await says(at, text, thread);
    expect(await loadSwitches(at.store)).toEqual({});
    expect((await audit(at)).filter((one) => /condition|set-aside|settled|switched/u.test(one))).toEqual([]);
  });

  test("knows every job by its own title", async () => {
    const at = await begin();
    for (const name of switchNames) {
      const title = setting.words[`switch-${name}`] ?? "";
      expect(await says(at, `tắt ${title} vì thử`)).toContain(`Đã tắt ${title}`);
      expect(Object.keys(await loadSwitches(at.store))).toEqual([name]);
      expect(await says(at, `bật ${title}`)).toContain(`Đã bật lại ${title}`);
    }
  });

  test("of two turned at once neither is lost", async () => {
    const at = await begin();
    const off = { at: start, by: "switch", reason: "x" };
    const turned = ["model", "uploads", "reminders"] as const;
    expect(await Promise.all(turned.map((name) => turnSwitch(at.store, name, off)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(Object.keys(await loadSwitches(at.store)).toSorted()).toEqual(["model", "reminders", "uploads"]);
    expect(await turnSwitch(at.store, "alarms", { at: start, by: "switch" })).toBe(false);
  });

  test("reaches another process with its next look, and an older answer changes nothing", async () => {
    const at = await begin();
    const other = switchboard(at.store);
    await turnSwitch(at.store, "model", { at: start, by: "switch", reason: "x" });
    const [older] = await at.store.load([switchesKey]);
    expect(other.isOff("model")).toBe(false);
    await other.look();
    expect(other.isOff("model")).toBe(true);
    await turnSwitch(at.store, "model", { at: start, by: "switch" });
    await other.look();
    other.see(older);
    expect(other.isOff("model")).toBe(false);
  });
});

describe("what people feel of a switch", () => {
  test("registering: nobody new begins, what was begun goes on", async () => {
    const at = await begin();
    await says(at, "đăng ký tinh dầu quế Nậm Đét", "terminal:old");
    await says(at, "đồng ý", "terminal:old");
    await says(at, "đăng ký mận tam hoa", "terminal:between");
    await says(at, "tắt đăng ký mới vì sửa biểu mẫu");
    expect(await says(at, "đăng ký tinh dầu quế Nậm Đét", "terminal:new")).toContain("chưa nhận đăng ký");
    expect(await says(at, "đồng ý", "terminal:between")).toContain("chưa nhận đăng ký");
    expect(await at.dossier("terminal:between")).toBeUndefined();
    expect(await says(at, "hợp tác xã", "terminal:old")).not.toContain("chưa nhận đăng ký");
    await says(at, "bật đăng ký mới");
    expect(await says(at, "đăng ký tinh dầu quế Nậm Đét", "terminal:new")).toContain("đúng không");
  });

  test("uploads: a photo is declined with a word and kept nowhere", async () => {
    const at = await begin();
    await says(at, "đăng ký tinh dầu quế Nậm Đét", "terminal:p");
    await says(at, "đồng ý", "terminal:p");
    await says(at, "tắt nhận ảnh vì đầy đĩa");
    const bytes = Uint8Array.from([1, 2, 3]);
    const kept = await at.files.keep(bytes, "giay.jpg");
    if (!kept.ok) throw new Error("not kept");
    const heard = await at.deed({ kind: "file", file: kept.value, text: "giấy phép" }, "terminal:p");
    expect(heard.join("\n")).toContain("chưa nhận ảnh và giấy tờ");
    expect(await at.files.read(kept.value.hash)).toBeUndefined();
    // The question that was open is asked again.
    expect(heard.join("\n")).toContain("?");
  });

  test("documents: an officer is told that none is taken", async () => {
    const at = await begin();
    await at.seat("terminal:o", { role: "officer", place: "ta-chai", office: "ubnd-xa" });
    await says(at, "tắt thêm văn bản vì đang rà lại kho");
    expect(await says(at, "thêm văn bản", "terminal:o")).toContain("Việc thêm văn bản đang tạm tắt");
  });
});

describe("the condition by message", () => {
  test("says what is red, what waits, the last backup and what is off", async () => {
    const at = await begin();
    expect(await says(at, "tình trạng")).toContain("Không có gì phải lo.");
    const text = JSON.stringify({ at: start, ok: false, code: "disk" });
    await at.store.commit({
      now: start,
      put: [
        { key: lastKey("backup"), text },
        { key: stuckKey("web:1:x"), text: "{}" },
      ],
      index: [{ index: stuckIndex, member: "web:1:x", score: start }],
    });
    await says(at, "tắt mô hình vì hết tiền");
    const heard = await says(at, "tinh trang he thong");
    expect(heard).toContain("• Có 1 việc bị kẹt.");
    expect(heard).toContain("• Lần sao lưu gần nhất bị lỗi (disk).");
    expect(heard).toContain("Đang chờ: tin đến 0, tin đi 0, hẹn giờ 0, thông báo 0.");
    expect(heard).toContain("Sao lưu gần nhất bị lỗi (disk): 08:00 ngày 15/3/2021.");
    expect(heard).toContain("Đang tắt: mô hình, từ 08:03 ngày 15/3/2021, vì hết tiền.");
    expect(await audit(at)).toContain("condition-seen ");
  });

  test("an open question comes back after it", async () => {
    const at = await begin();
    await says(at, "đăng ký tinh dầu quế Nậm Đét");
    await says(at, "đồng ý");
    expect(await says(at, "tình trạng")).toMatch(/Tình trạng lúc[\s\S]*\?/u);
  });
});

describe("what was set aside", () => {
  const stage = async () => {
    const at = await begin();
    const thread = "terminal:p";
    const event = {
      id: "terminal:p:bad",
      thread,
      at: start,
      deed: { kind: "text", text: "alo" },
      fault: "TypeError",
    };
    const message = { text: "chào bà con", thread, fault: "threw" };
    const seat = (index: string, member: string, at: number) => ({ index, member, score: at });
    await at.store.commit({
      now: start,
      put: [
        { key: stuckKey(event.id), text: JSON.stringify(event) },
        { key: stuckKey("terminal:p:m:0"), text: JSON.stringify(message) },
        { key: stuckKey("broken"), text: "no json" },
        { key: heldKey("zalo:7"), text: JSON.stringify({ since: start, works: [{ id: "a", text: "{}" }] }) },
        {
          key: questionKey("q1"),
          text: JSON.stringify({ thread, at: start, text: "abc xyz 0912 345 678" }),
        },
      ],
      index: [
        seat(stuckIndex, event.id, start),
        seat(stuckIndex, "terminal:p:m:0", start + 1),
        seat(stuckIndex, "broken", start + 2),
        seat(heldIndex, "zalo:7", start),
        seat(questionIndex, "q1", start),
        seat(leftIndex(thread), stuckKey(event.id), start),
      ],
    });
    return { at, event, code: (kind: "stuck" | "held" | "unread", id: string) => codeOf(kind, id) };
  };

  test("is listed with code, time, channel and fault; words are masked; names of chats are not shown", async () => {
    const { at, event, code } = await stage();
    const heard = await says(at, "việc kẹt");
    expect(heard).toContain("Kẹt 3, chờ nhắn lại 1, lời chưa hiểu 1.");
    expect(heard).toContain(`• ${code("stuck", event.id)} 08:00 15/3/2021, terminal: lỗi TypeError`);
    expect(heard).toContain(`• ${code("held", "zalo:7")} từ 08:00 15/3/2021, zalo: 1 tin`);
    expect(heard).toContain(`• ${code("unread", "q1")} 08:00 15/3/2021, terminal: "abc xyz [số điện thoại]"`);
    expect(heard).not.toMatch(/terminal:p|zalo:7|chào bà con/u);
  });

  test("is tried again: an event is decided on, a message is sent", async () => {
    const { at, event, code } = await stage();
    expect(await says(at, `thử lại ${code("stuck", event.id)}`)).toContain("để làm lại");
    expect(at.heard("terminal:p").join("\n")).not.toBe("");
    expect(await says(at, `thu lai ${code("stuck", "terminal:p:m:0").toLowerCase()}`)).toContain(
      "để làm lại",
    );
    expect(at.heard("terminal:p")).toEqual(["chào bà con"]);
    expect((await at.store.range(stuckIndex, { limit: 10 })).map((one) => one.member)).toEqual(["broken"]);
    expect(await at.store.load([stuckKey(event.id)])).toEqual([undefined]);
    expect(await at.store.range(leftIndex("terminal:p"), { limit: 10 })).toEqual([]);
    expect(await says(at, `thử lại ${code("stuck", event.id)}`)).toContain("Không có việc nào mang mã");
  });

  test("is dropped one by one; what cannot be tried again says so", async () => {
    const { at, code } = await stage();
    for (const [kind, id] of [
      ["held", "zalo:7"],
      ["unread", "q1"],
      ["stuck", "broken"],
    ] as const) {
      expect(await says(at, `thử lại ${code(kind, id)}`)).toContain("chỉ bỏ được");
      expect(await says(at, `bỏ ${code(kind, id)}`)).toContain(`Đã bỏ ${code(kind, id)}`);
    }
    const left = await at.store.load([heldKey("zalo:7"), questionKey("q1"), stuckKey("broken")]);
    expect(left).toEqual([undefined, undefined, undefined]);
    expect(await at.store.range(heldIndex, { limit: 5 })).toEqual([]);
    expect((await audit(at)).filter((one) => one.startsWith("settled-drop"))).toHaveLength(3);
  });

  test("codes of many names differ", () => {
    const codes = Array.from({ length: 1000 }, (_, at) => codeOf("stuck", `telegram:${at}`));
    expect(new Set(codes).size).toBe(1000);
    expect(codes.every((one) => /^K-[2-9A-Z]{5}$/u.test(one))).toBe(true);
  });
});
