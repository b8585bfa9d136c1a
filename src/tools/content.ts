import { mkdir, writeFile } from "node:fs/promises";
import { readConfig } from "../config.ts";
import { writeArticle } from "../content/article.ts";
import { check } from "../flow/check.ts";
import { checklists, setsOf } from "../flows/all.ts";
import { readContent } from "../content/load.ts";
import { contentFiles } from "../store/content-files.ts";
import { openStore } from "../store/open.ts";
import { storeLibrary } from "../turn/published.ts";

if (process.argv[2] === "export") await exported();

/** Checks knowledge/, prompts/ and the checklists; prints complaints and fails when there are any. */
const read = readContent(await contentFiles(process.cwd()));
if ("complaints" in read) {
  for (const { path, line, text } of read.complaints) console.error(`${path}:${line} ${text}`);
  process.exitCode = 1;
} else {
  const { articles, papers, programmes, sentences } = read.content;
  const complaints = checklists.flatMap((list) => {
    const sets = (setsOf[list.law] ?? []).map((one) => one.id);
    const known = { papers: Object.keys(papers), sets, programmes: Object.keys(programmes) };
    return check(list, known).map((one) => `src/flows/${list.law}: ${one.item ?? list.id}: ${one.text}`);
  });
  for (const complaint of complaints) console.error(complaint);
  const counts = [
    Object.keys(sentences).length,
    Object.keys(papers).length,
    Object.keys(programmes).length,
    Object.values(articles).flatMap((one) => one.passages).length,
    checklists.length,
  ];
  console.log(
    `${counts[0]} câu, ${counts[1]} giấy tờ, ${counts[2]} chương trình, ${counts[3]} đoạn kiến thức, ${counts[4]} danh mục, ${complaints.length} lỗi`,
  );
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

/** Writes the published answers of the store that the settings name to knowledge/questions, one file an answer. */
async function exported(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.ok) throw new Error(config.problems.join("\n"));
  const store = await openStore(config.config);
  const articles = await storeLibrary(store, { now: Date.now }).published();
  await store.close();
  await mkdir("knowledge/questions", { recursive: true });
  for (const article of articles)
    await writeFile(`knowledge/questions/${article.id}.md`, writeArticle(article));
  console.log(`${articles.length} câu trả lời trong knowledge/questions`);
}
