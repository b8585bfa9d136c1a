/** What is used of Cloudflare's runtime; its own types would take the place of Node's everywhere. */
declare module "cloudflare:workers" {
  export type DurableObjectState = { readonly waitUntil: (work: Promise<unknown>) => void };

  export class DurableObject<Env> {
    protected readonly ctx: DurableObjectState;
    protected readonly env: Env;
    constructor(ctx: DurableObjectState, env: Env);
  }
}
