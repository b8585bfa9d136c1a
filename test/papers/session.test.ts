import { DOMParser, type Element } from "@xmldom/xmldom";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { minutes } from "../../src/papers/minutes.ts";
import { scoreSheets } from "../../src/papers/score-sheets.ts";
import type { SessionPaper } from "../../src/review/session-paper.ts";
import { wordText } from "../../src/papers/word-text.ts";
import { outcome } from "../../src/review/score.ts";
import { points, sessionOf, sheetOf } from "../review/council.ts";

const fruit = sheetOf("b01");
const rice = sheetOf("s03");
const given = [
  points(fruit),
  points(fruit, { "4.3": 0, "5.1": 1, "3.5": 1 }),
  points(fruit, { "3.5": 1, "1.1": 2 }),
];
const one = sessionOf(fruit, given, { place: "Lào Cai", begins: "8 giờ 00", ends: "11 giờ 30" });
const session: SessionPaper["session"] = {
  ...one,
  members: [...one.members, { person: "m4", name: "Vàng A Sùng", from: "Sở Y tế" }],
  products: [...one.products, { dossier: "BH-0002", title: "Gạo Khẩu Mẹo", set: "s03" }],
  conflicts: [{ person: "m4", dossier: "BH-0001" }],
  scores: [
    ...one.scores.map((score) =>
      score.person === "m2" ? { ...score, notes: "Bao bì nên ghi rõ\u{0}\uD800\uFFFF <hạn dùng>" } : score,
    ),
    { person: "m4", dossier: "BH-0001", points: points(fruit, { "1.1": 1 }) },
    { person: "m1", dossier: "BH-0002", points: points(rice, { C: 20 }) },
  ],
};
const paper: SessionPaper = {
  programme: { title: "OCOP Bắc Hà", document: "Kế hoạch OCOP năm 2026", place: "Bắc Hà" },
  council: "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Lào Cai",
  session,
  products: [
    {
      dossier: "BH-0001",
      title: "Mận Tam hoa",
      owner: "Hợp tác xã Bản Phố & bạn",
      set: "Rau, củ, quả, hạt tươi",
      state: "Đủ thành phần",
      sheet: fruit,
    },
    {
      dossier: "BH-0002",
      title: "Gạo Khẩu Mẹo",
      owner: "Hộ Lù Seo Páo",
      set: "Gạo, ngũ cốc",
      state: "Thiếu giấy kiểm nghiệm",
      sheet: rice,
    },
  ],
  above: { office: "Bộ Nông nghiệp và Môi trường", from: 90 },
};

describe("the minutes", () => {
  test("say who met, what was scored, and what came of it", async () => {
    const text = wordText(await minutes(paper));
    for (const line of [
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "Độc lập - Tự do - Hạnh phúc",
      "HỘI ĐỒNG ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP TỈNH LÀO CAI",
      "Lào Cai, ngày 25 tháng 6 năm 2026",
      "BIÊN BẢN\n",
      "1. Thời gian: bắt đầu 8 giờ 00, kết thúc 11 giờ 30, ngày 25/6/2026.",
      "có mặt 3/4 thành viên. Số cần có: 3, trong đó có người chủ trì. Đủ điều kiện họp.",
      "1 | Thành viên 1 | Sở Công Thương | Chủ trì | Có mặt",
      "4 | Vàng A Sùng | Sở Y tế | Thành viên | Vắng",
      "4. Thư ký: Lý Thị Thư.",
      "1. Mận Tam hoa (hồ sơ BH-0001)",
      "Chủ thể: Hợp tác xã Bản Phố & bạn. Bộ sản phẩm: Rau, củ, quả, hạt tươi.",
      "Tình trạng hồ sơ: Đủ thành phần.",
      "Không chấm vì có lợi ích liên quan: Vàng A Sùng.",
      "2 | Thành viên 2 | 38 | 16 | 35 | 89",
      " | Trung bình | 38,33 | 22 | 35 | 95,33",
      "chênh nhau 11 điểm, nhiều nhất ở: Quảng bá sản phẩm (từ 0 đến 5); Câu chuyện sản phẩm (từ 1 đến 5)",
      "- Thành viên 2: Bao bì nên ghi rõ <hạn dùng>",
      "Kết quả: 95,33 điểm, 3 sao.",
      "Theo điểm là 5 sao, nhưng còn tiêu chí chưa đạt mức tối thiểu.",
      "- 3.5 Sở hữu trí tuệ: được 1 điểm, cần từ 2 điểm để đạt 4 sao.",
      "1 | Mận Tam hoa | Hợp tác xã Bản Phố & bạn | 95,33 | 3 sao | Chuyển Bộ Nông nghiệp và Môi trường",
      "Chưa có phiếu chấm đủ điểm của: Thành viên 2, Thành viên 3, Vàng A Sùng.",
      "Lưu ý: Chưa đọc được phần C của bộ này",
      "2 | Gạo Khẩu Mẹo | Hộ Lù Seo Páo | 80 | 4 sao | ",
      "THƯ KÝ",
      "CHỦ TRÌ",
    ])
      expect(text).toContain(line.trimEnd());
    expect(text).not.toContain("Vàng A Sùng | 38");
  });

  test("of an open session are a draft, and without scores there is no result", async () => {
    const text = wordText(await minutes({ ...paper, session: { ...session, state: "open", scores: [] } }));
    expect(text).toContain("DỰ THẢO");
    expect(text).toContain("Chưa có phiếu chấm đủ điểm, nên chưa có kết quả.");
    expect(text).not.toContain("Kết quả:");
  });

  test("are set in the type of official papers, with widths that every program reads", async () => {
    const parts = unzipSync(await minutes(paper));
    const document = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
    expect(strFromU8(parts["word/styles.xml"] ?? new Uint8Array())).toContain('w:ascii="Times New Roman"');
    // The text is 160 mm wide; LibreOffice takes the widths from the grid.
    const grids = [...document.matchAll(/<w:tblGrid>(.*?)<\/w:tblGrid>/gu)].map(([, grid = ""]) =>
      [...grid.matchAll(/w:w="(\d+)"/gu)].reduce((sum, [, width]) => sum + Number(width), 0),
    );
    expect(grids.length).toBeGreaterThan(5);
    for (const width of grids) expect(Math.abs(width - 9071)).toBeLessThan(10);
  });
});

/** "A" is 1, "AA" 27. */
const numberOf = (column: string): number =>
  column.split("").reduce((sum, letter) => sum * 26 + (letter.codePointAt(0) ?? 0) - 64, 0);

/** The cells of one sheet as a spreadsheet program shows them, formulas worked out. */
function cellsOf(bytes: Uint8Array, number: number): ReadonlyMap<string, string | number> {
  const parts = unzipSync(bytes);
  const read = (name: string) =>
    new DOMParser().parseFromString(strFromU8(parts[name] ?? new Uint8Array()), "text/xml");
  const within = (of: Element, tag: string): string =>
    of.getElementsByTagName(tag).item(0)?.textContent ?? "";
  const shared = [...read("xl/sharedStrings.xml").getElementsByTagName("si")].map(
    (item) => item.textContent ?? "",
  );
  const cells = new Map<string, string | number>();
  const numbers = (range: string): readonly number[] => {
    const [, column = "", from = "", to = "", until = ""] =
      /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/u.exec(range) ?? [];
    return [...cells].flatMap(([name, value]) => {
      const [, own = "", row = ""] = /^([A-Z]+)(\d+)$/u.exec(name) ?? [];
      const inside =
        numberOf(own) >= numberOf(column) &&
        numberOf(own) <= numberOf(to) &&
        Number(row) >= Number(from) &&
        Number(row) <= Number(until);
      return inside && typeof value === "number" ? [value] : [];
    });
  };
  const work = (formula: string): number => {
    const [, inner] = /^ROUND\((.+),2\)$/u.exec(formula) ?? [];
    if (inner !== undefined) return Math.round(work(inner) * 100) / 100;
    const [, name, range = ""] = /^(SUM|AVERAGE)\((.+)\)$/u.exec(formula) ?? [];
    const sum = (all: readonly number[]): number => all.reduce((before, value) => before + value, 0);
    if (name === "SUM") return sum(numbers(range));
    if (name === "AVERAGE") return sum(numbers(range)) / numbers(range).length;
    return sum(formula.split("+").map((cell) => Number(cells.get(cell))));
  };
  for (const cell of read(`xl/worksheets/sheet${number}.xml`).getElementsByTagName("c")) {
    const formula = within(cell, "f");
    const value = within(cell, "v");
    const name = cell.getAttribute("r") ?? "";
    if (formula !== "") {
      cells.set(name, work(formula));
      // What a telephone shows is what Excel works out.
      expect([name, Number(value)]).toEqual([name, cells.get(name)]);
    }
    if (formula !== "") continue;
    if (cell.getAttribute("t") === "s") cells.set(name, shared[Number(value)] ?? "");
    else if (cell.getAttribute("t") === "inlineStr") cells.set(name, within(cell, "is"));
    else if (value !== "") cells.set(name, Number(value));
  }
  return cells;
}

/** The row whose second cell is this. */
const rowOf = (cells: ReadonlyMap<string, string | number>, title: string): readonly (string | number)[] => {
  const row = [...cells].find(([name, value]) => name.startsWith("B") && value === title)?.[0].slice(1);
  return [...cells].filter(([name]) => /\d+/u.exec(name)?.[0] === row).map(([, value]) => value);
};

describe("the score sheets", () => {
  test("formulas come to what the program counts", async () => {
    const bytes = await scoreSheets(paper);
    const cells = cellsOf(bytes, 2);
    const found = outcome(session, "BH-0001", fruit);
    expect(["A", "B", "C", "D", "E", "F", "G", "H"].map((column) => cells.get(`${column}1`))).toEqual([
      "Số",
      "Mận Tam hoa",
      "Tối đa",
      "Thành viên 1",
      "Thành viên 2",
      "Thành viên 3",
      "Trung bình",
      undefined,
    ]);
    expect(rowOf(cells, "Sở hữu trí tuệ").slice(0, 6)).toEqual(["3.5", "Sở hữu trí tuệ", 3, 3, 1, 1]);
    const last = (title: string) => Math.round(Number(rowOf(cells, title).at(-1)) * 100) / 100;
    expect([last("Cộng phần A"), last("Cộng phần B"), last("Cộng phần C")]).toEqual(
      Object.values(found?.parts ?? {}),
    );
    expect(last("Tổng điểm")).toBe(found?.mean);
    expect([...cells.values()]).toContain("Không chấm vì có lợi ích liên quan: Vàng A Sùng");
  });

  test("a part that was given as a total stands as one number", async () => {
    const cells = cellsOf(await scoreSheets(paper), 3);
    expect(rowOf(cells, "Cộng phần C")).toEqual(["Cộng phần C", 40, 20, 20]);
    expect(rowOf(cells, "Tổng điểm").at(-1)).toBe(80);
  });

  test("the first sheet sums up", async () => {
    const cells = cellsOf(await scoreSheets(paper), 1);
    expect(rowOf(cells, "Mận Tam hoa").slice(5)).toEqual([
      3,
      38.33,
      22,
      35,
      95.33,
      3,
      "3.5 Sở hữu trí tuệ: được 1 điểm, cần từ 2 điểm để đạt 4 sao",
    ]);
    expect(rowOf(cells, "Gạo Khẩu Mẹo").slice(5, 11)).toEqual([1, 35, 25, 20, 80, 4]);
  });

  test("a council may be larger than the alphabet", async () => {
    const many = sessionOf(
      fruit,
      Array.from({ length: 30 }, (_, at) => points(fruit, at < 10 ? { "4.3": 0 } : {})),
    );
    const cells = cellsOf(await scoreSheets({ ...paper, session: many }), 2);
    expect(cells.get("AG1")).toBe("Thành viên 30");
    expect(cells.get("AH1")).toBe("Trung bình");
    expect(rowOf(cells, "Tổng điểm").at(-1)).toBe(98.33);
  });

  test("without scores there is a sheet to look at all the same", async () => {
    const cells = cellsOf(await scoreSheets({ ...paper, session: { ...session, scores: [] } }), 2);
    expect(rowOf(cells, "Tổng điểm")).toEqual(["Tổng điểm", 100]);
  });
});
