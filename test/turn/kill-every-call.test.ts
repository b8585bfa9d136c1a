import { openSqlite } from "../../src/store/sqlite/open.ts";
import { killEveryCall } from "../support/kill-every-call.ts";

killEveryCall("SQLite", () => openSqlite({ file: ":memory:", programme: "bac-ha-2021" }));
