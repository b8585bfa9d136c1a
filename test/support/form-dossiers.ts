import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Setting } from "../../src/dialogue/scene.ts";
import { begin, type Dossier } from "../../src/dossier/fold.ts";
import { onPaper, type Answers, type Value } from "../../src/flow/answers.ts";
import type { Checklist, Item } from "../../src/flow/define.ts";
import { applies } from "../../src/flow/progress.ts";
import { deedOf, readConversation } from "../../src/tools/conversation.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";

const folder = "test/conversations/san-pham";
export const products = readdirSync(folder).toSorted();

/** The dossier as the conversation of a product leaves it before it is handed in. */
export async function talkedThrough(product: string, setting: Setting): Promise<Dossier> {
  const conversation = readConversation(readFileSync(join(folder, product, "co-dau.md"), "utf8"));
  const rehearsal = await rehearse(setting, conversation.at);
  for (const step of conversation.steps) if (step.kind === "person") await rehearsal.deed(deedOf(step.text));
  const dossier = await rehearsal.dossier();
  await rehearsal.close();
  if (dossier === undefined) throw new Error(`no dossier of ${product}`);
  return dossier;
}

/** A dossier of a product without an answer but its name. */
export const untouched = (list: Checklist, product: string): Dossier => ({
  ...begin(`dossier-${product}`, {
    kind: "started",
    at: 1_780_000_000_000,
    by: "p",
    programme: "x",
    list: list.id,
    law: list.law,
    version: list.version,
  }),
  answers: { product },
});

/** Every item that counts, answered by its own example. */
export function answeredWhole(list: Checklist, given: Answers): Answers {
  let answers: Answers = given;
  // An answer may make further items count.
  for (let round = 0; round < 3; round += 1)
    for (const [id, item] of Object.entries(list.items))
      if (answers[id] === undefined && applies(item, answers))
        answers = { ...answers, [id]: exampleOf(item) };
  return answers;
}

function exampleOf(item: Item): Value {
  const { expect } = item;
  switch (expect.kind) {
    case "one":
      return Object.keys(expect.options)[0] ?? "";
    case "many":
      return Object.keys(expect.options);
    case "from":
      return "";
    case "yesno":
      return true;
    case "number":
      return 12;
    case "money":
      return 450_000_000;
    case "phone":
      return "+84912345678";
    case "email":
      return "htxnamdet@gmail.com";
    case "url":
      return "https://quenamdet.vn";
    case "day":
      return "2018-03-15";
    case "file":
      return [{ hash: "f", name: "so-do.jpg", mime: "image/jpeg", size: 1 }];
    case "paper":
      return onPaper;
    case "text":
      return item.hint?.replace("Ví dụ: ", "") ?? item.short;
  }
}
