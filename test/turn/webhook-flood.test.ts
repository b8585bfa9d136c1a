import { expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { flood, floodSize } from "../support/webhook-flood.ts";

test(`${floodSize} deliveries in no order, a fifth of them repeated, have one effect each`, async () => {
  const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
  const { faults, figures } = await flood(store, await readSetting("bac-ha-2021"));
  if (process.env["FLOOD"]) console.log(JSON.stringify(figures));
  expect(faults).toEqual([]);
  await store.close();
}, 300_000);
