import type { Choice } from "../../domain/message.ts";
import { type Dossier, isOpen } from "../../dossier/fold.ts";
import { type Topic, topics } from "../../flows/story.ts";
import { shortStory, textOf } from "../../story/draft.ts";
import { reach } from "../../story/reach.ts";
import { lacksMarks, unmarked } from "../../story/sentences.ts";
import { toldIn } from "../../story/topics.ts";
import { tokens } from "../../text/tokens.ts";
import { plain } from "../../text/plain.ts";
import { readYesNo } from "../../text/yesno.ts";
import { looksLikeQuestion } from "../../text/question.ts";
import { accept } from "../../flow/accept.ts";
import { applies } from "../../flow/progress.ts";
import { askNext, communeOf, listOfDossier, menu, namesOf } from "../ask.ts";
import { readCommand } from "../command.ts";
import { enter } from "../record.ts";
import { phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { doubts, draftOf, isTopic, riskyIn, storyText, toldOf } from "../story.ts";
import { correction } from "./correction.ts";
import { calm } from "./open-item.ts";

const asks = "(?:(?:toi|em|minh|con|chau|ba con|cho|muon|can|xin|nho|giup|hay|de|bay gio|ad|oi) )*";
const kindly =
  "(?: (?:san pham|cua toi|cua em|nha toi|nha em|nha minh|toi|em|di|a|nhe|nha|voi|giup|cho toi|cho em|luon|tiep|ocop))*";
const toTell = new RegExp(
  `^${asks}(?:(?:viet|ke|soan|lam|noi|tao)(?: (?:tiep|lai|giup|not|cho|toi|em|ho|luon|mot|bai))* (?:cau )?chuyen|ke tiep|ke (?:de )?(?:tro ly|may|ban|ad) (?:soan|viet))${kindly}$`,
  "u",
);
const toSee = new RegExp(
  `^${asks}(?:(?:xem|doc|cho xem|mo|sua|doi)(?: lai)? )?(?:bai )?cau chuyen${kindly}$`,
  "u",
);
const anew = /\b(?:lai|sua|doi)\b/u;
const enough =
  /^(?:the thoi|vay thoi|thoi|the la du|du roi|het roi|the la het|ke the thoi|xong|xong roi|ke xong|ke xong roi|soan di|viet di|soan luon|viet luon|soan bai|viet bai|soan thanh bai|xem bai|cho xem bai|het chuyen)(?: (?:a|nhe|di|roi|nha|day))*$/u;
const notNow =
  /^(?:(?:toi |em )?(?:khong|thoi khong|thoi|dung) ke(?: nua| chuyen(?: nua)?)?|de sau ke|ke sau|mai ke(?: tiep)?|hom khac ke|ve ho so|quay lai ho so|lam ho so tiep)(?: (?:a|nhe|nua|tiep))*$/u;
const whence =
  /^(?:cac |may |nhung )?(?:cau|doan|bai)(?: (?:nay|do|ay|nao))? (?:(?:lay |o |tu |la )+)?(?:o |tu )?dau(?: ra)?(?: (?:vay|the|a))*$/u;
const takes =
  /^(?:luu|luu lai|luu bai|dung roi|duoc roi|dong y|dung|dung bai nay|lay bai nay|chot|ok|oke|duoc|chuan|hay roi|tot roi|vang|u|uh)(?: (?:a|roi|nhe|bai|nay|luon|lay))*$/u;
/** How words begin that are told to the assistant, not to whoever reads the story. */
const toUs = /^(?:sua|doi|xoa|bo qua|hoan tac|dang ky|nhac|gap can bo|goi can bo|in |xin |mo |gui |nop )/u;
const wordsOfAStory = 6;
const wordsOfALongStory = 15;

/** "viết câu chuyện", "kể chuyện"; and, while a story is told, "thế thôi", "để sau kể", "câu này từ đâu". */
export const story: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = plain(text);
  const { dossier, thread } = turn;
  if (thread.pending !== undefined) return undefined;
  const tells = toTell.test(words);
  if (
    tells ||
    (toSee.test(words) && (dossier?.answers["storyTold"] !== undefined || words.includes("chuyen")))
  ) {
    if (dossier === undefined) return menu(say(turn, scene, "story-none"), scene);
    const accepted = dossier.answers["storyText"];
    const again = anew.test(words);
    const taken = accepted !== undefined && dossier.answers["storyTold"] === "done";
    if (!isOpen(dossier) || (taken && !again)) return seen(turn, dossier, scene);
    return begun(calm(turn), dossier, scene);
  }
  if (!isOpen(dossier)) return undefined;
  const reopened = corrected(turn, dossier, text, scene);
  if (reopened !== undefined) return reopened;
  const { asked } = thread;
  if (asked === "storyText" && takes.test(words)) return kept(turn, dossier, scene);
  // What is shown is no field to be left empty: it is put off, or said to be wrong.
  const name = readCommand(text);
  if (asked === "storyText" && (name === "skip" || name === "later")) return put(turn, scene);
  if (asked === "storyText" && readYesNo(text) === "no" && words.length < 16)
    return askNext(say(turn, scene, "story-not-whole"), scene);
  if ((asked === "storyText" || isTopic(asked)) && whence.test(words)) return sources(turn, dossier, scene);
  if (isTopic(asked) && enough.test(words)) return ended(turn, scene);
  if ((asked === "storyText" || isTopic(asked)) && notNow.test(words)) return put(turn, scene);
  return undefined;
};

/** "sửa cách làm thành …" once the story is there: it is opened again, and arranged with what is said now. */
function corrected(turn: Turn, dossier: Dossier, text: string, scene: Scene): Turn | undefined {
  if (dossier.answers["storyTold"] !== "done" || !/^(?:sua|doi) /u.test(plain(text))) return undefined;
  const { items } = listOfDossier(scene, dossier);
  const about = topics.some((topic) => {
    const { short = "", also = [] } = items[topic] ?? {};
    return [short, ...also].some((name) => plain(text).startsWith(`sua ${plain(name)}`));
  });
  if (!about) return undefined;
  const open = enter(turn, scene, { kind: "answered", item: "storyTold", value: "draft" });
  return correction(open, { text }, scene);
}

/** What is told at length in answer to a question of the story: nothing in it is meant for anybody else. */
export const storyTold: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const long = tokens(text).length;
  const { dossier, thread } = turn;
  if (!isOpen(dossier) || thread.pending !== undefined || long < wordsOfAStory) return undefined;
  if (toUs.test(plain(text)) || isQuestion(text)) return undefined;
  if (isTopic(thread.asked) || thread.asked === "storyText")
    return noted(turn, dossier, thread.asked, text, scene);
  // Whoever tells the story itself where a leaflet is asked for need not be asked whether they want to.
  const item = thread.asked === undefined ? undefined : listOfDossier(scene, dossier).items[thread.asked];
  if (item?.expect.kind !== "paper" || item.expect.paper !== storyPaper || long < wordsOfALongStory)
    return undefined;
  const begins = enter(turn, scene, { kind: "answered", item: "storyTold", value: "now" });
  return begins.dossier === undefined ? undefined : noted(begins, begins.dossier, "storyOrigin", text, scene);
};

/** A short answer to a question of the story, once nobody else knows what the words mean. */
export const storyWord: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { dossier, thread } = turn;
  return isOpen(dossier) && thread.pending === undefined && isTopic(thread.asked) && !isQuestion(text)
    ? noted(turn, dossier, thread.asked, text, scene)
    : undefined;
};

const storyPaper = "cau-chuyen-san-pham";

const isQuestion = (text: string): boolean =>
  /\?\s*$/u.test(text) || (looksLikeQuestion(text) && tokens(text).length < 20);

/** A tapped choice of the story. */
export function storyTap(turn: Turn, what: string, scene: Scene): Turn | undefined {
  const { dossier } = turn;
  if (!isOpen(dossier)) return dossier === undefined ? undefined : askNext(turn, scene);
  switch (what) {
    case "begin":
      return begun(calm(turn), dossier, scene);
    case "draft":
      return ended(calm(turn), scene);
    case "later":
      return put(calm(turn), scene);
    case "keep":
      return kept(calm(turn), dossier, scene);
    case "rewrite":
      return {
        ...calm(turn),
        effects: [
          ...turn.effects,
          { kind: "rewrite", story: textOf(draftOf(dossier, namesOf(dossier, scene), scene)) },
        ],
      };
    case "from":
      return sources(turn, dossier, scene);
    default:
      return undefined;
  }
}

/** Begins, or goes on after a pause; a story that was accepted is opened again. */
function begun(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const list = listOfDossier(scene, dossier);
  if (list.items["storyTold"] === undefined) return askNext(turn, scene);
  const open =
    dossier.answers["storyTold"] === "now"
      ? turn
      : enter(turn, scene, { kind: "answered", item: "storyTold", value: "now" });
  const first = Object.keys(toldOf(dossier)).length === 0;
  return askNext(say(open, scene, first ? "story-begins" : "story-goes-on"), scene);
}

function ended(turn: Turn, scene: Scene): Turn {
  if (turn.dossier !== undefined && Object.keys(toldOf(turn.dossier)).length === 0) return put(turn, scene);
  return askNext(enter(turn, scene, { kind: "answered", item: "storyTold", value: "draft" }), scene);
}

function put(turn: Turn, scene: Scene): Turn {
  const value = turn.dossier?.answers["storyText"] === undefined ? "later" : "done";
  const later = enter(turn, scene, { kind: "answered", item: "storyTold", value });
  return askNext(say(later, scene, "story-later"), scene);
}

/** Takes down what was told, says what needs not be asked any more, and asks about what should not stand there. */
function noted(
  turn: Turn,
  dossier: Dossier,
  asked: Topic | "storyText",
  text: string,
  scene: Scene,
): Turn | undefined {
  const list = listOfDossier(scene, dossier);
  const item = list.items[asked];
  if (item === undefined || !applies(item, dossier.answers)) return undefined;
  const forbidden = riskyIn(text, dossier).some(({ kind }) => kind === "cure");
  if (asked === "storyText" && forbidden)
    return askNext(speak(turn, doubts(text, {}, dossier, undefined, scene).join("\n")), scene);
  if (asked === "storyText" && !isWhole(text, dossier, scene))
    return askNext(say(turn, scene, "story-not-whole"), scene);
  const reading = accept(item.expect, text, scene.world);
  if (reading.kind === "fault" && reading.code === "text-long")
    return say(turn, scene, reading.code, reading.with);
  if (reading.kind !== "value") return undefined;
  const entered = enter(calm(turn), scene, { kind: "answered", item: asked, value: reading.value });
  if (entered.dossier === undefined) return undefined;
  if (asked === "storyText") return done(entered, entered.dossier, text, scene);
  const besides = toldIn(text)
    .filter((topic) => topic !== asked && dossier.answers[topic] === undefined)
    .flatMap((topic) => list.items[topic]?.short ?? []);
  const said =
    besides.length === 0
      ? say(entered, scene, "story-noted")
      : say(entered, scene, "story-noted-more", { topics: besides.join(", ") });
  const asking = doubts(text, { [asked]: text }, entered.dossier, communeOf(scene, entered.dossier), scene);
  const doubted = asking.length === 0 ? said : speak(said, asking.join("\n"));
  const toldBefore = Object.values(toldOf(dossier)).some((one) => unmarked(one));
  return askNext(unmarked(text) && !toldBefore ? say(doubted, scene, "story-no-marks") : doubted, scene);
}

/** Whether words can be the story itself, typed anew: what is much shorter is something about it. */
function isWhole(text: string, dossier: Dossier, scene: Scene): boolean {
  const arranged = textOf(draftOf(dossier, namesOf(dossier, scene), scene));
  return tokens(text).length * 2 >= tokens(arranged).length;
}

/** The arranged story is taken. */
function kept(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const text = turn.thread.story?.entries === dossier.entries ? turn.thread.story.text : undefined;
  const value = text ?? textOf(draftOf(dossier, namesOf(dossier, scene), scene));
  const entered = enter(turn, scene, { kind: "answered", item: "storyText", value });
  return entered.dossier === undefined ? turn : done(entered, entered.dossier, value, scene);
}

/** A model's words for the arranged story, where every one of them was told; else the arrangement stands. */
export function storyRewritten(turn: Turn, text: string | undefined, scene: Scene): Turn {
  const { dossier } = turn;
  if (!isOpen(dossier)) return turn;
  const entries = { entries: dossier.entries };
  return text === undefined
    ? askNext(say(turn, scene, "story-not-rewritten"), scene)
    : askNext({ ...turn, thread: { ...turn.thread, story: { ...entries, text } } }, scene);
}

/** A story is there: what it seems to reach, the short one, and what still has to be seen to. */
function done(turn: Turn, dossier: Dossier, text: string, scene: Scene): Turn {
  const after = enter(turn, scene, { kind: "answered", item: "storyTold", value: "done" });
  const asking = doubts(text, {}, dossier, communeOf(scene, dossier), scene);
  const lines = [
    phrase(scene, "story-kept"),
    ...asking,
    ...(lacksMarks(text) ? [phrase(scene, "story-needs-marks")] : []),
    hint(dossier, text, scene),
  ];
  const short = shortStory(text);
  const told = speak(after, lines.join("\n"));
  return askNext(
    short === "" || short === text
      ? told
      : say(told, scene, "story-short", { text: short, count: short.length }),
    scene,
  );
}

/** What the story seems to reach by the criteria, and what one more answer would add. */
function hint(dossier: Dossier, text: string, scene: Scene): string {
  const { level, more } = reach(toldOf(dossier), text);
  const seems = phrase(scene, `story-level-${level}`);
  const item = more === undefined ? undefined : listOfDossier(scene, dossier).items[more];
  return item === undefined ? seems : `${seems} ${phrase(scene, "story-more", { what: item.short })}`;
}

/** The story as it stands, to read. */
function seen(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const text = storyText(dossier, namesOf(dossier, scene), scene);
  if (text === undefined) return askNext(say(turn, scene, "story-none-yet"), scene);
  const shown = say(turn, scene, "story-seen", { text });
  return isOpen(dossier) ? askNext(shown, scene) : shown;
}

/** Each sentence of the arranged story with the answer it comes from. */
function sources(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const { items } = listOfDossier(scene, dossier);
  const lines = draftOf(dossier, namesOf(dossier, scene), scene).paragraphs.flatMap((paragraph) =>
    paragraph.map(({ text, from }) =>
      from === "dossier"
        ? phrase(scene, "story-from-dossier", { text })
        : phrase(scene, "story-from", { text, what: items[from]?.short ?? from }),
    ),
  );
  const choices: readonly Choice[] = turn.thread.asked === "storyText" ? draftChoices(scene) : [];
  return speak(turn, [phrase(scene, "story-sources"), ...lines].join("\n"), choices);
}

const draftChoices = (scene: Scene): readonly Choice[] => [
  { data: "st:keep", label: phrase(scene, "choice-story-keep") },
  { data: "st:later", label: phrase(scene, "choice-story-later") },
];
