import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countWords } from "../../src/answer/extract.ts";
import { asksJustThat } from "../../src/answer/offline.ts";
import { routeOf } from "../../src/dialogue/duty.ts";
import { content } from "../architecture/project.ts";
import { known, programme, small, stages } from "./made-up.ts";

const at2021 = "2021-03-15";
const at2026 = "2026-11-25";
const ask = (question: string, at = at2026, near?: string) =>
  small.answer({ question, at, ...(near === undefined ? {} : { near }) });
const cited = (question: string, at?: string): readonly string[] =>
  ask(question, at).citations.map(({ label }) => label);

describe("answering from passages", () => {
  test("says the passage and where it stands", () => {
    const answer = ask("Nộp hồ sơ ở đâu?", at2021);
    expect(answer.verdict).toBe("answered");
    expect(answer.text).toContain("Bà con nộp hồ sơ ở UBND xã, thị trấn.");
    expect(answer.text).toContain("Nguồn: Kế hoạch OCOP Thử năm 2021, Phần II (1/2/2021–31/12/2021).");
    expect(answer.citations).toHaveLength(1);
  });

  test("hears the question behind kind words", () => {
    expect(ask("Chào ad, cho em hỏi nộp hồ sơ ở đâu vậy ạ", at2021).citations).toEqual(
      ask("nộp hồ sơ ở đâu", at2021).citations,
    );
  });

  test("says a passage whole where there is room, so that a list keeps its steps", () => {
    expect(countWords(stages)).toBe(70);
    expect(ask("Trình tự xét duyệt gồm khâu nào?").text).toContain(stages);
  });

  test("tells how sure a source is", () => {
    expect(ask("ai được dự lớp tập huấn").text).toContain("Suy ra từ quy định, nên hỏi lại cán bộ.");
  });

  test("offers what else may be asked, and not the same again", () => {
    const labels = ask("Nộp hồ sơ ở đâu?").choices.map(({ label }) => label);
    expect(labels).toContain("Năm 2021 nộp hồ sơ mấy đợt?");
    expect(labels).not.toContain("Nộp hồ sơ ở đâu?");
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe("the day of a rule", () => {
  test("an old rule comes with what holds today", () => {
    const answer = ask("năm nào nộp hồ sơ mấy đợt");
    expect(answer.text).toContain("đợt một trước tháng 5/2021");
    expect(answer.text).toContain("Nay: UBND xã nhận hồ sơ quanh năm.");
  });

  test("what holds today is left out while the old rule holds, and where its year is asked for", () => {
    expect(ask("nộp hồ sơ mấy đợt", at2021).text).not.toContain("Nay:");
    expect(ask("năm 2021 nộp hồ sơ mấy đợt").text).not.toContain("Nay:");
  });

  test("today's rule answers today's question", () => {
    expect(cited("hiện nay phần A chấm bao nhiêu điểm")).toEqual(["Quyết định 26/2026/QĐ-TTg, Điều 4"]);
    expect(cited("năm 2021 phần A chấm bao nhiêu điểm")).toEqual(["Quyết định 1048/QĐ-TTg, Điều 3"]);
  });

  test("a rule still to come is not given before its day", () => {
    expect(cited("phần A chấm mấy điểm", at2021)).toEqual(["Quyết định 1048/QĐ-TTg, Điều 3"]);
    expect(cited("hiện nay phần A được mấy điểm", at2021)).toEqual(["Quyết định 1048/QĐ-TTg, Điều 3"]);
  });

  test("a law that is named answers, whatever day it is of", () => {
    expect(cited("theo quyết định 1048 phần A chấm bao nhiêu điểm")).toEqual([
      "Quyết định 1048/QĐ-TTg, Điều 3",
    ]);
    expect(cited("theo quyết định 26/2026 phần A chấm bao nhiêu điểm")).toEqual([
      "Quyết định 26/2026/QĐ-TTg, Điều 4",
    ]);
  });

  test("a date that follows from one in the question is worked out, with the rule", () => {
    const answer = ask("giấy chứng nhận cấp ngày 15/3/2024 thì hết hạn khi nào");
    expect(answer.text).toContain("hết hạn ngày 15/3/2027");
    expect(answer.citations.map(({ label }) => label)).toEqual(["Quyết định 26/2026/QĐ-TTg, Điều 4"]);
  });
});

describe("several questions at once", () => {
  const both = "Trình tự xét duyệt gồm khâu nào? Ai được dự lớp tập huấn?";

  test("are each answered from a passage of its own, in their order, within ninety words", () => {
    const answer = ask("Giấy chứng nhận có hạn mấy năm? Ai được dự lớp tập huấn?");
    expect(answer.verdict).toBe("answered");
    expect(answer.text).toMatch(/^Giấy chứng nhận có giá trị 36 tháng.*\nChủ thể được dự lớp tập huấn/u);
    expect(answer.citations.map(({ id }) => id.split("#")[0])).toEqual(["diem-moi", "tap-huan"]);
    expect(countWords(answer.text)).toBeLessThanOrEqual(90);
  });

  test("name their sources in one line, as sure as the least sure", () => {
    const { text } = ask("Giấy chứng nhận có hạn mấy năm? Ai được dự lớp tập huấn?");
    expect(text).toContain("Nguồn: Quyết định 26/2026/QĐ-TTg, Điều 4; Tập huấn. Có chỗ suy ra từ quy định");
  });

  test("are told which one is not known, by its number and not in the asker's words", () => {
    const { verdict, text } = ask("Ai được dự lớp tập huấn? Kinh phí tập huấn bao nhiêu tiền?");
    expect(verdict).toBe("answered");
    expect(text).toContain("Còn điều thứ 2 bà con hỏi thì tôi chưa có văn bản nào nói rõ.");
  });

  test("get one whole passage where not all have room", () => {
    const answer = ask(both);
    expect(answer.text).toContain(stages);
    expect(answer.citations).toHaveLength(1);
  });
});

describe("a question that a passage asks itself", () => {
  test("is ours, whatever its words are like elsewhere", () => {
    expect(asksJustThat({ heading: "Nơi nhận", asks: ["Vay vốn làm OCOP ở đâu?"] }, "vay von o dau")).toBe(
      true,
    );
    expect(asksJustThat({ heading: "Nơi nhận", asks: ["Vay vốn làm OCOP ở đâu?"] }, "vay mua xe o dau")).toBe(
      false,
    );
    expect(
      asksJustThat(
        { heading: "Nơi nhận", asks: ["Muốn vay vốn mua máy làm hàng thì ở đâu?"] },
        "vay von o dau",
      ),
    ).toBe(false);
    expect(asksJustThat({ heading: "Kể chuyện sản phẩm", asks: [] }, "ke chuyen")).toBe(false);
  });

  test("is answered by it", () => {
    expect(ask("trinh tu gom khau nao").citations.map(({ id }) => id.split("#")[0])).toEqual(["cac-khau"]);
  });
});

describe("where nothing can be answered", () => {
  test("says so, and cites nothing", () => {
    const answer = ask("nước mắm đóng chai thuỷ tinh loại nào bền");
    expect(answer).toMatchObject({ verdict: "unknown", citations: [], choices: [] });
    expect(answer.text).toBe(content.sentences["not-known"]);
  });

  test("is the duty of the office whose topics are named", () => {
    const office = (text: string) => routeOf(programme, text, undefined).bearers.map((one) => one.office.id);
    expect(office("nước mắm đóng chai thuỷ tinh loại nào bền")).toEqual(["y-te"]);
    expect(office("xin kinh phí mua máy")).toEqual(["tai-chinh"]);
  });

  test("does not pass off a passage that lacks the amount asked for", () => {
    expect(ask("Kinh phí tập huấn do ai bố trí?").verdict).toBe("answered");
    expect(ask("Kinh phí tập huấn bao nhiêu tiền?")).toMatchObject({ verdict: "unknown", citations: [] });
  });

  test("says what no source states, and that it is not known", () => {
    const answer = ask("Năm sao được thưởng gì?");
    expect(answer).toMatchObject({ verdict: "unknown", why: "not-stated" });
    expect(answer.text).toContain("Chưa văn bản nào nêu mức thưởng");
    expect(answer.citations).toHaveLength(1);
  });

  test("refuses what is not ours, and greets", () => {
    expect(ask("ngày mai trời mưa không")).toMatchObject({
      verdict: "refused",
      why: "weather",
      citations: [],
    });
    expect(ask("chào em")).toMatchObject({ verdict: "other", why: "greeting", citations: [] });
  });

  test("asks back where it is not sure, with readings of different articles", () => {
    const vague = known
      .flatMap((one) => one.asks)
      .flatMap((asked) => {
        const words = asked.split(" ");
        return words.map((_, at) => words.slice(at).join(" "));
      });
    const back = [...vague, "thứ gì còn phần kia vậy", "hạn chót cho hàng hoá", "hồ sơ xịn"]
      .map((question) => ask(question))
      .filter((answer) => answer.verdict === "asked-back");
    expect(back.length).toBeGreaterThan(0);
    for (const answer of back) {
      expect(answer.text).toBe(content.sentences["which-reading"]);
      expect(answer.choices.length).toBeGreaterThan(0);
      expect(answer.choices.length).toBeLessThanOrEqual(3);
    }
  });
});

describe("what was spoken of before", () => {
  test("makes a question whole that leans on it", () => {
    const question = "cái này hay sai gì";
    const idsOf = (near?: string): readonly string[] =>
      ask(question, at2026, near).citations.map(({ id }) => id);
    expect(idsOf()).toEqual([]);
    expect(idsOf("phieu-kiem-nghiem")).toEqual(["phieu-kiem-nghiem#loi-hay-gap"]);
  });

  test("does not bend a question that is whole", () => {
    const question = "hiện nay phần A của sản phẩm được chấm bao nhiêu điểm";
    expect(ask(question, at2026, "phieu-kiem-nghiem")).toEqual(ask(question));
  });

  test("is looked beside where something else is to be put in its place", () => {
    const first = known.find((one) => one.heading === "Điểm của phần A");
    const other = ask("thế còn giấy chứng nhận?", at2026, first?.id);
    expect(other.citations.map(({ label }) => label)).toEqual(["Quyết định 26/2026/QĐ-TTg, Điều 4"]);
    expect(other.text).toContain("36 tháng");
  });

  test("is asked for where a question hangs on it and there was nothing", () => {
    expect(ask("thế còn giấy chứng nhận?").verdict).toBe("asked-back");
  });

  test("is passed over where it is not known", () => {
    expect(ask("nộp ở đâu", at2026, "no-such-thing")).toEqual(ask("nộp ở đâu"));
  });
});

test("whatever is typed has an answer that keeps its promises", () => {
  const words = known.flatMap((one) => [...one.asks, one.heading]).flatMap((asked) => asked.split(" "));
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(...words, "15/3/2021", "mưa", "chào", "\n"),
  );
  const typed = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 14 }).map((all) => all.join(" ")),
  );
  const ids = new Set(known.map((one) => one.id));
  fc.assert(
    fc.property(
      typed,
      fc.constantFrom(at2021, at2026),
      fc.option(fc.constantFrom(...ids)),
      (question, at, near) => {
        const answer = small.answer({ question, at, ...(near === null ? {} : { near }) });
        expect(["answered", "asked-back", "unknown", "refused", "other"]).toContain(answer.verdict);
        expect(answer.text.trim()).not.toBe("");
        expect(answer.text).not.toMatch(/https?:|www\./u);
        expect(answer.score).toBeGreaterThanOrEqual(0);
        expect(answer.score).toBeLessThanOrEqual(1);
        for (const { id } of answer.citations) expect(ids).toContain(id);
        if (answer.verdict !== "answered") return;
        expect(countWords(answer.text)).toBeLessThanOrEqual(90);
        expect(answer.citations.length).toBeGreaterThan(0);
      },
    ),
  );
});
