import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readConfig } from "../../config.ts";
import type { Store } from "../../store/contract.ts";
import { openStore } from "../../store/open.ts";
import { publishedFiles } from "../../turn/published.ts";

/** Writes what was published in the store that the settings name: answers to knowledge/questions, documents to knowledge/topics. */
export async function exportPublished(root: string): Promise<void> {
  const config = readConfig(process.env);
  if (!config.ok) throw new Error(config.problems.join("\n"));
  const store = await openStore(config.config);
  const { answers, articles } = await writePublished(store, root);
  await store.close();
  console.log(
    `${answers} câu trả lời trong knowledge/questions; ${articles} bài mới của văn bản trong knowledge/topics`,
  );
}

/** Writes them under a folder; an article that is there already is left, as somebody may have read it over. */
export async function writePublished(
  store: Pick<Store, "range" | "load">,
  root: string,
): Promise<{ readonly answers: number; readonly articles: number }> {
  const { answers, articles } = await publishedFiles(store);
  for (const { path, text } of answers) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  let written = 0;
  for (const { path, text } of articles) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    try {
      await writeFile(join(root, path), text, { flag: "wx" });
      written += 1;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
  return { answers: answers.length, articles: written };
}
