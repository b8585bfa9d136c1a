import { readFileSync } from "node:fs";

/** What Redis runs for us, each in one step. */
export const scripts = {
  commit: readFileSync(new URL("./commit.lua", import.meta.url), "utf8"),
  claim: readFileSync(new URL("./claim.lua", import.meta.url), "utf8"),
  pace: readFileSync(new URL("./pace.lua", import.meta.url), "utf8"),
};
