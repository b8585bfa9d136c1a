import type { Dossier } from "../../dossier/fold.ts";
import { type Alike, othersOf, productOf } from "../../review/alike.ts";
import { ownerOf, titleOf } from "../ask.ts";
import { audited } from "../audit.ts";
import { backToItem } from "../back.ts";
import { routeOf } from "../duty.ts";
import { isSamePerson } from "../person.ts";
import { type ReviewFound, wantReview } from "../review.ts";
import { hasOn } from "../right.ts";
import { phrase, say, speak } from "../say.ts";
import type { Scene, Turn } from "../scene.ts";

/** Products, and dossiers of each, in one list. */
const mostProducts = 6;
const mostCodes = 6;

/** What a dossier makes, in this programme. */
export const madeIn = (dossier: Dossier, scene: Scene): string | undefined =>
  productOf(scene.setting.programme, scene.setting.checklists[dossier.list], dossier);

/** Whoever has just said what they make: who else makes it is looked up, until it was said once. */
export function alikeWanted(before: Turn, turn: Turn, scene: Scene): Turn {
  const { dossier, person } = turn;
  if (dossier?.state !== "draft" || before.dossier === dossier) return turn;
  const product = madeIn(dossier, scene);
  const was = before.dossier?.id === dossier.id ? madeIn(before.dossier, scene) : undefined;
  const entered = turn.effects.some((one) => one.kind === "enter" && one.dossier === dossier.id);
  const told = person?.dossiers.find((one) => one.id === dossier.id)?.alike === true;
  return product === undefined || product === was || told || !entered
    ? turn
    : wantReview(turn, { ask: "alike", product });
}

/** Others make the same: how many, and what can be done together; who they are is not this person's to know. */
export function alikeTold(turn: Turn, found: Extract<ReviewFound, { ask: "alike" }>, scene: Scene): Turn {
  const { dossier, person } = turn;
  if (dossier === undefined || person === undefined) return turn;
  // Whoever helps with a dossier is no other producer than its owner.
  const count = othersOf(found.dossiers, (owner) => owner === dossier.owner || isSamePerson(person, owner));
  if (count === 0) return turn;
  const { programme } = scene.setting;
  const [bearer] = routeOf(programme, "nhãn hiệu", undefined).bearers;
  const text = phrase(scene, "alike", {
    count,
    place: programme.place.split(",")[0] ?? programme.place,
    title: titleOf(scene, dossier),
    office: bearer?.office.name ?? programme.receiver,
  });
  const dossiers = person.dossiers.map((one) =>
    one.id === dossier.id ? { ...one, alike: true as const } : one,
  );
  return {
    ...turn,
    person: { ...person, dossiers },
    effects: [{ kind: "say", message: { text } }, ...turn.effects],
  };
}

/** "sản phẩm giống nhau": for whoever may see dossiers of every place. */
export const asksAlike = (turn: Turn, words: string, scene: Scene): boolean =>
  /^(?:(?:xem|cho xem|cac|nhung|danh sach|co) )*(?:san pham|ho so) (?:nao )?(?:giong|trung)(?: nhau| lap)?(?: khong| nao| a)*$/u.test(
    words,
  ) && hasOn(turn, "see", { place: undefined }, scene);

/** The products with more than one dossier, with the codes of those that were handed in; drafts only count. */
export function alikeListed(turn: Turn, found: Extract<ReviewFound, { ask: "alikes" }>, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined || !hasOn(turn, "see", { place: undefined }, scene)) return turn;
  const { groups } = found;
  const shown = groups.slice(0, mostProducts);
  const lines = [
    phrase(scene, "alike-list", { count: groups.length }),
    ...shown.map((one) => groupLine(one, scene)),
    ...(groups.length > shown.length
      ? [phrase(scene, "and-more", { count: groups.length - shown.length })]
      : []),
    phrase(scene, "alike-what-to-do"),
  ];
  const told = groups.length === 0 ? say(turn, scene, "alike-none") : speak(turn, lines.join("\n"));
  return backToItem(turn, audited(told, person, "listed-dossiers", "alike"), undefined, scene);
}

function groupLine({ dossiers, drafts }: Alike, scene: Scene): string {
  const [first] = dossiers;
  const codes = dossiers.slice(0, mostCodes).map((one) => {
    const commune = scene.setting.programme.communes.find(({ id }) => id === one.place)?.name;
    const who = [ownerOf(scene, one), commune].filter((part) => part !== undefined && part !== "");
    return `${one.receipt?.code ?? ""} (${who.join(", ")})`;
  });
  const fill = {
    title: first === undefined ? "" : titleOf(scene, first),
    codes: codes.join("; "),
    more: dossiers.length - codes.length,
    drafts,
  };
  const line = phrase(scene, drafts > 0 ? "alike-group-drafts" : "alike-group", fill);
  return fill.more > 0 ? `${line} ${phrase(scene, "and-more", { count: fill.more })}` : line;
}
