import { describe, expect, test } from "vitest";
import { handedIn } from "../../src/dialogue/readers/hand-in.ts";
import { mergedRounds } from "../../src/domain/round.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import { stage } from "./stage.ts";

const planned = await readSetting("bac-ha-2021");
const third = { id: "dot-3-2021", title: "Đợt 3 năm 2021", from: "2021-11-01", until: "2021-11-30" };
const opened = {
  ...planned,
  programme: { ...planned.programme, rounds: mergedRounds(planned.programme.rounds, [third]) },
};

/** What the receipt of a dossier handed in at a time says. */
function receipt(setting: typeof planned, at: string): string {
  const { say, turn } = stage(setting, instantOf(at));
  say("đăng ký tinh dầu quế Nậm Đét");
  const { scene } = say("đồng ý");
  const told = handedIn(turn(), [], scene);
  return told.effects.flatMap((one) => (one.kind === "say" ? [one.message.text] : [])).join("\n");
}

describe("a receipt says which round the dossier counts for", () => {
  test.each([
    [planned, "2021-04-30 20:00", "được tính cho Đợt 1, trước tháng 5/2021"],
    [planned, "2021-05-01 08:00", "được tính cho Đợt 2, trước tháng 10/2021"],
    [planned, "2021-10-05 08:00", "được giữ cho đợt sau"],
    [opened, "2021-10-05 08:00", "nhận trước, tính cho Đợt 3 năm 2021 (nhận từ 1/11/2021)"],
    [opened, "2021-11-05 08:00", "được tính cho Đợt 3 năm 2021"],
  ])("%#", (setting, at, words) => {
    expect(receipt(setting, at)).toContain(words);
  });
});
