import { segmentLists } from "../../../broadcast/segment-lists.ts";
import { readSegment, segmentInWords, type SegmentRead } from "../../../broadcast/segment-words.ts";
import type { Segment } from "../../../broadcast/segment.ts";
import type { Named } from "../../announcement.ts";
import { phrase } from "../../say.ts";
import type { Scene } from "../../scene.ts";

/** Whom words mean, and the words that mean nobody. */
export const peopleIn = (text: string, { setting, today }: Scene): SegmentRead =>
  readSegment(text, segmentLists(setting, today));

/** A segment as staff read it. */
export const peopleInWords = (segment: Segment, { setting, today }: Scene): string =>
  segmentInWords(segment, segmentLists(setting, today));

/** Somebody as staff call them. */
export const called = ({ name, commune, product }: Named, scene: Scene): string => {
  const where = [product, commune].filter((one) => one !== undefined && one !== "").join(", ");
  const who = name === "" ? phrase(scene, "person-nameless") : name;
  return where === "" ? who : `${who} (${where})`;
};
