import { describe, expect, test } from "vitest";
import { readProject } from "../../src/project.ts";
import { check, type Fault } from "../../src/story/check.ts";
import { withModel } from "../../src/story/with-model.ts";
import { countingIds } from "../../src/tools/counting-ids.ts";
import { scriptedModel, type ScriptedModel } from "../support/scripted-model.ts";

const { story: prompt } = (await readProject()).prompts;
if (prompt === undefined) throw new Error("no prompts/model/story.md");

const arranged =
  "Lạp sườn Bắc Hà là sản phẩm của Tổ hợp tác Chị Hoa, xã Bắc Hà. Nha em lam lap suon tu nam 2003 ba ngoai em day cho me me day lai cho em. Thit lon ban thai tay uop ruou ngo gung muoi nhoi vao long treo gac bep 5 ngay khong cho pham mau.";
const better =
  "Lạp sườn Bắc Hà là sản phẩm của Tổ hợp tác Chị Hoa, xã Bắc Hà.\n\nNhà em làm lạp sườn từ năm 2003. Bà ngoại em dạy cho mẹ, rồi mẹ dạy lại cho em. Thịt lợn bản thái tay, ướp rượu ngô, gừng, muối, nhồi vào lòng, treo gác bếp 5 ngày, không cho phẩm màu.";

/** What a model that makes things up says, and what is found wrong with it. */
const lies: Readonly<Record<string, { readonly says: string; readonly faults: readonly Fault[] }>> = {
  "another year": { says: better.replace("2003", "1993"), faults: ["number"] },
  "one more number": { says: `${better} Có 3 nhà cùng làm.`, faults: ["number"] },
  "a denial gone": { says: better.replace("không cho", "cho"), faults: ["negation"] },
  "a denial more": { says: better.replace("Bà ngoại em dạy", "Bà ngoại em không dạy"), faults: ["negation"] },
  praise: { says: better.replace("Nhà em làm lạp sườn", "Nhà em làm lạp sườn ngon nhất"), faults: ["claim"] },
  "a cure": { says: `${better} Ăn vào chữa đau bụng.`, faults: ["word", "claim"] },
  "a tradition": {
    says: better.replace("Bà ngoại em", "Nghề truyền thống trăm năm, bà ngoại em"),
    faults: ["word"],
  },
  "another name": { says: better.replace("Chị Hoa", "Chị Hồng"), faults: ["word"] },
  organic: { says: better.replace("rượu ngô", "rượu ngô hữu cơ"), faults: ["word", "claim"] },
  "half of it": { says: better.split("\n\n")[0] ?? "", faults: ["short", "lost"] },
  "words put together anew": {
    says: better.replace("treo gác bếp 5 ngày", "5 ngày mẹ thái bếp rượu gác lợn ướp gừng treo"),
    faults: ["form"],
  },
  nothing: { says: "…", faults: ["empty"] },
  "what it was told": {
    says: `${better} Bạn sửa câu cho câu chuyện sản phẩm của một hộ nông dân.`,
    faults: ["word"],
  },
};

describe("a rewriting", () => {
  test("that sets marks and ends sentences is taken", () => {
    expect(check(better, arranged)).toEqual([]);
  });
  test.each(Object.entries(lies))("with %s is not", (_, { says, faults }) => {
    expect(check(says, arranged)).toEqual(expect.arrayContaining([...faults]));
  });
});

describe("a model", () => {
  const parts = (model: ScriptedModel): Parameters<typeof withModel>[0] => ({
    model,
    prompt,
    ids: countingIds(),
    within: (work, otherwise) => work.catch(() => otherwise),
  });

  test("that keeps to what was told is heard", async () => {
    const model = scriptedModel([{ text: better }]);
    expect(await withModel(parts(model))(arranged)).toBe(better);
    expect(model.asked[0]?.fill["story"]).toBe(arranged);
  });

  test.each(Object.entries(lies))("that says %s leaves the arrangement standing", async (_, { says }) => {
    expect(await withModel(parts(scriptedModel([{ text: says }])))(arranged)).toBeUndefined();
  });

  test.each(["away", "slow", "refused", "malformed", "throws"] as const)("that is %s too", async (fault) => {
    expect(await withModel(parts(scriptedModel([fault])))(arranged)).toBeUndefined();
  });
});
