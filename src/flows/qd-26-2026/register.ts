import { checklist } from "../../flow/define.ts";
import { papers } from "./papers.ts";
import { report } from "./report.ts";
import { start } from "./start.ts";
import { story, storySection } from "../story.ts";

/** The registration dossier under Decision 26/2026/QĐ-TTg: forms 01 and 02 with their proofs. */
export const register = checklist({
  id: "ho-so-26",
  law: "qd-26-2026",
  version: 1,
  title: "Hồ sơ đăng ký đánh giá sản phẩm OCOP",
  owner: "ownerName",
  ownerKind: "owner",
  sections: [
    { id: "dang-ky", title: "Đăng ký (Mẫu 01)" },
    { id: "giay-to", title: "Giấy tờ minh chứng" },
    { id: "bao-cao", title: "Giới thiệu cơ sở (Mẫu 02, phần I)" },
    { id: "ket-qua", title: "Kết quả sản xuất kinh doanh (Mẫu 02, phần II)" },
    { id: "ke-hoach", title: "Kế hoạch (Mẫu 02, phần IV)" },
    storySection,
  ],
  items: { ...story("qd-26-2026/minh-chung/10"), ...start, ...papers, ...report },
});
