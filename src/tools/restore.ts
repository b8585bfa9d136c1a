import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { openArchive } from "../store/backup/archive.ts";
import { restoreArchive } from "../store/backup/restore.ts";
import { openBlobs } from "../store/open-files.ts";
import { openWhole } from "../store/open-whole.ts";
import { clearedHalf, saidCounts, saidError, saidFault } from "./backup/said.ts";

const usage = `npm run restore -- BẢN SAO   ghi một bản sao vào nơi trống mà thiết lập chỉ đến
  Xem hết bản sao trước khi ghi; ghi xong so lại từng mục. Không ghi đè lên gì cả.`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: "boolean" } } });
const [folder, ...more] = positionals;
if (values.help || folder === undefined || more.length > 0) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else process.exitCode = await restore(folder);

async function restore(from: string): Promise<number> {
  const read = readConfig(process.env);
  if (!read.ok) {
    console.error(read.problems.join("\n"));
    return 2;
  }
  const { config } = read;
  const opened = await openArchive(from, config.backupKey);
  if (!opened.ok) {
    console.error(saidFault(opened));
    return 1;
  }
  const archive = opened.value;
  const { manifest } = archive;
  if (manifest.programme !== config.programme) {
    console.error(`Bản sao là của chương trình ${manifest.programme}: đặt PROGRAMME=${manifest.programme}.`);
    return 1;
  }
  console.log(
    `Bản sao ngày ${new Date(manifest.at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" })} còn nguyên: ${saidCounts(manifest.store.counts)}, ${manifest.files.count} tệp.`,
  );
  await mkdir(config.dataDir, { recursive: true });
  const whole = await openWhole(config);
  try {
    const blobs = await openBlobs(config);
    const done = await restoreArchive({ archive, whole, blobs, filesKey: config.filesKey, now: Date.now() });
    if (!done.ok) {
      console.error(saidFault(done));
      return 1;
    }
    const { compared, half, files, there } = done.value;
    if (half) console.log(clearedHalf);
    if (there > 0) console.log(`${there} tệp đã có từ lần trước.`);
    console.log(`Đã khôi phục ${compared.same} dòng và ${files} tệp; so lại: không khác chỗ nào.`);
    return 0;
  } catch (why) {
    console.error(`Chưa khôi phục được. ${saidError(why)}`);
    return 1;
  } finally {
    await whole.close();
  }
}
