import { addDocument } from "./content/add.ts";
import { checkContent } from "./content/check.ts";
import { exportPublished } from "./content/export.ts";
import { onTerminal } from "./content/terminal.ts";

const usage = `npm run content                        kiểm tra knowledge/, prompts/ và các danh mục
npm run content -- add TỆP [--into …]  thêm một văn bản vào knowledge/ (add --help: các lựa chọn)
npm run content -- export              ghi câu trả lời và văn bản đã duyệt của cán bộ vào knowledge/`;

const [command = "check", ...rest] = process.argv.slice(2);
switch (command) {
  case "check":
    process.exitCode = await checkContent(process.cwd());
    break;
  case "add":
    process.exitCode = await onTerminal((io) => addDocument(rest, { ...io, root: process.cwd() }));
    break;
  case "export":
    await exportPublished(process.cwd());
    break;
  default:
    console.error(usage);
    process.exitCode = 2;
}
