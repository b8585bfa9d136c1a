import { isOpen } from "../dossier/fold.ts";
import type { Choice } from "../domain/message.ts";
import { askNext, listOfDossier } from "./ask.ts";
import { phrase, say } from "./say.ts";
import type { Scene, Turn } from "./scene.ts";

/** Whether a question of a dossier, or a confirmation, waits for an answer: then nothing else may be numbered. */
export const waitsForWords = (turn: Turn): boolean =>
  turn.thread.pending !== undefined || (isOpen(turn.dossier) && turn.thread.asked !== undefined);

/** What was offered with the confirmation that is still open. */
export const stillOffered = (turn: Turn): readonly Choice[] =>
  turn.thread.offered.filter((one) => !/^[qbruvhg]:/u.test(one.data));

/** The same open question once more; `words` that may have been an answer can still be taken as one. */
export function backToItem(before: Turn, told: Turn, words: string | undefined, scene: Scene): Turn {
  const { asked, pending } = before.thread;
  if (pending?.kind === "reply") return told;
  if (pending !== undefined) {
    const waits = pending.kind === "document";
    const code = waits
      ? pending.asks === "file"
        ? "document-again-file"
        : "document-still"
      : "still-waiting";
    return say(told, scene, code, {}, stillOffered(before));
  }
  if (!isOpen(before.dossier) || asked === undefined) return told;
  const again = askNext(say(told, scene, "back-to"), scene);
  const item = listOfDossier(scene, before.dossier).items[asked];
  if (item?.expect.kind !== "text" || words === undefined) return again;
  const doubtful: Turn = { ...again, thread: { ...again.thread, doubt: words.slice(0, 3000) } };
  return alsoOffer(doubtful, { data: `d:${asked}`, label: phrase(scene, "choice-was-answer") });
}

/** One more choice under the last message. */
function alsoOffer(turn: Turn, choice: Choice): Turn {
  const last = turn.effects.at(-1);
  if (last?.kind !== "say") return turn;
  const message = { ...last.message, choices: [...(last.message.choices ?? []), choice] };
  return { ...turn, effects: [...turn.effects.slice(0, -1), { kind: "say", message }] };
}
