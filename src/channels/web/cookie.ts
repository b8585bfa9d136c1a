import { threadId, type ThreadId } from "../../domain/ids.ts";

const name = "chat";
const seconds = 400 * 24 * 60 * 60;
const secret = /^[A-Za-z0-9._-]{1,80}$/;

/** The thread a browser's cookie names; undefined when there is none. */
export function threadOf(cookies: string | undefined): ThreadId | undefined {
  for (const pair of (cookies ?? "").split(";")) {
    const [key, ...value] = pair.trim().split("=");
    const found = value.join("=");
    if (key === name && secret.test(found)) return threadId(`web:${found}`);
  }
  return undefined;
}

/** The header that gives a browser its thread, or renews it at every visit. */
export function cookieFor(thread: ThreadId, secure: boolean): string {
  const value = thread.slice("web:".length);
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
