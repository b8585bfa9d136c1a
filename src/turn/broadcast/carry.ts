import type { Channel, Delivery } from "../../channels/contract.ts";
import { fit } from "../../channels/fit.ts";
import { threadId } from "../../domain/ids.ts";
import type { Message } from "../../domain/message.ts";

/** How it went, and how many calls went before the first that did not. */
export type Carried = { readonly outcome: Delivery; readonly went: number };

/** The calls that a message is, as a channel makes them. */
const callsOf = (channel: Channel, message: Message, thread: string, id: string) =>
  fit(message, channel.can).flatMap((part, at) =>
    channel.render(part, threadId(thread), at === 0 ? id : `${id}.${at}`),
  );

/**
 * Sends a message call by call, without the first `from` that went before; stops at the first that does not go. between:
 * waited for before every call but the first.
 */
export async function carry(
  channel: Channel,
  message: Message,
  thread: string,
  id: string,
  from = 0,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Carried> {
  let went = from;
  for (const call of callsOf(channel, message, thread, id).slice(from)) {
    if (went > from) await between();
    const outcome = await channel.send(call).catch((): Delivery => ({ kind: "unknown", why: "threw" }));
    if (outcome.kind !== "sent") return { outcome, went };
    went += 1;
  }
  return { outcome: { kind: "sent" }, went };
}
