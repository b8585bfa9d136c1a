import { describe, expect, test } from "vitest";
import { lacksWanted } from "../../src/answer/wants.ts";

describe("whether a passage lacks the very thing that is asked for", () => {
  test.each([
    ["lệ phí hết bao nhiêu", "Nộp ở xã.", true],
    ["le phi het bao nhieu", "Phí 700.000 đồng.", false],
    ["mất bao nhiêu tiền", "Làm thủ tục miễn phí.", false],
    ["được hỗ trợ mấy triệu", "Hỗ trợ 50% chi phí.", false],
    ["được hỗ trợ mấy triệu", "Theo nghị quyết của tỉnh.", true],
    ["gọi số nào, cho xin sđt", "Hỏi UBND xã.", true],
    ["cho xin sđt", "Gọi 0214 3880 123.", false],
    ["hotline là gì", "Gọi 19001234.", false],
    ["xin số tài khoản", "Nộp qua ngân hàng.", true],
    ["nộp ở đâu", "Nộp ở xã.", false],
    ["có mấy đợt", "Có hai đợt.", false],
  ])("%s - %s", (question, text, lacks) => {
    expect(lacksWanted(question, text)).toBe(lacks);
  });
});
