import { createHash } from "node:crypto";
import { threadId, type ThreadId } from "../../domain/ids.ts";

const name = "chat";
const seconds = 400 * 24 * 60 * 60;
const secret = /^[A-Za-z0-9._-]{1,80}$/;

/** The secret of a browser's cookie; undefined when there is none. */
export function secretOf(cookies: string | undefined): string | undefined {
  for (const pair of (cookies ?? "").split(";")) {
    const [key, ...value] = pair.trim().split("=");
    const found = value.join("=");
    if (key === name && secret.test(found)) return found;
  }
  return undefined;
}

/** The thread of a browser. It is made from the cookie by a hash, so that a name in a log opens nobody's chat. */
export function threadOf(cookies: string | undefined): ThreadId | undefined {
  const found = secretOf(cookies);
  return found === undefined
    ? undefined
    : threadId(`web:${createHash("sha256").update(found).digest("base64url").slice(0, 22)}`);
}

/** The header that gives a browser its secret, or renews it at every visit. */
export function cookieFor(value: string, secure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
