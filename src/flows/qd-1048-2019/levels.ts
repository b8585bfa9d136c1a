import { all, answered, any, is } from "../../flow/define.ts";
import type { Meaning } from "../../flow/meaning.ts";

/*
 * What the levels of the sheets under Decision 1048/QĐ-TTg mean, in few words, from the same copy as the sheets, and what of
 * a dossier speaks for them, which is inferred. What the council sees, smells and tastes is not here.
 */
const certainty = "inferred";
const test = any(answered("testReport"), answered("testReportIf"));
const declared = any(answered("declaration"), answered("declarationIf"));

/** The levels of the sheets of Decision 1048/QĐ-TTg in words. */
export const meanings: readonly Meaning[] = [
  {
    of: ["Nguồn nguyên liệu"],
    levels: ["Dưới 50% lấy trong tỉnh", "Từ 50% đến dưới 75% trong tỉnh", "Từ 75% trở lên trong tỉnh"],
    proofs: ["origin"],
    certainty,
  },
  {
    of: ["Gia tăng giá trị"],
    levels: ["Chế biến đơn giản", "Chế biến", "Chế biến sâu, chất lượng cao hơn"],
    proofs: ["processChart"],
    certainty,
  },
  {
    of: ["Gia tăng giá trị"],
    levels: ["Phân loại, sơ chế", "Chế biến đơn giản", "Chế biến", "Chế biến sâu, chất lượng cao hơn"],
    proofs: ["processChart"],
    certainty,
  },
  {
    of: ["Năng lực sản xuất đáp ứng yêu cầu phân phối", "Năng lực sản xuất để phân phối"],
    levels: ["Làm quy mô nhỏ", "Quy mô vừa", "Quy mô lớn", "Quy mô lớn, đủ để xuất khẩu"],
    proofs: ["sales", "marketProof"],
    certainty,
  },
  {
    of: ["Liên kết sản xuất", "Liên kết chuỗi trong sản xuất"],
    levels: [
      "Chưa có liên kết rõ ràng",
      "Liên kết chặt trong tỉnh",
      "Liên kết lớn hoặc có hộ nghèo tham gia",
    ],
    proofs: ["origin"],
    certainty,
  },
  {
    of: ["Bảo vệ môi trường trong quá trình sản xuất"],
    levels: [
      "Có việc làm cụ thể giữ môi trường",
      "Có kế hoạch, chưa đúng quy định",
      "Có kế hoạch đúng quy định",
      "Đúng quy định và đã làm thật",
      "Thêm: dùng lại phụ phẩm, chất thải",
    ],
    below: "Chưa làm gì",
    proofs: ["greenPaper"],
    tells: [{ when: any(answered("environment"), answered("greenPaper")), from: 0 }],
    certainty,
  },
  {
    of: ["Sử dụng năng lượng, công nghệ thân thiện bền vững trong sản xuất"],
    levels: ["Chưa có", "Có năng lượng sạch, công nghệ thân thiện"],
    proofs: ["greenPaper", "processChart"],
    certainty,
  },
  {
    of: ["Nguồn gốc ý tưởng sản phẩm"],
    levels: [
      "Làm theo nơi khác, chỉ đổi nhãn",
      "Làm theo nơi khác, có cải tiến",
      "Ý tưởng của mình, chưa ai bán",
      "Ý tưởng của mình, giữ nghề, đặc sản quê",
    ],
    certainty,
  },
  {
    of: ["Tính hoàn thiện của bao bì"],
    levels: [
      "Bao bì đơn giản, nhãn chưa đủ",
      "Bao bì đơn giản, nhãn đủ",
      "Nhãn đủ, có truy xuất nguồn gốc",
      "Thêm: nhãn hiệu, kiểu dáng đã bảo hộ",
    ],
    proofs: ["samples", "codes"],
    certainty,
  },
  {
    of: ["Phong cách, hình thức của bao bì", "Phong cách của bao bì"],
    levels: ["Chưa tiện, chưa đẹp", "Tiện hoặc đẹp", "Tiện, đẹp, sang"],
    proofs: ["samples"],
    certainty,
  },
  {
    of: ["Loại hình tổ chức", "Loại hình tổ chức sản xuất - kinh doanh"],
    levels: [
      "Hộ, tổ hợp tác, công ty một thành viên",
      "Công ty từ hai thành viên, cổ phần dưới 51%",
      "Hợp tác xã; cổ phần địa phương từ 51%",
    ],
    tells: [
      { when: is("owner", "coop"), from: 2 },
      { when: is("owner", "household", "group"), from: 0, to: 0 },
    ],
    certainty: "read",
  },
  {
    of: ["Sự tham gia của cộng đồng trong quản lý, điều hành"],
    levels: [
      "Người điều hành ở tỉnh khác",
      "Có người trong tỉnh điều hành",
      "Từ 50% lãnh đạo trong tỉnh, hoặc có phụ nữ",
    ],
    tells: [{ when: { op: "share", item: "localLeaders", from: 1 }, from: 1 }],
    certainty,
  },
  {
    of: ["Sử dụng lao động địa phương"],
    levels: ["Dưới 50% là người địa phương", "Từ 50%, hoặc thu nhập đạt chuẩn"],
    tells: [{ when: { op: "share", item: "localWorkers", of: "workers", from: 0.5 }, from: 1 }],
    certainty: "read",
  },
  {
    of: ["Tăng trưởng sản xuất kinh doanh"],
    levels: ["Doanh thu tăng dưới 10%", "Doanh thu tăng từ 10%"],
    proofs: ["books"],
    certainty,
  },
  {
    of: ["Kế toán"],
    levels: ["Chưa có, hoặc thuê khi cần", "Có kế toán, làm thường xuyên", "Có hệ thống kế toán"],
    proofs: ["books"],
    certainty,
  },
  {
    of: ["Khu vực phân phối chính"],
    levels: ["Bán trong huyện", "Ngoài huyện, dưới 5 đại lý", "Ngoài huyện, từ 5 đại lý", "Xuất khẩu"],
    proofs: ["marketProof"],
    certainty,
  },
  {
    of: ["Tổ chức phân phối"],
    levels: [
      "Chưa ai lo bán hàng",
      "Có người lo bán hàng",
      "Có bộ phận bán hàng",
      "Có bộ phận, quản lý bằng máy tính",
    ],
    proofs: ["outlets"],
    certainty,
  },
  {
    of: ["Quảng bá sản phẩm"],
    levels: [
      "Chưa quảng bá",
      "Có một số hoạt động",
      "Nhiều, có trang mạng, xúc tiến trong tỉnh",
      "Như vậy, xúc tiến ngoài tỉnh",
      "Như vậy, cả quốc tế",
    ],
    proofs: ["marketProof"],
    tells: [{ when: answered("website"), from: 1 }],
    certainty,
  },
  {
    of: ["Câu chuyện về sản phẩm"],
    levels: [
      "Chưa có, chưa viết ra",
      "Có tài liệu giới thiệu",
      "Câu chuyện đã viết ra",
      "In trên nhãn, tờ rơi",
      "Thêm: trên trang mạng",
      "Thêm: có ảnh, phim trên trang mạng",
    ],
    proofs: ["story"],
    tells: [{ when: answered("story"), from: 1 }],
    certainty,
  },
  {
    of: ["Trí tuệ/bản sắc địa phương"],
    levels: [
      "Giống chuyện nơi khác",
      "Hơi giống, có đổi vài chỗ",
      "Chuyện riêng",
      "Chuyện riêng, rõ nét địa phương",
    ],
    proofs: ["story"],
    certainty,
  },
  {
    of: ["Cấu trúc câu chuyện"],
    levels: ["Đơn giản", "Đủ các phần của câu chuyện"],
    below: "Chưa có câu chuyện",
    proofs: ["story"],
    tells: [{ when: answered("story"), from: 0 }],
    certainty,
  },
  {
    of: ["Dinh dưỡng"],
    levels: ["Chưa rõ", "Có vài chỉ tiêu", "Có nhiều chỉ tiêu"],
    proofs: ["testReportIf"],
    certainty,
  },
  {
    of: ["Tính độc đáo"],
    levels: ["Bình thường", "Khá độc đáo", "Độc đáo", "Rất độc đáo"],
    certainty,
  },
  {
    of: ["Hồ sơ công bố tiêu chuẩn sản phẩm của cơ sở sản xuất", "Hồ sơ công bố chất lượng sản phẩm"],
    levels: ["Chưa có", "Có tiêu chuẩn sản phẩm", "Có tiêu chuẩn và bản công bố"],
    proofs: ["standard"],
    tells: [{ when: answered("standard"), from: 1 }],
    certainty,
  },
  {
    of: ["Hồ sơ công bố chất lượng sản phẩm"],
    levels: [
      "Chưa có bản công bố",
      "Có bản công bố, còn thiếu",
      "Có tiêu chuẩn sản phẩm",
      "Có bản công bố và tiêu chuẩn",
    ],
    proofs: ["declaration", "standard"],
    tells: [
      { when: declared, from: 1 },
      { when: answered("standard"), from: 2 },
      { when: all(declared, answered("standard")), from: 3 },
    ],
    certainty,
  },
  {
    of: ["Công bố chất lượng"],
    levels: [
      "Chưa có hồ sơ công bố",
      "Có hồ sơ công bố tiêu chuẩn",
      "Thêm: tiêu chuẩn nguyên liệu hoặc bao bì",
      "Đủ các tiêu chuẩn, có phiếu kiểm nghiệm",
    ],
    proofs: ["declaration"],
    tells: [{ when: declared, from: 1 }],
    certainty,
  },
  {
    of: ["Công bố chất lượng"],
    sets: ["s21"],
    levels: [
      "Có hồ sơ công bố tiêu chuẩn",
      "Thêm: tiêu chuẩn nguyên liệu hoặc bao bì",
      "Đủ các tiêu chuẩn, có phiếu kiểm nghiệm",
    ],
    below: "Chưa có hồ sơ công bố",
    proofs: ["declarationIf"],
    tells: [{ when: declared, from: 0 }],
    certainty,
  },
  {
    of: ["Công bố chất lượng"],
    levels: [
      "Công bố, tiêu chuẩn nguyên liệu hoặc bao bì",
      "Công bố, tiêu chuẩn nguyên liệu và bao bì",
      "Đủ các tiêu chuẩn, có phiếu kiểm nghiệm",
    ],
    below: "Chưa đủ hồ sơ công bố",
    proofs: ["declarationIf"],
    certainty,
  },
  {
    of: ["Công bố chất lượng sản phẩm"],
    levels: ["Chưa có hồ sơ công bố", "Có, còn thiếu", "Có hồ sơ công bố đầy đủ"],
    proofs: ["declarationIf"],
    tells: [{ when: declared, from: 1 }],
    certainty,
  },
  {
    of: ["Công bố chất lượng sản phẩm"],
    levels: [
      "Chưa có hồ sơ công bố",
      "Có, còn thiếu",
      "Có hồ sơ công bố đầy đủ",
      "Đầy đủ, có phiếu kiểm nghiệm",
    ],
    proofs: ["declarationIf"],
    tells: [{ when: declared, from: 1 }],
    certainty,
  },
  {
    of: ["Kiểm tra định kỳ các chỉ tiêu ATTP"],
    levels: ["Có, chưa đạt", "Đạt, chưa đủ chỉ tiêu", "Đạt đủ chỉ tiêu"],
    proofs: ["testReport", "testReportIf"],
    certainty,
  },
  {
    of: ["Kiểm tra định kỳ các chỉ tiêu ATTP", "Kiểm tra chất lượng định kỳ"],
    levels: ["Chưa kiểm tra", "Có, chưa đạt", "Đạt, chưa đủ chỉ tiêu", "Đạt đủ chỉ tiêu"],
    proofs: ["testReport", "testReportIf"],
    tells: [{ when: test, from: 1 }],
    certainty,
  },
  {
    of: ["Đảm bảo chất lượng sản phẩm"],
    levels: [
      "Chưa kiểm soát chất lượng",
      "Có kế hoạch kiểm soát",
      "Có ghi sổ từng lô",
      "Có kế hoạch và sổ ghi từng lô",
      "Có ISO, GMP, HACCP hoặc tương đương",
      "Đủ để xuất khẩu",
    ],
    proofs: ["controlPlan", "qualitySystem"],
    tells: [{ when: answered("controlPlan"), from: 1 }],
    certainty,
  },
  {
    of: ["Cơ hội thị trường toàn cầu"],
    levels: ["Bán được trong khu vực", "Bán được ra ngoài khu vực", "Bán được sang Mỹ, Nhật, châu Âu"],
    below: "Chưa bán ra nước ngoài được",
    proofs: ["marketProof"],
    certainty,
  },
];
