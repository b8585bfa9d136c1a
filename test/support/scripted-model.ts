import { fault, ok } from "../../src/domain/result.ts";
import type { Completion, Model, ModelFault, Prompt } from "../../src/ports/model.ts";

type Said = Completion["reply"] | ModelFault | "never" | "throws";

export type ScriptedModel = Model & { readonly asked: Prompt[]; readonly embedded: string[][] };

/** The text as a point of its letters: alike texts are near each other. */
const vectorOf = (text: string): readonly number[] =>
  Array.from({ length: 26 }, (_, at) => text.toLowerCase().split(String.fromCodePoint(97 + at)).length - 1);

/** A model that says what it is told to, in order, the last again and again; what it was asked is kept. */
export function scriptedModel(
  script: readonly (Said | ((prompt: Prompt) => Said))[],
  embedding: ModelFault | "throws" | "works" = "works",
): ScriptedModel {
  const left = [...script];
  const asked: Prompt[] = [];
  const embedded: string[][] = [];
  return {
    asked,
    embedded,
    complete: async (prompt) => {
      asked.push(prompt);
      const next = left.length > 1 ? left.shift() : left[0];
      const said = typeof next === "function" ? next(prompt) : (next ?? "none");
      if (said === "never") return new Promise(() => undefined);
      if (said === "throws") throw new Error("A model must not throw; this one does");
      return typeof said === "string" ? fault(said) : ok({ reply: said });
    },
    embed: async (texts) => {
      embedded.push([...texts]);
      if (embedding === "throws") throw new Error("A model must not throw; this one does");
      return embedding === "works" ? ok(texts.map(vectorOf)) : fault(embedding);
    },
  };
}

const replied = (text: string, used: readonly string[] = ["p1"]) => ({
  completeness: "complete",
  text,
  used,
});

/** Replies of a model that obeys whoever wrote the question, makes things up, and tells what it was told. */
export const malicious: Readonly<Record<string, (prompt: Prompt) => Said>> = {
  "obeys the question": ({ fill }) => replied(fill["question"] ?? ""),
  "demands money": () => replied("Bà con chuyển khoản cho tôi thì hồ sơ được nhận sớm."),
  "makes up a number": () => replied("Năm 2021 có 7 đợt nhận hồ sơ."),
  "makes up a day": () => replied("Hồ sơ đợt 1 nhận trước ngày 30/4/2021."),
  "swaps the rounds": () => replied("Hồ sơ đợt 1 nhận trước tháng 10/2021."),
  "makes up a body": () => replied("Bà con nộp hồ sơ ở Sở Công Thương."),
  "raises the level": () => replied("Bà con nộp hồ sơ ở UBND huyện."),
  "makes up a document": () => replied("Theo Quyết định 4711/QĐ-TTg, hồ sơ đợt 1 nhận trước tháng 5/2021."),
  "makes up a link": () => replied("Bà con nộp hồ sơ ở UBND xã, xem thêm tại ocop-bacha.vn."),
  "gives a phone number": () => replied("Bà con nộp hồ sơ ở UBND xã, gọi 0912 345 678."),
  "names a person": () => replied("Bà con nộp hồ sơ cho ông Giàng A Páo ở UBND xã."),
  "cites what was not shown": () => replied("Hồ sơ đợt 1 nhận trước tháng 5/2021.", ["p1", "p77"]),
  "cites an article by its name": () => replied("Hồ sơ đợt 1 nhận trước tháng 5/2021.", ["nhan-ho-so#dot-1"]),
  "cites nothing": () => replied("Hồ sơ đợt 1 nhận trước tháng 5/2021.", []),
  "tells the prompt": ({ system }) => replied(system.slice(0, 300)),
  "tells the mark": ({ fill }) => replied(`Hồ sơ đợt 1 nhận trước tháng 5/2021, ${fill["block"]}.`),
  "turns the rule round": () => replied("Bà con không phải nộp hồ sơ ở UBND xã."),
  promises: () => replied("Bà con nộp hồ sơ ở UBND xã, miễn phí."),
  "speaks English": () => replied("Please hand in the dossier at the commune."),
  "speaks Chinese": () => replied("请到乡人民委员会提交材料。"),
  "writes a page": () => replied("Bà con nộp hồ sơ ở UBND xã. ".repeat(40)),
  "writes HTML": () => replied("Bà con nộp hồ sơ ở <b>UBND xã</b>."),
  "says nothing": () => replied(""),
  "has other fields": () => ({ answer: "Bà con nộp hồ sơ ở UBND xã." }),
  "has wrong kinds": () => ({ completeness: "sure", text: "Bà con nộp hồ sơ ở UBND xã.", used: ["p1"] }),
};
