import { addDocument } from "./content/add.ts";
import { checkContent } from "./content/check.ts";
import { onTerminal } from "./content/terminal.ts";

const usage = `npm run content                        kiểm tra knowledge/, prompts/ và các danh mục
npm run content -- add TỆP [--into …]  thêm một văn bản vào knowledge/ (add --help: các lựa chọn)`;

const [command = "check", ...rest] = process.argv.slice(2);
switch (command) {
  case "check":
    process.exitCode = await checkContent(process.cwd());
    break;
  case "add":
    process.exitCode = await onTerminal((io) => addDocument(rest, { ...io, root: process.cwd() }));
    break;
  default:
    console.error(usage);
    process.exitCode = 2;
}
