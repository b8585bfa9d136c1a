import type { Instant } from "../domain/instant.ts";
import { fault, type Result } from "../domain/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Completion, Model, ModelFault } from "../ports/model.ts";

/** Faults of the server, not of what was asked. */
const ofServer: readonly ModelFault[] = ["away", "slow", "limited", "denied"];

export type ModelWatch = {
  /** The model, its calls told with how long they took and what they cost; while it is switched off nobody asks it. */
  readonly watch: (model: Model) => Model;
  /** Since when it has failed; "well" after its last success; undefined where it was not asked. */
  readonly failing: () => Instant | "well" | undefined;
};

export function modelWatch(parts: {
  readonly clock: Clock;
  readonly log: Log;
  readonly isOff: () => boolean;
}): ModelWatch {
  const { clock, log, isOff } = parts;
  let state: Instant | "well" | undefined;
  const told = async <Came>(
    call: "complete" | "embed",
    ask: () => Promise<Result<Came, ModelFault>>,
    cost: (came: Came) => Readonly<Record<string, number>>,
  ): Promise<Result<Came, ModelFault>> => {
    if (isOff()) return fault("none");
    const begun = clock.now();
    const came = await ask();
    const code = came.ok ? "ok" : came.code;
    if (code === "none") return came;
    if (came.ok) state = "well";
    else if (ofServer.includes(came.code) && typeof state !== "number") state = begun;
    log({ what: "model", call, code, ms: clock.now() - begun, ...(came.ok ? cost(came.value) : {}) });
    return came;
  };
  return {
    watch: (model) => ({
      complete: (prompt, shape) => told("complete", () => model.complete(prompt, shape), tokens),
      embed: (texts) =>
        told(
          "embed",
          () => model.embed(texts),
          () => ({}),
        ),
    }),
    failing: () => state,
  };
}

const tokens = ({ sent, received }: Completion): Readonly<Record<string, number>> => ({
  ...(sent === undefined ? {} : { sent }),
  ...(received === undefined ? {} : { received }),
});
