import { allParts, type Part } from "../../domain/criteria.ts";
import type { Choice } from "../../domain/message.ts";
import { type Dossier, isOpen } from "../../dossier/fold.ts";
import { needs } from "../../flow/needs.ts";
import {
  type Ready,
  isForCouncil,
  type Range,
  type Step,
  stepsOf,
  type Stop,
  stopsFor,
  wordsFor,
} from "../../review/readiness.ts";
import { listOfDossier, titleOf } from "../ask.ts";
import { waitsForWords } from "../back.ts";
import { issuerOf } from "../duty.ts";
import { officeOfPaper } from "../duty-of-paper.ts";
import { phrase, say, speak } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";
import { isSelfScored, pointsOf, readinessOf, type Standing } from "../self-assessment.ts";
import { clauseOf } from "./requirements.ts";

/** Steps and stops that one message names. */
const mostSteps = 3;
const mostStops = 8;
/** The first stars that a round is for. */
const reached = 3;

/** What stops it, then the range, then the cheapest next points. */
export function summed(
  turn: Turn,
  dossier: Dossier,
  standing: Standing,
  wanted: number | undefined,
  scene: Scene,
): Turn {
  const lines = [
    phrase(scene, "ready-title", { title: titleOf(scene, dossier) }),
    ...stopLines(standing, wanted, scene),
    ...sumLines(standing, scene),
    ...(isOpen(dossier) ? ["", ...stepLines(turn, dossier, standing, scene)] : []),
  ];
  return offers(speak(turn, lines.join("\n")), scene);
}

/** The least points of the next star that are not there yet; what only the council can see in one line. */
function stopLines({ at, sheet }: Standing, wanted: number | undefined, scene: Scene): readonly string[] {
  const first = at.stops.map((one) => one.stars).toSorted((one, two) => one - two)[0];
  const asked = sheet.criteria.some((one) => one.least.length > 0);
  const stars = wanted ?? first ?? (asked ? undefined : reached);
  if (stars === undefined) return [];
  const all = stopsFor(at, stars);
  const readyOf = (stop: Stop): Ready | undefined =>
    at.criteria.find((one) => one.criterion.id === stop.criterion.id);
  const [seen, others] = [
    all.filter((one) => isSeen(readyOf(one))),
    all.filter((one) => !isSeen(readyOf(one))),
  ];
  const known = sheet.criteria.some((one) => one.least.some((least) => least.stars === stars));
  const unread = known ? [] : [phrase(scene, "ready-stops-unread", { stars })];
  if (all.length === 0) return known ? [phrase(scene, "ready-stops-none", { stars })] : unread;
  return [
    ...(others.length === 0 ? [] : [phrase(scene, "ready-stops", { stars })]),
    ...others.slice(0, mostStops).map((one) => {
      const of = readyOf(one);
      return phrase(scene, one.open ? "ready-stop" : "ready-stop-short", {
        id: one.criterion.id,
        title: one.criterion.title,
        needs: one.needs,
        has: one.has,
        what:
          (of === undefined ? undefined : wordsFor(of, one.needs)) ??
          phrase(scene, "ready-points", { points: one.needs }),
      });
    }),
    ...(others.length > mostStops ? [phrase(scene, "ready-more", { count: others.length - mostStops })] : []),
    ...(seen.length === 0
      ? []
      : [
          phrase(scene, "ready-stops-council", {
            stars,
            what: seen.map((one) => `${one.criterion.id} ${one.criterion.title}`).join(", "),
          }),
        ]),
    ...unread,
  ];
}

const isSeen = (one: Ready | undefined): boolean => one !== undefined && isForCouncil(one);

export function sumLines({ at, sheet }: Standing, scene: Scene): readonly string[] {
  const open = at.criteria.filter((one) => one.own === undefined && one.told.low < one.told.high).length;
  const unproven = at.criteria.filter((one) => typeof one.own === "number" && !one.proven).length;
  return [
    phrase(scene, "ready-sum", { points: rangeOf(at.total), stars: rangeOf(at.stars) }),
    phrase(scene, "ready-parts", {
      a: rangeOf(at.parts.A),
      b: rangeOf(at.parts.B),
      c: rangeOf(at.parts.C),
    }),
    ...(sheet.note === undefined ? [] : [sheet.note]),
    ...(open === 0 ? [] : [phrase(scene, "ready-open", { count: open })]),
    ...(unproven === 0 ? [] : [phrase(scene, "ready-unproven", { count: unproven })]),
  ];
}

/** "58–66", or one number where both ends are the same. */
const rangeOf = ({ low, high }: Range): string => (low === high ? String(low) : `${low}–${high}`);

/** The points of a self-assessment, for those who judge a dossier; nothing where nobody gave any. */
export function selfScoreLine(dossier: Dossier, scene: Scene): readonly string[] {
  const standing = isSelfScored(dossier) ? readinessOf(dossier, scene) : undefined;
  return standing === undefined
    ? []
    : [phrase(scene, "sheet-self-score", { points: rangeOf(standing.at.total) })];
}

/** The three cheapest next points, each with what it needs. */
export function stepLines(turn: Turn, dossier: Dossier, standing: Standing, scene: Scene): readonly string[] {
  const list = listOfDossier(scene, dossier);
  const steps = stepsOf(standing.at, list, standing.evidence, dossier.answers, (item) =>
    daysFor(item, dossier, scene),
  ).slice(0, mostSteps);
  if (steps.length === 0) return [phrase(scene, "ready-steps-none")];
  return [
    phrase(scene, "ready-steps", { count: steps.length }),
    ...steps.map((one) => stepLine(turn, one, dossier, standing, scene)),
  ];
}

/** Days until a paper can be there, with what has to be there before it; undefined: nobody knows. */
function daysFor(id: string, dossier: Dossier, scene: Scene): number | undefined {
  const list = listOfDossier(scene, dossier);
  const need = needs(list, dossier.answers).find((one) => one.id === id);
  const expect = need?.item.expect;
  const own = expect?.kind === "paper" ? scene.setting.papers[expect.paper]?.leadTime.days : 0;
  const before = (need?.after ?? [])
    .filter((one) => dossier.answers[one] === undefined && one !== id)
    .map((one) => daysFor(one, dossier, scene));
  return own === undefined || before.includes(undefined)
    ? undefined
    : own + Math.max(0, ...before.flatMap((one) => one ?? []));
}

function stepLine(turn: Turn, step: Step, dossier: Dossier, { at }: Standing, scene: Scene): string {
  const { items } = listOfDossier(scene, dossier);
  const item = step.item === undefined ? undefined : items[step.item];
  const of = step.criteria.map((one) => one.id).join(", ");
  const gain =
    step.gains === step.upTo
      ? phrase(scene, "ready-gain", { points: step.upTo })
      : phrase(scene, "ready-gain-up-to", { points: step.upTo });
  if (step.by === "choose" || item === undefined) {
    const [criterion] = step.criteria;
    const proofs = at.criteria.find((one) => one.criterion.id === criterion?.id)?.proofs ?? [];
    return phrase(scene, "ready-step-choose", {
      id: of,
      title: criterion?.title ?? "",
      gain,
      proof: proofs.map((one) => items[one]?.short ?? one).join(", "),
    });
  }
  const expect = item.expect;
  const paper = expect.kind === "paper" ? scene.setting.papers[expect.paper] : undefined;
  if (paper === undefined) return phrase(scene, "ready-step-answer", { what: item.short, gain, of });
  return phrase(scene, "ready-step-paper", {
    what: item.short,
    gain,
    of,
    time: paper.leadTime.text,
    office: officeOfPaper(turn, paper, scene)?.name ?? issuerOf(scene, paper),
    clause: clauseOf(item.because ?? dossier.law, ""),
  });
}

/** What can be done next, without a number that the open question could mean. */
export function offers(turn: Turn, scene: Scene): Turn {
  const last = turn.effects.at(-1);
  if (last?.kind !== "say") return turn;
  const choices: readonly Choice[] = [
    ...(isOpen(turn.dossier) ? [{ data: "sc:go", label: phrase(scene, "choice-score-self") }] : []),
    { data: "sc:list:A", label: phrase(scene, "choice-see-criteria") },
    { data: "sc:how", label: phrase(scene, "choice-how-scored") },
    ...(isOpen(turn.dossier)
      ? [
          {
            data: waitsForWords(turn) ? "c:repeat" : "c:continue",
            label: phrase(scene, "choice-go-on"),
          },
        ]
      : []),
  ];
  return {
    ...turn,
    effects: [...turn.effects.slice(0, -1), { ...last, message: { ...last.message, choices } }],
  };
}

/** One line for a criterion: what is known of it, what the producer says, and what proves it. */
function criterionLine(one: Ready, dossier: Dossier, scene: Scene): string {
  const { criterion, own, proven, proofs } = one;
  const { items } = listOfDossier(scene, dossier);
  const points = pointsOf(one);
  const head = `${criterion.id} ${criterion.title}`;
  if (points === undefined)
    return `• ${phrase(scene, isForCouncil(one) ? "ready-line-council" : "ready-line-open", { head, points: rangeOf(one.told) })}`;
  const says = wordsFor(one, points);
  const proof =
    proofs.length > 0
      ? phrase(scene, "ready-proof", { what: proofs.map((id) => items[id]?.short ?? id).join(", ") })
      : typeof own === "number" && !proven
        ? phrase(scene, "ready-no-proof")
        : "";
  const parts = [says ?? "", proof].filter((part) => part !== "").join("; ");
  return `• ${phrase(scene, "ready-line", { head, points })}${parts === "" ? "" : ` (${parts})`}`;
}

const linesOf = (part: Part, dossier: Dossier, { at, sheet }: Standing, scene: Scene): readonly string[] => [
  phrase(scene, "ready-part", { part, points: rangeOf(at.parts[part]) }),
  ...(sheet.totals.includes(part) && sheet.note !== undefined ? [sheet.note] : []),
  ...at.criteria
    .filter((one) => one.criterion.part === part)
    .map((one) => criterionLine(one, dossier, scene)),
];

/** The criteria of one part. */
export function listed(turn: Turn, dossier: Dossier, standing: Standing, part: Part, scene: Scene): Turn {
  const next = allParts[allParts.indexOf(part) + 1];
  const how = isOpen(dossier)
    ? [phrase(scene, "ready-change-how", { id: standing.sheet.criteria[0]?.id ?? "1.1" })]
    : [];
  const told = offers(speak(turn, [...linesOf(part, dossier, standing, scene), ...how].join("\n")), scene);
  const last = told.effects.at(-1);
  if (next === undefined || last?.kind !== "say") return told;
  const more = { data: `sc:list:${next}`, label: phrase(scene, "choice-next-part", { part: next }) };
  const choices = (last.message.choices ?? []).map((one) => (one.data.startsWith("sc:list") ? more : one));
  return {
    ...told,
    effects: [...told.effects.slice(0, -1), { ...last, message: { ...last.message, choices } }],
  };
}

/** All of a self-assessment, for somebody of an office. */
export function selfScoreShown(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const standing = readinessOf(dossier, scene);
  if (standing === undefined || !isSelfScored(dossier)) return say(turn, scene, "ready-not-scored");
  const lines = [
    phrase(scene, "sheet-self-score-head", {
      title: titleOf(scene, dossier),
      points: rangeOf(standing.at.total),
    }),
    ...allParts.flatMap((part) => linesOf(part, dossier, standing, scene)),
  ];
  return speak(turn, lines.join("\n"));
}
