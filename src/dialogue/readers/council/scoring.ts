import type { OfSession } from "../../../domain/event.ts";
import { allParts, type Sheet } from "../../../domain/criteria.ts";
import type { Choice } from "../../../domain/message.ts";
import { partSums, readPoints, total, unscored, withPoints } from "../../../review/points.ts";
import { bandOf, countedScores, inConflict, spread } from "../../../review/score.ts";
import { isCalled, readName } from "../../../review/session-line.ts";
import type { Member, Points, Product, Session } from "../../../review/session.ts";
import { audited } from "../../audit.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import { keepSession, memberIn, type SessionDeed, type SessionFound, wantSession } from "../../session.ts";
import { selfScoreShown } from "../readiness-shown.ts";
import { allShown, circled, pointShown } from "../office/dossier-sheet.ts";
import { productLines, sheetFor } from "./open.ts";

type Here = {
  readonly found: SessionFound;
  readonly session: Session;
  readonly me: Member;
};

/** What a member does in the session that is open. */
export function byMember(turn: Turn, found: SessionFound, scene: Scene): Turn {
  const { session, deed } = found;
  const { person } = turn;
  if (session === undefined || person === undefined) return say(turn, scene, "session-none");
  const me = memberIn(session, person);
  if (me === undefined) return say(turn, scene, "session-not-member", { id: session.id });
  if (session.state === "closed") return over(turn, session, scene);
  const known: Turn =
    turn.thread.session?.id === session.id
      ? turn
      : { ...turn, thread: { ...turn.thread, session: { id: session.id } } };
  return inSession(known, { found, session, me }, deed, scene);
}

/** What somebody was about to give when the session was closed does not count any more. */
function over(turn: Turn, session: Session, scene: Scene): Turn {
  const { session: at, ...thread } = turn.thread;
  const left: Turn = { ...turn, thread };
  return at?.id === session.id && Object.keys(at.points ?? {}).length > 0
    ? say(left, scene, "session-over-lost", { id: session.id })
    : say(left, scene, "session-over", { id: session.id });
}

function inSession(turn: Turn, at: Here, deed: SessionDeed, scene: Scene): Turn {
  const { session, me } = at;
  if (deed.do === "conflict") return conflicts(turn, at, deed.products, scene);
  if (deed.do === "name") return introduced(turn, at, deed.text, scene);
  const there = session.present.includes(me.person)
    ? turn
    : keep(turn, at, { ...session, present: [...session.present, me.person] }, "session-joined", session.id);
  const now: Here = { ...at, session: keptIn(there, session) };
  if (me.name === "") return nameAsked(there, session, scene);
  if (session.declared?.includes(me.person) !== true) return conflictsAsked(there, now, scene);
  switch (deed.do) {
    case "here":
      return nextToScore(say(there, scene, "session-here", { id: session.id }), now, scene);
    case "score":
      return deed.product === undefined
        ? nextToScore(there, now, scene)
        : chosen(there, now, deed.product, scene);
    case "single":
      return scoring(there, now, { single: true }, scene);
    case "points":
      return typed(there, now, deed.text, scene);
    case "count":
      return counted(there, now, scene);
    case "see":
    case "self-score":
    case "pages":
      return evidence(there, now, deed, scene);
    default:
      return there;
  }
}

/** The session as this very turn leaves it. */
function keptIn(turn: Turn, before: Session): Session {
  const kept = turn.effects.findLast((one) => one.kind === "keep-session");
  return kept?.kind === "keep-session" && kept.now !== undefined ? kept.now : before;
}

type MemberDeed = "session-joined" | "session-conflict" | "session-scored";

function keep(turn: Turn, { found }: Here, now: Session, deed: MemberDeed, about: string): Turn {
  if (turn.person === undefined) return turn;
  return keepSession(audited(turn, turn.person, deed, about), found, now);
}

function nameAsked(turn: Turn, session: Session, scene: Scene): Turn {
  const asked: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "session-name", session: session.id } },
  };
  return say(asked, scene, "session-name-asked", { id: session.id });
}

/** Name and office, once: they stand in the minutes. */
function introduced(turn: Turn, at: Here, text: string, scene: Scene): Turn {
  const { session, me } = at;
  const read = readName(text);
  if (read === undefined) return say(nameAsked(turn, session, scene), scene, "session-name-again");
  const { chairName, ...rest } = session;
  const chairs = chairName !== undefined && session.chair === "" && isCalled(read.name, chairName);
  const now: Session = {
    ...(chairs ? { ...rest, chair: me.person } : session),
    present: [...new Set([...session.present, me.person])],
    members: session.members.map((one) => (one.person === me.person ? { ...one, ...read } : one)),
  };
  const told = say(
    keep(turn, at, now, "session-joined", session.id),
    scene,
    chairs ? "session-you-chair" : "session-noted-name",
    { who: read.from === "" ? read.name : `${read.name}, ${read.from}` },
  );
  return session.declared?.includes(me.person) === true
    ? nextToScore(told, { ...at, session: now }, scene)
    : conflictsAsked(told, { ...at, session: now }, scene);
}

/** Asked once, before anything is scored. */
function conflictsAsked(turn: Turn, { session }: Here, scene: Scene): Turn {
  const asked: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "session-conflict", session: session.id } },
  };
  return speak(
    asked,
    [phrase(scene, "session-conflict-asked"), ...productLines(session.products)].join("\n"),
    [
      { data: "hd:none", label: phrase(scene, "choice-no-conflict") },
      { data: "hd:some", label: phrase(scene, "choice-conflict") },
    ],
  );
}

/** Keeps a member away from products; what they gave them before does not count any more. */
function conflicts(turn: Turn, at: Here, numbers: readonly number[], scene: Scene): Turn {
  const { session, me } = at;
  const meant = numbers.map((one) => session.products[one - 1]);
  const strange = numbers.find((one) => session.products[one - 1] === undefined);
  if (strange !== undefined)
    return say(
      turn,
      scene,
      "session-no-product",
      { number: strange, count: session.products.length },
      turn.thread.offered,
    );
  const products = meant.flatMap((one) => one ?? []);
  if (products.length === 0 && session.declared?.includes(me.person) === true)
    return say(turn, scene, "session-conflict-how");
  const now: Session = {
    ...session,
    declared: [...new Set([...(session.declared ?? []), me.person])],
    conflicts: [
      ...session.conflicts,
      ...products
        .filter((one) => !inConflict(session, me.person, one.dossier))
        .map((one) => ({ person: me.person, dossier: one.dossier })),
    ],
  };
  const { session: chat, ...thread } = turn.thread;
  const away = chat?.product !== undefined && products.some((one) => one.dossier === chat.product);
  const left: Turn = away ? { ...turn, thread: { ...thread, session: { id: session.id } } } : turn;
  const about = [session.id, ...products.map((one) => one.dossier)].join(" ");
  const kept = keep(left, at, now, "session-conflict", about);
  const told =
    products.length === 0
      ? kept
      : say(kept, scene, "session-conflict-noted", { titles: products.map((one) => one.title).join(", ") });
  if (me.name === "") return nameAsked(told, session, scene);
  return nextToScore(told, { ...at, session: now }, scene);
}

const pointsOf = (session: Session, me: Member, dossier: string): Points | undefined =>
  session.scores.findLast((one) => one.person === me.person && one.dossier === dossier)?.points;

const isScored = (session: Session, me: Member, one: Product, scene: Scene): boolean => {
  const sheet = sheetFor(one.set, scene);
  const given = pointsOf(session, me, one.dossier);
  return given !== undefined && sheet !== undefined && unscored(given, sheet).length === 0;
};

/** The products of a session that a member scores, and those of them that they have not scored yet. */
export function workOf(session: Session, me: Member, scene: Scene) {
  const all = session.products.filter((one) => !inConflict(session, me.person, one.dossier));
  return { all, open: all.filter((one) => !isScored(session, me, one, scene)) };
}

function nextToScore(turn: Turn, at: Here, scene: Scene): Turn {
  const { all, open } = workOf(at.session, at.me, scene);
  const current = turn.thread.session?.product;
  const next = open.find((one) => one.dossier === current) ?? open[0];
  if (next === undefined) {
    const done: Turn = { ...turn, thread: { ...turn.thread, session: { id: at.session.id } } };
    return all.length === 0
      ? say(done, scene, "score-nothing")
      : say(done, scene, "score-all-done", { count: all.length });
  }
  return opened(turn, at, next, scene);
}

function chosen(turn: Turn, at: Here, number: number, scene: Scene): Turn {
  const product = at.session.products[number - 1];
  if (product === undefined)
    return say(turn, scene, "session-no-product", { number, count: at.session.products.length });
  if (inConflict(at.session, at.me.person, product.dossier))
    return say(turn, scene, "score-in-conflict", { title: product.title });
  return opened(turn, at, product, scene);
}

/** A product in front of a member, with what they have given it so far. */
function opened(turn: Turn, at: Here, product: Product, scene: Scene): Turn {
  const before = turn.thread.session;
  const same = before?.product === product.dossier;
  const points = (same ? before.points : undefined) ?? pointsOf(at.session, at.me, product.dossier) ?? {};
  const single = before?.single === true ? { single: true as const } : {};
  const session = { id: at.session.id, product: product.dossier, points: { ...points }, ...single };
  return shown({ ...turn, thread: { ...turn.thread, session } }, at, product, true, scene);
}

/** The product that is being scored; undefined when there is none, or none that may be. */
function inHand(turn: Turn, { session, me }: Here): Product | undefined {
  const { product } = turn.thread.session ?? {};
  return product === undefined || inConflict(session, me.person, product)
    ? undefined
    : session.products.find((one) => one.dossier === product);
}

function scoring(turn: Turn, at: Here, how: { readonly single?: true }, scene: Scene): Turn {
  const product = inHand(turn, at);
  const { session } = turn.thread;
  if (product === undefined || session === undefined) return nextToScore(turn, at, scene);
  return shown(
    { ...turn, thread: { ...turn.thread, session: { ...session, ...how } } },
    at,
    product,
    false,
    scene,
  );
}

/** The next part of the sheet, or the next criterion of it; the sums when all of it is there. */
function shown(turn: Turn, at: Here, product: Product, first: boolean, scene: Scene): Turn {
  const sheet = sheetFor(product.set, scene);
  if (sheet === undefined) return say(turn, scene, "score-no-sheet", { title: product.title });
  const points = turn.thread.session?.points ?? {};
  const open = unscored(points, sheet);
  const [next] = open;
  const head = first ? [headOf(product, at, scene)] : [];
  if (next === undefined) return summed(turn, product, sheet, points, head, scene);
  if (turn.thread.session?.single === true && next.levels !== undefined)
    return speak(
      turn,
      [...head, phrase(scene, "score-criterion", { id: next.id, title: next.title, left: open.length })].join(
        "\n",
      ),
      levelsOf(next.id, next.levels, scene),
    );
  const part = partOf(sheet, next.id);
  const rows = open
    .filter((one) => partOf(sheet, one.id) === part)
    .map((one) => `${one.id} ${one.title}: ${one.levels?.join(", ") ?? `0–${one.most}`}`);
  const lines = [
    ...head,
    phrase(scene, "score-part", { part, most: sheet.parts[part], title: product.title }),
    ...rows,
    ...(first && sheet.note !== undefined ? [sheet.note] : []),
    phrase(scene, "score-how", { first: next.id, points: next.levels?.at(-1) ?? next.most }),
  ];
  return speak(turn, lines.join("\n"), [
    { data: "hd:pages:0", label: phrase(scene, "choice-see-dossier") },
    { data: "hd:single", label: phrase(scene, "choice-one-by-one") },
  ]);
}

function headOf(product: Product, { session }: Here, scene: Scene): string {
  const set = scene.setting.sets[scene.setting.programme.law]?.find((one) => one.id === product.set)?.name;
  return phrase(scene, "score-head", {
    number: circled(session.products.indexOf(product) + 1),
    title: product.title,
    owner: product.owner ?? "",
    set: set ?? product.set,
  });
}

const partOf = (sheet: Sheet, id: string) =>
  sheet.criteria.find((one) => one.id === id)?.part ?? allParts.find((one) => one === id) ?? "A";

/** Levels to tap, in such an order that their numbers are their points, as far as that goes; none comes last. */
const levelsOf = (id: string, levels: readonly number[], scene: Scene): readonly Choice[] =>
  inOrderOf(levels).map((level) => ({
    data: `hd:p:${id}:${level}`,
    label: phrase(scene, "choice-points", { points: level }),
  }));

const inOrderOf = (levels: readonly number[]): readonly number[] => [
  ...levels.filter((one) => one > 0),
  ...levels.filter((one) => one === 0),
];

/** A tapped level. */
export const pointAt = (turn: Turn, rest: string): Turn => {
  const [id = "", level = ""] = rest.split(":");
  return wantSession(turn, { do: "points", text: `${id} ${level}` });
};

/** Points as they are typed; they do not count before the sums were seen. */
function typed(turn: Turn, at: Here, text: string, scene: Scene): Turn {
  const product = inHand(turn, at);
  const sheet = product === undefined ? undefined : sheetFor(product.set, scene);
  const chat = turn.thread.session;
  if (product === undefined || sheet === undefined || chat === undefined) return nextToScore(turn, at, scene);
  const before = chat.points ?? {};
  const [next] = unscored(before, sheet);
  if (/^\d{1,2}$/u.test(text) && next?.levels !== undefined) {
    const level = Number(text);
    const listed = inOrderOf(next.levels)[level - 1];
    const isLevel = next.levels.includes(level);
    // Typed where levels have numbers too: only what means the same both ways, or one thing only, is taken.
    if (isLevel && listed !== undefined && listed !== level)
      return say(
        turn,
        scene,
        "score-which",
        { id: next.id, points: level },
        levelsOf(next.id, next.levels, scene),
      );
    if (isLevel) return typed(turn, at, `${next.id} ${level}`, scene);
    if (listed !== undefined) return typed(turn, at, `${next.id} ${listed}`, scene);
  }
  const read = readPoints(row(text, before, sheet), sheet);
  if (!read.ok) return say(turn, scene, read.code, read.with ?? {}, turn.thread.offered);
  const points = { ...withPoints(before, read.value, sheet) };
  const noted: Turn = { ...turn, thread: { ...turn.thread, session: { ...chat, points } } };
  const one = Object.entries(read.value);
  const told =
    chat.single === true && one.length === 1
      ? say(noted, scene, "score-noted-one", { id: one[0]?.[0] ?? "", points: one[0]?.[1] ?? 0 })
      : noted;
  return shown(told, at, product, false, scene);
}

/** A row of numbers for the part that was just shown is written out. */
function row(text: string, before: Points, sheet: Sheet): string {
  const [next, ...more] = unscored(before, sheet);
  const numbers = text.trim().split(/[\s,;]+/u);
  if (next === undefined || numbers.some((one) => !/^\d+$/u.test(one))) return text;
  const part = partOf(sheet, next.id);
  const open = [next, ...more].filter((one) => partOf(sheet, one.id) === part);
  return numbers.length === open.length
    ? open.map((one, at) => `${one.id} ${numbers[at] ?? ""}`).join(", ")
    : text;
}

/** All points and their sums, to be said yes to. */
function summed(
  turn: Turn,
  product: Product,
  sheet: Sheet,
  points: Points,
  head: readonly string[],
  scene: Scene,
): Turn {
  const sums = partSums(points, sheet);
  const whole = total(points, sheet);
  const given = [...sheet.criteria.map((one) => one.id), ...allParts].flatMap((id) =>
    points[id] === undefined ? [] : [`${id}: ${points[id]}`],
  );
  const pending = {
    kind: "session-score",
    session: turn.thread.session?.id ?? "",
    dossier: product.dossier,
  } as const;
  const asked: Turn = { ...turn, thread: { ...turn.thread, pending } };
  const lines = [
    ...head,
    phrase(scene, "score-sums", { title: product.title, ...sums, total: whole, stars: bandOf(whole) }),
    given.join(" · "),
    phrase(scene, "score-change-how", { id: sheet.criteria[0]?.id ?? "C" }),
  ];
  return speak(asked, lines.join("\n"), [
    { data: "p:yes", label: phrase(scene, "choice-count") },
    { data: "p:no", label: phrase(scene, "choice-change-points") },
  ]);
}

/** From now on these points are the member's; whoever keeps the minutes hears of it when totals lie too far apart. */
function counted(turn: Turn, at: Here, scene: Scene): Turn {
  const { session, me, found } = at;
  const product = inHand(turn, at);
  const sheet = product === undefined ? undefined : sheetFor(product.set, scene);
  const points = turn.thread.session?.points;
  if (product === undefined || sheet === undefined || points === undefined)
    return nextToScore(turn, at, scene);
  if (unscored(points, sheet).length > 0) return shown(turn, at, product, false, scene);
  const { dossier } = product;
  const scores = [
    ...session.scores.filter((one) => one.person !== me.person || one.dossier !== dossier),
    { person: me.person, dossier, points: { ...points } },
  ];
  const scored: Session = { ...session, scores };
  const apart = spread(countedScores(scored, dossier, sheet), sheet);
  const alerts = apart.tooFar && session.alerted?.includes(dossier) !== true && found.leads.length > 0;
  const now: Session = alerts ? { ...scored, alerted: [...(session.alerted ?? []), dossier] } : scored;
  const news: OfSession = {
    what: "session",
    deed: "spread",
    session: session.id,
    about: product.title,
    apart: apart.apart,
    lines: differLines(apart.differ, scene),
  };
  const kept = keep(turn, at, now, "session-scored", `${session.id} ${dossier}`);
  const told: Turn = alerts
    ? { ...kept, effects: [...kept.effects, { kind: "tell", threads: found.leads, news }] }
    : kept;
  const single = turn.thread.session?.single === true ? { single: true as const } : {};
  const free: Turn = { ...told, thread: { ...told.thread, session: { id: session.id, ...single } } };
  const said = say(free, scene, "score-counted", { title: product.title, total: total(points, sheet) });
  return nextToScore(said, { ...at, session: now }, scene);
}

/** The criteria that differ most, one line each. */
export const differLines = (differ: ReturnType<typeof spread>["differ"], scene: Scene): readonly string[] =>
  differ.map((one) => phrase(scene, "differ-line", { ...one }));

/** The dossier of the product that is being scored: there is no other way to it for a member. */
function evidence(
  turn: Turn,
  at: Here,
  deed: Extract<SessionDeed, { do: "see" | "pages" | "self-score" }>,
  scene: Scene,
): Turn {
  const product = inHand(turn, at);
  const dossier = at.found.dossiers.find((one) => one.id === product?.dossier);
  if (product === undefined) return nextToScore(turn, at, scene);
  if (dossier === undefined || dossier.state === "draft")
    return say(turn, scene, "score-dossier-gone", { title: product.title });
  if (deed.do === "self-score") return selfScoreShown(turn, dossier, scene);
  if (deed.do === "see")
    return say(pointShown(turn, dossier, deed.number, scene), scene, "score-go-on", {}, [
      { data: "hd:score", label: phrase(scene, "choice-go-on-scoring") },
    ]);
  const seen = allShown(turn, dossier, deed.page, scene);
  return turn.person === undefined ? seen : audited(seen, turn.person, "opened", dossier.id);
}
