import { z } from "zod";
import type { Setting } from "../dialogue/scene.ts";
import { keptRoundSchema } from "../dialogue/thread.ts";
import { type KeptRound, mergedRounds } from "../domain/round.ts";
import type { Versioned } from "../store/contract.ts";

const schema = z.object({ schema: z.literal(1), rounds: z.array(keptRoundSchema) });

/** Rounds opened or changed since the plan, as they are kept. */
export const readRounds = (found: Versioned | undefined): readonly KeptRound[] =>
  found === undefined ? [] : schema.parse(JSON.parse(found.text)).rounds;

export const writtenRounds = (rounds: readonly KeptRound[]): string => JSON.stringify({ schema: 1, rounds });

/** What was made of a setting last: rounds change a few times a year. */
const made = new WeakMap<Setting, { readonly text: string; readonly setting: Setting }>();

/** The setting in which everybody sees the rounds as they are now. */
export function withRounds(setting: Setting, found: Versioned | undefined): Setting {
  if (found === undefined) return setting;
  const before = made.get(setting);
  if (before?.text === found.text) return before.setting;
  const rounds = mergedRounds(setting.programme.rounds, readRounds(found));
  const now = { ...setting, programme: { ...setting.programme, rounds } };
  made.set(setting, { text: found.text, setting: now });
  return now;
}
