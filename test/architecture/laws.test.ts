import { expect, test } from "vitest";
import { days, dayOf, instantOf } from "../../src/domain/instant.ts";
import { inForce } from "../../src/law/in-force.ts";
import { content } from "./project.ts";

const laws = Object.values(content.laws);
const ranking = laws.filter((law) => law.matter === "ranking");

const everyDay = (from: string, to: string): readonly string[] => {
  const all = [];
  for (let at = instantOf(from); at <= instantOf(to); at += days(1)) all.push(dayOf(at));
  return all;
};

test("every day from the first law on has exactly one law for new dossiers", () => {
  for (const day of everyDay("2019-08-21", "2027-12-31")) {
    const law = inForce(laws, "ranking", day);
    expect([day, law?.id]).toEqual([day, expect.any(String)]);
    // Two that begin on one day would leave the choice to chance.
    expect([day, ranking.filter((one) => one.from === law?.from).length]).toEqual([day, 1]);
  }
});

test.each([
  ["2019-08-20", undefined],
  ["2019-08-21", "qd-1048-2019"],
  ["2021-03-15", "qd-1048-2019"],
  ["2023-02-23", "qd-1048-2019"],
  ["2023-02-24", "qd-148-2023"],
  ["2026-05-21", "qd-148-2023"],
  ["2026-05-22", "qd-26-2026"],
  ["2026-07-10", "qd-26-2026"],
  ["2027-12-31", "qd-26-2026"],
])("on %s it is %s", (day, id) => {
  expect(inForce(laws, "ranking", day)?.id).toBe(id);
  expect(inForce(laws.toReversed(), "ranking", day)?.id).toBe(id);
});

test("a programme begins under the law of its first day", () => {
  for (const programme of Object.values(content.programmes))
    expect([programme.id, inForce(laws, "ranking", programme.from)?.id]).toEqual([
      programme.id,
      programme.law,
    ]);
});

test("a law that is replaced says so on both sides", () => {
  for (const law of laws)
    for (const old of law.replaces) {
      const before = content.laws[old];
      expect([law.id, old, before?.until]).toEqual([law.id, old, expect.any(String)]);
      expect(before?.until !== undefined && before.until >= dayOf(instantOf(law.from) - days(1))).toBe(true);
    }
});
