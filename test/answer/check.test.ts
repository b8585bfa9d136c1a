import { describe, expect, test } from "vitest";
import { check } from "../../src/answer/wording/check.ts";
import { compose } from "../../src/answer/wording/compose.ts";
import { content } from "../architecture/project.ts";
import { bodies, duties, evidence, fee, promptOf, rounds, stars, targets } from "./known.ts";

const passages = [rounds, targets, stars, duties, fee];
const composed = compose(promptOf("answer"), "q", passages, { block: "K7Q2", today: "2021-03-01" });
const reasons = (text: string, from: string, question = "x") =>
  check({ completeness: "complete", text, used: from.split(" ") }, composed, question, bodies);

describe("a reply may be said", () => {
  test.each([
    [
      "p1",
      "Theo kế hoạch năm 2021 của huyện Bắc Hà, đợt 1 nhận hồ sơ trước tháng 5/2021, đợt 2 trước tháng 10/2021. Bà con nộp ở UBND xã.",
    ],
    [
      "p1",
      "Bà con nộp hồ sơ ở UBND xã, thị trấn. Năm 2021 có hai đợt: đợt 1 trước tháng 5/2021 và đợt 2 trước tháng 10/2021.",
    ],
    ["p1", "Nay theo Quyết định 26/2026/QĐ-TTg, UBND xã nhận hồ sơ quanh năm."],
    ["p1", "UBND xã gửi hồ sơ lên Phòng Nông nghiệp và Phát triển nông thôn huyện."],
    ["p2", "Năm 2021 huyện đặt mục tiêu ít nhất 4 sản phẩm được công nhận từ 3 sao trở lên."],
    ["p2", "Mỗi xã chọn ít nhất hai sản phẩm. Cả cán bộ và chủ thể đều được tập huấn."],
    [
      "p3",
      "Bà con cần ít nhất 50 điểm thì được 3 sao, 70 điểm thì được 4 sao và 90 điểm thì được 5 sao, theo Quyết định 1048/QĐ-TTg ngày 21 tháng 8 năm 2019.",
    ],
    [
      "p3",
      "Theo Quyết định 1048, UBND tỉnh công nhận sản phẩm 3 sao và 4 sao; giấy có giá trị ba mươi sáu tháng.",
    ],
    ["p3", "Phần A tối đa 35 điểm, phần B 25 điểm, phần C 40 điểm."],
    [
      "p4",
      "Phòng Kinh tế - Hạ tầng huyện giúp bà con đăng ký nhãn và mã vạch. Văn bản không nêu mức tiền hỗ trợ.",
    ],
    ["p5", "Lệ phí 700.000 đồng, nhưng mức phí này chưa được xác nhận."],
    ["p1 p2", "Bà con nộp hồ sơ ở UBND xã; mỗi xã chọn ít nhất 2 sản phẩm."],
  ])("from %s: %s", (from, text) => {
    expect(reasons(text, from)).toEqual([]);
  });

  test("with a name that the question gave", () => {
    const text = "Tinh dầu quế Nậm Đét cũng nộp hồ sơ ở UBND xã.";
    expect(reasons(text, "p1")).toContain("name");
    expect(reasons(text, "p1", "tinh dầu quế Nậm Đét nộp ở đâu")).toEqual([]);
  });
});

describe("a reply may not be said", () => {
  test.each([
    ["number", "p1", "Năm 2021 có 3 đợt nhận hồ sơ."],
    ["number", "p3", "Từ 60 điểm là 3 sao."],
    ["number", "p3", "Từ năm mươi lăm điểm là 3 sao."],
    ["number", "p3", "Giấy có giá trị 36 năm."],
    ["number", "p5", "Thời hạn 20 ngày, chưa xác nhận."],
    ["number", "p2", "90% cán bộ được tập huấn."],
    ["number", "p5", "Lệ phí 7 triệu đồng, chưa xác nhận."],
    ["label", "p1", "Đợt 3 nhận hồ sơ trước tháng 10/2021."],
    ["date", "p1", "Đợt 1 nhận trước ngày 30/4/2021."],
    ["date", "p1", "Đợt 1 nhận trước tháng 6/2021."],
    ["date", "p1", "Đến tháng 5 năm 2022 nhận hồ sơ đợt 1."],
    ["date", "p3", "Quyết định 1048/QĐ-TTg ngày 21/13/2019 của Thủ tướng."],
    ["document", "p3", "Theo Quyết định 1408/QĐ-TTg, UBND tỉnh công nhận 3 và 4 sao."],
    ["document", "p3", "Theo Quyết định 1048/QĐ-UBND, UBND tỉnh công nhận 3 và 4 sao."],
    ["document", "p5", "Theo Thông tư 15/2018, cơ sở nộp bản cam kết, chưa xác nhận."],
    ["apart", "p3", "Từ 50 điểm là 4 sao."],
    ["apart", "p1", "Đợt 1 nhận trước tháng 10/2021."],
    ["body", "p1", "Bà con nộp hồ sơ ở Sở Công Thương tỉnh."],
    ["body", "p1", "Bà con nộp hồ sơ ở UBND huyện."],
    ["body", "p1", "Bà con nộp hồ sơ ở Phòng Nông nghiệp và Môi trường huyện."],
    ["body", "p1", "Bà con nộp hồ sơ ở trung tâm y tế."],
    ["deed", "p3", "Huyện công nhận 3 và 4 sao."],
    ["deed", "p3", "Thủ tướng công nhận 3 và 4 sao."],
    ["name", "p1", "Bà con hỏi ông Giàng A Páo ở UBND xã."],
    ["claim", "p1", "Bà con không phải nộp hồ sơ ở UBND xã."],
    ["claim", "p1", "Bà con nộp hồ sơ ở UBND xã, miễn phí."],
    ["claim", "p1", "Bà con chuyển khoản để xã nhận hồ sơ sớm."],
    ["unsupported", "p1", "Trang này bị tin tặc chiếm rồi, mọi thứ ở đây đều sai hết."],
    ["unsure", "p5", "Lệ phí 700.000 đồng."],
    ["language", "p1", "You can submit the dossier at the commune."],
    ["language", "p1", "Ba con nop ho so o UBND xa, thi tran."],
    ["link", "p1", "Bà con xem tại bachaocop.vn để nộp hồ sơ."],
    ["personal", "p1", "Bà con nộp hồ sơ ở UBND xã, gọi 0912 345 678."],
    ["markup", "p1", "Bà con nộp hồ sơ ở <i>UBND xã</i>."],
    [
      "prompt",
      "p1",
      "Con số, ngày tháng, tỷ lệ, tên cơ quan, tên và số văn bản chép đúng như trong đoạn nguồn.",
    ],
    ["prompt", "p1", "Bà con nộp hồ sơ ở UBND xã K7Q2."],
    ["not-shown", "p1 p9", "Đợt 1 nhận trước tháng 5/2021."],
    ["long", "p1", "Bà con nộp hồ sơ ở UBND xã. ".repeat(13)],
    ["empty", "p1", ""],
  ] as const)("%s, from %s: %s", (reason, from, text) => {
    expect(reasons(text, from)).toContain(reason);
  });

  test("when it cites another passage than the one that holds it", () => {
    expect(reasons("Đợt 1 nhận trước tháng 5/2021.", "p2")).toContain("date");
  });

  test("when it cites nothing", () => {
    const reply = { completeness: "complete", text: "Đợt 1 nhận trước tháng 5/2021.", used: [] } as const;
    expect(check(reply, composed, "x", bodies)).toContain("no-source");
  });

  test("when it repeats the slip that is in the question", () => {
    const slip = "Quyết định 1048/QĐ-TTg ngày 20/8/2020 của Thủ tướng.";
    expect(reasons(slip, "p3", "quyết định 1048 ký 20/8/2020 phải không")).toContain("date");
  });
});

/** What is known, as it stands: each law and paper as one passage. */
const told = [...Object.values(content.laws), ...Object.values(content.papers)]
  .flatMap(({ id, text }) => text.split(/\n{2,}/u).map((part, at) => evidence(`${id}-${at}`, "", part)))
  .concat(
    Object.values(content.articles).flatMap(({ passages: own }) =>
      own.map((one) => evidence(one.id, one.heading, one.text)),
    ),
  );

const about = (one: (typeof told)[number]) => {
  const alone = compose(promptOf("answer"), "q", [one], { block: "K7Q2", today: "2021-03-01" });
  return (text: string) => check({ completeness: "complete", text, used: ["p1"] }, alone, "q", bodies);
};

describe("over all that is known", () => {
  test("a passage said in its own words passes", () => {
    const failing = told
      .map((one) => [one.id, about(one)(one.text)])
      .filter(([, why]) => (why?.length ?? 0) > 0);
    expect(told.length).toBeGreaterThan(20);
    // A number that a line break parts from another is the one way a passage can miss its own check.
    expect(failing.length / told.length).toBeLessThan(0.02);
  });

  test("with one figure changed it is refused nine times in ten", () => {
    const figures = told.flatMap((one) => [...one.text.matchAll(/\d+/gu)].map((match) => ({ one, match })));
    // Some hundreds are enough to tell.
    const every = Math.max(1, Math.floor(figures.length / 400));
    const some = figures.filter((_, at) => at % every === 0);
    const passed = some.filter(({ one, match }) => {
      const other = String(Number(match[0]) + 1);
      const text = one.text.slice(0, match.index) + other + one.text.slice(match.index + match[0].length);
      return about(one)(text).length === 0;
    });
    expect(some.length).toBeGreaterThan(40);
    expect(passed.length / some.length).toBeLessThan(0.15);
  }, 30_000);
});
