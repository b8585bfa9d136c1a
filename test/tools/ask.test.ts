import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const citation = z.strictObject({
  id: z.string(),
  label: z.string(),
  source: z.string(),
  validFrom: z.string(),
  validUntil: z.string().optional(),
});
const shape = z.strictObject({
  verdict: z.enum(["answered", "asked-back", "unknown", "refused", "other"]),
  text: z.string().min(1),
  citations: z.array(citation),
  score: z.number(),
  ms: z.number().min(0),
});
const numbered = z.strictObject({ id: z.union([z.string(), z.number()]).optional(), ...shape.shape });

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ask-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Ran = { readonly code: number; readonly out: string; readonly err: string };

const run = (tool: string, ...words: readonly string[]): Promise<Ran> =>
  new Promise((done) => {
    const child = execFile(
      process.execPath,
      [`src/tools/${tool}.ts`, ...words],
      { timeout: 30_000, env: { ...process.env, DATA_DIR: folder } },
      (_, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
  });
const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
const fileOf = async (name: string, lines: readonly string[]): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, lines.join("\n"));
  return path;
};

describe("asking at the terminal", () => {
  test("one question as one line of JSON", async () => {
    const { code, out } = await run("ask", "--json", "--at", "2021-03-15", "Năm 2021 nộp hồ sơ mấy đợt?");
    expect(code).toBe(0);
    const answer = shape.parse(JSON.parse(out));
    expect(Object.keys(answer)).toEqual(["verdict", "text", "citations", "score", "ms"]);
    expect(answer.verdict).toBe("answered");
    expect(Object.keys(answer.citations[0] ?? {})).toEqual([
      "id",
      "label",
      "source",
      "validFrom",
      "validUntil",
    ]);
  });

  test("a file of questions, in its order; a line that cannot be read is named and the others are answered", async () => {
    const file = await fileOf("asked.jsonl", [
      '{"id": "a", "question": "OCOP là gì?"}',
      "not json",
      "",
      '{"id": 7, "question": "mai có mưa không", "at": "2021-03-15", "more": true}',
      '{"id": "c"}',
      '{"id": "d", "question": "chào em", "at": "15/3/2021"}',
      '{"question": "chào em"}',
    ]);
    const { code, out, err } = await run("ask", "--file", file);
    expect(code).toBe(2);
    expect(linesOf(out).map((line) => numbered.parse(JSON.parse(line)).id)).toEqual(["a", 7, undefined]);
    expect(linesOf(err).map((line) => line.slice(file.length))).toEqual([
      ":2: dòng này không phải JSON",
      ":5: question: cần một câu hỏi",
      ":6: at: cần ngày dạng 2021-03-15",
    ]);
  });

  test("a day or a file that is none is said in one line", async () => {
    const day = await run("ask", "--at", "hôm qua", "OCOP là gì?");
    expect(day).toEqual({ code: 2, out: "", err: "--at hôm qua: cần ngày dạng 2021-03-15\n" });
    const file = await run("ask", "--file", join(folder, "none.jsonl"));
    expect(file).toMatchObject({ code: 2, out: "" });
    expect(linesOf(file.err)).toHaveLength(1);
  });
});

describe("measuring", () => {
  test("a small file of questions: its shares, and the question that was missed", async () => {
    const file = await fileOf("q.jsonl", [
      '{"id": "one", "question": "OCOP là gì?", "must_state": ["Mỗi xã một sản phẩm"]}',
      '{"id": "two", "question": "Năm 2021 nộp hồ sơ mấy đợt?", "must_state": ["con voi"]}',
      '{"id": "three", "question": "mai có mưa không", "in_scope": false}',
    ]);
    const { code, out } = await run("eval", "--questions", file, "--misses");
    expect(code).toBe(0);
    expect(out).toMatch(/│ mixed\s+│ 3 \s*│ undefined │ 0\.5 \s*│ 0 /u);
    expect(linesOf(out).filter((line) => /^\w+\t/u.test(line))).toEqual(["two\tNăm 2021 nộp hồ sơ mấy đợt?"]);
  });
});
