import { type Parts, offline } from "../../src/answer/offline.ts";
import { type Known, library } from "../../src/answer/library.ts";
import type { Article, Passage } from "../../src/domain/article.ts";
import type { Law } from "../../src/domain/law.ts";
import type { Paper } from "../../src/domain/paper.ts";
import type { Programme } from "../../src/domain/programme.ts";
import { content } from "../architecture/project.ts";

const passage = (
  article: string,
  heading: string,
  text: string,
  asks: readonly string[],
  now?: string,
): Passage => ({
  id: `${article}#${asks[0] ?? heading}`.replaceAll(/\s+/gu, "-"),
  heading,
  asks,
  text,
  ...(now === undefined ? {} : { now }),
});

const article = (
  id: string,
  title: string,
  more: Partial<Article> & Pick<Article, "from" | "passages">,
): Article => ({
  id,
  title,
  source: ["https://vanban.example/1"],
  certainty: "read",
  stated: true,
  printed: [],
  ...more,
});

const law = (id: string, number: string, from: string, more: Partial<Law> = {}): Law => ({
  id,
  kind: "Quyết định",
  matter: "ranking",
  number,
  title: "Bộ tiêu chí",
  date: from,
  from,
  replaces: [],
  amendedBy: [],
  source: ["https://vanban.example/2"],
  certainty: "read",
  printed: [],
  text: "",
  ...more,
});

export const oldRule = law("qd-1048-2019", "1048/QĐ-TTg", "2019-08-21", { until: "2023-02-23" });
export const rule = law("qd-26-2026", "26/2026/QĐ-TTg", "2026-05-22");

export const programme: Programme = {
  id: "thu-2021",
  title: "OCOP Thử 2021",
  document: "Kế hoạch OCOP Thử năm 2021",
  place: "huyện Thử",
  law: oldRule.id,
  checklist: "qd-1048-2019",
  from: "2021-02-01",
  until: "2021-12-31",
  receiver: "UBND xã",
  communes: [],
  products: [],
  rounds: [],
  stages: [],
  offices: [
    {
      id: "y-te",
      name: "Trung tâm Y tế",
      also: [],
      duties: [{ text: "An toàn thực phẩm.", topics: ["nước mắm", "an toàn thực phẩm"] }],
    },
    {
      id: "tai-chinh",
      name: "Phòng Tài chính",
      also: [],
      duties: [{ text: "Kinh phí.", topics: ["kinh phí", "tiền", "hỗ trợ"] }],
    },
  ],
};

const paper: Paper = {
  id: "phieu-kiem-nghiem",
  name: "Phiếu kiểm nghiệm",
  short: "phiếu",
  issuer: { in2021: "Phòng kiểm nghiệm tỉnh", now: "Phòng kiểm nghiệm được chỉ định" },
  leadTime: { text: "bảy ngày", certainty: "recalled" },
  mistakes: ["Phiếu quá cũ.", "Thiếu chỉ tiêu vi sinh."],
  forms: [],
  source: ["https://vanban.example/3"],
  certainty: "recalled",
  text: "Phiếu ghi kết quả thử mẫu hàng ở phòng kiểm nghiệm.",
};

/** Seventy words in seven sentences. */
export const stages = Array.from(
  { length: 7 },
  (_, at) => `(${at + 1}) khâu này do một bên khác nhau lo liệu.`,
).join(" ");

const articles = [
  article("ke-hoach", "Nhận hồ sơ", {
    document: programme.id,
    clause: "Phần II",
    from: "2021-02-01",
    until: "2021-12-31",
    passages: [
      passage(
        "ke-hoach",
        "Các đợt nhận hồ sơ",
        "Huyện nhận hồ sơ hai đợt: đợt một trước tháng 5/2021, đợt hai trước tháng 10/2021.",
        ["Năm 2021 nộp hồ sơ mấy đợt?", "Hạn nộp hồ sơ là khi nào?"],
        "UBND xã nhận hồ sơ quanh năm.",
      ),
      passage("ke-hoach", "Nơi nhận hồ sơ", "Bà con nộp hồ sơ ở UBND xã, thị trấn.", ["Nộp hồ sơ ở đâu?"]),
    ],
  }),
  article("diem-cu", "Thang điểm cũ", {
    document: oldRule.id,
    clause: "Điều 3",
    from: "2019-08-21",
    until: "2023-02-23",
    passages: [
      passage(
        "diem-cu",
        "Điểm phần A",
        "Phần A chấm tối đa 35 điểm.",
        ["Phần A chấm bao nhiêu điểm?"],
        "Phần A 40 điểm.",
      ),
    ],
  }),
  article("diem-moi", "Thang điểm mới", {
    document: rule.id,
    clause: "Điều 4",
    from: "2026-05-22",
    passages: [
      passage("diem-moi", "Điểm của phần A", "Phần A chấm tối đa 40 điểm.", ["Phần A được mấy điểm?"]),
      passage(
        "diem-moi",
        "Giấy có hạn bao lâu",
        "Giấy chứng nhận có giá trị 36 tháng; làm lại trước 180 ngày.",
        ["Giấy chứng nhận có hạn mấy năm?"],
      ),
    ],
  }),
  article("thuong", "Tiền thưởng", {
    from: "2021-01-01",
    stated: false,
    passages: [
      passage(
        "thuong",
        "Thưởng cho sản phẩm năm sao",
        "Chưa văn bản nào nêu mức thưởng cho sản phẩm năm sao.",
        ["Năm sao được thưởng gì?"],
      ),
    ],
  }),
  article("cac-khau", "Các khâu xét duyệt", {
    from: "2021-01-01",
    passages: [passage("cac-khau", "Trình tự xét duyệt", stages, ["Trình tự xét duyệt gồm khâu nào?"])],
  }),
  article("tap-huan", "Tập huấn", {
    from: "2021-01-01",
    certainty: "inferred",
    passages: [
      passage(
        "tap-huan",
        "Lớp tập huấn",
        "Chủ thể được dự lớp tập huấn về bao bì, nhãn mác; kinh phí do huyện bố trí.",
        ["Ai được dự lớp tập huấn?", "Kinh phí tập huấn bao nhiêu tiền?"],
      ),
    ],
  }),
];

export const sources = {
  articles: Object.fromEntries(articles.map((one) => [one.id, one])),
  laws: { [oldRule.id]: oldRule, [rule.id]: rule },
  programmes: { [programme.id]: programme },
  papers: { [paper.id]: paper },
  sentences: content.sentences,
};

export const known: readonly Known[] = library(sources);

const parts: Parts = {
  known,
  notOurs: [
    {
      id: "weather",
      verdict: "refused",
      examples: ["trời mưa không", "mai có nắng không", "thời tiết hôm nay"],
    },
    { id: "greeting", verdict: "other", examples: ["chào em", "xin chào bạn", "alo chào buổi sáng"] },
  ],
  laws: [oldRule, rule],
  programme,
  words: content.sentences,
};

/** Answers from a library of a dozen made-up passages. */
export const small = offline(parts);
