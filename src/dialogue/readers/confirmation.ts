import { readYesNo } from "../../text/yesno.ts";
import { askNext, menu } from "../ask.ts";
import { answer } from "../record.ts";
import { say } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { moveAgreed, moveDeclined, renewAgreed } from "./carry.ts";
import { change } from "./correction.ts";
import { agreeToHelp } from "./join.ts";
import { enter, importDropped, importSure, remove } from "./book/programme-book.ts";
import { handInAgreed, withdrawn } from "./hand-in.ts";
import { decisionAgreed } from "./office/review.ts";
import { eraseAgreed } from "./my-data.ts";
import { inviteAgreed, unseatAgreed } from "./office/roles.ts";
import { letGoAgreed } from "./office/retention.ts";
import { sessionAgreed, sessionDeclined } from "./council/session.ts";
import { agreed, declined, told } from "./register.ts";
import { unpackAgreed, unpackDeclined } from "./unpacking.ts";
import { roundAgreed } from "./office/rounds.ts";

/** An answer to what was just asked to be confirmed. Other words leave the confirmation open. */
export const confirmation: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { pending } = turn.thread;
  if (pending === undefined || pending.kind === "document" || pending.kind === "announcement")
    return undefined;
  if (pending.kind === "new-value") return change(settled(turn), scene, pending.item, text);
  const said = readYesNo(text);
  if (said !== undefined) return decideOn(turn, scene, said === "yes");
  return pending.kind === "start" ? told(turn, text, scene) : undefined;
};

const settled = (turn: Turn): Turn => {
  const { pending: _, ...rest } = turn.thread;
  return { ...turn, thread: rest };
};

/** Carries out, or drops, what was pending. */
export function decideOn(turn: Turn, scene: Scene, yes: boolean): Turn {
  const { pending } = turn.thread;
  const done = settled(turn);
  if (pending === undefined) return askNext(say(done, scene, "nothing-pending"), scene);
  switch (pending.kind) {
    case "start":
      return yes ? agreed(done, scene, pending.words) : declined(done, scene);
    case "change":
      return askNext(
        yes ? answer(done, scene, pending.item, pending.value) : say(done, scene, "kept-old"),
        scene,
      );
    case "move":
      return yes ? moveAgreed(done, pending.dossier) : moveDeclined(done, scene);
    case "renew":
      return yes ? renewAgreed(done, pending) : menu(say(done, scene, "not-now"), scene);
    case "join":
      return yes ? agreeToHelp(done, pending.code, scene) : menu(say(done, scene, "not-now"), scene);
    case "hand-in":
      return yes ? handInAgreed(done, scene) : askNext(say(done, scene, "not-handed-in"), scene);
    case "withdraw":
      return yes ? withdrawn(done, scene) : askNext(say(done, scene, "not-withdrawn"), scene);
    case "return":
    case "accept":
    case "result":
      return yes ? decisionAgreed(done, pending) : say(done, scene, "decide-again");
    case "erase":
      return yes ? eraseAgreed(done, scene, pending.all) : askNext(say(done, scene, "not-erased"), scene);
    case "enter":
      return yes ? enter(done, pending.entry) : say(done, scene, "book-not-written");
    case "remove":
      return yes ? remove(done, pending.record) : say(done, scene, "book-kept");
    case "import":
      return yes ? importSure(done, pending.file) : importDropped(done, pending.file, scene);
    case "unpack":
      return yes ? unpackAgreed(done, pending.file) : unpackDeclined(done, pending.file, scene);
    case "round":
      return yes ? roundAgreed(done, pending.deed, pending.round, scene) : say(done, scene, "round-dropped");
    case "invite":
      return yes
        ? inviteAgreed(done, pending.role, scene)
        : askNext(say(done, scene, "invite-dropped"), scene);
    case "unseat":
      return yes
        ? unseatAgreed(done, pending.code, scene)
        : askNext(say(done, scene, "unseat-dropped"), scene);
    case "let-go":
      return yes ? letGoAgreed(done, pending) : askNext(say(done, scene, "retention-kept"), scene);
    case "session-open":
    case "session-name":
    case "session-conflict":
    case "session-score":
    case "session-close":
    case "session-drop":
    case "session-send":
      return yes ? sessionAgreed(done, pending, scene) : sessionDeclined(done, pending, scene);
    case "new-value":
    case "reply":
    case "reasons":
    case "document":
    case "announcement":
      return askNext(done, scene);
  }
}
