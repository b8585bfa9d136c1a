import { describe, expect, test } from "vitest";
import { listsOf } from "../../src/app.ts";
import { decide } from "../../src/dialogue/decide.ts";
import { documentMost, type KeptDocument } from "../../src/dialogue/document.ts";
import { newPerson } from "../../src/dialogue/person.ts";
import type { DocumentRead, Effect, Happening, Turn } from "../../src/dialogue/scene.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import { days, instantOf } from "../../src/domain/instant.ts";
import type { FileRef } from "../../src/domain/message.ts";
import { type RoleName, roleNames } from "../../src/domain/role.ts";
import { readSetting } from "../../src/project.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";
import { frozen } from "./stage.ts";

const setting = await readSetting("bac-ha-2026");
const scene = sceneFor(
  { setting, lists: listsOf(setting), ids: countingIds() },
  "web:1",
  instantOf("2026-11-25 09:00"),
);
const sent: FileRef = { hash: "h", name: "qd.txt", mime: "text/plain", size: 100 };
const whole =
  "Số: 9/2026/QĐ-UBND\n\nLào Cai, ngày 2 tháng 3 năm 2026\n\nQUYẾT ĐỊNH\n\nĐiều 1. Mức hỗ trợ\n\nHỗ trợ một lần.\n\nĐiều 2. Hiệu lực\n\nQuyết định này có hiệu lực từ ngày ký.";

/** Somebody with a role, or none. */
function somebody(role: RoleName | undefined): Turn {
  const person = newPerson("p1", "web:1");
  const roles = role === undefined ? [] : [{ role, place: "huyen", from: 1, by: "BH-1" }];
  return {
    thread: { ...newThread, lastAt: 1 },
    person: { ...person, roles },
    dossier: undefined,
    effects: [],
  };
}

const only = (turn: Turn, kind: Effect["kind"]): readonly Effect[] =>
  turn.effects.filter((one) => one.kind === kind);
const heard = (turn: Turn): string =>
  turn.effects.flatMap((one) => (one.kind === "say" ? [one.message.text] : [])).join("\n");

/** An officer's words one after the other; every wish to read is given this text. */
function talk(text: string, deeds: readonly (string | FileRef)[], more: Partial<DocumentRead> = {}): Turn {
  let turn = somebody("officer");
  for (const deed of deeds) {
    const happening: Happening =
      typeof deed === "string" ? { kind: "text", text: deed } : { kind: "file", file: deed, text: "" };
    turn = frozen(decide(frozen({ ...turn, effects: [] }), happening, scene));
    const wanted = turn.effects.find((one) => one.kind === "read-document");
    if (wanted?.kind !== "read-document") continue;
    const read: DocumentRead = {
      kind: "document-read",
      step: wanted.step,
      read: { ok: true, value: { text, blank: 0 } },
      beside: [],
      others: [],
      ...more,
    };
    const rest = turn.effects.filter((one) => one !== wanted);
    turn = frozen(decide(frozen({ ...turn, effects: rest }), read, scene));
  }
  return turn;
}

const proposed = (turn: Turn): KeptDocument | undefined =>
  turn.effects.flatMap((one) => (one.kind === "keep-document" ? [one.now] : []))[0];

describe("whose file is a document", () => {
  test.each(roleNames)("a file of the role %s", (role) => {
    const turn = decide(somebody(role), { kind: "file", file: sent, text: "" }, scene);
    const reads = only(turn, "read-document").length === 1;
    expect(reads).toBe(["officer", "staff"].includes(role));
    expect(only(turn, "discard").length).toBe(reads ? 0 : 1);
  });

  test("nobody else's, whatever is written with it", () => {
    const turn = decide(somebody(undefined), { kind: "file", file: sent, text: "thêm văn bản" }, scene);
    expect(only(turn, "read-document")).toEqual([]);
  });

  test.each(["thêm văn bản", "Them van ban moi", "muốn thêm văn bản vào kho nhé", "thêm tài liệu"])(
    '"%s" asks for the file',
    (text) => {
      expect(heard(talk("", [text]))).toContain("gửi tệp văn bản vào đây");
    },
  );
});

describe("what is not even opened", () => {
  test.each<[Partial<FileRef>, string]>([
    [{ mime: "image/jpeg" }, "Đây là ảnh"],
    [{ mime: "video/mp4" }, "loại tệp lạ"],
    [{ mime: "audio/ogg" }, "loại tệp lạ"],
    [{ mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }, "loại tệp lạ"],
    [{ size: documentMost.bytes + 1 }, "tối đa 5 MB"],
  ])("%o", (part, says) => {
    const turn = talk(whole, [{ ...sent, ...part }]);
    expect(heard(turn)).toContain(says);
    expect(only(turn, "discard")).toEqual([{ kind: "discard", files: ["h"] }]);
    expect(turn.thread.pending).toBeUndefined();
  });
});

test("a file that could not even be kept is said as what it can only have been", () => {
  const unreadable = (turn: Turn, why: "file-kind" | "file-size" | "message-kind"): string =>
    heard(decide({ ...turn, effects: [] }, { kind: "unreadable", why }, scene));
  expect(unreadable(somebody("officer"), "file-kind")).toContain("loại tệp lạ, hoặc tệp bị hỏng");
  expect(unreadable(somebody("officer"), "file-size")).toContain("tối đa 5 MB");
  expect(unreadable(somebody(undefined), "file-kind")).toContain("Bà con gửi ảnh chụp");
  const waits = talk(whole, [sent]);
  expect(unreadable(waits, "file-kind")).toContain("Văn bản đang thêm dở");
  expect(
    decide({ ...waits, effects: [] }, { kind: "unreadable", why: "file-kind" }, scene).thread.pending,
  ).toEqual(waits.thread.pending);
});

test("nothing is kept before a yes, and everything with it", () => {
  const shown = talk(whole, [sent]);
  expect(only(shown, "keep-document")).toEqual([]);
  expect(shown.thread.pending).toMatchObject({ kind: "document", asks: "agree" });
  const turn = talk(whole, [sent, "có"], { others: ["web:2"] });
  expect(proposed(turn)).toMatchObject({
    id: "V1",
    name: "Quyết định 9/2026/QĐ-UBND",
    date: "2026-03-02",
    from: "2026-03-02",
    articles: 2,
    by: "p1",
    state: "proposed",
  });
  const kinds = turn.effects.map((one) => one.kind).toSorted();
  expect(kinds).toEqual(["audit", "discard", "keep-document", "say", "tell"]);
  expect(turn.thread.pending).toBeUndefined();
});

test.each(["không", "thôi", "huỷ", "3"])('"%s" keeps nothing', (word) => {
  const turn = talk(whole, [sent, word]);
  expect(heard(turn)).toContain("không thêm gì");
  expect(proposed(turn)).toBeUndefined();
  expect(only(turn, "discard")).toHaveLength(1);
});

describe("what is asked", () => {
  const bare = "Mở đầu.\n\nI. MỤC ĐÍCH\n\n1. Mục đích\n\nNâng cao thu nhập của các chủ thể.";

  test("is one thing at a time, in this order, and then all of it is shown", () => {
    const words = ["Nghị quyết", "số 12/NQ-HĐND", "hôm qua", "từ ngày ký"];
    const questions = words.map((_, at) => heard(talk(bare, [sent, ...words.slice(0, at)])));
    expect(questions[0]).toContain("loại văn bản gì");
    expect(questions[1]).toContain("Số hiệu");
    expect(questions[2]).toContain("ký ngày nào");
    expect(questions[3]).toContain("hiệu lực từ ngày nào");
    expect(heard(talk(bare, [sent, ...words]))).toContain(
      "*Nghị quyết 12/NQ-HĐND*, ký ngày 24/11/2026, có hiệu lực từ 24/11/2026.",
    );
  });

  test("may have no number; then its bytes tell it from others", () => {
    const turn = talk(bare, [sent, "2", "không có", "1/2/2026", "1", "có"]);
    expect(proposed(turn)).toMatchObject({ name: "Kế hoạch không số", same: "h" });
  });

  test.each([
    [["xin chào các bạn"], "loại văn bản"],
    [["2", "hai mươi tư"], "số hiệu"],
    [["2", "24/KH-UBND", "tháng 3"], "ngày ký"],
    [["2", "24/KH-UBND", "1/3/2026", "31/2/2026"], "ngày có hiệu lực"],
  ])("%j is not taken for an answer", (words, what) => {
    const before = talk(bare, [sent, ...words.slice(0, -1)]);
    const turn = talk(bare, [sent, ...words]);
    expect(heard(turn)).toMatch(new RegExp(`chưa (?:biết|đọc được) ${what}`, "u"));
    expect(turn.thread.pending).toEqual(before.thread.pending);
    expect(turn.thread.offered).toEqual(before.thread.offered);
  });

  test("an end of validity, only where one is wanted", () => {
    const turn = talk(whole, [sent, "sửa", "5", "31/12/2027", "có"]);
    expect(proposed(turn)).toMatchObject({ until: "2027-12-31" });
    const none = talk(whole, [sent, "sửa", "5", "31/12/2027", "sửa", "5", "không có", "có"]);
    expect(proposed(none)).not.toHaveProperty("until");
  });
});

describe("what contradicts itself", () => {
  const late = whole.replace("ngày ký", "ngày 1 tháng 1 năm 2026");

  test("is asked about once, and taken as it stands where it is said again", () => {
    expect(heard(talk(late, [sent]))).toContain("Ngày có hiệu lực 1/1/2026 trước ngày ký 2/3/2026");
    for (const word of ["đúng", "giữ", "2", "1/1/2026"])
      expect(proposed(talk(late, [sent, word, "có"]))).toMatchObject({ from: "2026-01-01" });
    expect(proposed(talk(late, [sent, "1", "có"]))).toMatchObject({ from: "2026-03-02" });
  });

  test("a day of signing that has not come, and a number of another year", () => {
    const future = whole.replace("tháng 3 năm 2026", "tháng 3 năm 2027");
    expect(heard(talk(future, [sent]))).toContain("Ngày ký 2/3/2027 chưa tới");
    expect(heard(talk(future, [sent, "đúng"]))).toContain("khác năm");
    expect(proposed(talk(future, [sent, "2/3/2026", "có"]))).toMatchObject({ date: "2026-03-02" });
  });

  test("an end before the beginning is asked for until it is none", () => {
    const words = [sent, "sửa", "5", "1/1/2026"] as const;
    expect(heard(talk(whole, [...words, "1/1/2026"]))).toContain("trước ngày có hiệu lực");
    expect(proposed(talk(whole, [...words, "1/1/2028", "có"]))).toMatchObject({ until: "2028-01-01" });
  });

  test("two first days are offered, not chosen from", () => {
    const two = `${whole} Điều 1 Quyết định này có hiệu lực từ ngày 1 tháng 7 năm 2026.`;
    const turn = talk(two, [sent]);
    expect(turn.thread.offered.map((one) => one.label)).toEqual(["2/3/2026", "1/7/2026"]);
  });
});

describe("what is bounded", () => {
  test.each<[string, string]>([
    ["x ".repeat(documentMost.letters), "300 bài"],
    [
      Array.from({ length: documentMost.articles + 1 }, (_, at) => `Điều ${at + 1}. Việc ấy\n\nLàm.`).join(
        "\n\n",
      ),
      "300 bài",
    ],
  ])("a long text is refused", (text, says) => {
    expect(heard(talk(text, [sent]))).toContain(says);
  });

  test("what is kept of a document beside its articles", () => {
    const many = Array.from(
      { length: documentMost.articles },
      (_, at) => `Điều ${at + 1}. ${"Mức hỗ trợ cho chủ thể ".repeat(8)}\n\nLàm cho xong việc ấy trong năm.`,
    );
    const head = whole.split("Điều 1.")[0] ?? "";
    const turn = talk(`${head}${many.join("\n\n")}`, [sent, "1/3/2026", "có", "có"]);
    expect(proposed(turn)?.articles).toBe(documentMost.articles);
    expect(JSON.stringify(proposed(turn)).length).toBeLessThan(40_000);
    expect(JSON.stringify(talk(whole, [sent]).thread).length).toBeLessThan(2000);
  });
});

test("a question in between is answered by others, and the document waits", () => {
  const turn = talk(whole, [sent, "ai công nhận sản phẩm 3 sao vậy?"]);
  expect(only(turn, "consult")).toHaveLength(1);
  expect(turn.thread.pending?.kind).toBe("document");
});

test("an old button does nothing", () => {
  const turn = decide(somebody("officer"), { kind: "tap", data: "t:do:propose", label: "x" }, scene);
  expect(only(turn, "read-document")).toEqual([]);
  expect(heard(turn)).not.toBe("");
});

test("a button that was never offered gives nothing that typed words could not", () => {
  const asks = talk(whole.replace("Số: 9/2026/QĐ-UBND\n\n", ""), [sent]);
  for (const data of [
    "t:date:garbage",
    "t:from:2026-13-45",
    "t:kind:Thư tình",
    "t:fix:file",
    "t:x",
    "t:fix:agree",
  ]) {
    const turn = decide({ ...asks, effects: [] }, { kind: "tap", data, label: "x y z" }, scene);
    expect([data, turn.thread.pending]).toEqual([data, asks.thread.pending]);
    expect(only(turn, "read-document")).toEqual([]);
  }
});

test("a number that no file could be named by is not taken", () => {
  const turn = talk(whole.replace("9/2026/QĐ-UBND", `9/2026/QĐ${"-UBND".repeat(60)}`), [sent]);
  expect(heard(turn)).toContain("chưa thành bài được");
});

test("whoever waits for nobody's file waits a day", () => {
  const turn = talk("", ["thêm văn bản"]);
  expect(only(turn, "remind")).toEqual([{ kind: "remind", name: "document", at: scene.now + days(1) }]);
  const early = decide({ ...turn, effects: [] }, { kind: "timer", name: "document" }, scene);
  expect(early.thread.pending).toBeDefined();
  const later = { ...scene, now: scene.now + days(1) };
  expect(
    decide({ ...turn, effects: [] }, { kind: "timer", name: "document" }, later).thread.pending,
  ).toBeUndefined();
});
