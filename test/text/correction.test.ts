import { describe, expect, test } from "vitest";
import { readCorrection } from "../../src/text/correction.ts";

describe("readCorrection", () => {
  test.each([
    ["sửa sản lượng thành 200 kg", { what: "san luong", value: "200 kg" }],
    ["sua san luong thanh 200 kg", { what: "san luong", value: "200 kg" }],
    ["sua so dt 0912345678", { what: "so dien thoai", value: "0912345678" }],
    ["đổi tên thành Rượu ngô Na Lo nhé", { what: "ten", value: "Rượu ngô Na Lo" }],
    ["cho em sửa lại địa chỉ: thôn Bản Phố 2", { what: "dia chi", value: "thôn Bản Phố 2" }],
    ["sửa giá từ 100k thành 120k", { what: "gia", value: "120k", old: "100k" }],
    [
      "sđt là 0912 345 678 chứ không phải 0912 345 687",
      { what: "so dien thoai", value: "0912 345 678", old: "0912 345 687" },
    ],
    ["nhầm, địa chỉ là thôn Na Hối", { what: "dia chi", value: "thôn Na Hối" }],
    [
      "à mà số điện thoại hôm trước sai, 0912 345 678 mới đúng",
      { what: "so dien thoai", value: "0912 345 678" },
    ],
    ["200 kg mới đúng, không phải 300", { what: "", value: "200 kg", old: "300" }],
    ["200 kg mới đúng", { what: "", value: "200 kg" }],
    ["à nhầm, 200 kg", { what: "", value: "200 kg" }],
    ["sản lượng không phải 300 mà là 200 kg", { what: "san luong", value: "200 kg", old: "300" }],
    ["em muốn sửa địa chỉ", { what: "dia chi" }],
    ["tên sai rồi", { what: "ten" }],
    ["sai số điện thoại", { what: "so dien thoai" }],
    ["nhầm số, 0912345678", { what: "so", value: "0912345678" }],
    ["ghi nhầm tên, tên là Sùng Seo Pao", { what: "ten", value: "Sùng Seo Pao" }],
    ["giá 120k chứ ko phải 100k", { what: "gia", value: "120k", old: "100k" }],
    ["sửa mục 3", { what: "muc 3" }],
    ["sửa lại số 0912 345 678", { what: "so", value: "0912 345 678" }],
    ["à quên, sửa người đại diện là Giàng A Páo", { what: "nguoi dai dien", value: "Giàng A Páo" }],
    ["tên sp mới đúng là Mận Tam Hoa", { what: "ten san pham", value: "Mận Tam Hoa" }],
    ["không phải Sơn là Sơn A", { what: "", value: "Sơn A", old: "Sơn" }],
    ["đổi sđt thành 0987654321", { what: "so dien thoai", value: "0987654321" }],
  ])("%s", (text, correction) => {
    expect(readCorrection(text)).toEqual(correction);
  });

  test.each([
    "tên là Sơn",
    "sai rồi",
    "nhầm rồi",
    "sữa chua nhà làm",
    "sua chua",
    "200 kg",
    "htx em có 25 thành viên",
    "không",
    "không phải",
    "sửa thế nào?",
    "em ở đội 3",
    "lợn đen bản địa",
    "thay đổi thông tin được không",
  ])("none: %s", (text) => {
    expect(readCorrection(text)).toBeUndefined();
  });
});
