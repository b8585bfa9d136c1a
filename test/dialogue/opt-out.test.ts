import { describe, expect, test } from "vitest";
import type { OptedOut } from "../../src/broadcast/contact.ts";
import { newPerson, type Person } from "../../src/dialogue/person.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import { readSetting } from "../../src/project.ts";
import { type Stage, stage } from "./stage.ts";

const setting = await readSetting("bac-ha-2021");

/** What somebody does not want after these words, who wanted everything before. */
const out: Readonly<Record<string, OptedOut>> = {
  "thôi đừng gửi tin nữa": ["*"],
  "Thôi đừng gửi tin cho tôi nữa nhé": ["*"],
  "k nhan tin nua": ["*"],
  "ko nhận tin nữa đâu": ["*"],
  "hủy nhận tin": ["*"],
  "huy nhan thong bao": ["*"],
  "đừng gửi tin hội chợ nữa": ["fair"],
  "dung gui tin hoi cho nua": ["fair"],
  "stop tin quang cao": ["*"],
  "tắt thông báo": ["*"],
  "tat thong bao di": ["*"],
  "ngừng gửi thông báo": ["*"],
  "dừng gửi tin nhắn": ["*"],
  "đừng nhắn tin cho em nữa ạ": ["*"],
  "dung nhan tin nua": ["*"],
  "toi khong muon nhan tin nua": ["*"],
  "em ko muốn nhận thông báo nữa": ["*"],
  "không cần gửi tin cho bác nữa": ["*"],
  "khoi gui tin nua": ["*"],
  "đừng làm phiền tôi nữa": ["*"],
  "dung spam nua": ["*"],
  "thôi không nhận tin đâu": ["*"],
  "chặn tin": ["*"],
  "bỏ nhận tin": ["*"],
  "huỷ đăng ký nhận tin": ["*"],
  unsubscribe: ["*"],
  "stop tin": ["*"],
  "đừng gửi tin tập huấn nữa": ["training"],
  "khong nhan tin tap huan": ["training"],
  "k can bao tap huan nua": ["training"],
  "tắt tin hội chợ": ["fair"],
  "hội chợ thì đừng gửi nữa": ["fair"],
  "tin hội chợ thôi đừng gửi nữa": ["fair"],
  "đừng gửi tin chính sách nữa": ["policy"],
  "khong nhan tin van ban chinh sach nua": ["policy"],
  "đừng báo đợt nộp nữa": ["round"],
  "khong nhan tin ve dot nop ho so nua": ["round"],
  "đừng gửi tin hội chợ với tập huấn nữa": ["training", "fair"],
  "không nhận tin hội chợ, chính sách": ["fair", "policy"],
  "đừng gửi tin nữa trừ tin tập huấn": ["round", "fair", "policy", "other"],
  "đừng gửi nữa": ["*"],
  "dung gui cho toi nua": ["*"],
  "nhiều tin quá, đừng gửi nữa": ["*"],
  "tin nhiều quá thôi đừng gửi tin nữa": ["*"],
  "đừng gửi tin linh tinh nữa": ["other"],
  "ngưng gửi tất cả tin": ["*"],
  "không nhận bất kỳ tin nào nữa": ["*"],
};

/** What is left after these words of somebody who wanted no fairs and no trainings. */
const again: Readonly<Record<string, OptedOut>> = {
  "nhận tin lại": [],
  "nhan lai tin": [],
  "cho em nhận tin lại": [],
  "gửi tin lại cho tôi": [],
  "bật thông báo": [],
  "bat lai tin": [],
  "đăng ký nhận tin": [],
  "toi muon nhan tin lai": [],
  "tiếp tục nhận tin": [],
  "nhận lại tin hội chợ": ["training"],
  "gui lai tin tap huan": ["fair"],
};

/** Words that are about something else. */
const others: readonly string[] = [
  "tắt nhắc",
  "đừng nhắc nữa",
  "nghỉ",
  "stop",
  "xoá dữ liệu",
  "thôi nghỉ",
  "không nhận được tin",
  "ko nhan dc tin nhan",
  "sao không gửi tin cho em nữa",
  "tại sao không nhận được thông báo",
  "không nộp nữa",
  "huỷ hồ sơ",
  "đúng rồi gửi tin đi",
  "dung roi gui tin di",
  "đừng gửi hồ sơ nữa",
  "khi nào có hội chợ",
  "không tập huấn có được không",
  "có tin gì mới không",
  "khong can nhan hieu",
  "đừng in nhãn nữa",
  "tat ca tin",
  "nhắn tin cho cán bộ",
  "gửi thông báo",
  "không có tin",
  "bỏ qua",
];

const person: Person = {
  ...newPerson("p", "web:1"),
  consent: { version: "2026-11-25", at: 1 },
};
const someone = (optedOut?: OptedOut): Stage & { readonly hears: (text: string) => Person | undefined } => {
  const talk = stage(setting);
  const made = optedOut === undefined ? person : { ...person, optedOut };
  return {
    ...talk,
    hears: (text) => {
      talk.from(
        { thread: { ...newThread, person: "p" }, person: made, dossier: undefined, effects: [] },
        text,
      );
      return talk.turn().person;
    },
  };
};

describe("whoever wants no announcements", () => {
  test.each(Object.entries(out))("%s", (text, wanted) => {
    expect(someone().hears(text)?.optedOut).toEqual(wanted);
  });

  test.each(Object.entries(again))("wants them again: %s", (text, wanted) => {
    expect(someone(["training", "fair"]).hears(text)?.optedOut ?? []).toEqual(wanted);
  });

  test.each(others)("is not who says: %s", (text) => {
    expect(someone().hears(text)?.optedOut).toBeUndefined();
    expect(someone(["fair"]).hears(text)?.optedOut ?? ["fair"]).toEqual(["fair"]);
  });
});

describe("what is said of it", () => {
  const said = (texts: readonly string[], optedOut?: OptedOut): string => {
    const talk = stage(setting);
    const made = optedOut === undefined ? person : { ...person, optedOut };
    const [first = "", ...more] = texts;
    let effects = talk.from(
      { thread: { ...newThread, person: "p" }, person: made, dossier: undefined, effects: [] },
      first,
    );
    for (const text of more) effects = talk.say(text).after.effects;
    return effects.flatMap((one) => (one.kind === "say" ? [one.message.text] : [])).join("\n");
  };

  test("names what stays away, and that word about their own dossier still comes", () => {
    const told = said(["đừng gửi tin hội chợ với tập huấn nữa"]);
    expect(told).toContain("tập huấn, hội chợ");
    expect(told).toContain("hồ sơ của chính bà con");
    expect(said(["thôi đừng gửi tin nữa"])).toContain("hồ sơ của chính bà con");
  });

  test("stands in their data", () => {
    expect(said(["đừng gửi tin hội chợ nữa", "dữ liệu của tôi"])).toContain("hội chợ");
    expect(said(["thôi đừng gửi tin nữa", "dữ liệu của tôi"])).toContain("Tin chung: không nhận");
  });

  test("to somebody of whom nothing is kept is that nothing is sent", () => {
    const talk = stage(setting);
    const { messages, after } = talk.say("thôi đừng gửi tin nữa");
    expect(messages.map((one) => one.text).join()).toContain("chưa giữ gì");
    expect(after.person).toBeUndefined();
  });

  test("leaves a question that is open where it was", () => {
    const talk = stage(setting);
    for (const text of ["đăng ký tinh dầu quế Nậm Đét", "đồng ý"]) talk.say(text);
    const { asked } = talk.turn().thread;
    talk.say("đừng gửi tin hội chợ nữa");
    expect(asked).toBeDefined();
    expect(talk.turn().thread.asked).toBe(asked);
    expect(talk.turn().person?.optedOut).toEqual(["fair"]);
  });

  test("waits where a yes or no is awaited and nothing is named: then it is the no", () => {
    const talk = stage(setting);
    for (const text of ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "xoá dữ liệu"]) talk.say(text);
    talk.say("thôi đừng gửi nữa");
    expect(talk.turn().person?.optedOut).toBeUndefined();
  });
});
