import type { Answer, Asked } from "../domain/answer.ts";

/** Answers a question from what is known, with its source, or says why not. Never fails and never hangs. */
export type Answers = (asked: Asked) => Promise<Answer>;
