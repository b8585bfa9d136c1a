import { expect, test } from "vitest";
import { decide } from "../../src/dialogue/decide.ts";
import type { Answer } from "../../src/domain/answer.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { mayOn, officeOf, placeName, type Role } from "../../src/domain/role.ts";
import { readSetting } from "../../src/project.ts";
import { stage } from "./stage.ts";

const setting = await readSetting("bac-ha-2021");
const { programme } = setting;
const at = instantOf("2021-03-15 08:00");

const answered = (part: Partial<Answer>): Answer => ({
  verdict: "answered",
  text: "Đúng thế.",
  citations: [],
  choices: [],
  score: 1,
  ...part,
});

test("a question at a paper that points at it names the paper; the next one leans on the last answer for a while", () => {
  const citations = [
    { id: "bai#doan", label: "Bài", source: "s", certainty: "read", validFrom: "2021-01-01" } as const,
  ];
  const one = stage(setting, at, () => answered({ citations }));
  one.say("đăng ký cốm Na Lo");
  one.say("đồng ý");
  const { scene } = one.say("tht");
  const turn = { ...one.turn(), thread: { ...one.turn().thread, asked: "registrationPaper" } };
  const wanted = decide(turn, { kind: "text", text: "giấy này làm ở đâu" }, scene).effects;
  expect(wanted).toMatchObject([{ kind: "consult", near: "giay-dang-ky-kinh-doanh" }]);
  const { after } = one.say("ai cấp giấy vậy");
  const next = (now: number) =>
    decide(after, { kind: "text", text: "thế mất bao lâu" }, { ...scene, now }).effects.find(
      (effect) => effect.kind === "consult",
    );
  expect(next(scene.now + 60_000)).toMatchObject({ near: "bai#doan" });
  expect(next(scene.now + 3_600_000)).not.toHaveProperty("near");
});

test("data of what to ask next fits a button, however long the question, and its whole words are asked", () => {
  const long = `${"rất ".repeat(80)}dài thì sao?`;
  const asked: string[] = [];
  const one = stage(setting, at, (question) => {
    asked.push(question);
    return answered({ choices: [{ data: "x".repeat(200), label: long }] });
  });
  one.say("ai cấp giấy vậy");
  const [choice] = one.offered();
  expect(new TextEncoder().encode(choice?.data).length).toBeLessThanOrEqual(64);
  one.tap({ data: choice?.data ?? "", label: `${long.slice(0, 30)}…` });
  one.say("1");
  expect(asked.slice(1)).toEqual([long, long]);
});

test("a confirmation that waits keeps its numbers through a question with several readings", () => {
  const one = stage(setting, at, (question) =>
    question.startsWith("tem")
      ? answered({
          verdict: "asked-back",
          text: "Tem nào?",
          choices: [{ data: "1", label: "Dán tem ở đâu?" }],
        })
      : answered({}),
  );
  one.say("đăng ký cốm Na Lo");
  expect(one.say("tem ở đâu vậy").messages[0]?.choices?.map((choice) => choice.data)).toEqual([
    "q:1",
    "p:yes",
    "p:no",
    "c:what-consent",
  ]);
  expect(one.say("1").messages[0]?.text).toContain("Đúng thế.");
  one.say("1");
  expect(one.turn().person?.consent).toBeDefined();
});

test("words that nobody reads are asked about when nothing waits, and not understood when that brings nothing", () => {
  const known = stage(setting, at, () => answered({}));
  expect(known.say("thủ tục cấp đổi giấy cũ").messages[0]?.text).toContain("Đúng thế.");
  const unknown = stage(setting, at, () => answered({ verdict: "unknown", text: "" }));
  expect(unknown.say("thủ tục cấp đổi giấy cũ").messages[0]?.text).toContain("chưa hiểu");
});

test("an officer reaches what is for their office and commune, the staff everything, the council nothing", () => {
  const role = (part: Partial<Role>): Role => ({
    role: "officer",
    place: "ta-chai",
    from: 1,
    by: "BH-1",
    ...part,
  });
  const commune = { office: "ubnd-xa", place: "ta-chai" };
  const reach = (one: Role, to: { office: string; place?: string }) =>
    mayOn([one], "answer", programme, to, "2021-03-15");
  expect(reach(role({ office: "ubnd-xa" }), commune)).toBe(true);
  expect(reach(role({ office: "ubnd-xa" }), { ...commune, place: "nam-det" })).toBe(false);
  expect(reach(role({ office: "ubnd-xa" }), { office: "agribank" })).toBe(false);
  expect(reach(role({ role: "staff", place: "huyen" }), commune)).toBe(true);
  expect(reach(role({ role: "council", place: "huyen" }), commune)).toBe(false);
  const officeAt = (place: string) => officeOf(programme, { role: "officer", place });
  expect([officeAt("ta-chai"), officeAt("huyen")]).toEqual(["ubnd-xa", "phong-nong-nghiep"]);
  expect(placeName(programme, "dau-do")).toBeUndefined();
});
