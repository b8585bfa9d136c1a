import { listsOf } from "../../app.ts";
import type { Setting } from "../../dialogue/scene.ts";
import type { Deed } from "../../domain/event.ts";
import { dayOf, days, instantOf, minutes } from "../../domain/instant.ts";
import { dossierKey } from "../../domain/keys.ts";
import type { Dossier } from "../../dossier/fold.ts";
import { onPaper, otherWords, filesOf, sameValue, type Value } from "../../flow/answers.ts";
import type { World } from "../../flow/accept.ts";
import type { Checklist, Item } from "../../flow/define.ts";
import { applies, progress } from "../../flow/progress.ts";
import type { Answers } from "../../ports/answers.ts";
import { fold } from "../../text/fold.ts";
import { readDossier } from "../../turn/state.ts";
import { rehearse } from "../rehearsal.ts";
import { seededRandom } from "../seeded.ts";
import { type Draw, drawFrom, type Fact, factOf, factsOf, wordsOfValue, type Facts } from "./facts.ts";
import { complaints, sideQuestions, smallTalk } from "./sentences.ts";
import { answerWords, type Hand, hands, typed } from "./typing.ts";

/** The habits that the figures are kept by. */
export const styles = [
  "tidy",
  "terse",
  "chatty",
  "bare",
  "teencode",
  "corrects",
  "shared",
  "leaves",
  "mix",
] as const;
export type Style = (typeof styles)[number];

/** What went wrong on the way; where: the message it came to light with, counted from 1. */
export type Fault = {
  readonly kind: "dead-end" | "repeated" | "asked-again" | "misread" | "wrong" | "never-asked";
  readonly item: string;
  readonly told: string;
  readonly where: number;
};

/** One persona's whole way. fields: answered or set aside, of all dossiers; right, held: fields equal to what was meant. */
export type Walked = {
  readonly style: Style;
  readonly messages: number;
  readonly fields: number;
  readonly right: number;
  readonly held: number;
  readonly finished: boolean;
  readonly faults: readonly Fault[];
  readonly transcript: string;
};

type Habits = {
  readonly hand: Hand;
  readonly corrects: boolean;
  readonly shared: boolean;
  readonly leaves: boolean;
};

function habitsOf(style: Style, draw: Draw): Habits {
  const plain = { corrects: false, shared: false, leaves: false };
  switch (style) {
    case "corrects":
    case "shared":
    case "leaves":
      return { ...plain, hand: draw.any(hands), [style]: true };
    case "mix":
      return {
        hand: draw.any(hands),
        corrects: draw.chance(0.5),
        shared: draw.chance(0.5),
        leaves: draw.chance(0.5),
      };
    default:
      return { ...plain, hand: style };
  }
}

/** What one owner of a dossier has said so far: what was meant for each item, and what became of it. */
type Owner = {
  readonly facts: Facts;
  readonly title: string;
  dossier?: string;
  begun: boolean;
  handedIn: boolean;
  readonly meant: Map<string, Meant>;
};

/** What an item should hold: a value, words, files, nothing. */
type Meant = { readonly value?: Value; readonly words?: string; readonly files?: true; readonly none?: true };

/** One thing to send, and what for. An answer must move the talk on; all else may bring the question back. */
type Move = {
  readonly deed: Deed;
  readonly why: "answer" | "aside" | "correction" | "command";
  readonly item?: string;
};

/** What is said where an answer could not be read. */
const faultCodes = [
  "not-a-choice",
  "not-yes-or-no",
  "not-a-number",
  "number-too-small",
  "number-too-large",
  "not-money",
  "phone-none",
  "phone-short",
  "phone-long",
  "phone-prefix",
  "not-an-email",
  "not-a-url",
  "day-none",
  "day-impossible",
  "day-vague",
  "text-short",
  "want-a-file",
  "want-words",
  "not-understood",
] as const;

const mostMessages = 700;
const mostMisses = 3;

/** Walks one persona from the first word to the receipt, reading only what the assistant says. */
export async function walkPersona(
  setting: Setting,
  answers: Answers,
  style: Style,
  seed: number,
): Promise<Walked> {
  const draw = drawFrom(seededRandom(seed));
  const habits = habitsOf(style, draw);
  const { programme } = setting;
  const list = setting.checklists[programme.checklist];
  if (list === undefined) throw new Error(`no checklist ${programme.checklist}`);
  const from = instantOf(`${programme.from.slice(0, 4)}-06-15 09:00`);
  const clock = { now: from };
  const talk = await rehearse(setting, from, { clock, answers: () => answers });
  const worldNow = (): World => ({ today: dayOf(clock.now), lists: listsOf(setting) });
  const owners: Owner[] = [];
  for (let count = 0; count < (habits.shared ? 2 : 1); count += 1) {
    const facts = factsOf(
      list,
      programme,
      worldNow(),
      draw,
      owners.map((one) => one.title),
    );
    const product = facts["product"];
    owners.push({
      facts,
      title: product?.kind === "value" ? (product.words ?? "") : "",
      begun: false,
      handedIn: false,
      meant: new Map(),
    });
  }
  const faults: Fault[] = [];
  const lines: string[] = [];
  let messages = 0;
  let current = owners[0];
  let said = "";
  const note = (kind: Fault["kind"], item: string, told: string): void =>
    void faults.push({ kind, item, told: told.replaceAll("\n", " / ").slice(0, 200), where: messages });

  const send = async ({ deed }: Move): Promise<void> => {
    clock.now += minutes(1);
    messages += 1;
    lines.push(
      `> ${deed.kind === "text" ? deed.text : deed.kind === "file" ? `[ảnh ${deed.file.name}]` : ""}`,
    );
    const heard = await talk.deed(deed);
    lines.push(...heard.map((one) => `< ${one}`));
    said = heard.at(-1) ?? "";
    const dossier = await talk.dossier();
    if (dossier !== undefined && current !== undefined && current.begun && current.dossier === undefined)
      current.dossier = dossier.id;
  };

  const reader = readerOf(setting, list);
  const notRead = faultCodes.flatMap((code) => (setting.words[code] ?? "").split("{")[0]?.trim() || []);
  const queue: Move[] = [];
  let last: { asked: string | undefined; move: Move } | undefined;
  let misses = 0;
  const lost = new Map<string, number>();
  let finished = false;
  const done = new Map<Owner, Set<string>>();
  const expectBack = new Set<string>();

  const text = (words: string, why: Move["why"], item?: string): Move => ({
    deed: { kind: "text", text: words },
    why,
    ...(item === undefined ? {} : { item }),
  });
  await send(text(draw.any(["alo", "chào em", "xin chào", "hi"]), "command"));

  while (messages < mostMessages) {
    const owner = current;
    if (owner === undefined) break;
    const seen = reader(said);
    // What the answer before has come to.
    if (last?.move.why === "answer" && last.move.item !== undefined) {
      const answered = last.move.item;
      const again = seen.asked === answered && last.asked === answered;
      if (again) {
        note(
          notRead.some((words) => said.startsWith(words)) ? "misread" : "repeated",
          answered,
          wordsOf(last.move.deed),
        );
        misses += 1;
        if (misses >= mostMisses) {
          note("dead-end", answered, wordsOf(last.move.deed));
          break;
        }
      } else misses = 0;
      if (!again) doneBy(done, owner).add(answered);
    }
    if (seen.asked !== undefined && last?.asked !== seen.asked) {
      const already = doneBy(done, owner).has(seen.asked);
      if (already && !expectBack.has(seen.asked)) note("asked-again", seen.asked, said.slice(0, 80));
    }
    if (seen.receipt) {
      owner.handedIn = true;
      const next = owners.find((one) => !one.handedIn);
      if (next === undefined) {
        finished = true;
        break;
      }
      current = next;
      last = undefined;
      await send(comeTo(next));
      continue;
    }
    if (habits.leaves && draw.chance(0.04)) {
      const gone = days(draw.whole(5, 50));
      lines.push(`+ ${Math.round(gone / days(1))} ngày`);
      const heard = await talk.wait(gone);
      lines.push(...heard.map((one) => `< ${one}`));
      const back = draw.whole(1, 3);
      if (back > 1) {
        last = { asked: seen.asked, move: text("", "command") };
        await send(
          text(
            typed(
              back === 2 ? draw.any(["alo", "chào em"]) : "làm tiếp hồ sơ",
              habits.hand === "teencode" ? "bare" : habits.hand,
              draw,
            ),
            "command",
          ),
        );
        continue;
      }
    }
    const queued = queue.shift();
    // Between two answers somebody else takes the phone, or the talk strays.
    if (queued === undefined && seen.asked !== undefined) {
      const other = owners.find((one) => one !== owner && !one.handedIn);
      if (other !== undefined && draw.chance(0.05)) {
        current = other;
        last = undefined;
        await send(comeTo(other));
        continue;
      }
      const doubted = seen.choices.includes(setting.words["choice-was-answer"] ?? "-");
      if (habits.hand === "chatty" && !doubted && draw.chance(0.06)) {
        last = { asked: seen.asked, move: text("", "aside") };
        await send(text(draw.any([sideQuestions, smallTalk, complaints].flat()), "aside"));
        continue;
      }
    }
    const move = queued ?? decideOn(owner, seen);
    if (move === undefined) {
      const at = last?.move.item ?? last?.asked ?? "";
      const times = (lost.get(at) ?? 0) + 1;
      lost.set(at, times);
      if (times > 3) {
        note("dead-end", at, said);
        break;
      }
      last = undefined;
      await send(text(["tiếp tục", "còn thiếu gì"][times - 1] ?? "làm tiếp", "command", at));
      continue;
    }
    last = { asked: seen.asked, move };
    await send(move);
    if (move.item !== undefined && move.why === "correction") expectBack.add(move.item);
  }
  if (!finished && messages >= mostMessages) note("dead-end", "", "too many messages");
  const sums = { fields: 0, right: 0, held: 0 };
  for (const owner of owners) await check(owner);
  await talk.close();
  return { style, messages, ...sums, finished, faults, transcript: lines.join("\n") };

  /** Somebody takes the phone: with a new dossier, or back to theirs. */
  function comeTo(owner: Owner): Move {
    if (owner.begun) {
      queue.length = 0;
      return text("hồ sơ khác", "command");
    }
    return text(`đăng ký ${owner.title}`, "command");
  }

  function decideOn(owner: Owner, seen: Seen): Move | undefined {
    const shown = seen.choices;
    // What is said is about the dossier of whoever had the phone before.
    const others = owners.some((one) => one !== owner && fold(said).includes(fold(one.title)));
    const listed = shown.some((label) => fold(label).startsWith(fold(owner.title)));
    if (others && !listed && owner.begun && !fold(said).includes(fold(owner.title))) return comeTo(owner);
    const labelled = (code: string): number => shown.indexOf(setting.words[code] ?? "-") + 1;
    const choose = (place: number, why: Move["why"] = "command"): Move => text(String(place), why);
    if (seen.asked === undefined) {
      if (labelled("choice-agree") > 0 || labelled("choice-start") > 0) {
        owner.begun = true;
        return habits.hand === "terse"
          ? choose(1)
          : text(typed("đồng ý", habits.hand === "bare" ? "bare" : "tidy", draw), "command");
      }
      if (labelled("choice-register") > 0) return text(opening(owner), "command");
      if (labelled("choice-not-yet") > 0) return choose(labelled("choice-hand-in"));
      if (labelled("choice-right") > 0)
        return draw.chance(0.5) ? choose(1, "correction") : text("đúng rồi", "correction");
      if (labelled("choice-person") > 0 && labelled("choice-repeat") > 0) {
        note("dead-end", last?.move.item ?? "", said);
        return text("để sau", "command");
      }
      const mine = shown.findIndex((label) => fold(label).startsWith(fold(owner.title))) + 1;
      if (mine > 0) return choose(mine);
      const over = Object.entries(owner.facts).find(
        ([id, fact]) =>
          fact.kind === "value" &&
          fact.later === true &&
          shown.some((label) => fold(label) === fold(`${list?.items[id]?.short ?? ""}: có`)),
      );
      if (over !== undefined) {
        clock.now += days(20);
        lines.push("+ 20 ngày");
        owner.meant.set(over[0], { value: true });
        return choose(
          shown.findIndex((label) => fold(label) === fold(`${list?.items[over[0]]?.short ?? ""}: có`)) + 1,
        );
      }
      if (labelled("choice-skip") > 0) return choose(labelled("choice-skip"));
      if (labelled("choice-hand-in") > 0) return handIn(owner);
      // Two choices that both fit what was said: the one that was meant.
      const item = last?.move.item === undefined ? undefined : list?.items[last.move.item];
      const fact = last?.move.item === undefined ? undefined : owner.facts[last.move.item];
      if (item !== undefined && fact?.kind === "value" && last?.move.item !== undefined) {
        const label = labelOf(item, fact.value);
        const place = shown.findIndex((one) => one === label) + 1;
        if (place > 0) return choose(place, "aside");
      }
      return undefined;
    }
    const item = list?.items[seen.asked];
    const fact = owner.facts[seen.asked];
    if (item === undefined || fact === undefined) return undefined;
    // What was meant as an answer was taken for a question.
    const meantSo = labelled("choice-was-answer");
    if (meantSo > 0 && last?.move.why === "answer" && last.move.item === seen.asked)
      return text(String(meantSo), "answer", seen.asked);
    return answerMove(owner, seen.asked, item, fact, shown);
  }

  function labelOf(item: Item, value: Value): string | undefined {
    const { expect } = item;
    if (expect.kind === "one" || expect.kind === "many") return expect.options[wordsOfValue(value)]?.label;
    return expect.kind === "from"
      ? worldNow().lists[expect.list].find((one) => one.id === value)?.label
      : undefined;
  }

  function handIn(owner: Owner): Move {
    const ready = doneBy(done, owner).has("-refused");
    if (!ready) doneBy(done, owner).add("-refused");
    const late = Object.entries(owner.facts).find(
      ([id, fact]) => fact.kind === "value" && fact.later === true && owner.meant.get(id)?.value === false,
    );
    if (ready && late !== undefined) {
      const [id] = late;
      owner.meant.set(id, { value: true });
      expectBack.add(id);
      clock.now += days(20);
      lines.push("+ 20 ngày");
      return text(`sửa ${list?.items[id]?.short ?? ""} thành có`, "correction", id);
    }
    return text(
      typed(draw.any(["nộp hồ sơ", "nộp"]), habits.hand === "bare" ? "bare" : "tidy", draw),
      "command",
    );
  }

  function opening(owner: Owner): string {
    const commune = owner.facts["commune"];
    const place =
      worldNow().lists.communes.find((one) => commune?.kind === "value" && one.id === commune.value)?.label ??
      "";
    const words =
      habits.hand === "terse"
        ? `đăng ký ${owner.title}`
        : draw.any([
            `em muốn đăng ký ${owner.title}`,
            `đăng ký ${owner.title} ở ${place}`,
            `tôi muốn làm hồ sơ ${owner.title}`,
          ]);
    const product = owner.facts["product"];
    const named = typed(words, habits.hand === "teencode" ? "bare" : habits.hand, draw);
    if (product?.kind === "value")
      owner.meant.set(
        "product",
        otherWords(product.value) === undefined ? { value: product.value } : { words: owner.title },
      );
    if (commune?.kind === "value") owner.meant.set("commune", { value: commune.value });
    return named;
  }

  function answerMove(owner: Owner, id: string, item: Item, fact: Fact, shown: readonly string[]): Move {
    const place = (code: string): string => String(shown.indexOf(setting.words[code] ?? "-") + 1);
    const short = habits.hand === "terse";
    const hand = habits.hand;
    if (fact.kind === "none") {
      owner.meant.set(id, { none: true });
      const skip = place("choice-skip");
      if (short && skip !== "0") return text(skip, "answer", id);
      const paper = item.expect.kind === "paper" && !expectBack.has(id);
      if (paper) expectBack.add(id);
      return text(
        typed(
          draw.any(paper ? ["bỏ qua", "không có", "chưa có"] : ["bỏ qua", "không có", "không"]),
          hand,
          draw,
        ),
        "answer",
        id,
      );
    }
    if (fact.kind === "on-paper") {
      owner.meant.set(id, { value: onPaper });
      return text(
        short
          ? place("choice-on-paper")
          : typed(
              draw.any(["có bản giấy", "có giấy rồi, mai em nộp", "có rồi", "có bản giấy, nộp cho cán bộ"]),
              hand,
              draw,
            ),
        "answer",
        id,
      );
    }
    if (fact.kind === "photo") {
      if (fact.later === true && !doneBy(done, owner).has(`-${id}`)) {
        doneBy(done, owner).add(`-${id}`);
        expectBack.add(id);
        return text(
          short ? place("choice-later") : typed(draw.any(["chưa có", "để sau", "chưa làm được"]), hand, draw),
          "answer",
          id,
        );
      }
      owner.meant.set(id, { files: true });
      const name = `${id}-${messages}.jpg`;
      return {
        deed: {
          kind: "file",
          file: { hash: `hash-${name}`, name, mime: "image/jpeg", size: 1000 },
          text: "",
        },
        why: "answer",
        item: id,
      };
    }
    if (fact.later === true && owner.meant.get(id) === undefined) {
      owner.meant.set(id, { value: false });
      expectBack.add(id);
      return text(short ? "2" : typed(draw.any(["chưa", "chưa có"]), hand, draw), "answer", id);
    }
    const right = { ...fact, value: fact.later === true ? true : fact.value };
    const free = item.expect.kind === "text" || item.expect.kind === "file";
    const wanted = (words: string): Meant =>
      free || otherWords(right.value) !== undefined ? { words } : { value: right.value };
    const fixable = ["text", "number", "money", "phone", "day"].includes(item.expect.kind);
    if (habits.corrects && fixable && !expectBack.has(id) && draw.chance(0.1)) {
      const slip = factOf(id, { ...item, optional: true }, worldNow(), draw);
      if (slip.kind === "value" && !sameValue(slip.value, right.value)) {
        const wrong = answerWords(item, slip, hand === "chatty" ? "tidy" : hand, shown, worldNow(), draw);
        const better = answerWords(item, right, hand === "chatty" ? "tidy" : hand, shown, worldNow(), draw);
        owner.meant.set(id, wanted(better.core));
        expectBack.add(id);
        const name = typed(item.short, hand === "bare" ? "bare" : "tidy", draw);
        const fix = typed("sửa", hand === "bare" ? "bare" : "tidy", draw);
        const way = draw.whole(1, 4);
        if (way === 1) queue.push(text(`${fix} ${name} thành ${better.core}`, "correction", id));
        else if (way === 2 && !free) queue.push(text(`à nhầm, ${better.core}`, "correction", id));
        else if (way === 3)
          queue.push(text("quay lại", "correction", id), text(better.core, "correction", id));
        else {
          queue.push(text("hoàn tác", "correction", id));
          return text(wrong.text, "answer", id);
        }
        return text(wrong.text, "answer", id);
      }
    }
    const before = owner.meant.get(id);
    const words = answerWords(item, right, hand, shown, worldNow(), draw);
    const extra = hand === "chatty" && before === undefined ? more(owner, id, item) : undefined;
    owner.meant.set(id, wanted(words.core));
    return text(extra === undefined ? words.text : `${words.core}, ${extra}`, "answer", id);
  }

  /** A fact of another item that comes along: "…, số điện thoại 0912 345 678". */
  function more(owner: Owner, id: string, item: Item): string | undefined {
    if (item.expect.kind !== "one" && item.expect.kind !== "text" && item.expect.kind !== "number")
      return undefined;
    if (item.expect.kind === "text" && item.expect.lines === true) return undefined;
    for (const name of ["phone", "members", "email"]) {
      const other = list?.items[name];
      const fact = owner.facts[name];
      if (name === id || other === undefined || owner.meant.has(name) || fact?.kind !== "value") continue;
      if (other.when !== undefined || !draw.chance(0.25)) continue;
      owner.meant.set(name, { value: fact.value });
      return `${other.short} ${answerWords(other, fact, "tidy", [], worldNow(), draw).core}`;
    }
    return undefined;
  }

  /** Holds a dossier against what its owner meant. */
  async function check(owner: Owner): Promise<void> {
    if (list === undefined) return;
    const [kept] = owner.dossier === undefined ? [] : await talk.store.load([dossierKey(owner.dossier)]);
    const dossier: Dossier | undefined = kept === undefined ? undefined : readDossier(kept.text);
    if (dossier === undefined) return;
    const at = progress(list, dossier);
    sums.fields += at.done.length;
    for (const [id, item] of Object.entries(list.items)) {
      if (!applies(item, dossier.answers)) continue;
      const meant = owner.meant.get(id);
      const value = dossier.answers[id];
      if (meant === undefined) {
        if (value === undefined && finished) note("never-asked", id, "");
        if (value === undefined) continue;
        // Nobody was asked: what was gathered by the way has to be so all the same.
        const fact = owner.facts[id];
        sums.held += 1;
        if (fact?.kind === "value" && sameValue(fact.value, value)) sums.right += 1;
        else note("wrong", id, `${JSON.stringify(value)} was never said`);
        continue;
      }
      sums.held += 1;
      if (holds(meant, value, item)) sums.right += 1;
      else note("wrong", id, `${JSON.stringify(value)} is not ${JSON.stringify(meant)}`);
    }
  }
}

const doneBy = (done: Map<Owner, Set<string>>, owner: Owner): Set<string> => {
  const all = done.get(owner) ?? new Set();
  done.set(owner, all);
  return all;
};

const wordsOf = (deed: Deed): string =>
  deed.kind === "text" ? deed.text : deed.kind === "file" ? deed.file.name : "";

/** Whether two values are the same, in whatever order their parts stand. */
function sameParts(one: Value | undefined, two: Value | undefined): boolean {
  const parts = (value: Value | undefined): readonly string[] =>
    (JSON.stringify(value) ?? "").split(/[[\],]/u).toSorted((a, b) => a.localeCompare(b));
  return parts(one).join(",") === parts(two).join(",");
}

/** Whether a field holds what was meant. Several lines may hold more than was meant; a name or a number may not. */
function holds(meant: Meant, value: Value | undefined, item: Item): boolean {
  if (meant.none === true) return value === undefined;
  if (meant.files === true) return filesOf(value).length > 0;
  if (meant.words === undefined) return sameParts(meant.value, value);
  if (value === undefined) return false;
  const kept = fold(otherWords(value) ?? wordsOfValue(value));
  const words = fold(meant.words);
  const lines = item.expect.kind === "file" || (item.expect.kind === "text" && item.expect.lines === true);
  return lines ? kept.includes(words) : kept === words;
}

/** What a message asks and offers, as a person reads it. */
type Seen = {
  readonly asked: string | undefined;
  readonly choices: readonly string[];
  readonly receipt: boolean;
};

function readerOf(setting: Setting, list: Checklist): (said: string) => Seen {
  const receipt = (setting.words["receipt"] ?? "").split("{")[0] ?? "";
  const asks = Object.entries(list.items).map(([id, item]) => ({ id, words: `*${item.ask}*` }));
  return (said) => {
    const found = asks
      .map(({ id, words }) => ({ id, at: said.lastIndexOf(words) }))
      .filter(({ at }) => at >= 0)
      .toSorted((one, two) => two.at - one.at)[0];
    return {
      asked: found?.id,
      choices: said.split("\n").flatMap((line) => /^\d{1,2}\. (.+)$/u.exec(line)?.[1] ?? []),
      receipt: said.includes(receipt),
    };
  };
}
