import { type Day, showDay } from "../../domain/instant.ts";
import type { Citation } from "../../domain/answer.ts";
import type { ModelPrompt, ReplyShape } from "../../domain/prompt.ts";
import type { Completion, Prompt } from "../../ports/model.ts";

/** One passage that may hold the answer. `now`: what holds today, where its text speaks of a rule that has ended. */
export type Evidence = {
  readonly id: string;
  readonly heading: string;
  readonly text: string;
  readonly now?: string;
  readonly citation: Citation;
  /** 0 to 1: how well it fits the question. */
  readonly score: number;
};

/** What the model is asked, and what it was shown by which short name. */
export type Composed = {
  readonly prompt: Prompt;
  readonly shape: ReplyShape;
  readonly block: string;
  readonly shown: ReadonlyMap<string, Evidence>;
};

/** What the model wrote. `used`: the short names of the passages it used. */
export type Reply = {
  readonly completeness: "complete" | "partial" | "no";
  readonly text: string;
  readonly used: readonly string[];
};

const mostPassages = 8;
const longestPassage = 1_200;

const validity = ({ validFrom, validUntil }: Citation): string =>
  `${showDay(validFrom)} – ${validUntil === undefined ? "nay" : showDay(validUntil)}`;

/** All that a passage says, as the model is shown it and as its reply is checked against it. */
export const evidenceText = ({ heading, text, now, citation }: Evidence): string =>
  [
    heading,
    text.slice(0, longestPassage),
    ...(now === undefined ? [] : [`Nay: ${now.slice(0, longestPassage)}`]),
    `${citation.label}. Áp dụng ${validity(citation)}.`,
  ].join("\n");

/** The prompt for a question: what varies is data between marks that carry `block`, a word nobody can guess. */
export function compose(
  text: ModelPrompt,
  question: string,
  passages: readonly Evidence[],
  setting: { readonly block: string; readonly today: Day },
): Composed {
  const { block, today } = setting;
  const inside = (words: string): string => words.replaceAll(block, "");
  const shown = new Map(passages.slice(0, mostPassages).map((one, at) => [`p${at + 1}`, one]));
  const blocks = [...shown].map(
    ([name, one]) =>
      `<passage-${block} id="${name}" certainty="${one.citation.certainty}">\n${inside(evidenceText(one))}\n</passage-${block}>`,
  );
  const fill = { block, today: showDay(today), passages: blocks.join("\n\n"), question: inside(question) };
  return { prompt: { ...text, fill }, shape: text.reply, block, shown };
}

/** The reply to a composed prompt; nothing where its fields are not those that are wanted. */
export function readReply({ reply }: Completion): Reply | undefined {
  const { completeness, text, used } = reply;
  if (completeness !== "complete" && completeness !== "partial" && completeness !== "no") return undefined;
  if (typeof text !== "string" || used === undefined || typeof used === "string") return undefined;
  const tidy = text
    .replaceAll("**", "*")
    .replaceAll(/[ \t]+/gu, " ")
    .trim();
  return { completeness, text: tidy, used: [...new Set(used.map((name) => name.trim()))] };
}
