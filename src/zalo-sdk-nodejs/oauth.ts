import type { Answer } from "./errors.ts";
import { numberAt, textAt } from "./json.ts";
import { call, type Wire } from "./wire.ts";

/** An access token, the refresh token that works once, and how long the access token lives in milliseconds. */
export type Pair = { readonly access: string; readonly refresh: string; readonly lives: number };

export type OAuth = {
  /** The link on which an administrator of the account gives consent. */
  readonly consentLink: (wanted: {
    readonly redirect: string;
    readonly challenge?: string;
    readonly state?: string;
  }) => string;
  readonly exchange: (code: string, verifier: string) => Promise<Answer<Pair>>;
  readonly refresh: (token: string) => Promise<Answer<Pair>>;
};

const accessLife = 25 * 3600;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The challenge that belongs to a verifier: the SHA-256 of its letters, base64url without padding. */
export async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

/** Tokens of version 4. The app's secret goes in a header, never in an address. */
export function oauth(wire: Wire, app: { readonly id: string; readonly secret: string }): OAuth {
  const token = async (fields: Readonly<Record<string, string>>): Promise<Answer<Pair>> => {
    const body = new URLSearchParams({ ...fields, app_id: app.id });
    const answer = await call(wire, {
      host: "oauth",
      path: "/v4/oa/access_token",
      headers: { secret_key: app.secret },
      body,
    });
    if (!answer.ok)
      return {
        ok: false,
        fault: namesToken(answer.fault.message) ? { ...answer.fault, advice: "token" } : answer.fault,
      };
    const access = textAt(answer.value, "access_token");
    const refresh = textAt(answer.value, "refresh_token");
    if (access === undefined || refresh === undefined)
      return {
        ok: false,
        fault: { host: "oauth", code: undefined, advice: "unsure", message: "no tokens in the answer" },
      };
    return {
      ok: true,
      value: { access, refresh, lives: (numberAt(answer.value, "expires_in") ?? accessLife) * 1000 },
    };
  };
  return {
    consentLink: ({ redirect, challenge, state }) => {
      const query = new URLSearchParams({ app_id: app.id, redirect_uri: redirect });
      if (challenge !== undefined) query.set("code_challenge", challenge);
      if (state !== undefined) query.set("state", state);
      return `${wire.roots.oauth.replace(/\/+$/, "")}/v4/oa/permission?${query.toString()}`;
    },
    exchange: (code, verifier) => token({ code, code_verifier: verifier, grant_type: "authorization_code" }),
    refresh: (refresh) => token({ refresh_token: refresh, grant_type: "refresh_token" }),
  };
}

const namesToken = (message: string): boolean =>
  /invalid[ _]refresh[ _]?token|refresh[ _]token/i.test(message);
