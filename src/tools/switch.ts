import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { clockTime, dayOf } from "../domain/instant.ts";
import { isSwitch, longestReason, switchNames } from "../operation/switch.ts";
import { openStore } from "../store/open.ts";
import { loadSwitches, turnSwitch } from "../turn/switches.ts";

const usage = `npm run switch -- list
npm run switch -- off ${switchNames.join("|")} --reason "vì sao"
npm run switch -- on <tên>
  Tắt hoặc bật một việc khi máy chủ đang chạy; có hiệu lực sau khoảng một giây.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { reason: { type: "string" }, help: { type: "boolean" } },
});
const [way = "list", name = ""] = positionals;
const reason = (values.reason ?? "").replaceAll(/\s+/gu, " ").trim().slice(0, longestReason);

const wrong = (text: string): void => {
  console.error(text);
  process.exitCode = 2;
};

if (values.help || !["list", "on", "off"].includes(way)) wrong(usage);
else if (way !== "list" && !isSwitch(name))
  wrong(`Không có việc "${name}". Các việc: ${switchNames.join(", ")}`);
else if (way === "off" && reason === "") wrong('Tắt thì phải ghi lý do: --reason "vì sao"');
else await atStore();

async function atStore(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  await mkdir(read.config.dataDir, { recursive: true });
  const store = await openStore(read.config);
  try {
    const turn = { at: Date.now(), by: "switch" };
    if (way !== "list" && isSwitch(name)) {
      const turned = await turnSwitch(store, name, way === "off" ? { ...turn, reason } : turn);
      if (!turned) console.log(`${name}: vẫn đang bật`);
    }
    const off = await loadSwitches(store);
    for (const one of switchNames) {
      const why = off[one];
      console.log(
        why === undefined
          ? `${one}\tbật`
          : `${one}\tTẮT từ ${dayOf(why.at)} ${clockTime(why.at)} (${why.by}): ${why.reason}`,
      );
    }
  } finally {
    await store.close();
  }
}
