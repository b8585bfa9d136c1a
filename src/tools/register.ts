import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { listsOf } from "../app.ts";
import { readConfig } from "../config.ts";
import { previewLines } from "../dialogue/readers/book/import.ts";
import { listsOf as bookLists } from "../dialogue/readers/book/programme-book.ts";
import { phrase } from "../dialogue/say.ts";
import { tableLimits } from "../papers/read-table.ts";
import { tables } from "../papers/tables.ts";
import { bookAfter, planImport } from "../register/import.ts";
import { registerSheets } from "../register/sheets.ts";
import { mostRows, readTable } from "../register/table.ts";
import { readSetting } from "../project.ts";
import type { Store } from "../store/contract.ts";
import { freshIds as ids } from "../store/fresh-ids.ts";
import { openStore } from "../store/open.ts";
import { bookChange, bookIn } from "../turn/register.ts";
import { auditLine } from "../turn/roles.ts";
import { sceneFor } from "../turn/run-thread.ts";
import { onTerminal, type Terminal } from "./content/terminal.ts";

const usage = `npm run register -- import TỆP [--yes]   nhập sổ của cơ quan (.xlsx, .csv): xem trước, đồng ý mới ghi
npm run register -- export TỆP           ghi sổ ra một tệp .xlsx, nhập lại được`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { yes: { type: "boolean" }, help: { type: "boolean" } },
});
const [command, path, ...more] = positionals;
if (path === undefined || more.length > 0 || (command !== "import" && command !== "export")) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else process.exitCode = await onTerminal((io) => atStore(io, command, path));

async function atStore(io: Terminal, what: "import" | "export", file: string): Promise<number> {
  const read = readConfig(process.env);
  if (!read.ok) {
    io.complain(read.problems.join("\n"));
    return 2;
  }
  const { config } = read;
  await mkdir(config.dataDir, { recursive: true });
  const store = await openStore(config);
  try {
    return await (what === "import"
      ? bring(io, store, config.programme, file)
      : take(io, store, config.programme, file));
  } finally {
    await store.close();
  }
}

function shelves(store: Store) {
  return { range: store.range, read: store.read, load: async (key: string) => (await store.load([key]))[0] };
}

async function bring(io: Terminal, store: Store, programme: string, file: string): Promise<number> {
  const setting = await readSetting(programme);
  const now = Date.now();
  const scene = sceneFor({ setting, ids, lists: listsOf(setting) }, "tool", now);
  const refuse = (code: string): number => {
    io.complain(phrase(scene, `import-fault-${code}`, { name: basename(file) }));
    return 1;
  };
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) {
    io.complain(`Không có tệp ${file}.`);
    return 1;
  }
  if (found.size > tableLimits.bytes) return refuse("size");
  const sheets = await tables.read(await readFile(file));
  if (!sheets.ok) return refuse(sheets.code);
  const { book, expect } = await bookIn(shelves(store));
  const table = readTable(sheets.value, bookLists(scene));
  if (table.rows.length > mostRows) return refuse("rows");
  const plan = planImport(book, table);
  const { register } = bookAfter(book, plan);
  io.print(previewLines(basename(file), plan, table, register, scene).join("\n"));
  if (plan.writes.length === 0) {
    io.print(phrase(scene, "import-nothing"));
    return 0;
  }
  if (values.yes !== true) {
    const said = await io.ask?.(`${phrase(scene, "import-asked")} (có/không) `);
    if (said === undefined) io.complain("Chưa ghi: cần --yes, hoặc chạy ở nơi gõ được câu trả lời.");
    if (!/^(?:có|co|c|ok|y)$/iu.test(said?.trim() ?? "")) return said === undefined ? 2 : 0;
  }
  const done = await store.commit({
    now,
    expect,
    ...bookChange({ changes: plan.writes, numbers: plan.numbers }),
    append: [auditLine(now, "register", "wrote", `import ${plan.writes.length}`)],
  });
  if (done !== "done") {
    io.complain("Vừa có người khác ghi vào sổ; chạy lại lệnh này.");
    return 1;
  }
  io.print(`Đã ghi ${plan.writes.length} dòng.`);
  return 0;
}

async function take(io: Terminal, store: Store, programme: string, file: string): Promise<number> {
  const setting = await readSetting(programme);
  const { book } = await bookIn(shelves(store));
  const sheets = registerSheets(book.register, setting.programme, setting.sets[setting.programme.law] ?? [], {
    main: "Sổ tổ chức, sản phẩm",
    trainings: "Tập huấn",
    promotions: "Xúc tiến",
  });
  // An older file is not written over.
  await writeFile(file, await tables.write(sheets), { flag: "wx" });
  io.print(`Đã ghi ${Object.values(book.register).flat().length} dòng vào ${file}`);
  return 0;
}
