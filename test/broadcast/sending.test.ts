import { expect, test } from "vitest";
import { readSetting } from "../../src/setting.ts";
import {
  announcementIn,
  announcementOf,
  announcing,
  balance,
  contactNamed,
  keepContacts,
  release,
} from "../support/announcing.ts";

const setting = await readSetting("bac-ha-2021");

test("an announcement is frozen and sent to everybody once, and ends", async () => {
  const stage = await announcing(setting);
  await keepContacts(
    stage.store,
    Array.from({ length: 250 }, (_, at) => contactNamed(at)),
  );
  await release(stage.store, announcementOf(), stage.at());
  await stage.wait(0);
  const tally = await balance(stage.store);
  expect(tally).toMatchObject({ sent: 250, waiting: 0, sending: 0, doubt: 0 });
  expect(new Set(stage.told.map((one) => one.thread)).size).toBe(250);
  expect(stage.told).toHaveLength(250);
  expect(stage.told[0]?.text).toBe("Chào Người 0, đợt 1 sắp hết hạn.");
  expect(await announcementIn(stage.store)).toMatchObject({ state: "done", frozen: 250, chunks: 3 });
  await stage.close();
});
