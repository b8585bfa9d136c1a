import type { Decided } from "../../domain/event.ts";
import { showDay } from "../../domain/instant.ts";
import { roundFor } from "../../domain/round.ts";
import { reachedFrom } from "../../review/score.ts";
import { type Dossier, isOpen } from "../../dossier/fold.ts";
import type { Checklist } from "../../flow/define.ts";
import { progress, sections } from "../../flow/progress.ts";
import { stageOf } from "../../review/queue.ts";
import { plain } from "../../text/plain.ts";
import { askNext, communeOf, listOfDossier, menu, openRemarks, titleOf } from "../ask.ts";
import { backToItem, waitsForWords } from "../back.ts";
import { wayOf } from "../moving.ts";
import { enter } from "../record.ts";
import { wantReview } from "../review.ts";
import { capital, phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { readLines } from "../proofs.ts";
import { watchCertificate } from "./proof.ts";
import { show } from "../show.ts";
import { holder, officeName, showScore } from "../standing.ts";
import { yesOrNo } from "./correction.ts";
import { isOwner } from "./join.ts";

/** Every answer, by section, each with the way to change it. */
export function readBack(turn: Turn, scene: Scene): Turn {
  if (turn.dossier === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  const told = speak(turn, asText(turn, scene));
  return askNext(told, scene);
}

function asText(turn: Turn, scene: Scene): string {
  const { dossier } = turn;
  if (dossier === undefined) return "";
  const list = listOfDossier(scene, dossier);
  const lines = sections(list, dossier).flatMap((section) => {
    const of = Object.entries(list.items).flatMap(([id, item]) => {
      const value = dossier.answers[id];
      return item.section !== section.id || value === undefined || !progress(list, dossier).done.includes(id)
        ? []
        : [`• ${item.short}: ${show(item, value, scene)}`, ...readLines(dossier, value, scene)];
    });
    return of.length === 0 ? [] : [`*${section.title}*`, ...of];
  });
  return [
    phrase(scene, "read-back", { title: titleOf(scene, dossier) }),
    ...lines,
    phrase(scene, "read-back-how"),
  ].join("\n");
}

/** Handing in: only what is complete, and only after reading it back. */
export function handIn(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  // No office takes one of an earlier law any more.
  if (!isOpen(dossier) || wayOf(dossier, scene) !== undefined) return askNext(turn, scene);
  if (turn.person !== undefined && !isOwner(turn.person, dossier))
    return askNext(say(turn, scene, "only-owner"), scene);
  const list = listOfDossier(scene, dossier);
  const need = missingIn(list, dossier);
  if (need > 0) return askNext(say(turn, scene, "not-complete", { count: need }), scene);
  const told = speak(turn, asText(turn, scene));
  const pending: Turn = { ...told, thread: { ...told.thread, pending: { kind: "hand-in" } } };
  const stage = stageOf(scene.setting.programme, dossier);
  const office =
    dossier.state === "returned" && stage !== undefined
      ? officeName(scene, { office: stage.office, place: dossier.place })
      : scene.setting.programme.receiver;
  return say(pending, scene, "hand-in-asked", { office }, [
    { data: "p:yes", label: phrase(scene, "choice-hand-in") },
    { data: "p:no", label: phrase(scene, "choice-not-yet") },
  ]);
}

/** How much must still be done before a dossier can be handed in. */
function missingIn(list: Checklist, dossier: Dossier): number {
  const at = progress(list, dossier);
  const items = at.open.filter((id) => list.items[id]?.optional !== true);
  const remarks = openRemarks(list, dossier).filter(
    (one) => one.item === undefined || !items.includes(one.item),
  );
  return items.length + at.blocked.length + remarks.length;
}

/** The yes: who is told at the office is looked up first. */
export const handInAgreed = (turn: Turn, scene: Scene): Turn => {
  const place = turn.dossier === undefined ? undefined : communeOf(scene, turn.dossier);
  return wantReview(turn, { ask: "hand-in", stage: turn.dossier?.stage, place });
};

/**
 * The receipt: code, day, what happens next, and the round it counts for. A dossier that came back goes to the office
 * that sent it back, under the code it has.
 */
export function handedIn(turn: Turn, officers: readonly string[], scene: Scene): Turn {
  const { dossier } = turn;
  if (!isOpen(dossier)) return askNext(turn, scene);
  const { programme } = scene.setting;
  const again = dossier.state === "returned";
  const code = dossier.receipt?.code ?? scene.fresh.code;
  const stage = stageOf(programme, dossier)?.id;
  const place = communeOf(scene, dossier);
  const round = roundFor(programme.rounds, scene.today);
  const after = enter(turn, scene, {
    kind: "handed-in",
    code,
    ...(stage === undefined ? {} : { stage }),
    ...(place === undefined ? {} : { place }),
    ...(round === undefined ? {} : { round: round.id }),
  });
  const told = officers.length > 0 ? tellOfficers(after, officers) : after;
  const title = titleOf(scene, dossier);
  const fill = { title, code, day: showDay(scene.today), office: holder(after.dossier ?? dossier, scene) };
  if (again) return say(told, scene, "receipt-again", fill);
  const said = say(told, scene, "receipt", fill);
  return round === undefined
    ? say(said, scene, "receipt-next-round")
    : round.from > scene.today
      ? say(said, scene, "receipt-round-ahead", { round: round.title, from: showDay(round.from) })
      : say(said, scene, "receipt-round", { round: round.title });
}

const tellOfficers = (turn: Turn, officers: readonly string[]): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "tell", threads: officers, news: { what: "dossier-came" } }],
});

/** Takes a dossier back from the office, to change it or leave it; asked first. */
export function withdrawAsked(turn: Turn, scene: Scene): Turn {
  const { dossier, person } = turn;
  if (dossier === undefined || person === undefined) return menu(say(turn, scene, "nothing-open"), scene);
  if (!isOwner(person, dossier)) return askNext(say(turn, scene, "only-owner"), scene);
  if (!mayWithdraw(dossier, scene))
    return askNext(say(turn, scene, isOpen(dossier) ? "nothing-to-withdraw" : "too-late-to-withdraw"), scene);
  const asked: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "withdraw" } } };
  return say(asked, scene, "withdraw-asked", { title: titleOf(scene, dossier) }, yesOrNo(scene));
}

const mayWithdraw = (dossier: Dossier, scene: Scene): boolean =>
  dossier.state === "returned" ||
  (dossier.state === "handed-in" && stageOf(scene.setting.programme, dossier)?.kind !== "outside");

export function withdrawn(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined || !mayWithdraw(dossier, scene)) return askNext(turn, scene);
  const title = titleOf(scene, dossier);
  return askNext(say(enter(turn, scene, { kind: "withdrawn" }), scene, "withdrawn", { title }), scene);
}

/** A product that has not reached its stars is prepared for a later round; all that was said stays. */
export function reopened(turn: Turn, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier?.state !== "not-reached") return askNext(turn, scene);
  const lines = (dossier.result?.improve ?? []).map((one) => `• ${one}`);
  const told = say(enter(turn, scene, { kind: "reopened" }), scene, "reopened", {
    title: titleOf(scene, dossier),
  });
  return askNext(lines.length === 0 ? told : speak(told, lines.join("\n")), scene);
}

/** "xong": what a remark asks for, that is about no item in particular, is done. */
export function dealt(turn: Turn, at: number, scene: Scene): Turn | undefined {
  const remark = turn.dossier?.remarks?.[at];
  if (turn.dossier?.state !== "returned" || remark === undefined || remark.item !== undefined)
    return undefined;
  return askNext(
    remark.done ? turn : say(enter(turn, scene, { kind: "dealt", reason: at }), scene, "dealt"),
    scene,
  );
}

const done =
  /^(?:(?:em|toi|minh|con|da|roi|vang) )*(?:xong|lam xong|lam roi|da lam|bo sung roi|da bo sung|sua roi|da sua|ok|roi)(?: roi| a| nhe| xong)*$/u;

/** The words for it, while such a remark is what is asked. */
export const dealtSaid: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { dossier, thread } = turn;
  if (dossier?.state !== "returned" || thread.pending !== undefined || thread.asked !== undefined)
    return undefined;
  const [remark] = openRemarks(listOfDossier(scene, dossier), dossier);
  if (remark === undefined || remark.item !== undefined || !done.test(plain(text))) return undefined;
  return dealt(turn, remark.at, scene);
};

/** What an office has decided, in the producer's chat. */
export function decided(turn: Turn, news: Decided, scene: Scene): Turn {
  const known = turn.person?.dossiers.find((one) => one.id === news.dossier);
  if (turn.person === undefined || known === undefined) return turn;
  const dossiers = turn.person.dossiers.map((one) =>
    one.id === news.dossier ? { ...one, handedIn: news.deed !== "returned" } : one,
  );
  const own: Turn = { ...turn, person: { ...turn.person, dossiers } };
  const ends = news.deed === "recognised" ? watchCertificate(own, news.dossier, news.at, scene) : own;
  const told = speak(ends, capital(decidedText(news, scene)));
  const stale = turn.dossier?.id === news.dossier && (turn.dossier.since ?? 0) > news.at;
  if (turn.thread.pending === undefined && turn.dossier?.id === news.dossier)
    return stale || !isOpen(turn.dossier) ? told : askNext(told, scene);
  if (waitsForWords(turn)) return backToItem(turn, told, undefined, scene);
  const open = { data: `o:${news.dossier}`, label: phrase(scene, "choice-open-dossier") };
  return news.deed === "returned" ? say(told, scene, "decided-open", {}, [open]) : told;
}

function decidedText(news: Decided, scene: Scene): string {
  const { title, code, office, next = "", score = 0, stars = 0, note, reasons = [], improve = [] } = news;
  const head = phrase(scene, `decided-${news.deed}`, {
    title,
    code,
    office,
    next,
    stars,
    score: showScore(score),
    count: reasons.length,
  });
  const scored =
    news.deed === "not-reached" && news.score !== undefined
      ? [phrase(scene, "decided-scored", { title, code, score: showScore(score), needed: reachedFrom })]
      : [];
  return [
    ...scored,
    head,
    ...reasons.map((one) => `• ${one}`),
    ...(note === undefined ? [] : [phrase(scene, "decided-note", { note })]),
    ...(improve.length === 0 ? [] : [phrase(scene, "decided-improve"), ...improve.map((one) => `• ${one}`)]),
  ].join("\n");
}
