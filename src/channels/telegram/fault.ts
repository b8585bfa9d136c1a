import { GrammyError } from "grammy";
import { minutes, seconds, type Instant } from "../../domain/instant.ts";
import type { Delivery } from "../contract.ts";
import { StrangeAnswer } from "./api.ts";

/** Faults that stand before the first byte: nothing can have arrived. */
const notSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** 400 texts that mean there is nobody to write to. */
const nobody = /chat not found|PEER_ID_INVALID|USER_IS_BLOCKED|INPUT_USER_DEACTIVATED/iu;

/** What stands between quotes may be what a person wrote. */
const wordless = (description: string): string =>
  description.replaceAll(/'[^']*'|"[^"]*"/gu, "…").slice(0, 120);

/** What a failed call means for the message. The code decides, then the beginning of the description: their list is open. */
export function deliveryOf(why: unknown, now: Instant): Delivery {
  if (why instanceof GrammyError) return answered(why, now);
  if (why instanceof StrangeAnswer) return { kind: "unknown", why: `http-${why.status}` };
  const code = codeOf(why);
  return notSent.has(code)
    ? { kind: "later", at: now + seconds(5), why: code }
    : { kind: "unknown", why: code };
}

function answered({ error_code: code, description, parameters }: GrammyError, now: Instant): Delivery {
  const why = wordless(description);
  if (code === 429) return { kind: "later", at: now + seconds(parameters.retry_after ?? 5), why };
  if (code >= 500) return { kind: "unknown", why };
  // A revoked token or a wrong address is our fault and no message's: all wait until it is put right.
  if (code === 401 || code === 404 || code === 421) return { kind: "later", at: now + minutes(5), why };
  if (code === 409) return { kind: "later", at: now + seconds(3), why };
  if (code === 403) return { kind: "gone", why };
  if (code === 400 && description.includes("message is not modified")) return { kind: "sent" };
  if (code === 400 && nobody.test(description)) return { kind: "gone", why };
  return { kind: "refused", why };
}

/** The error's own code; its text may hold the address, and that holds the token. */
function codeOf(why: unknown): string {
  if (typeof why === "object" && why !== null && "code" in why && typeof why.code === "string")
    return why.code;
  return why instanceof Error ? why.name : "unknown";
}

export const cannotParse = (why: unknown): boolean =>
  why instanceof GrammyError && why.error_code === 400 && why.description.includes("can't parse entities");

/** The picture cannot be shown as one; as a file it can still be sent. */
export const noPicture = (why: unknown): boolean =>
  why instanceof GrammyError &&
  why.error_code === 400 &&
  /PHOTO_INVALID_DIMENSIONS|IMAGE_PROCESS_FAILED|PHOTO_SAVE_FILE_INVALID|unsupported extension|too big for a photo/iu.test(
    why.description,
  );

/** The code of a fault for the log. */
export function faultCode(why: unknown): string {
  if (why instanceof GrammyError) return `${why.error_code} ${wordless(why.description)}`;
  return why instanceof StrangeAnswer ? `http-${why.status}` : codeOf(why);
}
