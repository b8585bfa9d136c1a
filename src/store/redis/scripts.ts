import { readFileSync } from "node:fs";
import type { Scripts } from "./store.ts";

/** What Redis runs for us, each in one step. */
export const scripts: Scripts = {
  commit: readFileSync(new URL("./commit.lua", import.meta.url), "utf8"),
  claim: readFileSync(new URL("./claim.lua", import.meta.url), "utf8"),
  pace: readFileSync(new URL("./pace.lua", import.meta.url), "utf8"),
};
