// Plain JavaScript for an old Node: it runs before the pinned one is there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const stamp = "node_modules/.installed";
const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const wanted = `${lock} ${process.platform} ${process.arch}\n`;
const found = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";

if (found !== wanted) {
  // The outer npm and its own Node: the one under node_modules is about to be replaced.
  const node = process.env.npm_node_execpath ?? process.execPath;
  const npm = process.env.npm_execpath;
  if (npm === undefined) {
    console.error("Run this through npm, for example: npm start");
    process.exit(1);
  }
  // What npm prints goes to stderr, so that a script's own output stays clean.
  const { status } = spawnSync(node, [npm, "ci", "--loglevel=error"], { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, wanted);
}
