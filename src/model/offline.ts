import { fault } from "../domain/result.ts";
import type { Model } from "../ports/model.ts";

/** No model: every reply is missing, and answers are extracts of what is known. */
export const noModel: Model = {
  complete: () => Promise.resolve(fault("none")),
  embed: () => Promise.resolve(fault("none")),
};
