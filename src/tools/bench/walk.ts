import { progress } from "../../flow/progress.ts";
import type { Item } from "../../flow/define.ts";
import type { Setting } from "../../dialogue/scene.ts";
import type { Answers } from "../../ports/answers.ts";
import { rehearse } from "../rehearsal.ts";

/** One message of a person and the answer that the assistant gave it when the walk was rehearsed. */
export type Step = { readonly text: string; readonly answer: string };

const sideQuestions = [
  "có mất phí không ạ?",
  "khi nào nộp hồ sơ vậy em?",
  "giấy phép kinh doanh làm ở đâu ạ?",
];
const sentence = "Bà con trong thôn làm theo cách của ông bà để lại, bán ở chợ phiên Bắc Hà";
const mostSteps = 400;

/**
 * A conversation from the first word to the read-back: a dossier filled item by item, with a side question after every
 * seventh answer. It is found once, by looking at what is asked, so that replaying it costs next to nothing.
 */
export async function walk(setting: Setting, answers: Answers): Promise<readonly Step[]> {
  const talk = await rehearse(setting, Date.now(), { answers: () => answers });
  const steps: Step[] = [];
  const tell = async (text: string): Promise<void> => {
    const said = await talk.deed({ kind: "text", text });
    const [answer] = said;
    if (answer === undefined || said.length > 1) throw new Error(`${said.length} answers to: ${text}`);
    steps.push({ text, answer });
  };
  for (const text of ["chào em", "em muốn đăng ký", "đồng ý"]) await tell(text);
  const tried = new Map<string, number>();
  for (let count = 1; steps.length < mostSteps; count += 1) {
    const dossier = await talk.dossier();
    const list = dossier === undefined ? undefined : setting.checklists[dossier.list];
    if (dossier === undefined || list === undefined) throw new Error("no dossier was begun");
    const id = progress(list, dossier).next;
    const item = id === undefined ? undefined : list.items[id];
    if (id === undefined || item === undefined) break;
    const tries = (tried.get(id) ?? 0) + 1;
    tried.set(id, tries);
    if (tries > 3) break;
    if (count % 7 === 0) await tell(sideQuestions[(count / 7) % sideQuestions.length] ?? "");
    await tell(tries === 1 ? answerTo(item) : item.optional ? "bỏ qua" : "để sau");
  }
  for (const text of ["còn thiếu gì", "đọc lại"]) await tell(text);
  await talk.close();
  return steps;
}

function answerTo({ expect, hint }: Item): string {
  switch (expect.kind) {
    case "one":
    case "from":
      return "1";
    case "many":
      return "1, 2";
    case "yesno":
      return "có";
    case "text":
      return hint?.replace(/^Ví dụ: /u, "") ?? sentence;
    case "number":
      return String(Math.max(expect.min ?? 0, Math.min(25, expect.max ?? 25)));
    case "money":
      return "120.000 đồng";
    case "phone":
      return "0912 345 678";
    case "email":
      return "htx.bacha@example.vn";
    case "url":
      return "https://example.vn/htx";
    case "day":
      return expect.prefer === "past" ? "12/3/2019" : "20/12/2031";
    case "file":
      return sentence;
    case "paper":
      return "có bản giấy";
  }
}
