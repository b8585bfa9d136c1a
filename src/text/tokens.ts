import { fold } from "./fold.ts";

/** Folded syllables: "Hợp tác xã" -> ["hop", "tac", "xa"]. */
export const tokens = (text: string): string[] => {
  const folded = fold(text);
  return folded === "" ? [] : folded.split(" ");
};
