import { dayOf, showDay } from "../../../domain/instant.ts";
import type { Choice } from "../../../domain/message.ts";
import type { Dossier } from "../../../dossier/fold.ts";
import { filesOf } from "../../../flow/answers.ts";
import type { Checklist } from "../../../flow/define.ts";
import { firstPoints, papersIn, type Point, pointsOf } from "../../../review/points-to-see.ts";
import { listOfDossier, ownerOf, titleOf } from "../../ask.ts";
import { audited } from "../../audit.ts";
import { itemNamed } from "../../named-item.ts";
import { capital, phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import { show } from "../../show.ts";
import { standing } from "../../standing.ts";
import { signedLines } from "../forms.ts";
import { mayDecideOn, waitsForDecision } from "./review-right.ts";

/** Points in a summary, answers on a page of all of them. */
const mostInSummary = 8;
const mostOnPage = 15;

/** The number of a point in a circle, so that it is not taken for a choice. */
export const circled = (number: number): string =>
  number <= 20
    ? String.fromCodePoint(0x245f + number)
    : number <= 35
      ? String.fromCodePoint(0x323c + number)
      : number <= 50
        ? String.fromCodePoint(0x328d + number)
        : `(${number})`;

/** A dossier's summary: who, what, how complete, what to look at, and what can be done with it. */
export function opened(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const list = listOfDossier(scene, dossier);
  const points = pointsOf(list, dossier);
  const first = firstPoints(list, dossier, points);
  const seen = looking(turn, dossier, points);
  const decides = waitsForDecision(dossier, scene) && mayDecideOn(turn, dossier, scene);
  const { must, ofMust, may, ofMay } = papersIn(list, dossier);
  const again = dossier.remarks !== undefined;
  const lines = [
    headline(list, dossier, scene),
    capital(standing(dossier, scene)),
    ...(again ? [] : [phrase(scene, "sheet-papers", { must, ofMust, may, ofMay })]),
    ...(first.length === 0 ? [] : [phrase(scene, again ? "sheet-changed" : "sheet-look")]),
    ...first.slice(0, mostInSummary).map((one, at) => pointLine(one, at + 1, list, dossier, scene)),
    ...(first.length > mostInSummary
      ? [phrase(scene, "and-more", { count: first.length - mostInSummary })]
      : []),
    ...generalRemarks(dossier, scene),
    ...signedLines(dossier, scene),
    ...(decides ? [phrase(scene, "sheet-how")] : []),
  ];
  const { person } = turn;
  const told = speak(seen, lines.join("\n"), [
    { data: "rv:all:0", label: phrase(scene, "choice-see-all") },
    ...(decides
      ? [
          { data: "rv:return", label: phrase(scene, "choice-return") },
          { data: "rv:accept", label: phrase(scene, "choice-accept") },
        ]
      : []),
    ...(dossier.state === "evaluated" && mayDecideOn(turn, dossier, scene)
      ? [{ data: "rv:send", label: phrase(scene, "choice-send-on") }]
      : []),
  ]);
  return person === undefined ? told : audited(told, person, "opened", dossier.id);
}

const looking = (turn: Turn, dossier: Dossier, points: readonly Point[]): Turn => ({
  ...turn,
  thread: {
    ...turn.thread,
    review: { dossier: dossier.id, seen: dossier.entries, points: points.map((one) => one.item) },
    queue: { ...turn.thread.queue, told: false },
  },
});

function headline(list: Checklist, dossier: Dossier, scene: Scene): string {
  const kind = list.ownerKind === undefined ? undefined : list.items[list.ownerKind];
  const value = list.ownerKind === undefined ? undefined : dossier.answers[list.ownerKind];
  const commune = scene.setting.programme.communes.find((one) => one.id === dossier.place)?.name;
  const owner = ownerOf(scene, dossier);
  const parts = [
    `*${titleOf(scene, dossier)}* (${dossier.receipt?.code ?? ""})`,
    kind === undefined || value === undefined ? "" : show(kind, value, scene).toLowerCase(),
    owner === "" ? "" : `*${owner}*`,
    commune ?? "",
  ];
  return `${parts.filter((part) => part !== "").join(", ")}.`;
}

/** One point: its number, what it is, what it says, and why it deserves a look. */
function pointLine(point: Point, number: number, list: Checklist, dossier: Dossier, scene: Scene): string {
  const item = list.items[point.item];
  const value = dossier.answers[point.item];
  const remark = dossier.remarks?.find((one) => one.item === point.item);
  const said =
    item === undefined || value === undefined ? phrase(scene, "value-none") : show(item, value, scene);
  const flags = point.flags
    .filter((flag) => flag !== "put-off" && (flag !== "changed" || dossier.remarks === undefined))
    .map((flag) => phrase(scene, `flag-${flag}`));
  const why =
    remark === undefined ? flags : [phrase(scene, "flag-remark", { reason: remark.reason }), ...flags];
  return `${circled(number)} ${item?.short ?? point.item}: ${said}${why.length === 0 ? "" : ` (${why.join("; ")})`}`;
}

/** Remarks about no item, with what the producer said to them. */
const generalRemarks = (dossier: Dossier, scene: Scene): readonly string[] =>
  (dossier.remarks ?? [])
    .filter((one) => one.item === undefined)
    .map((one) => phrase(scene, one.done ? "remark-dealt" : "remark-open", { reason: one.reason }));

/** Every answer with its number, page by page. */
export function allShown(turn: Turn, dossier: Dossier, page: number, scene: Scene): Turn {
  const list = listOfDossier(scene, dossier);
  const points = pointsOf(list, dossier);
  const pages = Math.max(1, Math.ceil(points.length / mostOnPage));
  const at = Math.max(0, Math.min(page, pages - 1));
  const shown = points.slice(at * mostOnPage, (at + 1) * mostOnPage);
  const lines = [
    phrase(scene, "sheet-all", { title: titleOf(scene, dossier), page: at + 1, pages }),
    ...shown.map((one, index) => pointLine(one, at * mostOnPage + index + 1, list, dossier, scene)),
  ];
  const decides = waitsForDecision(dossier, scene) && mayDecideOn(turn, dossier, scene);
  const more: readonly Choice[] =
    at + 1 < pages ? [{ data: `rv:all:${at + 1}`, label: phrase(scene, "choice-more-page") }] : [];
  return speak(looking(turn, dossier, points), lines.join("\n"), [
    ...more,
    ...(decides
      ? [
          { data: "rv:return", label: phrase(scene, "choice-return") },
          { data: "rv:accept", label: phrase(scene, "choice-accept") },
        ]
      : []),
  ]);
}

/** The item that a number means: as it was shown in this chat, else as it stands. */
export function itemAt(turn: Turn, dossier: Dossier, number: number, scene: Scene): string | undefined {
  const { review } = turn.thread;
  const items =
    review?.dossier === dossier.id
      ? review.points
      : pointsOf(listOfDossier(scene, dossier), dossier).map((one) => one.item);
  return items[number - 1];
}

/** One answer in full, with its files. */
export function pointShown(turn: Turn, dossier: Dossier, number: number, scene: Scene): Turn {
  const list = listOfDossier(scene, dossier);
  const id = itemAt(turn, dossier, number, scene);
  const item = id === undefined ? undefined : list.items[id];
  if (id === undefined || item === undefined) return say(turn, scene, "no-such-point", { number });
  const value = dossier.answers[id];
  const paper = item.expect.kind === "paper" ? scene.setting.papers[item.expect.paper] : undefined;
  const lines = [
    `${circled(number)} *${item.short}*: ${value === undefined ? phrase(scene, "value-none") : show(item, value, scene)}`,
    ...(paper === undefined ? [] : [phrase(scene, "sheet-mistakes", { mistakes: paper.mistakes.join(" ") })]),
  ];
  const files = filesOf(value).slice(0, 10);
  const sent = files.reduce(
    (now, file) => speak(now, `${circled(number)} ${item.short}: ${file.name}`, [], file),
    turn,
  );
  const decides = waitsForDecision(dossier, scene) && mayDecideOn(turn, dossier, scene);
  const { person } = turn;
  const told = speak(
    sent,
    lines.join("\n"),
    decides
      ? [
          { data: `rv:why:${number}:`, label: phrase(scene, "choice-return-this") },
          { data: "rv:accept", label: phrase(scene, "choice-accept") },
        ]
      : [],
  );
  return person === undefined ? told : audited(told, person, "opened", `${dossier.id} ${id}`);
}

/** The answer of an item that words name. */
export function itemShown(turn: Turn, dossier: Dossier, words: string, scene: Scene): Turn {
  const id = itemNamed(words, dossier, scene)?.id;
  const all =
    turn.thread.review?.dossier === dossier.id
      ? turn.thread.review.points
      : pointsOf(listOfDossier(scene, dossier), dossier).map((one) => one.item);
  const at = id === undefined ? -1 : all.indexOf(id);
  return at < 0
    ? say(turn, scene, "no-such-item", { title: titleOf(scene, dossier), words })
    : pointShown(turn, dossier, at + 1, scene);
}

/** Where a dossier stands and what it lacks, for an officer who asks. */
export function stateShown(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const list = listOfDossier(scene, dossier);
  const open = (dossier.remarks ?? []).filter((one) => !one.done);
  const { must, ofMust, may, ofMay } = papersIn(list, dossier);
  const lacking = pointsOf(list, { ...dossier, remarks: undefined }).filter((one) =>
    one.flags.includes("put-off"),
  );
  const lines = [
    headline(list, dossier, scene),
    capital(standing(dossier, scene)),
    phrase(scene, "sheet-papers", { must, ofMust, may, ofMay }),
    ...open.map((one) =>
      phrase(scene, "remark-open", {
        reason:
          one.item === undefined ? one.reason : `${list.items[one.item]?.short ?? one.item}: ${one.reason}`,
      }),
    ),
    ...(lacking.length === 0
      ? []
      : [
          phrase(scene, "sheet-lacking", {
            what: lacking.map((one) => list.items[one.item]?.short ?? one.item).join(", "),
          }),
        ]),
    phrase(scene, "sheet-handed-in", { day: showDay(dayOf(dossier.receipt?.at ?? dossier.startedAt)) }),
  ];
  const { person } = turn;
  const told = speak(turn, lines.join("\n"), [
    { data: `rv:open:${dossier.id}`, label: phrase(scene, "choice-open-dossier") },
  ]);
  return person === undefined ? told : audited(told, person, "opened", dossier.id);
}
