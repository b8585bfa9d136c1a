import { checklist } from "../../flow/define.ts";
import { existing } from "./existing.ts";
import { idea } from "./idea.ts";
import { organisation } from "./organisation.ts";
import { papers } from "./papers.ts";
import { plan } from "./plan.ts";
import { start } from "./start.ts";
import { story, storySection } from "../story.ts";

/** The registration dossier under Decision 1048/QĐ-TTg: the papers and the four forms. */
export const register = checklist({
  id: "ho-so-1048",
  law: "qd-1048-2019",
  version: 1,
  title: "Hồ sơ đăng ký sản phẩm OCOP",
  owner: "ownerName",
  ownerKind: "owner",
  sections: [
    { id: "dang-ky", title: "Đăng ký" },
    { id: "giay-to", title: "Giấy tờ" },
    { id: "y-tuong", title: "Ý tưởng sản phẩm (biểu 01)" },
    { id: "da-co", title: "Sản phẩm đã có (biểu 02)" },
    { id: "phuong-an", title: "Phương án kinh doanh (biểu 03)" },
    { id: "to-chuc", title: "Giới thiệu cơ sở (biểu 04)" },
    storySection,
  ],
  items: {
    ...story("qd-1048-2019/ho-so/16"),
    ...start,
    ...papers,
    ...idea,
    ...existing,
    ...plan,
    ...organisation,
  },
});
