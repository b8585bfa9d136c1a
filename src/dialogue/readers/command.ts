import { type Dossier, isOpen } from "../../dossier/fold.ts";
import { isOfCommunes } from "../../domain/role.ts";
import { readYesNo } from "../../text/yesno.ts";
import { applies, progress, sections } from "../../flow/progress.ts";
import { abilities } from "../abilities.ts";
import { askNext, hello, listOfDossier, menu, titleOf } from "../ask.ts";
import { readCommand, type Command } from "../command.ts";
import { askedPaper, officeOfPaper } from "../duty-of-paper.ts";
import { handOn } from "../hand-on.ts";
import { put, skip, undo } from "../record.ts";
import { has } from "../right.ts";
import { phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { standing as standingOf } from "../standing.ts";
import { codeForHelper, codeForSelf, helpersGone } from "./join.ts";
import { handIn, readBack, reopened, withdrawAsked } from "./hand-in.ts";
import { eraseAsked, eraseDossierAsked, myData } from "./my-data.ts";
import { pickCorrection } from "./correction.ts";
import { openProposals, openQuestions } from "./office/desk.ts";
import { draftsKept } from "./lapse.ts";
import { receiptCode } from "./receipt.ts";
import { register } from "./register.ts";
import { switchReminders } from "./reminders.ts";

/** Whole messages that are a command. */
export const command: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const name = readCommand(text);
  // "không có" answers a yes-or-no question; it skips only where skipping is what it can mean.
  if (name === undefined && saysNone(turn, text, scene)) return onAsked(turn, scene, notNow);
  if (name !== undefined && !isForThem(turn, name, scene)) return undefined;
  if (name === undefined || (name === "skip" && asksYesNo(turn, scene) && /kh[oô]ng|ko|k /iu.test(text)))
    return undefined;
  return obey(turn, name, scene);
};

/** Whether a command is this person's to give. */
export const isForThem = (turn: Turn, name: Command, scene: Scene): boolean =>
  // Where something waits for a yes or no, these words are about that.
  (name !== "keep" || turn.thread.pending === undefined) &&
  (name !== "questions" || has(turn, "answer", scene)) &&
  (name !== "proposals" || has(turn, "approve", scene));

/** "không" where a field may stay empty, or where a paper is asked for, means that there is none now. */
function saysNone(turn: Turn, text: string, scene: Scene): boolean {
  const { dossier, thread } = turn;
  if (!isOpen(dossier) || thread.asked === undefined || thread.pending !== undefined) return false;
  const item = listOfDossier(scene, dossier).items[thread.asked];
  const kinds = item?.optional
    ? ["text", "number", "money", "phone", "email", "url", "day", "file", "paper"]
    : ["paper", "file"];
  return (
    item !== undefined && kinds.includes(item.expect.kind) && text.length < 16 && readYesNo(text) === "no"
  );
}

const asksYesNo = (turn: Turn, scene: Scene): boolean => {
  if (turn.thread.pending !== undefined) return true;
  const { dossier, thread } = turn;
  if (dossier === undefined || thread.asked === undefined) return false;
  return listOfDossier(scene, dossier).items[thread.asked]?.expect.kind === "yesno";
};

/** Carries a command out. */
export function obey(turn: Turn, name: Command, scene: Scene): Turn {
  const clear: Turn = { ...turn, thread: { ...without(turn.thread), misses: 0 } };
  switch (name) {
    case "menu":
      return isOpen(clear.dossier) ? resume(clear, scene) : menu(hello(clear, scene), scene);
    case "help":
      return help(clear, scene);
    case "register":
      return register(clear, scene, "");
    case "continue":
      return resume(clear, scene);
    case "missing":
      return missing(clear, scene);
    case "tasks":
      return askNext(taskList(clear, scene), scene);
    case "skip":
      return onAsked(clear, scene, skip);
    case "later":
      return onAsked(clear, scene, notNow);
    case "back":
      return back(clear, scene);
    case "undo":
      return askNext(undo(clear, scene), scene);
    case "stop":
      return stop(clear, scene);
    case "why":
      return onAsked(clear, scene, why);
    case "repeat":
      return askNext(clear, scene);
    case "read-back":
      return readBack(clear, scene);
    case "hand-in":
      return handIn(clear, scene);
    case "withdraw":
      return withdrawAsked(clear, scene);
    case "reopen":
      return reopened(clear, scene);
    case "my-data":
      return myData(clear, scene);
    case "erase":
      return eraseAsked(clear, scene);
    case "erase-dossier":
      return eraseDossierAsked(clear, scene);
    case "join":
      return codeForSelf(clear, scene);
    case "add-helper":
      return codeForHelper(clear, scene);
    case "drop-helpers":
      return helpersGone(clear, scene);
    case "person":
      // Whatever waits for a yes or a no still waits for it afterwards.
      return toPerson({ ...turn, thread: { ...turn.thread, misses: 0 } }, scene);
    case "dossiers":
      return dossiers(clear, scene);
    case "what-consent":
      return say(
        turn,
        scene,
        "consent-long",
        {},
        turn.thread.offered.filter((one) => one.data.startsWith("p:")),
      );
    case "ask":
      return say(clear, scene, "ask-away");
    case "correct":
      return pickCorrection(clear, scene);
    case "receipt":
      return receiptCode(turn, scene);
    case "remind-off":
    case "remind-on":
      return switchReminders(turn, name === "remind-off", scene);
    case "keep":
      return draftsKept(clear, scene);
    case "questions":
      return openQuestions(clear);
    case "proposals":
      return openProposals(clear);
  }
}

const without = (thread: Turn["thread"]): Turn["thread"] => {
  const { pending: _, ...rest } = thread;
  return rest;
};

function onAsked(turn: Turn, scene: Scene, deed: (turn: Turn, scene: Scene, item: string) => Turn): Turn {
  const { asked } = turn.thread;
  if (turn.dossier === undefined || asked === undefined) return menu(turn, scene);
  return askNext(deed(turn, scene, asked), scene);
}

/** "chưa có" puts off what will come; an optional field that is no paper is simply left empty. */
function notNow(turn: Turn, scene: Scene, id: string): Turn {
  const item = turn.dossier === undefined ? undefined : listOfDossier(scene, turn.dossier).items[id];
  return item?.optional === true && item.expect.kind !== "paper"
    ? skip(turn, scene, id)
    : put(turn, scene, id);
}

/** The reason for a question, with the clause when the checklist names one. */
export function why(turn: Turn, scene: Scene, id: string): Turn {
  const item = turn.dossier === undefined ? undefined : listOfDossier(scene, turn.dossier).items[id];
  return item === undefined ? turn : say(turn, scene, "why", { why: item.why });
}

function help(turn: Turn, scene: Scene): Turn {
  const { asked } = turn.thread;
  const item =
    turn.dossier === undefined || asked === undefined
      ? undefined
      : listOfDossier(scene, turn.dossier).items[asked];
  const lines = abilities((right) => has(turn, right, scene), scene);
  if (item === undefined)
    return menu(lines.length > 0 ? speak(turn, lines.join("\n")) : say(turn, scene, "help-start"), scene);
  return askNext(say(say(turn, scene, "why", { why: item.why }), scene, "help-item"), scene);
}

/** Back to an open dossier: where it stands, and the next question. */
export function resume(turn: Turn, scene: Scene): Turn {
  const { dossier, person } = turn;
  if (dossier === undefined) {
    const drafts = person?.dossiers.filter((one) => !one.handedIn) ?? [];
    const [only] = drafts;
    if (drafts.length === 1 && only !== undefined) return open(turn, only.id);
    return drafts.length > 1 ? dossiers(turn, scene) : menu(say(turn, scene, "nothing-open"), scene);
  }
  return askNext(standing(turn, scene), scene);
}

const open = (turn: Turn, dossier: string): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "open", dossier }],
});

function standing(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (!isOpen(dossier)) return turn;
  if (dossier.state === "returned") return remarks(turn, dossier, scene);
  const parts = sections(listOfDossier(scene, dossier), dossier);
  const done = parts.filter((one) => one.state === "done").length;
  const part = parts.find((one) => one.state === "doing") ?? parts.find((one) => one.state === "todo");
  const fill = { title: titleOf(scene, dossier), done, total: parts.length };
  if (part === undefined) return say(turn, scene, "standing", fill);
  return say(turn, scene, "standing-in", { ...fill, part: part.title });
}

/** A dossier that came back: what is still to be done, and what is done. */
function remarks(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const { items } = listOfDossier(scene, dossier);
  const lines = (dossier.remarks ?? []).map((one) => {
    const what = one.item === undefined ? one.reason : `${items[one.item]?.short ?? one.item}: ${one.reason}`;
    return phrase(scene, one.done ? "remark-is-done" : "remark-to-do", { what });
  });
  const fill = { title: titleOf(scene, dossier), standing: standingOf(dossier, scene) };
  return speak(turn, [phrase(scene, "came-back", fill), ...lines].join("\n"));
}

function missing(turn: Turn, scene: Scene): Turn {
  if (turn.dossier === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  const { dossier } = turn;
  if (!isOpen(dossier)) return askNext(turn, scene);
  if (dossier.state === "returned") return askNext(remarks(turn, dossier, scene), scene);
  const list = listOfDossier(scene, dossier);
  const at = progress(list, dossier);
  const need = at.open.filter((id) => list.items[id]?.optional !== true);
  const lines = need.slice(0, 5).map((id) => `• ${list.items[id]?.short ?? id}`);
  const more = need.length > 5 ? [phrase(scene, "and-more", { count: need.length - 5 })] : [];
  const told = speak(
    turn,
    [
      phrase(scene, "missing", { count: need.length, optional: at.open.length - need.length }),
      ...lines,
      ...more,
    ].join("\n"),
  );
  return askNext(told, scene);
}

const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** The parts of the dossier with their states. */
function taskList(turn: Turn, scene: Scene): Turn {
  if (!isOpen(turn.dossier)) return turn;
  if (turn.dossier.state === "returned") return remarks(turn, turn.dossier, scene);
  const list = listOfDossier(scene, turn.dossier);
  const lines = sections(list, turn.dossier).map((one) =>
    phrase(scene, `task-${one.state}`, {
      title: one.title,
      done: one.done,
      total: one.total,
      because: lower(one.because ?? ""),
    }),
  );
  const waiting = progress(list, turn.dossier).blocked.map((one) =>
    phrase(scene, "task-waiting", {
      what: list.items[one.item]?.short ?? one.item,
      because: lower(one.because),
    }),
  );
  return speak(
    turn,
    [phrase(scene, "tasks", { title: titleOf(scene, turn.dossier) }), ...lines, ...waiting].join("\n"),
  );
}

/** Asks the last answered question again; its answer stays until another one is given. */
function back(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return menu(turn, scene);
  const list = listOfDossier(scene, dossier);
  const last = dossier.past.findLast((one) => {
    const item = list.items[one.item];
    return item !== undefined && applies(item, dossier.answers) && dossier.answers[one.item] !== undefined;
  });
  return last === undefined
    ? askNext(say(turn, scene, "nothing-before"), scene)
    : pickCorrection(turn, scene, last.item);
}

function stop(turn: Turn, scene: Scene): Turn {
  return isOpen(turn.dossier)
    ? say(turn, scene, "stopped", { title: titleOf(scene, turn.dossier) })
    : say(turn, scene, "bye");
}

/** Passes the conversation to a person; what was said stays. Where a paper is asked for, to whom it belongs to. */
export function toPerson(turn: Turn, scene: Scene): Turn {
  const { programme } = scene.setting;
  const about = turn.dossier === undefined ? "" : titleOf(scene, turn.dossier);
  const paper = askedPaper(turn, scene);
  const ofPaper = paper === undefined ? undefined : officeOfPaper(turn, paper, scene);
  const office = ofPaper ?? programme.offices.find((one) => isOfCommunes(one.id));
  const text =
    paper === undefined || ofPaper === undefined
      ? phrase(scene, "wants-person", { about })
      : phrase(scene, "wants-person-for", { about, paper: paper.short });
  return handOn(turn, scene, { what: "person", text, words: about, office: office?.id });
}

/** The person's dossiers to choose from. */
function dossiers(turn: Turn, scene: Scene): Turn {
  const all = turn.person?.dossiers ?? [];
  if (all.length === 0) return menu(say(turn, scene, "nothing-open"), scene);
  const choices = all.slice(-6).map((one) => ({
    data: `o:${one.id}`,
    label: phrase(scene, one.handedIn ? "dossier-handed-in" : "dossier-draft", { title: one.title }),
  }));
  return say(turn, scene, "which-dossier", {}, [
    ...choices,
    { data: "c:register", label: phrase(scene, "choice-new-dossier") },
  ]);
}
