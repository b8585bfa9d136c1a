import { describe, expect, test } from "vitest";
import { differences, fullness, nextNumber, signedOld } from "../../src/dialogue/form-copy.ts";
import { formWish } from "../../src/dialogue/readers/forms.ts";
import { type Entry, entrySchema } from "../../src/dossier/entry.ts";
import { type Dossier, filesHeld, fold } from "../../src/dossier/fold.ts";
import type { Value } from "../../src/flow/answers.ts";
import { readSetting } from "../../src/project.ts";
import { untouched } from "../support/form-dossiers.ts";
import { formIn, listIn, sceneIn } from "../support/printed.ts";

describe("what is said to have a form", () => {
  test.each([
    ["in phiếu", "list"],
    ["in phieu", "list"],
    ["cho xin mẫu đơn", "list"],
    ["cho em xin mau don", "list"],
    ["lam don", "list"],
    ["tải hồ sơ", "list"],
    ["in ho so ra giay", "list"],
    ["xem các biểu mẫu", "list"],
    ["lấy phiếu đăng ký", "list"],
    ["in hết", "all"],
    ["in tất cả các biểu", "all"],
    ["tải cả bộ hồ sơ", "all"],
    ["xem gì đã đổi", "changes"],
    ["da doi gi roi", "changes"],
    ["khác bản trước chỗ nào", "changes"],
  ])("%s", (text, what) => {
    expect(formWish(text)).toEqual({ what, link: false });
  });

  test.each([
    ["xem biểu 01", 1],
    ["bieu so 2", 2],
    ["in phiếu 03 nhé", 3],
    ["cho tôi mẫu số 02", 2],
    ["tải biểu mẫu số 4", 4],
  ])("%s", (text, number) => {
    expect(formWish(text)).toEqual({ what: { number }, link: false });
  });

  test.each([
    ["xin link biểu 2", { number: 2 }],
    ["gửi link cho em", "all"],
    ["cho đường dẫn biểu 03", { number: 3 }],
  ])("%s", (text, what) => {
    expect(formWish(text)).toEqual({ what, link: true });
  });

  test.each([
    "phiếu",
    "đơn",
    "phiếu kiểm nghiệm là gì",
    "xin phiếu kiểm nghiệm ở đâu",
    "tải dữ liệu",
    "xem hồ sơ",
    "làm hồ sơ",
    "liên kết tài khoản",
    "mẫu sản phẩm đủ rồi",
    "5 mẫu",
    "đổi",
    "sửa",
    "in ở tiệm bao nhiêu tiền",
    "biểu 5",
  ])("%s is something else", (text) => {
    expect(formWish(text)).toBeUndefined();
  });
});

describe("versions of a form", async () => {
  const setting = await readSetting("bac-ha-2021");
  const scene = sceneIn(setting);
  const form = formIn(setting, "bieu-03");
  let at = 1_780_000_000_000;
  const then = (dossier: Dossier, entry: Record<string, unknown> & { kind: Entry["kind"] }): Dossier => {
    at += 1000;
    return fold(dossier, entrySchema.parse({ ...entry, at, by: "p" }));
  };
  const said = (dossier: Dossier, item: string, value: Value): Dossier =>
    then(dossier, { kind: "answered", item, value });
  const print = (dossier: Dossier, number: number): Dossier =>
    then(dossier, { kind: "printed", form: form.id, number });
  const begun = said(
    said(untouched(listIn(setting), "com-na-lo"), "owner", "coop"),
    "charterCapital",
    500_000_000,
  );

  test("go up only when something on the form has changed", () => {
    expect(nextNumber(form, begun, scene)).toBe(1);
    const printed = print(begun, 1);
    expect(nextNumber(form, printed, scene)).toBe(1);
    expect(nextNumber(form, said(printed, "phone", "+84912345678"), scene)).toBe(1);
    expect(nextNumber(form, said(printed, "trades", "làm cốm"), scene)).toBe(2);
  });

  test("tell what was and what is, and nothing of what is as it was", () => {
    const printed = print(said(begun, "trades", "làm cốm"), 1);
    const changed = said(said(printed, "trades", "làm bánh"), "area", "300 m2");
    const copy = changed.printed?.[form.id];
    expect(copy === undefined ? [] : differences(form, copy, changed, scene)).toEqual([
      { item: "trades", was: "làm cốm", is: "làm bánh" },
      { item: "area", was: undefined, is: "300 m2" },
    ]);
    expect(nextNumber(form, said(said(changed, "trades", "làm cốm"), "area", "300 m2"), scene)).toBe(2);
    const back = then(then(changed, { kind: "undone" }), { kind: "undone" });
    expect(nextNumber(form, back, scene)).toBe(1);
  });

  test("change also by what counts no more", () => {
    const printed = print(begun, 1);
    const changed = said(printed, "owner", "group");
    const copy = changed.printed?.[form.id];
    expect(copy === undefined ? [] : differences(form, copy, changed, scene)).toEqual([
      { item: "charterCapital", was: 500_000_000, is: undefined },
    ]);
  });

  test("that are printed leave the dossier as an office saw it", () => {
    const printed = print(begun, 1);
    expect([printed.entries, printed.changedAt]).toEqual([begun.entries, begun.changedAt]);
  });

  test("come back signed, and are old when an answer on them changes", () => {
    const file = { hash: "s", name: "ky.jpg", mime: "image/jpeg", size: 1 };
    const signed = then(print(begun, 1), { kind: "signed", form: form.id, number: 1, files: [file] });
    expect(filesHeld(signed)).toContain("s");
    expect(signedOld(signed, scene)).toEqual([]);
    expect(signedOld(said(signed, "phone", "+84912345678"), scene)).toEqual([]);
    const changed = said(signed, "trades", "làm cốm");
    expect(signedOld(changed, scene)).toEqual([form]);
    // A copy that was signed after the change, of the paper from before it, is old from the beginning.
    const late = said(print(begun, 1), "trades", "làm cốm");
    expect(signedOld(then(late, { kind: "signed", form: form.id, number: 1, files: [file] }), scene)).toEqual(
      [form],
    );
    expect(signedOld(then(changed, { kind: "withdrawn" }), scene)).toEqual([form]);
  });

  test("say how full they are", () => {
    const before = fullness(form, begun, scene);
    const after = fullness(form, said(begun, "trades", "làm cốm"), scene);
    expect(after).toEqual({ filled: before.filled + 1, all: before.all });
    expect(before.filled).toBeLessThan(before.all);
  });
});
