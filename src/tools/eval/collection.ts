import { readFile } from "node:fs/promises";
import { z } from "zod";
import { makeFinder } from "../../answer/find/find.ts";
import { fold } from "../../text/fold.ts";
import { noisy, seedOf } from "./noisy.ts";

const Passage = z.object({ id: z.string(), title: z.string().default(""), text: z.string() });
const Question = z.object({
  id: z.string(),
  question: z.string(),
  gold: z.union([z.string(), z.array(z.string())]).transform((gold) => [gold].flat()),
});

export type Passage = z.infer<typeof Passage>;
export type Question = z.infer<typeof Question>;

/** How a question is typed: as it stands, without marks, or in haste. */
export const renders = ["marked", "none", "noisy"] as const;
export type Render = (typeof renders)[number];

export const rendered = ({ id, question }: Question, render: Render): string =>
  render === "marked" ? question : render === "none" ? fold(question) : noisy(question, seedOf(id));

const linesOf = async (path: string): Promise<readonly unknown[]> =>
  (await readFile(path, "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): unknown => JSON.parse(line));

/** Passages of a JSONL file: `id, title, text` in each line. */
export const readPassages = async (path: string): Promise<readonly Passage[]> =>
  (await linesOf(path)).map((line) => Passage.parse(line));

/** Questions of a JSONL file: `id, question, gold` in each line, gold one id or several. */
export const readQuestions = async (path: string): Promise<readonly Question[]> =>
  (await linesOf(path)).map((line) => Question.parse(line));

/** How often the right passage came first, among the first five and ten, and how long finding took. */
export type Quality = {
  readonly questions: number;
  readonly recall1: number;
  readonly recall5: number;
  readonly recall10: number;
  readonly mrr10: number;
  readonly p50: number;
  readonly p99: number;
};

/** Asks all questions in turn. `ask` gives the ids that were found, best first. */
export async function quality(
  questions: readonly Question[],
  render: Render,
  ask: (question: string) => readonly string[] | Promise<readonly string[]>,
): Promise<Quality> {
  const places: number[] = [];
  const took: number[] = [];
  for (const one of questions) {
    const text = rendered(one, render);
    const since = performance.now();
    const found = ask(text);
    const ids = found instanceof Promise ? await found : found;
    took.push(performance.now() - since);
    places.push(ids.slice(0, 10).findIndex((id) => one.gold.includes(id)));
  }
  took.sort((one, two) => one - two);
  const count = Math.max(1, questions.length);
  const within = (most: number): number =>
    places.filter((place) => place !== -1 && place < most).length / count;
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return {
    questions: questions.length,
    recall1: within(1),
    recall5: within(5),
    recall10: within(10),
    mrr10: places.reduce((sum, place) => sum + (place === -1 ? 0 : 1 / (place + 1)), 0) / count,
    p50: at(0.5),
    p99: at(0.99),
  };
}

/** The figures of finding in a collection: questions as they stand, or typed the way `render` says. */
export async function evaluateCollection(
  corpus: string,
  questions: string,
  render: Render = "marked",
): Promise<Quality & { readonly pieces: number; readonly build: number }> {
  const passages = await readPassages(corpus);
  const asked = await readQuestions(questions);
  const since = performance.now();
  const finder = makeFinder(passages);
  const build = performance.now() - since;
  const ask = (question: string): readonly string[] => finder.find(question).hits.map((hit) => hit.id);
  return { pieces: passages.length, build, ...(await quality(asked, render, ask)) };
}
