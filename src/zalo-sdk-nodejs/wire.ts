import { type Answer, type Fault, faultOf, type Host } from "./errors.ts";
import { isObject, type Json, numberAt, parseJson, textAt } from "./json.ts";

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** Where the three hosts are; each can be replaced, for a relay or for a test. */
export type Roots = Readonly<Record<Host, string>>;

export const zaloRoots: Roots = {
  openapi: "https://openapi.zalo.me",
  business: "https://business.openapi.zalo.me",
  oauth: "https://oauth.zaloapp.com",
};

/** How calls go out. `limit`: milliseconds that one call may take, its answer read to the end. */
export type Wire = { readonly fetch: Fetch; readonly roots: Roots; readonly limit: number };

export type Ask = {
  readonly host: Host;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** One JSON text in the query, as the API wants it. */
  readonly data?: Json;
  readonly body?: Json | FormData | URLSearchParams;
};

const addressOf = (roots: Roots, { host, path, data }: Ask): string => {
  const query = data === undefined ? "" : `?data=${encodeURIComponent(JSON.stringify(data))}`;
  return `${roots[host].replace(/\/+$/, "")}${path}${query}`;
};

function initOf({ headers = {}, body }: Ask, signal: AbortSignal): RequestInit {
  // An answer that leads elsewhere would take the token along.
  const common = { signal, redirect: "manual" } as const;
  if (body === undefined) return { ...common, method: "GET", headers };
  if (body instanceof FormData || body instanceof URLSearchParams)
    return { ...common, method: "POST", headers, body };
  return {
    ...common,
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

function httpFault(host: Host, response: Response): Fault {
  const { status } = response;
  const seconds = Number(response.headers.get("retry-after") ?? "");
  const after = Number.isFinite(seconds) && seconds > 0 ? { after: seconds * 1000 } : {};
  const advice =
    status === 401 ? "token" : status === 429 ? "wait" : status >= 500 || response.ok ? "unsure" : "final";
  return { host, code: status, advice, message: `HTTP ${status}`, ...after };
}

/** One call. Zalo answers refusals with HTTP 200: it went well only when `error` is 0 or, for tokens, not there. */
export async function call(wire: Wire, ask: Ask): Promise<Answer<Json>> {
  const { host } = ask;
  try {
    const response = await wire.fetch(
      addressOf(wire.roots, ask),
      initOf(ask, AbortSignal.timeout(wire.limit)),
    );
    const body = parseJson(await response.text());
    const code = numberAt(body, "error");
    if (code !== undefined && code !== 0)
      return {
        ok: false,
        fault: faultOf(host, code, textAt(body, "message") ?? textAt(body, "error_name") ?? ""),
      };
    if (!response.ok || !isObject(body)) return { ok: false, fault: httpFault(host, response) };
    return { ok: true, value: body };
  } catch (why) {
    const message = why instanceof Error ? why.name : "network";
    return { ok: false, fault: { host, code: undefined, advice: "unsure", message } };
  }
}
