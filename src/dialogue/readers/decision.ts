import type { Decided } from "../../domain/event.ts";
import type { Entry, Finding, Reason } from "../../dossier/entry.ts";
import { type Dossier, fold } from "../../dossier/fold.ts";
import type { Item } from "../../flow/define.ts";
import { mentions } from "../../flow/glean.ts";
import { stageAfter, stageOf } from "../../review/queue.ts";
import { readFindings } from "../../review/findings.ts";
import { type Point, pointsOf } from "../../review/points-to-see.ts";
import { readReason, reasonsFor } from "../../review/reasons.ts";
import { readReturnLine } from "../../review/return-line.ts";
import { listOfDossier, titleOf } from "../ask.ts";
import { audited } from "../audit.ts";
import { type ReviewDeed, type ReviewFound, wantReview } from "../review.ts";
import { phrase, say, speak } from "../say.ts";
import type { Effect, Scene, Turn } from "../scene.ts";
import { holder, officeName } from "../standing.ts";
import { circled, itemAt, opened } from "./dossier-sheet.ts";
import { mayNoteResults, waitsForDecision } from "./review-right.ts";

/** Reasons in one return, and characters of a message to the producer. */
const mostReasons = 30;
const longestNote = 500;
/** Reasons that are offered for one point. */
const mostOffered = 5;

/** Why it cannot be decided on now: somebody else was faster, its producer took it back, or changed it meanwhile. */
function moved(turn: Turn, dossier: Dossier, seen: number | undefined, scene: Scene): Turn | undefined {
  const fill = { title: titleOf(scene, dossier), office: holder(dossier, scene) };
  if (dossier.state === "draft") return say(turn, scene, "was-withdrawn", fill);
  if (!waitsForDecision(dossier, scene)) return opened(say(turn, scene, "was-decided", fill), dossier, scene);
  if (seen === undefined || seen === dossier.entries) return undefined;
  return opened(say(turn, scene, "was-changed", fill), dossier, scene);
}

const seenOf = (turn: Turn, dossier: Dossier): number | undefined =>
  turn.thread.review?.dossier === dossier.id ? turn.thread.review.seen : undefined;

/** Shows what would go back to the producer; nothing is sent yet. */
export function returnAsked(turn: Turn, dossier: Dossier, line: string, scene: Scene): Turn {
  const gone = moved(turn, dossier, seenOf(turn, dossier), scene);
  if (gone !== undefined) return gone;
  const read = readReturnLine(line);
  const list = listOfDossier(scene, dossier);
  const points = pointsOf(list, dossier);
  const wrong = read.parts
    .flatMap((part) => part.numbers)
    .find((one) => itemAt(turn, dossier, one, scene) === undefined);
  if (wrong !== undefined) return waiting(say(turn, scene, "no-such-point", { number: wrong }), dossier);
  // Words that name no item are a remark of their own, or beside others a message to the producer.
  const alone = read.parts.filter(
    (part) => part.numbers.length === 0 && itemNamed(part.words, dossier, scene) === undefined,
  );
  const beside = alone.length < read.parts.length ? alone : [];
  const reasons = read.parts
    .filter((part) => !beside.includes(part))
    .flatMap((part): readonly Reason[] => {
      const ids =
        part.numbers.length > 0
          ? part.numbers.flatMap((one) => itemAt(turn, dossier, one, scene) ?? [])
          : [itemNamed(part.words, dossier, scene)];
      return ids.map((id) => reasonOf(id, words(part, id, scene, dossier), points, dossier, scene));
    });
  if (reasons.length === 0) return waiting(say(turn, scene, "return-why"), dossier);
  if (reasons.length > mostReasons)
    return waiting(say(turn, scene, "return-many", { most: mostReasons }), dossier);
  const note = [...beside.map((part) => part.words), ...(read.note === undefined ? [] : [read.note])].join(
    ". ",
  );
  return showReturn(turn, dossier, reasons, note === "" ? undefined : note.slice(0, longestNote), scene);
}

const waiting = (turn: Turn, dossier: Dossier): Turn => ({
  ...turn,
  thread: { ...turn.thread, pending: { kind: "reasons", dossier: dossier.id } },
});

/** The words of a part without the name of the item they begin with: "giấy attp hết hạn" gives "hết hạn". */
function words(
  part: { readonly numbers: readonly number[]; readonly words: string },
  id: string | undefined,
  scene: Scene,
  dossier: Dossier,
): string {
  if (part.numbers.length > 0 || id === undefined) return part.words;
  const name =
    namesOf(listOfDossier(scene, dossier).items[id], scene).find((one) => mentions(part.words, one)) ?? "";
  const count = name.split(" ").length;
  const rest = part.words.split(" ").slice(count).join(" ");
  return rest === "" ? part.words : rest;
}

const namesOf = (item: Item | undefined, scene: Scene): readonly string[] => {
  if (item === undefined) return [];
  const paper = item.expect.kind === "paper" ? scene.setting.papers[item.expect.paper] : undefined;
  return [item.short, ...(item.also ?? []), ...(paper === undefined ? [] : [paper.name, paper.short])];
};

/** The item whose name begins the words; the longest name wins. */
function itemNamed(said: string, dossier: Dossier, scene: Scene): string | undefined {
  const { items } = listOfDossier(scene, dossier);
  const named = Object.keys(items).flatMap((id) =>
    dossier.answers[id] === undefined
      ? []
      : namesOf(items[id], scene)
          .filter((name) => mentions(said, name))
          .map((name) => ({ id, length: name.length })),
  );
  return named.toSorted((one, two) => two.length - one.length)[0]?.id;
}

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

/** Notes what was decided elsewhere: so many stars under a decision, or not reached. */
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
