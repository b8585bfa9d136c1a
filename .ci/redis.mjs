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

const apt = (args, own, options) =>
  spawnSync("apt-get", [...own, ...args], {
    encoding: "utf8",
    timeout: 180_000,
    env: { ...process.env, LC_ALL: "C" },
    ...options,
  });

/** What redis-server needs and this machine has not, by apt's own account. */
const missing = (own) => {
  const { status, stdout } = apt(["install", "--simulate", "--no-install-recommends", "redis-server"], own);
  return status === 0 ? [...stdout.matchAll(/^Inst (\S+)/gm)].map((found) => found[1]) : [];
};

/** apt's options for package lists of our own: the machine's may be missing or stale, and need root to renew. */
const ownLists = (work) => {
  for (const folder of ["lists/partial", "cache/archives/partial"])
    mkdirSync(join(work, folder), { recursive: true });
  return [
    "-o",
    `Dir::State::Lists=${join(work, "lists")}`,
    "-o",
    `Dir::Cache=${join(work, "cache")}`,
    "-o",
    "APT::Sandbox::User=",
  ];
};

const download = (work, own) => {
  const names = missing(own);
  return names.length > 0 && apt(["download", ...names], own, { cwd: work, stdio: "ignore" }).status === 0;
};

/** A copy of Debian's Redis under node_modules: nothing is installed on the machine. */
export const privateRedis = () => {
  const before = unpacked();
  if (before !== undefined) return before;
  if (onPath("apt-get") === undefined || onPath("dpkg") === undefined) return undefined;
  console.log("fetching a private copy of Redis (nothing is installed on this machine)");
  const work = `${home}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  const own = ownLists(work);
  const got =
    download(work, []) || (apt(["update"], own, { stdio: "ignore" }).status === 0 && download(work, own));
  if (got) {
    const packages = readdirSync(work).filter((name) => name.endsWith(".deb"));
    for (const name of packages) {
      spawnSync("dpkg", ["-x", join(work, name), work], { stdio: "ignore" });
      rmSync(join(work, name));
    }
    for (const name of ["lists", "cache"]) rmSync(join(work, name), { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
    renameSync(work, home);
  }
  rmSync(work, { recursive: true, force: true });
  return unpacked();
};
