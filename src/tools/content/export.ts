import { mkdir, writeFile } from "node:fs/promises";
import { readConfig } from "../../config.ts";
import { writeArticle } from "../../content/article.ts";
import { openStore } from "../../store/open.ts";
import { storeLibrary } from "../../turn/published.ts";

/** Writes the published answers of the store that the settings name to knowledge/questions, one file an answer. */
export async function exportPublished(): Promise<void> {
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
