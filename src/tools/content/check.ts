import { readContent } from "../../content/load.ts";
import { checkCarrying, checkRenewing, type Names } from "../../flow/carry.ts";
import { check } from "../../flow/check.ts";
import { checkSheets } from "../../flow/check-sheets.ts";
import { carryings, checklists, renewings, setsOf, sheetsOf } from "../../flows/all.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Checklist } from "../../flow/define.ts";
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
  complaints.push(...carryingFaults(Object.values(programmes)));
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

/** What is wrong with the ways from list to list, beside the programmes that have them. */
function carryingFaults(programmes: readonly Programme[]): readonly string[] {
  const listOf = (id: string): Checklist | undefined => checklists.find((one) => one.id === id);
  const programmeWith = (id: string) => programmes.find((one) => one.checklist === id);
  const ways = carryings.flatMap((way) => {
    const name = `src/flows: from ${way.from} to ${way.to}`;
    const [from, to] = [listOf(way.from), listOf(way.to)];
    const [old, now] = [programmeWith(way.from), programmeWith(way.to)];
    if (from === undefined || to === undefined || old === undefined || now === undefined)
      return [`${name}: a list or its programme is missing`];
    const names = { from: namesOf(old), to: namesOf(now), into: becomes(old, now) };
    return checkCarrying(way, from, to, names).map((text) => `${name}: ${text}`);
  });
  const again = renewings.flatMap((way) => {
    const list = listOf(way.list);
    return list === undefined
      ? [`src/flows: no list ${way.list}`]
      : checkRenewing(way, list).map((text) => `src/flows: ${way.list} done again: ${text}`);
  });
  return [...ways, ...again];
}

const namesOf = ({ communes, products, law }: Programme): Names => ({
  communes: communes.map((one) => one.id),
  products: products.map((one) => one.id),
  sets: (setsOf[law] ?? []).map((one) => one.id),
});

/** What each commune of a programme has become of those of a later one; some by way of another. */
function becomes(old: Programme, now: Programme): Readonly<Record<string, string>> {
  const end = (id: string, left: number): string => {
    const into = old.communes.find((one) => one.id === id)?.into?.commune;
    const isNow = now.communes.some((one) => one.id === into);
    return into === undefined || left === 0 ? id : isNow ? into : end(into, left - 1);
  };
  return Object.fromEntries(old.communes.map(({ id }) => [id, end(id, 5)]));
}
