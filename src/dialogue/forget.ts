import { hours } from "../domain/instant.ts";
import type { Effect, Scene, Turn } from "./scene.ts";
import { newThread } from "./thread.ts";

/** How long the words of someone who has not agreed to anything stay on their page. */
const strangerStays = hours(24);

export const forgetLater = (scene: Scene): Effect => ({
  kind: "remind",
  name: "forget",
  at: scene.now + strangerStays,
});

/** Forgets a stranger's chat a day after their last word; who has agreed is not a stranger. */
export function forgetStranger(turn: Turn, scene: Scene): Turn {
  if (turn.person !== undefined || turn.thread.person !== undefined) return turn;
  const until = turn.thread.lastAt + strangerStays;
  if (scene.now < until)
    return { ...turn, effects: [...turn.effects, { kind: "remind", name: "forget", at: until }] };
  return {
    ...turn,
    thread: newThread,
    effects: [...turn.effects, { kind: "erase", dossiers: [], files: [], all: true }],
  };
}
