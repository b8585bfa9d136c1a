import { type Part, allParts } from "../domain/criteria.ts";
import { partSums, total } from "../review/points.ts";
import { countedScores, meanOf, outcome, toImprove } from "../review/score.ts";
import type { Score } from "../review/session.ts";
import type { PaperProduct, SessionPaper } from "../review/session-paper.ts";
import { type Cell, type WorkbookSheet, workbook } from "./workbook.ts";

/** The scores of a session as an .xlsx: the outcomes on the first sheet, then one sheet for each product. */
export const scoreSheets = (paper: SessionPaper): Promise<Uint8Array> =>
  workbook([summary(paper), ...paper.products.map((product) => productSheet(paper, product))]);

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

// Row 1 holds the titles; the first member's column is D.
const rowsAbove = 1;
const columnsBefore = 3;

function productSheet({ session }: SessionPaper, product: PaperProduct): WorkbookSheet {
  const { sheet, dossier } = product;
  const scores = countedScores(session, dossier, sheet);
  const nameOf = (person: string): string =>
    session.members.find((one) => one.person === person)?.name ?? person;
  const columns = scores.map((_, at) => columnName(columnsBefore + at));
  const rows: (readonly Cell[])[] = [];
  /** Adds a row with a cell for each member and their mean; gives its number in Excel. */
  const add = (id: string | null, title: string, most: number, cells: readonly Cell[]): number => {
    const row = rows.length + 1 + rowsAbove;
    const given = cells.flatMap((one) => worth(one) ?? []);
    const range = `${columns[0]}${row}:${columns.at(-1)}${row}`;
    const mean = given.length === 0 ? null : { formula: `ROUND(AVERAGE(${range}),2)`, value: meanOf(given) };
    rows.push([id, title, most, ...cells, mean]);
    return row;
  };
  const partRow = (part: Part): number => {
    const lines = sheet.criteria
      .filter((one) => one.part === part)
      .map((one) =>
        add(
          one.id,
          one.title,
          one.levels.at(-1) ?? 0,
          scores.map((score) => score.points[one.id] ?? null),
        ),
      );
    const sum = (score: Score, column: string | undefined): Cell =>
      score.points[part] ?? {
        formula: `SUM(${column}${lines[0]}:${column}${lines.at(-1)})`,
        value: partSums(score.points, sheet)[part],
      };
    return add(
      null,
      `Cộng phần ${part}`,
      sheet.parts[part],
      scores.map((score, at) => sum(score, columns[at])),
    );
  };
  const sums = allParts.map(partRow);
  const whole = (score: Score, column: string | undefined): Cell => ({
    formula: sums.map((row) => `${column}${row}`).join("+"),
    value: total(score.points, sheet),
  });
  add(
    null,
    "Tổng điểm",
    100,
    scores.map((score, at) => whole(score, columns[at])),
  );
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

/** The number that a cell comes to. */
const worth = (cell: Cell): number | undefined => {
  if (typeof cell === "number") return cell;
  return cell !== null && typeof cell === "object" && "formula" in cell ? cell.value : undefined;
};

/** The name of a column, from 0: "A" … "Z", "AA" …. */
function columnName(at: number): string {
  const last = String.fromCodePoint(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}
