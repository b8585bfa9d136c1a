import type { Asked } from "../../domain/answer.ts";
import type { Model } from "../../ports/model.ts";
import type { Evidence } from "./compose.ts";
import { hide } from "./hide.ts";

type Find = (asked: Asked) => Promise<readonly Evidence[]>;

const share = 0.3;
const batch = 64;
const batchesAtOnce = 4;
const fewest = 8;

/** Scores as 0 to 1, the best being 1 and the worst 0; all alike are all 1. */
function normal(scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const values = [...scores.values()];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return new Map(
    [...scores].map(([id, score]) => [id, most === least ? 1 : (score - least) / (most - least)]),
  );
}

/** Two lists of scores as one, best first: 0.7 of what words say and 0.3 of what meaning says. */
export function fuse(
  lexical: ReadonlyMap<string, number>,
  dense: ReadonlyMap<string, number>,
): readonly { readonly id: string; readonly score: number }[] {
  const [words, meaning] = [normal(lexical), normal(dense)];
  return [...new Set([...lexical.keys(), ...dense.keys()])]
    .map((id) => ({ id, score: (1 - share) * (words.get(id) ?? 0) + share * (meaning.get(id) ?? 0) }))
    .toSorted((one, two) => two.score - one.score);
}

/** A vector of length one, so that a product of two is how alike they are. */
function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}

const product = (one: Float32Array, two: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (two[at] ?? 0), 0);

/**
 * Finding by meaning beside finding by words. The passages' vectors are made little by little, as questions come, and kept in
 * memory; until all are there, when there are more than `most`, and after any fault, words alone decide.
 */
export function withMeaning(find: Find, passages: readonly Evidence[], model: Model, most = 5_000): Find {
  const vectors = new Map<string, Float32Array>();
  const byId = new Map(passages.map((one) => [one.id, one]));

  const learn = async (some: readonly Evidence[]): Promise<void> => {
    const made = await model.embed(some.map((one) => `${one.heading}\n${one.text}`));
    if (!made.ok) return;
    for (const [at, one] of some.entries()) {
      const vector = made.value[at];
      if (vector !== undefined) vectors.set(one.id, unit(vector));
    }
  };

  return async (asked) => {
    const found = await find(asked);
    if (byId.size > most) return found;
    const missing = [...byId.values()].filter((one) => !vectors.has(one.id));
    const batches = Array.from({ length: batchesAtOnce }, (_, at) =>
      missing.slice(at * batch, (at + 1) * batch),
    ).filter((some) => some.length > 0);
    const [question] = await Promise.all([model.embed([hide(asked.question)]), ...batches.map(learn)]);
    const wanted = question.ok ? question.value[0] : undefined;
    if (wanted === undefined || vectors.size < byId.size) return found;
    const asVector = unit(wanted);
    if ([...vectors.values()].some((one) => one.length !== asVector.length)) return found;
    const dense = new Map([...vectors].map(([id, vector]) => [id, product(asVector, vector)]));
    const lexical = new Map(found.map((one) => [one.id, one.score]));
    // Only the order changes: a score goes on meaning how well the words fit.
    return fuse(lexical, dense)
      .slice(0, Math.max(found.length, fewest))
      .flatMap(({ id }) => found.find((hit) => hit.id === id) ?? byId.get(id) ?? []);
  };
}
