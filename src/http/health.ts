import { Hono } from "hono";

/** What keeps the program from doing its work now, by codes; none: it can. */
export type Health = () => Promise<readonly string[]>;

/** healthz: the process runs. readyz: it can serve. */
export const healthRoutes = (health: Health): Hono =>
  new Hono()
    .get("/healthz", (context) => context.text("ok"))
    .get("/readyz", async (context) => {
      const lacks = await health().catch(() => ["health"]);
      return lacks.length === 0 ? context.text("ok") : context.text(lacks.join("\n"), 503);
    });
