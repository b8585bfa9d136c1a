import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readConfig } from "../config.ts";
import type { Answer } from "../domain/answer.ts";
import { dayOf } from "../domain/instant.ts";
import { offlineOf } from "../answers.ts";
import { readProject } from "../project.ts";

const usage = `npm run --silent ask -- "câu hỏi" [--json] [--at 2021-03-15]
npm run --silent ask -- --file CÂU-HỎI.jsonl [--at NGÀY]
  Trả lời một câu hỏi, hoặc mỗi dòng của tệp (trường "question", có thể có "id" và "at") bằng một dòng JSON.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    at: { type: "string" },
    file: { type: "string" },
    help: { type: "boolean" },
  },
});
const day = z.iso.date("cần ngày dạng 2021-03-15");
const row = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  question: z.string("cần một câu hỏi"),
  at: day.optional(),
});

const read = readConfig(process.env);
const question = positionals.join(" ");
if (values.help || (question === "" && values.file === undefined)) {
  console.log(usage);
} else if (values.at !== undefined && !day.safeParse(values.at).success) {
  console.error(`--at ${values.at}: cần ngày dạng 2021-03-15`);
  process.exitCode = 2;
} else if (values.file !== undefined && !existsSync(values.file)) {
  console.error(`--file ${values.file}: không có tệp này`);
  process.exitCode = 2;
} else if (!read.ok) {
  console.error(["Thiết lập chưa đúng:", ...read.problems].join("\n"));
  process.exitCode = 1;
} else {
  const answers = offlineOf(await readProject(), read.config.programme).answer;
  const today = values.at ?? dayOf(Date.now());
  const timed = (asked: string, at: string): Answer & { readonly ms: number } => {
    const from = performance.now();
    const answer = answers({ question: asked, at });
    return { ...answer, ms: Math.round((performance.now() - from) * 100) / 100 };
  };
  if (values.file === undefined) {
    const answer = timed(question, today);
    console.log(values.json ? JSON.stringify(shown(answer)) : plainly(answer));
  } else {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(values.file), crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() === "") continue;
      const one = rowOf(line);
      if (typeof one === "string") {
        console.error(`${values.file}:${number}: ${one}`);
        process.exitCode = 2;
        continue;
      }
      console.log(JSON.stringify({ id: one.id, ...shown(timed(one.question, one.at ?? today)) }));
    }
  }
}

/** A line of a file of questions, or what is wrong with it. */
function rowOf(line: string): z.infer<typeof row> | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return "dòng này không phải JSON";
  }
  const read = row.safeParse(json);
  if (read.success) return read.data;
  return read.error.issues.map((issue) => [...issue.path, issue.message].join(": ")).join("; ");
}

/** What `--json` promises: the verdict, the text, and where it stands. */
function shown({ verdict, text, citations, score, ms }: Answer & { readonly ms: number }): object {
  return {
    verdict,
    text,
    citations: citations.map(({ id, label, source, validFrom, validUntil }) => ({
      id,
      label,
      source,
      validFrom,
      validUntil,
    })),
    score: Math.round(score * 1000) / 1000,
    ms,
  };
}

function plainly({ text, choices, citations }: Answer): string {
  const links = citations.map(({ source }) => source).filter((source) => source.startsWith("http"));
  return [text, ...choices.map(({ label }, at) => `${at + 1}. ${label}`), ...links].join("\n");
}
