import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { instantOf } from "../domain/instant.ts";
import { readConfig } from "../config.ts";
import { readSetting } from "../setting.ts";
import { deedOf, readConversation, written } from "./conversation.ts";
import { play } from "./play.ts";
import { rehearse } from "./rehearsal.ts";

const usage = `npm run talk -- [--as producer] [--at 2021-03-15] [--play TỆP] [--record TỆP]
  Nói chuyện với trợ lý ngay tại đây. Không có gì được giữ lại sau khi đóng.
  --play    chạy một tệp hội thoại rồi nói tiếp từ đó; cùng --record: ghi lại đúng những gì đã nói
  --record  ghi cuộc nói chuyện thành một tệp hội thoại để kiểm thử
  Gửi tệp: [tệp giay-dkkd.jpg]. Thoát: Ctrl-D.`;

const { values } = parseArgs({
  options: {
    as: { type: "string", default: "producer" },
    at: { type: "string" },
    play: { type: "string" },
    record: { type: "string" },
    help: { type: "boolean" },
  },
});

if (values.help) {
  console.log(usage);
} else if (values.as !== "producer") {
  console.error(`Chưa có vai "${values.as}": hiện trợ lý nói chuyện với bà con (producer).`);
  process.exitCode = 2;
} else {
  const config = readConfig(process.env);
  if (!config.ok) throw new Error(config.problems.join("\n"));
  const script =
    values.play === undefined ? undefined : readConversation(await readFile(values.play, "utf8"));
  const setting = await readSetting(script?.programme ?? config.config.programme);
  const at = script?.at ?? (values.at === undefined ? Date.now() : instantOf(values.at));
  const head = `# ${script?.title ?? "Cuộc nói chuyện"}\nat: ${values.at ?? new Date(at + 7 * 3_600_000).toISOString().slice(0, 16).replace("T", " ")}`;
  if (script !== undefined && values.record !== undefined) {
    const { record } = await play(script, setting);
    const source = await readFile(values.play ?? "", "utf8");
    const top = source.split("\n").filter((line) => /^(?:# |at: |programme: )/u.test(line));
    await writeFile(values.record, `${top.join("\n")}\n\n${record}\n`);
  } else if (script !== undefined) {
    const { faults, record } = await play(script, setting);
    console.log(record);
    for (const fault of faults) console.error(`✗ ${fault}`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  } else {
    await converse(at, head);
  }
  async function converse(from: number, title: string): Promise<void> {
    const talk = await rehearse(setting, from);
    const record: string[] = [title, `programme: ${setting.programme.id}`, ""];
    const lines = createInterface({
      input: process.stdin,
      output: process.stdout,
      prompt: "> ",
      terminal: process.stdin.isTTY,
    });
    console.log('Nhắn "alo" để bắt đầu. Thoát: Ctrl-D.');
    let ended = false;
    lines.once("close", () => (ended = true));
    lines.prompt();
    for await (const line of lines) {
      const wait = /^\+ (\d+) days?$/u.exec(line);
      const said =
        wait === null ? await talk.deed(deedOf(line)) : await talk.wait(Number(wait[1]) * 86_400_000);
      record.push(wait === null ? written(">", line) : line, ...said.map((text) => written("<", text)));
      for (const text of said) console.log(`\n${text}\n`);
      if (!ended) lines.prompt();
    }
    await talk.close();
    if (values.record !== undefined) await writeFile(values.record, `${record.join("\n")}\n`);
  }
}
