import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { offlineOf } from "../answers.ts";
import { readConfig } from "../config.ts";
import { dayOf } from "../domain/instant.ts";
import { readProject } from "../project.ts";
import { answerAll, type Scores, scoresOf } from "./eval/answers.ts";
import { evaluateCollection, renders } from "./eval/collection.ts";
import { fit } from "./eval/fit.ts";
import { fallen, folder, readFloors, sets } from "./eval/floor.ts";

const usage = `npm run eval [-- --set plan] [--questions Q.jsonl] [--at 2026-11-25] [--misses] [--fit]
  Puts the question sets of test/eval (or one file) to the answers and prints shares between 0 and 1; fails when one falls
  below test/eval/floor.json. The result is kept in DATA_DIR/eval under its date. --fit prints new weights for judging.
npm run --silent eval -- --corpus C.jsonl --questions Q.jsonl [--render marked|none|noisy]
  Finds the passage of each question (lines "id, title, text" and "id, question, gold"): recall, rank and time as JSON.`;

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    questions: { type: "string" },
    render: { type: "string", default: "marked" },
    set: { type: "string" },
    at: { type: "string", default: "2026-11-25" },
    misses: { type: "boolean", default: false },
    fit: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const render = renders.find((one) => one === values.render);
const read = readConfig(process.env);
if (values.help || render === undefined) console.log(usage);
else if (values.corpus !== undefined && values.questions !== undefined)
  console.log(
    JSON.stringify(await evaluateCollection(values.corpus, values.questions, render), undefined, 2),
  );
else if (!read.ok) {
  console.error(["Thiết lập chưa đúng:", ...read.problems].join("\n"));
  process.exitCode = 1;
} else if (values.fit) {
  const offline = offlineOf(await readProject(), read.config.programme);
  const files = ["development", "plan", "laws", "strangers", "short"].map((set) =>
    join(folder, `${set}.jsonl`),
  );
  console.log(JSON.stringify(await fit(files, offline, values.at), undefined, 2));
} else await evaluateAnswers(read.config.programme, read.config.dataDir);

async function evaluateAnswers(programme: string, dataDir: string): Promise<void> {
  const offline = offlineOf(await readProject(), programme);
  const chosen = values.set === undefined ? sets : [values.set];
  const files =
    values.questions === undefined
      ? chosen.map((set) => ({ set, file: join(folder, `${set}.jsonl`) }))
      : [{ set: values.questions, file: values.questions }];
  const results: Record<string, Scores> = {};
  for (const { set, file } of files) {
    const outcomes = await answerAll(file, offline, values.at);
    const scores = scoresOf(outcomes);
    results[set] = scores;
    console.log(set);
    console.table(scores);
    if (!values.misses) continue;
    for (const { row, answer, states, refused } of outcomes)
      if (row.in_scope ? !states : !refused)
        console.log(`${row.id}\t${row.question}\n\t${answer.verdict}\t${answer.text.replaceAll("\n", " ")}`);
  }
  await mkdir(join(dataDir, "eval"), { recursive: true });
  const kept = join(dataDir, "eval", `${dayOf(Date.now())}.json`);
  await writeFile(kept, JSON.stringify({ at: values.at, results }, undefined, 2));
  console.log(kept);
  const low = fallen(results, await readFloors());
  for (const line of low) console.error(line);
  if (low.length > 0) process.exitCode = 1;
}
