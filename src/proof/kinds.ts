/**
 * Kinds of paper by what stands as their title, without marks. serves: the papers of knowledge/papers that one may be.
 * months: how long one counts where it does not say so itself.
 */
const kinds = {
  household: { titles: ["chung nhan dang ky ho kinh doanh"], serves: ["giay-dang-ky-kinh-doanh"] },
  coop: { titles: ["chung nhan dang ky hop tac xa"], serves: ["giay-dang-ky-kinh-doanh"] },
  group: {
    titles: ["chung nhan dang ky to hop tac", "hop dong hop tac"],
    serves: ["giay-dang-ky-kinh-doanh"],
  },
  company: {
    titles: ["chung nhan dang ky doanh nghiep", "chung nhan dang ky kinh doanh"],
    serves: ["giay-dang-ky-kinh-doanh"],
  },
  safety: {
    titles: ["du dieu kien an toan thuc pham", "du dieu kien ve sinh an toan thuc pham"],
    serves: ["giay-du-dieu-kien-attp", "ban-cam-ket-attp"],
    months: 36,
  },
  pledge: {
    titles: [
      "ban cam ket san xuat kinh doanh thuc pham an toan",
      "ban cam ket san xuat thuc pham an toan",
      "ban cam ket bao dam an toan thuc pham",
    ],
    serves: ["ban-cam-ket-attp", "giay-du-dieu-kien-attp"],
    months: 36,
  },
  declaration: {
    titles: ["ban tu cong bo san pham", "ban cong bo san pham", "phieu cong bo san pham"],
    serves: ["tu-cong-bo"],
  },
  test: {
    titles: [
      "phieu ket qua kiem nghiem",
      "phieu ket qua thu nghiem",
      "ket qua phan tich",
      "phieu kiem nghiem",
    ],
    serves: ["phieu-kiem-nghiem"],
    months: 12,
  },
  barcode: { titles: ["quyen su dung ma so ma vach"], serves: ["ma-so-ma-vach"] },
  trademark: {
    titles: ["chung nhan dang ky nhan hieu", "to khai dang ky nhan hieu"],
    serves: ["ma-so-ma-vach", "so-huu-tri-tue"],
    months: 120,
  },
  ocop: { titles: ["chung nhan san pham ocop"], serves: ["giai-thuong"], months: 36 },
  quality: {
    titles: [
      "chung nhan vietgap",
      "thuc hanh san xuat nong nghiep tot",
      "chung nhan haccp",
      "chung nhan iso",
    ],
    serves: ["he-thong-chat-luong", "giay-du-dieu-kien-attp", "ban-cam-ket-attp"],
  },
  making: { titles: ["du dieu kien san xuat"], serves: ["giay-du-dieu-kien-san-xuat"] },
  standard: { titles: ["tieu chuan co so"], serves: ["tieu-chuan-co-so"] },
  green: {
    titles: ["ke hoach bao ve moi truong", "cam ket bao ve moi truong", "dang ky moi truong"],
    serves: ["bao-ve-moi-truong"],
  },
  contract: {
    titles: ["hop dong mua ban", "hop dong lien ket", "hop dong dai ly", "hop dong nguyen tac"],
    serves: ["nguon-goc-nguyen-lieu", "phat-trien-thi-truong"],
  },
  award: { titles: ["bang khen", "giay khen"], serves: ["giai-thuong"] },
} as const satisfies Readonly<Record<string, KindOfPaper>>;

type KindOfPaper = {
  readonly titles: readonly string[];
  readonly serves: readonly string[];
  readonly months?: number;
};
export type PaperKind = keyof typeof kinds;

export const paperKinds: Readonly<Record<PaperKind, KindOfPaper>> = kinds;
export const isPaperKind = (name: string): name is PaperKind => Object.hasOwn(kinds, name);
export const kindNames: readonly PaperKind[] = Object.keys(kinds).filter(isPaperKind);

/** Papers that are one form and no other: only for these does another kind of paper deserve a question. */
const strict: ReadonlySet<string> = new Set([
  "giay-dang-ky-kinh-doanh",
  "giay-du-dieu-kien-attp",
  "ban-cam-ket-attp",
  "tu-cong-bo",
  "phieu-kiem-nghiem",
  "ma-so-ma-vach",
  "so-huu-tri-tue",
]);

/** Whether a kind of paper may stand for a paper of the checklist. */
export const servesAs = (kind: PaperKind, paper: string): boolean =>
  !strict.has(paper) || paperKinds[kind].serves.includes(paper);
