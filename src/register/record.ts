import { z } from "zod";

const words = z.string().trim().min(1).max(200);
const day = z.iso.date();
const id = (mark: string) => z.templateLiteral([`${mark}-`, z.number()]);

export const organisationKinds = ["cooperative", "company", "group", "household"] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
export const promotionKinds = ["fair", "exhibition", "website"] as const;
export type PromotionKind = (typeof promotionKinds)[number];

/** Somebody who was at a training, by name; `officer` or whoever makes the products. */
const attendant = z.object({ name: words, role: z.enum(["officer", "producer"]) });
export type Attendant = z.infer<typeof attendant>;

/** Most names in one list of a record. */
export const mostNames = 300;

const head = { schema: z.literal(1) };

/** A cooperative, company, group or household. strengthened, founded: the day on which the programme did so. */
const organisation = z.object({
  ...head,
  what: z.literal("organisation"),
  id: id("TC"),
  name: words,
  kind: z.enum(organisationKinds),
  commune: words,
  phone: words.optional(),
  strengthened: day.optional(),
  founded: day.optional(),
});

const product = z.object({
  ...head,
  what: z.literal("product"),
  id: id("SP"),
  name: words,
  commune: words,
  organisation: id("TC").optional(),
  set: words.optional(),
  dossier: words.optional(),
});

/** until: the day on which it ends. */
const certificate = z.object({
  ...head,
  what: z.literal("certificate"),
  id: id("GCN"),
  product: id("SP"),
  stars: z.int().min(1).max(5),
  decision: words,
  day,
  until: day,
});

/** code: whoever sends it to the assistant was there. attended: those whom an officer wrote down. */
const training = z.object({
  ...head,
  what: z.literal("training"),
  id: id("TH"),
  title: words,
  day,
  place: words.optional(),
  invited: z.array(words).max(mostNames),
  code: words,
  attended: z.array(attendant).max(mostNames),
});

const promotion = z.object({
  ...head,
  what: z.literal("promotion"),
  id: id("HC"),
  kind: z.enum(promotionKinds),
  title: words,
  day,
  place: words.optional(),
  products: z.array(words).max(mostNames),
});

/** One line of the programme's register, as it is kept. */
export const recordSchema = z.discriminatedUnion("what", [
  organisation,
  product,
  certificate,
  training,
  promotion,
]);
export type Organisation = z.infer<typeof organisation>;
export type Product = z.infer<typeof product>;
export type Certificate = z.infer<typeof certificate>;
export type Training = z.infer<typeof training>;
export type Promotion = z.infer<typeof promotion>;
export type RegisterRecord = z.infer<typeof recordSchema>;

export const recordKinds = ["organisation", "product", "certificate", "training", "promotion"] as const;
export type RecordKind = (typeof recordKinds)[number];

const marks = {
  organisation: "TC",
  product: "SP",
  certificate: "GCN",
  training: "TH",
  promotion: "HC",
} as const;

/** The name of the record with a number: "TC-12". */
export const recordId = <Kind extends RecordKind>(
  kind: Kind,
  number: number,
): `${(typeof marks)[Kind]}-${number}` => `${marks[kind]}-${number}`;

/** The number in a record's name. */
export const numberOf = (record: Pick<RegisterRecord, "id">): number =>
  Number(record.id.slice(record.id.indexOf("-") + 1));

/** Which kind of record a name that somebody typed belongs to, and the name as it is kept: "tc 12" is TC-12. */
export function readRecordId(text: string): { readonly kind: RecordKind; readonly id: string } | undefined {
  const [, mark = "", digits = ""] = /^(TC|SP|GCN|TH|HC)[\s.-]*0*([1-9]\d{0,5})$/iu.exec(text.trim()) ?? [];
  const kind = recordKinds.find((one) => marks[one] === mark.toUpperCase());
  return kind === undefined ? undefined : { kind, id: recordId(kind, Number(digits)) };
}

/** All records of a programme, each kind in the order of its numbers. */
export type Register = {
  readonly organisations: readonly Organisation[];
  readonly products: readonly Product[];
  readonly certificates: readonly Certificate[];
  readonly trainings: readonly Training[];
  readonly promotions: readonly Promotion[];
};

export const emptyRegister: Register = {
  organisations: [],
  products: [],
  certificates: [],
  trainings: [],
  promotions: [],
};

/** The highest number that each kind has ever had: a number that was taken back is not given again. */
export const numbersSchema = z.object({
  organisation: z.number(),
  product: z.number(),
  certificate: z.number(),
  training: z.number(),
  promotion: z.number(),
});
export type Numbers = z.infer<typeof numbersSchema>;
export const noNumbers: Numbers = { organisation: 0, product: 0, certificate: 0, training: 0, promotion: 0 };

/** What can be written on at one time: the records, and the numbers that are given out. */
export type Book = { readonly register: Register; readonly numbers: Numbers };

/** Most records of a kind: more than the programme will ever have, few enough to be read whole. */
export const mostOfAKind = 5_000;

const byNumber = (one: Pick<RegisterRecord, "id">, two: Pick<RegisterRecord, "id">): number =>
  numberOf(one) - numberOf(two);

/** Records put into their lists. */
export function shelve(records: readonly RegisterRecord[]): Register {
  const of = <Kind extends RecordKind>(kind: Kind) =>
    records
      .filter((one): one is Extract<RegisterRecord, { what: Kind }> => one.what === kind)
      .toSorted(byNumber);
  return {
    organisations: of("organisation"),
    products: of("product"),
    certificates: of("certificate"),
    trainings: of("training"),
    promotions: of("promotion"),
  };
}

/** All records, one kind after the other. */
export const recordsIn = (register: Register): readonly RegisterRecord[] => [
  ...register.organisations,
  ...register.products,
  ...register.certificates,
  ...register.trainings,
  ...register.promotions,
];

/** The record with a name. */
export const findRecord = (register: Register, name: string): RegisterRecord | undefined =>
  recordsIn(register).find((one) => one.id === name);

/** Somebody who was at a training, through the chat: `who` is a person's name in the store, or one that nobody has. */
export const attendanceSchema = z.object({
  schema: z.literal(1),
  training: id("TH"),
  who: z.string(),
  role: z.enum(["officer", "producer"]),
  name: words.optional(),
  at: z.number(),
});
export type Attendance = z.infer<typeof attendanceSchema>;
