import { describe, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import { needs } from "../../src/flow/needs.ts";
import { readSetting } from "../../src/project.ts";
import { stage } from "./stage.ts";

const at = { "bac-ha-2021": "2021-03-15 08:00", "bac-ha-2026": "2026-11-25 08:00" } as const;
const settings = await Promise.all(
  (["bac-ha-2021", "bac-ha-2026"] as const).map(async (name) => ({
    name,
    setting: await readSetting(name),
    now: instantOf(at[name]),
  })),
);
const [plan] = settings;
if (plan === undefined) throw new Error("no programme");

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line.startsWith("• "));

/** All pages of an answer, with "xem thêm" as long as there is more. */
function pages(one: ReturnType<typeof stage>, text: string): readonly string[] {
  const said: string[] = [one.say(text).messages[0]?.text ?? ""];
  while (said.at(-1)?.includes("xem thêm") === true && said.length < 5)
    said.push(one.say("xem thêm").messages[0]?.text ?? "");
  return said;
}

describe("what a product needs", () => {
  const kinds = { household: "hộ kinh doanh", coop: "htx", group: "tổ hợp tác", company: "công ty" };

  test.each(settings)(
    "is the checklist's, in short pages, for each product and kind: $name",
    ({ setting, now }) => {
      const list = setting.checklists[setting.programme.checklist];
      if (list === undefined) throw new Error("no checklist");
      for (const product of setting.programme.products)
        for (const [owner, name] of Object.entries(kinds)) {
          const said = pages(stage(setting, now), `${product.name} cần những giấy tờ gì nếu là ${name}`);
          const label = [product.id, owner];
          const given = { product: product.id, set: product.set, owner, status: "existing" };
          const wanted = needs(list, given).map((one) => one.item.short);
          const shown = said.flatMap(lines).map((line) => /^• (.*?) \(/u.exec(line)?.[1] ?? "");
          expect([label, shown.toSorted()]).toEqual([label, wanted.toSorted()]);
          for (const page of said) expect([label, page.split("\n").length <= 12]).toEqual([label, true]);
          expect([label, said[0]?.includes("Tôi tính là: ")]).toEqual([label, true]);
          for (const line of said.flatMap(lines)) expect(line).toMatch(/^• .+ \((?:bắt buộc|nên có); .+\)/u);
        }
    },
  );

  test("has the longest wait first, counted with what has to come before", () => {
    const one = stage(plan.setting, plan.now);
    const [first = ""] = pages(one, "lap suon can giay to gi neu la ho kinh doanh");
    const names = lines(first).map((line) => /^• (.*?) \(/u.exec(line)?.[1]);
    expect(names.slice(0, 3)).toEqual(["giấy an toàn thực phẩm", "bản công bố", "phiếu kiểm nghiệm"]);
    expect(first).toContain("mục 07): tự công bố");
    expect(first).toContain("Phòng Nông nghiệp và PTNT huyện");
    expect(first).toContain("Phòng Tài chính - Kế hoạch huyện");
    expect(pages(stage(plan.setting, plan.now), "cty làm rượu ngô cần giấy gì")[0]).toContain(
      "Phòng Kinh tế - Hạ tầng huyện",
    );
  });

  test.each([
    ["tinh dầu quế cần giấy gì", "Tinh dầu quế"],
    ["lap suon can giay to gi neu la ho kinh doanh", "Lạp sườn"],
    ["htx làm cốm cần những gì", "Hợp tác xã"],
    ["e lam xuc xich thi can nhung giay to j ạ", "Xúc xích"],
    ["hồ sơ tương ớt gồm những gì", "Tương ớt"],
    ["ban man tam hoa phai co giay gi", "Mận Tam hoa"],
    ["muon dk banh chung den can nhung gi", "Bánh chưng đen"],
    ["gạo khẩu mẹo phải nộp giấy tờ gì", "Gạo Khẩu Mẹo"],
    ["khau rang can chuan bi giay to gi", "Khẩu rang"],
    ["mật ong của htx cần giấy gì", "Mật ong"],
  ])("is told for: %s", (text, part) => {
    const said = stage(plan.setting, plan.now).say(text).messages[0]?.text ?? "";
    expect(said).toContain(part);
    expect(said).toContain("cần những thứ này");
  });

  test.each([
    "giấy kiểm nghiệm cần gì",
    "vay vốn làm cốm cần giấy tờ gì",
    "đăng ký nhãn hiệu cho cốm cần giấy gì",
    "cốm muốn 3 sao cần gì",
    "lạp sườn tự công bố cần giấy gì",
    "htx cần giấy gì",
    "cốm Na Lo là gì",
    "năm 2026 lạp sườn cần giấy gì",
  ])("is left to what is known: %s", (text) => {
    expect(stage(plan.setting, plan.now).say(text).messages[0]?.text).not.toContain("cần những thứ này");
  });

  test("of the open dossier marks what is there, and the open question can be gone on with", () => {
    const one = stage(plan.setting, plan.now);
    one.say("đăng ký lạp sườn ở Na Hối");
    one.say("đồng ý");
    one.say("hợp tác xã");
    const said = one.say("em cần những giấy tờ gì").messages[0];
    expect(said?.text).toContain("Theo hồ sơ đang làm: Hợp tác xã");
    expect(said?.choices?.map((choice) => choice.data)).toEqual(["g:own:.1", "c:repeat"]);
    expect(one.say("xem thêm").messages[0]?.text).toContain("Tên cơ sở đứng tên đăng ký là gì?");
    one.say("HTX Na Hối");
    expect(one.turn().dossier?.answers["ownerName"]).toBe("HTX Na Hối");
  });

  test("of a button from outside that names nothing is nothing", () => {
    const one = stage(plan.setting, plan.now);
    expect(one.tap({ data: "g:constructor:x.1", label: "Xem thêm" }).messages[0]?.text).not.toContain(
      "còn cần",
    );
    expect(one.tap({ data: "g:own:.9", label: "Xem thêm" }).messages[0]?.text).not.toContain("còn cần");
  });
});
