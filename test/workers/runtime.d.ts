/** What is used of the runtime in tests that run inside it. */
declare module "cloudflare:test" {
  import type { Env } from "../../src/worker.ts";
  import type { R2Bucket } from "../../src/store/r2.ts";
  import type { Staged } from "./entry.ts";

  type Stub = ReturnType<Env["ASSISTANT"]["getByName"]>;

  export const env: Env & {
    readonly STAGED: Env["ASSISTANT"];
    readonly FILES: R2Bucket & {
      readonly list: () => Promise<{ readonly objects: readonly { readonly key: string }[] }>;
    };
  };

  /** Runs something beside an object, in the place where it may use its connections. */
  export function runInDurableObject<Answer>(
    stub: Stub,
    work: (object: Staged) => Promise<Answer> | Answer,
  ): Promise<Answer>;
}
