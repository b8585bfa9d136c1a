import { describe, expect, test } from "vitest";
import { differences, formsOf, nextNumber } from "../../src/dialogue/form-copy.ts";
import { filledForm } from "../../src/dialogue/filled-form.ts";
import { readinessOf, selfAssessment } from "../../src/dialogue/self-assessment.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { fold } from "../../src/dossier/fold.ts";
import { readSetting } from "../../src/project.ts";
import { stage } from "./stage.ts";

const setting = await readSetting("bac-ha-2026");
const at = instantOf("2026-11-24 08:00");

/** Somebody who registers rice as a cooperative, as far as its product set. */
function begun() {
  const talk = stage(setting, at);
  for (const text of [
    "dang ky gao Seng Cu o xa Bac Ha",
    "dong y",
    "hop tac xa",
    "HTX Gao Seng Cu",
    "lan dau",
    "gao",
  ])
    talk.say(text);
  return talk;
}

const heard = (one: ReturnType<ReturnType<typeof stage>["say"]>): string =>
  one.messages.map(({ text }) => text).join("\n");

describe("how ready a dossier is", () => {
  test("what stops it stands before the sum, and the sum is no promise", () => {
    const said = heard(begun().say("ho so em dc may sao"));
    expect(said).toContain("3.5 Sở hữu trí tuệ");
    expect(said.indexOf("còn vướng")).toBeLessThan(said.indexOf("Ước tính"));
    expect(said.indexOf("Ước tính")).toBeLessThan(said.indexOf("dễ nhất"));
    expect(said).toContain("hội đồng mới quyết định");
  });

  test("without a dossier stars are a question to what is known", () => {
    const talk = stage(setting, at);
    const asked = talk.say("được mấy sao");
    expect(heard(asked)).not.toContain("Ước tính");
    expect(heard(talk.say("tự chấm"))).toContain("Chưa có hồ sơ nào để chấm thử");
  });

  test("a question about something else is not taken for it, nor is the open question answered by it", () => {
    const talk = begun();
    const before = talk.turn().dossier?.answers;
    for (const text of [
      "htx duoc may sao",
      "4 sao can gi",
      "duoc may sao",
      "tu cham",
      "con thieu gi de 4 sao",
    ])
      talk.say(text);
    expect(talk.turn().dossier?.answers).toEqual(before);
    expect(heard(talk.say("htx duoc may sao"))).not.toContain("Ước tính");
  });
});

describe("points for oneself", () => {
  test("are asked for one by one, may be left out, and no criterion is asked twice", () => {
    const talk = begun();
    const asked: string[] = [];
    let last = talk.say("cham tung muc");
    for (let count = 0; count < 60; count += 1) {
      const [first] = talk.offered();
      const id = /^sc:p:([\d.]+):/u.exec(first?.data ?? "")?.[1];
      if (id === undefined || first === undefined) break;
      asked.push(id);
      last = count % 3 === 0 ? talk.say("bo qua") : talk.tap(first);
    }
    expect(new Set(asked).size).toBe(asked.length);
    expect(heard(last)).toContain("Hết mục cần chấm");
    const { dossier } = talk.turn();
    // The kind of producer is known: nobody is asked for it.
    expect(asked).not.toContain("3.1");
    expect(asked).toHaveLength(31);
    expect(Object.keys(dossier?.own ?? {})).toHaveLength(31);
    expect(dossier?.own?.["1.1"]).toBeNull();
  });

  test("count for the most only, until what proves them is there", () => {
    const talk = begun();
    talk.say("cham 5.1");
    talk.say("2");
    const first = talk.say("tu cham");
    const { dossier } = talk.turn();
    if (dossier === undefined) throw new Error("no dossier");
    const [before] = [
      readinessOf(dossier, first.scene)?.at.criteria.find((one) => one.criterion.id === "5.1"),
    ];
    expect(before).toMatchObject({ low: 0, high: 2, proven: false });
    const entry = { at, by: "person-1", kind: "answered", item: "story", value: "on-paper" } as const;
    const after = readinessOf(fold(dossier, entry), first.scene)?.at.criteria.find(
      (one) => one.criterion.id === "5.1",
    );
    expect(after).toMatchObject({ low: 2, high: 2, proven: true });
  });

  test("an old or a made-up tap changes nothing that it should not", () => {
    const talk = begun();
    const before = talk.turn().dossier?.own;
    for (const data of [
      "sc:p:99:1",
      "sc:p:3.5:7",
      "sc:p:3.5:x",
      "sc:skip:constructor",
      "sc:nothing",
      "sc:p:",
    ])
      talk.tap({ data, label: "x" });
    expect(talk.turn().dossier?.own).toEqual(before);
  });

  test("stopping brings back the open question", () => {
    const talk = begun();
    talk.say("cham tung muc");
    expect(heard(talk.say("dung"))).toContain("Địa chỉ của cơ sở");
    talk.say("thôn Na Hối");
    expect(talk.turn().dossier?.answers["address"]).toBe("thôn Na Hối");
  });
});

describe("form 02, part III", () => {
  test("has the points, what they mean and what proves them; a change makes a new version", () => {
    const talk = begun();
    talk.say("cham 2.2");
    const { scene } = talk.say("2");
    const { dossier } = talk.turn();
    if (dossier === undefined) throw new Error("no dossier");
    expect(selfAssessment(dossier, scene)["2.2"]).toEqual({ points: 2, says: "Đóng gói sáng tạo, đẹp" });
    expect(selfAssessment(dossier, scene)["3.1"]?.points).toBe(3);
    expect(selfAssessment(dossier, scene)["4.1"]).toBeUndefined();
    const proof = { at, by: "person-1", kind: "answered", item: "samples", value: true } as const;
    expect(selfAssessment(fold(dossier, proof), scene)["2.2"]?.proof).toBe("5 sản phẩm mẫu");
    const form = formsOf(dossier, scene, ["producer"]).find((one) => one.id === "mau-02");
    if (form === undefined) throw new Error("no form");
    const printed = filledForm(form, dossier, scene, undefined, selfAssessment(dossier, scene));
    expect(JSON.stringify(printed)).toContain("Đóng gói sáng tạo, đẹp");
    const out = fold(dossier, { at, by: "person-1", kind: "printed", form: "mau-02", number: 1 });
    expect(nextNumber(form, out, scene)).toBe(1);
    const changed = fold(out, { at, by: "person-1", kind: "self-scored", criterion: "2.2", points: 3 });
    const copy = changed.printed?.["mau-02"];
    expect(copy === undefined ? [] : differences(form, copy, changed, scene)).toEqual([
      { item: "own 2.2", was: 2, is: 3 },
    ]);
    expect(nextNumber(form, changed, scene)).toBe(2);
    const back = fold(changed, { at, by: "person-1", kind: "self-scored", criterion: "2.2", points: 2 });
    expect(nextNumber(form, back, scene)).toBe(1);
    const other = formsOf(dossier, scene, ["producer"]).find((one) => one.id === "mau-01");
    expect(other === undefined ? 0 : nextNumber(other, changed, scene)).toBe(1);
  });
});
