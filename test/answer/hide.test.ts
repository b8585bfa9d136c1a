import { expect, test } from "vitest";
import { hide } from "../../src/answer/wording/hide.ts";

test.each([
  ["số tôi 0912 345 678 gọi lại nhé", "0912 345 678"],
  ["sđt ０９１２３４５６７８", "０９１２３４５６７８"],
  ["cccd 010203004567 có nộp được không", "010203004567"],
  ["mst 5300123456 nộp ở đâu", "5300123456"],
  ["stk ngân hàng 1903 4567 8901 23", "1903 4567 8901 23"],
  ["gửi vào a.pao@gmail.com", "a.pao@gmail.com"],
  ["gọi không chín một hai ba bốn năm sáu bảy tám", "chín một hai ba"],
  ["0912\u200b345\u200b678", "345"],
])("takes out of %s what is personal", (question, secret) => {
  expect(hide(question)).not.toContain(secret);
  expect(hide(question)).toContain("[");
});

test.each([
  "Quyết định 1048/QĐ-TTg ngày 21/8/2019 nói gì",
  "hồ sơ đợt 1 trước tháng 5/2021 phải không",
  "lệ phí 700.000 đồng hay 1.500.000 đồng",
  "giai đoạn 2021-2025 có mấy sản phẩm 3 sao",
  "nhà tôi có năm sáu bảy người làm",
])("leaves %s as it is", (question) => {
  expect(hide(question)).toBe(question);
});

test("lets no more than a thousand characters out", () => {
  expect(hide("a".repeat(5_000))).toHaveLength(1_000);
});
