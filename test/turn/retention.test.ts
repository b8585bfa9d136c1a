import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { retentionConformance } from "../conformance/retention.ts";

retentionConformance("SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ocop-kept-"));
  const file = join(folder, "store.db");
  const store = await openSqlite({ file, programme: "bac-ha-2021" });
  return {
    store,
    text: async () => {
      const database = new DatabaseSync(file, { readOnly: true });
      const tables = ["seen", "value", "entry", "ranked", "work", "ready"];
      const rows = tables.flatMap((table) =>
        database
          .prepare(`select * from ${table}`)
          .all()
          .map((row) => `${table} ${Object.values(row).join(" ")}`),
      );
      database.close();
      return rows;
    },
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
