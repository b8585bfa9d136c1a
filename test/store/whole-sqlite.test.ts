import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { OpenStore } from "../../src/store/contract.ts";
import { wholeSqlite } from "../../src/store/sqlite/whole.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { schema } from "../../src/store/sqlite/schema.ts";
import { wholeStoreConformance } from "../conformance/whole-store.ts";

wholeStoreConformance("SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "whole-"));
  const open: OpenStore[] = [];
  return {
    empty: async () => {
      const file = join(folder, `${open.length}.sqlite`);
      const where = { file, programme: "p" };
      const opened = await openSqlite(where);
      let closed = false;
      const store = {
        ...opened,
        close: async () => {
          if (!closed) await opened.close();
          closed = true;
        },
      };
      open.push(store);
      const whole = wholeSqlite(where);
      return {
        store,
        // A filling wants the file for itself.
        whole: {
          ...whole,
          fill: async (...given) => {
            await store.close();
            const filled = await whole.fill(...given);
            Object.assign(store, await openSqlite(where));
            return filled;
          },
        },
      };
    },
    stop: async () => {
      for (const store of open) await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

test("a dump knows every table", () => {
  const tables = [...schema.matchAll(/create table if not exists (\w+)/gu)].map(([, name = ""]) => name);
  // How full a bucket is does not outlive the move.
  expect(tables.toSorted()).toEqual([
    "bucket",
    "counter",
    "entry",
    "ranked",
    "ready",
    "seen",
    "value",
    "work",
  ]);
});

test("there is nothing to dump where no store is", async () => {
  const whole = wholeSqlite({ file: join(tmpdir(), "nowhere.sqlite"), programme: "p" });
  await expect(Array.fromAsync(whole.dump(0))).rejects.toThrow("There is no store");
  expect([await whole.fullness(), await whole.inUse()]).toEqual(["empty", false]);
});
