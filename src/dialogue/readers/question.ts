import { plain } from "../../text/plain.ts";
import type { Certainty } from "../../domain/certainty.ts";
import { showDay } from "../../domain/instant.ts";
import type { Choice } from "../../domain/message.ts";
import { mentions } from "../../flow/glean.ts";
import { looksLikeQuestion } from "../../text/question.ts";
import { askNext, listOfDossier } from "../ask.ts";
import { phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";

/** A question on the way: answered from what is known with its source, or honestly not, and then the open question again. */
export const question: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!looksLikeQuestion(text)) return undefined;
  const words = ` ${plain(text)} `;
  const told =
    aboutAsked(turn, words, scene) ?? about(turn, text, words, scene) ?? unknown(turn, text, words, scene);
  return backToItem(turn, told, text, scene);
};

/** "giấy này làm ở đâu", said where a paper is asked for, means that paper. */
function aboutAsked(turn: Turn, words: string, scene: Scene): Turn | undefined {
  const { dossier, thread } = turn;
  if (dossier === undefined || thread.asked === undefined) return undefined;
  const item = listOfDossier(scene, dossier).items[thread.asked];
  const pointing =
    / (?:giay|cai|to|phieu|ban) (?:nay|do|ay|kia) /u.test(words) || words.trim().split(" ").length <= 3;
  return item?.expect.kind === "paper" && pointing ? aboutPaper(turn, scene, item.expect.paper) : undefined;
}

function about(turn: Turn, text: string, words: string, scene: Scene): Turn | undefined {
  const paper = Object.values(scene.setting.papers).find((one) =>
    [one.name, one.short].some((name) => mentions(text, name)),
  );
  if (paper !== undefined) return aboutPaper(turn, scene, paper.id);
  if (
    / (?:dang ky|lam ho so|tham gia|vao) .*(?:the nao|lam sao|ra sao|can gi|bat dau|nhu nao|lam gi|duoc khong) /u.test(
      words,
    )
  )
    return say(turn, scene, "how-to-register", {}, [
      { data: "c:register", label: phrase(scene, "choice-register") },
    ]);
  if (
    / (?:han nop|khi nao nop|bao gio nop|dot nop|dot nao|thoi han nop|han cuoi|khi nao het han|nop khi nao|nop bao gio|nop luc nao) /u.test(
      words,
    )
  )
    return rounds(turn, scene);
  return undefined;
}

/** What a paper is, who issues it and how long it takes, with the source and how sure it is. */
export function aboutPaper(turn: Turn, scene: Scene, id: string): Turn {
  const paper = scene.setting.papers[id];
  if (paper === undefined) return turn;
  return say(turn, scene, "about-paper", {
    name: paper.name,
    text: paper.text,
    issuer: issuerUnder(scene, paper.issuer),
    time: paper.leadTime.text,
    sure: phrase(scene, `sure-${leastSure(paper.certainty, paper.leadTime.certainty)}`),
  });
}

/** The office as it was under the programme of 2021, or as it is now. */
const issuerUnder = (scene: Scene, issuer: { readonly in2021: string; readonly now: string }): string =>
  scene.setting.programme.until === undefined || scene.setting.programme.until > "2025"
    ? issuer.now
    : issuer.in2021;

const sureness: readonly Certainty[] = ["unconfirmed", "recalled", "inferred", "read"];
const leastSure = (...all: readonly Certainty[]): Certainty =>
  sureness.find((one) => all.includes(one)) ?? "unconfirmed";

function rounds(turn: Turn, scene: Scene): Turn {
  const { programme } = scene.setting;
  const ahead = programme.rounds.filter((one) => one.until >= scene.today);
  if (ahead.length === 0) return say(turn, scene, "rounds-over", { title: programme.title });
  const lines = ahead.map((one) => `• ${one.title}: ${showDay(one.until)}`);
  return speak(turn, [phrase(scene, "rounds", { title: programme.title }), ...lines].join("\n"));
}

const ours =
  / (?:ocop|ho so|giay|san pham|dang ky|sao|chung nhan|cham diem|tieu chi|ho tro|phi|le phi|nop|xa|huyen|hop tac xa|to hop tac|nhan hieu|ma vach|kiem nghiem|an toan thuc pham|tem|nhan|tap huan|hoi cho|hoi dong|cong bo|kinh doanh) /u;

function unknown(turn: Turn, text: string, words: string, scene: Scene): Turn {
  if (!ours.test(words)) return say(turn, scene, "not-ours");
  const passed: Turn = {
    ...turn,
    effects: [...turn.effects, { kind: "pass-on", question: text.slice(0, 1000) }],
  };
  return say(passed, scene, "not-known");
}

/** The same open question once more; words that may have been an answer can still be taken as one. */
function backToItem(before: Turn, told: Turn, text: string, scene: Scene): Turn {
  const { asked, pending } = before.thread;
  if (pending !== undefined) return say(told, scene, "still-waiting", {}, told.thread.offered);
  if (before.dossier?.state !== "draft" || asked === undefined) return told;
  const again = askNext(say(told, scene, "back-to"), scene);
  const item = listOfDossier(scene, before.dossier).items[asked];
  if (item?.expect.kind !== "text") return again;
  const doubtful: Turn = { ...again, thread: { ...again.thread, doubt: text.slice(0, 3000) } };
  return alsoOffer(doubtful, { data: `d:${asked}`, label: phrase(scene, "choice-was-answer") });
}

/** One more choice under the last message. */
function alsoOffer(turn: Turn, choice: Choice): Turn {
  const last = turn.effects.at(-1);
  if (last?.kind !== "say") return turn;
  const message = { ...last.message, choices: [...(last.message.choices ?? []), choice] };
  return { ...turn, effects: [...turn.effects.slice(0, -1), { kind: "say", message }] };
}
