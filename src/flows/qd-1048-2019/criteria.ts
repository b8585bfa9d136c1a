import { type Sheet, sheetFrom } from "../../domain/criteria.ts";

/*
 * The scoring sheets of Decision 1048/QĐ-TTg, from a copy of its annex; the decision itself was not read.
 * Least points (a level with stars) come from Decision 781/QĐ-TTg, read up to the first of four stars and without parts
 * A and B. It names papers, not points: the lowest level above 0 is taken for them, where 0 can be given. In tea and
 * coffee the copy numbers several lines alike; the third number is ours.
 */

const parts = { A: 35, B: 25, C: 40 };
const sheet = (set: string, texts: readonly string[], known: Partial<Sheet> = {}): Sheet =>
  sheetFrom({ set, parts, certainty: "read", ...known }, texts);

const short: Partial<Sheet> = {
  certainty: "unconfirmed",
  totals: ["C"],
  note: "Bảng điểm đọc được thiếu 2 điểm ở phần C, nên phần C có thể chấm bằng tổng điểm theo bản gốc.",
};

const rice: Partial<Sheet> = {
  certainty: "inferred",
  totals: ["C"],
  note: "Chưa đọc được phần C của bộ này, nên phần C chấm bằng tổng điểm theo bản gốc. Phần A và B lấy như các bộ hàng hóa khác.",
};

/** Parts A and B, alike in all goods but for the wording and some levels. */
const goods = `
1.1 Nguồn nguyên liệu: 1 2 3
1.2 Gia tăng giá trị: 1 2 3
1.3 Năng lực sản xuất đáp ứng yêu cầu phân phối: 1 2 3 4
1.4 Liên kết sản xuất: 0 1 2
1.5 Bảo vệ môi trường trong quá trình sản xuất: 1 2 3 4 5
1.6 Sử dụng năng lượng, công nghệ thân thiện bền vững trong sản xuất: 0 1
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 2 3
2.2 Tính hoàn thiện của bao bì: 0 1 2 3
2.3 Phong cách, hình thức của bao bì: 0 1 2
3.1 Loại hình tổ chức sản xuất - kinh doanh: 1 2 3
3.2 Sự tham gia của cộng đồng trong quản lý, điều hành: 0 1 2
3.3 Sử dụng lao động địa phương: 0 1
3.4 Tăng trưởng sản xuất kinh doanh: 0 1
3.5 Kế toán: 0 1 2
4.1 Khu vực phân phối chính: 1 2 3 5
4.2 Tổ chức phân phối: 0 1 3 5
4.3 Quảng bá sản phẩm: 0 1 2 3 5
5.1 Câu chuyện về sản phẩm: 0 1 2 3 4 5
5.2 Trí tuệ/bản sắc địa phương: 0 1 2 3
5.3 Cấu trúc câu chuyện: 1 2
`;

/** Part C of most goods: declaration, checks, markets. */
const declared = `
8.1 Hồ sơ công bố chất lượng sản phẩm: 0 1*** 2 3
8.2 Kiểm tra định kỳ các chỉ tiêu ATTP: 0 1 2
9 Đảm bảo chất lượng sản phẩm: 0 1*** 2 3 4 5
10 Cơ hội thị trường toàn cầu: 1 3 5
`;

/** The same, where being one of a kind has these levels. */
const unique = `
7 Tính độc đáo: 0 1 3 5
8.1 Hồ sơ công bố chất lượng sản phẩm: 0 1*** 2 3
8.2 Kiểm tra định kỳ các chỉ tiêu ATTP: 0 1 2
9 Đảm bảo chất lượng sản phẩm: 0 1*** 2 3 4 5
10 Cơ hội thị trường toàn cầu: 1 3 5
`;

/** The end of part C of herbs and what is made of them. */
const health = `
12 Đảm bảo chất lượng sản phẩm: 0 1*** 2 3 4 5
13 Cơ hội thị trường toàn cầu: 1 3 5
`;

/** One sheet for each product set, in the order of the annex. */
export const sheets: readonly Sheet[] = [
  // Rau, củ, quả, hạt tươi
  sheet("s01", [
    goods,
    `
1.2 Gia tăng giá trị: 0 1 2 3
3.1 Loại hình tổ chức: 1 2 3
6.1 Kích thước, hình dạng bề ngoài: 0 1 2
6.2 Màu sắc, độ chín: 0 1 3 5 8
6.3 Mùi/vị: 0 1 2 3
6.4 Tính đầy đủ, sạch: 0 1 2 3
6.5 Kết cấu/cách sắp đặt: 0 1 2
7 Dinh dưỡng: 0 1 2
8 Tính độc đáo: 0 1 3 5
9.1 Hồ sơ công bố tiêu chuẩn sản phẩm của cơ sở sản xuất: 0 1*** 2
9.2 Kiểm tra định kỳ các chỉ tiêu ATTP: 0 1 2 3
10 Đảm bảo chất lượng sản phẩm: 0 1*** 2 3 4 5
11 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Thịt, trứng, sữa tươi
  sheet("s02", [
    goods,
    `
1.2 Gia tăng giá trị: 0 1 2 3
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất: 1 3 5
6.2 Kích thước, hình dạng bề ngoài: 0 1 2 3
6.3 Màu sắc: 0 2 5 7
6.4 Mùi: 0 1 2 3
6.5 Kết cấu/cách sắp đặt: 0 1 2
7 Tính độc đáo: 0 2 3 5
9.1 Hồ sơ công bố tiêu chuẩn sản phẩm của cơ sở sản xuất: 0 1*** 2
9.2 Kiểm tra định kỳ các chỉ tiêu ATTP: 0 1 2 3
10 Đảm bảo chất lượng sản phẩm: 0 1*** 2 3 4 5
11 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Gạo, ngũ cốc
  sheet("s03", [goods], rice),
  // Mật ong, các sản phẩm từ mật ong, mật khác
  sheet("s04", [
    goods,
    `
1.2 Gia tăng giá trị: 0 1 2 3
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất lạ: 0 1 2
6.2 Quy cách đóng gói: 0 1 2 3
6.3 Màu sắc, thể chất: 1 2 3 4
6.4 Mùi: 0 1 2 3 5
6.5 Vị: 0 1 2 4
7 Dinh dưỡng: 0 1 2
8 Tính độc đáo: 0 1 3 5
9.1 Hồ sơ công bố chất lượng sản phẩm: 0 1*** 2
9.2 Kiểm tra định kỳ các chỉ tiêu ATTP: 0 1 2 3
10 Đảm bảo chất lượng sản phẩm: 0 1*** 2 3 4 5
11 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Đồ ăn nhanh
  sheet("s05", [
    goods,
    unique,
    `
1.3 Năng lực sản xuất để phân phối: 1 2 3 4
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
6.1 Tạp chất lạ: 1 2 3
6.2 Hình dạng: 0 1 2 3
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 2 4
6.5 Vị: 0 1 3 5
6.6 Kết cấu/cách sắp đặt: 0 1 2
`,
  ]),
  // Chế biến từ gạo, ngũ cốc
  sheet("s06", [
    goods,
    declared,
    `
1.3 Năng lực sản xuất để phân phối: 1 2 3 4
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất lạ: 0 1 3
6.2 Ngoại hình: 0 1 3
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 2 3
6.5 Vị: 0 1 3 5
6.6 Kết cấu/cách sắp đặt: 0 1 2 3
7 Tính độc đáo: 0 2 3 5
`,
  ]),
  // Chế biến từ rau, củ, quả, hạt
  sheet("s07", [
    goods,
    unique,
    `
1.3 Năng lực sản xuất để phân phối: 1 2 3 4
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất lạ: 0 1 2 3
6.2 Hình dạng, thể chất: 0 1 2
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 3 5
6.5 Vị: 0 1 3 5
6.6 Kết cấu/cách sắp đặt: 0 1 2
`,
  ]),
  // Chế biến từ thịt, trứng, sữa
  sheet("s08", [
    goods,
    unique,
    `
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất lạ: 1 2 3
6.2 Hình dạng, thể chất: 0 1 2 3
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 2 5
6.5 Vị: 0 1 2 3
6.6 Kết cấu/cách sắp đặt: 0 1 2 3
`,
  ]),
  // Chế biến từ thủy, hải sản
  sheet("s09", [
    goods,
    declared,
    `
1.3 Năng lực sản xuất để phân phối: 1 2 3 4
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất lạ: 0 1 2
6.2 Hình dạng, kích thước: 0 1 2 3
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 3 5
6.5 Vị: 0 1 3 4
6.6 Kết cấu/cách sắp đặt: 0 1 2 3
7 Tính độc đáo: 0 2 3 5
`,
  ]),
  // Tương, nước mắm, gia vị lỏng khác
  sheet(
    "s10",
    [
      goods,
      declared,
      `
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất: 0 1 2
6.2 Thể chất: 0 1 2 3
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 2 3
6.5 Vị: 0 2 3 6
6.6 Quy cách đóng gói: 0 1 2 3
7 Tính độc đáo: 0 1 2 3
`,
    ],
    short,
  ),
  // Gia vị khác
  sheet("s11", [
    goods,
    unique,
    `
6.1 Tạp chất lạ: 0 1 2
6.2 Hình dạng, kích thước: 0 1 2
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 2 3
6.5 Vị: 0 2 3 6
6.6 Quy cách đóng gói/dạng sử dụng: 0 1 2 4
`,
  ]),
  // Chè tươi, chế biến
  sheet("s12", [
    goods,
    unique,
    `
1.2 Gia tăng giá trị: 0 1 2 3
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
6.1.1 Tạp chất lạ: 0 1 2
6.1.2 Hình dạng cánh chè: 0 1 2
6.1.3 Màu sắc cánh chè: 0 1 2
6.2.1 Màu nước: 0 1 2 3
6.2.2 Mùi nước: 0 1 2 4 6
6.2.3 Vị nước: 0 1 3 5
`,
  ]),
  // Các sản phẩm khác từ chè, trà
  sheet("s13", [
    goods,
    unique,
    `
1.2 Gia tăng giá trị: 0 1 2 3
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
6.1 Tạp chất lạ: 0 1 2
6.2 Hình dạng: 0 1 2
6.3 Màu nước: 0 1 2 3
6.4 Mùi nước: 0 1 2 4 6
6.5 Vị nước: 0 1 3 5
6.6 Quy cách đóng gói, dạng sử dụng: 0 1 2
`,
  ]),
  // Cà phê, ca cao
  sheet("s14", [
    goods,
    unique,
    `
1.2 Gia tăng giá trị: 0 1 2 3
6.1.1 Tạp chất lạ: 0 1 2
6.1.2 Trạng thái/hình dạng: 0 1 2
6.1.3 Màu sắc: 0 1 2
6.1.4 Mùi: 0 1 2
6.1.5 Vị: 0 1 2 3
6.2.1 Màu nước: 0 1 2
6.2.2 Mùi, vị: 0 1 3 5
6.3 Quy cách đóng gói, dạng sử dụng: 0 1 2
`,
  ]),
  // Rượu trắng
  sheet("s15", [
    goods,
    declared,
    `
2.3 Phong cách của bao bì: 0 1 2
6.1 Tạp chất lạ: 0 1 3
6.2 Màu sắc: 0 1 3
6.3 Mùi: 0 1 2 4 6
6.5 Vị: 0 1 3 5 8
7 Tính độc đáo: 0 2 3 5
`,
  ]),
  // Đồ uống có cồn khác
  sheet(
    "s16",
    [
      goods,
      unique,
      `
1.4 Liên kết chuỗi trong sản xuất: 0 1 2
6.1 Tạp chất lạ: 0 1 3
6.2 Màu sắc: 0 1 3
6.3 Mùi: 0 2 4 6
6.5 Vị: 0 2 4 6
`,
    ],
    short,
  ),
  // Nước khoáng thiên nhiên, nước uống tinh khiết
  sheet("s17", [
    goods,
    declared,
    `
6.1 Tạp chất lạ: 0 3
6.2 Màu sắc: 0 3
6.3 Mùi: 0 1 3
6.4 Vị: 0 1 3 6
7 Tính độc đáo: 0 2 5 10
`,
  ]),
  // Đồ uống không cồn
  sheet("s18", [
    goods,
    unique,
    `
6.1 Tạp chất lạ: 0 3 5
6.2 Màu sắc: 0 1 3
6.3 Mùi: 0 2 4 6
6.4 Vị: 0 2 4 6
`,
  ]),
  // Thực phẩm chức năng, thuốc từ dược liệu, thuốc Y học cổ truyền
  sheet(
    "s19",
    [
      goods,
      health,
      `
6 Chất lượng nguyên liệu: 0 1 2 3 5
7 Chỉ tiêu cảm quan: 0 2 4
8 Sự tiện lợi khi sử dụng, bảo quản: 0 1 3 5
9 Hiệu quả sử dụng: 1 2 4 6
10 Kiểm tra định kỳ: 0 1 3
11 Tính độc đáo: 0 1 3 5
`,
    ],
    short,
  ),
  // Mỹ phẩm
  sheet("s20", [
    goods,
    health,
    `
6 Công bố chất lượng: 0 1*** 3 5
7 Chỉ tiêu cảm quan: 0 1 3
8 Sự tiện lợi khi sử dụng, bảo quản: 0 1 3 5
9.1 Hiệu quả sử dụng chính: 1 2 4 6
9.2 Tác dụng không mong muốn: 0 1 2 3
10 Tính độc đáo: 0 1 3 5
11 Kiểm tra chất lượng định kỳ: 0 1 2 3
`,
  ]),
  // Trang thiết bị, dụng cụ y tế
  sheet("s21", [
    goods,
    `
6 Công bố chất lượng: 1 3 5
7 Chỉ tiêu cảm quan: 0 2 4
8 Sự tiện lợi khi sử dụng, bảo quản: 0 1 3 5
9 Hiệu quả sử dụng: 1 2 4 6
10 Tính an toàn: 1 3 5
11 Tính độc đáo: 0 1 3 5
12 Đảm bảo chất lượng sản phẩm: 0 1*** 2 3 5
13 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Thảo dược khác
  sheet("s22", [
    goods,
    health,
    `
6 Công bố chất lượng: 1 2 3
7 Chỉ tiêu cảm quan: 0 1 3
8 Sự tiện lợi khi sử dụng, bảo quản: 0 1 3 5
9 Hiệu quả sử dụng: 1 2 4 8
10 Tính an toàn: 1 2 3
11 Tính độc đáo: 0 1 3 8
`,
  ]),
  // Thủ công mỹ nghệ, trang trí
  sheet("s23", [
    goods,
    `
6.1 Mức độ tinh xảo/sắc nét của sản phẩm: 0 1 3 5
6.2 Thiết kế độc đáo: 1 3 5
6.3 Cái nhìn tổng thể/thiết kế/khả năng tương thích của các yếu tố: 0 2 5 10
6.4 Các tính năng của sản phẩm: 0 1 3 5
6.5 Chất lượng của nguyên liệu/thành phần: 0 2 4
6.6 Tính thực tiễn: 0 1 2 3
7 Công bố chất lượng sản phẩm: 0 1** 3
8 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Thủ công mỹ nghệ gia dụng
  sheet("s24", [
    goods,
    `
6.1 Mức độ tinh xảo/sắc nét của sản phẩm: 0 1 3 5
6.2 Thiết kế độc đáo: 1 3 5
6.3 Cái nhìn tổng thể/thiết kế/khả năng tương thích của các yếu tố: 0 2 4 6
6.4 Các tính năng của sản phẩm: 0 1 3 5
6.5 Chất lượng của nguyên liệu/thành phần: 0 1 3
6.6 Tính thực tiễn: 0 1 2 3
7 Công bố chất lượng sản phẩm: 0 1** 3 5
8 Kiểm tra định kỳ các chỉ tiêu ATTP: 0 1 2 3
9 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Vải, may mặc
  sheet("s25", [
    goods,
    `
6.1 Tính thẩm mỹ, kỹ thuật: 0 1*** 3 5
6.2 Thiết kế độc đáo: 0 1 3 5
6.3 Cái nhìn tổng thể/thiết kế/khả năng tương thích của các yếu tố: 0 1 3 5
6.4 Các tính năng của sản phẩm: 0 1 3 5
6.5 Chất lượng của nguyên liệu/thành phần: 0 1 3 5
6.6 Tính thực tiễn: 0 1 3 5
6.7 Độ tin cậy: 0 1 2 3
6.8 Tuổi thọ: 0 1 2
7 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Dịch vụ du lịch cộng đồng và điểm du lịch
  sheet("s26", [
    `
1.1 Bộ phận điều phối quản lý và điều hành dịch vụ: 1 3
1.2 Cơ chế quản lý/quy định: 2 4 6
1.3 Bảo vệ môi trường trong cộng đồng làm du lịch/điểm du lịch: 1 2 3 4
1.4 Sử dụng năng lượng tiết kiệm: 1 2
2.1 Nguồn gốc ý tưởng sản phẩm dịch vụ du lịch: 1 3 5
2.2 Tổ chức dịch vụ theo thị trường mục tiêu: 1 2
3.1 Loại hình tổ chức sản xuất - kinh doanh: 1 2 3
3.2 Sự tham gia của cộng đồng trong quản lý, điều hành: 1 2
3.3 Sử dụng lao động địa phương: 1 3
3.4 Tăng trưởng sản xuất kinh doanh: 1 3
3.5 Kế toán: 1 2
4.1 Liên kết chuỗi giá trị trong quảng bá sản phẩm: 1 3 5
4.2 Liên kết vùng và chuỗi giá trị trong sản phẩm: 1 2 3
4.3 Tổ chức quảng bá, bán hàng: 1 2
4.4 Quảng bá sản phẩm: 1 2 3 4
4.5 Bộ nhận diện quảng bá sản phẩm: 1 2 3
5.1 Câu chuyện về sản phẩm: 1 2 4
5.2 Trình bày câu chuyện sản phẩm: 1 2
5.3 Sản phẩm dịch vụ du lịch trên địa bàn đạt chuẩn nông thôn mới: 1 2
6 Vị trí: 1 2 3
7 Kiến trúc và cảnh quan môi trường: 1 2 3
8 Bảo vệ, bảo tồn các di sản văn hóa, thiên nhiên, đa dạng sinh học liên quan đến sản phẩm dịch vụ du lịch: 1 2 4
9 Chất lượng về điều kiện kinh doanh dịch vụ: 1 2 3
10 Chất lượng an toàn và an ninh trật tự: 1 2
11 Tính hoàn thiện của quá trình dịch vụ: 1 2 3
12 Hoạt động trải nghiệm: 1 2
13 Quản lý và nhân viên: 1 2 4
14 Chất lượng sản phẩm dịch vụ du lịch: 1 2 3 4
15 Chất lượng phục vụ: 1 2 4
16 Tiện nghi: 1 3
17 Hoạt động thu hút khách du lịch: 1 2 3
18 Hàng hóa dịch vụ (ăn uống, đồ lưu niệm...): 1 2
`,
  ]),
];
