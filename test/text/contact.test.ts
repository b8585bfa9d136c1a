import { describe, expect, test } from "vitest";
import { readEmail } from "../../src/text/email.ts";
import { mask } from "../../src/text/mask.ts";
import { readUrl } from "../../src/text/url.ts";

test.each([
  ["mail em là HTX.banpho@gmail.com ạ", "htx.banpho@gmail.com"],
  ["abc @ gmail.com", "abc@gmail.com"],
  ["abc@gmail .com", "abc@gmail.com"],
  ["a@b.com.vn.", "a@b.com.vn"],
  ["không có mail", undefined],
  ["abc@", undefined],
])("readEmail %s", (text, email) => {
  expect(readEmail(text)).toBe(email);
});

test.each([
  ["https://ocop.gov.vn/a?b=1", "https://ocop.gov.vn/a?b=1"],
  ["fb.com/ruouBacHa", "https://fb.com/ruouBacHa"],
  ["trang facebook.com/htx.banpho nhé", "https://facebook.com/htx.banpho"],
  ["zalo.me/0912345678", "https://zalo.me/0912345678"],
  ["www.banpho.vn.", "https://www.banpho.vn"],
  ["http://banpho.vn", "http://banpho.vn"],
  ["mail a@b.com", undefined],
  ["1.200 chai", undefined],
  ["tp.hcm", undefined],
  ["chưa có", undefined],
])("readUrl %s", (text, url) => {
  expect(readUrl(text)).toBe(url);
});

describe("mask", () => {
  test.each([
    ["sđt 0912 345 678 nhé", "sđt [số điện thoại] nhé"],
    ["+84 912 345 678", "[số điện thoại]"],
    ["cccd 010085001234", "cccd [số giấy tờ]"],
    ["010085001234", "[số giấy tờ]"],
    ["063123456", "[số giấy tờ]"],
    ["163123456", "[số giấy tờ]"],
    ["stk 8800205123456 agribank", "stk [số tài khoản] agribank"],
    ["mail a.b@gmail.com", "mail [email]"],
    ["doanh thu 150.000.000 đồng", "doanh thu 150.000.000 đồng"],
    ["150000000đ", "150000000đ"],
    ["ngày 15/8/2021 được 1.200 chai", "ngày 15/8/2021 được 1.200 chai"],
    ["2021-08-15", "2021-08-15"],
    ["hộ chiếu C1234567", "hộ chiếu [số giấy tờ]"],
    ["mst 5300123456", "mst [dãy số]"],
    ["25 thành viên", "25 thành viên"],
  ])("%s", (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test("masking again changes nothing", () => {
    const once = mask("0912345678, 010085001234, a@b.vn");
    expect(mask(once)).toBe(once);
  });
});
