import folded from "#content";
import { DurableObject } from "cloudflare:workers";
import { unfold } from "../../src/compiled.ts";
import { type Given, runOnWorkers } from "../../src/on-workers.ts";
import { readConfig } from "../../src/config.ts";
import { blobFiles } from "../../src/store/files.ts";
import { r2Blobs } from "../../src/store/r2.ts";
import { countingIds } from "../../src/tools/counting-ids.ts";
import type { Env } from "../../src/worker.ts";

export { Assistant } from "../../src/worker.ts";
export { default } from "../../src/worker.ts";

export const compiled = unfold(folded);

type Program = Awaited<ReturnType<typeof runOnWorkers>>;

/** The same program in the same kind of object, on a clock that is set and with ids that count. */
export class Staged extends DurableObject<Env> {
  now = 0;
  program: Program | undefined;

  async begin(
    settings: Readonly<Record<string, string>>,
    answers: Given["answers"] | undefined,
  ): Promise<void> {
    const read = readConfig(settings);
    if (!read.ok) throw new Error(read.problems.join("\n"));
    const { FILES: bucket } = this.env;
    const { redisUrl } = read.config;
    if (bucket === undefined || redisUrl === undefined) throw new Error("no bucket, or no Redis");
    this.program = await runOnWorkers(
      { ...read.config, redisUrl },
      blobFiles(r2Blobs(bucket)),
      this.env.WAKES,
      {
        compiled,
        clock: { now: () => this.now },
        ids: countingIds(),
        log: () => undefined,
        ...(answers === undefined ? {} : { answers }),
      },
    );
  }

  async fetch(request: Request): Promise<Response> {
    if (this.program === undefined) throw new Error("nothing has begun");
    return this.program.fetch(request);
  }

  async wake(): Promise<boolean> {
    await this.program?.wake();
    return true;
  }
}
