import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { lastKey } from "../domain/keys.ts";
import { type Keep, usualKeep } from "../store/backup/thin.ts";
import { writeBackup } from "../store/backup/write.ts";
import { NoDump } from "../store/dump.ts";
import { openBlobs } from "../store/open-files.ts";
import { openStore } from "../store/open.ts";
import { openWhole } from "../store/open-whole.ts";
import { saidCounts, saidError, saidSize } from "./backup/said.ts";

const usage = `npm run backup -- [THƯ MỤC] [--keep 7,4,12]   sao dữ liệu và tệp; chương trình cứ chạy
  THƯ MỤC   nơi giữ các bản sao; không ghi thì là "backups" trong DATA_DIR
  --keep    giữ bản cuối của bao nhiêu ngày, tuần, tháng gần nhất có bản sao
  Đặt BACKUP_KEY thì dữ liệu trong bản sao được mã hoá.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "string" }, help: { type: "boolean" } },
});
const [folder, ...more] = positionals;
const keep = values.keep === undefined ? usualKeep : readKeep(values.keep);
const read = readConfig(process.env);

if (values.help || more.length > 0 || keep === undefined) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (!read.ok) {
  console.error(read.problems.join("\n"));
  process.exitCode = 2;
} else process.exitCode = await backup(keep, resolve(folder ?? join(read.config.dataDir, "backups")));

function readKeep(text: string): Keep | undefined {
  const found = /^(\d{1,4}),(\d{1,4}),(\d{1,4})$/u.exec(text);
  if (found === null) return undefined;
  const [daily = 0, weekly = 0, monthly = 0] = found.slice(1).map(Number);
  return { daily, weekly, monthly };
}

async function backup(keeping: Keep, into: string): Promise<number> {
  if (!read.ok) return 2;
  const { config } = read;
  const { programme, backupKey: key } = config;
  const whole = await openWhole(config);
  const note = async (code: string): Promise<void> => {
    const store = await openStore(config);
    const now = Date.now();
    const text = JSON.stringify({ at: now, ok: code === "done", code });
    await store.commit({ now, put: [{ key: lastKey("backup"), text }] });
    await store.close();
  };
  try {
    if ((await whole.fullness()) === "empty") {
      console.error("Chưa có dữ liệu nào để sao.");
      return 1;
    }
    const blobs = await openBlobs(config);
    const started = performance.now();
    const done = await writeBackup({ into, programme, now: Date.now(), whole, blobs, key, keep: keeping });
    if (!done.ok) {
      console.error(`Một lệnh sao khác đang chạy (${done.with?.["what"]}).`);
      return 1;
    }
    await note("done");
    const { manifest, copied, half, gone } = done.value;
    const seconds = ((performance.now() - started) / 1000).toFixed(1).replace(".", ",");
    for (const name of half) console.log(`Đã bỏ bản dở dang của lần trước: ${name}`);
    console.log(`Đã sao vào ${done.value.folder} trong ${seconds} giây`);
    console.log(
      `Dữ liệu: ${saidCounts(manifest.store.counts)} (${saidSize(manifest.store.bytes)}${manifest.sealed ? ", đã mã hoá" : ", không mã hoá"})`,
    );
    console.log(`Tệp: ${manifest.files.count}, trong đó ${copied} tệp mới`);
    for (const name of gone) console.log(`Đã bỏ bản cũ: ${name}`);
    if (!relative(resolve(config.dataDir), into).startsWith(".."))
      console.log("Bản sao nằm cùng chỗ với dữ liệu: hãy chép nó sang máy hay ổ đĩa khác.");
    return 0;
  } catch (why) {
    console.error(`Chưa sao được. ${saidError(why)}`);
    const isFull = why instanceof Error && "code" in why && why.code === "ENOSPC";
    const code = isFull ? "disk-full" : why instanceof NoDump ? why.code : "failed";
    // Where the store itself is away there is nowhere to note it.
    await note(code).catch(() => undefined);
    return 1;
  } finally {
    await whole.close();
  }
}
