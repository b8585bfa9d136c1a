import { allParts } from "../domain/criteria.ts";
import { dayOf, type Instant, showDay } from "../domain/instant.ts";
import type { PrintedBlock, PrintedCell, PrintedForm, PrintedLine, Span } from "../domain/printed-form.ts";
import type { Dossier } from "../dossier/fold.ts";
import { choicesOf } from "../flow/accept.ts";
import { filesOf, otherWords, type Value } from "../flow/answers.ts";
import type { Item } from "../flow/define.ts";
import { type Form, type FormPart, itemFor, type Signature } from "../flow/form.ts";
import { applies } from "../flow/progress.ts";
import { fold } from "../text/fold.ts";
import { listOfDossier, titleOf } from "./ask.ts";
import { phrase } from "./say.ts";
import type { Scene } from "./scene.ts";
import { show } from "./show.ts";

/** What somebody gives themselves for one criterion: points, in what way, and the proof of it. */
export type SelfScore = {
  readonly points?: number;
  readonly says?: string;
  readonly proof?: string;
};

/** A version of a form: its number and since when the form reads so; without one it is as an office sees it today. */
export type FormVersion = { readonly number: number; readonly at: Instant };

type Filling = {
  readonly form: Form;
  readonly dossier: Dossier;
  readonly scene: Scene;
  /** By the criterion's id. */
  readonly scores: Readonly<Record<string, SelfScore>>;
};

const motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "———————————"];
const signedOn = "……………, ngày …… tháng …… năm ……";
const blank = "………………………";
/** Words that stand on the line of their label; longer answers begin under it. */
const shortAnswer = 160;
/** Longest label that leaves room on its line for the pen. */
const shortLabel = 50;
/** Letters that have room on one line. */
const lineLength = 78;
const emptyRows = 3;

/** A form filled with a dossier's answers. Who has not answered finds a dotted line; what cannot be drawn is left out. */
export function filledForm(
  form: Form,
  dossier: Dossier,
  scene: Scene,
  version?: FormVersion,
  scores: Filling["scores"] = {},
): PrintedForm {
  const title = titleOf(scene, dossier);
  const filling = { form, dossier, scene, scores };
  const code = dossier.receipt?.code;
  const of = code === undefined ? title : `${title}, ${code}`;
  const foot =
    version === undefined
      ? phrase(scene, "form-foot-office", { form: form.name, of, day: showDay(scene.today) })
      : phrase(scene, "form-foot", {
          form: form.name,
          of,
          number: version.number,
          day: showDay(dayOf(version.at)),
        });
  return {
    file: `${form.id}-${fileName(title)}${version === undefined ? "" : `-ban-${version.number}`}`,
    title: `${form.name}. ${form.title}`,
    foot: drawn(foot),
    blocks: [corner(form), ...form.parts.flatMap((part) => blocksOf(part, filling))],
  };
}

const fileName = (title: string): string =>
  fold(title)
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, 40);

/** Composed letters, and no little pictures: no official type has them. */
const drawn = (text: string): string =>
  text
    .normalize("NFC")
    .replaceAll(/(?![©®™\u2194-\u21ff])\p{Extended_Pictographic}[\ufe0f\u200d\p{Emoji_Modifier}]*/gu, "")
    .replaceAll(/ {2,}/gu, " ")
    .trim();

const line = (text: string, look: Omit<Span, "text"> = {}): PrintedLine => ({ spans: [{ text, ...look }] });
/** Words that belong to what stands under them. */
const label = (text: string, look: Omit<Span, "text"> = {}): PrintedLine => ({
  ...line(text, look),
  keep: true,
});
const centred = (text: string, look: Omit<Span, "text"> = {}): PrintedLine => ({
  spans: [{ text, ...look }],
  centred: true,
});
const cell = (...lines: readonly PrintedLine[]): PrintedCell => ({ lines });
const head = (...titles: readonly string[]): readonly PrintedCell[] =>
  titles.map((title) => cell(centred(title, { bold: true })));

/** Which form it is, in the corner. */
const corner = ({ name, law }: Form): PrintedBlock => ({
  widths: [45, 55],
  bare: true,
  rows: [[cell(), cell(centred(name, { bold: true }), centred(`(${law})`, { italic: true }))]],
});

function blocksOf(part: FormPart, filling: Filling): readonly PrintedBlock[] {
  switch (part.kind) {
    case "motto":
      return [mottoOf(part.agency)];
    case "title":
      return [
        centred(part.text, { bold: true }),
        ...(part.under === undefined ? [] : [centred(part.under, { italic: true })]),
      ];
    case "heading":
      return [label(part.text, { bold: true })];
    case "words":
      return [label(part.text)];
    case "note":
      return [line(part.text, { italic: true })];
    case "field":
      return fieldBlocks(part.label, said(part.field, filling), part.lines ?? 1);
    case "ticks":
      return ticks(part, filling);
    case "rows":
      return rows(part, filling);
    case "offices":
      return [offices(part.columns)];
    case "papers":
      return [papers(part.rows, filling)];
    case "scores":
      return scoreBlocks(filling);
    case "findings":
      return findings(part.says, filling);
    case "sign":
      return [signatures(part, filling)];
  }
}

const mottoOf = (agency: string | undefined): PrintedBlock => ({
  widths: agency === undefined ? [10, 80, 10] : [42, 58],
  bare: true,
  rows: [
    agency === undefined
      ? [cell(), mottoCell, cell()]
      : [cell(centred(agency, { bold: true }), centred(blank), centred("Số: ………/BC-UBND")), mottoCell],
  ],
});

const mottoCell: PrintedCell = {
  lines: motto.map((text, at) => centred(text, at < 2 ? { bold: true } : {})),
};

/** The answer that stands in a field, in words; undefined where nobody has answered. */
function said(field: string, { form, dossier, scene }: Filling): string | undefined {
  if (form.byHand.includes(field)) return undefined;
  const found = itemFor(listOfDossier(scene, dossier), field, dossier.answers);
  const value = found === undefined ? undefined : dossier.answers[found.id];
  return found === undefined || value === undefined ? undefined : inWords(found.item, value, scene);
}

/** An answer as it is written on paper: a set with its group and family, files as something that lies beside. */
function inWords(item: Item, value: Value, scene: Scene): string {
  if (item.expect.kind === "from" && item.expect.list === "sets") {
    const set = scene.setting.sets[scene.setting.programme.law]?.find((one) => one.id === value);
    if (set !== undefined)
      return drawn([set.group, set.family, set.name].filter((one) => one !== undefined).join("; "));
  }
  const files = filesOf(value);
  return drawn(
    files.length > 0 ? phrase(scene, "form-beside", { count: files.length }) : show(item, value, scene),
  );
}

function fieldBlocks(name: string, answer: string | undefined, lines: number): readonly PrintedBlock[] {
  if (answer !== undefined && answer !== "") return answered(name, answer);
  if (name.length > shortLabel) return [label(`${name}:`), { dots: lines }];
  const first: PrintedLine = { spans: [{ text: `${name}: ` }], dotted: true };
  return lines === 1 ? [first] : [{ ...first, keep: true }, { dots: lines - 1 }];
}

function answered(name: string, answer: string): readonly PrintedLine[] {
  const [first = "", ...rest] = answer.split("\n");
  if (rest.length === 0 && answer.length <= shortAnswer) return [line(`${name}: ${answer}`)];
  return [
    label(`${name}:`),
    ...[first, ...rest].map((text): PrintedLine => ({ ...line(text), inset: true })),
  ];
}

/** The options of an item with a box before each; what was said outside them stands after. */
function ticks(
  { field, label: name, labels = {} }: Extract<FormPart, { kind: "ticks" }>,
  { dossier, scene }: Filling,
): readonly PrintedBlock[] {
  const list = listOfDossier(scene, dossier);
  const found = itemFor(list, field, dossier.answers);
  // The options stand on the form also where nobody is asked for them.
  const item = found?.item ?? Object.values(list.items).find((one) => one.fills?.includes(field));
  const value = found === undefined ? undefined : dossier.answers[found.id];
  const marked: readonly unknown[] = Array.isArray(value) ? value : [value];
  const options = item === undefined ? [] : (choicesOf(item.expect, scene.world) ?? []);
  const boxes = options.map((one) => `${marked.includes(one.id) ? "■" : "□"} ${labels[one.id] ?? one.label}`);
  const outside = value === undefined ? undefined : otherWords(value);
  const all = [...boxes, ...(outside === undefined ? [] : [`■ ${drawn(outside)}`])];
  const long = name.length + all.join("    ").length > lineLength || all.length > 4;
  return long
    ? [label(`${name}:`), boxTable(all)]
    : [line(`${name}: ${all.map((one) => one.replaceAll(" ", "\u00a0")).join("    ")}`)];
}

/** Boxes in columns: two, or one where a label is long. */
function boxTable(boxes: readonly string[]): PrintedBlock {
  const columns = boxes.some((one) => one.length > 36) ? 1 : 2;
  const count = Math.ceil(boxes.length / columns);
  return {
    widths: Array.from({ length: columns }, () => 1),
    bare: true,
    rows: Array.from({ length: count }, (_, at) =>
      Array.from({ length: columns }, (__, column) => cell(line(boxes[at * columns + column] ?? ""))),
    ),
  };
}

/** An answer as the rows of a table: its lines, or its parts between semicolons; each cut in two at its first ": ". */
function rows(
  { field, label: name, columns }: Extract<FormPart, { kind: "rows" }>,
  filling: Filling,
): readonly PrintedBlock[] {
  const answer = said(field, filling);
  const parts = answer?.split(/\n|; */u).filter((part) => part !== "") ?? [];
  const row = (part: string, at: number): readonly PrintedCell[] => {
    const [, what, rest] = /^(.{1,60}?): (.+)$/u.exec(part) ?? [];
    const number = cell(centred(String(at + 1)));
    return what === undefined || rest === undefined
      ? [number, { lines: [line(part)], across: 2 }]
      : [number, cell(line(what)), cell(line(rest))];
  };
  const empty = Array.from({ length: emptyRows }, (_, at) => [cell(centred(String(at + 1))), cell(), cell()]);
  return [
    label(`${name}:`),
    { widths: [10, 45, 45], rows: [head("STT", ...columns), ...(parts.length > 0 ? parts.map(row) : empty)] },
  ];
}

const offices = (columns: Extract<FormPart, { kind: "offices" }>["columns"]): PrintedBlock => ({
  widths: columns.map(() => 1),
  rows: [
    head(...columns.map((one) => one.title)),
    columns.map(({ fields }) =>
      cell(...fields.map((one) => line(one.label === "" ? blank : `${one.label}: ${blank}`))),
    ),
  ],
});

/** What is known of papers: sent, on paper, not there yet; empty where none of them counts. */
function papers(
  all: Extract<FormPart, { kind: "papers" }>["rows"],
  { dossier, scene }: Filling,
): PrintedBlock {
  const { items } = listOfDossier(scene, dossier);
  const state = (ids: readonly string[]): string => {
    const known = ids.flatMap((id) => {
      const item = items[id];
      const value = dossier.answers[id];
      return item === undefined || value === undefined || !applies(item, dossier.answers)
        ? []
        : [inWords(item, value, scene)];
    });
    return known.join("; ");
  };
  return {
    widths: [10, 60, 30],
    rows: [
      head("STT", "Tài liệu", "Kèm theo"),
      ...all.map((one, at) => [
        cell(centred(String(at + 1))),
        cell(line(one.label)),
        cell(line(state(one.items))),
      ]),
    ],
  };
}

/** The lines of the product set's scoring sheet, with the points, words and proofs that are there; else room for them. */
function scoreBlocks({ dossier, scene, scores }: Filling): readonly PrintedBlock[] {
  const list = listOfDossier(scene, dossier);
  const ids = Object.entries(list.items).filter(
    ([, item]) => item.expect.kind === "from" && item.expect.list === "sets",
  );
  const set = ids.map(([id]) => dossier.answers[id]).find((value) => value !== undefined);
  const sheet = scene.setting.sheets[dossier.law]?.find((one) => one.set === set);
  const titles = ["Mục", "Tiêu chí", "Tối đa", "Điểm tự chấm", "Mô tả", "Minh chứng"];
  const empty = (): PrintedCell => cell();
  if (sheet === undefined)
    return [
      {
        widths: scoreWidths,
        rows: [head(...titles), ...Array.from({ length: emptyRows }, () => titles.map(empty))],
      },
    ];
  const given = Object.values(scores).flatMap((one) => one.points ?? []);
  const sum = given.length === 0 ? "" : String(given.reduce((all, one) => all + one, 0));
  const most = allParts.reduce((all, part) => all + sheet.parts[part], 0);
  const number = (value: number | undefined): PrintedCell =>
    cell(...(value === undefined ? [] : [centred(String(value).replace(".", ","))]));
  const words = (text: string | undefined): PrintedCell =>
    cell(...(text === undefined ? [] : [line(drawn(text))]));
  return [
    {
      widths: scoreWidths,
      rows: [
        head(...titles),
        ...allParts.flatMap((part) => [
          [{ lines: [line(`Phần ${part} (tối đa ${sheet.parts[part]} điểm)`, { bold: true })], across: 6 }],
          ...sheet.criteria
            .filter((one) => one.part === part)
            .map((one) => [
              cell(centred(one.id)),
              cell(line(one.title)),
              number(one.levels.at(-1)),
              number(scores[one.id]?.points),
              words(scores[one.id]?.says),
              words(scores[one.id]?.proof),
            ]),
        ]),
        [
          { lines: [line("Tổng cộng", { bold: true })], across: 2 },
          number(most),
          cell(...(sum === "" ? [] : [centred(sum, { bold: true })])),
          cell(),
          cell(),
        ],
      ],
    },
  ];
}

const scoreWidths = [9, 31, 9, 10, 22, 19];

/** The points that the first office judges: what the producer says, and what the office found. */
function findings(
  says: Readonly<Record<string, readonly string[]>>,
  { dossier, scene }: Filling,
): readonly PrintedBlock[] {
  const { items } = listOfDossier(scene, dossier);
  const points = scene.setting.programme.stages.flatMap((stage) => stage.points ?? []);
  return points.flatMap(({ id, label: point }, at) => {
    const answers = (says[id] ?? []).flatMap((name) => {
      const item = items[name];
      const value = dossier.answers[name];
      return item === undefined || value === undefined || !applies(item, dossier.answers)
        ? []
        : [`${item.short}: ${inWords(item, value, scene)}`];
    });
    const found = dossier.findings?.find((one) => one.id === id);
    const result =
      found === undefined
        ? undefined
        : [found.met ? "Đạt" : "Không đạt", ...(found.note === undefined ? [] : [drawn(found.note)])].join(
            ": ",
          );
    return [
      label(`${at + 1}. ${point}`),
      ...fieldBlocks("- Chủ thể nêu", answers.length === 0 ? undefined : answers.join("\n"), 2),
      ...fieldBlocks("- Ủy ban nhân dân xã nhận xét", result, 2),
    ];
  });
}

function signatures(
  { left, right }: Extract<FormPart, { kind: "sign" }>,
  { dossier, scene }: Filling,
): PrintedBlock {
  const signed = (one: Signature, day: string): PrintedCell => {
    const item = one.name === undefined ? undefined : listOfDossier(scene, dossier).items[one.name];
    const value = one.name === undefined ? undefined : dossier.answers[one.name];
    const name = item === undefined || value === undefined ? "" : inWords(item, value, scene);
    return cell(
      ...(day === "" ? [] : [centred(day, { italic: true })]),
      centred(one.role, { bold: true }),
      centred(one.how, { italic: true }),
      ...Array.from({ length: 4 }, () => centred("")),
      centred(name, { bold: true }),
    );
  };
  return {
    widths: [42, 58],
    bare: true,
    rows: [[left === undefined ? cell() : signed(left, ""), signed(right, signedOn)]],
  };
}
