import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readArticle } from "../../src/content/article.ts";
import { documentMost, type KeptDocument } from "../../src/dialogue/document.ts";
import { days, hours, instantOf, minutes } from "../../src/domain/instant.ts";
import { articlesKey, auditLog, documentIndex, documentKey, proposalIndex } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { deedOf } from "../../src/tools/conversation.ts";
import { writePublished } from "../../src/tools/content/export.ts";
import { memoryFiles, type Props, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { documentChange } from "../../src/turn/documents.ts";
import { storeLibrary } from "../../src/turn/published.ts";
import { publishedToo } from "../support/scripted-answers.ts";
import { sentDocuments } from "../support/sent-documents.ts";

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-03-15 08:00");
const officer = { role: "officer", place: "huyen", office: "phong-nong-nghiep" } as const;

/** Two officers, and whoever else writes; `files`: where the bytes of what they send lie. */
async function begin(props: Props = {}) {
  const files = memoryFiles(sentDocuments);
  const talk = await rehearse(setting, start, { files, ...props });
  await talk.seat("terminal:mai", officer);
  await talk.seat("terminal:pao", officer);
  const says =
    (thread: string) =>
    async (...texts: readonly string[]): Promise<string> => {
      let last: readonly string[] = [];
      for (const text of texts) last = await talk.deed(deedOf(text), thread);
      return last.join("\n");
    };
  return { talk, files, mai: says("terminal:mai"), pao: says("terminal:pao"), seo: says("terminal:seo") };
}
const members = async (talk: Rehearsal, index: string): Promise<readonly string[]> =>
  (await talk.store.range(index, { limit: 100 })).map((one) => one.member);
const published = (talk: Rehearsal) => storeLibrary(talk.store, { now: () => start }).published();

test.each(["docx", "pdf", "txt", "md"])(
  "a .%s is shown, proposed, approved by somebody else, and then known with its clauses",
  async (end) => {
    const { talk, files, mai, pao } = await begin();
    const shown = await mai(`[tệp ho-tro-tem.${end}]`);
    expect(shown).toContain("*Quyết định 7/2021/QĐ-UBND*, ký ngày 22/2/2021, có hiệu lực từ 1/3/2021.");
    expect(shown).toContain("• Điều 1: Mức hỗ trợ in tem truy xuất");
    expect(await members(talk, documentIndex)).toEqual([]);
    expect(await mai("có")).toContain("(*V1*)");
    expect(await published(talk)).toEqual([]);
    expect(await files.read(`hash-ho-tro-tem.${end}`)).toBeUndefined();
    expect(talk.heard("terminal:pao").join()).toContain("Đề nghị đưa vào kho: *V1*");
    expect(await pao("1")).toContain("V1 đã vào kho");
    const articles = await published(talk);
    expect(articles.map((one) => one.clause)).toEqual([
      "Quyết định 7/2021/QĐ-UBND, Phần mở đầu",
      "Quyết định 7/2021/QĐ-UBND, Điều 1",
      "Quyết định 7/2021/QĐ-UBND, Điều 2",
    ]);
    expect(articles[1]).toMatchObject({
      from: "2021-03-01",
      certainty: "unconfirmed",
      source: [`ho-tro-tem.${end}, cán bộ gửi ngày 15/3/2021`],
    });
    expect(articles[1]?.passages[0]?.text).toContain("12 triệu đồng một năm");
    await talk.close();
  },
);

test("what is published is found by a question, and cited", async () => {
  const { talk, mai, pao, seo } = await begin(await publishedToo());
  const question = "mức hỗ trợ in tem truy xuất là bao nhiêu?";
  expect(await seo(question)).not.toContain("12 triệu");
  await mai("[tệp ho-tro-tem.docx]", "1");
  expect(await seo(question)).not.toContain("12 triệu");
  await pao("1");
  const answer = await seo(question);
  expect(answer).toContain("tối đa 12 triệu đồng một năm");
  expect(answer).toContain("Quyết định 7/2021/QĐ-UBND, Điều 1 (từ 1/3/2021)");
  await talk.close();
});

test("nobody lets their own document in, nobody without the right does, and what is declined is no more", async () => {
  const { talk, mai, pao, seo } = await begin();
  await mai("[tệp ho-tro-tem.txt]", "1");
  const tap = (data: string, thread: string) => talk.deed({ kind: "tap", data, label: "x" }, thread);
  expect((await tap("u:V1", "terminal:mai")).join()).toContain("cần người khác duyệt");
  expect(await mai("đề nghị")).toContain("Không có câu trả lời nào chờ");
  expect((await tap("u:V1", "terminal:seo")).join()).not.toContain("vào kho");
  expect(await seo("thêm văn bản")).toContain("xin quản trị một mã");
  expect(await pao("2")).toContain("V1 không được đưa vào kho");
  expect((await tap("u:V1", "terminal:pao")).join()).toContain("không còn chờ duyệt");
  expect(await published(talk)).toEqual([]);
  expect(await talk.store.load([documentKey("V1"), articlesKey("V1")])).toEqual([undefined, undefined]);
  expect([...(await members(talk, documentIndex)), ...(await members(talk, proposalIndex))]).toEqual([]);
  expect(await mai("[tệp gui-lai.txt]", "1")).toContain("(*V2*)");
  const lines = await talk.store.read(auditLog("2021-03"), 0, 100);
  expect(lines.map((line) => /"deed":"(\w+)","about":"(V\d)"/u.exec(line)?.slice(1)).filter(Boolean)).toEqual(
    [
      ["proposed", "V1"],
      ["declined", "V1"],
      ["proposed", "V2"],
    ],
  );
  await talk.close();
});

test("whoever may approve can read what they approve, nobody else can", async () => {
  const { talk, mai, pao, seo } = await begin();
  await mai("[tệp ho-tro-tem.txt]", "1");
  expect(await pao("xem V1")).toContain("2. Mức hỗ trợ in tem truy xuất");
  expect(await pao("đọc v1 bài 2")).toMatch(/QĐ-UBND, Điều 1[^]*12 triệu đồng/u);
  for (const words of ["xem V1 4", "xem V2", "xem V1 0"])
    expect(await pao(words)).toContain("Không có văn bản");
  expect(await seo("xem V1 2")).not.toContain("12 triệu đồng");
  await talk.close();
});

test("a document of the same number and day is taken once, whoever sends it", async () => {
  const { talk, mai, pao } = await begin();
  await mai("[tệp ho-tro-tem.txt]");
  await pao("[tệp ho-tro-tem.pdf]");
  await mai("1");
  expect(await pao("1")).toContain("đang chờ duyệt (V1)");
  expect(await pao("đề nghị", "1")).toContain("V1 đã vào kho");
  expect(await mai("[tệp gui-lai.txt]")).toContain("có trong kho rồi");
  expect(await members(talk, documentIndex)).toEqual(["V1"]);
  await talk.close();
});

test("a law of the collection is not taken again", async () => {
  const law =
    "Số: 1048/QĐ-TTg\n\nHà Nội, ngày 21 tháng 8 năm 2019\n\nQUYẾT ĐỊNH\n\nĐiều 1. Phê duyệt Bộ tiêu chí.";
  const files = memoryFiles({ "a.txt": new TextEncoder().encode(law) });
  const { talk, mai } = await begin({ files });
  expect(await mai("[tệp a.txt]")).toContain("Quyết định 1048/QĐ-TTg có trong kho rồi");
  await talk.close();
});

test("the bytes of a document that is left, dropped or forgotten are deleted", async () => {
  const { talk, files, mai } = await begin();
  const kept = async (name: string) => (await files.read(`hash-${name}`)) !== undefined;
  await mai("[tệp ho-tro-tem.txt]", "thôi");
  expect(await kept("ho-tro-tem.txt")).toBe(false);
  expect(await mai("[tệp ho-tro-tem.pdf]", "câu hỏi")).toContain('Tôi bỏ tệp "ho-tro-tem.pdf" đang thêm dở');
  expect(await kept("ho-tro-tem.pdf")).toBe(false);
  await mai("[tệp tap-huan.txt]");
  await talk.wait(hours(23));
  expect(await kept("tap-huan.txt")).toBe(true);
  expect(await talk.wait(hours(2), "terminal:mai")).toEqual([]);
  expect(await kept("tap-huan.txt")).toBe(false);
  expect(await mai("2")).not.toContain("Số hiệu");
  await mai("[tệp gui-lai.txt]");
  await talk.unseat("terminal:mai");
  expect(await mai("1")).not.toContain("Đã đề nghị");
  expect(await kept("gui-lai.txt")).toBe(false);
  await talk.close();
});

test("a paper of the officer's own dossier stays with the dossier", async () => {
  const { talk, files, mai } = await begin();
  await mai("đăng ký cốm Na Lo", "đồng ý", "[tệp tap-huan.txt]", "2", "1");
  const dossier = await talk.dossier("terminal:mai");
  expect(JSON.stringify(dossier?.answers)).toContain("hash-tap-huan.txt");
  expect(await files.read("hash-tap-huan.txt")).toBeDefined();
  await talk.close();
});

test("a producer's file is evidence as before, whatever is written with it", async () => {
  const { talk, seo } = await begin();
  await seo("đăng ký cốm Na Lo", "đồng ý");
  expect(await seo("[tệp ho-tro-tem.txt] thêm văn bản")).toContain("Đây là giấy gì?");
  expect(await talk.deed(deedOf("[tệp ho-tro-tem.md]"), "terminal:la")).toEqual([
    expect.stringContaining("mở hồ sơ trước đã"),
  ]);
  await talk.close();
});

test("a file whose bytes are gone is asked for again", async () => {
  const { talk, mai } = await begin({ files: memoryFiles() });
  expect(await mai("[tệp ho-tro-tem.txt]")).toContain("không còn giữ tệp này");
  await talk.close();
});

test("the oldest of answers and documents comes first to whoever approves", async () => {
  const { talk, mai, pao, seo } = await begin();
  await mai("[tệp ho-tro-tem.txt]", "1");
  await seo("nộp hồ sơ qua bưu điện được không");
  await mai("trả lời H1: Được.");
  expect(await pao("đề nghị")).toMatch(/\*V1\*[^]*Còn 1 câu nữa/u);
  expect(await pao("1")).toMatch(/V1 đã vào kho[^]*\*H1\*/u);
  expect(await pao("1")).toContain("H1 đã vào kho");
  await talk.close();
});

test("published documents are read from the store once", async () => {
  const { talk, mai, pao } = await begin();
  await mai("[tệp ho-tro-tem.txt]", "1");
  await pao("1");
  let now = start;
  const loaded: string[] = [];
  const load: typeof talk.store.load = (keys) => {
    loaded.push(...keys.filter((key) => key === articlesKey("V1")));
    return talk.store.load(keys);
  };
  const library = storeLibrary({ load, range: talk.store.range }, { now: () => now });
  const before = await library.published();
  now += minutes(1);
  expect(await library.published()).toEqual(before);
  expect(loaded).toHaveLength(1);
  await talk.close();
});

test("export writes articles that read back, and leaves what somebody has read over", async () => {
  const { talk, mai, pao, seo } = await begin();
  await seo("nộp hồ sơ qua bưu điện được không");
  await mai("trả lời H1: Được.", "[tệp ho-tro-tem.txt]", "1");
  await pao("đề nghị", "1", "1");
  const root = await mkdtemp(join(tmpdir(), "export-"));
  try {
    expect(await writePublished(talk.store, root)).toEqual({ answers: 1, articles: 3 });
    const topics = join(root, "knowledge/topics");
    const names = await readdir(topics);
    const texts = await Promise.all(names.map((name) => readFile(join(topics, name), "utf8")));
    const read = texts.flatMap((text) => {
      const one = readArticle({ path: "a.md", text });
      return one.ok ? [one.value] : [];
    });
    expect(read.toSorted((one, two) => one.id.localeCompare(two.id))).toEqual(
      (await published(talk))
        .filter((one) => !one.id.startsWith("tra-loi"))
        .toSorted((one, two) => one.id.localeCompare(two.id)),
    );
    await writeFile(join(topics, names[0] ?? ""), "đã đọc lại");
    expect(await writePublished(talk.store, root)).toEqual({ answers: 1, articles: 0 });
    expect(await readFile(join(topics, names[0] ?? ""), "utf8")).toBe("đã đọc lại");
  } finally {
    await rm(root, { recursive: true });
  }
  await talk.close();
});

test("no more than so many documents wait to become files", async () => {
  const { talk, mai } = await begin();
  for (let at = 0; at < documentMost.waiting; at += 1) {
    const now: KeptDocument = {
      schema: 1,
      id: `V${at + 1000}`,
      name: `Kế hoạch ${at}/KH`,
      number: `${at}/KH`,
      date: "2021-01-01",
      from: "2021-01-01",
      file: "a.txt",
      articles: 0,
      passages: 0,
      starts: [],
      names: [`ke-hoach-${at}`],
      same: `${at}/kh 2021-01-01`,
      at: start - days(1) + at,
      by: "p",
      state: "published",
    };
    const change = documentChange({ kind: "keep-document", before: undefined, now, files: [] });
    await talk.store.commit({ now: start, ...change });
  }
  expect(await mai("[tệp ho-tro-tem.txt]")).toContain("Kho tạm đã đủ 100 văn bản");
  const exported = { ...setting, articles: [...setting.articles, "ke-hoach-7"] };
  const later = await rehearse(exported, start + hours(1), {
    opened: { ...talk.store, close: () => Promise.resolve() },
    files: memoryFiles(sentDocuments),
  });
  expect((await later.deed(deedOf("[tệp gui-lai.txt]"), "terminal:mai")).join()).toContain(
    "*Quyết định 7/2021/QĐ-UBND*",
  );
  await later.close();
  await talk.close();
});
