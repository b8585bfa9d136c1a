import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { instantOf } from "../domain/instant.ts";
import { readConfig } from "../config.ts";
import { openModel } from "../model/open.ts";
import { inWords } from "../worded.ts";
import { answersOf } from "../answers.ts";
import type { Answers } from "../ports/answers.ts";
import type { Library } from "../ports/library.ts";
import { readProject } from "../project.ts";
import { settingOf } from "../setting.ts";
import { freshIds } from "../store/fresh-ids.ts";
import { deedOf, readConversation, written } from "./conversation.ts";
import { chatOf, play, seatIn } from "./play.ts";
import { alone, memoryFiles, rehearse } from "./rehearsal.ts";
import { filesBeside } from "./sent-files.ts";

const usage = `npm run talk -- [--as producer|officer|staff] [--at 2021-03-15] [--play TỆP] [--record TỆP]
  Nói chuyện với trợ lý ngay tại đây. Không có gì được giữ lại sau khi đóng.
  --as      vai của người nói; officer là cán bộ xã đầu tiên của chương trình, hay của --place
            as: tên (officer, ta-chai)  trong lúc nói: người khác nói tiếp, vai chỉ ghi lần đầu
  --play    chạy một tệp hội thoại rồi nói tiếp từ đó; cùng --record: ghi lại đúng những gì đã nói
  --record  ghi cuộc nói chuyện thành một tệp hội thoại để kiểm thử
  Gửi tệp: [tệp giay-dkkd.jpg]. Thoát: Ctrl-D.`;

const { values } = parseArgs({
  options: {
    as: { type: "string", default: "producer" },
    place: { type: "string" },
    at: { type: "string" },
    play: { type: "string" },
    record: { type: "string" },
    help: { type: "boolean" },
  },
});

if (values.help) {
  console.log(usage);
} else if (!["producer", "officer", "staff"].includes(values.as)) {
  console.error(`Chưa có vai "${values.as}": producer, officer hoặc staff.`);
  process.exitCode = 2;
} else {
  const config = readConfig(process.env);
  if (!config.ok) throw new Error(config.problems.join("\n"));
  const script =
    values.play === undefined ? undefined : readConversation(await readFile(values.play, "utf8"));
  const content = await readProject();
  const setting = settingOf(content, script?.programme ?? config.config.programme);
  const { model } = config.config;
  const answers = (library: Library): Answers =>
    answersOf(content, setting.programme.id, { model, openModel, inWords, fetch, ids: freshIds, library });
  const files = memoryFiles(await filesBeside(values.play ?? ""));
  const at = script?.at ?? (values.at === undefined ? Date.now() : instantOf(values.at));
  const head = `# ${script?.title ?? "Cuộc nói chuyện"}\nat: ${values.at ?? new Date(at + 7 * 3_600_000).toISOString().slice(0, 16).replace("T", " ")}`;
  if (script !== undefined && values.record !== undefined) {
    const { record } = await play(script, setting, { answers, files });
    const source = await readFile(values.play ?? "", "utf8");
    const top = source.split("\n").filter((line) => /^(?:# |at: |programme: |alone: )/u.test(line));
    await writeFile(values.record, `${top.join("\n")}\n\n${record}\n`);
  } else if (script !== undefined) {
    const { faults, record } = await play(script, setting, { answers, files });
    console.log(record);
    for (const fault of faults) console.error(`✗ ${fault}`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  } else {
    await converse(at, head);
  }
  async function converse(from: number, title: string): Promise<void> {
    const talk = await rehearse(setting, from, { answers });
    const record: string[] = [title, `programme: ${setting.programme.id}`, ""];
    console.log('Nhắn "alo" để bắt đầu. Thoát: Ctrl-D.');
    let chat = alone;
    const tell = (said: readonly string[], typed?: string): void => {
      record.push(...(typed === undefined ? [] : [typed]), ...said.map((text) => written("<", text)));
      for (const text of said) console.log(`\n${text}\n`);
    };
    const comes = async (words: string): Promise<void> => {
      const [step] = readConversation(`as: ${words}`).steps;
      if (step?.kind !== "as") return;
      chat = chatOf(step.name);
      const { role } = step;
      tell(
        role === undefined ? talk.heard(chat) : await talk.seat(chat, seatIn(setting.programme, role)),
        `as: ${words}`,
      );
    };
    if (values.as === "officer" || values.as === "staff")
      await comes(`can-bo (${values.as}, ${values.place ?? setting.programme.communes[0]?.id ?? "huyen"})`);
    // Only now: lines that come before they are waited for are lost.
    const lines = createInterface({
      input: process.stdin,
      output: process.stdout,
      prompt: "> ",
      terminal: process.stdin.isTTY,
    });
    let ended = false;
    lines.once("close", () => (ended = true));
    lines.prompt();
    for await (const line of lines) {
      const days = /^\+ (\d+) days?$/u.exec(line)?.[1];
      if (line.startsWith("as: ")) await comes(line.slice(4));
      else if (days === undefined) tell(await talk.deed(deedOf(line), chat), written(">", line));
      else tell(await talk.wait(Number(days) * 86_400_000, chat), line);
      if (!ended) lines.prompt();
    }
    for (const other of talk.listening())
      record.push(
        `as: ${other.replace(/^terminal:/u, "")}`,
        ...talk.heard(other).map((text) => written("<", text)),
      );
    await talk.close();
    if (values.record !== undefined) await writeFile(values.record, `${record.join("\n")}\n`);
  }
}
