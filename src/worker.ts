import { DurableObject } from "cloudflare:workers";
import folded from "#content";
import { unfold } from "./compiled.ts";
import { type Bindings, openOnWorkers, type OnWorkers } from "./on-workers.ts";
import type { Log } from "./ports/log.ts";
import { freshIds as ids } from "./store/fresh-ids.ts";

type Stub = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly wake: () => Promise<boolean>;
};

export type Env = Bindings & {
  readonly ASSISTANT: {
    readonly getByName: (name: string, options: { readonly locationHint: string }) => Stub;
  };
};

const log: Log = (line) => console.log(JSON.stringify({ at: new Date().toISOString(), ...line }));

/** The one place where the program runs, with its connection to Redis and all that it remembers between requests. */
export class Assistant extends DurableObject<Env> {
  #opening: Promise<OnWorkers> | undefined;

  protected open(): Promise<OnWorkers> {
    return openOnWorkers(this.env, { compiled: unfold(folded), clock: { now: Date.now }, ids, log });
  }

  async #opened(): Promise<OnWorkers> {
    this.#opening ??= this.open();
    try {
      return await this.#opening;
    } catch (why) {
      this.#opening = undefined;
      log({ what: "open", code: why instanceof Error ? why.message : "unknown" });
      throw why;
    }
  }

  async fetch(request: Request): Promise<Response> {
    const program = await this.#opened().catch(() => undefined);
    if (program === undefined) return new Response(null, { status: 503, headers: { "Retry-After": "5" } });
    const response = await program.fetch(request);
    this.ctx.waitUntil(program.rest());
    return response;
  }

  /** Looks for work; false when Redis is away. */
  async wake(): Promise<boolean> {
    try {
      const program = await this.#opened();
      await program.wake();
      this.ctx.waitUntil(program.rest());
      return true;
    } catch {
      return false;
    }
  }
}

const assistant = ({ ASSISTANT }: Env): Stub =>
  // In Asia, as the people and their Redis are.
  ASSISTANT.getByName("assistant", { locationHint: "apac" });

async function wake(env: Env): Promise<void> {
  // A queue's message whose wake has failed is delivered again.
  if (!(await assistant(env).wake())) throw new Error("Redis is away");
}

export default {
  fetch: (request: Request, env: Env): Promise<Response> => assistant(env).fetch(request),
  scheduled: (_: unknown, env: Env): Promise<void> => wake(env),
  queue: (_: unknown, env: Env): Promise<void> => wake(env),
};
