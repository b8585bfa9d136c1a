import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import { alikeIndex } from "../../src/domain/keys.ts";
import { begin, type Dossier } from "../../src/dossier/fold.ts";
import { other } from "../../src/flow/answers.ts";
import { readSetting } from "../../src/project.ts";
import { alikes, othersOf, productOf } from "../../src/review/alike.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";

const setting = await readSetting("bac-ha-2021");
const { programme } = setting;
const list = setting.checklists[programme.checklist];
const dossier = (id: string, owner: string, product: string): Dossier => ({
  ...begin(id, {
    kind: "started",
    at: 1,
    by: owner,
    programme: programme.id,
    list: programme.checklist,
    law: programme.law,
    version: 1,
  }),
  answers: { product },
});
const made = (product: string): string | undefined => productOf(programme, list, dossier("d", "p", product));

describe("what a dossier makes", () => {
  test("is a product of the programme, or the name without marks and without the place", () => {
    expect(made("com-na-lo")).toBe("com-na-lo");
    for (const name of ["Rượu ngô Bản Phố", "ruou ngo", "RƯỢU NGÔ, xã Bản Phố"])
      expect(made(other(name))).toBe("other:ruou ngo");
    expect(made(other("Bản Phố"))).toBe("other:ban pho");
    expect(made(other("rượu thóc"))).not.toBe(made(other("rượu ngô")));
    expect(productOf(programme, list, { answers: {} })).toBeUndefined();
  });

  test("others are people, not dossiers, and not oneself", () => {
    const all = [
      dossier("1", "a", "x"),
      dossier("2", "a", "x"),
      dossier("3", "b", "x"),
      dossier("4", "me", "x"),
    ];
    expect(othersOf(all, (owner) => owner === "me")).toBe(2);
    expect(othersOf([], () => false)).toBe(0);
  });

  test("officers see what several make; drafts only count", () => {
    const product = (one: Dossier): string | undefined => productOf(programme, list, one);
    const handed = [
      dossier("1", "a", "x"),
      dossier("2", "b", "y"),
      dossier("3", "c", "y"),
      dossier("4", "d", "z"),
    ];
    const names: Readonly<Record<string, readonly string[]>> = { x: ["1", "8", "9"], y: ["2"], z: ["4"] };
    const found = alikes(handed, product, (name) => names[name] ?? []);
    expect(found.map((one) => [one.product, one.dossiers.length, one.drafts])).toEqual([
      ["x", 1, 2],
      ["y", 2, 0],
    ]);
  });
});

describe("the count of those who make the same", () => {
  const products = ["cốm Na Lo", "mận tam hoa", "rượu ngô"] as const;
  const keys: Readonly<Record<string, string>> = {
    "cốm Na Lo": "com-na-lo",
    "mận tam hoa": "man-tam-hoa-bac-ha",
    "rượu ngô": "other:ruou ngo",
  };
  const deed = fc.record({
    who: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom("begin", "rename", "erase-dossier", "erase"),
    product: fc.constantFrom(...products),
  });

  test("is as many drafts as there are, whatever is begun, renamed and erased", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 14 }), async (deeds) => {
        const talk = await rehearse(setting, instantOf("2021-03-15 08:00"));
        const drafts = new Map<number, string>();
        const say = async (who: number, ...texts: readonly string[]): Promise<string> => {
          let said: readonly string[] = [];
          for (const text of texts) said = await talk.deed({ kind: "text", text }, `terminal:${who}`);
          return said.join("\n");
        };
        for (const { who, what, product } of deeds) {
          const mine = drafts.get(who);
          if (what === "begin" && mine === undefined) {
            const said = await say(who, `đăng ký ${product} ở Tà Chải`, "đồng ý");
            const others = [...drafts.values()].filter((one) => one === product).length;
            expect(said.includes(`đã có ${others} nơi khác`)).toBe(others > 0);
            expect(said).not.toContain("terminal");
            drafts.set(who, product);
          } else if (what === "rename" && mine !== undefined && mine !== product) {
            await say(who, `sửa sản phẩm thành ${product}`, "đúng");
            drafts.set(who, product);
          } else if (what !== "begin" && what !== "rename" && mine !== undefined) {
            await say(who, what === "erase" ? "xoá dữ liệu" : "xoá hồ sơ", "có");
            drafts.delete(who);
          }
          for (const name of products) {
            const kept = await talk.store.range(alikeIndex(keys[name] ?? ""), { limit: 100 });
            expect([name, kept.length]).toEqual([
              name,
              [...drafts.values()].filter((one) => one === name).length,
            ]);
          }
        }
        await talk.close();
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
