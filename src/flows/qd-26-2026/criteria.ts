import { type Sheet, sheetFrom } from "../../domain/criteria.ts";

/*
 * The scoring sheets of Decision 26/2026/QĐ-TTg, annex I, as they are printed: number, title, the points that can be
 * given. A level with three, four or five stars is the least for a product of so many stars.
 * Misprints put right: b04 7 "13" for 3; b07 3.1 "1" for 2; b11 6.1.1 "11" for 1; b23 9 has no maximum; 0 without a
 * number in 1.2 of b04, b07, b10, b11. Without levels in print: 2.4 (2.3 in b21, b22), taken as 0 or 1.
 */

const parts = { A: 40, B: 25, C: 35 };
const sheet = (set: string, texts: readonly string[]): Sheet =>
  sheetFrom({ set, parts, certainty: "read" }, texts);

/** Parts A and B where the region the raw material comes from counts by itself. */
const grown = `
1.1 Nguồn gốc sản phẩm: 1 2 3
1.2 Vùng nguyên liệu được cấp chứng nhận chất lượng: 0 1 2
1.3 Gia tăng giá trị: 1 2 3
1.4 Năng lực sản xuất để đáp ứng yêu cầu phân phối: 1 2 3
1.5 Liên kết chuỗi trong sản xuất: 0 1 2**** 3*****
1.6 Bảo vệ môi trường trong quá trình sản xuất: 1**** 2 3
1.7 Sử dụng công nghệ theo hướng bền vững trong sản xuất: 0 1
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 2 3****
2.2 Đóng gói, bao bì sản phẩm: 0 1 2*** 3
2.3 Phong cách, ghi nhãn hàng hóa: 1*** 2 3****
2.4 Ghi nhãn hàng hóa có sử dụng song ngữ: 0 1
3.1 Loại hình tổ chức sản xuất - kinh doanh: 1 2 3
3.2 Đại diện pháp luật của chủ thể là nữ; hoặc đồng bào dân tộc thiểu số; hoặc người khuyết tật: 0 1
3.3 Sử dụng lao động địa phương: 1 2 3
3.4 Tăng trưởng sản xuất kinh doanh: 1 2****
3.5 Sở hữu trí tuệ: 1*** 2**** 3
4.1 Khu vực phân phối chính: 1 2*** 3**** 5*****
4.2 Tổ chức phân phối: 0 1 2 3
4.3 Quảng bá sản phẩm: 0 1 2 3 5
5.1 Câu chuyện sản phẩm: 0 1 2 3 5****
5.2 Cấu trúc câu chuyện sản phẩm: 0 1 2
5.3 Trí tuệ/bản sắc địa phương: 0 1*** 3 5
`;

/** Parts A and B of other food, drinks and herbs. */
const made = `
1.1 Nguồn nguyên liệu: 1*** 2 4
1.2 Gia tăng giá trị: 1 2 3
1.3 Năng lực sản xuất để đáp ứng yêu cầu phân phối: 1 2 3
1.4 Liên kết chuỗi trong sản xuất: 0 1 2**** 3*****
1.5 Bảo vệ môi trường trong quá trình sản xuất: 1**** 2 3
1.6 Sử dụng công nghệ theo hướng bền vững trong sản xuất: 0 1
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 2 4****
2.2 Đóng gói, bao bì sản phẩm: 0 1 2*** 3
2.3 Phong cách, ghi nhãn hàng hóa: 1*** 2 3****
2.4 Ghi nhãn hàng hóa có sử dụng song ngữ: 0 1
3.1 Loại hình tổ chức sản xuất - kinh doanh: 1 2 3
3.2 Đại diện pháp luật của chủ thể là nữ; hoặc đồng bào dân tộc thiểu số; hoặc người khuyết tật: 0 1
3.3 Sử dụng lao động địa phương: 1 2 3
3.4 Tăng trưởng sản xuất kinh doanh: 1 2****
3.5 Sở hữu trí tuệ: 1*** 2**** 3
4.1 Khu vực phân phối chính: 1 2*** 3**** 5*****
4.2 Tổ chức phân phối: 0 1 2 3
4.3 Quảng bá sản phẩm: 0 1 2 3 5
5.1 Câu chuyện sản phẩm: 0 1 2 3 5****
5.2 Cấu trúc câu chuyện sản phẩm: 0 1 2
5.3 Trí tuệ/bản sắc địa phương: 0 1*** 3 5
`;

/** Parts A and B of crafts, cloth, flowers, trees and animals. */
const shaped = `
1.1 Nguồn gốc sản phẩm: 1 2 4
1.2 Gia tăng giá trị: 1 2 4
1.3 Năng lực sản xuất để đáp ứng yêu cầu phân phối: 1 2 3
1.4 Liên kết chuỗi trong sản xuất: 0 1 2**** 4*****
1.5 Bảo vệ môi trường trong quá trình sản xuất: 1**** 2 3
1.6 Sử dụng công nghệ theo hướng bền vững trong sản xuất: 0 1
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 3 5****
2.2 Bao bì, ghi nhãn sản phẩm: 1*** 3 4****
3.1 Loại hình tổ chức sản xuất - kinh doanh: 1 2 3
3.2 Đại diện pháp luật của chủ thể là nữ; hoặc đồng bào dân tộc thiểu số; hoặc người khuyết tật: 0 1
3.3 Sử dụng lao động địa phương: 1 2 3
3.4 Tăng trưởng sản xuất kinh doanh: 1 2****
3.5 Sở hữu trí tuệ: 1*** 2**** 3
4.1 Khu vực phân phối chính: 1 2*** 3**** 5*****
4.2 Tổ chức phân phối: 0 1 2 3
4.3 Quảng bá sản phẩm: 0 1 2 3 5
5.1 Câu chuyện sản phẩm: 0 1 2 3 5****
5.2 Cấu trúc câu chuyện sản phẩm: 0 1 2
5.3 Trí tuệ/bản sắc địa phương: 0 1*** 3 5
`;

/** Part C of most goods: what follows the looks, smell and taste. */
const quality = `
7 Tính độc đáo: 0 1 3**** 5*****
8 Công bố chất lượng sản phẩm: 2*** 4 5
9 Đảm bảo chất lượng sản phẩm: 1*** 3**** 5
10 Hướng dẫn sử dụng: 1 2
11 Cơ hội thị trường toàn cầu: 1 2 3
`;

/** The same for what is sold raw. */
const raw = `
7 Dinh dưỡng: 0 1 3
8 Tính độc đáo: 0 1 3**** 5*****
9 Công bố sản phẩm: 2*** 4 5
10 Đảm bảo chất lượng sản phẩm: 1*** 3**** 5
11 Hướng dẫn sử dụng: 1 2
12 Cơ hội thị trường toàn cầu: 1 2 3
`;

/** The same for drinks. */
const drink = `
7 Tính độc đáo: 0 1 3**** 5*****
8 Công bố chất lượng sản phẩm: 2*** 4 5
9 Đảm bảo chất lượng sản phẩm: 1*** 3**** 5
10 Cơ hội thị trường toàn cầu: 1 3 5
`;

/** One sheet for each product set, in the order of the annex. */
export const sheets: readonly Sheet[] = [
  // Rau, củ, quả, hạt tươi
  sheet("b01", [
    grown,
    `
1.3 Gia tăng giá trị: 1 2 3*****
1.4 Năng lực sản xuất đáp ứng yêu cầu phân phối: 1 2 3
1.5 Liên kết sản xuất: 0 1 2**** 3*****
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 3****
6.1 Kích thước, hình dạng bề ngoài: 0 1 2****
6.2 Màu sắc, độ chín: 0 1 2 3**** 4
6.3 Mùi/vị: 0 1 2 3
6.4 Tính đầy đủ về sản phẩm, sạch: 0 1 2 3
7 Dinh dưỡng: 0 1 3
8 Tính độc đáo: 0 1 3**** 5
9 Công bố chất lượng sản phẩm: 2*** 4 5
10 Đảm bảo chất lượng sản phẩm: 1*** 3**** 5
11 Hướng dẫn sử dụng: 1 2
12 Cơ hội thị trường toàn cầu: 1 2 3
`,
  ]),
  // Thịt, thủy sản, trứng, sữa tươi
  sheet("b02", [
    grown,
    quality,
    `
1.2 Gia tăng giá trị: 1 2 3
1.3 Vùng sản xuất được cấp chứng nhận chất lượng: 0 1 2
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 3****
6.1 Tạp chất: 1 2 4*****
6.2 Kích thước, hình dạng bề ngoài: 0 1 2 3****
6.3 Màu sắc: 0 1 3**** 5*****
6.4 Mùi: 0 1 2**** 3*****
`,
  ]),
  // Gạo, ngũ cốc, hạt sơ chế khác
  sheet("b03", [
    grown,
    raw,
    `
1.3 Gia tăng giá trị: 1 2 3*****
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 3****
6.1 Tạp chất: 1 2 3****
6.2 Kích thước, độ đồng đều: 0 1 2 3****
6.3 Màu sắc: 0 1 2**** 3*****
6.4 Mùi, vị: 0 1 2**** 3*****
`,
  ]),
  // Mật ong, mật khác và nông sản thực phẩm khác
  sheet("b04", [
    grown,
    raw,
    `
1.3 Gia tăng giá trị: 1 2 3*****
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 3****
6.1 Tạp chất: 0 1 2****
6.2 Độ đồng đều của sản phẩm: 0 1 2****
6.3 Màu sắc, thể chất: 0 1 2**** 4*****
6.4 Mùi, vị: 0 1 2 3**** 4*****
`,
  ]),
  // Đồ ăn nhanh
  sheet("b05", [
    made,
    quality,
    `
1.1 Nguồn nguyên liệu: 1 2*** 3
2.1 Nguồn gốc ý tưởng sản phẩm: 0 3 5****
6.1 Tạp chất: 0 1 2****
6.2 Hình dạng: 0 1 2 3
6.3 Màu sắc, thể chất: 0 1 2 3
6.4 Mùi: 0 1 2**** 3*****
6.5 Vị: 0 1 2**** 4*****
`,
  ]),
  // Chế biến từ gạo, ngũ cốc
  sheet("b06", [
    grown,
    quality,
    `
1.1 Nguồn nguyên liệu: 1 2*** 3
6.1 Tạp chất: 0 1 3****
6.2 Ngoại hình, đồng đều: 0 1 2 3
6.3 Màu sắc: 0 1 2 3
6.4 Mùi: 0 1 2**** 3*****
6.5 Vị: 0 1 2**** 3*****
`,
  ]),
  // Chế biến từ rau, củ, quả, hạt
  sheet("b07", [
    grown,
    quality,
    `
1.1 Nguồn nguyên liệu: 1*** 2 3
6.1 Tạp chất: 0 1 2****
6.2 Hình dạng, thể chất: 0 1 2
6.3 Màu sắc: 0 1 2**** 3*****
6.4 Mùi: 1 2**** 3*****
6.5 Vị: 0 1 3**** 5*****
`,
  ]),
  // Chế biến từ thịt, thủy sản, trứng, sữa, các sản phẩm từ mật ong, mật khác và nông sản thực phẩm khác
  sheet("b08", [
    grown,
    quality,
    `
1.1 Nguồn nguyên liệu: 1*** 2 3
2.1 Nguồn gốc ý tưởng sản phẩm: 1 2 3****
6.1 Tạp chất: 0 1 2****
6.2 Hình dạng, thể chất: 0 1 2 3
6.3 Màu sắc: 0 1 2**** 3*****
6.4 Mùi: 0 1 2**** 3*****
6.5 Vị: 0 1 2**** 4*****
`,
  ]),
  // Tương, nước mắm, gia vị dạng lỏng khác
  sheet("b09", [
    made,
    quality,
    `
1.1 Nguồn nguyên liệu: 1*** 3 5
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 2 3****
6.1 Tạp chất: 0 1 2****
6.2 Thể chất: 0 1 2 3
6.3 Màu sắc: 0 1 2**** 3*****
6.4 Mùi: 0 1 2**** 3*****
6.5 Vị: 0 1 2**** 4*****
`,
  ]),
  // Gia vị khác
  sheet("b10", [
    grown,
    quality,
    `
1.1 Nguồn nguyên liệu: 1*** 2 3
3.5 Sở hữu trí tuệ: 1*** 2 3
6.1 Tạp chất: 0 1 2****
6.2 Thể chất: 0 1 2 3
6.3 Màu sắc: 0 1 2**** 3*****
6.4 Mùi: 0 1 2**** 3*****
6.5 Vị: 0 1 2**** 4*****
`,
  ]),
  // Chè tươi, chè chế biến
  sheet("b11", [
    grown,
    quality,
    `
1.1 Nguồn nguyên liệu: 1 2*** 3
1.3 Gia tăng giá trị: 0 1 2 3
6.1.1 Tạp chất: 0 1 2****
6.1.2 Hình dạng, màu sắc cánh chè: 0 1 2****
6.2.1 Màu nước: 0 1 2 3
6.2.2 Mùi nước: 0 1 2 3
6.2.3 Vị nước: 0 1 3 5
`,
  ]),
  // Sản phẩm trà từ thực vật khác
  sheet("b12", [
    grown,
    quality,
    `
1.1 Nguồn nguyên liệu: 1 2*** 3
1.3 Gia tăng giá trị: 0 1 2 3
6.1 Tạp chất: 0 1 2****
6.2 Hình dạng: 0 1 2
6.3 Màu nước: 0 1 2**** 3
6.4 Mùi nước: 0 1 2**** 3
6.5 Vị nước: 0 1 3**** 5
`,
  ]),
  // Cà phê, ca cao
  sheet("b13", [
    grown,
    quality,
    `
1.1 Nguồn nguyên liệu: 1 2*** 3
1.3 Gia tăng giá trị: 0 1 2 3
4.2 Tổ chức phân phối: 0 1 3 4
4.3 Quảng bá sản phẩm: 0 1 2 3 4
6.1.1 Tạp chất lạ: 0 1 2
6.1.2 Trạng thái/hình dạng: 0 1 2
6.1.3 Màu sắc: 0 1 2
6.1.4 Mùi: 0 1 2
6.1.5 Vị: 0 1 2
6.2.1 Màu nước: 0 1 2
6.2.2 Mùi, vị: 0 1 3
`,
  ]),
  // Rượu trắng
  sheet("b14", [
    made,
    drink,
    `
6.1 Tạp chất lạ: 0 1 2
6.2 Màu sắc: 0 1 3
6.3 Mùi: 0 1 2 3 5
6.4 Vị: 0 1 2 3 5
`,
  ]),
  // Đồ uống có cồn khác
  sheet("b15", [
    made,
    drink,
    `
6.1 Tạp chất lạ: 0 1 2
6.2 Màu sắc: 0 1**** 3
6.3 Mùi: 0 1 2 3**** 5
6.4 Vị: 0 1 2 3**** 5
`,
  ]),
  // Nước khoáng thiên nhiên, nước uống đóng chai
  sheet("b16", [
    made,
    `
6.1 Tạp chất lạ: 0 3
6.2 Màu sắc: 0 3
6.3 Mùi: 0 2 4
6.4 Vị: 0 1 3 5
7 Tính độc đáo: 0 1 3**** 5*****
8 Công bố chất lượng sản phẩm: 2*** 4 5
9 Điều kiện đảm bảo an toàn chất lượng sản phẩm: 1 3 5*****
10 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Đồ uống không cồn khác
  sheet("b17", [
    made,
    drink,
    `
6.1 Tạp chất lạ: 0 1 3
6.2 Màu sắc: 0 2**** 4
6.3 Mùi: 0 1 2 3**** 5
6.4 Vị: 0 1 2 3
`,
  ]),
  // Thực phẩm chức năng, thuốc dược liệu, thuốc cổ truyền
  sheet("b18", [
    grown,
    `
1.1 Nguồn nguyên liệu: 1*** 2 3
1.3 Gia tăng giá trị: 0 1 2 3
6 Chất lượng an toàn thực phẩm: 1*** 3**** 5
7 Công bố chất lượng sản phẩm: 2 4
8 Sự tiện lợi khi sử dụng, bảo quản: 0 1 3 5
9 Hiệu quả sử dụng: 0 1 2 3
10 Kiểm tra định kỳ: 1 3
11 Tính độc đáo: 0 1 3**** 5*****
12 Đảm bảo chất lượng sản phẩm: 0 1 3
13 Hướng dẫn sử dụng: 1 2
14 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Mỹ phẩm có thành phần từ dược liệu
  sheet("b19", [
    made,
    `
1.2 Gia tăng giá trị: 0 1 2 3
6 Công bố chất lượng: 0 1 3 5
7 Chỉ tiêu cảm quan: 0 1 3
8 Sự tiện lợi khi sử dụng, bảo quản: 0 1 3 5
9 Hiệu quả sử dụng: 0 1 2 4
10 Tính độc đáo: 0 1 3**** 5*****
11 Kiểm tra định kỳ: 0 1 3
12 Đảm bảo chất lượng sản phẩm: 1*** 3**** 5
13 Hướng dẫn sử dụng: 1 2
14 Cơ hội thị trường toàn cầu: 1 2 3
`,
  ]),
  // Tinh dầu và dược liệu khác
  sheet("b20", [
    made,
    `
1.2 Gia tăng giá trị: 0 1 2 3
6 Công bố chất lượng: 1 3 5
7 Chỉ tiêu cảm quan: 0 1 3
8 Sự tiện lợi khi sử dụng, bảo quản: 0 1 3 5
9 Hiệu quả sử dụng: 0 1 2 4
10 Tính an toàn: 0 1 3
11 Tính độc đáo: 0 1 3**** 5*****
12 Đảm bảo chất lượng sản phẩm: 1*** 3**** 5
13 Hướng dẫn sử dụng: 1 2
14 Cơ hội thị trường toàn cầu: 1 2 3
`,
  ]),
  // Thủ công mỹ nghệ gia dụng, trang trí
  sheet("b21", [
    shaped,
    `
1.1 Nguồn nguyên liệu: 1*** 2 4
1.2 Gia tăng giá trị: 1 2 3
1.5 Bảo vệ môi trường trong quá trình sản xuất: 1**** 2 4
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 2 4****
2.3 Ghi nhãn hàng hóa có sử dụng song ngữ: 0 1
6.1 Mức độ tinh xảo/sắc nét của sản phẩm: 0 1 3 5*****
6.2 Thiết kế độc đáo: 1 3 5*****
6.3 Các yếu tố tích hợp lên giá trị của sản phẩm: 0 1 2 3
6.4 Các tính năng của sản phẩm: 0 1 2 3
6.5 Chất lượng của nguyên liệu/thành phần: 0 3 5
7 Công bố chất lượng sản phẩm: 1*** 2 4
8 Đảm bảo chất lượng sản phẩm: 1*** 3**** 5
9 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Vải, may mặc
  sheet("b22", [
    shaped,
    `
1.1 Nguồn nguyên liệu: 1*** 2 4
1.2 Gia tăng giá trị: 1 2 3
2.1 Nguồn gốc ý tưởng sản phẩm: 0 1 2 4****
2.2 Bao bì, ghi nhãn sản phẩm: 1*** 3 5****
2.3 Ghi nhãn hàng hóa có sử dụng song ngữ: 0 1
6.1 Mức độ tinh xảo/sắc nét của sản phẩm: 0 1 3 5*****
6.2 Thiết kế độc đáo: 1 3 5*****
6.3 Các yếu tố tích hợp lên giá trị của sản phẩm: 0 1 3 5
6.4 Các tính năng của sản phẩm: 0 1 2 4
6.5 Chất lượng của nguyên liệu/thành phần: 0 3 5
7 Công bố chất lượng sản phẩm: 1*** 2 3
8 Hướng dẫn sử dụng: 1 2 3
9 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Hoa
  sheet("b23", [
    shaped,
    `
6.1 Kích thước, hình dạng bề ngoài: 0 1 2 5****
6.2 Màu sắc: 1 3**** 5*****
6.3 Thiết kế sản phẩm: 1 2 4
7 Tính độc đáo: 2 4 6**** 8*****
8 Đảm bảo chất lượng sản phẩm: 0 2 4***
9 Hướng dẫn sử dụng: 2 4
10 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Cây cảnh
  sheet("b24", [
    shaped,
    `
2.2 Phong cách, ghi nhãn sản phẩm: 1*** 3 4*****
4.1 Khu vực phân phối chính: 1 2 3 4 5
6.1 Hình dáng so với loại sản phẩm: 1 3 5*****
6.2 Màu sắc: 1 2 4
6.3 Kiểu dáng, tạo hình, mỹ thuật: 1 2 3 5*****
6.4 Thiết kế sản phẩm: 1 2 3
7 Tính độc đáo: 2 4 6**** 9*****
8 Đảm bảo chất lượng sản phẩm: 0 2 4***
9 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Động vật cảnh
  sheet("b25", [
    shaped,
    `
2.2 Phong cách, ghi nhãn sản phẩm: 1*** 3 4****
4.1 Khu vực phân phối chính: 1 2 3 4 5
6.1 Hình dáng so với loại sản phẩm: 1 3 5*****
6.2 Màu sắc: 1 3 5
6.3 Kích thước, hình dạng bề ngoài: 0 1 3 5****
7 Tính độc đáo: 2 5 7**** 10*****
8 Đảm bảo chất lượng sản phẩm: 0 3 5***
9 Cơ hội thị trường toàn cầu: 1 3 5
`,
  ]),
  // Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch
  sheet("b26", [
    `
1.1 Bộ phận điều phối quản lý và điều hành dịch vụ: 1 3
1.2 Cơ chế quản lý/quy định: 1 3 5
1.3 Bảo vệ môi trường trong cộng đồng làm du lịch/điểm du lịch: 1 2 3 4
1.4 Sử dụng năng lượng tiết kiệm: 1 2
2.1 Nguồn gốc ý tưởng sản phẩm dịch vụ du lịch: 1 3 5
2.2 Tổ chức dịch vụ theo thị trường mục tiêu: 1 2
2.3 Bảo vệ, bảo tồn các di sản văn hóa, thiên nhiên, đa dạng sinh học liên quan đến sản phẩm dịch vụ du lịch: 1 3 5
3.1 Loại hình tổ chức sản xuất - kinh doanh: 1 2 3
3.2 Đại diện pháp luật của chủ thể là nữ; hoặc đồng bào dân tộc thiểu số; hoặc người khuyết tật: 0 1
3.3 Sử dụng lao động địa phương: 1 2 4
3.4 Tăng trưởng sản xuất kinh doanh: 1 3****
3.5 Sở hữu trí tuệ: 1*** 2**** 3
4.1 Liên kết chuỗi giá trị trong quảng bá sản phẩm du lịch: 1 3 5
4.2 Liên kết vùng và chuỗi giá trị trong sản phẩm dịch vụ du lịch: 1 2 3
4.3 Tổ chức quảng bá, bán hàng: 1 2
4.4 Quảng bá sản phẩm: 1 2 3 4
4.5 Bộ nhận diện quảng bá sản phẩm: 1 2 3
5.1 Câu chuyện sản phẩm: 1 2 4
5.2 Trình bày câu chuyện sản phẩm: 1 2
5.3 Sản phẩm dịch vụ du lịch trên địa bàn đạt chuẩn nông thôn mới: 1 2
6 Vị trí: 1 2 3
7 Kiến trúc và cảnh quan môi trường: 1 2 3
8 Đáp ứng điều kiện kinh doanh dịch vụ: 1 3
9 Đảm bảo an toàn và an ninh trật tự: 1 2
10 Tính hoàn thiện của quá trình dịch vụ: 1 2 3
11 Hoạt động trải nghiệm: 1 2
12 Quản lý và nhân viên: 1 2 3
13 Chất lượng sản phẩm dịch vụ du lịch: 1 2 3 4
14 Chất lượng phục vụ: 1 2 4
15 Tiện nghi: 1 3
16 Hoạt động thu hút khách du lịch: 1 2 3
17 Hàng hóa dịch vụ: 1 2
`,
  ]),
];
