import { z } from "zod";
import type { Programme } from "../domain/programme.ts";
import { certainty, day, id, words } from "./fields.ts";
import { type Complaint, type ContentFile, type Read, readHeader } from "./header.ts";

const commune = z.strictObject({
  id,
  name: words,
  also: z.array(words),
  into: z.strictObject({ commune: id, from: day }).exactOptional(),
});

const product = z.strictObject({
  id,
  name: words,
  also: z.array(words),
  communes: z.array(id).min(1),
  set: id,
  otherSets: z.array(id),
  certainty,
  note: words.exactOptional(),
  printed: words.exactOptional(),
});

const target = z.strictObject({
  what: z.enum([
    "products-recognised",
    "products-chosen",
    "organisations-strengthened",
    "organisations-founded",
    "officers-trained",
    "producers-trained",
  ]),
  least: z.int().min(1),
  stars: z.int().min(1).max(5).exactOptional(),
  clause: words,
});

const stage = z.strictObject({
  id,
  office: id,
  title: words,
  kind: z.enum(["check", "council", "outside"]),
  days: z.int().min(1).exactOptional(),
  points: z
    .array(z.strictObject({ id, label: words }))
    .min(1)
    .exactOptional(),
  from: z.number().min(0).max(100).exactOptional(),
});

const office = z.strictObject({
  id,
  name: words,
  also: z.array(words),
  clause: words.exactOptional(),
  manages: z.strictObject({ bodies: z.array(words).min(1), goods: words }).exactOptional(),
  duties: z.array(z.strictObject({ text: words, topics: z.array(words).min(1) })).min(1),
});

const schema = z.strictObject({
  id,
  title: words,
  document: words,
  place: words,
  law: id,
  checklist: id,
  from: day,
  until: day.exactOptional(),
  receiver: words,
  communes: z.array(commune).min(1),
  products: z.array(product),
  rounds: z.array(z.strictObject({ id, title: words, from: day, until: day })).min(1),
  offices: z.array(office).min(1),
  targets: z.array(target).min(1).exactOptional(),
  stages: z.array(stage).min(1),
});

/** Reads one programme; names that have to fit each other are compared. */
export function readProgramme(file: ContentFile): Read<Programme> {
  const read = readHeader(file, schema);
  if (!read.ok) return read;
  const programme = read.value.header;
  const complaints = misfits(programme).map((text): Complaint => ({ path: file.path, line: 1, text }));
  return complaints.length > 0 ? { ok: false, complaints } : { ok: true, value: programme };
}

function misfits(programme: Programme): readonly string[] {
  const communes = new Set(programme.communes.map((one) => one.id));
  const offices = new Set(programme.offices.map((one) => one.id));
  return [
    ...(["communes", "products", "rounds", "offices", "stages"] as const).flatMap((list) =>
      twice(programme[list].map((one) => one.id)).map((name) => `${list}: ${name} stands twice`),
    ),
    ...programme.products.flatMap((one) =>
      one.communes
        .filter((name) => !communes.has(name))
        .map((name) => `products.${one.id}: no commune ${name}`),
    ),
    ...programme.rounds
      .filter((one) => one.until < one.from)
      .map((one) => `rounds.${one.id}: ends before it starts`),
    ...programme.stages
      .filter((one) => one.kind !== "outside" && !offices.has(one.office))
      .map((one) => `stages.${one.id}: no office ${one.office}`),
    ...programme.stages.flatMap((one) =>
      twice((one.points ?? []).map((point) => point.id)).map(
        (name) => `stages.${one.id}.points: ${name} stands twice`,
      ),
    ),
  ];
}

const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at);
