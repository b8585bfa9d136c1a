import { readFile } from "node:fs/promises";
import { z } from "zod";
import { names } from "../../answer/judge.ts";
import type { Offline } from "../../answer/offline.ts";
import type { Day } from "../../domain/instant.ts";

const row = z.looseObject({ question: z.string(), in_scope: z.boolean().default(true) });

type Sample = { readonly x: readonly number[]; readonly ours: boolean };

const rounds = 3000;
const step = 3;
const shrink = 0.0004;

const dot = (weights: readonly number[], x: readonly number[]): number =>
  x.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);

/** Weights for judging whether an answer was found (logistic regression; what is ours and what is not count the same). */
export async function fit(
  files: readonly string[],
  offline: Offline,
  today: Day,
): Promise<Readonly<Record<string, number>>> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const samples = texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line): Sample => {
      const { question, in_scope: ours } = row.parse(JSON.parse(line));
      const { signals } = offline.read({ question, at: today });
      return { x: [...names.map((name) => signals[name]), 1], ours };
    });
  const weights = descend(samples);
  return Object.fromEntries(
    [...names, "none"].map((name, at) => [name, Math.round((weights[at] ?? 0) * 100) / 100]),
  );
}

function descend(samples: readonly Sample[]): readonly number[] {
  const ours = samples.filter((one) => one.ours).length;
  const count = names.length + 1;
  let weights: readonly number[] = Array.from({ length: count }, () => 0);
  for (let round = 0; round < rounds; round += 1) {
    const slope = Array.from({ length: count }, () => 0);
    for (const { x, ours: mine } of samples) {
      const wrong = 1 / (1 + Math.exp(-dot(weights, x))) - (mine ? 1 : 0);
      const worth = mine ? 1 / ours : 1 / (samples.length - ours);
      x.forEach((value, at) => {
        slope[at] = (slope[at] ?? 0) + worth * wrong * value;
      });
    }
    weights = weights.map(
      (weight, at) => weight - step * ((slope[at] ?? 0) + (at < count - 1 ? shrink * weight : 0)),
    );
  }
  return weights;
}
