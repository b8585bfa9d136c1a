import { describe, expect, test } from "vitest";
import { fuse, withMeaning } from "../../src/answer/wording/fuse.ts";
import { scriptedModel } from "../support/scripted-model.ts";
import { evidence } from "./known.ts";

describe("two lists of scores", () => {
  test("are put together as 0.7 and 0.3 of their own range", () => {
    const words = new Map([
      ["a", 12],
      ["b", 10],
      ["c", 2],
    ]);
    const meaning = new Map([
      ["a", 0.1],
      ["b", 0.9],
      ["d", 0.5],
    ]);
    expect(fuse(words, meaning).map(({ id, score }) => [id, Math.round(score * 100)])).toEqual([
      ["b", 86],
      ["a", 70],
      ["d", 15],
      ["c", 0],
    ]);
  });

  test("may be empty", () => {
    expect(fuse(new Map(), new Map())).toEqual([]);
    expect(fuse(new Map([["a", 3]]), new Map())).toEqual([{ id: "a", score: 0.7 }]);
  });
});

const passages = Array.from({ length: 300 }, (_, at) =>
  evidence(`x#${at}`, "x", at === 7 ? "zzzz" : "aaaa", { score: 0 }),
);
const [first, second] = [
  { ...passages[1], score: 0.6 },
  { ...passages[2], score: 0.5 },
].map((one) => ({ ...evidence("", "", ""), ...one }));
const found = [first, second].flatMap((one) => one ?? []);
const find = () => Promise.resolve(found);
const asked = { question: "zzzz 0912 345 678", at: "2021-03-01" };

describe("finding by meaning", () => {
  test("begins when all vectors are there, made little by little and only once", async () => {
    const model = scriptedModel([], "works");
    const both = withMeaning(find, passages, model);
    expect(await both(asked)).toBe(found);
    const later = await both(asked);
    expect(later.map((one) => one.id)).toContain("x#7");
    expect(later[0]).toEqual(found[0]);
    const sizes = () => model.embedded.map((texts) => texts.length);
    expect(sizes()).toEqual([1, 64, 64, 64, 64, 1, 44]);
    await both(asked);
    expect(sizes().slice(7)).toEqual([1]);
  });

  test("sends no personal numbers", async () => {
    const model = scriptedModel([], "works");
    await withMeaning(find, passages, model)(asked);
    expect(model.embedded.flat().join(" ")).not.toContain("0912");
  });

  test("is left out after a fault, and when there is too much to keep", async () => {
    expect(await withMeaning(find, passages, scriptedModel([], "slow"))(asked)).toBe(found);
    const model = scriptedModel([], "works");
    expect(await withMeaning(find, passages, model, 299)(asked)).toBe(found);
    expect(model.embedded).toEqual([]);
  });
});
