import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endOf, launch } from "../support/program.ts";
import { type Redis, startRedis } from "../support/redis.ts";

const secret = "geheim-9f3a";

describe("a start with wrong settings", () => {
  let folder: string;
  let taken: Server;
  let port: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "settings-"));
    await writeFile(join(folder, "file"), "");
    taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    port = String(typeof address === "object" ? address?.port : undefined);
  });
  afterAll(async () => {
    taken.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the program writes, and that it ends with 1 and in plain words. */
  const complaints = async (settings: Readonly<Record<string, string>>): Promise<string> => {
    const { child, said } = launch({ DATA_DIR: join(folder, "data"), ...settings });
    expect(await endOf(child), said()).toBe(1);
    expect(said()).not.toMatch(/\n\s+at |node:internal|Error:/u);
    expect(said()).not.toContain(secret);
    expect(said()).toContain("Chưa chạy được");
    return said();
  };
  const named = (text: string): readonly string[] =>
    [...text.matchAll(/^- ([A-Z][A-Z0-9_]+): ./gmu)].map((match) => match[1] ?? "");

  test("names all that is wrong with the settings, and all that is wrong around them, at once", async () => {
    const text = await complaints({
      PORT: port,
      PUBLIC_URL: "http://ocop.example.vn",
      DATA_DIR: join(folder, "file", "data"),
      FILES_KEY: secret,
      REDIS_URL: `redis://:${secret}@127.0.0.1:1`,
      PROGRAMME: "bac-ha-1999",
      TELEGRAM_BOT_TOKEN: secret,
      ZALO_APP_SECRET: secret,
      BROADCAST_ALONE: secret,
    });
    expect(named(text).toSorted()).toEqual([
      "BROADCAST_ALONE",
      "DATA_DIR",
      "FILES_KEY",
      "PORT",
      "PROGRAMME",
      "PUBLIC_URL",
      "REDIS_URL",
      "TELEGRAM_BOT_TOKEN",
      "ZALO_APP_ID",
      "ZALO_OA_SECRET",
    ]);
    expect(text).toContain("phải bắt đầu bằng https://");
    expect(text).toContain("bac-ha-2021, bac-ha-2026");
    expect(text).toContain(`cổng ${port} đang có chương trình khác dùng`);
    expect(text).toContain("(ENOTDIR)");
    expect(text).toContain("không nối được với Redis");
  });

  test("says so when another key has encrypted the files, and opens nothing in a wrong place", async () => {
    const dataDir = join(folder, "keys");
    const first = launch({ DATA_DIR: dataDir, FILES_KEY: "a".repeat(64) });
    while (!first.said().includes("http://localhost")) await once(first.child.stdout ?? first.child, "data");
    first.child.kill("SIGTERM");
    expect(await endOf(first.child)).toBe(0);
    const text = await complaints({ DATA_DIR: dataDir, FILES_KEY: "b".repeat(64), PORT: port });
    expect(named(text).toSorted()).toEqual(["FILES_KEY", "PORT"]);
    const wrong = await complaints({ DATA_DIR: join(folder, "none"), REDIS_URL: secret });
    expect(named(wrong)).toEqual(["REDIS_URL"]);
    expect(await readdir(join(folder, "none"))).toEqual([]);
  });

  describe.skipIf(!process.env["REDIS_SERVER"])("with a Redis that asks for a password", () => {
    let redis: Redis;
    beforeAll(async () => {
      redis = await startRedis({ password: "another" });
    });
    afterAll(async () => redis.stop());

    test.each([`redis://:${secret}@`, "redis://"])("%s", async (start) => {
      const text = await complaints({ REDIS_URL: `${start}127.0.0.1:${redis.port}` });
      expect(named(text)).toEqual(["REDIS_URL"]);
      expect(text).toContain("không nhận tên hay mật khẩu");
    });
  });
});
