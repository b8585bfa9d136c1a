import { describe, expect, test } from "vitest";
import { readSaid } from "../../src/register/said.ts";
import { lists } from "./made-up.ts";

const read = (text: string) => readSaid(text, lists);
const entry = (text: string) => {
  const said = read(text);
  return said?.kind === "entry" ? said.entry : said;
};

describe("a line for the register", () => {
  test.each([
    [
      "thêm HTX Quế Nậm Đét, xã Nậm Đét, 0912 345 678",
      { kind: "cooperative", commune: "nam-det", phone: "0912345678" },
    ],
    [
      "them htx que nam det xa nam det sdt 0912345678",
      { kind: "cooperative", commune: "nam-det", name: "htx que nam det" },
    ],
    ["Thêm tổ chức: Công ty Mận, Na Hối", { name: "Công ty Mận", kind: "company", commune: "na-hoi" }],
    ["thêm hộ Giàng Seo Páo, thị trấn", { name: "hộ Giàng Seo Páo", commune: "thi-tran-bac-ha" }],
    ["củng cố HTX Rau, hôm qua", { name: "HTX Rau", strengthened: "2021-11-19" }],
    [
      "lập mới Tổ hợp tác Dệt, Bản Phố, 5/3/2021",
      { kind: "group", commune: "ban-pho", founded: "2021-03-05" },
    ],
  ])("%s", (text, fields) => {
    expect(entry(text)).toMatchObject({ what: "organisation", ...fields });
  });

  test.each([
    [
      "gcn cốm na lo 3 sao so 15/qd-ubnd ngay 15/8/2021",
      { product: "cốm na lo", stars: 3, decision: "15/qd-ubnd", day: "2021-08-15" },
    ],
    [
      "Giấy chứng nhận Tinh dầu quế, bốn sao, QĐ 123/QĐ-UBND, 1.9.2021",
      { stars: 4, decision: "123/QĐ-UBND", day: "2021-09-01" },
    ],
    ["giấy chứng nhận SP-3, 5 sao, số 9, 2021-09-01", { product: "SP-3", stars: 5, decision: "9" }],
  ])("%s", (text, fields) => {
    expect(entry(text)).toMatchObject({ what: "certificate", ...fields });
  });

  test.each([
    [
      "thêm tập huấn Bán hàng, 20/12/2021, ở hội trường, mời HTX A; HTX B",
      { title: "Bán hàng", place: "hội trường", invited: ["HTX A", "HTX B"] },
    ],
    ["Tập huấn làm hồ sơ 20/12", { title: "làm hồ sơ", day: "2021-12-20" }],
  ])("%s", (text, fields) => {
    expect(entry(text)).toMatchObject({ what: "training", ...fields });
  });

  test.each([
    [
      "hội chợ xuân, 20/12/2021, sân vận động, sản phẩm Cốm; Mận",
      { kind: "fair", title: "hội chợ xuân", products: ["Cốm", "Mận"] },
    ],
    ["đưa lên web postmart, 20/12/2021", { kind: "website", title: "postmart" }],
  ])("%s", (text, fields) => {
    expect(entry(text)).toMatchObject({ what: "promotion", ...fields });
  });

  test.each([
    ["xem tc 12", { kind: "show", id: "TC-12" }],
    ["xoá SP-3", { kind: "remove", id: "SP-3" }],
    [
      "sửa TC-1: tên HTX Mới, xã Na Hối",
      { kind: "correct", changes: { name: "HTX Mới", commune: "na-hoi" } },
    ],
    [
      "TH-2 có mặt: Páo, cán bộ Mai",
      {
        kind: "attended",
        names: [
          { name: "Páo", role: "producer" },
          { name: "Mai", role: "officer" },
        ],
      },
    ],
    ["thêm tập huấn Bán hàng", { kind: "needs", needed: "day" }],
    ["giấy chứng nhận Cốm, 3 sao", { kind: "needs", needed: "decision" }],
    ["thêm tổ chức", { kind: "needs", needed: "name" }],
  ])("%s", (text, said) => {
    expect(read(text)).toMatchObject(said);
  });

  test.each([
    "hội chợ có mất tiền không?",
    "giấy chứng nhận là gì",
    "giấy chứng nhận an toàn thực phẩm làm ở đâu",
    "tập huấn khi nào",
    "thêm sản phẩm",
    "TH-12",
    "đăng ký cốm na lo",
  ])("%s is none", (text) => {
    expect(read(text)).toBeUndefined();
  });

  test("never takes what a page or Excel would run", () => {
    expect(read("thêm tổ chức <script>, Bản Phố")).toMatchObject({ kind: "needs" });
    expect(read("thêm tổ chức =1+1, Bản Phố")).toMatchObject({ kind: "needs" });
  });
});
