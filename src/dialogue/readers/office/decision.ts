import type { Decided } from "../../../domain/event.ts";
import type { Entry, Finding, Reason } from "../../../dossier/entry.ts";
import { type Dossier, fold } from "../../../dossier/fold.ts";
import { stageAfter, stageOf } from "../../../review/queue.ts";
import { readFindings } from "../../../review/findings.ts";
import { type Point, pointsOf } from "../../../review/points-to-see.ts";
import { readReason, reasonsFor } from "../../../review/reasons.ts";
import { readReturnLine } from "../../../review/return-line.ts";
import { listOfDossier, titleOf } from "../../ask.ts";
import { audited } from "../../audit.ts";
import { besideName, itemNamed } from "../../named-item.ts";
import { type ReviewDeed, type ReviewFound, wantReview } from "../../review.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Effect, Scene, Turn } from "../../scene.ts";
import { holder, officeName } from "../../standing.ts";
import { circled, itemAt, opened } from "./dossier-sheet.ts";
import { mayNoteResults, waitsForDecision } from "./review-right.ts";

/** Reasons in one return, and characters of a message to the producer. */
const mostReasons = 30;
const longestNote = 500;
/** Reasons that are offered for one point. */
const mostOffered = 5;

/** Why it cannot be decided on now: somebody else was faster, or its producer has changed it meanwhile. */
function moved(turn: Turn, dossier: Dossier, seen: number | undefined, scene: Scene): Turn | undefined {
  if (!waitsForDecision(dossier, scene)) return wasDecided(turn, dossier, scene);
  if (seen === undefined || seen === dossier.entries) return undefined;
  return opened(say(turn, scene, "was-changed", { title: titleOf(scene, dossier) }), dossier, scene);
}

const wasDecided = (turn: Turn, dossier: Dossier, scene: Scene): Turn =>
  opened(say(turn, scene, "was-decided", { title: titleOf(scene, dossier) }), dossier, scene);

/** What somebody was about to decide on lies with another office now, since a colleague was faster. */
export const decidedMeanwhile = (
  turn: Turn,
  dossier: Dossier,
  seen: number | undefined,
  scene: Scene,
): Turn | undefined =>
  seen === undefined || seen === dossier.entries ? undefined : wasDecided(turn, dossier, scene);

/** How many entries it had when it was last looked at in this chat. */
export const seenOf = (turn: Turn, dossier: Dossier): number | undefined =>
  turn.thread.review?.dossier === dossier.id ? turn.thread.review.seen : undefined;

/** Shows what would go back to the producer, beside what is shown already; nothing is sent yet. */
export function returnAsked(
  turn: Turn,
  dossier: Dossier,
  { line, beside: shown }: Pick<Extract<ReviewDeed, { do: "ask-return" }>, "line" | "beside">,
  scene: Scene,
): Turn {
  const gone = moved(turn, dossier, seenOf(turn, dossier), scene);
  if (gone !== undefined) return gone;
  const read = readReturnLine(line);
  const list = listOfDossier(scene, dossier);
  const points = pointsOf(list, dossier);
  const wrong = read.parts
    .flatMap((part) => part.numbers)
    .find((one) => itemAt(turn, dossier, one, scene) === undefined);
  if (wrong !== undefined) return waiting(say(turn, scene, "no-such-point", { number: wrong }), dossier);
  const parts = read.parts.map((part) => ({
    ...part,
    named: part.numbers.length > 0 ? undefined : itemNamed(part.words, dossier, scene),
  }));
  // Words that name no item are a remark of their own, or beside others a message to the producer.
  const alone = parts.filter((part) => part.numbers.length === 0 && part.named === undefined);
  const beside = alone.length < parts.length ? alone : [];
  const given = parts
    .filter((part) => !beside.includes(part))
    .flatMap(({ numbers, words, named }): readonly Reason[] => {
      if (numbers.length === 0) {
        const rest = named === undefined ? words : besideName(words, named.name);
        return [reasonOf(named?.id, rest, points, dossier, scene)];
      }
      return numbers.map((one) => reasonOf(itemAt(turn, dossier, one, scene), words, points, dossier, scene));
    });
  const before = (shown?.reasons ?? []).filter(
    (one) => one.item === undefined || given.every((each) => each.item !== one.item),
  );
  const reasons = [...before, ...given];
  if (given.length === 0 && read.note === undefined) return waiting(say(turn, scene, "return-why"), dossier);
  if (reasons.length === 0) return waiting(say(turn, scene, "return-why"), dossier);
  if (reasons.length > mostReasons)
    return waiting(say(turn, scene, "return-many", { most: mostReasons }), dossier);
  const note = [shown?.note, ...beside.map((part) => part.words), read.note]
    .filter((one) => one !== undefined)
    .join(". ");
  return showReturn(turn, dossier, reasons, note === "" ? undefined : note.slice(0, longestNote), scene);
}

const waiting = (turn: Turn, dossier: Dossier): Turn => ({
  ...turn,
  thread: { ...turn.thread, pending: { kind: "reasons", dossier: dossier.id } },
});

/** A reason in words: the catalogue's sentence where the words are one of its, else as they were said. */
function reasonOf(
  item: string | undefined,
  said: string,
  points: readonly Point[],
  dossier: Dossier,
  scene: Scene,
): Reason {
  const of = item === undefined ? undefined : listOfDossier(scene, dossier).items[item];
  const kind = readReason(said, of);
  const flags = points.find((one) => one.item === item)?.flags ?? [];
  const itself = flags.includes("on-paper")
    ? phrase(scene, "reason-original")
    : flags.includes("put-off")
      ? phrase(scene, "reason-not-there")
      : phrase(scene, "reason-again");
  const reason = kind !== undefined ? phrase(scene, `reason-${kind}`) : said === "" ? itself : said;
  return {
    reason: reason.slice(0, longestNote),
    ...(item === undefined ? {} : { item }),
    ...(of?.because === undefined ? {} : { because: of.because }),
  };
}

function showReturn(
  turn: Turn,
  dossier: Dossier,
  reasons: readonly Reason[],
  note: string | undefined,
  scene: Scene,
): Turn {
  const pending: Turn = {
    ...turn,
    thread: {
      ...turn.thread,
      pending: {
        kind: "return",
        dossier: dossier.id,
        seen: dossier.entries,
        reasons: [...reasons],
        ...(note === undefined ? {} : { note }),
      },
    },
  };
  const lines = [
    phrase(scene, "return-asked", { title: titleOf(scene, dossier), count: reasons.length }),
    ...reasonLines(reasons, dossier, scene),
    ...(note === undefined ? [] : [phrase(scene, "return-note", { note })]),
  ];
  return speak(pending, lines.join("\n"), [
    { data: "p:yes", label: phrase(scene, "choice-send") },
    { data: "p:no", label: phrase(scene, "choice-change") },
  ]);
}

const reasonLines = (reasons: readonly Reason[], dossier: Dossier, scene: Scene): readonly string[] => {
  const { items } = listOfDossier(scene, dossier);
  return reasons.map((one) =>
    one.item === undefined ? `• ${one.reason}` : `• ${items[one.item]?.short ?? one.item}: ${one.reason}`,
  );
};

/** The reasons that a point is usually sent back for, to choose from. */
export function whyAsked(turn: Turn, dossier: Dossier, number: number, scene: Scene): Turn {
  const id = itemAt(turn, dossier, number, scene);
  const item = id === undefined ? undefined : listOfDossier(scene, dossier).items[id];
  if (item === undefined) return say(turn, scene, "no-such-point", { number });
  const kinds = reasonsFor(item).slice(0, mostOffered);
  return say(
    turn,
    scene,
    "reasons-of",
    { number: circled(number), what: item.short },
    kinds.map((kind) => {
      const label = phrase(scene, `reason-${kind}`);
      return { data: `rv:why:${number}:${kind}`, label };
    }),
  );
}

/** Sends it back: the producer's open items are exactly these reasons. */
export function returned(
  turn: Turn,
  dossier: Dossier,
  deed: Extract<ReviewDeed, { do: "return" }>,
  chats: readonly string[],
  scene: Scene,
): Turn {
  const gone = moved(turn, dossier, deed.seen, scene);
  if (gone !== undefined) return gone;
  const stage = stageOf(scene.setting.programme, dossier);
  if (stage === undefined || turn.person === undefined) return turn;
  const kept = keep(turn, dossier, scene, {
    kind: "returned",
    stage: stage.id,
    reasons: [...deed.reasons],
    ...(deed.note === undefined ? {} : { note: deed.note }),
  });
  const reasons = reasonLines(deed.reasons, dossier, scene).map((one) => one.replace(/^• /u, ""));
  const told = tellProducer(kept, dossier, chats, { deed: "returned", reasons, note: deed.note }, scene);
  return afterDecision(
    say(audited(told, turn.person, "returned", dossier.id), scene, "return-sent", {
      title: titleOf(scene, dossier),
      count: reasons.length,
    }),
  );
}

/** Shows where it goes; where the law has the office give its view on some points, asks for it. */
export function acceptAsked(turn: Turn, dossier: Dossier, line: string, scene: Scene): Turn {
  const gone = moved(turn, dossier, seenOf(turn, dossier), scene);
  if (gone !== undefined) return gone;
  const { programme } = scene.setting;
  const stage = stageOf(programme, dossier);
  if (stage === undefined) return turn;
  const findings = stage.points === undefined ? undefined : readFindings(line, stage.points);
  const pending: Turn = {
    ...turn,
    thread: {
      ...turn.thread,
      pending: {
        kind: "accept",
        dossier: dossier.id,
        seen: dossier.entries,
        ...(findings === undefined ? {} : { findings: [...findings] }),
      },
    },
  };
  const next = stage.kind === "council" ? undefined : stageAfter(programme, stage);
  const to = next === undefined ? undefined : officeName(scene, { office: next.office });
  const head =
    to === undefined
      ? phrase(scene, "accept-for-council", { title: titleOf(scene, dossier) })
      : phrase(scene, "accept-asked", { title: titleOf(scene, dossier), office: to });
  return speak(pending, [head, ...findingLines(findings, scene)].join("\n"), [
    { data: "p:yes", label: phrase(scene, "choice-accept-now") },
    { data: "p:no", label: phrase(scene, "choice-not-yet-accept") },
  ]);
}

function findingLines(findings: readonly Finding[] | undefined, scene: Scene): readonly string[] {
  if (findings === undefined) return [];
  const points = scene.setting.programme.stages.flatMap((one) => one.points ?? []);
  const lines = findings.map((one, at) =>
    phrase(scene, one.met ? "finding-met" : "finding-unmet", {
      number: at + 1,
      what: points.find((point) => point.id === one.id)?.label ?? one.id,
      note: one.note ?? "",
    }).trimEnd(),
  );
  return [...lines, phrase(scene, "finding-how")];
}

/** Takes it on: to the next office, or to those that wait for the council. */
export function accepted(
  turn: Turn,
  dossier: Dossier,
  deed: Extract<ReviewDeed, { do: "accept" }>,
  found: Extract<ReviewFound, { ask: "dossier" }>,
  scene: Scene,
): Turn {
  const gone = moved(turn, dossier, deed.seen, scene);
  if (gone !== undefined) return gone;
  const { programme } = scene.setting;
  const stage = stageOf(programme, dossier);
  if (stage === undefined || turn.person === undefined) return turn;
  const next = stage.kind === "council" ? undefined : stageAfter(programme, stage);
  const kept = keep(turn, dossier, scene, {
    kind: "accepted",
    stage: stage.id,
    ...(next === undefined ? {} : { to: next.id }),
    ...(deed.findings === undefined ? {} : { findings: [...deed.findings] }),
  });
  const to = next === undefined ? undefined : officeName(scene, { office: next.office });
  const told = tellProducer(
    kept,
    dossier,
    found.chats,
    to === undefined ? { deed: "ready" } : { deed: "accepted", next: to },
    scene,
  );
  const passed: Turn =
    next === undefined || found.next.length === 0
      ? told
      : {
          ...told,
          effects: [...told.effects, { kind: "tell", threads: found.next, news: { what: "dossier-came" } }],
        };
  const title = titleOf(scene, dossier);
  const said = audited(passed, turn.person, "accepted", dossier.id);
  return afterDecision(
    to === undefined
      ? say(said, scene, "accepted-for-council", { title })
      : say(said, scene, "accept-sent", { title, office: to }),
  );
}

/** Sends an evaluated dossier on to whoever recognises it. */
export function sentOn(turn: Turn, dossier: Dossier, chats: readonly string[], scene: Scene): Turn {
  const { programme } = scene.setting;
  const stage = stageOf(programme, dossier);
  const next = stage === undefined ? undefined : stageAfter(programme, stage);
  if (!mayNoteResults(turn, dossier, scene)) return say(turn, scene, "not-yours-to-decide");
  if (dossier.state !== "evaluated" || next === undefined || turn.person === undefined)
    return say(turn, scene, "not-to-send-on", { title: titleOf(scene, dossier) });
  const kept = keep(turn, dossier, scene, { kind: "sent", to: next.id });
  const told = tellProducer(kept, dossier, chats, { deed: "sent", next: next.title }, scene);
  return say(audited(told, turn.person, "sent-on", dossier.id), scene, "sent-on", {
    title: titleOf(scene, dossier),
    next: next.title,
  });
}

/** Notes what was decided elsewhere: so many stars under a decision, or not reached. Shown first, since it cannot be taken back. */
export function resulted(
  turn: Turn,
  dossier: Dossier,
  deed: Extract<ReviewDeed, { do: "result" }>,
  chats: readonly string[],
  scene: Scene,
): Turn {
  const title = titleOf(scene, dossier);
  if (!mayNoteResults(turn, dossier, scene)) return say(turn, scene, "not-yours-to-decide");
  const stage = stageOf(scene.setting.programme, dossier);
  const waits = dossier.state === "evaluated" || (dossier.state === "handed-in" && stage?.kind === "outside");
  if (!waits || turn.person === undefined) return say(turn, scene, "no-result-yet", { title });
  if (deed.stars === undefined && deed.improve === undefined)
    return say(turn, scene, "result-how", { title });
  if (deed.seen === undefined) return resultAsked(turn, dossier, deed, scene);
  if (deed.seen !== dossier.entries) return wasDecided(turn, dossier, scene);
  const improve = deed.improve === undefined ? [] : [deed.improve.slice(0, longestNote)];
  const kept =
    deed.stars === undefined
      ? keep(turn, dossier, scene, { kind: "not-reached", improve })
      : keep(turn, dossier, scene, {
          kind: "recognised",
          stars: deed.stars,
          ...(deed.decision === undefined ? {} : { decision: deed.decision }),
        });
  const told = tellProducer(
    kept,
    dossier,
    chats,
    deed.stars === undefined
      ? { deed: "not-reached", improve: [...(dossier.result?.improve ?? []), ...improve] }
      : { deed: "recognised", stars: deed.stars },
    scene,
  );
  return say(audited(told, turn.person, "result", dossier.id), scene, "result-noted", { title });
}

function resultAsked(
  turn: Turn,
  dossier: Dossier,
  { stars, decision, improve }: Extract<ReviewDeed, { do: "result" }>,
  scene: Scene,
): Turn {
  const given = {
    ...(stars === undefined ? {} : { stars }),
    ...(decision === undefined ? {} : { decision }),
    ...(improve === undefined ? {} : { improve }),
  };
  const asked: Turn = {
    ...turn,
    thread: {
      ...turn.thread,
      pending: { kind: "result", dossier: dossier.id, seen: dossier.entries, ...given },
    },
  };
  const what =
    stars === undefined
      ? phrase(scene, "result-of-none", { why: improve ?? "" })
      : [phrase(scene, "result-of-stars", { stars }), decision].filter((one) => one !== undefined).join(", ");
  return say(asked, scene, "result-asked", { title: titleOf(scene, dossier), what }, [
    { data: "p:yes", label: phrase(scene, "choice-note-result") },
    { data: "p:no", label: phrase(scene, "choice-change") },
  ]);
}

type AnyFact = Entry extends infer One ? (One extends Entry ? Omit<One, "at" | "by"> : never) : never;

/** The turn with somebody else's dossier changed; its version is checked by whoever looked it up. */
export function keep(turn: Turn, dossier: Dossier, scene: Scene, ...facts: readonly AnyFact[]): Turn {
  const { person } = turn;
  if (person === undefined) return turn;
  const entries = facts.map((fact): Entry => ({ ...fact, at: scene.now, by: person.id }));
  const effect: Effect = {
    kind: "keep-dossier",
    before: dossier,
    now: entries.reduce(fold, dossier),
    entries,
  };
  return { ...turn, effects: [...turn.effects, effect] };
}

/** Brings the decision into the producer's chat. */
export function tellProducer(
  turn: Turn,
  dossier: Dossier,
  chats: readonly string[],
  what: Pick<Decided, "deed"> & Partial<Decided>,
  scene: Scene,
): Turn {
  if (chats.length === 0) return turn;
  const news: Decided = {
    ...what,
    what: "decided",
    dossier: dossier.id,
    title: titleOf(scene, dossier),
    code: dossier.receipt?.code ?? "",
    office: holder(dossier, scene),
    at: scene.now,
  };
  return { ...turn, effects: [...turn.effects, { kind: "tell", threads: chats, news }] };
}

/** On to the next one; what was open is no longer. */
function afterDecision(turn: Turn): Turn {
  const { review: _, ...thread } = turn.thread;
  return wantReview({ ...turn, thread }, { ask: "queue", which: {}, why: "next" });
}
