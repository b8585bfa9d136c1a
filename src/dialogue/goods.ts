import type { Product } from "../domain/programme.ts";
import type { ProductSet } from "../domain/set.ts";
import { otherWords, type Value } from "../flow/answers.ts";
import type { ListName } from "../flow/define.ts";
import { plain } from "../text/plain.ts";
import { listOfDossier } from "./ask.ts";
import { heard, lengthOf, stands } from "./said.ts";
import type { Scene, Turn } from "./scene.ts";

/** What somebody makes, with the product set it belongs to. `product`: of the programme; `own`: it is that of the open dossier. */
export type Goods = {
  readonly name: string;
  readonly set: ProductSet;
  readonly product?: Product;
  readonly own: boolean;
};

const setsOf = (scene: Scene): readonly ProductSet[] => scene.setting.sets[scene.setting.programme.law] ?? [];

/** The goods that the words name: a product of the programme, or a product set by what belongs to it. */
export function goodsNamed(turn: Turn, text: string, scene: Scene): Goods | undefined {
  const product = longest(text, scene.setting.programme.products, (one) => [one.name, ...one.also]);
  if (product !== undefined) {
    const own = ownAnswer(turn, scene, "products") === product.id;
    return goodsOf(scene, product, own ? ownAnswer(turn, scene, "sets") : undefined, own);
  }
  const set = longest(text, setsOf(scene), (one) => [
    one.name,
    ...one.name.split(", ").filter((part) => part.includes(" ")),
    ...one.also.filter((name) => sure(text, name)),
  ]);
  return set === undefined ? undefined : { name: set.name, set, own: false };
}

/** The goods of the open dossier. */
export function ownGoods(turn: Turn, scene: Scene): Goods | undefined {
  const named = ownAnswer(turn, scene, "products");
  const set = ownAnswer(turn, scene, "sets");
  const product = scene.setting.programme.products.find((one) => one.id === named);
  if (product !== undefined) return goodsOf(scene, product, set, true);
  const words = named === undefined ? undefined : otherWords(named);
  if (words === undefined) return undefined;
  const known = setsOf(scene).find((one) => one.id === set) ?? goodsNamed(turn, words, scene)?.set;
  return known === undefined ? undefined : { name: words, set: known, own: true };
}

/** Whether the product may belong to a set that another ministry manages. */
export const isDoubtful = ({ product, set }: Goods, scene: Scene): boolean =>
  setsOf(scene).some((one) => product?.otherSets.includes(one.id) === true && one.body !== set.body);

/** The ministries that manage what the words, or else the open dossier, speak of; or the one that is named. */
export function bodyOf(turn: Turn, text: string, scene: Scene): string | undefined {
  const said = heard(text);
  const bodies = scene.setting.programme.offices.flatMap((one) => one.manages?.bodies ?? []);
  return (
    bodies.find((body) => stands(said, body)) ??
    (goodsNamed(turn, text, scene) ?? ownGoods(turn, scene))?.set.body
  );
}

/** A product of the programme, in the set that was answered, else in the one it most likely belongs to. */
function goodsOf(
  scene: Scene,
  product: Product,
  answered: Value | undefined,
  own: boolean,
): Goods | undefined {
  const sets = setsOf(scene);
  const set = sets.find((one) => one.id === answered) ?? sets.find((one) => one.id === product.set);
  return set === undefined ? undefined : { name: product.name, set, product, own };
}

/** The open dossier's answer to the item that is taken from a list. */
function ownAnswer(turn: Turn, scene: Scene, list: ListName): Value | undefined {
  if (turn.dossier === undefined) return undefined;
  const { items } = listOfDossier(scene, turn.dossier);
  const id = Object.keys(items).find((name) => {
    const expect = items[name]?.expect;
    return expect?.kind === "from" && expect.list === list;
  });
  return id === undefined ? undefined : turn.dossier.answers[id];
}

/** The one with the longest name in the words. */
function longest<One>(
  text: string,
  all: readonly One[],
  namesOf: (one: One) => readonly string[],
): One | undefined {
  const said = heard(text);
  const named = all.flatMap((one) => {
    const lengths = namesOf(one)
      .filter((name) => stands(said, name))
      .map(lengthOf);
    return lengths.length === 0 ? [] : [{ one, length: Math.max(...lengths) }];
  });
  return named.toSorted((one, two) => two.length - one.length)[0]?.one;
}

const made = /(?:lam|ban|nau|san xuat|che bien|trong|nuoi|nha) $/u;

/** One syllable is many words without its marks, "trứng" stands in "tập trung": it has to be what somebody makes. */
function sure(text: string, name: string): boolean {
  if (name.includes(" ") || text.normalize("NFC").toLowerCase().includes(name.normalize("NFC"))) return true;
  const words = ` ${plain(text)} `;
  const at = words.indexOf(` ${plain(name)} `);
  return at >= 0 && made.test(words.slice(0, at + 1));
}
