import type { Fetch } from "./open.ts";

/** 64 vectors of 3,072 figures are smaller. */
const largest = 4 * 1024 * 1024;
/** Nobody waits longer for the second try. */
const longestPause = 2;

/** Reads the whole answer, up to a size, follows no redirect, and forbids a second try that the server wants late. */
export const bounded =
  (fetch: Fetch) =>
  async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const address = input instanceof Request ? input.url : String(input);
    const response = await fetch(address, { ...init, redirect: "manual" });
    if (response.status >= 300 && response.status < 400)
      throw new Error("The model's server sent us elsewhere");
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body ?? []) {
      const bytes: unknown = part;
      if (!(bytes instanceof Uint8Array)) continue;
      size += bytes.byteLength;
      // Leaving the loop ends the stream.
      if (size > largest) throw new Error("The model's server sent more than it was asked for");
      parts.push(bytes);
    }
    const headers = new Headers(response.headers);
    const pause = headers.get("retry-after");
    if (pause !== null && !(Number(pause) <= longestPause)) headers.set("x-should-retry", "false");
    return new Response(Buffer.concat(parts), { status: response.status, headers });
  };
