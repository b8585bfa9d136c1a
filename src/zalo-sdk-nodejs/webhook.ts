import { isObject, type Json, listAt, parseJson, textAt } from "./json.ts";

export type WebhookSettings = {
  readonly appId: string;
  /** The OA Secret Key of the webhook page; not the app's secret. */
  readonly secret: string;
  readonly now: () => number;
  /** How far the body's time may be from now: retries come up to 1 h 51 min later. */
  readonly replay?: number;
};

/**
 * unreadable: no JSON object. unsigned: no signature. test: the console's unsigned probe. app: of another app.
 * signature: does not fit. other-formula: fits with the account's id in the app's place; refused, but worth a line in
 * the log. late: outside the replay window.
 */
export type Verdict =
  | { readonly ok: true; readonly event: Json; readonly at: number }
  | {
      readonly ok: false;
      readonly why: "unreadable" | "unsigned" | "test" | "app" | "signature" | "other-formula" | "late";
    };

const encoder = new TextEncoder();
const replayWindow = 150 * 60_000;

async function sha256(...parts: readonly Uint8Array[]): Promise<string> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  const digest = await crypto.subtle.digest("SHA-256", whole);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Compares in a time that depends on the expected text only. */
function same(got: string, expected: string): boolean {
  let different = got.length ^ expected.length;
  for (let at = 0; at < expected.length; at += 1)
    different |= expected.charCodeAt(at) ^ (got.charCodeAt(at) || 0);
  return different === 0;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The signature of a body: plain SHA-256 over app id, bytes, the body's own time and the secret. */
export const macOf = (appId: string, body: Uint8Array, timestamp: string, secret: string): Promise<string> =>
  sha256(encoder.encode(appId), body, encoder.encode(timestamp), encoder.encode(secret));

const accountOf = (event: Json): string | undefined =>
  textAt(event, "oa_id") ?? textAt(event, "oaId") ?? textAt(event, "recipient", "id");

const isProbe = (event: Json): boolean =>
  textAt(event, "message", "msg_id") === "test" || textAt(event, "sender", "id") === "0";

/** Checks a delivery over its bytes as they came. `header`: the value of X-ZEvent-Signature. */
export async function verifyWebhook(
  settings: WebhookSettings,
  body: Uint8Array,
  header: string | undefined,
): Promise<Verdict> {
  const { appId, secret, now, replay = replayWindow } = settings;
  const text = decode(body);
  const event = text === undefined ? undefined : parseJson(text);
  if (!isObject(event)) return { ok: false, why: "unreadable" };
  const got = (header ?? "")
    .trim()
    .replace(/^mac\s*=\s*/i, "")
    .toLowerCase();
  if (got === "") return { ok: false, why: isProbe(event) ? "test" : "unsigned" };
  const timestamp = textAt(event, "timestamp");
  if (textAt(event, "app_id") !== appId || timestamp === undefined) return { ok: false, why: "app" };
  if (!same(got, await macOf(appId, body, timestamp, secret))) {
    const account = accountOf(event);
    const other = account !== undefined && same(got, await macOf(account, body, timestamp, secret));
    return { ok: false, why: other ? "other-formula" : "signature" };
  }
  const at = Number(timestamp);
  if (!Number.isFinite(at) || Math.abs(now() - at) > replay) return { ok: false, why: "late" };
  return { ok: true, event, at };
}

/** The name under which a delivery is known again, however often it comes. */
export async function deliveryId(event: Json, body: Uint8Array): Promise<string> {
  const name = textAt(event, "event_name") ?? "";
  const one = textAt(event, "message", "msg_id");
  const more = listAt(event, "message", "msg_ids").filter((id) => typeof id === "string");
  const ids = one === undefined ? more.toSorted() : [one];
  return ids.length > 0 && ids.join("+").length <= 200
    ? `${name}:${ids.join("+")}`
    : `${name}:${await sha256(body)}`;
}
