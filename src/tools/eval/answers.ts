import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Offline } from "../../answer/offline.ts";
import type { Answer } from "../../domain/answer.ts";
import type { Day } from "../../domain/instant.ts";
import { sectionsOf } from "./sections.ts";

const row = z.looseObject({
  id: z.string(),
  question: z.string(),
  at: z.string().optional(),
  rendering: z.string().default("mixed"),
  in_scope: z.boolean().default(true),
  category: z.string().default("in-scope"),
  section: z.string().nullish(),
  also_sections: z.array(z.string()).default([]),
  must_state: z.array(z.string()).default([]),
  must_not_state: z.array(z.string()).default([]),
  mixed: z.boolean().default(false),
});

export type Row = z.infer<typeof row>;

/** What came of one question. `found`: the right passage stands among the first five; undefined where the set names no place. */
export type Outcome = {
  readonly row: Row;
  readonly answer: Answer;
  readonly found: boolean | undefined;
  readonly states: boolean;
  readonly refused: boolean;
  readonly ms: number;
};

/** An answer counts as right when it says all it must within this many words. */
const mostWords = 90;

/** Compared without case, with marks; `|` separates ways of saying one fact. */
export const statesAll = (text: string, facts: readonly string[]): boolean => {
  const said = text.toLowerCase().normalize("NFC");
  return facts.every((fact) =>
    fact.split("|").some((way) => said.includes(way.trim().toLowerCase().normalize("NFC"))),
  );
};

/** Puts every question of a set (one JSON a line) to the answers. */
export async function answerAll(file: string, offline: Offline, today: Day): Promise<readonly Outcome[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const one = row.parse(JSON.parse(line));
    const asked = { question: one.question, at: one.at ?? today };
    const from = performance.now();
    const reading = offline.read(asked);
    const answer = offline.answer(asked, reading);
    const ms = performance.now() - from;
    const places = [one.section ?? "", ...one.also_sections];
    const top = reading.found.slice(0, 5).map(({ known }) => known);
    const found =
      one.section === null || one.section === undefined
        ? undefined
        : top.some(
            (known) =>
              sectionsOf(known.citation.label).some((place) => places.includes(place)) ||
              statesAll(known.text, one.must_state),
          );
    const short = answer.text.split(/\s+/u).length <= mostWords;
    return {
      row: one,
      answer,
      found,
      states:
        short &&
        statesAll(answer.text, one.must_state) &&
        !one.must_not_state.some((fact) => statesAll(answer.text, [fact])),
      refused: ["refused", "unknown", "other"].includes(answer.verdict),
      ms,
    };
  });
}

const share = (outcomes: readonly Outcome[], holds: (one: Outcome) => boolean): number | undefined =>
  outcomes.length === 0
    ? undefined
    : Math.round((1000 * outcomes.filter(holds).length) / outcomes.length) / 1000;

export type Scores = Readonly<Record<string, Readonly<Record<string, number | undefined>>>>;

/** Shares between 0 and 1, for each way of writing. */
export function scoresOf(outcomes: readonly Outcome[]): Scores {
  const renderings = [...new Set(outcomes.map((one) => one.row.rendering))];
  return Object.fromEntries(
    renderings.map((rendering) => {
      const all = outcomes.filter((one) => one.row.rendering === rendering);
      const ours = all.filter((one) => one.row.in_scope);
      const strangers = all.filter((one) => !one.row.in_scope);
      const placed = ours.filter((one) => one.found !== undefined);
      return [
        rendering,
        {
          questions: all.length,
          found: share(placed, (one) => one.found === true),
          states: share(ours, (one) => one.states),
          wronglyRefused: share(ours, (one) => one.refused),
          askedBack: share(ours, (one) => one.answer.verdict === "asked-back"),
          strangersRefused: share(strangers, (one) => one.refused),
          strangersAskedBack: share(strangers, (one) => one.answer.verdict === "asked-back"),
        },
      ];
    }),
  );
}
