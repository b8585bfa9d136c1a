import { describe, expect, test } from "vitest";
import { lawsNamed } from "../../src/answer/named.ts";

const laws = [
  { id: "qd-1048", number: "1048/QĐ-TTg", amendedBy: [{ number: "781/QĐ-TTg" }] },
  { id: "qd-26", number: "26/2026/QĐ-TTg", amendedBy: [] },
  { id: "nq-26", number: "26/2020/NQ-HĐND", amendedBy: [] },
  { id: "nd-46", number: "46/2026/NĐ-CP", amendedBy: [{ number: "15/2026/NQ-CP" }] },
  { id: "nd-15", number: "15/2018/NĐ-CP", amendedBy: [] },
].map((law) => ({
  ...law,
  amendedBy: law.amendedBy.map((one) => ({
    ...one,
    date: "2020-06-08",
    from: "2020-06-08",
    what: "",
    certainty: "read" as const,
  })),
}));
const named = (question: string): readonly string[] => [...lawsNamed(question, laws)];

describe("the laws that a question names", () => {
  test.each([
    ["Quyết định 1048 chấm thế nào", ["qd-1048"]],
    ["theo 1048/QĐ-TTg", ["qd-1048"]],
    ["nghị quyết 26 nói gì", ["nq-26"]],
    ["nghi dinh 15 thay gi", ["nd-15"]],
    ["qd 26 nói gì", ["qd-26"]],
    ["26/2026 có gì mới", ["qd-26"]],
    ["nghị định 15/2018 và quyết định 26/2026", ["qd-26", "nd-15"]],
    ["781 sửa gì", ["qd-1048"]],
    ["26 sản phẩm", []],
    ["15 ngày nữa nộp", []],
    ["1048000 đồng", []],
    ["", []],
  ])("%s", (question, ids) => {
    expect(named(question)).toEqual(ids);
  });
});
