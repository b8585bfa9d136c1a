import folded from "#content";
import { unfold } from "../../src/compiled.ts";
import { readConfig } from "../../src/config.ts";
import { type Bindings, runOnWorkers } from "../../src/on-workers.ts";
import { blobFiles } from "../../src/store/files.ts";
import { freshIds as ids } from "../../src/store/fresh-ids.ts";
import { r2Blobs } from "../../src/store/r2.ts";

type Env = Bindings & Readonly<Record<string, unknown>>;
type Context = { readonly waitUntil: (work: Promise<unknown>) => void };

const compiled = unfold(folded);

/** The other way, to measure the first one by: a connection to Redis for each request, closed when its turn is done. */
export default {
  fetch: async (request: Request, env: Env, context: Context): Promise<Response> => {
    const read = readConfig(
      Object.fromEntries(
        Object.entries(env).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
      ),
    );
    if (!read.ok || read.config.redisUrl === undefined || env.FILES === undefined)
      return new Response(null, { status: 500 });
    const config = { ...read.config, redisUrl: read.config.redisUrl };
    const program = await runOnWorkers(config, blobFiles(r2Blobs(env.FILES)), env.WAKES, {
      compiled,
      clock: { now: Date.now },
      ids,
      log: () => undefined,
    });
    const response = await program.fetch(request);
    context.waitUntil(program.rest().then(() => program.store.close()));
    return response;
  },
};

/** What the settings bind, unused here. */
export class Assistant {}
