import { type Part, allParts } from "../domain/criteria.ts";
import { countedScores, outcome, toImprove } from "../review/score.ts";
import type { Score } from "../review/session.ts";
import type { PaperProduct, SessionPaper } from "./session-paper.ts";
import { type Cell, type WorkbookSheet, workbook } from "./workbook.ts";

/** The scores of a session as an .xlsx: the outcomes on the first sheet, then one sheet for each product. */
export const scoreSheets = (paper: SessionPaper): Promise<Uint8Array> =>
  workbook([summary(paper), ...paper.products.map((product) => productSheet(paper, product))]);

/** Plain numbers, not formulas: a telephone shows a formula without its result. */
function summary({ session, products }: SessionPaper): WorkbookSheet {
  return {
    name: "Tổng hợp",
    columns: [
      { title: "STT", width: 6 },
      { title: "Sản phẩm", width: 28 },
      { title: "Chủ thể", width: 28 },
      { title: "Bộ sản phẩm", width: 28 },
      { title: "Ngày họp", width: 12 },
      { title: "Số phiếu", width: 10 },
      ...allParts.map((part) => ({ title: `Phần ${part}`, width: 9 })),
      { title: "Trung bình", width: 12 },
      { title: "Hạng sao", width: 10 },
      { title: "Cần hoàn thiện", width: 60 },
    ],
    rows: products.map((product, at) => {
      const found = outcome(session, product.dossier, product.sheet);
      return [
        at + 1,
        product.title,
        product.owner,
        product.set,
        { day: session.day },
        found?.counted ?? 0,
        ...allParts.map((part) => found?.parts[part] ?? null),
        found?.mean ?? null,
        found?.stars ?? null,
        found === undefined ? null : toImprove(found).join("\n"),
      ];
    }),
  };
}

function productSheet({ session }: SessionPaper, product: PaperProduct): WorkbookSheet {
  const { sheet, dossier } = product;
  const scores = countedScores(session, dossier, sheet);
  const nameOf = (person: string): string =>
    session.members.find((one) => one.person === person)?.name ?? person;
  // Row 1 holds the titles; the first members' column is D.
  const rowsAbove = 1;
  const columnsBefore = 3;
  const rows: (readonly Cell[])[] = [];
  const add = (
    id: string,
    title: string,
    most: number,
    of: (score: Score, column: string) => Cell,
  ): number => {
    const row = rows.length + 1 + rowsAbove;
    const cells = scores.map((score, at) => of(score, columnName(columnsBefore + at)));
    const range = `${columnName(columnsBefore)}${row}:${columnName(columnsBefore + scores.length - 1)}${row}`;
    const mean = scores.length === 0 ? null : { formula: `AVERAGE(${range})` };
    rows.push([id, title, most, ...cells, mean]);
    return row;
  };
  const sumRow = (part: Part): number => {
    const criteria = sheet.criteria.filter((one) => one.part === part);
    const lines = criteria.map((one) =>
      add(one.id, one.title, one.levels.at(-1) ?? 0, (score) => score.points[one.id] ?? null),
    );
    return add("", `Cộng phần ${part}`, sheet.parts[part], (score, column) => {
      const total = score.points[part];
      return total ?? { formula: `SUM(${column}${lines[0]}:${column}${lines.at(-1)})` };
    });
  };
  const sums = allParts.map(sumRow);
  add("", "Tổng điểm", 100, (_, column) => ({ formula: sums.map((row) => `${column}${row}`).join("+") }));
  const away = session.conflicts.filter((one) => one.dossier === dossier).map((one) => nameOf(one.person));
  const notes = [
    `Chủ thể: ${product.owner}`,
    `Bộ sản phẩm: ${product.set}`,
    ...(away.length === 0 ? [] : [`Không chấm vì có lợi ích liên quan: ${away.join(", ")}`]),
    ...(sheet.note === undefined ? [] : [sheet.note]),
  ];
  return {
    name: product.title,
    columns: [
      { title: "Số", width: 8 },
      { title: product.title, width: 52 },
      { title: "Tối đa", width: 9 },
      ...scores.map((score) => ({ title: nameOf(score.person), width: 14 })),
      { title: "Trung bình", width: 12 },
    ],
    rows: [...rows, [], ...notes.map((note) => [null, note])],
  };
}

/** The name of a column, from 0: "A" … "Z", "AA" …. */
function columnName(at: number): string {
  const last = String.fromCodePoint(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}
