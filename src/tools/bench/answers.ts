import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { create, insert, search } from "@orama/orama";
import { Index } from "flexsearch";
import MiniSearch from "minisearch";
import type { Piece } from "../../answer/find/collection.ts";
import { makeFinder } from "../../answer/find/find.ts";
import { readContent } from "../../content/load.ts";
import { contentFiles } from "../../store/content-files.ts";
import { tokens } from "../../text/tokens.ts";
import {
  type Quality,
  type Question,
  type Render,
  quality,
  readPassages,
  readQuestions,
  rendered,
  renders,
} from "../eval/collection.ts";
import { seededRandom } from "../seeded.ts";

/** What is asked for: ids of what was found, best first. */
type Ask = (question: string) => readonly string[] | Promise<readonly string[]>;

type Engine = {
  readonly name: string;
  readonly build: (pieces: readonly Piece[]) => Ask | Promise<Ask>;
};

const most = 10;

/** Ours, for the others: syllables without marks, and neighbours as words of their own. */
const foldedWords = (text: string): string[] => {
  const words = tokens(text);
  return [...words, ...words.slice(1).map((word, at) => `${words[at]}_${word}`)];
};

/** All of a piece in one field: the others lose with several. The title counts three times, as it does for us. */
const wholeOf = ({ title, asks = [], text }: Piece): string =>
  [title, title, title, ...asks, text].filter((part) => part !== "").join("\n");

const ours: Engine = {
  name: "ours",
  build: (pieces) => {
    const finder = makeFinder(pieces);
    return (question) => finder.find(question, { limit: most }).hits.map((hit) => hit.id);
  },
};

const miniSearch = (folded: boolean): Engine => ({
  name: folded ? "MiniSearch, our words" : "MiniSearch",
  build: (pieces) => {
    const index = new MiniSearch<{ id: string; whole: string }>({
      fields: ["whole"],
      ...(folded ? { tokenize: foldedWords } : {}),
    });
    index.addAll(pieces.map((piece) => ({ id: piece.id, whole: wholeOf(piece) })));
    return (question) =>
      index
        .search(question)
        .slice(0, most)
        .map((hit) => String(hit.id));
  },
});

const orama = (folded: boolean): Engine => ({
  name: folded ? "Orama, our words" : "Orama",
  build: async (pieces) => {
    const index = create({
      schema: { whole: "string" } as const,
      ...(folded
        ? {
            components: {
              tokenizer: { language: "english", normalizationCache: new Map(), tokenize: foldedWords },
            },
          }
        : {}),
    });
    for (const piece of pieces) await insert(index, { id: piece.id, whole: wholeOf(piece) });
    return async (question) => {
      const found = await search(index, { term: question, limit: most });
      return found.hits.map((hit) => hit.id);
    };
  },
});

const flexSearch = (folded: boolean): Engine => ({
  name: folded ? "FlexSearch, our words" : "FlexSearch",
  build: (pieces) => {
    const index = new Index(folded ? { tokenize: "strict", encode: foldedWords } : { tokenize: "strict" });
    pieces.forEach((piece, at) => index.add(at, wholeOf(piece)));
    return (question) =>
      index.search(question, { limit: most, suggest: true }).map((at) => pieces[Number(at)]?.id ?? "");
  },
});

const engines: readonly Engine[] = [
  ours,
  miniSearch(false),
  miniSearch(true),
  orama(false),
  orama(true),
  flexSearch(false),
  flexSearch(true),
];

/** The project's own passages; of each, the first of its asks is taken out and asked. */
async function ownKnowledge(): Promise<{
  readonly pieces: readonly Piece[];
  readonly questions: readonly Question[];
}> {
  const read = readContent(await contentFiles(process.cwd()));
  if ("complaints" in read) throw new Error("npm run content says what is wrong with the knowledge");
  const passages = Object.values(read.content.articles).flatMap((article) =>
    article.passages.map((passage) => ({ ...passage, title: `${article.title}: ${passage.heading}` })),
  );
  return {
    pieces: passages.map(({ id, title, text, asks }) => ({ id, title, text, asks: asks.slice(1) })),
    questions: passages.flatMap(({ id, asks: [question] }) =>
      question === undefined ? [] : [{ id, question, gold: [id] }],
    ),
  };
}

/** Pieces of three sentences, drawn by chance from those of others: as many as wanted, alike in their words. */
function mixed(pieces: readonly Piece[], count: number): readonly Piece[] {
  const sentences = pieces.flatMap((piece) => piece.text.split(/(?<=[.!?])\s+/u));
  const random = seededRandom(count);
  const drawn = (): string => sentences[Math.floor(random() * sentences.length)] ?? "";
  return Array.from({ length: count }, (_, at) => ({
    id: String(at),
    title: "",
    text: [drawn(), drawn(), drawn()].join(" "),
  }));
}

setFlagsFromString("--expose-gc");
const collectGarbage = (): void => void runInNewContext("gc()");

const usedMb = async (): Promise<number> => {
  // Buffers are given back only after the collector has run and the loop has gone round.
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await setImmediate();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

type Built = { readonly ask: Ask; readonly seconds: number; readonly mb: number };

async function build(engine: Engine, pieces: readonly Piece[]): Promise<Built> {
  const before = await usedMb();
  const since = performance.now();
  const ask = await engine.build(pieces);
  const seconds = (performance.now() - since) / 1000;
  return { ask, seconds, mb: (await usedMb()) - before };
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const head = (cells: readonly string[]): string => `${row(cells)}\n|---|${"---:|".repeat(cells.length - 1)}`;
const share = ({ recall1, recall5 }: Quality): string => `${recall1.toFixed(3)} / ${recall5.toFixed(3)}`;
const times = ({ p50, p99 }: Quality): string => `${p50.toFixed(2)} / ${p99.toFixed(1)}`;

/** What is found, and how fast, beside other engines on the same pieces. Tables in Markdown. */
export async function answersBench(options: {
  readonly corpus: string | undefined;
  readonly questions: string | undefined;
  readonly sizes: readonly number[];
}): Promise<void> {
  const { pieces, questions } =
    options.corpus === undefined || options.questions === undefined
      ? await ownKnowledge()
      : { pieces: await readPassages(options.corpus), questions: await readQuestions(options.questions) };
  console.log(`${pieces.length} pieces, ${questions.length} questions: the right piece first / among five\n`);
  console.log(
    head(["Engine", "marked", "no marks", "noisy", "p50 / p99 ms, noisy", "built in s", "memory, MB"]),
  );
  for (const engine of engines) {
    const { ask, seconds, mb } = await build(engine, pieces);
    const of = (render: Render): Promise<Quality> => quality(questions, render, ask);
    // Once unmeasured, so that none is measured while it is still being compiled.
    await of("marked");
    const [marked, none, noisy] = [await of(renders[0]), await of(renders[1]), await of(renders[2])];
    console.log(
      row([
        engine.name,
        share(marked),
        share(none),
        share(noisy),
        times(noisy),
        seconds.toFixed(2),
        mb.toFixed(1),
      ]),
    );
  }
  const asked = questions.slice(0, 300);
  for (const size of options.sizes) {
    const many = mixed(pieces, size);
    console.log(
      `\n${size} pieces mixed from these, ${asked.length} noisy questions, each the least of three with a fresh index\n`,
    );
    console.log(head(["Engine", "p50 / p99 ms", "built in s", "memory, MB"]));
    // The others take minutes for more, Orama already for ten thousand.
    const able = engines.filter(
      ({ name }) => name === "ours" || size <= 1000 || (size <= 10_000 && !name.startsWith("Orama")),
    );
    for (const engine of able) {
      const rounds: Built[] = [];
      const took = new Map<Question, number>();
      for (let round = 0; round < 3; round += 1) {
        const built = await build(engine, many);
        rounds.push({ ...built, ask: () => [] });
        for (const one of asked) {
          const text = rendered(one, "noisy");
          const since = performance.now();
          await built.ask(text);
          took.set(one, Math.min(took.get(one) ?? Infinity, performance.now() - since));
        }
      }
      const least = [...took.values()].toSorted((one, two) => one - two);
      const at = (part: number): number => least[Math.floor(least.length * part)] ?? 0;
      console.log(
        row([
          engine.name,
          `${at(0.5).toFixed(2)} / ${at(0.99).toFixed(1)}`,
          Math.min(...rounds.map((one) => one.seconds)).toFixed(2),
          Math.max(...rounds.map((one) => one.mb)).toFixed(0),
        ]),
      );
    }
  }
}
