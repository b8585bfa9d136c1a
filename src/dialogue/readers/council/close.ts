import type { OfSession } from "../../../domain/event.ts";
import type { Sheet } from "../../../domain/criteria.ts";
import { clockTime } from "../../../domain/instant.ts";
import type { FileRef } from "../../../domain/message.ts";
import type { Dossier } from "../../../dossier/fold.ts";
import { papersIn } from "../../../review/points-to-see.ts";
import { total } from "../../../review/points.ts";
import { stageAfter, stageOf } from "../../../review/queue.ts";
import {
  countedScores,
  goesOn,
  inConflict,
  type Outcome,
  outcome,
  quorum,
  reachedFrom,
  scorersOf,
  spread,
  toImprove,
} from "../../../review/score.ts";
import type { SessionPaper } from "../../../review/session-paper.ts";
import type { Product, Session } from "../../../review/session.ts";
import { listOfDossier, ownerOf } from "../../ask.ts";
import { audited } from "../../audit.ts";
import { hasOn } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import { keepSession, memberIn, type PaperName, type SessionFound } from "../../session.ts";
import { officeName, showScore } from "../../standing.ts";
import { keep, tellProducer } from "../office/decision.ts";
import { circled } from "../office/dossier-sheet.ts";
import { differLines, workOf } from "./scoring.ts";
import { leadsSessions } from "../office/review-right.ts";
import { councilStage, nameOf, productLines, sheetFor, whenOf } from "./open.ts";

/** A product with what its scores come to, and its dossier if it still waits for this. */
type Scored = {
  readonly product: Product;
  readonly sheet: Sheet | undefined;
  readonly outcome: Outcome | undefined;
  readonly dossier: Dossier | undefined;
};

const scoredIn = (session: Session, dossiers: readonly Dossier[], scene: Scene): readonly Scored[] =>
  session.products.map((product) => {
    const sheet = sheetFor(product.set, scene);
    return {
      product,
      sheet,
      outcome: sheet === undefined ? undefined : outcome(session, product.dossier, sheet),
      dossier: dossiers.find(
        (one) =>
          one.id === product.dossier &&
          one.ready === true &&
          one.stage === session.stage &&
          (product.since === undefined || one.since === product.since),
      ),
    };
  });

/** The office above that takes products on, and from so many points on. */
function above(
  scene: Scene,
):
  | { readonly id: string; readonly title: string; readonly office: string; readonly from: number }
  | undefined {
  const { programme } = scene.setting;
  const stage = councilStage(programme);
  const next = stage === undefined ? undefined : stageAfter(programme, stage);
  return next === undefined
    ? undefined
    : { id: next.id, title: next.title, office: next.title, from: next.from ?? reachedFrom };
}

/** How far a session is: for those who lead it, all of it; for a member their own part. */
export function stateOfSession(turn: Turn, found: SessionFound, scene: Scene): Turn {
  const { session } = found;
  const { person } = turn;
  const leads = leadsSessions(turn, scene);
  if (session === undefined || person === undefined)
    return say(turn, scene, leads ? "session-none-open" : "session-none");
  const me = memberIn(session, person);
  if (!leads && me === undefined) return say(turn, scene, "session-not-member", { id: session.id });
  const head = phrase(scene, session.state === "open" ? "session-state" : "session-state-closed", {
    id: session.id,
    about: whenOf(session, scene),
  });
  if (!leads && me !== undefined) {
    const { open } = workOf(session, me, scene);
    const lines = session.products.map((product, at) => {
      const own = session.scores.findLast(
        (one) => one.person === me.person && one.dossier === product.dossier,
      );
      const sheet = sheetFor(product.set, scene);
      const fill = { number: circled(at + 1), title: product.title };
      if (inConflict(session, me.person, product.dossier)) return phrase(scene, "mine-conflict", fill);
      return own === undefined || sheet === undefined || open.includes(product)
        ? phrase(scene, "mine-open", fill)
        : phrase(scene, "mine-done", { ...fill, total: total(own.points, sheet) });
    });
    return speak(
      audited(turn, person, "session-seen", session.id),
      [head, ...lines].join("\n"),
      session.state === "open" && open.length > 0
        ? [{ data: "hd:score", label: phrase(scene, "choice-score") }]
        : [],
    );
  }
  const lines = [
    head,
    ...presence(session, scene),
    ...memberLines(session, scene),
    ...productStates(session, me !== undefined, scene),
  ];
  return speak(
    audited(turn, person, "session-seen", session.id),
    lines.join("\n"),
    session.state === "open" ? [{ data: "hd:close", label: phrase(scene, "choice-close-session") }] : [],
  );
}

function presence(session: Session, scene: Scene): readonly string[] {
  const { present, needed } = quorum(session);
  const chair = session.members.find((one) => one.person === session.chair);
  return [
    phrase(scene, "session-presence", { present, all: session.members.length, needed }),
    chair === undefined
      ? phrase(scene, "session-no-chair-yet")
      : phrase(scene, session.present.includes(chair.person) ? "session-chair-there" : "session-chair-away", {
          name: nameOf(chair.name, session.members.indexOf(chair), scene),
        }),
  ];
}

const memberLines = (session: Session, scene: Scene): readonly string[] =>
  session.members.map((one, at) => {
    const { all, open } = workOf(session, one, scene);
    return phrase(scene, session.present.includes(one.person) ? "member-there" : "member-away", {
      name: nameOf(one.name, at, scene),
      done: all.length - open.length,
      all: all.length,
    });
  });

const isPresent = (session: Session, at: number): boolean =>
  session.present.includes(session.members[at]?.person ?? "");

/** Who has still to score each product; how far apart totals lie, for whoever does not score themselves. */
const productStates = (session: Session, scores: boolean, scene: Scene): readonly string[] =>
  session.products.flatMap((product, at) => {
    const sheet = sheetFor(product.set, scene);
    if (sheet === undefined) return [];
    const given = countedScores(session, product.dossier, sheet);
    const scorers = scorersOf(session, product.dossier);
    const missing = scorers.filter(
      (one) => session.present.includes(one.person) && !given.some((score) => score.person === one.person),
    );
    const fill = { number: circled(at + 1), title: product.title, done: given.length, all: scorers.length };
    const apart = spread(given, sheet);
    return [
      missing.length === 0
        ? phrase(scene, "product-state", fill)
        : phrase(scene, "product-state-missing", {
            ...fill,
            who: missing.map((one) => nameOf(one.name, session.members.indexOf(one), scene)).join(", "),
          }),
      ...(apart.tooFar && !scores
        ? [phrase(scene, "product-apart", { apart: apart.apart }), ...differLines(apart.differ, scene)]
        : []),
    ];
  });

/** Why it cannot be closed now. */
function unclosable(turn: Turn, session: Session, all: readonly Scored[], scene: Scene): Turn | undefined {
  if (session.state === "closed") return say(turn, scene, "session-is-closed", { id: session.id });
  const { present, needed, chair, reached } = quorum(session);
  if (!reached)
    return present < needed
      ? say(turn, scene, "close-no-quorum", { present, needed })
      : say(turn, scene, chair ? "close-no-quorum" : "close-no-chair", { present, needed });
  if (all.every((one) => one.outcome === undefined || one.dossier === undefined))
    return say(turn, scene, "close-nothing");
  return undefined;
}

/** What was seen before the yes: a score that comes in between shows it once more. */
const seenOf = (all: readonly Scored[]): string =>
  all
    .map((one) =>
      one.dossier === undefined ? "-" : `${one.outcome?.mean ?? ""}/${one.outcome?.counted ?? ""}`,
    )
    .join(" ");

/** Shows what closing would do: who is there, what is missing, and the result of each product. */
export function closeAsked(turn: Turn, found: SessionFound, session: Session, scene: Scene): Turn {
  const all = scoredIn(session, found.dossiers, scene);
  const no = unclosable(turn, session, all, scene);
  if (no !== undefined) return no;
  const scores = memberIn(session, turn.person) !== undefined;
  const conflicts = session.products.flatMap((product, at) => {
    const away = session.members.flatMap((one, place) =>
      inConflict(session, one.person, product.dossier) ? [nameOf(one.name, place, scene)] : [],
    );
    return away.length === 0
      ? []
      : [
          phrase(scene, "close-conflict", {
            number: circled(at + 1),
            title: product.title,
            who: away.join(", "),
          }),
        ];
  });
  const lines = [
    phrase(scene, "close-asked", { id: session.id }),
    ...presence(session, scene),
    ...memberLines(session, scene).filter((_, at) => !isPresent(session, at)),
    ...productStates(session, scores, scene),
    ...conflicts,
    ...(scores ? [] : [phrase(scene, "close-results"), ...all.map((one, at) => resultLine(one, at, scene))]),
    ...leftOut(all, scene),
  ];
  const asked: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "session-close", session: session.id, seen: seenOf(all) } },
  };
  return speak(asked, lines.join("\n"), [
    { data: "p:yes", label: phrase(scene, "choice-close-session") },
    { data: "p:no", label: phrase(scene, "choice-not-yet-close") },
  ]);
}

function resultLine({ product, outcome: of, dossier }: Scored, at: number, scene: Scene): string {
  const fill = { number: circled(at + 1), title: product.title };
  if (of === undefined || dossier === undefined) return phrase(scene, "result-none", fill);
  const all = { ...fill, score: showScore(of.mean), stars: of.stars };
  return goesOn(of, reachedFrom) ? phrase(scene, "result-line", all) : phrase(scene, "result-below", all);
}

const leftOut = (all: readonly Scored[], scene: Scene): readonly string[] => {
  const unscored = all.filter((one) => one.dossier !== undefined && one.outcome === undefined);
  const gone = all.filter((one) => one.dossier === undefined);
  const titles = (some: readonly Scored[]): string => some.map((one) => one.product.title).join(", ");
  return [
    ...(unscored.length === 0 ? [] : [phrase(scene, "close-unscored", { titles: titles(unscored) })]),
    ...(gone.length === 0 ? [] : [phrase(scene, "close-gone", { titles: titles(gone) })]),
  ];
};

/** Closes it: every scored dossier gets its result, its producer hears of it, and the papers can be made. */
export function closed(turn: Turn, found: SessionFound, session: Session, seen: string, scene: Scene): Turn {
  const { person } = turn;
  const all = scoredIn(session, found.dossiers, scene);
  const no = unclosable(turn, session, all, scene);
  if (no !== undefined || person === undefined) return no ?? turn;
  if (seen !== seenOf(all)) return closeAsked(say(turn, scene, "close-moved"), found, session, scene);
  const now: Session = { ...session, state: "closed", ends: timeWords(scene) };
  let done = keepSession(audited(turn, person, "session-closed", session.id), found, now);
  for (const { dossier, outcome: of } of all)
    if (dossier !== undefined && of !== undefined)
      done = evaluated(done, dossier, of, session, found.chats[dossier.id] ?? [], scene);
  const { session: _, ...thread } = done.thread;
  const news = (deed: "closed" | "papers"): OfSession => ({
    what: "session",
    deed,
    session: session.id,
    about: "",
    lines: [],
  });
  const leads = [...new Set([scene.threadId, ...found.leads])];
  const others = found.called.filter((one) => !leads.includes(one));
  const told: Turn = {
    ...done,
    thread,
    effects: [
      ...done.effects,
      ...(others.length === 0 ? [] : [{ kind: "tell", threads: others, news: news("closed") } as const]),
      { kind: "tell", threads: leads, news: news("papers") },
    ],
  };
  const on = above(scene);
  const going = all.filter(
    (one) =>
      one.dossier !== undefined &&
      one.outcome !== undefined &&
      on !== undefined &&
      goesOn(one.outcome, on.from),
  );
  const lines = [
    phrase(scene, "session-closed", { id: session.id }),
    ...all.map((one, at) => resultLine(one, at, scene)),
    ...leftOut(all, scene),
    ...(on === undefined || going.length === 0
      ? []
      : [phrase(scene, "session-closed-send", { id: session.id, count: going.length, next: on.title })]),
  ];
  return speak(told, lines.join("\n"));
}

const timeWords = (scene: Scene): string => {
  const [hour = "", minute = ""] = clockTime(scene.now).split(":");
  return `${Number(hour)} giờ ${minute}`;
};

/** The council's result in the dossier; what has not come far enough may be handed in again in a later round. */
function evaluated(
  turn: Turn,
  dossier: Dossier,
  of: Outcome,
  session: Session,
  chats: readonly string[],
  scene: Scene,
): Turn {
  const improve = [...toImprove(of)];
  const { mean: score, stars } = of;
  const evaluation = {
    kind: "evaluated",
    stage: session.stage,
    session: session.id,
    score,
    stars,
    improve,
  } as const;
  const reached = goesOn(of, reachedFrom);
  const kept = reached
    ? keep(turn, dossier, scene, evaluation)
    : keep(turn, dossier, scene, evaluation, { kind: "not-reached", improve });
  return tellProducer(
    kept,
    dossier,
    chats,
    { deed: reached ? "evaluated" : "not-reached", score, stars, improve },
    scene,
  );
}

/** A session that was opened by mistake is no more; nothing of it is kept. */
export function dropAsked(turn: Turn, session: Session, scene: Scene): Turn {
  if (session.state === "closed") return say(turn, scene, "session-is-closed", { id: session.id });
  const asked: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "session-drop", session: session.id } },
  };
  return say(asked, scene, "drop-asked", { id: session.id, count: session.scores.length }, [
    { data: "p:yes", label: phrase(scene, "choice-drop-session") },
    { data: "p:no", label: phrase(scene, "choice-not-now") },
  ]);
}

export function dropped(turn: Turn, found: SessionFound, session: Session, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined) return turn;
  if (session.state === "closed") return say(turn, scene, "session-is-closed", { id: session.id });
  const { id } = session;
  const gone = keepSession(audited(turn, person, "session-dropped", id), found, undefined);
  const others = found.called.filter((one) => one !== scene.threadId);
  const news: OfSession = { what: "session", deed: "dropped", session: id, about: "", lines: [] };
  const told: Turn =
    others.length === 0
      ? gone
      : { ...gone, effects: [...gone.effects, { kind: "tell", threads: others, news }] };
  return say(told, scene, "session-dropped", { id });
}

/** The dossiers of a closed session that go on to the office above, and have not gone yet. */
function toSend(found: SessionFound, session: Session, from: number, scene: Scene): readonly Dossier[] {
  return found.dossiers.filter((one) => {
    const product = session.products.find((of) => of.dossier === one.id);
    const sheet = product === undefined ? undefined : sheetFor(product.set, scene);
    const of = sheet === undefined ? undefined : outcome(session, one.id, sheet);
    return (
      one.state === "evaluated" &&
      stageOf(scene.setting.programme, one)?.id === session.stage &&
      of !== undefined &&
      goesOn(of, from)
    );
  });
}

/** Whether sending is this person's: it is the decision of the office at the council's stage. */
const sendsOn = (turn: Turn, scene: Scene): boolean => {
  const stage = councilStage(scene.setting.programme);
  return stage !== undefined && hasOn(turn, "review", { stage: stage.id, office: stage.office }, scene);
};

/** Shows which products would be sent on. */
export function sendAsked(turn: Turn, found: SessionFound, session: Session, scene: Scene): Turn {
  const on = above(scene);
  if (!sendsOn(turn, scene)) return say(turn, scene, "session-not-yours");
  if (session.state === "open" || on === undefined)
    return say(turn, scene, "session-not-closed", { id: session.id });
  const all = toSend(found, session, on.from, scene);
  if (all.length === 0) return say(turn, scene, "send-nothing", { id: session.id });
  const named = session.products.filter((one) => all.some((dossier) => dossier.id === one.dossier));
  const asked: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "session-send", session: session.id } },
  };
  return speak(
    asked,
    [phrase(scene, "send-asked", { count: all.length, next: on.title }), ...productLines(named)].join("\n"),
    [
      { data: "p:yes", label: phrase(scene, "choice-send") },
      { data: "p:no", label: phrase(scene, "choice-not-now") },
    ],
  );
}

/** Sends them on; each producer hears of it. */
export function sent(turn: Turn, found: SessionFound, session: Session, scene: Scene): Turn {
  const { person } = turn;
  const on = above(scene);
  if (!sendsOn(turn, scene)) return say(turn, scene, "session-not-yours");
  if (person === undefined || on === undefined || session.state === "open") return turn;
  const all = toSend(found, session, on.from, scene);
  if (all.length === 0) return say(turn, scene, "send-nothing", { id: session.id });
  let done = audited(turn, person, "sent-on", session.id);
  for (const dossier of all)
    done = tellProducer(
      keep(done, dossier, scene, { kind: "sent", to: on.id }),
      dossier,
      found.chats[dossier.id] ?? [],
      { deed: "sent", next: on.title },
      scene,
    );
  return say(done, scene, "session-sent", { count: all.length, next: on.title });
}

/** The papers that were made of a closed session; they are kept with it. */
export function papers(
  turn: Turn,
  found: SessionFound,
  session: Session,
  which: readonly PaperName[],
  scene: Scene,
): Turn {
  const { person } = turn;
  const { id } = session;
  if (person === undefined) return turn;
  if (session.state === "open") return say(turn, scene, "session-not-closed", { id });
  const named: Partial<Record<PaperName, FileRef>> = {};
  let told = audited(turn, person, "session-papers", id);
  for (const [at, name] of which.entries()) {
    const file = found.files[at];
    if (file !== undefined) {
      named[name] = file;
      told = speak(told, phrase(scene, `paper-${name}`, { id }), [], file);
    }
  }
  const fresh = which.some(
    (name) => named[name] !== undefined && named[name].hash !== session.files?.[name]?.hash,
  );
  const kept = fresh ? keepSession(told, found, { ...session, files: { ...session.files, ...named } }) : told;
  return Object.keys(named).length === which.length ? kept : say(kept, scene, "papers-failed", { id });
}

/** What the papers of a session are made of. */
export function paperOf(session: Session, dossiers: readonly Dossier[], scene: Scene): SessionPaper {
  const { programme, sets } = scene.setting;
  const on = above(scene);
  const products = session.products.flatMap((product) => {
    const sheet = sheetFor(product.set, scene);
    if (sheet === undefined) return [];
    const dossier = dossiers.find((one) => one.id === product.dossier);
    const { must, ofMust, may, ofMay } =
      dossier === undefined
        ? { must: 0, ofMust: 0, may: 0, ofMay: 0 }
        : papersIn(listOfDossier(scene, dossier), dossier);
    return [
      {
        dossier: product.dossier,
        ...(product.code === undefined ? {} : { code: product.code }),
        title: product.title,
        owner: product.owner ?? (dossier === undefined ? "" : ownerOf(scene, dossier)),
        set: sets[programme.law]?.find((one) => one.id === product.set)?.name ?? product.set,
        state: phrase(scene, "paper-state", { must, ofMust, may, ofMay }),
        sheet,
      },
    ];
  });
  const stage = councilStage(programme);
  const secretary = session.secretary.name === "" ? "………………" : session.secretary.name;
  return {
    programme,
    council: phrase(scene, "council-name", {
      office: stage === undefined ? programme.place : officeName(scene, { office: stage.office }),
    }),
    session: {
      ...session,
      secretary: { ...session.secretary, name: secretary },
      members: session.members.map((one, at) => ({ ...one, name: nameOf(one.name, at, scene) })),
    },
    products,
    ...(on === undefined ? {} : { above: { office: on.office, from: on.from } }),
  };
}
