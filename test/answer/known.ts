import { content } from "../architecture/project.ts";
import type { Evidence } from "../../src/answer/wording/compose.ts";
import type { Certainty } from "../../src/domain/certainty.ts";
import type { ModelPrompt } from "../../src/domain/prompt.ts";

export const promptOf = (id: string): ModelPrompt => {
  const found = content.prompts[id];
  if (found === undefined) throw new Error(`No prompt ${id}`);
  return found;
};

export const evidence = (
  id: string,
  heading: string,
  text: string,
  more: { readonly now?: string; readonly certainty?: Certainty; readonly score?: number } = {},
): Evidence => ({
  id,
  heading,
  text,
  ...(more.now === undefined ? {} : { now: more.now }),
  score: more.score ?? 0.8,
  citation: {
    id,
    label: "Kế hoạch OCOP huyện Bắc Hà năm 2021",
    source: "Kế hoạch",
    certainty: more.certainty ?? "read",
    validFrom: "2021-02-01",
    validUntil: "2021-12-31",
  },
});

export const rounds = evidence(
  "nhan-ho-so#dot-1",
  "Hạn nhận hồ sơ đợt 1",
  "Năm 2021, hồ sơ đợt 1 dự kiến nhận trước tháng 5/2021, đợt 2 trước tháng 10/2021. Bà con nộp ở UBND xã, thị trấn; xã gửi lên Phòng Nông nghiệp và PTNT huyện.",
  { now: "Theo Quyết định 26/2026/QĐ-TTg, UBND xã nhận hồ sơ quanh năm." },
);
export const targets = evidence(
  "muc-tieu#so-san-pham",
  "Mục tiêu năm 2021",
  "Ít nhất 04 sản phẩm chủ lực được công nhận OCOP từ 03 sao trở lên; mỗi xã, thị trấn chọn ít nhất 02 sản phẩm. 100% cán bộ và chủ thể được tập huấn.",
);
export const stars = evidence(
  "diem#hang-sao",
  "Điểm và hạng sao",
  "Quyết định 1048/QĐ-TTg ngày 21/8/2019 của Thủ tướng: điểm tối đa 100, phần A 35, phần B 25, phần C 40. Từ 90 điểm là 5 sao, từ 70 là 4 sao, từ 50 là 3 sao, từ 30 là 2 sao. UBND tỉnh công nhận 3 và 4 sao, giấy có giá trị 36 tháng.",
);
export const duties = evidence(
  "khuyen-cong#ai-giup",
  "Vốn khuyến công và nhãn",
  "Phòng Kinh tế - Hạ tầng huyện hướng dẫn vốn khuyến công, giúp đăng ký sở hữu trí tuệ, nhãn, mã vạch.",
);
export const fee = evidence(
  "phi#cap-giay",
  "Phí cấp giấy",
  "Theo Nghị định 15/2018/NĐ-CP, cơ sở nhỏ lẻ nộp bản cam kết. Thời hạn 20 ngày làm việc, lệ phí 700.000 đồng. Chưa xác nhận được mức phí này.",
  { certainty: "unconfirmed" },
);
export const bodies = [
  "Phòng Nông nghiệp và PTNT huyện",
  "Trung tâm Y tế huyện",
  "Mặt trận Tổ quốc và các đoàn thể",
];
