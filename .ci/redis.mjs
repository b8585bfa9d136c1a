import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** The full path of a program that can be started by its name. */
export const onPath = (name) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, process.platform === "win32" ? `${name}.exe` : name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const home = resolve("node_modules/.cache/redis");

const starts = (server, libraries) =>
  spawnSync(server, ["--version"], { env: { ...process.env, LD_LIBRARY_PATH: libraries } }).status === 0;

const unpacked = () => {
  const server = ["usr/bin/redis-server", "usr/bin/redis-check-rdb"]
    .map((one) => join(home, one))
    .find(existsSync);
  const lib = join(home, "usr/lib");
  if (server === undefined || !existsSync(lib)) return undefined;
  const folders = readdirSync(lib, { withFileTypes: true }).filter((one) => one.isDirectory());
  const libraries = [lib, ...folders.map((one) => join(lib, one.name))].join(":");
  return starts(server, libraries) ? { server, libraries } : undefined;
};

/** The packages that redis-server needs and this machine has not, by apt's own account. */
const missing = () => {
  const { status, stdout } = spawnSync(
    "apt-get",
    ["install", "--simulate", "--no-install-recommends", "redis-server"],
    {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    },
  );
  if (status !== 0) return [];
  return [...stdout.matchAll(/^Inst (\S+)/gm)].map((found) => found[1]);
};

/** A copy of Debian's Redis under node_modules: nothing is installed on the machine. */
export const privateRedis = () => {
  const before = unpacked();
  if (before !== undefined) return before;
  if (onPath("apt-get") === undefined || onPath("dpkg") === undefined) return undefined;
  const names = missing();
  if (names.length === 0) return undefined;
  console.log("fetching a private copy of Redis (nothing is installed on this machine)");
  const work = `${home}.new`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const got = spawnSync("apt-get", ["download", ...names], { cwd: work, stdio: "ignore", timeout: 120_000 });
  const packages = readdirSync(work).filter((name) => name.endsWith(".deb"));
  if (got.status === 0) {
    for (const name of packages) spawnSync("dpkg", ["-x", join(work, name), work], { stdio: "ignore" });
    rmSync(home, { recursive: true, force: true });
    renameSync(work, home);
  }
  rmSync(work, { recursive: true, force: true });
  return unpacked();
};
