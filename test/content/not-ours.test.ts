import { describe, expect, test } from "vitest";
import { readNotOurs } from "../../src/content/not-ours.ts";

const file = (count: number, verdict = "refused") => ({
  path: "knowledge/not-ours/weather.md",
  text: `---\nid: weather\nverdict: ${verdict}\n---\n\nChú thích.\n${Array.from({ length: count }, (_, at) => `> ví dụ ${at}`).join("\n")}\n`,
});

describe("reading a kind of message that is not ours", () => {
  test("finds its examples and passes over other lines", () => {
    const read = readNotOurs(file(10));
    expect(read).toMatchObject({ ok: true, value: { id: "weather", verdict: "refused" } });
    expect(read.ok && read.value.examples).toEqual(Array.from({ length: 10 }, (_, at) => `ví dụ ${at}`));
  });

  test("wants ten examples", () => {
    expect(readNotOurs(file(9))).toMatchObject({
      ok: false,
      complaints: [{ line: 1, text: "9 examples, at least 10 are wanted" }],
    });
  });

  test("wants a verdict that is not an answer", () => {
    expect(readNotOurs(file(10, "answered"))).toMatchObject({ ok: false, complaints: [{ line: 3 }] });
  });
});
