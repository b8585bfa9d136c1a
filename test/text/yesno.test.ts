import { describe, expect, test } from "vitest";
import { fold } from "../../src/text/fold.ts";
import { readYesNo } from "../../src/text/yesno.ts";

const yes = [
  "u",
  "uh",
  "ừ",
  "ờ",
  "ok",
  "oke",
  "Ok em",
  "đúng",
  "đúng rồi",
  "dung r",
  "đúng rồi ạ",
  "phải",
  "phải rồi",
  "chuẩn",
  "có",
  "co roi",
  "có ạ",
  "vâng",
  "dạ",
  "dạ vâng",
  "dạ đúng ạ",
  "vâng ạ",
  "đồng ý",
  "không sai",
  "ko sai đâu",
  "có rồi em",
  "dạ em có rồi ạ",
  "chính xác",
  "có giấy phép rồi",
  "thôi được",
  "ừ đúng rồi",
  "đúng vậy",
  "được",
  "duoc em oi",
  "nhất trí",
  "xác nhận",
  "dạ có ạ",
  "có đăng ký rồi",
];
const no = [
  "ko",
  "k",
  "không",
  "chưa",
  "sai",
  "thôi",
  "không phải",
  "đừng",
  "chưa có",
  "không đúng",
  "ko dung",
  "dạ không",
  "dạ chưa ạ",
  "hok",
  "sai rồi",
  "em chưa có",
  "chưa đúng",
  "ko phai",
  "dung gui",
  "đừng gửi",
  "bên em không làm",
  "k co",
  "nhầm rồi",
  "chưa làm",
  "kp",
];
const neither = [
  "không biết",
  "ko bik",
  "chưa rõ",
  "có không",
  "đúng không ạ",
  "được không",
  "htx em có 25 thành viên",
  "em ở bản Phố",
  "200 kg",
  "có mất phí không?",
  "đúng nhưng tên sai",
  "",
  "???",
  "rượu ngô",
];

describe("readYesNo", () => {
  test.each(yes)("yes: %s", (text) => {
    expect(readYesNo(text)).toBe("yes");
    expect(readYesNo(fold(text))).toBe(text === "" ? undefined : "yes");
  });
  test.each(no)("no: %s", (text) => {
    expect(readYesNo(text)).toBe("no");
  });
  test.each(no.filter((text) => text !== "đừng"))("no without marks: %s", (text) => {
    expect(readYesNo(fold(text))).toBe("no");
  });
  test.each(neither)("neither: %s", (text) => {
    expect(readYesNo(text)).toBeUndefined();
  });
  test("thumbs", () => {
    expect(readYesNo("👍")).toBe("yes");
    expect(readYesNo("👍🏽")).toBe("yes");
    expect(readYesNo("👎")).toBe("no");
  });
});
