import { nearly } from "../text/edit-distance.ts";
import { fold } from "../text/fold.ts";
import { expand } from "../text/teencode.ts";

/** What a column holds; the first of its names is the heading that we write ourselves, the others are read too. */
type Column = { readonly names: readonly string[]; readonly width: number };

const columns = <Name extends string>(all: Readonly<Record<Name, Column>>): Readonly<Record<Name, Column>> =>
  all;
const column = (width: number, ...names: readonly string[]): Column => ({ names, width });

/** The sheet of organisations, their products and the certificates of these: one line each, or all three in one. */
export const mainColumns = columns({
  organisation: column(
    34,
    "Tổ chức",
    "Tên tổ chức",
    "Tên HTX",
    "Hợp tác xã",
    "Chủ thể",
    "Tên chủ thể",
    "Chủ thể sản xuất",
    "Tên cơ sở",
    "Cơ sở sản xuất",
    "Cơ sở",
    "Tổ chức kinh tế",
    "Tên tổ chức kinh tế",
    "Tên đơn vị",
    "Đơn vị",
    "Doanh nghiệp",
    "Tên doanh nghiệp",
    "Chủ sở hữu",
    "Hộ sản xuất",
  ),
  kind: column(
    16,
    "Loại hình",
    "Loại hình tổ chức",
    "Loại tổ chức",
    "Loại chủ thể",
    "Loại hình chủ thể",
    "Loại",
  ),
  commune: column(
    20,
    "Xã, thị trấn",
    "Xã",
    "Tên xã",
    "Xã phường",
    "Xã TT",
    "Thị trấn",
    "Địa bàn",
    "Địa chỉ",
    "Nơi sản xuất",
    "Địa phương",
  ),
  home: column(20, "Xã của tổ chức", "Xã của HTX", "Xã của chủ thể"),
  phone: column(16, "Điện thoại", "Số điện thoại", "SĐT", "ĐT", "Liên hệ", "Di động", "Số máy"),
  strengthened: column(16, "Ngày củng cố", "Củng cố", "Được củng cố"),
  founded: column(16, "Ngày lập mới", "Lập mới", "Ngày thành lập mới", "Thành lập mới", "Phát triển mới"),
  product: column(
    34,
    "Sản phẩm",
    "Tên sản phẩm",
    "Tên SP",
    "SP",
    "Sản phẩm OCOP",
    "Tên sản phẩm OCOP",
    "Tên hàng",
    "Mặt hàng",
  ),
  set: column(26, "Bộ sản phẩm", "Nhóm sản phẩm", "Bộ", "Nhóm", "Phân nhóm"),
  stars: column(
    10,
    "Số sao",
    "Hạng sao",
    "Sao",
    "Xếp hạng",
    "Hạng",
    "Phân hạng",
    "Kết quả phân hạng",
    "Hạng OCOP",
    "Cấp sao",
  ),
  decision: column(
    24,
    "Số quyết định",
    "Số QĐ",
    "Quyết định",
    "QĐ",
    "Quyết định công nhận",
    "QĐ công nhận",
    "Số quyết định công nhận",
    "Số QĐ công nhận",
    "Số văn bản",
  ),
  day: column(
    14,
    "Ngày cấp",
    "Ngày quyết định",
    "Ngày QĐ",
    "Ngày công nhận",
    "Ngày ký",
    "Ngày ban hành",
    "Ngày cấp giấy",
    "Ngày cấp GCN",
  ),
  until: column(14, "Có giá trị đến", "Hết hạn", "Ngày hết hạn", "Thời hạn", "Hiệu lực đến"),
  dossier: column(14, "Mã hồ sơ", "Hồ sơ"),
  code: column(12, "Mã", "Mã số", "STT", "TT", "Số thứ tự", "Ghi chú"),
});

export const trainingColumns = columns({
  title: column(40, "Lớp tập huấn", "Tập huấn", "Tên lớp", "Nội dung tập huấn", "Lớp", "Tên lớp tập huấn"),
  day: column(14, "Ngày mở lớp", "Ngày", "Ngày tập huấn", "Thời gian", "Ngày mở"),
  place: column(26, "Địa điểm", "Nơi mở lớp", "Nơi học", "Nơi tổ chức"),
  invited: column(34, "Mời", "Thành phần mời", "Người được mời", "Đối tượng"),
  officers: column(34, "Cán bộ dự", "Cán bộ", "Cán bộ tham gia", "Cán bộ tham dự"),
  producers: column(34, "Chủ thể dự", "Chủ thể", "Chủ thể tham gia", "Người dự", "Chủ thể tham dự"),
  code: column(12, "Mã", "Mã số", "STT", "TT", "Số thứ tự", "Ghi chú"),
});

export const promotionColumns = columns({
  title: column(
    40,
    "Xúc tiến",
    "Hội chợ",
    "Tên hội chợ",
    "Hội chợ, triển lãm",
    "Tên sự kiện",
    "Sự kiện",
    "Hoạt động xúc tiến",
  ),
  kind: column(14, "Hình thức", "Loại", "Loại hình"),
  day: column(14, "Ngày", "Ngày mở", "Thời gian", "Ngày tổ chức"),
  place: column(26, "Địa điểm", "Nơi tổ chức", "Nơi"),
  products: column(40, "Sản phẩm", "Sản phẩm tham gia", "Các sản phẩm", "Hàng tham gia"),
  code: column(12, "Mã", "Mã số", "STT", "TT", "Số thứ tự", "Ghi chú"),
});

export type MainColumn = keyof typeof mainColumns;
export type TrainingColumn = keyof typeof trainingColumns;
export type PromotionColumn = keyof typeof promotionColumns;
export type ColumnName = MainColumn | TrainingColumn | PromotionColumn;

/** The headings of ours, in the order of the table, without those that are only read. */
export const headings = <Name extends string>(
  all: Readonly<Record<Name, Column>>,
  names: readonly Name[],
): readonly { readonly title: string; readonly width: number }[] =>
  names.map((name) => ({ title: all[name].names[0] ?? name, width: all[name].width }));

/** A heading without marks, abbreviations, and what stands in brackets: "Tên  HTX (*)" is "ten hop tac xa". */
const bare = (heading: string): string => expand(fold(heading.replaceAll(/\([^)]*\)/gu, " ")));

/** The column that a heading names: the same words, then words with slips, then words that hold a name of ours. */
export function columnOf<Name extends string>(
  heading: string,
  all: Readonly<Record<Name, Column>>,
): Name | undefined {
  const words = bare(heading);
  if (words === "" || words.length > 60) return undefined;
  const known = namesOf(all);
  return (
    known.find((one) => one.words === words)?.name ??
    known.find((one) => slipped(words, one.words))?.name ??
    // The longest name wins: "số quyết định công nhận OCOP" is no day and no star.
    known
      .filter((one) => one.words.length > 4 && ` ${words} `.includes(` ${one.words} `))
      .toSorted((one, two) => two.words.length - one.words.length)[0]?.name
  );
}

const slipped = (typed: string, meant: string): boolean => {
  const [some, others] = [typed.split(" "), meant.split(" ")];
  return (
    typed.replaceAll(" ", "") === meant.replaceAll(" ", "") ||
    (some.length === others.length && some.every((word, at) => nearly(word, others[at] ?? "")))
  );
};

function namesOf<Name extends string>(
  all: Readonly<Record<Name, Column>>,
): readonly { readonly name: Name; readonly words: string }[] {
  const found: { readonly name: Name; readonly words: string }[] = [];
  for (const name in all)
    if (Object.hasOwn(all, name)) for (const one of all[name].names) found.push({ name, words: bare(one) });
  return found;
}
