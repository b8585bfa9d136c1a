import type { Fault } from "zalo-sdk-nodejs/errors";
import { type Instant, minutes } from "../../domain/instant.ts";
import type { Delivery } from "../contract.ts";
import { nextMorning } from "./rules.ts";

/** What a fault means for a message. Nothing that can still arrive one day is refused. */
export function outcomeOf(fault: Fault, now: Instant): Exclude<Delivery, { kind: "sent" }> {
  const why = `${fault.host} ${fault.code ?? fault.message}`;
  switch (fault.advice) {
    case "wait":
      return { kind: "later", at: now + (fault.after ?? minutes(1)), why };
    case "tomorrow":
      return { kind: "later", at: nextMorning(now), why };
    case "token":
    case "setup":
      // Somebody has to act; the message waits, and every try is a line in the log.
      return { kind: "later", at: now + minutes(15), why };
    case "window":
    case "quota":
      // The person's next word opens the window and brings new free replies.
      return { kind: "held", why };
    case "person":
      return { kind: "gone", why };
    case "upload":
    case "final":
      return { kind: "refused", why };
    case "unsure":
      return { kind: "unknown", why };
  }
}
