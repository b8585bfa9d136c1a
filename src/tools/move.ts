import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { fillSame } from "../store/backup/restore.ts";
import { openWhole, type StorePlace } from "../store/open-whole.ts";
import { clearedHalf, saidError, saidFault } from "./backup/said.ts";

const usage = `npm run move -- --to redis://MÁY:6379   chuyển dữ liệu sang Redis
npm run move -- --to sqlite:THƯ MỤC    chuyển dữ liệu sang một tệp SQLite trong thư mục này
  Dừng chương trình trước. Nơi đến phải trống; nơi cũ còn nguyên. Ảnh và giấy tờ ở yên chỗ cũ.`;

const { values } = parseArgs({ options: { to: { type: "string" }, help: { type: "boolean" } } });
const read = readConfig(process.env);
if (!read.ok) {
  console.error(read.problems.join("\n"));
  process.exitCode = 2;
} else {
  const target = targetOf(values.to ?? "", read.config.programme);
  if (values.help || target === undefined) {
    console.error(usage);
    process.exitCode = values.help ? 0 : 2;
  } else process.exitCode = await move(read.config, target);
}

function targetOf(to: string, programme: string): StorePlace | undefined {
  if (/^rediss?:\/\/\S+$/u.test(to)) return { redisUrl: to, dataDir: "", programme };
  const folder = /^sqlite:(.+)$/u.exec(to)?.[1];
  return folder === undefined ? undefined : { redisUrl: undefined, dataDir: resolve(folder), programme };
}

async function move(from: StorePlace, to: StorePlace): Promise<number> {
  if (to.redisUrl === undefined) await mkdir(to.dataDir, { recursive: true });
  const [source, target] = [await openWhole(from), await openWhole(to)];
  try {
    const left = await source.fullness();
    if (left === "empty") {
      console.error("Nơi đi không có dữ liệu nào.");
      return 1;
    }
    if (left !== "full") {
      console.error("Nơi đi mới có một nửa dữ liệu: lần khôi phục hay chuyển vào đó bị ngắt giữa chừng.");
      return 1;
    }
    // The same place is not empty either, so nothing is ever copied onto itself.
    if ((await source.inUse()) || (await target.inUse())) {
      console.error(saidFault({ code: "in-use" }));
      return 1;
    }
    const now = Date.now();
    const done = await fillSame(target, () => source.dump(now), now);
    if (!done.ok) {
      console.error(saidFault(done));
      return 1;
    }
    if (done.value.half) console.log(clearedHalf);
    console.log(`Đã chuyển ${done.value.compared.same} dòng; so hai nơi: không khác chỗ nào.`);
    console.log(
      to.redisUrl === undefined
        ? `Từ nay chạy với DATA_DIR là thư mục ấy và không đặt REDIS_URL.`
        : "Từ nay chạy với REDIS_URL là địa chỉ ấy. Đừng chạy chương trình trên nơi cũ nữa.",
    );
    console.log("Ảnh và giấy tờ (DATA_DIR/files hoặc kho S3) ở yên chỗ cũ.");
    return 0;
  } catch (why) {
    console.error(`Chưa chuyển được. ${saidError(why)}`);
    return 1;
  } finally {
    await source.close();
    await target.close();
  }
}
