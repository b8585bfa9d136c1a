import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import { openArchive } from "../../src/store/backup/archive.ts";
import { fillSame, restoreArchive } from "../../src/store/backup/restore.ts";
import { usualKeep } from "../../src/store/backup/thin.ts";
import { writeBackup } from "../../src/store/backup/write.ts";
import { compare } from "../../src/store/compare.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { diskBlobs } from "../../src/store/disk.ts";
import type { Records, WholeStore } from "../../src/store/dump.ts";
import { blobFiles } from "../../src/store/files.ts";
import { openStore } from "../../src/store/open.ts";
import { openWhole, type StorePlace } from "../../src/store/open-whole.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { changingStore } from "../support/changing-store.ts";
import { type Redis, startRedis } from "../support/redis.ts";

const programme = "bac-ha-2021";
const now = instantOf("2021-03-15 02:00");
const setting = await readSetting(programme);

describe.skipIf(!process.env["REDIS_SERVER"])("between SQLite and a real Redis", () => {
  let redis: Redis;
  let folder: string;
  let count = 0;
  beforeAll(async () => {
    redis = await startRedis();
    folder = await mkdtemp(join(tmpdir(), "move-"));
  });
  afterAll(async () => {
    await redis.stop();
    await rm(folder, { recursive: true });
  });

  /** A place nobody has used: a folder, or a database of Redis emptied for it. */
  const sqlite = async (): Promise<StorePlace> => {
    count += 1;
    const dataDir = join(folder, `${count}`);
    await mkdir(dataDir);
    return { redisUrl: undefined, dataDir, programme };
  };
  const inRedis = async (): Promise<StorePlace> => {
    count += 1;
    const redisUrl = `${redis.url}/${count % 16}`;
    const client = await createClient({ url: redisUrl }).connect();
    await client.flushDb();
    client.destroy();
    return { redisUrl, dataDir: "", programme };
  };
  const whole = async <Value>(
    place: StorePlace,
    use: (one: WholeStore) => Promise<Value>,
  ): Promise<Value> => {
    const one = await openWhole(place);
    try {
      return await use(one);
    } finally {
      await one.close();
    }
  };
  const moved = (from: StorePlace, to: StorePlace): Promise<void> =>
    whole(from, (source) =>
      whole(to, async (target) => {
        const done = await fillSame(target, () => source.dump(now), now);
        expect(done).toMatchObject({ ok: true, value: { compared: { different: 0 }, half: false } });
      }),
    );
  const listOf = (place: StorePlace) => whole(place, (one) => Array.fromAsync<unknown>(one.dump(now)));

  test.each([
    ["hoi-dong/bay-nguoi", 30],
    ["thong-bao/tra-loi-va-nhac", 3],
    ["sua-va-hoi/gui-anh", 2],
    ["nhac-han/nhac-roi-thoi", 3],
  ])(
    "%s goes on while it is moved to and fro, and once out of a backup",
    async (path, every) => {
      const conversation = readConversation(
        readFileSync(`${import.meta.dirname}/../conversations/${path}.md`, "utf8"),
      );
      const blobs = diskBlobs(join(folder, "files"));
      let place = await sqlite();
      let turn = 0;
      const { store, changes } = changingStore(await openStore(place), every, async (before: OpenStore) => {
        await before.close();
        turn += 1;
        const first = await listOf(place);
        if (turn % 3 === 2) {
          // From one Redis to another by way of a backup, which is encrypted.
          const key = new Uint8Array(32).fill(turn);
          const into = join(folder, `backups-${count}`);
          const made = await whole(place, (one) =>
            writeBackup({ into, programme, now, whole: one, blobs, key, keep: usualKeep }),
          );
          const archive = await openArchive(made.ok ? made.value.folder : "", key);
          if (!archive.ok) throw new Error(archive.code);
          place = await inRedis();
          const given = { archive: archive.value, blobs, filesKey: undefined, now };
          expect(await whole(place, (one) => restoreArchive({ ...given, whole: one }))).toMatchObject({
            ok: true,
          });
        } else {
          const next = turn % 3 === 1 ? await inRedis() : await sqlite();
          await moved(place, next);
          place = next;
        }
        expect(await listOf(place)).toEqual(first);
        return openStore(place);
      });
      const { faults } = await play(conversation, setting, { opened: store, files: blobFiles(blobs) });
      expect(faults.join("\n")).toBe("");
      expect(changes.count).toBeGreaterThan(2);
    },
    60_000,
  );

  test("a move whose source goes on changing counts for nothing", async () => {
    const [from, to] = [await sqlite(), await inRedis()];
    const store = await openStore(from);
    const put = (text: string) => store.commit({ now, put: [{ key: "k", text }] });
    await put("one");
    await whole(from, (source) =>
      whole(to, async (target) => {
        const changing = async function* (): Records {
          yield* source.dump(now);
          await put("two");
        };
        expect(await fillSame(target, changing, now)).toMatchObject({
          ok: false,
          code: "wrong",
          with: { count: "1", names: "value k" },
        });
        expect(await target.fullness()).toBe("empty");
      }),
    );
    await store.close();
  });

  const run = (place: StorePlace, tool: string, ...args: readonly string[]) => {
    const child = spawn(process.execPath, [`src/tools/${tool}.ts`, ...args], {
      env: {
        ...process.env,
        DATA_DIR: place.dataDir === "" ? join(folder, "none") : place.dataDir,
        PROGRAMME: programme,
        REDIS_URL: place.redisUrl ?? "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (some) => (said += String(some)));
    return { child, ended: once(child, "exit").then(() => ({ code: child.exitCode, said })) };
  };

  test("the commands: a move that is killed leaves half a store that nobody takes for whole, the next clears it away", async () => {
    const [from, to, last] = [await sqlite(), await inRedis(), await sqlite()];
    const store = await openStore(from);
    for (let page = 0; page < 60; page += 1)
      await store.commit({
        now,
        put: Array.from({ length: 1000 }, (_, one) => ({ key: `k${page}:${one}`, text: "x".repeat(200) })),
      });
    const target = to.redisUrl ?? "";
    const busy = await run(from, "move", "--to", target).ended;
    expect([busy.code, busy.said]).toEqual([1, expect.stringContaining("Chương trình đang chạy")]);
    await store.close();
    const killed = run(from, "move", "--to", target);
    const client = await createClient({ url: target }).connect();
    while ((await client.dbSize()) < 1000) await new Promise((resolve) => setImmediate(resolve));
    killed.child.kill("SIGKILL");
    await killed.ended;
    const running = await openStore(to);
    await expect(running.commit({ now, put: [{ key: "k", text: "x" }] })).rejects.toThrow(/FILLING/);
    await running.close();
    const soon = await run(from, "move", "--to", target).ended;
    expect([soon.code, soon.said]).toEqual([1, expect.stringContaining("vừa bị ngắt")]);
    // Half a minute later.
    await client.del(`{${programme}}:filler`);
    const back = await run(to, "move", "--to", `sqlite:${last.dataDir}`).ended;
    expect([back.code, back.said]).toEqual([1, expect.stringContaining("mới có một nửa dữ liệu")]);
    const again = await run(from, "move", "--to", target).ended;
    expect([again.code, again.said]).toEqual([
      0,
      expect.stringContaining("bị ngắt giữa chừng: đã bỏ phần dở dang"),
    ]);
    expect(again.said).toContain("Đã chuyển 60000 dòng; so hai nơi: không khác chỗ nào.");
    const there = await run(to, "move", "--to", `sqlite:${last.dataDir}`).ended;
    expect([there.code, there.said]).toEqual([0, expect.stringContaining("không khác chỗ nào")]);
    const compared = await whole(from, (one) =>
      whole(last, (other) => compare(one.dump(now), other.dump(now), now)),
    );
    expect(compared).toMatchObject({ same: 60_000, different: 0 });
    client.destroy();
  }, 90_000);

  test("the commands: a backup that is killed while people write is none, and leaves no copies for good", async () => {
    const from = await inRedis();
    const backups = join(folder, "killed");
    const store = await openStore(from);
    for (let page = 0; page < 60; page += 1)
      await store.commit({
        now,
        put: Array.from({ length: 1000 }, (_, one) => ({ key: `k${page}:${one}`, text: "x".repeat(200) })),
      });
    const client = await createClient({ url: from.redisUrl ?? "" }).connect();
    const killed = run(from, "backup", backups);
    while ((await client.exists(`{${programme}}:whole`)) === 0)
      await new Promise((resolve) => setImmediate(resolve));
    await store.commit({ now, put: [{ key: "k0:0", text: "new" }] });
    killed.child.kill("SIGKILL");
    await killed.ended;
    const soon = await run(from, "backup", backups).ended;
    expect([soon.code, soon.said]).toEqual([1, expect.stringContaining("đợi một phút")]);
    for await (const keys of client.scanIterator({ MATCH: `{${programme}}:before:*` }))
      for (const key of keys) expect(await client.pTTL(key)).toBeGreaterThan(0);
    // A minute later.
    await client.del(`{${programme}}:whole`);
    const again = await run(from, "backup", backups).ended;
    expect([again.code, again.said]).toEqual([0, expect.stringContaining("60001 mục")]);
    expect(await client.keys(`{${programme}}:before:*`)).toEqual([]);
    client.destroy();
    await store.close();
  }, 90_000);
});
