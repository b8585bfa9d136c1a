import type { Programme } from "../domain/programme.ts";
import type { Dossier } from "../dossier/fold.ts";
import { otherWords } from "../flow/answers.ts";
import type { Checklist } from "../flow/define.ts";
import { plain } from "../text/plain.ts";

/** What a dossier makes, so that others of the same are found: a product of the programme, or its name without marks and place. */
export function productOf(
  { communes }: Pick<Programme, "communes">,
  list: Checklist | undefined,
  dossier: Pick<Dossier, "answers">,
): string | undefined {
  const item = Object.entries(list?.items ?? {}).find(
    ([, { expect }]) => expect.kind === "from" && expect.list === "products",
  )?.[0];
  const value = item === undefined ? undefined : dossier.answers[item];
  if (typeof value !== "string") return undefined;
  const words = otherWords(value);
  if (words === undefined) return value;
  const name = ` ${plain(words)} `;
  const places = communes
    .flatMap((one) => [one.name, ...one.also])
    .map((one) => ` ${plain(one)} `)
    .toSorted((one, two) => two.length - one.length);
  const bare = places.reduce((rest, place) => rest.replace(place, " "), name).trim();
  return `other:${bare === "" ? name.trim() : bare}`;
}

/** How many other people make the same; whoever prepares several counts once. */
export const othersOf = (dossiers: readonly Dossier[], isOwn: (owner: string) => boolean): number =>
  new Set(dossiers.map((one) => one.owner).filter((owner) => !isOwn(owner))).size;

/** Dossiers that were handed in for the same product, and how many others prepare one of it. */
export type Alike = {
  readonly product: string;
  readonly dossiers: readonly Dossier[];
  readonly drafts: number;
};

/** Products with more than one dossier, those with most first; `all`: the dossiers of a product by name, drafts too. */
export function alikes(
  handedIn: readonly Dossier[],
  product: (dossier: Dossier) => string | undefined,
  all: (product: string) => readonly string[],
): readonly Alike[] {
  return [...Map.groupBy(handedIn, product)]
    .flatMap(([name, dossiers]) =>
      name === undefined ? [] : [{ product: name, dossiers, drafts: othersThan(dossiers, all(name)) }],
    )
    .filter((one) => one.dossiers.length + one.drafts > 1)
    .toSorted((one, two) => sizeOf(two) - sizeOf(one));
}

const othersThan = (dossiers: readonly Dossier[], names: readonly string[]): number =>
  names.filter((id) => dossiers.every((one) => one.id !== id)).length;

const sizeOf = ({ dossiers, drafts }: Alike): number => dossiers.length + drafts;
