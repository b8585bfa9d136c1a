import type { Channel, Delivery } from "./contract.ts";

/** How many sent calls are remembered. */
const mostKnown = 5_000;

/**
 * Sends what went already not twice: parts of a message come again when a later one has to wait, and whole messages when
 * the store went away before it could be written down that they are sent.
 */
export function sentOnce(send: Channel["send"]): Channel["send"] {
  const known = new Map<string, Delivery>();
  return async (call) => {
    const before = known.get(call.id);
    if (before !== undefined) return before;
    const delivery = await send(call);
    if (delivery.kind === "sent") known.set(call.id, delivery);
    const [oldest] = known.keys();
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
    return delivery;
  };
}
