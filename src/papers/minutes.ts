import { allParts } from "../domain/criteria.ts";
import { showDay } from "../domain/instant.ts";
import { partSums, total } from "../review/points.ts";
import {
  type Outcome,
  countedScores,
  goesOn,
  inVietnamese,
  outcome,
  quorum,
  spread,
  toImprove,
} from "../review/score.ts";
import type { PaperProduct, SessionPaper } from "../review/session-paper.ts";
import { type Block, type Line, wordDocument } from "./word-document.ts";

/** The minutes of a session as a .docx in the layout of official papers; of an open session they are a draft. */
export const minutes = (paper: SessionPaper): Promise<Uint8Array> =>
  wordDocument(`Biên bản: ${paper.session.title}`, [
    ...head(paper),
    ...composition(paper),
    ...paper.products.flatMap((product, at) => productBlocks(paper, product, at + 1)),
    ...conclusions(paper),
    ...signatures(paper),
  ]);

const bold = (text: string): Line => ({ text, bold: true });
const centred = (text: string): Line => ({ text, centred: true });
const heading = (text: string): Line => ({ text, bold: true, centred: true });
const blank = "………………";

function head({ council, programme, session }: SessionPaper): readonly Block[] {
  const [year = "", month = "", day = ""] = session.day.split("-");
  // Official papers write a nought before days under 10 and before January and February.
  const shown = month > "02" ? String(Number(month)) : month;
  return [
    {
      widths: [43, 57],
      beside: [
        [heading(council.toUpperCase()), centred("Số: ………/BB-HĐ")],
        [
          heading("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
          heading("Độc lập - Tự do - Hạnh phúc"),
          centred("———————————"),
          {
            text: `${session.place ?? blank}, ngày ${day} tháng ${shown} năm ${year}`,
            italic: true,
            centred: true,
          },
        ],
      ],
    },
    heading(session.state === "closed" ? "BIÊN BẢN" : "BIÊN BẢN (DỰ THẢO, PHIÊN HỌP CHƯA ĐÓNG)"),
    heading("Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP"),
    centred(session.title),
    `Căn cứ: ${programme.document}.`,
  ];
}

function composition({ session }: SessionPaper): readonly Block[] {
  const { present, needed, reached } = quorum(session);
  const rows = session.members.map((one, at) => [
    String(at + 1),
    one.name,
    one.from,
    one.person === session.chair ? "Chủ trì" : "Thành viên",
    session.present.includes(one.person) ? "Có mặt" : "Vắng",
  ]);
  return [
    bold("I. Thời gian, địa điểm, thành phần"),
    `1. Thời gian: bắt đầu ${session.begins ?? blank}, kết thúc ${session.ends ?? blank}, ngày ${showDay(session.day)}.`,
    `2. Địa điểm: ${session.place ?? blank}.`,
    `3. Thành phần: có mặt ${present}/${session.members.length} thành viên. Số cần có: ${needed}, trong đó có người chủ trì. ${reached ? "Đủ điều kiện họp." : "Chưa đủ điều kiện họp."}`,
    { widths: [7, 33, 32, 15, 13], table: [["STT", "Họ và tên", "Đơn vị", "Vai trò", "Có mặt"], ...rows] },
    `4. Thư ký: ${session.secretary.name}.`,
    bold("II. Đánh giá từng sản phẩm"),
  ];
}

function productBlocks({ session }: SessionPaper, product: PaperProduct, number: number): readonly Block[] {
  const { dossier, sheet } = product;
  const scores = countedScores(session, dossier, sheet);
  const found = outcome(session, dossier, sheet);
  const nameOf = (person: string): string =>
    session.members.find((one) => one.person === person)?.name ?? person;
  const away = session.conflicts.filter((one) => one.dossier === dossier).map((one) => nameOf(one.person));
  const notes = scores.flatMap((one) =>
    one.notes === undefined ? [] : [`- ${nameOf(one.person)}: ${one.notes}`],
  );
  const about = [
    bold(`${number}. ${product.title} (hồ sơ ${product.code ?? dossier})`),
    `Chủ thể: ${product.owner}. Bộ sản phẩm: ${product.set}.`,
    `Tình trạng hồ sơ: ${product.state}.`,
    ...(away.length === 0 ? [] : [`Không chấm vì có lợi ích liên quan: ${away.join(", ")}.`]),
    ...(sheet.note === undefined ? [] : [`Lưu ý: ${sheet.note}`]),
  ];
  if (found === undefined) return [...about, "Chưa có phiếu chấm đủ điểm, nên chưa có kết quả."];
  const rows = scores.map((one, at) => {
    const sums = partSums(one.points, sheet);
    return [
      String(at + 1),
      nameOf(one.person),
      ...allParts.map((part) => String(sums[part])),
      String(total(one.points, sheet)),
    ];
  });
  const means = [...allParts.map((part) => found.parts[part]), found.mean].map(inVietnamese);
  const apart = spread(scores, sheet);
  return [
    ...about,
    {
      widths: [8, 44, 12, 12, 12, 12],
      table: [
        ["STT", "Thành viên", ...allParts.map((part) => `Phần ${part}`), "Tổng"],
        ...rows,
        ["", "Trung bình", ...means],
      ],
    },
    ...(apart.tooFar
      ? [
          `Điểm của các thành viên chênh nhau ${apart.apart} điểm, nhiều nhất ở: ${apart.differ.map((one) => `${one.title} (từ ${one.least} đến ${one.most})`).join("; ")}.`,
        ]
      : []),
    ...(found.awaited.length === 0
      ? []
      : [`Chưa có phiếu chấm đủ điểm của: ${found.awaited.map((one) => one.name).join(", ")}.`]),
    ...(notes.length === 0 ? ["Ý kiến: không có."] : ["Ý kiến:", ...notes]),
    bold(`Kết quả: ${inVietnamese(found.mean)} điểm, ${found.stars} sao.`),
    ...(found.stars < found.band
      ? [`Theo điểm là ${found.band} sao, nhưng còn tiêu chí chưa đạt mức tối thiểu.`]
      : []),
    ...(found.unchecked.length === 0
      ? []
      : [
          `Chưa đối chiếu được mức tối thiểu của: ${found.unchecked.map((one) => `${one.id} ${one.title}`).join("; ")}.`,
        ]),
    ...improvements(found),
  ];
}

const improvements = (found: Outcome): readonly Line[] =>
  found.below.length === 0
    ? []
    : [`Cần hoàn thiện để đạt ${found.stars + 1} sao:`, ...toImprove(found).map((one) => `- ${one}.`)];

function conclusions({ session, products, above }: SessionPaper): readonly Block[] {
  const rows = products.map((product, at) => {
    const found = outcome(session, product.dossier, product.sheet);
    const proposal =
      above !== undefined && found !== undefined && goesOn(found, above.from) ? `Chuyển ${above.office}` : "";
    return [
      String(at + 1),
      product.title,
      product.owner,
      found === undefined ? "" : inVietnamese(found.mean),
      found === undefined ? "" : `${found.stars} sao`,
      proposal,
    ];
  });
  return [
    bold("III. Kết luận"),
    {
      widths: [7, 27, 27, 10, 11, 18],
      table: [["STT", "Sản phẩm", "Chủ thể", "Điểm", "Hạng", "Đề nghị"], ...rows],
    },
    `Biên bản được đọc lại cho các thành viên cùng nghe và thống nhất ký tên.`,
  ];
}

function signatures({ session }: SessionPaper): readonly Block[] {
  const chair = session.members.find((one) => one.person === session.chair)?.name ?? blank;
  const signed = (role: string, name: string): readonly Line[] => [
    heading(role),
    { text: "(Ký, ghi rõ họ tên)", italic: true, centred: true },
    centred("\n\n\n"),
    heading(name),
  ];
  const others = session.members.filter(
    (one) => one.person !== session.chair && session.present.includes(one.person),
  );
  return [
    { widths: [50, 50], beside: [signed("THƯ KÝ", session.secretary.name), signed("CHỦ TRÌ", chair)] },
    ...(others.length === 0
      ? []
      : [
          bold("Các thành viên"),
          {
            widths: [8, 52, 40],
            table: [
              ["STT", "Họ và tên", "Chữ ký"],
              ...others.map((one, at) => [String(at + 1), one.name, ""]),
            ],
          },
        ]),
  ];
}
