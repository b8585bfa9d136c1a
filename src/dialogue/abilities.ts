import type { Right } from "../domain/role.ts";
import { phrase } from "./say.ts";
import type { Scene } from "./scene.ts";

/** Rights whose commands are told, in this order. */
export const rightsTold = [
  "review",
  "answer",
  "approve",
  "score",
  "minutes",
  "report",
  "register",
  "announce",
  "invite",
  "retain",
  "operate",
] as const satisfies readonly Right[];

/** What somebody with these rights can type here, a line each: said with their role, and when they ask for help. */
export function abilities(has: (right: Right) => boolean, scene: Scene): readonly string[] {
  const lines = rightsTold.filter(has).map((right) => phrase(scene, `can-${right}`));
  return lines.length === 0 ? [] : [phrase(scene, "can-head"), ...lines];
}
