import { check } from "../flow/check.ts";
import { checklists, setsOf } from "../flows/all.ts";
import { readSetting } from "../setting.ts";

/** Checks knowledge/, prompts/ and the checklists; prints complaints and fails when there are any. */
const setting = await readSetting("bac-ha-2021");
const known = {
  papers: Object.keys(setting.papers),
  sets: Object.values(setsOf)
    .flat()
    .map((one) => one.id),
  programmes: [setting.programme.id],
};
const complaints = checklists.flatMap((list) =>
  check(list, known).map((one) => `${list.id}: ${JSON.stringify(one)}`),
);
for (const complaint of complaints) console.error(complaint);
console.log(
  `${Object.keys(setting.words).length} câu, ${known.papers.length} giấy tờ, ${checklists.length} danh mục, ${complaints.length} lỗi`,
);
process.exitCode = complaints.length > 0 ? 1 : 0;
