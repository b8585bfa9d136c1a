import { writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { proofReader } from "../papers/read-proof.ts";
import { casesOf, isCaught, type Outcome, outcomeOf, sharesOf } from "./papers/measure.ts";
import { conditions, photo } from "./papers/photo.ts";

const usage = `node src/tools/papers.ts [--papers 90] [--faults 60] [--seed 11] [--misses] [--pictures FOLDER]
  Draws papers that belong to nobody, photographs them in nine ways, reads them as the program does, and prints what was
  read of them, which seeded faults were caught, and how many questions would have been asked for nothing.`;

const { values } = parseArgs({
  options: {
    papers: { type: "string", default: "90" },
    faults: { type: "string", default: "60" },
    seed: { type: "string", default: "11" },
    pictures: { type: "string" },
    misses: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(usage);
else await measure();

async function measure(): Promise<void> {
  const reader = proofReader();
  const outcomes: Outcome[] = [];
  for (const [at, one] of casesOf(
    Number(values.papers),
    Number(values.faults),
    Number(values.seed),
  ).entries()) {
    if (values.pictures !== undefined) {
      await mkdir(values.pictures, { recursive: true });
      await writeFile(
        join(values.pictures, `${at}-${one.paper.kind}-${one.how}.jpg`),
        await photo(one.paper, one.how),
      );
    }
    outcomes.push(await outcomeOf(one, reader, () => performance.now()));
  }
  await reader.close();
  const right = outcomes.filter((one) => one.one.fault === undefined);
  console.table({
    ...Object.fromEntries(
      conditions.map((how) => [how, sharesOf(right.filter((one) => one.one.how === how))]),
    ),
    all: sharesOf(right),
  });
  const wrong = outcomes.filter((one) => one.one.fault !== undefined);
  const faults = [...new Set(wrong.map((one) => one.one.fault ?? ""))];
  console.table(
    Object.fromEntries(
      [...faults, "all"].map((fault) => {
        const some = wrong.filter((one) => fault === "all" || one.one.fault === fault);
        return [fault, { papers: some.length, caught: some.filter(isCaught).length }];
      }),
    ),
  );
  const times = outcomes.map((one) => one.milliseconds).toSorted((one, two) => one - two);
  console.log(
    `milliseconds a paper: median ${Math.round(times[Math.floor(times.length / 2)] ?? 0)}, most ${Math.round(times.at(-1) ?? 0)}; memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  if (!values.misses) return;
  for (const { one, reading, findings, looked } of outcomes) {
    const missed =
      one.fault === undefined
        ? looked !== undefined ||
          findings.length > 0 ||
          reading.kind?.value !== one.paper.kind ||
          reading.number?.value !== one.paper.number
        : !isCaught({ one, reading, findings, looked, milliseconds: 0 });
    if (missed) console.log(JSON.stringify({ one, reading, findings, looked }));
  }
}
