import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allMoved,
  countOf,
  type Move,
  moved,
  nextRows,
  nextTime,
  orphaned,
  type Row,
  rowStates,
  scoreOf,
  sumOf,
  tallied,
} from "../../src/broadcast/ledger.ts";

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    what: fc.constantFrom("begin" as const, "back" as const, "let-go" as const),
  }),
  fc.record({
    what: fc.constantFrom("sent" as const, "sent-after-all" as const, "again" as const),
    at: fc.nat(),
  }),
  fc.record({ what: fc.constant("later" as const), at: fc.nat(), why: fc.constant("429") }),
  fc.record({ what: fc.constant("held" as const), why: fc.constant("window") }),
  fc.record({
    what: fc.constantFrom("refused" as const, "skipped" as const),
    why: fc.constant("x"),
    at: fc.nat(),
  }),
  fc.record({ what: fc.constant("unknown" as const), why: fc.constant("reset"), at: fc.nat() }),
);
const first = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({
    person: `p${at}`,
    thread: `telegram:${at}`,
    state: "waiting",
  }));

describe("a list of recipients", () => {
  test("adds up after any moves in any order, and keeps everybody in their place", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 9 }), move), { maxLength: 200 }), (moves) => {
        let rows = first(10);
        for (const [at, one] of moves) {
          rows = allMoved(rows, new Map([[at, one]]));
          if (sumOf(tallied(rows)) !== 10) return false;
        }
        return rows.every(({ person }, at) => person === `p${at}`);
      }),
    );
  });

  test("never has a row that was sent in any other state again", () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 50 }), (moves) => {
        let row: Row = { person: "p", thread: "telegram:1", state: "sent", at: 5 };
        for (const one of moves) row = moved(row, one);
        return row.state === "sent" && row.at === 5;
      }),
    );
  });

  test("lets nothing but staff, or the knowledge that it arrived, end a doubt", () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 50 }), (moves) => {
        let row: Row = { person: "p", thread: "telegram:1", state: "doubt" };
        for (const one of moves) {
          row = moved(row, one);
          if (row.state !== "doubt") return ["again", "sent", "sent-after-all"].includes(one.what);
        }
        return true;
      }),
    );
  });

  test("sends a row at most once for each time it is begun", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 4 }), move), { maxLength: 100 }), (moves) => {
        let rows = first(5);
        for (const [at, one] of moves) {
          const before = rows[at];
          rows = allMoved(rows, new Map([[at, one]]));
          if (one.what === "begin" && before?.state !== rows[at]?.state)
            if (before?.state !== "waiting" && before?.state !== "later") return false;
        }
        return nextRows(rows, Infinity, 9).every((at) => rows[at]?.state !== "sending");
      }),
    );
  });

  test("holds what somebody else had begun for doubtful, and nothing else", () => {
    const rows = rowStates.map((state): Row => ({ person: state, thread: "telegram:1", state }));
    const after = allMoved(rows, orphaned(rows, 7));
    expect(after.map(({ person, state }) => [person, state])).toEqual(
      rowStates.map((state) => [state, state === "sending" ? "doubt" : state]),
    );
  });

  test("offers rows that wait, and later ones when their time has come", () => {
    const rows: readonly Row[] = [
      { person: "1", thread: "telegram:1", state: "later", at: 50, why: "429" },
      { person: "2", thread: "telegram:2", state: "later", why: "window" },
      { person: "3", thread: "telegram:3", state: "sent", at: 1 },
    ];
    expect(nextRows(rows, 49, 9)).toEqual([]);
    expect(nextRows(rows, 50, 9)).toEqual([0]);
    expect(nextTime(rows)).toBe(50);
    expect(nextTime(rows.slice(1))).toBeUndefined();
  });

  test("tells counts of chunks apart in an index", () => {
    for (const chunk of [0, 1, 999_999]) expect(countOf(scoreOf(100, chunk))).toBe(100);
    expect(scoreOf(100, 7)).not.toBe(scoreOf(100, 8));
    expect(scoreOf(100, 999_999)).toBeLessThan(scoreOf(101, 0));
  });
});
