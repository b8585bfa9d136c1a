import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readContent } from "../../src/content/load.ts";
import { propose } from "../../src/content/proposal.ts";
import { contentFiles } from "../../src/store/content-files.ts";
import { addDocument } from "../../src/tools/content/add.ts";
import { docx, pdf } from "../support/made-documents.ts";

const complete = [
  "Số: 7/2026/QĐ-UBND",
  "Lào Cai, ngày 22 tháng 5 năm 2026",
  "QUYẾT ĐỊNH",
  "Quy định mức hỗ trợ",
  "Điều 1. Mức hỗ trợ",
  "Mỗi sản phẩm được hỗ trợ một lần.",
  "Điều 2. Hiệu lực",
  "Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2026.",
];
const bare = "I. MỤC ĐÍCH\n\n1. Mục đích\n\nNâng cao thu nhập.\n\n2. Yêu cầu\n\nBám sát thực tế.";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "add-"));
  await mkdir(join(root, "knowledge"));
  await mkdir(join(root, "prompts"));
});
afterEach(() => rm(root, { recursive: true }));

const written = async (): Promise<readonly string[]> => (await contentFiles(root)).map((file) => file.path);

/** Runs the command on a file of these bytes; `answers`: what a person types, one by one. */
async function run(
  name: string,
  bytes: Uint8Array | string,
  args: readonly string[],
  answers?: readonly string[],
) {
  const path = join(root, name);
  await writeFile(path, bytes);
  const said: string[] = [];
  const wrong: string[] = [];
  const questions: string[] = [];
  const left = [...(answers ?? [])];
  const ask = (question: string) => {
    questions.push(question);
    return Promise.resolve(left.shift());
  };
  const code = await addDocument([path, ...args], {
    root,
    print: (text) => said.push(text),
    complain: (text) => wrong.push(text),
    ...(answers === undefined ? {} : { ask }),
  });
  return { code, said: said.join("\n"), wrong: wrong.join("\n"), questions };
}

const newLaw = ["--into", "laws/qd-7-2026", "--matter", "support"];

describe("without a terminal", () => {
  test("it says exactly what is missing, and writes nothing", async () => {
    const { code, wrong } = await run("ke-hoach.txt", bare, ["--into", "laws/kh-1", "--date", "1/2/2021"]);
    expect(code).toBe(2);
    expect(wrong.split("\n")[0]).toBe(
      "Văn bản không ghi rõ, xin cho biết: --kind --matter --title --number --from",
    );
    expect(await written()).toEqual([]);
  });

  test("it says which option is wrong", async () => {
    const given = ["--number", "1/KH-UBND", "--date", "31/2/2021", "--from", "1/2/2021"];
    const { code, wrong } = await run("a.txt", bare, ["--into", "programmes/khong-co", ...given]);
    expect(code).toBe(2);
    expect(wrong).toContain("--into programmes/khong-co: không đúng");
    expect(wrong).toContain("--date 31/2/2021: không đúng");
    expect((await run("a.txt", bare, ["--wrong"])).code).toBe(2);
    expect((await run("a.txt", bare, ["b.txt"])).code).toBe(2);
  });

  test("it shows everything and writes only with --yes", async () => {
    const { code, said } = await run("qd.docx", docx(complete), newLaw);
    expect(code).toBe(0);
    expect(said).toContain(
      "Quyết định 7/2026/QĐ-UBND, ký 2026-05-22, hiệu lực từ 2026-07-01. Nguồn: qd.docx",
    );
    expect(said).toContain("+ knowledge/laws/qd-7-2026/law.md  Quy định mức hỗ trợ");
    expect(said).toContain("Mức hỗ trợ [11 chữ]: Mỗi sản phẩm được hỗ trợ một lần.");
    expect(said).toContain("2 bài, 2 đoạn");
    expect(said).toContain("Chưa ghi gì");
    expect(await written()).toEqual([]);
  });
});

describe.each([
  ["qd.docx", docx(complete)],
  ["qd.pdf", pdf([complete.flatMap((line) => [line, ""])])],
  ["qd.txt", complete.join("\n\n")],
])("%s", (name, bytes) => {
  test("becomes a law and its articles, which are read back", async () => {
    expect(await run(name, bytes, [...newLaw, "--yes"])).toMatchObject({ code: 0, wrong: "" });
    const read = readContent(await contentFiles(root));
    const content = "content" in read ? read.content : undefined;
    expect("complaints" in read ? read.complaints : []).toEqual([]);
    expect(content?.laws["qd-7-2026"]).toMatchObject({
      kind: "Quyết định",
      number: "7/2026/QĐ-UBND",
      title: "Quy định mức hỗ trợ",
      date: "2026-05-22",
      from: "2026-07-01",
      certainty: "unconfirmed",
      source: [name],
    });
    expect(Object.values(content?.articles ?? {})).toMatchObject([
      {
        id: "qd-7-2026-1-muc-ho-tro",
        document: "qd-7-2026",
        clause: "Điều 1",
        from: "2026-07-01",
        certainty: "unconfirmed",
        source: [name],
        passages: [{ text: "Mức hỗ trợ: Mỗi sản phẩm được hỗ trợ một lần." }],
      },
      { id: "qd-7-2026-2-hieu-luc", clause: "Điều 2" },
    ]);
  });
});

describe("on a terminal", () => {
  const answers = [
    "laws/kh-1-2021",
    "Kế hoạch",
    "support",
    "Kế hoạch năm 2021",
    "1/KH-UBND",
    "31/2/2021",
    "1/2/2021",
    "1/2/2021",
  ];

  test("it asks for what is missing, again where an answer is wrong, and writes on a có", async () => {
    const { code, questions, said } = await run("a.txt", bare, [], [...answers, "Có"]);
    expect(code).toBe(0);
    expect(questions).toHaveLength(9);
    expect(said).toContain('"31/2/2021" không đúng.');
    expect(said).toContain("Cần một người đọc lại từng đoạn");
    expect(await written()).toEqual([
      "knowledge/laws/kh-1-2021/articles/kh-1-2021-i-1-muc-dich.md",
      "knowledge/laws/kh-1-2021/articles/kh-1-2021-i-2-yeu-cau.md",
      "knowledge/laws/kh-1-2021/law.md",
    ]);
  });

  test.each([["không"], [""], ["c"], [undefined]])("it writes nothing on %j", async (last) => {
    const { said } = await run("a.txt", bare, [], last === undefined ? answers : [...answers, last]);
    expect(said).toContain("Không ghi gì.");
    expect(await written()).toEqual([]);
  });

  test("it stops where the person leaves or cannot say", async () => {
    expect((await run("a.txt", bare, [], ["laws/kh-1"])).code).toBe(2);
    expect(
      (
        await run(
          "a.txt",
          bare,
          [],
          Array.from({ length: 100 }, () => "???"),
        )
      ).code,
    ).toBe(2);
    expect(await written()).toEqual([]);
  });
});

describe("beside what is there", () => {
  test("topics say which document they are from, and a second time has names of its own", async () => {
    const given = [
      "--into",
      "topics",
      "--number",
      "1/KH-UBND",
      "--date",
      "1/2/2021",
      "--from",
      "1/2/2021",
      "--until",
      "31/12/2021",
      "--source",
      "UBND xã",
    ];
    await run("a.txt", bare, [...given, "--yes"]);
    await run("a.txt", bare, [...given, "--yes"]);
    expect((await readdir(join(root, "knowledge/topics"))).toSorted()).toEqual([
      "1-kh-ubnd-i-1-muc-dich-2.md",
      "1-kh-ubnd-i-1-muc-dich.md",
      "1-kh-ubnd-i-2-yeu-cau-2.md",
      "1-kh-ubnd-i-2-yeu-cau.md",
    ]);
    expect(await readFile(join(root, "knowledge/topics/1-kh-ubnd-i-1-muc-dich.md"), "utf8")).toBe(
      '---\nid: 1-kh-ubnd-i-1-muc-dich\ntitle: "MỤC ĐÍCH: Mục đích"\nclause: "Văn bản 1/KH-UBND, Phần I, mục 1"\nfrom: "2021-02-01"\nuntil: "2021-12-31"\ncertainty: unconfirmed\nsource: ["UBND xã"]\n---\n\n## Mục đích\n\nMục đích: Nâng cao thu nhập.\n',
    );
    expect("content" in readContent(await contentFiles(root))).toBe(true);
  });

  test("a law that is there gives its number and days, and a document of another number is pointed out", async () => {
    await run("qd.txt", complete.join("\n\n"), [...newLaw, "--yes"]);
    const more = await run("more.txt", bare, ["--into", "laws/qd-7-2026", "--yes"]);
    expect(more).toMatchObject({ code: 0, wrong: "" });
    const other = await run("other.txt", bare, ["--into", "laws/qd-7-2026", "--number", "8/QĐ-UBND"]);
    expect(other.said).toContain("văn bản đang có ở đó mang số 7/2026/QĐ-UBND");
  });

  test("a note without clauses is cited by its number alone", async () => {
    const given = ["--number", "1/TB-UBND", "--date", "1/2/2026", "--from", "1/2/2026", "--yes"];
    const note = "THÔNG BÁO\n\nXã nhận hồ sơ vào sáng thứ hai hằng tuần tại bộ phận một cửa.";
    await run("a.txt", note, ["--into", "topics", ...given]);
    await run("a.txt", note, [
      "--into",
      "laws/tb-1",
      "--matter",
      "support",
      "--title",
      "Nhận hồ sơ",
      ...given,
    ]);
    const read = readContent(await contentFiles(root));
    const articles = "content" in read ? Object.values(read.content.articles) : [];
    expect(articles.map((one) => [one.document, one.clause])).toEqual([
      ["tb-1", undefined],
      [undefined, "Thông báo 1/TB-UBND"],
    ]);
  });

  test.each([
    ["anh.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Loại tệp này không đọc được"],
    ["quet.pdf", pdf([[]]), "là ảnh chụp"],
    ["trong.txt", " ", "không có chữ nào"],
    ["tcvn3.txt", "Céng hßa x· héi chñ nghÜa ViÖt Nam. QuyÕt ®Þnh vÒ viÖc phª duyÖt", "phông chữ cũ TCVN3"],
  ])("%s is refused in plain words", async (name, bytes, words) => {
    const made =
      typeof bytes === "string" && name.endsWith("png")
        ? Uint8Array.from(bytes, (one) => one.charCodeAt(0))
        : bytes;
    const { code, wrong } = await run(name, made, [...newLaw, "--yes"]);
    expect(code).toBe(1);
    expect(wrong).toContain(words);
    expect(await written()).toEqual([]);
  });

  test("a file that is not there or too large is not read", async () => {
    const wrong: string[] = [];
    const io = { root, print: () => undefined, complain: (text: string) => wrong.push(text) };
    expect(await addDocument([join(root, "khong-co.txt")], io)).toBe(1);
    expect(await addDocument([root], io)).toBe(1);
    await writeFile(join(root, "lon.txt"), new Uint8Array(20 * 1024 * 1024 + 1));
    expect(await addDocument([join(root, "lon.txt")], io)).toBe(1);
    expect(wrong.at(-1)).toContain("tối đa 20 MB");
  });
});

test("text that looks like the marks of an article file stays text", () => {
  const text = `1. Mục đích\n\n> trích dẫn của ai đó\n\nNay: áp dụng như sau.`;
  const given = { into: "topics", number: '5"/KH', date: "2021-02-01", from: "2021-02-01" };
  const made = propose({ name: "a: b.txt", text }, given, []);
  expect(made.ok).toBe(true);
  const read = readContent(made.ok ? made.proposal.files : []);
  const passages =
    "content" in read ? Object.values(read.content.articles).flatMap((one) => one.passages) : [];
  expect(passages).toHaveLength(1);
  expect(passages[0]?.asks).toEqual([]);
  expect(passages[0]?.now).toBeUndefined();
  expect(passages[0]?.text).toMatch(/trích dẫn của ai đó\n\nNay:/u);
});
