import type { Day } from "../../domain/instant.ts";
import type { PaperKind } from "../../proof/kinds.ts";

/** A made-up paper: what stands on it, and how it is laid out. Names and numbers belong to nobody. */
export type Certificate = {
  readonly kind: PaperKind;
  readonly holder: string;
  readonly product?: string;
  readonly number: string;
  readonly issued: Day;
  readonly until?: Day;
  readonly font: string;
};

type Part = { readonly text: string; readonly how: "title" | "left" | "centre" | "head" | "sign" };

const parts = (day: Day): readonly string[] => day.split("-");
const inWords = (day: Day): string => {
  const [year = "", month = "", date = ""] = parts(day);
  return `ngày ${date} tháng ${month} năm ${year}`;
};
const inDigits = (day: Day): string => parts(day).toReversed().join("/");

const nation: readonly Part[] = [
  { how: "head", text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" },
  { how: "head", text: "Độc lập - Tự do - Hạnh phúc" },
];
const left = (text: string): Part => ({ how: "left", text });
const title = (...lines: readonly string[]): readonly Part[] => lines.map((text) => ({ how: "title", text }));
const centre = (text: string): Part => ({ how: "centre", text });
const sign = (...lines: readonly string[]): readonly Part[] => lines.map((text) => ({ how: "sign", text }));

/** The wording of each kind, after the forms in use. */
const layouts: Readonly<Record<string, (paper: Certificate) => readonly Part[]>> = {
  household: (one) => [
    left("UBND HUYỆN BẮC HÀ"),
    left("PHÒNG TÀI CHÍNH - KẾ HOẠCH"),
    ...nation,
    ...title("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH"),
    centre(`Số: ${one.number}`),
    centre(`Đăng ký lần đầu, ${inWords(one.issued)}`),
    left(`1. Tên hộ kinh doanh: ${one.holder}`),
    left("2. Địa điểm kinh doanh: Thôn Na Hối, xã Na Hối, huyện Bắc Hà"),
    left("3. Điện thoại: 0912 000 111"),
    left(`4. Ngành, nghề kinh doanh: Sản xuất, bán ${one.product ?? "nông sản"}`),
    left("5. Vốn kinh doanh: 150.000.000 đồng"),
    left("6. Họ và tên đại diện hộ kinh doanh: Vàng Thị Mai"),
    left("Giới tính: Nữ    Sinh ngày: 12/08/1985    Dân tộc: Mông"),
    ...sign("TRƯỞNG PHÒNG", "(Đã ký)", "Nguyễn Văn Hòa"),
  ],
  coop: (one) => [
    left("UBND HUYỆN BẮC HÀ"),
    left("PHÒNG TÀI CHÍNH - KẾ HOẠCH"),
    ...nation,
    ...title("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỢP TÁC XÃ"),
    centre(`Số: ${one.number}`),
    centre(`Đăng ký lần đầu, ${inWords(one.issued)}`),
    left(`1. Tên hợp tác xã: ${one.holder}`),
    left("2. Địa chỉ trụ sở chính: Thôn Nậm Đét, xã Nậm Đét, huyện Bắc Hà"),
    left("Điện thoại: 0988 000 222"),
    left(`3. Ngành, nghề kinh doanh: Sản xuất ${one.product ?? "nông sản"}`),
    left("4. Vốn điều lệ: 1.200.000.000 đồng"),
    left("5. Người đại diện theo pháp luật: Triệu Văn Pu"),
    ...sign("TRƯỞNG PHÒNG", "(Đã ký)", "Nguyễn Văn Hòa"),
  ],
  company: (one) => [
    left("SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH LÀO CAI"),
    left("PHÒNG ĐĂNG KÝ KINH DOANH"),
    ...nation,
    ...title("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP", "CÔNG TY TRÁCH NHIỆM HỮU HẠN"),
    centre(`Mã số doanh nghiệp: ${one.number}`),
    centre(`Đăng ký lần đầu: ${inWords(one.issued)}`),
    left("1. Tên công ty"),
    left(`Tên công ty viết bằng tiếng Việt: ${one.holder}`),
    left("2. Địa chỉ trụ sở chính"),
    left("Tổ dân phố 3, thị trấn Bắc Hà, huyện Bắc Hà, tỉnh Lào Cai"),
    left("3. Vốn điều lệ: 2.000.000.000 đồng"),
    left("4. Người đại diện theo pháp luật: Lê Quang Minh"),
    ...sign("TRƯỞNG PHÒNG", "(Đã ký)", "Trần Thị Hà"),
  ],
  safety: (one) => [
    left("SỞ NÔNG NGHIỆP VÀ PTNT LÀO CAI"),
    left("CHI CỤC QUẢN LÝ CHẤT LƯỢNG"),
    ...nation,
    ...title("GIẤY CHỨNG NHẬN", "CƠ SỞ ĐỦ ĐIỀU KIỆN", "AN TOÀN THỰC PHẨM"),
    centre("Chi cục Quản lý chất lượng nông lâm sản và thủy sản"),
    centre("CHỨNG NHẬN"),
    left(`Cơ sở: ${one.holder}`),
    left("Địa chỉ: xã Bản Liền, huyện Bắc Hà, tỉnh Lào Cai"),
    left("Điện thoại: 0912 000 111    Fax:"),
    left("Đủ điều kiện an toàn thực phẩm để sản xuất, kinh doanh sản phẩm:"),
    left(`Sản phẩm: ${one.product ?? ""}`),
    left(`Số cấp: ${one.number}`),
    left(`Có hiệu lực đến ${inWords(one.until ?? one.issued)}`),
    { how: "sign", text: `Lào Cai, ${inWords(one.issued)}` },
    ...sign("CHI CỤC TRƯỞNG", "(Đã ký)", "Phạm Văn Đức"),
  ],
  declaration: (one) => [
    ...nation,
    ...title("BẢN TỰ CÔNG BỐ SẢN PHẨM"),
    centre(`Số: ${one.number}`),
    left("I. Thông tin về tổ chức, cá nhân tự công bố sản phẩm"),
    left(`Tên tổ chức, cá nhân: ${one.holder}`),
    left("Địa chỉ: thôn Na Lo, xã Tà Chải, huyện Bắc Hà, tỉnh Lào Cai"),
    left("Điện thoại: 0966 000 333    E-mail: lienhe@vidu.vn"),
    left("II. Thông tin về sản phẩm"),
    left(`1. Tên sản phẩm: ${one.product ?? ""}`),
    left("2. Thành phần: nguyên liệu chính 95%, muối, đường"),
    left("3. Thời hạn sử dụng sản phẩm: 06 tháng kể từ ngày sản xuất"),
    left("4. Quy cách đóng gói: túi hút chân không 500 g"),
    left("Chúng tôi xin cam kết thực hiện đầy đủ các quy định của pháp luật"),
    { how: "sign", text: `Bắc Hà, ${inWords(one.issued)}` },
    ...sign("ĐẠI DIỆN TỔ CHỨC, CÁ NHÂN", "(Đã ký)"),
  ],
  test: (one) => [
    left("TRUNG TÂM KIỂM NGHIỆM TỈNH LÀO CAI"),
    ...nation,
    ...title("PHIẾU KẾT QUẢ KIỂM NGHIỆM"),
    centre(`Số phiếu: ${one.number}`),
    left(`1. Tên mẫu: ${one.product ?? ""}`),
    left(`2. Khách hàng: ${one.holder}`),
    left("3. Địa chỉ: huyện Bắc Hà, tỉnh Lào Cai"),
    left("4. Tình trạng mẫu: đựng trong túi kín, đủ để thử"),
    left("5. Kết quả kiểm nghiệm"),
    left("Coliforms: không phát hiện    E. coli: không phát hiện"),
    left("Chì (Pb): 0,02 mg/kg    Asen (As): không phát hiện"),
    { how: "sign", text: `Lào Cai, ${inWords(one.issued)}` },
    ...sign("GIÁM ĐỐC", "(Đã ký)", "Hoàng Thị Lan"),
  ],
  pledge: (one) => [
    ...nation,
    ...title("BẢN CAM KẾT", "SẢN XUẤT, KINH DOANH THỰC PHẨM AN TOÀN"),
    centre(`Số: ${one.number}`),
    left("Kính gửi: Ủy ban nhân dân xã Bản Phố"),
    left(`Tên cơ sở: ${one.holder}`),
    left("Địa chỉ: xã Bản Phố, huyện Bắc Hà, tỉnh Lào Cai"),
    left(`Mặt hàng sản xuất, kinh doanh: ${one.product ?? ""}`),
    left("Cam kết thực hiện đầy đủ các quy định về an toàn thực phẩm"),
    left("Bản cam kết có giá trị 3 năm kể từ ngày ký."),
    { how: "sign", text: `Bản Phố, ${inWords(one.issued)}` },
    ...sign("CHỦ CƠ SỞ", "(Đã ký)"),
  ],
  trademark: (one) => [
    left("BỘ KHOA HỌC VÀ CÔNG NGHỆ"),
    left("CỤC SỞ HỮU TRÍ TUỆ"),
    ...nation,
    ...title("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ NHÃN HIỆU"),
    centre(`Số: ${one.number}`),
    left(`Tên chủ giấy chứng nhận: ${one.holder}`),
    left("Địa chỉ: huyện Bắc Hà, tỉnh Lào Cai"),
    left(`Danh mục hàng hóa: ${one.product ?? ""}`),
    left(`Cấp theo Quyết định ngày ${inDigits(one.issued)}`),
    left(`Có hiệu lực từ ngày cấp đến hết ngày ${inDigits(one.until ?? one.issued)}`),
    ...sign("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "(Đã ký)"),
  ],
  ocop: (one) => [
    left("ỦY BAN NHÂN DÂN TỈNH LÀO CAI"),
    ...nation,
    ...title("GIẤY CHỨNG NHẬN", "SẢN PHẨM OCOP 3 SAO"),
    centre("Ủy ban nhân dân tỉnh Lào Cai chứng nhận"),
    left(`Sản phẩm: ${one.product ?? ""}`),
    left(`Chủ thể: ${one.holder}`),
    left("Địa chỉ: huyện Bắc Hà, tỉnh Lào Cai"),
    left("Đạt tiêu chuẩn sản phẩm OCOP cấp tỉnh"),
    left(`Số: ${one.number}`),
    left("Giấy chứng nhận có giá trị 36 tháng kể từ ngày ký"),
    { how: "sign", text: `Lào Cai, ${inWords(one.issued)}` },
    ...sign("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)"),
  ],
  barcode: (one) => [
    left("TỔNG CỤC TIÊU CHUẨN ĐO LƯỜNG CHẤT LƯỢNG"),
    ...nation,
    ...title("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG MÃ SỐ MÃ VẠCH"),
    centre(`Số: ${one.number}`),
    left(`Tên tổ chức: ${one.holder}`),
    left("Địa chỉ: huyện Bắc Hà, tỉnh Lào Cai"),
    left("Được quyền sử dụng mã doanh nghiệp: 8938505974"),
    left(`Ngày cấp: ${inDigits(one.issued)}`),
    left(`Giấy chứng nhận có hiệu lực đến ngày: ${inDigits(one.until ?? one.issued)}`),
    ...sign("TỔNG CỤC TRƯỞNG", "(Đã ký)"),
  ],
};

/** The kinds that can be made. */
export const madeKinds: readonly string[] = Object.keys(layouts);

/** A page at 150 dots an inch. */
export const page = { width: 1240, height: 1754 };

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The lines of a paper as a text layer would give them. */
export const linesOf = (paper: Certificate): readonly string[] =>
  (layouts[paper.kind]?.(paper) ?? []).map((part) => part.text);

/** A paper as an SVG page; `stamp` lays a red round stamp over its number. */
export function drawn(paper: Certificate, stamp = false): string {
  const lines: string[] = [];
  let y = 150;
  let numberAt = y;
  for (const part of layouts[paper.kind]?.(paper) ?? []) {
    const size = part.how === "title" ? 40 : part.how === "head" ? 28 : 27;
    const bold = part.how === "title" || part.how === "head" ? ' font-weight="bold"' : "";
    const [x, anchor] =
      part.how === "left"
        ? [110, "start"]
        : part.how === "sign"
          ? [880, "middle"]
          : [page.width / 2, "middle"];
    y += part.how === "title" ? 62 : 58;
    if (part.text.includes(paper.number)) numberAt = y;
    lines.push(
      `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}"${bold}>${escape(part.text)}</text>`,
    );
  }
  const at = { x: page.width / 2 + 90, y: numberAt - 10 };
  const mark = stamp
    ? `<g stroke="#c8102e" fill="none" opacity="0.55"><circle cx="${at.x}" cy="${at.y}" r="105" stroke-width="7"/><circle cx="${at.x}" cy="${at.y}" r="72" stroke-width="3"/><text x="${at.x}" y="${at.y + 52}" font-size="26" text-anchor="middle" fill="#c8102e" stroke="none">BẮC HÀ</text></g>`
    : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}"><rect width="100%" height="100%" fill="#fbfaf4"/><rect x="45" y="45" width="${page.width - 90}" height="${page.height - 90}" fill="none" stroke="#8a6d3b" stroke-width="6"/><g font-family="${paper.font}" fill="#1a1a1a">${lines.join("")}</g>${mark}</svg>`;
}
