import { days, hours } from "../domain/instant.ts";
import type { Effect, Scene, Turn } from "./scene.ts";
import { newThread } from "./thread.ts";

/** How long the words of someone who has not agreed to anything stay on their page. */
const strangerStays = hours(24);

export const forgetLater = (scene: Scene): Effect => ({
  kind: "remind",
  name: "forget",
  at: scene.now + strangerStays,
});

/** How long the address of a stranger who waits for an office's answer is kept. */
export const awaits = days(30);

/**
 * Forgets a stranger's chat a day after their last word; who has agreed is not a stranger. Where an office still has to
 * answer, the chat's name stays with the question, to bring the answer there.
 */
export function forgetStranger(turn: Turn, scene: Scene): Turn {
  if (turn.person !== undefined || turn.thread.person !== undefined) return turn;
  const { waiting } = turn.thread;
  const until = turn.thread.lastAt === 0 ? (waiting?.until ?? 0) : turn.thread.lastAt + strangerStays;
  if (scene.now < until)
    return { ...turn, effects: [...turn.effects, { kind: "remind", name: "forget", at: until }] };
  const stays = waiting !== undefined && waiting.inquiries.length > 0 && scene.now < waiting.until;
  const erase = { kind: "erase", dossiers: [], files: [], all: true } as const;
  return stays
    ? {
        ...turn,
        thread: { ...newThread, waiting },
        effects: [
          ...turn.effects,
          { ...erase, await: true },
          { kind: "remind", name: "forget", at: waiting.until },
        ],
      }
    : { ...turn, thread: newThread, effects: [...turn.effects, erase] };
}
