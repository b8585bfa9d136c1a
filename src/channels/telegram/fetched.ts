import type { Connect } from "./api.ts";

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** The way to the platform where the runtime itself keeps the connections. */
export const fetched =
  (fetch: Fetch): Connect =>
  (origin) => {
    const closing = new AbortController();
    return {
      post: async (path, type, body, limit) => {
        const answer = await fetch(`${origin}${path}`, {
          method: "POST",
          headers: { "content-type": type },
          body,
          redirect: "manual",
          signal: AbortSignal.any([closing.signal, AbortSignal.timeout(limit)]),
        });
        return { status: answer.status, text: await answer.text() };
      },
      close: () => Promise.resolve(closing.abort()),
    };
  };
