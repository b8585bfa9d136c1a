import { consult, type Consult } from "./consult.ts";
import type { Answer } from "./errors.ts";
import type { Json } from "./json.ts";
import {
  account,
  type Account,
  allowance,
  type Allowance,
  type icons,
  react,
  type Tags,
  tags,
  type Users,
  users,
} from "./people.ts";
import { type Templates, templates } from "./template.ts";
import type { TokenSource } from "./token-keeper.ts";
import { memoryUploads, type UploadCache, uploads } from "./uploads.ts";
import { type Ask, call, type Wire } from "./wire.ts";

export type ZaloApi = {
  readonly message: Consult;
  readonly template: Templates;
  readonly users: Users;
  readonly tags: Tags;
  readonly react: (userId: string, messageId: string, icon: keyof typeof icons) => Promise<Answer<undefined>>;
  readonly account: () => Promise<Answer<Account>>;
  readonly allowance: () => Promise<Answer<Allowance>>;
};

export type ZaloSettings = {
  readonly wire: Wire;
  readonly tokens: TokenSource;
  readonly now: () => number;
  /** Given when the app insists on appsecret_proof. */
  readonly appSecret?: string;
  /** Whether the account may send buttons in the chat. */
  readonly buttons?: boolean;
  readonly onButtonsRefused?: () => void;
  readonly uploads?: UploadCache;
};

/** The proof that a call with this token comes from the app: HMAC-SHA256 of the token, in hex. */
export async function secretProof(secret: string, token: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(token));
  return [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The API of one Official Account. Every answer is a value; nothing here throws for what Zalo says. */
export function zaloApi(settings: ZaloSettings): ZaloApi {
  const { wire, tokens, now, appSecret, buttons = false, onButtonsRefused } = settings;

  const withToken = async (ask: Ask, token: string): Promise<Answer<Json>> => {
    const proof = appSecret === undefined ? {} : { appsecret_proof: await secretProof(appSecret, token) };
    return call(wire, { ...ask, headers: { ...ask.headers, access_token: token, ...proof } });
  };
  /** A refused token is replaced once: another process may have refreshed meanwhile. */
  const ask = async (wanted: Ask): Promise<Answer<Json>> => {
    const token = await tokens.access();
    if (!token.ok) return token;
    const answer = await withToken(wanted, token.value);
    if (answer.ok || answer.fault.advice !== "token") return answer;
    const next = await tokens.access(token.value);
    return next.ok ? withToken(wanted, next.value) : next;
  };

  const sender = { ask, uploads: uploads(ask, settings.uploads ?? memoryUploads(), now), buttons };
  return {
    message: consult({ ...sender, ...(onButtonsRefused === undefined ? {} : { onButtonsRefused }) }),
    template: templates(ask),
    users: users(ask),
    tags: tags(ask),
    react: react(ask),
    account: account(ask),
    allowance: allowance(ask),
  };
}
