import { docx, pdf } from "./made-documents.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A decision that says all of itself: number, day, kind, first day in force. */
const decision = [
  "ỦY BAN NHÂN DÂN TỈNH LÀO CAI",
  "Số: 7/2021/QĐ-UBND",
  "Lào Cai, ngày 22 tháng 2 năm 2021",
  "QUYẾT ĐỊNH",
  "Quy định hỗ trợ in tem OCOP",
  "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
  "Điều 1. Mức hỗ trợ in tem truy xuất",
  "1. Mỗi chủ thể được hỗ trợ in tem truy xuất nguồn gốc tối đa 12 triệu đồng một năm.",
  "2. Hồ sơ đề nghị hỗ trợ in tem gửi Sở Nông nghiệp và Phát triển nông thôn trước ngày 30 tháng 9.",
  "Điều 2. Hiệu lực thi hành",
  "Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2021.",
  "Nơi nhận: Như Điều 2; lưu VT.",
];

/** A plan that says nothing of itself. */
const plan = [
  "I. MỤC ĐÍCH",
  "1. Mục đích của đợt tập huấn",
  "Nâng cao kỹ năng chụp ảnh và bán hàng cho chủ thể OCOP trong huyện.",
  "II. NỘI DUNG",
  "1. Thời gian và địa điểm tập huấn",
  "Tập huấn hai ngày tại hội trường Trung tâm Văn hoá huyện.",
];

const twoDays = decision.map((line) =>
  line.startsWith("Quyết định này")
    ? "Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2021. Khoản 2 Điều 1 Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2021."
    : line,
);
const early = decision.map((line) =>
  line.replace("ngày 01 tháng 3 năm 2021", "ngày 01 tháng 3 năm 2020").replace("7/2021", "8/2021"),
);
const many = ["Số: 9/2021/QĐ-UBND", "Lào Cai, ngày 22 tháng 2 năm 2021", "QUYẾT ĐỊNH"].concat(
  Array.from({ length: 301 }, (_, at) => `Điều ${at + 1}. Việc thứ ${at + 1}\n\nLàm việc ấy cho xong.`),
);

/** Documents that people in conversations send, by their names. */
export const sentDocuments: Readonly<Record<string, Uint8Array>> = {
  "ho-tro-tem.docx": docx(decision),
  "ho-tro-tem.pdf": pdf([decision.flatMap((line) => [line, ""])]),
  "ho-tro-tem.txt": bytes(decision.join("\n\n")),
  "ho-tro-tem.md": bytes(decision.join("\n\n")),
  "gui-lai.txt": bytes(decision.join("\n\n")),
  "tap-huan.txt": bytes(plan.join("\n\n")),
  "hai-ngay.txt": bytes(twoDays.join("\n\n")),
  "hieu-luc-som.txt": bytes(early.join("\n\n")),
  "nhieu-dieu.txt": bytes(many.join("\n\n")),
  "quet.pdf": pdf([[], []]),
  "co-trang-anh.pdf": pdf([decision.flatMap((line) => [line, ""]), decision.slice(6), []]),
  "khoa.pdf": pdf([decision], { locked: true }),
  "hong.pdf": pdf([decision]).subarray(0, 300),
  "trong.txt": bytes(" \n "),
};
