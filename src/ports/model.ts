import type { ModelPrompt, ReplyShape } from "../domain/prompt.ts";
import type { Result } from "../domain/result.ts";

/** A prompt with what stands in its {places}; what is filled in is data and is never read for places again. */
export type Prompt = Pick<ModelPrompt, "system" | "user" | "temperature" | "maxTokens" | "seconds"> & {
  readonly fill: Readonly<Record<string, string>>;
};

/** A reply that has every field of its shape, with what it cost in tokens where the server says so. */
export type Completion = {
  readonly reply: Readonly<Record<string, string | readonly string[]>>;
  readonly sent?: number;
  readonly received?: number;
};

/**
 * Why there is no reply. none: no model is set; away: it cannot be reached or is broken; slow: no answer in time; limited: too
 * many requests; denied: key, model or request not accepted; refused: the model declines; cut: the reply was longer than
 * allowed; malformed: not what was asked for.
 */
export type ModelFault = "none" | "away" | "slow" | "limited" | "denied" | "refused" | "cut" | "malformed";

/** A language model. Neither member throws, and both end within 15 seconds. */
export type Model = {
  readonly complete: (prompt: Prompt, shape: ReplyShape) => Promise<Result<Completion, ModelFault>>;
  /** One vector for each text, all of one length; at most 64 texts at once. */
  readonly embed: (texts: readonly string[]) => Promise<Result<readonly (readonly number[])[], ModelFault>>;
};
