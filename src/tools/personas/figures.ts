import { type Fault, styles, type Walked } from "./walk.ts";

/** What the ways of one style come to. each: messages a field. */
export type Figures = {
  readonly style: string;
  readonly people: number;
  readonly finished: number;
  readonly fields: number;
  readonly median: number;
  readonly p90: number;
  readonly turns: number;
  readonly equal: number;
  readonly faults: Readonly<Record<Fault["kind"], number>>;
};

const kinds = ["dead-end", "repeated", "asked-again", "misread", "wrong", "never-asked"] as const;

function quantile(all: readonly number[], share: number): number {
  const sorted = all.toSorted((one, two) => one - two);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const sum = (all: readonly number[]): number => all.reduce((one, two) => one + two, 0);

function of(style: string, walked: readonly Walked[]): Figures {
  const each = walked.filter((one) => one.fields > 0).map((one) => one.messages / one.fields);
  const count = (kind: Fault["kind"]): number =>
    sum(walked.map((one) => one.faults.filter((fault) => fault.kind === kind).length));
  return {
    style,
    people: walked.length,
    finished: walked.filter((one) => one.finished).length,
    fields: sum(walked.map((one) => one.fields)),
    median: quantile(each, 0.5),
    p90: quantile(each, 0.9),
    turns: quantile(
      walked.map((one) => one.messages),
      0.5,
    ),
    equal: sum(walked.map((one) => one.right)) / Math.max(1, sum(walked.map((one) => one.held))),
    faults: {
      "dead-end": count("dead-end"),
      repeated: count("repeated"),
      "asked-again": count("asked-again"),
      misread: count("misread"),
      wrong: count("wrong"),
      "never-asked": count("never-asked"),
    },
  };
}

/** By style, and all together last. */
export const figures = (walked: readonly Walked[]): readonly Figures[] => [
  ...styles.flatMap((style) => {
    const own = walked.filter((one) => one.style === style);
    return own.length === 0 ? [] : [of(style, own)];
  }),
  of("all", walked),
];

/** As a table. */
export const shown = (all: readonly Figures[]): string =>
  [
    `| style | people | handed in | fields | messages a field, median | p90 | messages to hand-in | fields equal | ${kinds.join(" | ")} |`,
    `|---|${"---:|".repeat(7 + kinds.length)}`,
    ...all.map(
      (one) =>
        `| ${one.style} | ${one.people} | ${one.finished} | ${one.fields} | ${one.median.toFixed(2)} | ${one.p90.toFixed(2)} | ${one.turns} | ${(one.equal * 100).toFixed(2)} % | ${kinds.map((kind) => one.faults[kind]).join(" | ")} |`,
    ),
  ].join("\n");
