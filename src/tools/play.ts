import type { Setting } from "../dialogue/scene.ts";
import { type Conversation, deedOf } from "./conversation.ts";
import { type Played, playTo, type Talk } from "./play-to.ts";
import { type Props, rehearse } from "./rehearsal.ts";

export { chatOf, playTo, seatIn, type Talk } from "./play-to.ts";

/** Plays a conversation through the whole assistant on a fixed clock. */
export async function play(conversation: Conversation, setting: Setting, props: Props = {}): Promise<Played> {
  const { at, alone } = conversation;
  const rehearsal = await rehearse(setting, at, { ...props, ...(alone === undefined ? {} : { alone }) });
  const line: Talk["line"] = (text, thread) => rehearsal.deed(deedOf(text), thread);
  return playTo({ ...rehearsal, line, others: rehearsal }, conversation, setting);
}
