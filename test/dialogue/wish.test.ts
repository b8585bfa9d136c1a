import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { routeOf } from "../../src/dialogue/duty.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import { stage } from "./stage.ts";

const setting = await readSetting("bac-ha-2021");
const { programme } = setting;
const at = instantOf("2021-03-15 08:00");

/** Where a wish is offered to go: the office, several with a "|", or "?" where the product is asked for. */
const offeredTo = (text: string, first: readonly string[] = []): string => {
  const one = stage(setting, at);
  for (const words of first) one.say(words);
  const { after } = one.say(text);
  const { wish } = after.thread;
  if (wish === undefined) return "";
  const message = after.effects
    .flatMap((effect) => (effect.kind === "say" ? [effect.message.text] : []))
    .join();
  return message.includes("Bà con làm hàng gì") ? "?" : wish.offices.join("|");
};

const banks = "agribank|lien-viet|chinh-sach-xa-hoi";
const young = "huyen-doan|hoi-phu-nu";

const wishes: Readonly<Record<string, readonly string[]>> = {
  "phong-nong-nghiep": [
    "muốn hỏi về đánh giá xếp hạng thì gặp ai",
    "cham diem san pham thi hoi ai",
    "ai lo viec cham sao vay",
    "cho em gap nguoi phan hang sp",
    "gặp cán bộ phòng nông nghiệp",
    "e muon gap cb phong nn",
    "hop quy thi nho ai giup",
    "công bố hợp quy hỏi phòng nào",
    "muốn làm vietgap nhờ ai hướng dẫn",
  ],
  "phong-kinh-te-ha-tang": [
    "nhờ ai giúp mã vạch",
    "nho ai lam ma vach vs",
    "ma vach hoi ai",
    "ai giup lam ma so ma vach",
    "cho tôi gặp người làm nhãn",
    "cho toi gap nguoi lam nhan",
    "e muon gap ng in nhan hang",
    "dang ky nhan hieu thi tim ai",
    "muốn làm thương hiệu nhờ ai tư vấn",
    "ai giup dk so huu tri tue",
    "lam logo bao ho hoi phong nao",
    "nho ai chi cho cai tem truy xuat",
    "qr code tren bao bi hoi ai",
    "nhãn mác ghi sao cho đúng nhờ ai hướng dẫn",
    "von khuyen cong hoi ai",
    "xin vốn khuyến công thì gặp phòng nào",
    "muon di hoi cho lien he ai",
    "ai cho di hội chợ, gặp ai để đăng ký",
    "ban hang o dau nho ai giup dau ra",
    "can nguoi giup tim cho ban",
    "thấy hàng giả báo ai",
    "bi lam nhai san pham thi bao ai",
    "gặp phòng kinh tế hạ tầng",
    "cho gap phong kinh te",
    "xuat khau thi hoi ben nao",
  ],
  "phong-van-hoa": [
    "ai giúp viết câu chuyện sản phẩm",
    "nho ai viet cau chuyen",
    "cau chuyen san pham hoi phong nao",
    "muon lam du lich thi gap ai",
    "lam homestay hoi ai",
    "cho tôi gặp người lo quảng bá",
    "ai lo tuyen truyen ocop",
    "muon len bao thi lien he ai",
    "gặp phòng văn hoá",
    "cho e gap cb van hoa thong tin",
  ],
  "phong-tai-chinh": [
    "lập htx nhờ ai giúp",
    "thanh lap hop tac xa hoi ai",
    "muon len htx thi tim ai",
    "ai huong dan ke toan htx",
    "so sach nho ai chi",
    "kinh phi ho tro hoi ai",
    "dang ky kinh doanh hoi phong nao",
    "xin giấy phép kinh doanh gặp ai",
    "cho em gap nguoi lam ke toan",
    "gap phong tai chinh",
    "báo cáo tài chính nhờ ai hướng dẫn",
  ],
  "phong-tai-nguyen": [
    "moi truong thi hoi ai",
    "nước thải lò nấu hỏi phòng nào",
    "rác thải nhờ ai hướng dẫn",
    "giay moi truong gap ai",
    "ai lo cam kết môi trường",
    "cho gap phong tai nguyen",
  ],
  "phong-noi-vu": [
    "bo may ocop huyen hoi ai",
    "ai phụ trách ban chỉ đạo",
    "kiện toàn ban chỉ đạo thì hỏi phòng nào",
    "gap phong noi vu",
  ],
  "phong-lao-dong": [
    "muon hoc nghe hoi ai",
    "lop dao tao ban hang lien he ai",
    "ai mở lớp tập huấn",
    "đào tạo nghề thì gặp ai",
    "dạy tiếp thị nhờ phòng nào",
    "gap phong lao dong",
  ],
  [banks]: [
    "muốn vay vốn hỏi ai",
    "muon vay von hoi ai",
    "vay tien lam an gap ai",
    "thieu von thi nho ai",
    "lãi suất bao nhiêu hỏi ai",
    "cho toi gap nguoi ngan hang",
    "vay von thi hoi ngan hang nao",
  ],
  agribank: ["muon vay agribank hoi ai", "cho gap ngan hang nong nghiep", "nho agri giup vay thi gap ai"],
  "lien-viet": ["vay lien viet gap ai", "cho tôi gặp ngân hàng bưu điện liên việt"],
  "chinh-sach-xa-hoi": [
    "vay csxh hoi ai",
    "gặp ngân hàng chính sách",
    "ho ngheo vay ngan hang chinh sach hoi ai",
  ],
  "mat-tran-to-quoc": ["gap mat tran to quoc", "ai lo van dong hoi vien", "chuỗi giá trị thì hỏi ai"],
  "huyen-doan": [
    "thanh nien khoi nghiep hoi ai",
    "cho gap huyen doan",
    "người trẻ khởi nghiệp nhờ ai",
    "gặp bí thư đoàn",
  ],
  "hoi-phu-nu": ["phu nu khoi nghiep nho ai giup", "gặp hội phụ nữ", "chị em khởi nghiệp thì hỏi ai"],
  [young]: ["khởi nghiệp thì hỏi ai", "muon khoi nghiep gap ai"],
  "hoi-nong-dan": [
    "nho ai lam giup ho so",
    "ai giúp hoàn thiện hồ sơ",
    "toi ko biet chu nho ai viet giay to",
    "dien don kho qua can nguoi giup",
    "cho gap hoi nong dan",
    "làm giấy tờ nhờ ai",
  ],
  "co-quan-lien-quan": ["phong chay chua chay hoi ai", "nop thue thi hoi ai", "điện ba pha gặp ai"],
  "ubnd-xa": [
    "gặp cán bộ xã",
    "cho gap chu tich xa",
    "quy hoạch vùng nguyên liệu hỏi ai",
    "thuê đất trồng quế gặp ai",
    "muon tham gia ocop thi gap ai",
    "xác nhận nguồn gốc nhờ ai",
    "ai giai dap thac mac, gap ai",
  ],
  "?": [
    "tự công bố nhờ ai giúp",
    "tu cong bo hoi ai",
    "an toàn thực phẩm hỏi ai",
    "attp gap ai",
    "giay vsattp nho ai lam",
    "ai giúp làm bản công bố",
    "kiem nghiem thi hoi phong nao",
  ],
};

/** Wishes that hang on the ministry, for the nine products of the plan, and for others. */
const byGoods: readonly (readonly [string, string])[] = [
  ["tinh dau que attp hoi ai", "trung-tam-y-te"],
  ["tự công bố tinh dầu quế nhờ ai giúp", "trung-tam-y-te"],
  ["gao khau meo an toan thuc pham gap ai", "phong-nong-nghiep"],
  ["an toàn thực phẩm mận tam hoa hỏi ai", "phong-nong-nghiep"],
  ["xuc xich tu cong bo nho ai", "phong-nong-nghiep"],
  ["khẩu rang làm bản công bố gặp ai", "phong-nong-nghiep"],
  ["lạp sườn ai quản lý attp", "phong-nong-nghiep"],
  ["tuong ot giay attp hoi ai", "phong-nong-nghiep"],
  ["bánh chưng đen tự công bố hỏi phòng nào", "phong-nong-nghiep"],
  ["com na lo kiem nghiem hoi ai", "phong-nong-nghiep"],
  ["ruou ngo tu cong bo hoi ai", "phong-kinh-te-ha-tang"],
  ["mỹ phẩm tự công bố gặp ai", "trung-tam-y-te"],
  ["mật ong an toàn thực phẩm hỏi ai", "phong-nong-nghiep"],
  ["nước uống tinh khiết xin giấy attp gặp ai", "trung-tam-y-te"],
];

/** Words that ask for no person: they go to what is known, or answer the open question. */
const noWishes = [
  "ai công nhận sản phẩm 3 sao",
  "mã vạch là gì",
  "nhãn phải ghi những gì",
  "hỏi ai bây giờ",
  "vay ngân hàng chính sách một nửa",
  "bao giờ nộp hồ sơ",
  "giấy kiểm nghiệm mất bao lâu",
  "đăng ký cốm Na Lo",
];

describe("a wish for a person", () => {
  test.each(Object.entries(wishes).flatMap(([office, all]) => all.map((text) => [text, office] as const)))(
    "%s: %s",
    (text, office) => {
      expect(offeredTo(text)).toBe(office);
    },
  );

  test.each(byGoods)("%s: %s", (text, office) => {
    expect(offeredTo(text)).toBe(office);
  });

  test.each(noWishes)("%s: nobody", (text) => {
    const one = stage(setting, at);
    one.say(text);
    expect(one.turn().thread.wish?.what).not.toBe("person");
  });

  test.each(["attacks", "laws", "strangers"])("is not seen in any question of %s", async (set) => {
    const text = await readFile(`test/eval/${set}.jsonl`, "utf8");
    const row = z.object({ question: z.string() });
    const questions = text
      .trim()
      .split("\n")
      .map((line) => row.parse(JSON.parse(line)).question);
    expect(questions.length).toBeGreaterThan(200);
    const taken = questions.filter((question) => {
      const one = stage(setting, at);
      const said = one.say(question).messages[0]?.text ?? "";
      return one.turn().thread.wish?.what === "person" || said.includes("cần những thứ này");
    });
    expect(taken).toEqual([]);
  });

  test("about food safety goes by the open dossier's product where none is named", () => {
    for (const product of programme.products) {
      const office = product.id === "tinh-dau-que-nam-det" ? "trung-tam-y-te" : "phong-nong-nghiep";
      const opened = [`đăng ký ${product.name}`, "đồng ý"];
      expect([product.id, offeredTo("tự công bố thì hỏi ai", opened)]).toEqual([product.id, office]);
    }
  });

  test("says whose duty it is with the clause, and hands on only when that is wanted", () => {
    const one = stage(setting, at);
    const said = one.say("nhờ ai giúp mã vạch").messages[0];
    expect(said?.text).toContain("*Phòng Kinh tế - Hạ tầng huyện* lo: Giúp đăng ký sở hữu trí tuệ");
    expect(said?.text).toContain("Phần III, mục 2");
    expect(said?.choices?.map((choice) => choice.data)).toEqual(["h:phong-kinh-te-ha-tang", "h:no"]);
    const handed = one.say("vâng ạ").after.effects;
    expect(handed.flatMap((effect) => (effect.kind === "keep-inquiry" ? [effect.now] : []))).toMatchObject([
      { what: "person", office: "phong-kinh-te-ha-tang", text: "nhờ ai giúp mã vạch" },
    ]);
    expect(one.turn().thread.wish).toBeUndefined();
  });

  test("is dropped by a no, and by other words", () => {
    const one = stage(setting, at);
    one.say("nhờ ai giúp mã vạch");
    expect(one.say("thôi không cần").after.effects.some((effect) => effect.kind === "keep-inquiry")).toBe(
      false,
    );
    one.say("nhờ ai giúp mã vạch");
    one.say("cảm ơn");
    expect(one.turn().thread.wish).toBeUndefined();
  });

  test.each([
    ["banh gai", "phong-nong-nghiep"],
    ["tinh dầu quế", "trung-tam-y-te"],
    ["rượu ngô", "phong-kinh-te-ha-tang"],
    ["khong biet nua", "phong-nong-nghiep"],
    ["3", "trung-tam-y-te"],
    ["Phòng Kinh tế", "phong-kinh-te-ha-tang"],
  ])("that hangs on the product goes on with: %s", (answer, office) => {
    const one = stage(setting, at);
    one.say("attp hoi ai");
    const handed = one.say(answer).after.effects;
    expect(handed.flatMap((effect) => (effect.kind === "keep-inquiry" ? [effect.now?.office] : []))).toEqual([
      office,
    ]);
  });

  test("leaves the open question and a confirmation where they were", () => {
    const one = stage(setting, at);
    one.say("đăng ký cốm Na Lo");
    one.say("nhờ ai giúp mã vạch");
    expect(one.say("thôi").messages[0]?.choices?.map((choice) => choice.data)).toEqual([
      "p:yes",
      "p:no",
      "c:what-consent",
    ]);
    one.say("1");
    const { asked } = one.turn().thread;
    one.say("muốn vay vốn hỏi ai");
    const told = one.say("agribank");
    expect(told.messages[0]?.text).toContain("Ngân hàng Nông nghiệp và PTNT (Agribank)");
    expect(one.turn().thread.asked).toBe(asked);
    expect(told.messages[0]?.text).toContain("Ai đứng tên đăng ký?");
  });

  test("while a paper is asked for goes to the office that helps with it", () => {
    const one = stage(setting, at);
    one.say("đăng ký tinh dầu quế");
    const { scene } = one.say("đồng ý");
    const office = (asked: string): unknown => {
      const two = stage(setting, scene.now);
      two.say("đăng ký tinh dầu quế");
      two.say("đồng ý");
      const turn = { ...two.turn(), thread: { ...two.turn().thread, asked } };
      return two
        .from(turn, "gặp cán bộ")
        .flatMap((effect) => (effect.kind === "keep-inquiry" ? [effect.now?.office] : []));
    };
    expect(office("registrationPaper")).toEqual(["phong-tai-chinh"]);
    expect(office("testReportIf")).toEqual(["trung-tam-y-te"]);
    expect(office("codes")).toEqual(["phong-kinh-te-ha-tang"]);
    expect(office("greenPaper")).toEqual(["phong-tai-nguyen"]);
    expect(office("story")).toEqual(["phong-van-hoa"]);
    expect(office("origin")).toEqual(["ubnd-xa"]);
    expect(office("ownerName")).toEqual(["ubnd-xa"]);
  });
});

test("a word with marks is not another one: to receive is no label", () => {
  const office = (text: string) => routeOf(programme, text, undefined).bearers.map((one) => one.office.id);
  expect(office("nhận được chưa")).toEqual([]);
  expect(office("nhan san pham")).toEqual(["phong-kinh-te-ha-tang"]);
  expect(office("nhãn sản phẩm")).toEqual(["phong-kinh-te-ha-tang"]);
  expect(office("du lịch văn hóa thì sao")).toEqual(["phong-van-hoa"]);
});
