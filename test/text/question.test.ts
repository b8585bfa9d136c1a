import { describe, expect, test } from "vitest";
import { fold } from "../../src/text/fold.ts";
import { looksLikeQuestion } from "../../src/text/question.ts";

describe("looksLikeQuestion", () => {
  test.each([
    "phí bao nhiêu",
    "mat phi ko",
    "OCOP là gì",
    "ai cấp giấy này",
    "nộp ở đâu",
    "bao lâu thì xong",
    "làm thế nào",
    "tại sao phải có",
    "hồ sơ gồm những gì",
    "được mấy sao?",
    "em có được đăng ký k ạ",
    "phải có giấy attp không vậy",
    "làm lại hả",
    "lam the nao vay",
    "cho em hỏi chút",
    "có cần kiểm nghiệm không ạ",
    "hồ sơ em xong chưa",
    "bn tien",
    "can gi",
    "không biết phí bao nhiêu ạ",
    "nộp cho ai",
    "có mất tiền ko anh ơi",
    "ntn ạ",
    "khi nào chấm",
    "sao lại bị trả",
  ])("question: %s", (text) => {
    expect(looksLikeQuestion(text)).toBe(true);
    expect(looksLikeQuestion(text.endsWith("?") ? text : fold(text)), "folded").toBe(true);
  });

  test.each([
    "không",
    "ko",
    "chưa có",
    "chưa",
    "dạ chưa ạ",
    "em chưa",
    "HTX có 25 thành viên",
    "không có gì",
    "3 sao",
    "đạt 4 sao",
    "đúng rồi",
    "rượu ngô Bản Phố",
    "sữa chua",
    "cà chua",
    "200 kg",
    "3 ha",
    "không cần gì cả",
    "gì cũng được",
    "em ở đầu bản",
    "dạ không ạ",
    "đậu tương",
    "Nguyễn Thị Hà",
    "nguyen thi ha",
    "bac ha",
    "không ai làm",
    "bên em không",
  ])("answer: %s", (text) => {
    expect(looksLikeQuestion(text)).toBe(false);
  });
});
