import { z } from "zod";
import { hours, type Instant } from "../domain/instant.ts";
import { linkSecretKey } from "../domain/keys.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../store/contract.ts";

/** What a link gives: one version of one form of one dossier, until then. */
export type FormClaim = {
  readonly dossier: string;
  readonly form: string;
  readonly number: number;
  readonly until: Instant;
};

export type FormLinks = {
  readonly token: (
    claim: Omit<FormClaim, "until">,
  ) => Promise<{ readonly token: string; readonly until: Instant }>;
  /** What a token gives; undefined when it is not ours or its time is over. */
  readonly claim: (token: string) => Promise<FormClaim | undefined>;
};

const linkLives = hours(24);
const longestToken = 400;
const algorithm = { name: "HMAC", hash: "SHA-256" };
const claimSchema = z.tuple([z.string(), z.string(), z.number(), z.number()]);

/** Signed names of forms, good for a day. Their key is made once and lies in the store, so that every process knows it. */
export function formLinks(store: Pick<Store, "load" | "commit">, clock: Clock): FormLinks {
  let opened: Promise<CryptoKey> | undefined;
  const key = (): Promise<CryptoKey> => {
    opened ??= secret(store, clock.now())
      .then((bytes) => crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]))
      .catch((why: unknown) => {
        opened = undefined;
        throw why;
      });
    return opened;
  };
  return {
    token: async ({ dossier, form, number }) => {
      const until = clock.now() + linkLives;
      const said = new TextEncoder().encode(JSON.stringify([dossier, form, number, until]));
      const sign = new Uint8Array(await crypto.subtle.sign(algorithm.name, await key(), said));
      return { token: `${base64(said)}.${base64(sign)}`, until };
    },
    claim: async (token) => {
      const [said, sign, ...rest] = token.length > longestToken ? [] : token.split(".").map(bytesOf);
      if (said === undefined || sign === undefined || rest.length > 0) return undefined;
      if (!(await crypto.subtle.verify(algorithm.name, await key(), sign, said))) return undefined;
      const [dossier, form, number, until] = claimSchema.parse(JSON.parse(new TextDecoder().decode(said)));
      return until < clock.now() ? undefined : { dossier, form, number, until };
    },
  };
}

const base64 = (bytes: Uint8Array): string => bytes.toBase64({ alphabet: "base64url", omitPadding: true });

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
  } catch {
    return undefined;
  }
}

/** The key of all links; whoever is second to make one takes the first's. */
async function secret(store: Pick<Store, "load" | "commit">, now: Instant): Promise<Uint8Array<ArrayBuffer>> {
  const kept = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const [one] = await store.load([linkSecretKey]);
    return one === undefined ? undefined : new Uint8Array(Uint8Array.fromHex(one.text));
  };
  const known = await kept();
  if (known !== undefined) return known;
  const made = crypto.getRandomValues(new Uint8Array(32));
  await store.commit({
    now,
    expect: [{ key: linkSecretKey, version: 0 }],
    put: [{ key: linkSecretKey, text: made.toHex() }],
  });
  return (await kept()) ?? made;
}
