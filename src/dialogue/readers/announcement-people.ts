import type { Segment } from "../../broadcast/segment.ts";
import type { Named } from "../announcement.ts";
import { phrase } from "../say.ts";
import type { Scene } from "../scene.ts";

/** Whom words mean, and the words that mean nobody. */
export const peopleIn = (
  text: string,
  _: Scene,
): { readonly segment: Segment; readonly unread: readonly string[] } => ({ segment: {}, unread: [text] });

/** A segment as staff read it. */
export const peopleInWords = (segment: Segment, _: Scene): string => JSON.stringify(segment);

/** Somebody as staff call them. */
export const called = ({ name, commune, product }: Named, scene: Scene): string => {
  const where = [product, commune].filter((one) => one !== undefined && one !== "").join(", ");
  const who = name === "" ? phrase(scene, "person-nameless") : name;
  return where === "" ? who : `${who} (${where})`;
};
