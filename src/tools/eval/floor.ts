import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Scores } from "./answers.ts";

export const folder = "test/eval";

/** The sets by name, beside the floors that they must not fall below. */
export const sets = [
  "development",
  "plan",
  "laws",
  "dated",
  "dated-fresh",
  "beside",
  "strangers",
  "short",
  "sloppy",
  "attacks",
];

const floors = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number())));

type Floors = z.infer<typeof floors>;

/** The least share that each set, rendering and figure may have. */
export const readFloors = async (): Promise<Floors> =>
  floors.parse(JSON.parse(await readFile(join(folder, "floor.json"), "utf8")));

/** Every share that has fallen below its floor; "wronglyRefused" must not rise above it. */
export const fallen = (results: Readonly<Record<string, Scores>>, least: Floors): readonly string[] =>
  Object.entries(least).flatMap(([set, renderings]) =>
    Object.entries(renderings).flatMap(([rendering, figures]) =>
      Object.entries(figures).flatMap(([figure, floor]) => {
        const reached = results[set]?.[rendering]?.[figure];
        if (reached === undefined) return [];
        const worse = figure === "wronglyRefused" ? reached > floor : reached < floor;
        return worse ? [`${set} ${rendering} ${figure}: ${reached} (${floor})`] : [];
      }),
    ),
  );
