import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { mostWords } from "../../content/article.ts";
import type { ContentFile } from "../../content/header.ts";
import { matters } from "../../content/law.ts";
import { type Asked, type Given, type Proposal, asked, propose } from "../../content/proposal.ts";
import { documentLimits, documentText } from "../../papers/document-text.ts";
import type { DocumentFault } from "../../domain/document.ts";
import { contentFiles } from "../../store/content-files.ts";
import { fold } from "../../text/fold.ts";
import type { Terminal } from "./terminal.ts";

const usage = `npm run content -- add TỆP [lựa chọn]
  TỆP là .md, .txt, .docx hoặc .pdf có chữ. Văn bản được cắt theo đề mục và điều khoản của chính nó; xem trước, đồng ý mới ghi.
  --into    laws/<tên> (tên mới: thêm văn bản mới), programmes/<tên> hoặc topics
  --number  số hiệu, như 26/2026/QĐ-TTg        --date   ngày ký
  --from    ngày bắt đầu có hiệu lực           --until  ngày cuối còn hiệu lực
  --title   tên văn bản                        --source nguồn; không có thì là tên tệp
  --kind    loại văn bản, như "Quyết định"     --matter ${matters.slice(0, 3).join(", ")} … (chỉ cho văn bản mới)
  --yes     ghi luôn, không hỏi lại`;

const questions: Readonly<Record<Asked, string>> = {
  into: "Để vào đâu (laws/<tên>, programmes/<tên> đang có, hoặc topics)?",
  kind: "Loại văn bản (Quyết định, Kế hoạch …)?",
  matter: `Văn bản về việc gì (${matters.join(", ")})?`,
  title: "Tên văn bản?",
  number: "Số hiệu (như 26/2026/QĐ-TTg)?",
  date: "Ngày ký (như 22/5/2026)?",
  from: "Có hiệu lực từ ngày nào (như 22/5/2026)?",
  until: "Ngày cuối còn hiệu lực?",
};

const faults: Readonly<Record<DocumentFault, string>> = {
  size: `Tệp lớn quá: tối đa ${documentLimits.bytes / 1024 / 1024} MB. Hãy chia tệp ra.`,
  pages: `Văn bản dài quá: tối đa ${documentLimits.pages} trang. Hãy chia tệp ra.`,
  slow: "Đọc tệp lâu quá nên đã dừng. Hãy chia tệp ra.",
  kind: "Loại tệp này không đọc được. Chỉ nhận .md, .txt, .docx, .pdf.",
  "old-word": "Đây là tệp .doc đời cũ. Hãy mở bằng Word và lưu lại thành .docx.",
  locked: "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.",
  broken: "Tệp bị hỏng, không mở được. Hãy xin lại tệp.",
  scanned: "Tệp PDF này là ảnh chụp, không có chữ bên trong. Hãy xin bản Word, hoặc bản PDF xuất từ Word.",
  encoding: "Tệp chữ này không phải mã Unicode (UTF-8). Hãy lưu lại dạng UTF-8.",
  "legacy-font":
    "Văn bản gõ bằng phông chữ cũ {font}, đọc ra sẽ sai dấu. Hãy chuyển sang Unicode rồi thử lại.",
  garbled: "Chữ trong tệp đọc ra không thành tiếng Việt. Hãy xin bản Word.",
  empty: "Tệp không có chữ nào.",
};

/** Shows what a document would add to the knowledge, and adds it once a person has said yes. Gives the code to end with. */
export async function addDocument(
  args: readonly string[],
  io: Terminal & { readonly root: string },
): Promise<number> {
  const options = optionsIn(args);
  if (options === undefined || options.file === undefined) {
    (options?.help === true ? io.print : io.complain)(usage);
    return options?.help === true ? 0 : 2;
  }
  const path = options.file;
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) return refuse(io, `Không có tệp ${path}.`);
  if (found.size > documentLimits.bytes) return refuse(io, faults.size);
  const read = await documentText(await readFile(path));
  if (!read.ok) return refuse(io, faults[read.code].replace("{font}", read.with?.["font"] ?? ""));

  const known = await contentFiles(io.root);
  const document = { name: basename(path), text: read.value };
  const proposed = await answered(document, options.given, known, io);
  if (proposed === undefined) return 2;
  for (const line of shown(proposed)) io.print(line);
  if (!options.yes) {
    if (io.ask === undefined) io.print("Chưa ghi gì. Thêm --yes để ghi.");
    const yes =
      io.ask === undefined ? "" : fold((await io.ask('Ghi vào knowledge/? Gõ "có" để ghi: ')) ?? "");
    if (yes !== "co") {
      if (io.ask !== undefined) io.print("Không ghi gì.");
      return 0;
    }
  }
  const files = [...(proposed.law === undefined ? [] : [proposed.law]), ...proposed.files];
  const there = await write(io.root, files);
  if (there !== undefined) return refuse(io, `${there} đã có; không ghi gì.`);
  io.print(`Đã ghi ${files.length} tệp, mức chắc chắn "unconfirmed".`);
  io.print('Cần một người đọc lại từng đoạn, thêm câu hỏi ("> …"), rồi đổi certainty thành "read".');
  return 0;
}

const refuse = (io: Terminal, text: string): number => {
  io.complain(text);
  return 1;
};

type Options = {
  readonly file?: string | undefined;
  readonly given: Given;
  readonly yes: boolean;
  readonly help: boolean;
};

function optionsIn(args: readonly string[]): Options | undefined {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        into: text,
        kind: text,
        matter: text,
        title: text,
        number: text,
        date: text,
        from: text,
        until: text,
        source: text,
        yes: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const { yes, help, ...given } = values;
    return positionals.length > 1 ? undefined : { file: positionals[0], given, yes, help };
  } catch {
    return undefined;
  }
}

/** Asks until nothing is missing; without a terminal it says what is missing. */
async function answered(
  document: { readonly name: string; readonly text: string },
  given: Given,
  known: readonly ContentFile[],
  io: Terminal,
): Promise<Proposal | undefined> {
  const answers: Partial<Record<Asked | "source", string>> = { ...given };
  // Every field may be mistyped twice.
  for (let tries = 0; tries < asked.length * 3; tries += 1) {
    const proposed = propose(document, answers, known);
    if (proposed.ok) return proposed.proposal;
    if ("nothing" in proposed) {
      io.complain("Không tìm thấy đoạn nào để thêm.");
      return undefined;
    }
    if ("complaints" in proposed) {
      for (const { path, text } of proposed.complaints) io.complain(`${path}: ${text}`);
      return undefined;
    }
    const { missing, wrong, found } = proposed;
    const next = wrong[0] ?? missing[0];
    if (io.ask === undefined || next === undefined) {
      for (const name of wrong) io.complain(`--${name} ${found[name] ?? ""}: không đúng. ${questions[name]}`);
      if (missing.length > 0)
        io.complain(`Văn bản không ghi rõ, xin cho biết: ${missing.map((name) => `--${name}`).join(" ")}`);
      for (const name of missing) io.complain(`  --${name}  ${questions[name]}`);
      return undefined;
    }
    if (wrong.includes(next)) io.print(`"${found[next] ?? ""}" không đúng.`);
    const answer = await io.ask(`${questions[next]} `);
    if (answer === undefined) return undefined;
    answers[next] = answer;
  }
  return undefined;
}

const cuts = { whole: "", sentence: " (dài, cắt ở cuối câu)", inside: " (câu dài, cắt giữa câu)" } as const;

function shown({ files, law, facts, apart, twice, otherNumber }: Proposal): readonly string[] {
  const passages = files.flatMap((file) => file.passages);
  const many = (how: keyof typeof cuts): number => passages.filter((one) => one.cut === how).length;
  return [
    `${facts.kind ?? "Văn bản"} ${facts.number ?? ""}, ký ${facts.date ?? ""}, hiệu lực từ ${facts.from ?? ""}${facts.until === undefined ? "" : ` đến hết ${facts.until}`}. Nguồn: ${facts.source ?? ""}`,
    ...(law === undefined ? [] : [`+ ${law.path}  ${facts.title ?? ""}`]),
    ...files.flatMap((file) => [
      `+ ${file.path}  ${file.clause} – ${file.title}`,
      ...file.passages.map((one) => `    ${one.heading} [${one.words} chữ]${cuts[one.cut]}: ${one.starts} …`),
    ]),
    `${files.length} bài, ${passages.length} đoạn, dài nhất ${Math.max(...passages.map((one) => one.words))} chữ (tối đa ${mostWords}); ${many("sentence")} đoạn cắt ở cuối câu, ${many("inside")} đoạn phải cắt giữa câu.`,
    ...(apart.length === 0
      ? []
      : [`Để riêng, không thêm: ${apart.length} dòng đầu và cuối (từ "${apart[0]?.slice(0, 40) ?? ""}").`]),
    ...twice.map((one) => `Chú ý: "${one}" đứng hai lần trong văn bản.`),
    ...(otherNumber === undefined ? [] : [`Chú ý: văn bản đang có ở đó mang số ${otherNumber}.`]),
  ];
}

/** Writes all files or none; gives the first that is there already. */
async function write(root: string, files: readonly ContentFile[]): Promise<string | undefined> {
  const done: string[] = [];
  try {
    for (const { path, text } of files) {
      const full = join(root, path);
      await mkdir(dirname(full), { recursive: true });
      await writeFile(full, text, { flag: "wx" });
      done.push(full);
    }
    return undefined;
  } catch (error) {
    await Promise.all(done.map((path) => rm(path)));
    const there = files[done.length];
    if (there === undefined || !(error instanceof Error && "code" in error && error.code === "EEXIST"))
      throw error;
    return there.path;
  }
}
