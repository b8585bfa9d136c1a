import { expect, inject } from "vitest";
import { z } from "zod";
import type { TelegramDeed } from "../support/told-telegram.ts";
import type { R2Bucket } from "../../src/store/r2.ts";
import worker, { type Env } from "../../src/worker.ts";
import type { Staged } from "./entry.ts";

/** A whole bucket. */
type Bucket = Omit<R2Bucket, "put"> & {
  readonly put: (name: string, bytes: Uint8Array | ReadableStream<Uint8Array>) => Promise<unknown>;
  readonly list: () => Promise<{ readonly objects: readonly { readonly key: string }[] }>;
};

declare module "cloudflare:test" {
  interface TestEnv extends Omit<Env, "FILES"> {
    readonly STAGED: Env["ASSISTANT"];
    readonly FILES: Bucket;
  }
  interface TestObject extends Staged {}
}

const tell = async (address: string, what: object): Promise<unknown> => {
  const answer = await fetch(address, { method: "POST", body: JSON.stringify(what) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};

const Deliveries = z.array(z.object({ headers: z.record(z.string(), z.string()), body: z.string() }));
const News = z.array(
  z.object({ text: z.string(), choices: z.array(z.string()), file: z.string().exactOptional() }),
);

/** An emulated Telegram outside, with the Worker before which its deliveries are put. */
export const telegramAt = (address: string, env: Env) => ({
  tell: (deed: TelegramDeed): Promise<unknown> => tell(address, deed),
  /** Somebody does something, and the Worker takes what comes of it. */
  does: async (deed: TelegramDeed): Promise<void> => {
    for (const { headers, body } of Deliveries.parse(await tell(address, deed))) {
      const webhook = "https://ocop.example/webhooks/telegram";
      const taken = await worker.fetch(new Request(webhook, { method: "POST", headers, body }), env);
      expect(taken.status).toBe(200);
    }
  },
  news: async (by: number) => News.parse(await tell(address, { what: "news", by })),
});

const Trips = z.object({ connections: z.number(), trips: z.number(), bytes: z.number() });

/** What went over to Redis since this was asked last; `cut` breaks the way there, or mends it. */
export const proxy = async (what: { readonly cut?: boolean } = {}) =>
  Trips.parse(await tell(inject("around").proxy, what));

/** Asks again and again, for fifteen seconds at most, until the answer is wanted. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const end = performance.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || performance.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
