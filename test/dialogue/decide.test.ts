import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCommand } from "../../src/dialogue/command.ts";
import { decide } from "../../src/dialogue/decide.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import type { Message } from "../../src/domain/message.ts";
import { readCorrection } from "../../src/text/correction.ts";
import { readYesNo } from "../../src/text/yesno.ts";
import { anyText, both } from "../flow/given.ts";
import { frozen, type Heard, type Stage, stage } from "./stage.ts";

/** What a person may do next; a choice is drawn from those on offer. */
type Move =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "choice"; readonly at: number }
  | { readonly kind: "number"; readonly at: number }
  | { readonly kind: "data"; readonly data: string }
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "other"; readonly why: "bytes" | "file-kind" | "file-size" | "length" | "message-kind" };

const usual = [
  "alo",
  "đăng ký mận tam hoa",
  "dk ruou ngo ban pho",
  "tinh dầu quế",
  "đồng ý",
  "không",
  "htx",
  "tiếp tục",
  "còn thiếu gì",
  "việc cần làm",
  "bỏ qua",
  "để sau",
  "quay lại",
  "hoàn tác",
  "nghỉ",
  "tại sao",
  "nhắc lại",
  "đọc lại",
  "nộp",
  "dữ liệu của tôi",
  "xoá dữ liệu",
  "gặp cán bộ",
  "danh sách hồ sơ",
  "đọc kỹ",
  "hỏi",
  "sửa",
  "sửa tên thành HTX A",
  "0912 345 678",
  "25",
  "2018",
  "giấy kiểm nghiệm là gì?",
  "bao giờ nộp?",
  "giá vàng bao nhiêu?",
  "ok",
  "cảm ơn",
  "250 triệu",
  "xã Bản Phố",
  "htx quế, 25 thành viên",
  "sdt sai, 0987 654 321 mới đúng",
  "mình có 12 người",
  "đồ uống",
  "1 3",
  "menu",
];
const odd = [
  "",
  ":",
  "a",
  "a:",
  "a:owner",
  "a:owner:coop",
  "a:owner:none",
  "k:phone",
  "l:license",
  "w:license",
  "n:product:99",
  "n:product:-1",
  "n:set:x",
  "e:name",
  "d:name",
  "o:dossier-1",
  "o:none",
  "p:yes",
  "p:",
  "c:erase",
  "c:none",
  "a:constructor:x",
  "e:__proto__",
  "w:toString",
  "c:toString",
  "c:constructor",
  "c:__proto__",
  "a:owner:constructor",
  "rv:open:none",
  "rv:accept",
  "z:0",
  "h:none",
];

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("text" as const), text: fc.constantFrom(...usual) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("text" as const), text: anyText }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant("choice" as const), at: fc.nat({ max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("number" as const), at: fc.nat({ max: 9 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("data" as const),
      data: fc.oneof(fc.constantFrom(...odd), fc.string()),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("file" as const),
      name: fc.constantFrom("a.jpg", "b.pdf"),
      text: fc.constantFrom("", "giấy đăng ký kinh doanh", "xin chào"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("other" as const),
      why: fc.constantFrom("bytes", "file-kind", "file-size", "length", "message-kind"),
    }),
  },
);

function make(at: Stage, it: Move): Heard {
  switch (it.kind) {
    case "text":
      return at.say(it.text);
    case "choice": {
      const offered = at.offered();
      const choice = offered[it.at % Math.max(offered.length, 1)];
      return choice === undefined ? at.say("1") : at.tap(choice);
    }
    case "number":
      return at.say(String(it.at));
    case "data":
      return at.tap({ data: it.data, label: "Nút cũ" });
    case "file":
      return at.deed({
        kind: "file",
        file: { hash: `hash-${it.name}`, name: it.name, mime: "image/jpeg", size: 9 },
        text: it.text,
      });
    case "other":
      return at.deed({ kind: "unreadable", why: it.why });
  }
}

const moves = fc.array(move, { minLength: 1, maxLength: 40 });
/** A dossier has been begun before the moves, so that most of them meet an open question. */
function begun(setting: Parameters<typeof stage>[0]): Stage {
  const at = stage(setting);
  at.say("đăng ký mận tam hoa");
  at.say("đồng ý");
  return at;
}

function expectFitting(message: Message): void {
  const choices = message.choices ?? [];
  expect(message.text.trim()).not.toBe("");
  expect(choices.length).toBeLessThanOrEqual(7);
  for (const choice of choices) {
    expect(Buffer.byteLength(choice.data), choice.data).toBeLessThanOrEqual(64);
    expect(choice.label.trim()).not.toBe("");
  }
  expect(new Set(choices.map((one) => one.data)).size).toBe(choices.length);
}

describe.each(both)("decide under %s", (_, { setting }) => {
  frozen(setting);

  test("answers whatever anybody does, once, with choices that fit a button", () => {
    fc.assert(
      fc.property(moves, fc.boolean(), (all, known) => {
        const at = known ? begun(setting) : stage(setting);
        for (const one of all) {
          const { messages, after } = make(at, one);
          expect(messages).toHaveLength(1);
          messages.forEach(expectFitting);
          expect(after.thread.offered).toEqual(messages[0]?.choices ?? []);
          // Only what the person wrote, and nothing of ours, may hold a brace.
          if (!JSON.stringify(all).includes("{x}") && !JSON.stringify(all).includes("{title}"))
            expect(messages[0]?.text).not.toMatch(/\{\w+\}/u);
          expect(messages[0]?.text).not.toMatch(/undefined|\[object|NaN/u);
        }
      }),
      { numRuns: 250 },
    );
  });

  test("decides the same twice, and changes nothing it was handed", () => {
    fc.assert(
      fc.property(moves, (all) => {
        const at = begun(setting);
        const twin = begun(setting);
        for (const one of all) {
          const first = make(at, one);
          expect(make(twin, one).after).toEqual(first.after);
          if (one.kind === "text")
            expect(decide(first.before, one, first.scene)).toEqual(decide(first.before, one, first.scene));
        }
      }),
      { numRuns: 80 },
    );
  });

  test("keeps a state that survives JSON", () => {
    fc.assert(
      fc.property(moves, (all) => {
        const at = begun(setting);
        for (const one of all) make(at, one);
        const { thread, person, dossier } = at.turn();
        for (const part of [thread, person, dossier])
          if (part !== undefined) expect(JSON.parse(JSON.stringify(part))).toEqual(part);
      }),
      { numRuns: 80 },
    );
  });

  test("loses no answer by words that neither correct, take back nor erase", () => {
    const harmless = (text: string): boolean =>
      readCommand(text) === undefined &&
      readCorrection(text) === undefined &&
      readYesNo(text) === undefined &&
      !/^\D{0,6}\d{1,2}\D?$/u.test(text.trim());
    fc.assert(
      fc.property(moves, fc.array(anyText.filter(harmless), { minLength: 1, maxLength: 6 }), (all, texts) => {
        const at = begun(setting);
        for (const one of all) make(at, one);
        for (const text of texts) {
          const { before, after } = at.say(text);
          if (before.dossier === undefined || after.dossier?.id !== before.dossier.id) continue;
          expect(after.dossier.answers).toMatchObject(before.dossier.answers);
        }
      }),
      { numRuns: 250 },
    );
  });

  test("asks nothing twice and comes to an end when every question is answered", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 5 })), (chance) => {
        const at = begun(setting);
        const words: Readonly<Record<string, string>> = {
          text: "Cơ sở nhà Mai",
          number: "12",
          money: "2 triệu",
          phone: "0912345678",
          email: "mai@gmail.com",
          url: "facebook.com/mai",
          day: "15/8/2020",
          many: "1",
          file: "Rừng quế trên núi, hương thơm dịu",
        };
        for (let count = 0; count < 300; count += 1) {
          const { thread, dossier } = at.turn();
          const list = setting.checklists[setting.programme.checklist];
          if (dossier === undefined || list === undefined || thread.asked === undefined) break;
          const item = list.items[thread.asked];
          const [drawn = 0] = chance.take(1);
          const choices = at.offered().filter((one) => one.data.startsWith("a:"));
          const choice =
            choices[
              item?.expect.kind === "yesno" && item.expect.must === true
                ? 0
                : drawn % Math.max(choices.length, 1)
            ];
          const asked = thread.asked;
          if (choice !== undefined) at.tap(choice);
          else at.say(words[item?.expect.kind ?? ""] ?? "có");
          expect([asked, at.turn().thread.asked === asked]).toEqual([asked, false]);
        }
        expect(at.turn().thread.asked).toBeUndefined();
        const { messages } = at.say("nộp");
        // What waits for a registration that this business has not got keeps it from being handed in, and is named.
        if (at.turn().thread.pending?.kind === "hand-in") {
          expect(at.say("có").messages[0]?.text).toContain("Mã hồ sơ: *BH-");
          expect(at.turn().dossier?.state).toBe("handed-in");
        } else expect(messages[0]?.text).toContain("Chưa nộp được");
      }),
      { numRuns: 25 },
    );
  });
});

describe("a stranger", () => {
  const [, given] = both[0] ?? [];
  if (given === undefined) throw new Error("no programme");
  const { setting } = given;

  test("leaves nothing behind a day after the last word", () => {
    const at = stage(setting);
    const { after, scene } = at.say("alo");
    expect(after.effects).toContainEqual({ kind: "remind", name: "forget", at: scene.now + 86_400_000 });
    const early = decide(
      { ...at.turn() },
      { kind: "timer", name: "forget" },
      { ...scene, now: scene.now + 3_600_000 },
    );
    expect(early.effects).toEqual([{ kind: "remind", name: "forget", at: scene.now + 86_400_000 }]);
    const late = decide(
      { ...at.turn() },
      { kind: "timer", name: "forget" },
      { ...scene, now: scene.now + 86_400_000 },
    );
    expect(late.thread).toEqual(newThread);
    expect(late.effects).toMatchObject([{ kind: "erase", dossiers: [], files: [] }]);
  });

  test("who has agreed is not forgotten", () => {
    const at = begun(setting);
    const { scene } = at.say("htx");
    const later = decide(
      at.turn(),
      { kind: "timer", name: "forget" },
      { ...scene, now: scene.now + 400 * 86_400_000 },
    );
    expect(later).toEqual(at.turn());
  });

  test("nothing is kept before the yes, and nothing after the no", () => {
    const at = stage(setting);
    for (const text of ["đăng ký mận tam hoa", "không"])
      expect(at.say(text).after.effects.map((one) => one.kind)).not.toContain("enter");
    expect(at.turn().person).toBeUndefined();
    expect(at.say("dữ liệu của tôi").messages[0]?.text).toBe(setting.words["no-data"]);
  });
});

describe("erasing", () => {
  const [, given] = both[0] ?? [];
  if (given === undefined) throw new Error("no programme");
  const photo = { hash: "hash-a", name: "a.jpg", mime: "image/jpeg", size: 9 };
  const erasedFiles = (meanwhile: (at: Stage) => void): readonly string[] => {
    const at = begun(given.setting);
    at.deed({ kind: "file", file: photo, text: "" });
    meanwhile(at);
    at.say("xoá dữ liệu");
    return at.say("đúng").after.effects.flatMap((one) => (one.kind === "erase" ? one.files : []));
  };

  test.each<[string, (at: Stage) => void]>([
    ["is in a paper", (at) => void at.say("1")],
    ["waits for its paper to be named", () => undefined],
  ])("takes a photo that %s", (_, meanwhile) => {
    expect(erasedFiles(meanwhile)).toContain(photo.hash);
  });
});
