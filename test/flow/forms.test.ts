import { describe, expect, test } from "vitest";
import { checklists } from "../../src/flows/all.ts";
import { formsOf } from "../../src/flows/forms.ts";
import { fieldsOn, formsFor, itemFor, itemsOn } from "../../src/flow/form.ts";

describe.each(checklists.map((list) => ({ list, forms: formsOf[list.law] ?? [] })))(
  "the forms of $list.law",
  ({ list, forms }) => {
    const filled = new Set(Object.values(list.items).flatMap((item) => item.fills ?? []));

    test("have a blank for every field that an item fills", () => {
      const blanks = new Set(forms.flatMap(fieldsOn));
      expect([...filled].filter((field) => !blanks.has(field))).toEqual([]);
    });

    test("are filled by an item in every blank but those left to the pen", () => {
      const unfilled = forms.flatMap((form) =>
        fieldsOn(form).filter((field) => !filled.has(field) && !form.byHand.includes(field)),
      );
      expect(unfilled).toEqual([]);
      expect(forms.flatMap((form) => form.byHand.filter((field) => !fieldsOn(form).includes(field)))).toEqual(
        [],
      );
      expect(forms.flatMap((form) => form.byHand.filter((field) => filled.has(field)))).toEqual([]);
    });

    test("name only papers and items that there are", () => {
      const named = forms.flatMap(({ parts }) =>
        parts.flatMap((part) => {
          if (part.kind === "papers") return part.rows.flatMap((row) => row.items);
          if (part.kind === "findings") return Object.values(part.says).flat();
          return part.kind === "sign" ? [part.right.name ?? "head"] : [];
        }),
      );
      expect(named.filter((item) => list.items[item] === undefined)).toEqual([]);
    });

    test("have names and numbers of their own", () => {
      expect(new Set(forms.map((one) => one.id)).size).toBe(forms.length);
      for (const { id, name } of forms) expect(name.at(-1)).toBe(id.at(-1));
    });
  },
);

describe("the forms of a dossier", () => {
  const [then, now] = checklists;
  const ids = (
    answers: Parameters<typeof formsFor>[1],
    by: Parameters<typeof formsFor>[2],
  ): readonly string[] => formsFor(formsOf[then?.law ?? ""] ?? [], answers, by).map((one) => one.id);

  test("are those of an idea or of what is made already", () => {
    expect(ids({ status: "idea" }, ["producer"])).toEqual(["bieu-01", "bieu-03", "bieu-04"]);
    expect(ids({ status: "existing" }, ["producer"])).toEqual(["bieu-02", "bieu-03", "bieu-04"]);
    expect(ids({}, ["producer"])).toEqual(["bieu-03", "bieu-04"]);
  });

  test("leave the commune's report to the commune", () => {
    const all = formsOf[now?.law ?? ""] ?? [];
    expect(formsFor(all, {}, ["producer"]).map((one) => one.id)).toEqual(["mau-01", "mau-02"]);
    expect(formsFor(all, {}, ["office"]).map((one) => one.id)).toEqual(["mau-03"]);
  });

  test("take the item that counts where several fill one blank", () => {
    if (now === undefined) throw new Error("no list");
    const field = "mau-02.chat_luong_bao_bi";
    expect(itemFor(now, field, { occasion: "first", changes: "cũ" })?.id).toBe("quality");
    expect(itemFor(now, field, { occasion: "upgrade", changes: "mới" })?.id).toBe("changes");
    expect(itemFor(now, field, {})).toBeUndefined();
  });

  test("count an item once, however many blanks it fills", () => {
    if (then === undefined) throw new Error("no list");
    const form = formsOf[then.law]?.find((one) => one.id === "bieu-02");
    const items = form === undefined ? [] : itemsOn(then, form, { status: "existing" });
    expect(items.filter((one) => one === "ownerName")).toEqual(["ownerName"]);
    expect(items).toContain("head");
    expect(items).not.toContain("ideaWhat");
  });
});
