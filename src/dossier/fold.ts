import { z } from "zod";
import { filesOf, sameValue, type Value } from "../flow/answers.ts";
import { type Entry, fileSchema, findingSchema, reasonSchema, valueSchema } from "./entry.ts";

/** What one item was before a change, so that the change can be taken back. */
const beforeSchema = z.object({
  item: z.string(),
  value: valueSchema.optional(),
  skipped: z.boolean(),
  later: z.boolean(),
});
type Before = z.infer<typeof beforeSchema>;

/** Why a dossier came back, and whether what it asks for is done. */
const remarkSchema = reasonSchema.extend({ done: z.boolean() });
export type Remark = z.infer<typeof remarkSchema>;

/** A version of a form. were: what answers that were touched since had been. */
const copySchema = z.object({
  number: z.number(),
  at: z.number(),
  were: z.record(z.string(), valueSchema.nullable()),
});
export type Copy = z.infer<typeof copySchema>;

/**
 * A dossier as its entries leave it. `past`: the last changes since it was last handed over, newest last, for undo; at
 * most 30. stage, place, round: where it lies, whose it is and what it counts for, once it is handed in. ready: accepted,
 * waits for the council. remarks, note: why it came back. changed: items that are not what they were when an office last
 * decided, or when it was handed in; were: what those touched since then were. findings: what the commune found. result: of the council, or of whoever recognises it. printed, signed: by form, the version that was handed out last, and the one that came back signed.
 */
export const dossierSchema = z.object({
  schema: z.literal(2),
  id: z.string(),
  owner: z.string(),
  /** People who help: they may fill it in, but not hand it in or erase it. */
  helpers: z.array(z.string()).optional(),
  programme: z.string(),
  list: z.string(),
  law: z.string(),
  listVersion: z.number(),
  startedAt: z.number(),
  changedAt: z.number(),
  entries: z.number(),
  state: z.enum(["draft", "handed-in", "returned", "evaluated", "recognised", "not-reached"]),
  receipt: z.object({ code: z.string(), at: z.number() }).optional(),
  stage: z.string().optional(),
  /** When it came to its stage. */
  since: z.number().optional(),
  place: z.string().optional(),
  round: z.string().optional(),
  ready: z.literal(true).optional(),
  remarks: z.array(remarkSchema).optional(),
  note: z.string().optional(),
  changed: z.array(z.string()).optional(),
  were: z.record(z.string(), valueSchema.nullable()).optional(),
  findings: z.array(findingSchema).optional(),
  result: z
    .object({
      at: z.number(),
      score: z.number().optional(),
      stars: z.number().optional(),
      decision: z.string().optional(),
      improve: z.array(z.string()),
    })
    .optional(),
  printed: z
    .record(
      z.string(),
      copySchema.extend({ files: z.object({ docx: fileSchema, pdf: fileSchema }).optional() }),
    )
    .optional(),
  signed: z.record(z.string(), copySchema.extend({ files: z.array(fileSchema) })).optional(),
  answers: z.record(z.string(), valueSchema),
  skipped: z.array(z.string()),
  later: z.array(z.string()),
  past: z.array(beforeSchema),
});
export type Dossier = z.infer<typeof dossierSchema>;

/** Before offices could decide on them: all that was handed in lay at the first stage. */
const beforeReview = z
  .looseObject({ schema: z.literal(1) })
  .transform((old) => dossierSchema.parse({ ...old, schema: 2 }))
  .transform((old): Dossier =>
    old.receipt === undefined || old.state === "draft" ? old : { ...old, since: old.receipt.at, past: [] },
  );

/** A dossier as any version of the program kept it. */
export const keptDossier = z.union([dossierSchema, beforeReview]);

/** Whether its producer may change it: not yet handed in, or come back. */
export const isOpen = (dossier: Dossier | undefined): dossier is Dossier =>
  dossier?.state === "draft" || dossier?.state === "returned";

const undoDepth = 30;

/** The dossier that begins with a "started" entry. */
export function begin(id: string, entry: Extract<Entry, { kind: "started" }>): Dossier {
  return {
    schema: 2,
    id,
    owner: entry.by,
    programme: entry.programme,
    list: entry.list,
    law: entry.law,
    listVersion: entry.version,
    startedAt: entry.at,
    changedAt: entry.at,
    entries: 1,
    state: "draft",
    answers: {},
    skipped: [],
    later: [],
    past: [],
  };
}

/** The dossier after one more entry. */
export function fold(dossier: Dossier, entry: Entry): Dossier {
  const counted = { ...dossier, entries: dossier.entries + 1, changedAt: entry.at };
  switch (entry.kind) {
    case "started":
      return counted;
    case "answered":
      return remember(dossier, entry.item, set(counted, entry.item, entry.value, false, false));
    case "cleared":
      return remember(dossier, entry.item, set(counted, entry.item, undefined, false, false));
    case "skipped":
      return remember(dossier, entry.item, set(counted, entry.item, undefined, true, false));
    case "deferred":
      return remember(
        dossier,
        entry.item,
        set(counted, entry.item, dossier.answers[entry.item], false, true),
      );
    case "undone": {
      const last = dossier.past.at(-1);
      if (last === undefined) return counted;
      const past = dossier.past.slice(0, -1);
      const noted = withCopies(counted, last.item, dossier.answers[last.item]);
      const back = { ...set(noted, last.item, last.value, last.skipped, last.later), past };
      const before =
        dossier.changed === undefined
          ? back
          : noteChange(back, last.item, dossier.were?.[last.item] ?? null, dossier.changed);
      return past.some((one) => one.item === last.item) ? before : untouched(before, last.item);
    }
    case "handed-in": {
      const { stage = dossier.stage, place = dossier.place, round = dossier.round } = entry;
      const moved = { ...counted, state: "handed-in" as const, since: entry.at, past: [] };
      const where = { ...(stage ? { stage } : {}), ...(place ? { place } : {}), ...(round ? { round } : {}) };
      return { ...moved, ...where, receipt: { code: entry.code, at: entry.at } };
    }
    case "returned": {
      const { ready: _, changed: __, note: ___, were: ____, ...rest } = counted;
      const remarks = entry.reasons.map((reason) => ({ ...reason, done: false }));
      const note = entry.note === undefined ? {} : { note: entry.note };
      return { ...rest, ...note, state: "returned", stage: entry.stage, since: entry.at, remarks, past: [] };
    }
    case "dealt":
      return { ...counted, ...withRemarks(marked(dossier, (_, at) => at === entry.reason)) };
    case "accepted": {
      const { ready: _, changed: __, note: ___, remarks: ____, were: _____, ...rest } = counted;
      const findings = entry.findings === undefined ? {} : { findings: entry.findings };
      return entry.to === undefined
        ? { ...rest, ...findings, state: "handed-in", ready: true, past: [] }
        : { ...rest, ...findings, state: "handed-in", stage: entry.to, since: entry.at, past: [] };
    }
    case "evaluated": {
      const { ready: _, ...rest } = counted;
      const { at, score, stars, improve } = entry;
      return { ...rest, state: "evaluated", result: { at, score, stars, improve } };
    }
    case "sent":
      return { ...counted, state: "handed-in", stage: entry.to, since: entry.at };
    case "recognised": {
      const { at, stars, decision } = entry;
      const { score } = dossier.result ?? {};
      const result = {
        at,
        stars,
        improve: dossier.result?.improve ?? [],
        ...(score === undefined ? {} : { score }),
        ...(decision === undefined ? {} : { decision }),
      };
      return { ...counted, state: "recognised", result };
    }
    case "not-reached": {
      const { ready: _, ...rest } = counted;
      const improve = [...new Set([...(dossier.result?.improve ?? []), ...entry.improve])];
      const { score } = dossier.result ?? {};
      return {
        ...rest,
        state: "not-reached",
        result: { at: entry.at, improve, ...(score === undefined ? {} : { score }) },
      };
    }
    case "shared":
      return {
        ...counted,
        helpers: [...(dossier.helpers ?? []).filter((one) => one !== entry.person), entry.person],
      };
    case "unshared":
      return { ...counted, helpers: (dossier.helpers ?? []).filter((one) => one !== entry.person) };
    case "withdrawn":
    case "reopened":
      return backToDraft(counted);
    // A form on paper is the same dossier: whoever looks at it has nothing new to see.
    case "printed":
      return {
        ...dossier,
        printed: {
          ...dossier.printed,
          [entry.form]: {
            number: entry.number,
            at: firstAt(dossier.printed?.[entry.form], entry),
            were: {},
            ...(entry.files === undefined ? {} : { files: entry.files }),
          },
        },
      };
    case "signed":
      return {
        ...counted,
        signed: {
          ...dossier.signed,
          [entry.form]: {
            number: entry.number,
            at: entry.at,
            were: dossier.printed?.[entry.form]?.were ?? {},
            files: entry.files,
          },
        },
      };
  }
}

/** The dossier that a whole log gives; undefined when the log does not begin with "started". */
export function replay(id: string, entries: readonly Entry[]): Dossier | undefined {
  const [first, ...rest] = entries;
  return first?.kind === "started" ? rest.reduce(fold, begin(id, first)) : undefined;
}

/** Hashes of all files a dossier holds: in its answers, in what an undo would bring back, and of its forms. */
export const filesHeld = (dossier: Dossier): readonly string[] => [
  ...[...Object.values(dossier.answers), ...dossier.past.map((one) => one.value)].flatMap((value) =>
    filesOf(value).map((file) => file.hash),
  ),
  ...Object.values(dossier.printed ?? {}).flatMap(({ files }) =>
    files === undefined ? [] : [files.docx.hash, files.pdf.hash],
  ),
  ...Object.values(dossier.signed ?? {}).flatMap(({ files }) => files.map((file) => file.hash)),
];

/** A version that is printed once more is as old as it was. */
const firstAt = (before: Copy | undefined, entry: { readonly number: number; readonly at: number }): number =>
  before?.number === entry.number ? before.at : entry.at;

/** What an item was when the forms were printed is noted before it is touched for the first time. */
function withCopies(dossier: Dossier, item: string, was: Value | undefined): Dossier {
  const noted = <Of extends Copy>(all: Readonly<Record<string, Of>>): Record<string, Of> =>
    Object.fromEntries(
      Object.entries(all).map(([form, copy]) => [
        form,
        copy.were[item] === undefined ? { ...copy, were: { ...copy.were, [item]: was ?? null } } : copy,
      ]),
    );
  const { printed, signed } = dossier;
  return {
    ...dossier,
    ...(printed === undefined ? {} : { printed: noted(printed) }),
    ...(signed === undefined ? {} : { signed: noted(signed) }),
  };
}

function remember(before: Dossier, item: string, after: Dossier): Dossier {
  const value = before.answers[item];
  const was: Before = {
    item,
    ...(value === undefined ? {} : { value }),
    skipped: before.skipped.includes(item),
    later: before.later.includes(item),
  };
  const touched = withCopies({ ...after, past: [...before.past, was].slice(-undoDepth) }, item, value);
  if (before.state === "draft") return touched;
  const first = before.were?.[item];
  const noted = noteChange(
    touched,
    item,
    first === undefined ? (value ?? null) : first,
    before.changed ?? [],
  );
  return { ...noted, ...withRemarks(marked(before, (remark) => remark.item === item)) };
}

/** An item that is again what it was when an office last saw it has not changed. */
function noteChange(dossier: Dossier, item: string, was: Value | null, before: readonly string[]): Dossier {
  const others = before.filter((one) => one !== item);
  // Changed before it was noted what it had been: it stays changed.
  const unknown = others.length < before.length && dossier.were?.[item] === undefined;
  const is = sameValue(dossier.answers[item], was ?? undefined) && !unknown;
  return {
    ...dossier,
    changed: is ? others : [...others, item],
    ...(unknown ? {} : { were: { ...dossier.were, [item]: was } }),
  };
}

/** An undone change: nothing is left of what was done about the item since the office last saw it. */
function untouched(dossier: Dossier, item: string): Dossier {
  const remarks = dossier.remarks?.map((one) => (one.item === item ? { ...one, done: false } : one));
  return { ...dossier, ...withRemarks(remarks) };
}

const withRemarks = (remarks: readonly Remark[] | undefined) =>
  remarks === undefined ? {} : { remarks: [...remarks] };

const marked = (dossier: Dossier, which: (remark: Remark, at: number) => boolean): Remark[] | undefined =>
  dossier.remarks?.map((one, at) => (which(one, at) ? { ...one, done: true } : one));

/** As it was before it was handed in; what it says stays, what offices said of it does not. */
function backToDraft(dossier: Dossier): Dossier {
  const { receipt: _a, stage: _b, since: _c, round: _d, ready: _e, remarks: _f, ...rest } = dossier;
  const { note: _g, changed: _h, were: _k, findings: _i, result: _j, ...kept } = rest;
  return { ...kept, state: "draft", past: [] };
}

function set(
  dossier: Dossier,
  item: string,
  value: Value | undefined,
  skipped: boolean,
  later: boolean,
): Dossier {
  const { [item]: _, ...others } = dossier.answers;
  const without = (list: readonly string[]): string[] => list.filter((id) => id !== item);
  return {
    ...dossier,
    answers: value === undefined ? others : { ...others, [item]: value },
    skipped: skipped ? [...without(dossier.skipped), item] : without(dossier.skipped),
    later: later ? [...without(dossier.later), item] : without(dossier.later),
  };
}
