import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { killEveryDecision } from "../support/kill-every-decision.ts";

const setting = await readSetting("bac-ha-2021");

killEveryDecision("SQLite", setting, () => openSqlite({ file: ":memory:", programme: setting.programme.id }));
