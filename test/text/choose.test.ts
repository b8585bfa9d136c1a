import { describe, expect, test } from "vitest";
import { choose, chooseMany } from "../../src/text/choose.ts";
import { fold } from "../../src/text/fold.ts";

const kinds = [
  { id: "coop", label: "Hợp tác xã" },
  { id: "group", label: "Tổ hợp tác" },
  { id: "home", label: "Hộ kinh doanh", also: ["hộ gia đình", "cá nhân"] },
  { id: "firm", label: "Doanh nghiệp", also: ["công ty"] },
] as const;

describe("choose", () => {
  test.each([
    ["1", "coop"],
    ["số 2", "group"],
    ["cái thứ hai", "group"],
    ["câu 3 ạ", "home"],
    ["2.", "group"],
    ["①", "coop"],
    ["cái đầu tiên", "coop"],
    ["cái cuối", "firm"],
    ["Hợp tác xã", "coop"],
    ["hop tac xa", "coop"],
    ["htx", "coop"],
    ["HTX ạ", "coop"],
    ["tht", "group"],
    ["em là hộ", "home"],
    ["ho kinh doanh", "home"],
    ["hkd", "home"],
    ["cty", "firm"],
    ["công ty tnhh", "firm"],
    ["doanh nghiep", "firm"],
    ["doanh nghiẹpp", "firm"],
    ["hoptacxa", "coop"],
    ["không phải hợp tác xã, là hộ", "home"],
    ["htx à nhầm tổ hợp tác", "group"],
    ["1 à nhầm 2", "group"],
    ["hộ, à không, công ty", "firm"],
    ["bên em là hợp tác xã Bản Phố", "coop"],
    ["cá nhân", "home"],
    ["hộ sx kinh doanh", "home"],
  ])("%s", (text, id) => {
    expect(choose(text, kinds)).toEqual({ kind: "one", id });
    if (text !== "①") expect(choose(fold(text), kinds)).toEqual({ kind: "one", id });
  });

  test.each(["khong phai htx", "không phải hợp tác xã", "7", "rượu ngô", "không", "", "chưa biết"])(
    "none: %s",
    (text) => {
      expect(choose(text, kinds)).toEqual({ kind: "none" });
    },
  );

  test("candidates", () => {
    expect(choose("hợp tác", kinds)).toEqual({ kind: "many", ids: ["coop", "group"] });
    expect(choose("1 hoặc 2", kinds)).toEqual({ kind: "many", ids: ["coop", "group"] });
    expect(choose("htx hoặc tổ hợp tác", kinds)).toEqual({ kind: "many", ids: ["coop", "group"] });
  });

  const stars = [
    { id: "s3", label: "3 sao" },
    { id: "s4", label: "4 sao" },
    { id: "s5", label: "5 sao" },
  ];
  test("a digit that is a place and a label is ambiguous", () => {
    expect(choose("3", stars)).toEqual({ kind: "many", ids: ["s3", "s5"] });
    expect(choose("4 sao", stars)).toEqual({ kind: "one", id: "s4" });
    expect(choose("4", stars)).toEqual({ kind: "one", id: "s4" });
  });

  const have = [
    { id: "yes", label: "Có rồi" },
    { id: "no", label: "Chưa có" },
  ];
  test("options that deny", () => {
    expect(choose("chưa có", have)).toEqual({ kind: "one", id: "no" });
    expect(choose("chưa", have)).toEqual({ kind: "one", id: "no" });
    expect(choose("có rồi ạ", have)).toEqual({ kind: "one", id: "yes" });
  });
});

const papers = [
  { id: "a", label: "Giấy đăng ký kinh doanh" },
  { id: "b", label: "Giấy an toàn thực phẩm" },
  { id: "c", label: "Phiếu kiểm nghiệm" },
  { id: "d", label: "Nhãn sản phẩm" },
  { id: "e", label: "Tem truy xuất" },
];

describe("chooseMany", () => {
  test.each([
    ["1 3", ["a", "c"]],
    ["1,3 và 4", ["a", "c", "d"]],
    ["1-3", ["a", "b", "c"]],
    ["13", ["a", "c"]],
    ["tất cả", ["a", "b", "c", "d", "e"]],
    ["đủ cả", ["a", "b", "c", "d", "e"]],
    ["tất cả trừ 2", ["a", "c", "d", "e"]],
    ["1 2 5 trừ 2", ["a", "e"]],
    ["không có 2, còn lại có hết", ["a", "c", "d", "e"]],
    ["không có", []],
    ["ko", []],
    ["không có cái nào", []],
    ["giấy attp với phiếu kiểm nghiệm", ["b", "c"]],
    ["có tem truy xuat, chưa có nhãn sản phẩm", ["e"]],
    ["7", []],
  ])("%s", (text, ids) => {
    expect(chooseMany(text, papers)).toEqual(ids);
  });
});
