/** What producers say where words are awaited, by item; each persona draws one. */
export const sentences: Readonly<Record<string, readonly string[]>> = {
  headAddress: ["thôn Nậm Đét 2, xã Nậm Đét", "tổ dân phố Na Cồ", "xóm trên, gần trường học, nhà số 12"],
  specs: [
    "túi giấy 500 g, có nhãn, hút chân không",
    "chai thủy tinh 250 ml dán tem, chưa theo tiêu chuẩn nào",
    "hộp nửa cân, gói lá dong, ai mua nhiều thì đóng thùng 10 hộp",
    "không chất bảo quản, đóng lọ nhựa 1 kg",
  ],
  ownerHistory: [
    "năm 2016 có 8 nhà cùng làm, năm 2018 lập tổ",
    "ông bà làm từ lâu, không nhớ năm nào, đến đời em là đời thứ ba",
    "Trước làm nhỏ lẻ. Sau đông khách nên gọi thêm chị em. Nay có xưởng riêng",
    "bắt đầu từ 2 cái chảo, bán ở chợ phiên chủ nhật",
  ],
  ownerReason: [
    "để bán chung cho đỡ bị ép giá, họp thôn rồi góp vốn",
    "vì hàng làm ra không ai mua, phải lập nhóm mới bán được",
    "muốn có việc cho chị em, mỗi nhà góp 5 triệu",
    "thấy khách hỏi nhiều mà không có hàng nên mở ra làm",
  ],
  localValue: [
    "trước bán tươi 5 nghìn một cân, nay chế biến bán được 60 nghìn",
    "mua hết nguyên liệu của bà con, không để ai phải đổ đi",
    "cành lá trước bỏ đi, nay thành hàng",
  ],
  sales: [
    "Năm 2019: 700 kg, 90 triệu\nNăm 2020: 900 kg, 120 triệu",
    "năm 2020 bán được 1200 chai, được 96 triệu",
    "2019: 180 triệu, 2020: 240 triệu",
    "năm ngoái chưa tính kỹ, khoảng 150 triệu",
  ],
  costs: [
    "Nguyên liệu: 70 triệu\nCông: 40 triệu\nBao bì: 10 triệu",
    "nguyên liệu 50 triệu, điện 5 triệu, còn lại là công nhà",
    "chi hết khoảng 80 triệu",
  ],
  gains: [
    "Năm 2019: lãi 30 triệu\nNăm 2020: lãi 40 triệu",
    "năm 2020 lãi 45 triệu",
    "chưa lãi gì, hòa vốn",
    "lãi ít, khoảng 20 triệu một năm",
  ],
  materials: [
    "Lúa: 20 hộ trong xã, 30 tấn mỗi năm\nLá dong: chợ Bắc Hà",
    "của nhà trồng, thiếu thì mua của hàng xóm",
    "thu mua ở các thôn quanh xã, mỗi vụ 5 tấn",
  ],
  markets: [
    "chợ Bắc Hà, 3 cửa hàng ở Lào Cai, 1 đại lý ở Hà Nội",
    "mới bán ở chợ phiên, chưa đi đâu xa",
    "Sa Pa, Lào Cai, gửi xe khách về Hà Nội",
    "bán qua Facebook là chính, ai đặt thì gửi",
  ],
  planBrief: [
    "thu mua nguyên liệu, chế biến 250 kg mỗi tháng, bán sỉ và bán lẻ",
    "làm theo vụ, mỗi vụ 2 tấn, bán tại chợ và cho khách quen",
    "quy mô nhỏ, khách đặt bao nhiêu làm bấy nhiêu",
  ],
  training: [
    "chưa",
    "rồi, lớp an toàn thực phẩm của huyện năm 2020",
    "chưa được học lớp nào",
    "có, lớp làm hồ sơ OCOP do Phòng Nông nghiệp dạy",
  ],
  otherHelp: ["máy xay từ khuyến công năm 2019", "huyện cho 10 triệu làm bao bì", "được hỗ trợ giống"],
  meetings: ["mỗi quý một lần", "tháng họp 1 lần, ngày mùng 5", "có việc mới họp"],
  sharing: [
    "30% để lại quỹ, còn lại chia theo vốn góp",
    "chia đều cho mọi người",
    "của nhà nên không chia, để mua nguyên liệu vụ sau",
    "ai làm nhiều hưởng nhiều",
  ],
  challenges: [
    "thiếu máy, chưa có tem truy xuất",
    "thiếu vốn, không biết vay ở đâu",
    "đường xa, mưa là không ra chợ được",
    "làm ra mà không biết bán cho ai",
  ],
  needs: [
    "kiểm nghiệm, thiết kế bao bì",
    "nhờ Phòng Kinh tế và Hạ tầng giúp làm nhãn",
    "vay vốn mua máy, hỏi ngân hàng chính sách",
  ],
  ideaWhat: [
    "sấy dẻo mận, đóng túi để bán quanh năm",
    "làm trà từ lá rừng, gói nhỏ cho khách du lịch",
    "nấu tương ớt theo cách của bà nội, chai nhỏ 100 ml",
  ],
  ideaCore: [
    "sạch, vị chua ngọt tự nhiên, không phẩm màu",
    "lạ miệng, chỉ Bắc Hà mới có",
    "người già trẻ nhỏ ai cũng ăn được",
  ],
  ideaPack: ["túi giấy 200 g, 20 túi một thùng", "lọ thủy tinh 250 ml", "gói lá, buộc lạt, 5 cái một hộp"],
  ideaBrand: ["Mận Na Hối", "Hương rừng Bắc Hà", "Cô Pằng"],
  ideaQuality: ["đủ tiêu chuẩn bán ở siêu thị trong nước", "đạt 3 sao", "như hàng ở siêu thị"],
  ideaReach: ["trong huyện, Sa Pa, Hà Nội", "cả nước", "bán cho khách du lịch ở chợ"],
  ideaBuyers: ["khách du lịch, gia đình ở thành phố", "ai cũng mua được", "các chị ở phố"],
  ideaIncome: ["trung bình và khá", "bình dân", "khoảng 10 triệu một tháng"],
  ideaRivals: ["mận sấy Mộc Châu", "chưa thấy ai làm", "có, ở Sa Pa họ cũng bán mà đắt hơn", "không có"],
  ideaDifference: [
    "dùng quả chín cây, sấy lạnh",
    "không dùng phẩm màu, không chất bảo quản",
    "của mình thơm hơn, giữ được lâu",
  ],
  storyHistory: [
    "ông bà trồng từ năm 1980",
    "có từ lâu lắm, không rõ bao giờ",
    "cụ cố mang giống từ bên kia núi về",
  ],
  storyCulture: [
    "người Tày làm mừng lúa mới",
    "tết nào cũng phải có trên mâm cúng",
    "đám cưới, về nhà mới đều dùng",
  ],
  storyPlace: [
    "đất cao, đêm lạnh nên quả giòn",
    "nước suối trong, sương nhiều",
    "thung lũng Bắc Hà mát quanh năm",
  ],
  storyOther: ["nhóm phụ nữ trong thôn cùng làm", "bán hàng để lấy tiền cho con đi học"],
  novelty: ["trong huyện chưa ai làm", "mới hoàn toàn"],
  ideaProof: ["đã làm thử 20 kg", "cho khách ăn thử, ai cũng khen"],
  ideaHard: ["chưa có máy sấy", "thiếu vốn", "khó nhất là giữ được lâu"],
  workshop: ["thôn Na Lo, xã Tà Chải", "ngay tại nhà", "xưởng cạnh suối, thôn 2"],
  trades: ["chế biến nông sản", "trồng trọt, xay xát, bán lẻ", "sản xuất thực phẩm đóng gói, 1079"],
  staffing: [
    "1 giám đốc, 1 kế toán, 8 người làm",
    "vợ lo bán hàng, chồng lo sản xuất",
    "một người phụ trách, còn lại làm theo nhóm",
  ],
  area: ["xưởng 300 m2, đồi 50 ha", "200 m2", "nhà xưởng 80 mét vuông, vườn 2 ha", "khoảng 1 sào"],
  duties: [
    "Giám đốc lo bán hàng; kế toán ghi sổ; tổ sản xuất làm hàng",
    "vợ ghi sổ, chồng đi chợ",
    "mỗi người một việc: người rửa, người phơi, người đóng gói",
  ],
  marketView: [
    "khách du lịch chuộng, cuối năm thiếu hàng",
    "bán được quanh năm, tết bán gấp đôi",
    "khách đông nhưng hay hỏi giá rẻ",
    "dạo này ế, chưa biết sang năm thế nào",
  ],
  marketFit: [
    "có vùng nguyên liệu riêng, đã có 5 đại lý",
    "làm được quanh năm",
    "có nghề lâu năm, hàng ngon",
  ],
  legalBasis: [
    "giấy đăng ký kinh doanh và điều lệ",
    "giấy đăng ký cấp năm 2018",
    "theo hợp đồng hợp tác có xã chứng thực",
  ],
  swot: [
    "Mạnh: hàng ngon\nYếu: ít vốn\nCơ hội: khách du lịch\nThách thức: hàng nhái",
    "mạnh là nguyên liệu sạch, yếu là thiếu máy, cơ hội là du lịch, thách thức là giá lên xuống",
    "mạnh: có nghề. yếu: không có vốn. cơ hội: khách đông. thách thức: mưa lũ",
  ],
  competition: [
    "hàng Văn Yên rẻ hơn, hàng mình thơm hơn",
    "chưa ai bán giống mình",
    "có mấy nhà làm nhưng không đóng gói",
  ],
  goals: [
    "ba năm tới bán gấp đôi, đạt 3 sao",
    "lên 500 kg mỗi tháng, mua thêm một máy",
    "có nhãn hiệu, bán được xuống Hà Nội",
  ],
  production: [
    "250 kg mỗi tháng, làm quanh năm",
    "mỗi năm tăng thêm một phần năm",
    "vẫn làm như bây giờ, khi nào có vốn thì mua máy",
  ],
  selling: ["thêm 3 đại lý, bán trên sàn", "bán tại chợ và gửi xe khách", "mở một quầy ở thị trấn"],
  fairs: [
    "mỗi năm hai hội chợ, một ở Hà Nội",
    "huyện mời thì đi",
    "chưa đi bao giờ, sang năm xin đi cùng huyện",
  ],
  marketing: [
    "trang Facebook, tờ rơi ở chợ phiên",
    "nhờ khách quen giới thiệu",
    "treo biển ở chợ, đăng Zalo",
  ],
  buildings: ["Nhà xưởng: 200 m2\nKho: 30 m2", "sân phơi 50 m2", "chưa có xưởng, làm ở bếp nhà"],
  machines: [
    "Máy xay: 1 cái, còn tốt",
    "Nồi 500 lít: 2 cái\nCân: 1 cái",
    "chưa có máy gì, làm bằng tay",
    "một máy hút chân không",
  ],
  staff: [
    "Sản xuất: 8 người, phổ thông\nKế toán: 1 người, trung cấp",
    "4 người nhà cùng làm",
    "sản xuất 10 người, bán hàng 2 người",
  ],
  otherMeans: ["đường ô tô tới xưởng", "gần chợ", "có suối cạnh nhà"],
  moneySource: [
    "vốn góp 200 triệu, vay ngân hàng 100 triệu",
    "của nhà, thiếu thì vay anh em",
    "vay ngân hàng chính sách",
  ],
  otherMoney: ["trả dần tiền máy trong hai năm", "bán trước lấy tiền sau"],
  capital: [
    "25 nhà góp 400 triệu tiền mặt và đất xưởng",
    "vốn nhà, không ai góp",
    "mỗi người 10 triệu, góp bằng tiền",
  ],
  accounting: [
    "1 kế toán trung cấp, ghi sổ hằng tháng",
    "chủ hộ tự ghi",
    "con gái ghi sổ, học hết lớp 12, ghi hằng ngày",
  ],
  mainBuyers: ["cửa hàng ở Sa Pa, khách du lịch", "khách quen trong huyện", "mấy nhà hàng ở Lào Cai"],
  outlets: ["tự bán ở chợ, 5 đại lý, gửi xe khách", "khách đến tận nhà lấy", "giao cho bà con đi chợ bán hộ"],
  promotion: ["trang Facebook, hội chợ tỉnh năm 2020", "chưa quảng bá gì", "nhờ cháu đăng lên mạng"],
  environment: [
    "bã ủ phân, nước thải qua bể lắng",
    "rác gom theo xe của xã",
    "không có khói, nước rửa đổ ra vườn",
  ],
  headEthnic: ["Tày", "Mông", "Dao", "Kinh", "Nùng"],
  structure: [
    "Giám đốc lo bán hàng; kế toán ghi sổ; 8 người sản xuất",
    "vợ chồng và hai con cùng làm",
    "tổ trưởng, tổ phó và 10 tổ viên",
  ],
  rawAndMethod: [
    "50 ha ở Nậm Đét, hai nồi chưng cất hơi nước",
    "nguyên liệu của bà con trong thôn, làm bằng tay",
    "2 ha của nhà, máy sấy điện",
  ],
  quality: [
    "đổi chai nhựa sang chai thủy tinh, thêm tem",
    "chưa đổi gì nhiều, vẫn làm như cũ",
    "bao bì đẹp hơn, sạch hơn",
  ],
  changes: [
    "tem mới, thêm HACCP, bán ra Hà Nội",
    "thay bao bì, đổi nhãn, tăng sản lượng",
    "sửa lại xưởng, mua máy mới",
  ],
  incomes: [
    "Năm 2024: doanh thu 400 triệu, lãi 90 triệu\nNăm 2025: doanh thu 600 triệu, lãi 150 triệu",
    "2025 được 300 triệu, lãi 60 triệu",
    "doanh thu khoảng 200 triệu một năm",
  ],
  nextPlan: [
    "mở thêm 10 ha, làm HACCP, bán trên sàn",
    "làm nhãn hiệu, mua thêm máy",
    "giữ chất lượng, tìm thêm khách",
  ],
};

/** Steps and people in words, for those who draw no picture. */
export const drawn: Readonly<Record<string, readonly string[]>> = {
  processChart: ["thu hái, rửa, phơi, xay, đóng gói", "chọn nguyên liệu, ngâm, nấu, để nguội, đóng chai"],
  chart: ["Giám đốc, dưới là kế toán, tổ sản xuất, tổ bán hàng"],
};

export const villages = [
  "thôn Na Lo",
  "thôn Nậm Đét 1",
  "thôn Đội 2",
  "tổ dân phố 3",
  "thôn Bản Phố 2A",
  "thôn Sả Lùng Chéng",
] as const;
export const people = [
  "Vàng Thị Mai",
  "Lù Văn Sinh",
  "Giàng A Chu",
  "Triệu Thị Phấy",
  "Lâm Văn Son",
  "Hoàng Thị Hà",
  "Sùng Seo Sửu",
  "Nguyễn Văn Đôi",
  "Đặng Thị Khé",
  "Thào A Dê",
] as const;
export const outsideProducts = [
  "Mật ong rừng Nậm Khánh",
  "Rượu ngô Bản Phố",
  "Trà hoa vàng Bắc Hà",
  "Lê Tai Nung Bắc Hà",
  "Thịt lợn đen sấy",
] as const;
export const sideQuestions = [
  "có mất phí không ạ?",
  "khi nào nộp hồ sơ vậy em?",
  "giấy phép kinh doanh làm ở đâu ạ?",
  "OCOP là gì vậy?",
  "bao lâu thì có kết quả ạ?",
  "3 sao được lợi gì em nhỉ?",
] as const;
export const smallTalk = [
  "cảm ơn em nhé",
  "chào em",
  "ok em",
  "vâng ạ",
  "em nhiệt tình quá",
  "trời hôm nay mưa to quá",
] as const;
export const complaints = [
  "sao hỏi nhiều thế",
  "hỏi gì mà lắm thế em ơi",
  "mệt quá, còn bao nhiêu câu nữa",
  "dài quá",
  "khó quá",
  "lâu thế",
] as const;
