import type { Programme } from "../domain/programme.ts";
import type { ProductSet } from "../domain/set.ts";
import type { PrintedCell, PrintedSheet } from "../domain/sheet.ts";
import {
  headings,
  type MainColumn,
  mainColumns,
  type PromotionColumn,
  promotionColumns,
  type TrainingColumn,
  trainingColumns,
} from "./columns.ts";
import { organisationKindTitle, promotionKindTitle } from "./kinds.ts";
import type { Organisation, Product, Register } from "./record.ts";

const mainOrder: readonly MainColumn[] = [
  "code",
  "organisation",
  "kind",
  "commune",
  "home",
  "phone",
  "strengthened",
  "founded",
  "product",
  "set",
  "stars",
  "decision",
  "day",
  "until",
  "dossier",
];
const trainingOrder: readonly TrainingColumn[] = [
  "code",
  "title",
  "day",
  "place",
  "invited",
  "officers",
  "producers",
];
const promotionOrder: readonly PromotionColumn[] = ["code", "title", "kind", "day", "place", "products"];

const day = (on: string | undefined): PrintedCell => (on === undefined ? null : { day: on });
const list = (names: readonly string[]): PrintedCell => (names.length === 0 ? null : names.join("; "));

/** The whole register as sheets that can be read in again: each line repeats whose it is, so that lines may be sorted. */
export function registerSheets(
  register: Register,
  programme: Programme,
  sets: readonly ProductSet[],
  titles: { readonly main: string; readonly trainings: string; readonly promotions: string },
): readonly PrintedSheet[] {
  const communeName = (id: string): string => programme.communes.find((one) => one.id === id)?.name ?? id;
  const setName = (id: string | undefined): PrintedCell =>
    id === undefined ? null : (sets.find((one) => one.id === id)?.name ?? id);
  const organisations = new Map<string, Organisation>(register.organisations.map((one) => [one.id, one]));
  const products = new Map<string, Product>(register.products.map((one) => [one.id, one]));
  const who = (one: Organisation): Partial<Record<MainColumn, PrintedCell>> => ({
    organisation: one.name,
    kind: organisationKindTitle(one.kind),
    commune: communeName(one.commune),
    phone: one.phone ?? null,
    strengthened: day(one.strengthened),
    founded: day(one.founded),
  });
  const what = (id: string): Partial<Record<MainColumn, PrintedCell>> => {
    const one = products.get(id);
    if (one === undefined) return {};
    const owner = one.organisation === undefined ? undefined : organisations.get(one.organisation);
    return {
      ...(owner === undefined ? {} : who(owner)),
      commune: communeName(one.commune),
      home: owner === undefined ? null : communeName(owner.commune),
      product: one.name,
      set: setName(one.set),
      dossier: one.dossier ?? null,
    };
  };
  const main: readonly Partial<Record<MainColumn, PrintedCell>>[] = [
    ...register.organisations.map((one) => ({ code: one.id, ...who(one) })),
    ...register.products.map((one) => ({ code: one.id, ...what(one.id) })),
    ...register.certificates.map((one) => ({
      code: one.id,
      ...what(one.product),
      stars: one.stars,
      decision: one.decision,
      day: day(one.day),
      until: day(one.until),
    })),
  ];
  const trainings = register.trainings.map((one): Partial<Record<TrainingColumn, PrintedCell>> => ({
    code: one.id,
    title: one.title,
    day: day(one.day),
    place: one.place ?? null,
    invited: list(one.invited),
    officers: list(one.attended.filter((each) => each.role === "officer").map((each) => each.name)),
    producers: list(one.attended.filter((each) => each.role === "producer").map((each) => each.name)),
  }));
  const promotions = register.promotions.map((one): Partial<Record<PromotionColumn, PrintedCell>> => ({
    code: one.id,
    title: one.title,
    kind: promotionKindTitle(one.kind),
    day: day(one.day),
    place: one.place ?? null,
    products: list(one.products),
  }));
  const rows = <Name extends string>(
    lines: readonly Partial<Record<Name, PrintedCell>>[],
    order: readonly Name[],
  ): readonly (readonly PrintedCell[])[] => lines.map((line) => order.map((name) => line[name] ?? null));
  return [
    { name: titles.main, columns: headings(mainColumns, mainOrder), rows: rows(main, mainOrder) },
    {
      name: titles.trainings,
      columns: headings(trainingColumns, trainingOrder),
      rows: rows(trainings, trainingOrder),
    },
    {
      name: titles.promotions,
      columns: headings(promotionColumns, promotionOrder),
      rows: rows(promotions, promotionOrder),
    },
  ];
}
