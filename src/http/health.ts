import { Hono } from "hono";
import type { Result } from "../domain/result.ts";

/** Whether the program can do its work now; the code says what is missing. */
export type Health = () => Promise<Result<unknown>>;

/** healthz: the process runs. readyz: it can serve. */
export const healthRoutes = (health: Health): Hono =>
  new Hono()
    .get("/healthz", (context) => context.text("ok"))
    .get("/readyz", async (context) => {
      const state = await health().catch(() => ({ ok: false, code: "health" }) as const);
      return state.ok ? context.text("ok") : context.text(state.code, 503);
    });
