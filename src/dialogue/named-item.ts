import type { Dossier } from "../dossier/fold.ts";
import type { Item } from "../flow/define.ts";
import { mentions } from "../flow/glean.ts";
import { pointsOf } from "../review/points-to-see.ts";
import { plain } from "../text/plain.ts";
import { listOfDossier } from "./ask.ts";
import type { Scene } from "./scene.ts";

const namesOf = (item: Item | undefined, scene: Scene): readonly string[] => {
  if (item === undefined) return [];
  const paper = item.expect.kind === "paper" ? scene.setting.papers[item.expect.paper] : undefined;
  return [item.short, ...(item.also ?? []), ...(paper === undefined ? [] : [paper.name, paper.short])];
};

/** An item that words name, and the name they say; the longest name wins. Only what can be looked at has one. */
export function itemNamed(
  said: string,
  dossier: Dossier,
  scene: Scene,
): { readonly id: string; readonly name: string } | undefined {
  const list = listOfDossier(scene, dossier);
  const ids = new Set([
    ...pointsOf(list, dossier).map((one) => one.item),
    ...Object.keys(list.items).filter((id) => dossier.answers[id] !== undefined),
  ]);
  const named = [...ids].flatMap((id) =>
    namesOf(list.items[id], scene)
      .filter((name) => mentions(said, name))
      .map((name) => ({ id, name })),
  );
  return named.toSorted((one, two) => two.name.length - one.name.length)[0];
}

const besides = new Set("them lai giup cho nua toi em anh vi bi thi la cai phan muc con nhe a".split(" "));

/** The words said beside a name they begin or end with: "giấy attp hết hạn" gives "hết hạn". */
export function besideName(said: string, name: string): string {
  const words = said.split(/\s+/u).filter((one) => one !== "");
  // An abbreviation stands for several words.
  const bare = words.flatMap((one, at) =>
    plain(one)
      .split(" ")
      .map((word) => ({ word, at })),
  );
  const wanted = plain(name).split(" ");
  const isAt = (from: number): boolean =>
    from >= 0 && wanted.every((one, place) => bare[from + place]?.word === one);
  const isBeside = (at: number): boolean => besides.has(plain(words[at] ?? ""));
  let first = bare.findIndex((one) => !besides.has(one.word));
  if (isAt(0)) first = 0;
  const last = bare.findLastIndex((one) => !besides.has(one.word));
  const atEnd = last + 1 - wanted.length;
  const [from, until] = isAt(first)
    ? [(bare[first + wanted.length - 1]?.at ?? 0) + 1, words.length]
    : isAt(atEnd)
      ? [0, bare[atEnd]?.at ?? 0]
      : [-1, -1];
  if (from < 0) return said;
  const left = words.slice(from, until);
  const start = left.findIndex((_, at) => !isBeside(from + at));
  const end = left.findLastIndex((_, at) => !isBeside(from + at));
  return start < 0 ? "" : left.slice(start, end + 1).join(" ");
}
