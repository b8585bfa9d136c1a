import { describe, expect, test } from "vitest";
import { isCalled, readName, readNumbers, readOpening, readPick } from "../../src/review/session-line.ts";
import { seatOf, withoutSeats, withSeats } from "../../src/review/session.ts";
import { points, sessionOf, sheetOf } from "./council.ts";

const today = "2021-05-01";

describe("the opening of a session", () => {
  test.each([
    ["mở phiên chấm ngày 20/5/2021", { day: "2021-05-20" }],
    ["mo phien cham 20/5", { day: "2021-05-20" }],
    ["Mở phiên ngày mai, 8h", { day: "2021-05-02", begins: "8 giờ 00" }],
    [
      "mở phiên chấm ngày 20/5/2021, ở hội trường huyện, 8h30",
      { day: "2021-05-20", begins: "8 giờ 30", place: "hội trường huyện" },
    ],
    [
      "mo phien hop luc 14 gio 15 ngay 20-5-2021 tai UBND huyen",
      { day: "2021-05-20", begins: "14 giờ 15", place: "UBND huyen" },
    ],
    [
      "mở phiên chấm ngày 20/5/2021, chủ tịch anh Vinh, tại nhà văn hóa",
      { day: "2021-05-20", chair: "anh Vinh", place: "nhà văn hóa" },
    ],
    ["mở phiên chấm", {}],
  ])("%s", (text, opening) => {
    expect(readOpening(text, today)).toEqual(opening);
  });

  test.each(["phiên", "đóng phiên", "mở hồ sơ", "phiên chấm ngày 20/5/2021 mở chưa"])("is not %s", (text) => {
    expect(readOpening(text, today)).toBeUndefined();
  });
});

test.each([
  ["bỏ 3", [0, 1, 3, 4]],
  ["bo 1, 2 va 5", [2, 3]],
  ["chỉ 1 2 5", [0, 1, 4]],
  ["chi 2-4", [1, 2, 3]],
  ["bỏ sản phẩm 1", [1, 2, 3, 4]],
  ["bỏ 9", []],
  ["chỉ 0", []],
  ["3", undefined],
  ["bỏ hết", undefined],
])("of five, %s leaves %j", (text, places) => {
  expect(readPick(text, 5)).toEqual(places);
});

test("numbers in words", () => {
  expect(readNumbers("liên quan tới 2, 4-6 và 9")).toEqual([2, 4, 5, 6, 9]);
});

test.each([
  ["tên tôi là Nguyễn Văn Vinh, Phòng Kinh tế - Hạ tầng", "Nguyễn Văn Vinh", "Phòng Kinh tế - Hạ tầng"],
  ["ten toi la Giang A Pao, phong van hoa", "Giang A Pao", "phong van hoa"],
  ["Hoàng Thị Hoa; Trung tâm Y tế huyện.", "Hoàng Thị Hoa", "Trung tâm Y tế huyện"],
  ["tôi là Lý Seo Dìn - Hội Nông dân", "Lý Seo Dìn", "Hội Nông dân"],
  ["Sùng Thị Mỷ", "Sùng Thị Mỷ", ""],
])("%s is a name", (text, name, from) => {
  expect(readName(text)).toEqual({ name, from });
});

test.each(["mấy giờ họp vậy", "Vinh", "0912 345 678", "1.1 3, 1.2 2", "", "=SUM(A1), x"])(
  "%s is none",
  (text) => {
    expect(readName(text)).toBeUndefined();
  },
);

test("somebody is called by the end of their name", () => {
  expect([isCalled("Nguyễn Văn Vinh", "anh Vinh"), isCalled("Nguyen Van Vinh", "đồng chí Văn Vinh")]).toEqual(
    [true, true],
  );
  expect([isCalled("Nguyễn Văn Vinh", "Hoa"), isCalled("Lý Văn", "anh"), isCalled("Lý Vĩnh", "")]).toEqual([
    false,
    false,
    false,
  ]);
});

test("a session is the same after it was taken apart by members and put together again", () => {
  const sheet = sheetOf("s06");
  const session = sessionOf(sheet, [points(sheet), points(sheet, { "1.1": 1 }), points(sheet)], {
    conflicts: [{ person: "m2", dossier: "BH-0001" }],
    declared: ["m1", "m2"],
    present: ["m1", "m3"],
  });
  const seats = session.members.map((one) => seatOf(session, one.person));
  expect(withSeats(withoutSeats(session), seats)).toEqual(session);
  expect(JSON.stringify(withoutSeats(session))).not.toMatch(/Thành viên|"1\.1"/u);
});
