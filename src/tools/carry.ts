import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import type { FileRef } from "../domain/message.ts";
import { programmeOf, settingOf } from "../setting.ts";
import { readProject } from "../project.ts";
import { openFiles } from "../store/open-files.ts";
import { openStore } from "../store/open.ts";
import { openWhole } from "../store/open-whole.ts";
import { carryProgramme } from "../turn/carry-programme.ts";
import { contactsAnew } from "../turn/contacts-anew.ts";

const usage = `npm run carry -- --from bac-ha-2021 [--data THƯ MỤC]
  Mang bà con (đã đồng ý), hồ sơ chưa nộp hoặc đã được công nhận, sổ tổ chức, sản phẩm của chương trình cũ
  vào chương trình đang đặt ở PROGRAMME. Hồ sơ đang ở cơ quan thì xong theo luật cũ, không mang.
  Vai trò không mang: cơ quan mời lại. Dừng cả hai chương trình trước. Nơi cũ còn nguyên; chạy lại được.
  --data    thư mục dữ liệu cũ, khi khác DATA_DIR`;

const { values } = parseArgs({
  options: { from: { type: "string" }, data: { type: "string" }, help: { type: "boolean" } },
});
const read = readConfig(process.env);
if (!read.ok) {
  console.error(read.problems.join("\n"));
  process.exitCode = 2;
} else if (values.help || values.from === undefined) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else process.exitCode = await carry(read.config, values.from, values.data ?? read.config.dataDir);

async function carry(
  config: Extract<ReturnType<typeof readConfig>, { ok: true }>["config"],
  from: string,
  dataDir: string,
): Promise<number> {
  const content = await readProject();
  const [old, now] = [content.programmes[from], programmeOf(content, config.programme)];
  const setting = settingOf(content, config.programme);
  const carrying = setting.carryings?.find((one) => one.from === old?.checklist && one.to === now.checklist);
  if (old === undefined || carrying === undefined) {
    console.error(`Không có đường từ ${from} sang ${config.programme}.`);
    return 2;
  }
  await mkdir(config.dataDir, { recursive: true });
  for (const place of [
    { redisUrl: config.redisUrl, dataDir, programme: from },
    { redisUrl: config.redisUrl, dataDir: config.dataDir, programme: config.programme },
  ]) {
    const whole = await openWhole(place);
    const [busy, left] = await Promise.all([whole.inUse(), whole.fullness()]);
    await whole.close();
    if (place.programme === from && left !== "full") {
      console.error(`Chương trình ${from} không có dữ liệu nào ở đây, hoặc mới có một nửa.`);
      return 1;
    }
    if (busy) {
      console.error(`Chương trình ${place.programme} đang chạy; hãy dừng trước.`);
      return 1;
    }
  }
  const [source, target] = [
    await openStore({ redisUrl: config.redisUrl, dataDir, programme: from }),
    await openStore(config),
  ];
  try {
    const [was, is] = [await openFiles({ ...config, dataDir }), await openFiles(config)];
    if (!was.ok || !is.ok) {
      console.error(was.ok ? (is.ok ? "" : is.problem) : was.problem);
      return 1;
    }
    const bring = async ({ hash, name }: FileRef): Promise<void> => {
      if ((await is.files.read(hash)) !== undefined) return;
      const bytes = await was.files.read(hash);
      if (bytes !== undefined) await is.files.keep(bytes, name);
    };
    const done = await carryProgramme(source, target, { old, now, carrying }, Date.now(), bring);
    await contactsAnew(target, setting, Date.now());
    console.log(
      [
        `Đã mang ${done.people} người, ${done.dossiers} hồ sơ, ${done.written} dòng sổ.`,
        ...(done.there > 0 ? [`${done.there} người đã có ở chương trình mới, không mang.`] : []),
        ...(done.finished > 0 ? [`${done.finished} hồ sơ đang ở cơ quan: xong theo luật cũ.`] : []),
        ...(done.unlisted ? ["Chương trình mới đã có sổ riêng: sổ cũ không ghi vào."] : []),
        "Mỗi bà con được hỏi một lần khi nhắn tin: chuyển hồ sơ sang luật mới hay để nguyên.",
      ].join("\n"),
    );
    return 0;
  } finally {
    await source.close();
    await target.close();
  }
}
