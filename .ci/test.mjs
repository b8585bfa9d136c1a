// Everything that must hold, in one run; the last line is the count.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { onPath, privateRedis } from "./redis.mjs";

const count = { passed: 0, failed: 0, skipped: 0 };
const leftOut = [];
const bin = resolve("node_modules/.bin");
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const run = (command, args, options) =>
  spawnSync(command, args, { env, encoding: "utf8", shell: process.platform === "win32", ...options });

const check = (name, command, args) => {
  const started = performance.now();
  const { status, stdout, stderr } = run(command, args, { maxBuffer: 64 * 1024 * 1024 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const held = status === 0;
  count[held ? "passed" : "failed"] += 1;
  if (!held) process.stdout.write(`${stdout ?? ""}${stderr ?? ""}`);
  console.log(`${held ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
};

check("format", "oxfmt", ["--check"]);
check("lint", "oxlint", ["src", "test", "oxlint.config.ts", "vitest.config.ts"]);
check("types", "tsc", []);
check("unused code", "knip", ["--no-config-hints"]);

const redis = process.env.REDIS_SERVER ?? onPath("redis-server") ?? privateRedis();
if (redis === undefined)
  leftOut.push("tests with Redis: sudo apt-get install -y redis-server (macOS: brew install redis)");
else if (typeof redis === "string") env.REDIS_SERVER = redis;
else Object.assign(env, { REDIS_SERVER: redis.server, REDIS_SERVER_LD: redis.libraries });

const chromium = process.env.CHROMIUM ?? onPath("chromium") ?? onPath("google-chrome");
if (chromium === undefined)
  leftOut.push("tests in a browser: sudo apt-get install -y chromium (or set CHROMIUM to its path)");
else env.CHROMIUM = chromium;

const soffice = process.env.SOFFICE ?? onPath("soffice");
if (soffice === undefined)
  leftOut.push(
    "forms opened by LibreOffice: sudo apt-get install -y libreoffice-writer-nogui (or set SOFFICE)",
  );
else env.SOFFICE = soffice;
// Debian keeps it where only root looks.
const nginx = process.env.NGINX ?? onPath("nginx") ?? ["/usr/sbin/nginx"].find((file) => existsSync(file));
if (nginx === undefined) leftOut.push("tests behind nginx: sudo apt-get install -y nginx-light");
else env.NGINX = nginx;

const folder = mkdtempSync(join(tmpdir(), "vitest-"));
const report = join(folder, "report.json");
const vitest = run(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  {
    stdio: ["ignore", "inherit", "inherit"],
  },
);
let failed = 0;
if (existsSync(report)) {
  const result = JSON.parse(readFileSync(report, "utf8"));
  count.passed += result.numPassedTests;
  count.skipped += result.numPendingTests + result.numTodoTests;
  // A file that cannot even be read has no tests to count.
  const broken = result.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((one) => one.status !== "failed"),
  );
  failed = result.numFailedTests + broken.length;
}
rmSync(folder, { recursive: true, force: true });
// An error outside every test ends the run badly without a failed test.
count.failed += vitest.status !== 0 && failed === 0 ? 1 : failed;

for (const line of leftOut) console.log(`left out: ${line}`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 || (process.env.CI_NO_SKIP === "1" && count.skipped > 0) ? 1 : 0;
