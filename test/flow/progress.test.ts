import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { valueSchema } from "../../src/dossier/entry.ts";
import { accept, acceptFile, choicesOf } from "../../src/flow/accept.ts";
import type { Answers, Value } from "../../src/flow/answers.ts";
import { holds } from "../../src/flow/condition.ts";
import { all, answered, any, is, not } from "../../src/flow/define.ts";
import { applies, complete, progress, sections } from "../../src/flow/progress.ts";
import { answersTo, anyText, both, valueOf } from "./given.ts";

const kept = z.object({
  answers: z.record(z.string(), valueSchema),
  skipped: z.array(z.string()),
  later: z.array(z.string()),
});
const nothing = { skipped: [], later: [] };
const given = (pairs: readonly (readonly [string, Value])[]) => ({
  answers: Object.fromEntries(pairs),
  ...nothing,
});

describe.each(both)("%s", (_, one) => {
  const { list, world } = one;
  const ids = Object.keys(list.items);
  const twoAnswers = fc
    .constantFrom(...Object.entries(list.items))
    .chain(([id, item]) => fc.tuple(fc.constant(id), valueOf(item, world), valueOf(item, world)));

  test("any order of answering gives the same open set", () => {
    fc.assert(
      fc.property(
        answersTo(one).chain((pairs) =>
          fc.tuple(fc.constant(pairs), fc.shuffledSubarray([...pairs], { minLength: pairs.length })),
        ),
        ([pairs, shuffled]) => {
          expect(progress(list, given(shuffled))).toEqual(progress(list, given(pairs)));
        },
      ),
    );
  });

  test("correcting and answering again changes nothing else", () => {
    fc.assert(
      fc.property(answersTo(one), twoAnswers, (pairs, [id, wrong, right]) => {
        const straight = given([...pairs.filter(([other]) => other !== id), [id, right]]);
        const corrected = given([...pairs.filter(([other]) => other !== id), [id, wrong], [id, right]]);
        expect(progress(list, corrected)).toEqual(progress(list, straight));
      }),
    );
  });

  test("every item is open, done, blocked or does not count, and only one of them", () => {
    fc.assert(
      fc.property(answersTo(one), fc.subarray(ids), fc.subarray(ids), (pairs, skipped, later) => {
        const filled = { answers: Object.fromEntries(pairs), skipped, later };
        const at = progress(list, filled);
        const placed = [...at.open, ...at.done, ...at.blocked.map((entry) => entry.item)];
        const counting = ids.filter((id) => {
          const item = list.items[id];
          return item !== undefined && applies(item, filled.answers);
        });
        expect(placed.toSorted()).toEqual(counting.toSorted());
        expect(at.blocked.every((entry) => entry.because !== "")).toBe(true);
        const counted = sections(list, filled);
        expect(counted.reduce((sum, section) => sum + section.total, 0)).toBe(placed.length);
        expect(counted.reduce((sum, section) => sum + section.done, 0)).toBe(at.done.length);
      }),
    );
  });

  test("never asks what is answered, and asks as long as something is open", () => {
    fc.assert(
      fc.property(answersTo(one), fc.subarray(ids), fc.subarray(ids), (pairs, skipped, later) => {
        const filled = { answers: Object.fromEntries(pairs), skipped, later };
        const at = progress(list, filled);
        expect(at.next === undefined).toBe(at.open.length === 0);
        const item = at.next === undefined ? undefined : list.items[at.next];
        if (at.next === undefined || item === undefined) return;
        // A yes that must be given stays open while it is a no.
        const value = filled.answers[at.next];
        const owed = item.expect.kind === "yesno" && item.expect.must === true && value === false;
        expect(value === undefined || owed).toBe(true);
        expect(item.optional === true && skipped.includes(at.next)).toBe(false);
      }),
    );
  });

  test("survives JSON", () => {
    fc.assert(
      fc.property(answersTo(one), fc.subarray(ids), (pairs, later) => {
        const filled = { answers: Object.fromEntries(pairs), skipped: [], later };
        const again = kept.parse(JSON.parse(JSON.stringify(filled)));
        expect(again).toEqual(filled);
        expect(progress(list, again)).toEqual(progress(list, filled));
      }),
    );
  });

  test("answering what is asked leads through every item to a complete dossier", () => {
    const asked = new Set<string>();
    // What nobody is asked for: people begin it by themselves.
    const volunteered = ids.filter((id) => {
      const when = list.items[id]?.when;
      return when?.op === "answered" && when.item === id;
    });
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 9999 })), fc.boolean(), (chance, begins) => {
        let answers: Answers = begins ? Object.fromEntries(volunteered.map((id) => [id, "now"])) : {};
        for (let turn = 0; turn <= ids.length; turn += 1) {
          const at = progress(list, { answers, ...nothing });
          const item = at.next === undefined ? undefined : list.items[at.next];
          if (at.next === undefined || item === undefined) break;
          asked.add(at.next);
          const must = item.expect.kind === "yesno" && item.expect.must === true;
          const [drawn] = chance.take(1);
          const choice = fc.sample(valueOf(item, world), { numRuns: 1, seed: drawn ?? 0 })[0] ?? "x";
          answers = { ...answers, [at.next]: must ? true : choice };
        }
        const end = progress(list, { answers, ...nothing });
        expect(end.open).toEqual([]);
        expect(complete(list, { answers, ...nothing })).toBe(end.blocked.length === 0);
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(ids.filter((id) => !asked.has(id))).toEqual(volunteered);
  });

  test("every option can be chosen by its label and by its other names", () => {
    const lost = Object.entries(list.items).flatMap(([id, item]) =>
      (choicesOf(item.expect, world) ?? []).flatMap((choice) =>
        [choice.label, ...(choice.also ?? [])].flatMap((words) => {
          const read = accept(item.expect, words, world);
          const found: readonly unknown[] =
            read.kind === "several" ? read.ids : read.kind === "value" ? [read.value].flat() : [];
          return found.includes(choice.id) ? [] : [`${id}: ${words}`];
        }),
      ),
    );
    expect(lost).toEqual([]);
  });

  test("a label alone means its own option and no other", () => {
    const unclear = Object.entries(list.items).flatMap(([id, item]) =>
      (choicesOf(item.expect, world) ?? []).flatMap((choice) => {
        const read = accept(item.expect, choice.label, world);
        const value: unknown = read.kind === "value" ? read.value : undefined;
        return [value].flat().length === 1 && [value].flat()[0] === choice.id
          ? []
          : [`${id}: ${choice.label} -> ${JSON.stringify(read)}`];
      }),
    );
    expect(unclear).toEqual([]);
  });

  test("any words are read or refused, and never too much for anything", () => {
    const expects = Object.values(list.items).map((item) => item.expect);
    fc.assert(
      fc.property(anyText, (text) => {
        for (const expect_ of expects) {
          const read = accept(expect_, text, world);
          if (read.kind === "value") expect(JSON.parse(JSON.stringify(read.value))).toEqual(read.value);
          if (read.kind === "several") expect(read.ids.length).toBeGreaterThan(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("files", () => {
  const file = (hash: string) => ({ hash, name: hash, mime: "image/jpeg", size: 1 });

  test("follow each other, the same one once, and the last twenty are kept", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-f]{1,2}$/u), { minLength: 1, maxLength: 40 }), (hashes) => {
        let kept: readonly ReturnType<typeof file>[] = [];
        for (const hash of hashes) {
          const read = acceptFile({ kind: "paper", paper: "x" }, file(hash), kept);
          if (read.kind === "value" && Array.isArray(read.value))
            kept = read.value.filter((part) => typeof part === "object");
        }
        expect(kept.length).toBeLessThanOrEqual(20);
        expect(new Set(kept.map((one) => one.hash)).size).toBe(kept.length);
        expect(kept.map((one) => one.hash)).toContain(hashes.at(-1));
      }),
    );
  });

  test("have no place where words are wanted", () => {
    expect(acceptFile({ kind: "text" }, file("a"), [])).toEqual({ kind: "fault", code: "want-words" });
  });
});

describe("conditions", () => {
  test.each([
    [is("a", "x"), { a: "x" }, true],
    [is("a", "x", "y"), { a: "y" }, true],
    [is("a", "x"), {}, false],
    [not(is("a", "x")), {}, true],
    [is("a", "yes"), { a: true }, true],
    [is("a", "no"), { a: false }, true],
    [is("a", "x"), { a: ["w", "x"] }, true],
    [answered("a"), { a: false }, true],
    [answered("a"), {}, false],
    [all(is("a", "x"), answered("b")), { a: "x" }, false],
    [any(is("a", "x"), answered("b")), { a: "x" }, true],
    [all(), {}, true],
    [any(), {}, false],
  ])("%j under %j is %s", (condition, answers, wanted) => {
    expect(holds(condition, answers)).toBe(wanted);
  });
});
