import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { type Day, dayOf, showDay } from "../domain/instant.ts";
import { type RetentionCounts, retentionKinds, type RetentionReport } from "../domain/retention.ts";
import { retentionReportKey } from "../domain/keys.ts";
import { readSetting } from "../project.ts";
import { openFiles } from "../store/open-files.ts";
import { openStore } from "../store/open.ts";
import { readDay } from "../text/day.ts";
import { lane, readReport } from "../turn/retention/kept.ts";
import { foreseen, byHand, nightly, type NightParts } from "../turn/retention/night.ts";

const usage = `npm run retain                            xem lại và xoá ngay những gì quá hạn giữ, như mỗi đêm
npm run retain -- --dry-run               chỉ nói sẽ xoá gì, không xoá
npm run retain -- --dry-run --at 1/3/2027  … vào ngày ấy`;

const { values } = parseArgs({
  options: { "dry-run": { type: "boolean" }, at: { type: "string" }, help: { type: "boolean" } },
});

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join("\n"));
const { config } = read;
const setting = await readSetting(config.programme);
const { retention } = setting;
const clock = { now: Date.now };
const day = dayMeant(dayOf(clock.now()));

if (values.help || day === undefined) wrong(usage);
// What is not past its period today must not go as if it were.
else if (values.at !== undefined && values["dry-run"] !== true) wrong(`--at chỉ đi với --dry-run\n${usage}`);
else await atStore(day);

function wrong(text: string): void {
  console.error(text);
  process.exitCode = 2;
}

function dayMeant(today: Day): Day | undefined {
  if (values.at === undefined) return today;
  const said = readDay(values.at, today, { prefer: "future" });
  return "day" in said && said.precision === "day" ? said.day : undefined;
}

async function atStore(when: Day): Promise<void> {
  await mkdir(config.dataDir, { recursive: true });
  const opened = await openFiles(config);
  if (!opened.ok) throw new Error(opened.problem);
  const { files, lying } = opened;
  const store = await openStore(config);
  let more = true;
  const parts: NightParts = {
    store,
    clock,
    setting,
    files,
    lying,
    log: (line) => {
      if (line["code"] !== "done") console.error(JSON.stringify(line));
    },
    wake: () => {
      more = true;
    },
  };
  try {
    if (values["dry-run"] === true) {
      const report = await foreseen(parts, when);
      if (report !== undefined) shown(report, "sẽ xoá");
      return;
    }
    const now = clock.now();
    await store.commit(byHand(now));
    const night = nightly(parts);
    while (more) {
      more = false;
      night.soon();
      for (const claimed of await night.claim()) await night.handle(claimed);
    }
    const [kept] = await store.load([retentionReportKey]);
    if (kept === undefined) console.log(`Chưa xong: một tiến trình khác đang làm (${lane})`);
    else shown(readReport(kept.text), "đã xoá");
  } finally {
    await store.close();
  }
}

function shown({ day: of, gone, past, listed, failed }: RetentionReport, deed: string): void {
  console.log(`Ngày ${showDay(of)}, ${deed} hoặc gỡ tên: ${counted(gone)}`);
  console.log(`Quá hạn giữ, chờ đồng ý: ${counted(past)}`);
  for (const { kind, code } of listed) console.log(`  ${code}\t${retention?.[kind].title ?? kind}`);
  if (failed.length > 0) console.log(`Chưa xem được: ${failed.join(", ")}`);
}

function counted(counts: RetentionCounts): string {
  const lines = retentionKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [`${count} ${retention?.[kind].title ?? kind}`];
  });
  return lines.length === 0 ? "không có gì" : lines.join(", ");
}
