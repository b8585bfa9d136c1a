import { readContent } from "../../content/load.ts";
import { check } from "../../flow/check.ts";
import { checkSheets } from "../../flow/check-sheets.ts";
import { checklists, setsOf, sheetsOf } from "../../flows/all.ts";
import { contentFiles } from "../../store/content-files.ts";

/** Checks knowledge/, prompts/ and the checklists; prints complaints and gives the code to end with. */
export async function checkContent(root: string): Promise<number> {
  const read = readContent(await contentFiles(root));
  if ("complaints" in read) {
    for (const { path, line, text } of read.complaints) console.error(`${path}:${line} ${text}`);
    return 1;
  }
  const { articles, papers, programmes, sentences } = read.content;
  const complaints = checklists.flatMap((list) => {
    const sets = (setsOf[list.law] ?? []).map((one) => one.id);
    const known = { papers: Object.keys(papers), sets, programmes: Object.keys(programmes) };
    return check(list, known).map((one) => `src/flows/${list.law}: ${one.item ?? list.id}: ${one.text}`);
  });
  for (const [law, sheets] of Object.entries(sheetsOf)) {
    const sets = (setsOf[law] ?? []).map((one) => one.id);
    complaints.push(...checkSheets(sheets, sets).map((text) => `src/flows/${law}/criteria.ts: ${text}`));
  }
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
  return complaints.length > 0 ? 1 : 0;
}
