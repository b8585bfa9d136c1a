import { readFileSync } from "node:fs";

const read = (name: string): string => readFileSync(new URL(`./${name}.lua`, import.meta.url), "utf8");
const keep = read("keep");

/** What Redis runs for us, each in one step. */
export const scripts = {
  commit: keep + read("commit"),
  claim: keep + read("claim"),
  pace: read("pace"),
  dump: read("dump"),
};
