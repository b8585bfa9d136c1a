import { parseArgs } from "node:util";
import { evaluateCollection, renders } from "./eval/collection.ts";

const usage = `npm run --silent eval -- --corpus C.jsonl --questions Q.jsonl [--render marked|none|noisy]
Finds the passage of each question (lines "id, title, text" and "id, question, gold") and prints recall, rank and time as JSON.`;

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    questions: { type: "string" },
    render: { type: "string", default: "marked" },
  },
});
const render = renders.find((one) => one === values.render);
if (values.corpus === undefined || values.questions === undefined || render === undefined) {
  console.error(usage);
  process.exitCode = 1;
} else {
  console.log(
    JSON.stringify(await evaluateCollection(values.corpus, values.questions, render), undefined, 2),
  );
}
