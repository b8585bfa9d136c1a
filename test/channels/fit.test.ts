import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit } from "../../src/channels/fit.ts";
import { anyMessage } from "../conformance/channel.ts";

const can = { text: 100, buttons: 3, label: 12, files: true };
const choices = (...labels: readonly string[]) => labels.map((label, at) => ({ data: `c${at}`, label }));

describe("fit", () => {
  it("leaves what fits as it is", () => {
    const message = { text: "Ai đứng tên?", choices: choices("Hợp tác xã", "Hộ") };
    expect(fit(message, can)).toEqual([message]);
  });

  it("cuts at paragraphs, then sentences, then words", () => {
    const paragraphs = `${"a".repeat(60)}\n\n${"b".repeat(60)}`;
    expect(fit({ text: paragraphs }, can).map(({ text }) => text.trim())).toEqual([
      "a".repeat(60),
      "b".repeat(60),
    ]);
    const sentences = `${"Câu một dài vừa phải. ".repeat(4)}Câu cuối cùng thì dài hơn một chút.`;
    expect(fit({ text: sentences }, can)[0]?.text).toMatch(/phải\. $/);
    expect(fit({ text: "từ ".repeat(60) }, can)[0]?.text).toMatch(/từ $/);
  });

  it("never tears a letter from its marks or an emoji apart", () => {
    const marks = `${"x".repeat(99)}e\u0302\u0301${"y".repeat(20)}`;
    expect(fit({ text: marks }, can)[1]?.text.startsWith("e\u0302\u0301")).toBe(true);
    const emoji = `${"x".repeat(98)}👩‍🌾${"y".repeat(20)}`;
    expect(fit({ text: emoji }, can)[1]?.text.startsWith("👩‍🌾")).toBe(true);
  });

  it("keeps the choices under the last part", () => {
    const parts = fit({ text: "từ ".repeat(60), choices: choices("Có", "Không") }, can);
    expect(parts.map((part) => part.choices?.length ?? 0)).toEqual([0, 2]);
  });

  it("writes choices as numbered text where there are more than buttons", () => {
    const message = { text: "Chọn:", choices: choices("Một", "Hai", "Ba", "Bốn") };
    expect(fit(message, can)).toEqual([{ text: "Chọn:\n1. Một\n2. Hai\n3. Ba\n4. Bốn" }]);
    expect(fit({ text: "Chọn:", choices: choices("Có") }, { ...can, buttons: 0 })).toEqual([
      { text: "Chọn:\n1. Có" },
    ]);
  });

  it("shortens a label on the button and writes it out in the text", () => {
    const [part] = fit({ text: "Ai?", choices: choices("Hộ sản xuất có đăng ký", "Hộ") }, can);
    expect(part?.text).toBe("Ai?\n1. Hộ sản xuất có đăng ký\n2. Hộ");
    expect(part?.choices?.map(({ label }) => label)).toEqual(["Hộ sản xuất…", "Hộ"]);
  });

  it("names a file the channel cannot carry", () => {
    const file = { hash: "h", name: "phieu.pdf", mime: "application/pdf", size: 1 };
    expect(fit({ text: "Đây", file }, can)).toEqual([{ text: "Đây", file }]);
    expect(fit({ text: "Đây", file }, { ...can, files: false })).toEqual([{ text: "Đây\nphieu.pdf" }]);
  });

  const capability = fc.record({
    text: fc.integer({ min: 20, max: 4000 }),
    buttons: fc.integer({ min: 0, max: 10 }),
    label: fc.integer({ min: 2, max: 80 }),
    files: fc.boolean(),
  });

  it("loses nothing, and every part is within the limit", () => {
    fc.assert(
      fc.property(anyMessage, capability, (message, limits) => {
        const parts = fit(message, limits);
        const text = parts.map((part) => part.text).join("");
        expect(text.startsWith(message.text)).toBe(true);
        for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(limits.text);
        const buttons = parts.at(-1)?.choices ?? [];
        expect(buttons.length).toBeLessThanOrEqual(limits.buttons);
        for (const { label } of buttons) expect(label.length).toBeLessThanOrEqual(limits.label);
        const shown = buttons.map(({ label }) => label);
        for (const { label } of message.choices ?? [])
          expect(shown.includes(label) || text.includes(label)).toBe(true);
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyMessage, capability, (message, limits) => {
        const parts = fit(message, limits);
        expect(parts.flatMap((part) => fit(part, limits))).toEqual(parts);
      }),
    );
  });
});
