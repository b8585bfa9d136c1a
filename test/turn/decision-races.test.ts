import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { decisionRaces } from "../support/decision-races.ts";

const setting = await readSetting("bac-ha-2021");
const folder = mkdtempSync(join(tmpdir(), "races-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

decisionRaces(
  "SQLite",
  () => setting,
  () => {
    files += 1;
    const file = join(folder, `${files}.db`);
    return Promise.resolve(() => openSqlite({ file, programme: setting.programme.id }));
  },
);
