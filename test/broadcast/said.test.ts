import { describe, expect, test } from "vitest";
import { readBeginning, readOrder, readText } from "../../src/broadcast/said.ts";

describe("an order that names an announcement", () => {
  test.each([
    ["TB-0412", "show"],
    ["tb 412", "show"],
    ["xem TB-0412", "show"],
    ["TB-0412 đến đâu rồi", "show"],
    ["duyệt TB-0412", "release"],
    ["TB-0412 duyệt", "release"],
    ["không duyệt TB-0412", "decline"],
    ["tạm dừng TB-0412", "pause"],
    ["tam dung tb0412", "pause"],
    ["tiếp tục TB-0412", "go-on"],
    ["dừng TB-0412", "stop"],
    ["huỷ TB-0412", "stop"],
    ["gửi cả người vào sau TB-0412", "newcomers"],
    ["thôi gửi người vào sau TB-0412", "no-newcomers"],
    ["gửi lại cho người chưa rõ TB-0412", "again"],
    ["coi như đã nhận TB-0412", "as-sent"],
    ["ai chưa rõ TB-0412", "doubts"],
    ["ai chưa trả lời TB-0412", "silent"],
    ["nhắc người chưa trả lời TB-0412", "nudge"],
    ["TB-0412 excel", "sheet"],
    ["xuất TB-0412 ra excel", "sheet"],
  ])("%s: %s", (text, deed) => {
    expect(readOrder(text)).toEqual({ deed, id: "TB-0412" });
  });

  test("may ask for those who gave an answer, and set an end", () => {
    expect(readOrder("ai đã dự TB-0412")).toEqual({ deed: "answered", id: "TB-0412", words: "du" });
    expect(readOrder("ai bận TB-0412")).toEqual({ deed: "answered", id: "TB-0412", words: "ban" });
    expect(readOrder("ai đã trả lời TB-0412")).toEqual({ deed: "answered", id: "TB-0412", words: "" });
    expect(readOrder("hết hạn TB-0412 17h chiều mai")).toEqual({
      deed: "until",
      id: "TB-0412",
      when: "17h chiều mai",
    });
    expect(readOrder("TB-0412 hết hạn 20/4")).toEqual({ deed: "until", id: "TB-0412", when: "20/4" });
  });

  test.each([
    "dừng lại",
    "tiếp tục",
    "ai chưa trả lời",
    "TB-0412 dự mấy người hả em",
    "gói TB-0412 hỏng rồi",
  ])("is not %s", (text) => {
    expect(readOrder(text)).toBeUndefined();
  });
});

describe("an announcement is begun", () => {
  test.each(["thông báo", "thong bao", "gửi thông báo", "soạn thông báo mới", "đăng thông báo"])(
    "by %s",
    (text) => {
      expect(readBeginning(text)).toEqual({ text: "" });
    },
  );
  test("with its text behind a colon", () => {
    expect(readBeginning("Thông báo: mời bà con\nđến họp")).toEqual({ text: "mời bà con\nđến họp" });
  });
  test("not by asking for the list, or about one", () => {
    expect(readBeginning("các thông báo")).toBe("list");
    expect(readBeginning("danh sách thông báo đã gửi")).toBe("list");
    expect(readBeginning("thông báo số 5 nói gì")).toBeUndefined();
    expect(readBeginning("tắt thông báo")).toBeUndefined();
  });
});

describe("its text", () => {
  test("names its places as people type them; what nobody can fill is told", () => {
    expect(readText("Mời {Tên} ở xã {xã} mang {sản phẩm} trước {HẠN CHÓT}")).toMatchObject({
      text: "Mời {ten} ở {xa} mang {sanpham} trước {hanchot}",
      unknown: [],
    });
    expect(readText("Mời {tên} ở {huyện}, {}, {huyện}")).toMatchObject({ unknown: ["huyện", ""] });
  });

  test("brings quick answers in a line of their own, each once", () => {
    expect(readText("Mời họp 8h\ntrả lời: đã nhận / Tôi sẽ dự / đã nhận")).toMatchObject({
      text: "Mời họp 8h",
      answers: ["Đã nhận", "Tôi sẽ dự"],
    });
    expect(readText("Mời họp 8h\ntra loi: có, không").answers).toEqual(["Có", "Không"]);
    expect(readText("Ai hỏi thì trả lời: chưa có").answers).toEqual([]);
  });

  test.each([
    ["Mời tập huấn hồ sơ OCOP đợt 1", "training"],
    ["Sắp hết đợt 1, bà con nộp hồ sơ", "round"],
    ["Hội chợ xuân cần người đứng gian hàng", "fair"],
    ["Có chính sách hỗ trợ bao bì", "policy"],
    ["Mai xã mất điện", "other"],
    ["Có chính sách hỗ trợ bao bì\nchủ đề: tập huấn", "training"],
  ])("%s is about %s", (text, topic) => {
    expect(readText(text).topic).toBe(topic);
  });

  test("is urgent only when it says so", () => {
    expect(readText("KHẨN: lũ về").urgent).toBe(true);
    expect(readText("Lũ về, đưa hàng lên\nkhẩn")).toMatchObject({
      urgent: true,
      text: "Lũ về, đưa hàng lên",
    });
    expect(readText("Khẩn trương nộp hồ sơ: còn 3 ngày").urgent).toBe(false);
    expect(readText("Nộp gấp hồ sơ nhé").urgent).toBe(false);
  });
});
