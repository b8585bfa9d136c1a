import { isOpen } from "../../dossier/fold.ts";
import { plain } from "../../text/plain.ts";
import type { Answer } from "../../domain/answer.ts";
import type { Certainty } from "../../domain/certainty.ts";
import { daysBetween, minutes, showDay } from "../../domain/instant.ts";
import type { Choice } from "../../domain/message.ts";
import { roundFor } from "../../domain/round.ts";
import { mentions } from "../../flow/glean.ts";
import { mask } from "../../text/mask.ts";
import { looksLikeQuestion } from "../../text/question.ts";
import { backToItem, stillOffered, waitsForWords } from "../back.ts";
import { issuerOf } from "../duty.ts";
import { askedPaper } from "../duty-of-paper.ts";
import { handOn } from "../hand-on.ts";
import { has } from "../right.ts";
import { phrase, say, speak } from "../say.ts";
import type { Answered, Reader, Scene, Turn } from "../scene.ts";
import { obey, toPerson } from "./command.ts";
import { unread } from "./unread.ts";

/** A question on the way: answered from what is known with its source, or handed on; then the open question again. */
export const question: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!looksLikeQuestion(text) && !asksRounds.test(plain(text))) return undefined;
  const told = ofThisTalk(turn, ` ${plain(text)} `, scene);
  return told === undefined ? consult(turn, text, true, scene) : backToItem(turn, told, text, scene);
};

/** A whole message that asks for rounds without a word that asks: "sắp có đợt nào". */
const asksRounds = /^(?:sap |sap toi |con |bao gio )*(?:co |mo )?dot nao(?: nua| moi| sap toi| dang nhan)?$/u;

/** How long the next question may lean on the last answer: "thế mất bao lâu". */
const leansFor = minutes(30);

/** Asks what is known. sure: the words can only be a question; else what is not known is taken as not understood. */
export function consult(turn: Turn, text: string, sure: boolean, scene: Scene): Turn {
  const { answered: last } = turn.thread;
  const near =
    paperPointedAt(turn, ` ${plain(text)} `, scene) ??
    (last !== undefined && scene.now - last.at < leansFor ? last.near : undefined);
  const asked = {
    kind: "consult",
    question: text.slice(0, 1000),
    sure,
    ...(near === undefined ? {} : { near }),
  } as const;
  return { ...turn, effects: [...turn.effects, asked] };
}

/** What came of it: said with its source, or handed on to the office whose duty it is. */
export function answered(turn: Turn, { question: text, sure, answer, old }: Answered, scene: Scene): Turn {
  const words = ` ${plain(text)} `;
  if (answer === undefined || answer.verdict === "unknown") {
    const told = sure ? known(turn, text, scene) : undefined;
    if (told !== undefined) return backToItem(turn, told, text, scene);
    if (!sure) return unread(turn, text, scene);
    if (answer === undefined && !ours.test(words))
      return backToItem(turn, say(turn, scene, "not-ours"), text, scene);
    const lead = answer?.why === "not-stated" ? answer.text.trim() : "";
    return handOn(turn, scene, {
      what: "question",
      text,
      words: text,
      office: answer?.office,
      ...(lead === "" ? {} : { lead }),
    });
  }
  switch (answer.verdict) {
    case "answered":
    case "refused":
      return backToItem(turn, told(turn, text, answer, old, scene), text, scene);
    case "asked-back":
      return speak(turn, answer.text, [
        ...followUps(answer.choices),
        ...(waitsForWords(turn)
          ? turn.thread.pending === undefined
            ? onward(scene)
            : stillOffered(turn)
          : []),
      ]);
    case "other":
      return other(turn, text, answer, scene);
  }
}

const onward = (scene: Scene): readonly Choice[] => [
  { data: "c:repeat", label: phrase(scene, "choice-go-on") },
];

/** Questions to go on with: their words stand in the label, since data must fit a button. */
const followUps = (choices: readonly Choice[]): readonly Choice[] =>
  choices.map(({ data, label }, at) => ({ data: data.startsWith("c:") ? data : `q:${at + 1}`, label }));

/** Says an answer and keeps its receipt; what to ask next is offered where nothing else waits for a number. */
function told(turn: Turn, text: string, answer: Answer, old: readonly string[], scene: Scene): Turn {
  const code = scene.fresh.receipt;
  const said = answer.text === "" ? phrase(scene, "not-ours") : answer.text;
  const asked = mask(text).slice(0, 500);
  const receipt = {
    schema: 1 as const,
    code,
    at: scene.now,
    question: asked,
    text: said,
    sources: answer.citations.map((one) => `${one.label} (${one.source})`),
  };
  const [first] = answer.citations;
  const kept: Turn = {
    ...turn,
    thread: {
      ...turn.thread,
      answered: {
        receipt: code,
        question: asked,
        at: scene.now,
        last: true,
        ...(first === undefined ? {} : { near: first.id }),
        ...(answer.office === undefined ? {} : { office: answer.office }),
      },
    },
    effects: [...turn.effects, { kind: "keep-receipt", receipt, old }],
  };
  const lines = [said, ...(has(turn, "replay", scene) ? [phrase(scene, "receipt-code", { code })] : [])];
  if (waitsForWords(turn)) return speak(kept, lines.join("\n"));
  const next = followUps(answer.choices);
  return speak(kept, [...lines, ...(next.length > 0 ? [phrase(scene, "ask-next")] : [])].join("\n"), [
    ...next,
    ...(answer.verdict === "answered"
      ? [{ data: `b:${code}`, label: phrase(scene, "choice-wrong-answer") }]
      : []),
  ]);
}

/** What is no question to what is known: a person wanted, their own dossier, thanks, a greeting. */
function other(turn: Turn, text: string, answer: Answer, scene: Scene): Turn {
  switch (answer.why) {
    case "person-wanted":
      return toPerson(turn, scene);
    case "own-dossier":
      return obey(turn, isOpen(turn.dossier) ? "tasks" : "continue", scene);
    case "thanks":
      return backToItem(turn, say(turn, scene, "thanks"), undefined, scene);
    case "greeting":
      return obey(turn, "menu", scene);
    default:
      return answer.text === ""
        ? unread(turn, text, scene)
        : backToItem(turn, speak(turn, answer.text), text, scene);
  }
}

/** "giấy này làm ở đâu", said where a paper is asked for, means that paper. */
function paperPointedAt(turn: Turn, words: string, scene: Scene): string | undefined {
  const pointing =
    / (?:giay|cai|to|phieu|ban) (?:nay|do|ay|kia) /u.test(words) || words.trim().split(" ").length <= 3;
  return pointing ? askedPaper(turn, scene)?.id : undefined;
}

/** A longer question has something of its own to ask. */
const shortQuestion = 12;

/** What depends on where this talk stands: how to begin here, the rounds still ahead. */
function ofThisTalk(turn: Turn, words: string, scene: Scene): Turn | undefined {
  if (words.trim().split(" ").length > shortQuestion || /\b20\d\d\b/u.test(words)) return undefined;
  if (
    / (?:dang ky|lam ho so|tham gia) (?:san pham |ocop |ho so |thi |phai |can |lam )*(?:the nao|lam sao|ra sao|bat dau|nhu nao|nhu the nao) /u.test(
      words,
    )
  )
    return say(turn, scene, "how-to-register", {}, [
      { data: "c:register", label: phrase(scene, "choice-register") },
    ]);
  if (
    / (?:han nop|khi nao nop|bao gio nop|dot nop|thoi han nop|han cuoi|nop khi nao|nop bao gio|nop luc nao|nop ho so khi nao|nop ho so bao gio|khi nao (?:thi )?nop) /u.test(
      words,
    )
  )
    return rounds(turn, scene);
  if (
    / (?:dot (?:nay|hien nay|dang nhan|sau|moi|toi|tiep theo|ke tiep|nop sau)|het dot|sap co dot|co dot nao|con dot nao|dot nao (?:nua|sap|dang|toi)|may dot|bao nhieu dot) /u.test(
      words,
    ) &&
    !/ (?:diem|sao|ket qua|mau|giay|hoi dong) /u.test(words)
  )
    return roundsNow(turn, scene);
  return undefined;
}

/** The paper being asked for, or one by its name, where nobody answers or knows better. */
function known(turn: Turn, text: string, scene: Scene): Turn | undefined {
  const pointed = paperPointedAt(turn, ` ${plain(text)} `, scene);
  if (pointed !== undefined) return aboutPaper(turn, scene, pointed);
  const paper = Object.values(scene.setting.papers).find((one) =>
    [one.name, one.short].some((name) => mentions(text, name)),
  );
  return paper === undefined ? undefined : aboutPaper(turn, scene, paper.id);
}

/** What a paper is, who issues it and how long it takes, with the source and how sure it is. */
export function aboutPaper(turn: Turn, scene: Scene, id: string): Turn {
  const paper = scene.setting.papers[id];
  if (paper === undefined) return turn;
  return say(turn, scene, "about-paper", {
    name: paper.name,
    text: paper.text,
    issuer: issuerOf(scene, paper),
    time: paper.leadTime.text,
    sure: phrase(scene, `sure-${leastSure(paper.certainty, paper.leadTime.certainty)}`),
  });
}

const sureness: readonly Certainty[] = ["unconfirmed", "recalled", "inferred", "read"];
const leastSure = (...all: readonly Certainty[]): Certainty =>
  sureness.find((one) => all.includes(one)) ?? "unconfirmed";

/** The round that runs, with the days left, and the one after it. */
function roundsNow(turn: Turn, scene: Scene): Turn {
  const { rounds: all } = scene.setting.programme;
  const first = roundFor(all, scene.today);
  const runs = first !== undefined && first.from <= scene.today ? first : undefined;
  const next = roundFor(
    all.filter((one) => one !== runs),
    scene.today,
  );
  const days = runs === undefined ? 0 : daysBetween(scene.today, runs.until);
  const lines = [
    runs === undefined
      ? phrase(scene, "round-none-now")
      : days === 0
        ? phrase(scene, "round-last-day", { title: runs.title })
        : phrase(scene, "round-now", { title: runs.title, until: showDay(runs.until), days }),
    next === undefined
      ? phrase(scene, "round-no-next")
      : phrase(scene, "round-next", {
          title: next.title,
          from: showDay(next.from),
          until: showDay(next.until),
        }),
  ];
  return speak(turn, lines.join("\n"));
}

function rounds(turn: Turn, scene: Scene): Turn {
  const { programme } = scene.setting;
  const ahead = programme.rounds.filter((one) => one.until >= scene.today);
  if (ahead.length === 0) return say(turn, scene, "rounds-over", { title: programme.title });
  const lines = ahead.map((one) => `• ${one.title}: ${showDay(one.until)}`);
  return speak(turn, [phrase(scene, "rounds", { title: programme.title }), ...lines].join("\n"));
}

/** Where nobody answers: what is worth an office's time. */
const ours =
  / (?:ocop|ho so|giay|san pham|dang ky|sao|chung nhan|cham diem|tieu chi|ho tro|phi|le phi|nop|xa|huyen|hop tac xa|to hop tac|nhan hieu|ma vach|kiem nghiem|an toan thuc pham|tem|nhan|tap huan|hoi cho|hoi dong|cong bo|kinh doanh) /u;
