import type { ProductSet } from "../../domain/set.ts";

const farm = "Bộ Nông nghiệp và Phát triển nông thôn";
const trade = "Bộ Công Thương";
const health = "Bộ Y tế";
const science = "Bộ Khoa học và Công nghệ";

const shortByTwo = "Bảng điểm đọc được thiếu 2 điểm ở phần C, cần đối chiếu bản gốc trước khi chấm.";

/** The 26 product sets of Decision 1048/QĐ-TTg as amended by 781/QĐ-TTg, in the order of its annex. */
export const sets: readonly ProductSet[] = [
  { id: "s01", name: "Rau, củ, quả, hạt tươi", group: "Thực phẩm", family: "Tươi sống", body: farm, certainty: "read", also: ["rau tươi", "quả tươi", "trái cây", "hoa quả", "mận", "mận tươi", "lê", "đào", "rau", "củ", "lạc", "cải kale"] },
  { id: "s02", name: "Thịt, trứng, sữa tươi", group: "Thực phẩm", family: "Tươi sống", body: farm, certainty: "read", also: ["thịt tươi", "thịt lợn", "thịt lợn đen", "trứng", "trứng gà", "sữa tươi", "gà đen"] },
  { id: "s03", name: "Gạo, ngũ cốc", group: "Thực phẩm", family: "Thô, sơ chế", body: farm, certainty: "unconfirmed", note: "Chưa đọc được bảng điểm của bộ này; tên bộ thì đã đọc được.", also: ["gạo", "lúa", "ngô", "nếp", "gạo nếp", "khẩu mẹo"] },
  { id: "s04", name: "Mật ong, các sản phẩm từ mật ong, mật khác", group: "Thực phẩm", family: "Thô, sơ chế", body: farm, certainty: "read", also: ["mật ong", "mật", "sáp ong", "phấn hoa"] },
  { id: "s05", name: "Đồ ăn nhanh", group: "Thực phẩm", family: "Chế biến", body: trade, certainty: "read", also: ["thức ăn nhanh", "đồ ăn liền", "mì ăn liền", "snack"] },
  { id: "s06", name: "Chế biến từ gạo, ngũ cốc", group: "Thực phẩm", family: "Chế biến", body: farm, certainty: "read", also: ["cốm", "bánh chưng", "bánh chưng đen", "bánh", "bún", "phở khô", "miến", "khẩu rang", "mèn mén"] },
  { id: "s07", name: "Chế biến từ rau, củ, quả, hạt", group: "Thực phẩm", family: "Chế biến", body: farm, certainty: "read", also: ["mận sấy", "mận sấy dẻo", "ô mai", "quả sấy", "hoa quả sấy", "măng khô", "mứt"] },
  { id: "s08", name: "Chế biến từ thịt, trứng, sữa", group: "Thực phẩm", family: "Chế biến", body: farm, certainty: "read", also: ["lạp sườn", "lạp xưởng", "xúc xích", "thịt hun khói", "thịt sấy", "thịt gác bếp", "giò", "chả"] },
  { id: "s09", name: "Chế biến từ thủy, hải sản", group: "Thực phẩm", family: "Chế biến", body: farm, certainty: "read", also: ["cá khô", "cá hun khói", "ruốc cá", "tôm khô", "thủy sản"] },
  { id: "s10", name: "Tương, nước mắm, gia vị lỏng khác", group: "Thực phẩm", family: "Gia vị", body: farm, certainty: "read", note: shortByTwo, also: ["tương ớt", "tương", "nước mắm", "nước chấm", "dấm", "giấm"] },
  { id: "s11", name: "Gia vị khác", group: "Thực phẩm", family: "Gia vị", body: farm, certainty: "read", also: ["gia vị khô", "ớt bột", "thảo quả", "hạt dổi", "mắc khén", "muối chấm", "bột quế"] },
  { id: "s12", name: "Chè tươi, chế biến", group: "Thực phẩm", family: "Chè", body: farm, certainty: "read", also: ["chè", "trà", "chè shan tuyết", "chè khô", "trà cổ thụ"] },
  { id: "s13", name: "Các sản phẩm khác từ chè, trà", group: "Thực phẩm", family: "Chè", body: farm, certainty: "read", also: ["trà thảo mộc", "trà túi lọc", "bột trà", "trà hoa"] },
  { id: "s14", name: "Cà phê, ca cao", group: "Thực phẩm", family: "Cà phê, ca cao", body: farm, certainty: "read", also: ["cà phê", "cafe", "ca cao"] },
  { id: "s15", name: "Rượu trắng", group: "Đồ uống", family: "Có cồn", body: trade, certainty: "read", also: ["rượu ngô", "rượu gạo", "rượu trắng", "rượu Bản Phố"] },
  { id: "s16", name: "Đồ uống có cồn khác", group: "Đồ uống", family: "Có cồn", body: trade, certainty: "read", note: shortByTwo, also: ["rượu vang", "rượu hoa quả", "rượu mận", "rượu lê", "bia"] },
  { id: "s17", name: "Nước khoáng thiên nhiên, nước uống tinh khiết", group: "Đồ uống", family: "Không cồn", body: health, certainty: "read", also: ["nước khoáng", "nước tinh khiết", "nước đóng chai", "nước đóng bình"] },
  { id: "s18", name: "Đồ uống không cồn", group: "Đồ uống", family: "Không cồn", body: trade, certainty: "read", also: ["nước ép", "nước quả", "nước giải khát", "si rô", "siro"] },
  { id: "s19", name: "Thực phẩm chức năng, thuốc từ dược liệu, thuốc Y học cổ truyền", group: "Thảo dược", body: health, certainty: "read", note: shortByTwo, also: ["thực phẩm chức năng", "thuốc nam", "thuốc đông y", "thuốc cổ truyền", "viên nang"] },
  { id: "s20", name: "Mỹ phẩm", group: "Thảo dược", body: health, certainty: "read", also: ["mỹ phẩm", "xà phòng", "dầu gội", "kem dưỡng", "son"] },
  { id: "s21", name: "Trang thiết bị, dụng cụ y tế", group: "Thảo dược", body: health, certainty: "read", also: ["thiết bị y tế", "dụng cụ y tế", "gối thảo dược"] },
  { id: "s22", name: "Thảo dược khác", group: "Thảo dược", body: health, certainty: "read", also: ["tinh dầu", "tinh dầu quế", "quế", "dược liệu", "thảo dược", "thuốc tắm", "actiso"] },
  { id: "s23", name: "Thủ công mỹ nghệ, trang trí", group: "Lưu niệm - nội thất - trang trí", body: science, certainty: "read", also: ["thủ công mỹ nghệ", "đồ trang trí", "đồ lưu niệm", "quà lưu niệm", "tranh", "khèn"] },
  { id: "s24", name: "Thủ công mỹ nghệ gia dụng", group: "Lưu niệm - nội thất - trang trí", body: science, certainty: "read", also: ["đồ gia dụng", "mây tre đan", "đồ gỗ", "gốm", "rổ rá"] },
  { id: "s25", name: "Vải, may mặc", group: "Vải và may mặc", body: trade, certainty: "read", also: ["thổ cẩm", "vải", "quần áo", "váy áo", "khăn", "thêu", "dệt"] },
  { id: "s26", name: "Dịch vụ du lịch cộng đồng và điểm du lịch", group: "Dịch vụ du lịch nông thôn, bán hàng", body: "Bộ Văn hóa, Thể thao và Du lịch", certainty: "read", also: ["du lịch", "du lịch cộng đồng", "homestay", "điểm du lịch", "nhà nghỉ"] },
];
