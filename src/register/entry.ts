import { z } from "zod";
import { monthsAfter } from "../domain/instant.ts";
import { fault, ok, type Result } from "../domain/result.ts";
import { plain } from "../text/plain.ts";
import {
  type Book,
  mostOfAKind,
  noNumbers,
  type Numbers,
  type Organisation,
  organisationKinds,
  type Product,
  promotionKinds,
  recordId,
  type RecordKind,
  recordsIn,
  type RegisterRecord,
} from "./record.ts";

const words = z.string().trim().min(1).max(200);
const day = z.iso.date();
const attendant = z.object({ name: words, role: z.enum(["officer", "producer"]) });

/**
 * What is to be written, with the names that people use; a record has names of its own instead. home: the commune of the
 * organisation, where it is another than the product's.
 */
export const entrySchema = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("organisation"),
    name: words,
    kind: z.enum(organisationKinds),
    commune: words.optional(),
    phone: words.optional(),
    strengthened: day.optional(),
    founded: day.optional(),
    /** It is named beside its product, so the commune may be the product's. */
    beside: z.literal(true).optional(),
  }),
  z.object({
    what: z.literal("product"),
    name: words,
    commune: words.optional(),
    organisation: words.optional(),
    home: words.optional(),
    set: words.optional(),
    dossier: words.optional(),
  }),
  z.object({
    what: z.literal("certificate"),
    product: words,
    commune: words.optional(),
    organisation: words.optional(),
    home: words.optional(),
    stars: z.int().min(1).max(5),
    decision: words,
    day,
  }),
  z.object({
    what: z.literal("training"),
    title: words,
    day,
    place: words.optional(),
    invited: z.array(words),
    attended: z.array(attendant),
  }),
  z.object({
    what: z.literal("promotion"),
    kind: z.enum(promotionKinds),
    title: words,
    day,
    place: words.optional(),
    products: z.array(words),
  }),
]);
export type BookEntry = z.infer<typeof entrySchema>;

/** How many months a certificate is good for. */
const certificateLives = 36;

/** Why something cannot be written. */
export type EntryFault =
  | "no-commune"
  | "no-such-organisation"
  | "which-organisation"
  | "no-such-product"
  | "which-product"
  | "register-full";

/** What writing an entry came to: a record that is new, or one that was there before, changed or not. */
export type Written = { readonly before: RegisterRecord | undefined; readonly now: RegisterRecord };

/** A book that is being written in. Nothing is written twice: the same name in the same place is the same. */
export type OpenBook = {
  readonly write: (entry: BookEntry) => Result<Written, EntryFault>;
  readonly organisation: (name: string, commune?: string) => Organisation | undefined;
  readonly numbers: () => Numbers;
};

/** The words by which a record is found again. */
const nameOf = (record: RegisterRecord): string => {
  switch (record.what) {
    case "organisation":
    case "product":
      return record.name;
    case "certificate":
      return `${record.product} ${record.decision}`;
    case "training":
    case "promotion":
      return `${record.day} ${record.title}`;
  }
};

/** Opens a book; each entry finds what the entries before it have written. */
export function openBook({ register, numbers: from }: Book): OpenBook {
  const shelves = new Map<string, RegisterRecord[]>();
  const byId = new Map<string, RegisterRecord>();
  const counts: Record<RecordKind, number> = { ...noNumbers };
  let numbers = from;
  const keep = (record: RegisterRecord): void => {
    const key = `${record.what} ${plain(nameOf(record))}`;
    const others = (shelves.get(key) ?? []).filter((one) => one.id !== record.id);
    shelves.set(key, [...others, record]);
    if (!byId.has(record.id)) counts[record.what] += 1;
    byId.set(record.id, record);
  };
  for (const record of recordsIn(register)) keep(record);

  const named = <Kind extends RecordKind>(
    what: Kind,
    name: string,
  ): readonly Extract<RegisterRecord, { what: Kind }>[] => {
    const one = byId.get(name);
    const found = one === undefined ? (shelves.get(`${what} ${plain(name)}`) ?? []) : [one];
    return found.filter((record): record is Extract<RegisterRecord, { what: Kind }> => record.what === what);
  };
  const organisation = (name: string, commune?: string): Organisation | undefined =>
    named("organisation", name).find((one) => commune === undefined || one.commune === commune);
  /** Whose product it is: in the commune that is named, else the only one of that name anywhere. */
  const ownerOf = (name: string, commune?: string): Organisation | "several" | undefined => {
    const [only, other] = named("organisation", name);
    return organisation(name, commune) ?? (other === undefined ? only : "several");
  };
  const products = (
    name: string,
    commune: string | undefined,
    owner: string | undefined,
  ): readonly Product[] =>
    named("product", name).filter(
      (one) =>
        (commune === undefined || one.commune === commune) &&
        (owner === undefined || one.organisation === undefined || one.organisation === owner),
    );
  const fresh = <Kind extends RecordKind>(
    what: Kind,
    make: (number: number) => Extract<RegisterRecord, { what: Kind }>,
  ): Result<Written, EntryFault> => {
    if (counts[what] >= mostOfAKind) return fault("register-full");
    const number = numbers[what] + 1;
    numbers = { ...numbers, [what]: number };
    const now = make(number);
    keep(now);
    return ok({ before: undefined, now });
  };
  const known = (before: RegisterRecord, now = before): Result<Written, EntryFault> => {
    keep(now);
    return ok({ before, now });
  };

  const ownerIn = ({
    organisation: called,
    home,
    commune,
  }: Extract<BookEntry, { organisation?: string | undefined }>) =>
    called === undefined ? undefined : ownerOf(called, home ?? commune);

  const write = (entry: BookEntry): Result<Written, EntryFault> => {
    switch (entry.what) {
      case "organisation": {
        const { name, kind, commune } = entry;
        const there = entry.beside === true ? ownerOf(name, commune) : organisation(name, commune);
        if (there === "several") return fault("which-organisation", { name });
        // What is known already stays: a correction names the record.
        if (there !== undefined) return known(there, { ...there, ...missingIn(there, entry) });
        if (commune === undefined) return fault("no-commune");
        return fresh("organisation", (number) => ({
          schema: 1,
          what: "organisation",
          id: recordId("organisation", number),
          name,
          kind,
          commune,
          ...missingIn({}, entry),
        }));
      }
      case "product": {
        const { name, set, dossier } = entry;
        const owner = ownerIn(entry);
        if (owner === "several") return fault("which-organisation", { name: entry.organisation ?? "" });
        if (entry.organisation !== undefined && owner === undefined)
          return fault("no-such-organisation", { name: entry.organisation });
        const commune = entry.commune ?? owner?.commune;
        const [there] = products(name, commune, owner?.id);
        if (there !== undefined)
          return known(
            there,
            owner === undefined || there.organisation !== undefined
              ? there
              : { ...there, organisation: owner.id },
          );
        if (commune === undefined) return fault("no-commune");
        return fresh("product", (number) => ({
          schema: 1,
          what: "product",
          id: recordId("product", number),
          name,
          commune,
          ...(owner === undefined ? {} : { organisation: owner.id }),
          ...(set === undefined ? {} : { set }),
          ...(dossier === undefined ? {} : { dossier }),
        }));
      }
      case "certificate": {
        const { stars, decision, day } = entry;
        const owner = ownerIn(entry);
        if (owner === "several") return fault("which-organisation", { name: entry.organisation ?? "" });
        const [product, other] = products(entry.product, entry.commune, owner?.id);
        if (product === undefined) return fault("no-such-product", { name: entry.product });
        if (other !== undefined) return fault("which-product", { name: entry.product });
        const [there] = named("certificate", `${product.id} ${decision}`);
        if (there !== undefined) return known(there);
        return fresh("certificate", (number) => ({
          schema: 1,
          what: "certificate",
          id: recordId("certificate", number),
          product: product.id,
          stars,
          decision,
          day,
          until: monthsAfter(day, certificateLives),
        }));
      }
      case "training": {
        const [there] = named("training", `${entry.day} ${entry.title}`);
        if (there !== undefined) return known(there);
        return fresh("training", (number) => {
          const id = recordId("training", number);
          const of = (role: "officer" | "producer") => entry.attended.filter((one) => one.role === role);
          return { schema: 1, id, code: id, ...entry, attended: [...of("officer"), ...of("producer")] };
        });
      }
      case "promotion": {
        const [there] = named("promotion", `${entry.day} ${entry.title}`);
        if (there !== undefined) return known(there);
        return fresh("promotion", (number) => ({ schema: 1, id: recordId("promotion", number), ...entry }));
      }
    }
  };
  return { write, organisation, numbers: () => numbers };
}

type Details = Pick<Organisation, "phone" | "strengthened" | "founded">;

/** What an entry says of an organisation that was not known of it. */
const missingIn = (there: Partial<Details>, said: Partial<Details>): Partial<Details> => ({
  ...(there.phone === undefined && said.phone !== undefined ? { phone: said.phone } : {}),
  ...(there.strengthened === undefined && said.strengthened !== undefined
    ? { strengthened: said.strengthened }
    : {}),
  ...(there.founded === undefined && said.founded !== undefined ? { founded: said.founded } : {}),
});
