import type { Topic } from "../flows/story.ts";
import { toldIn } from "./topics.ts";
import { tokens } from "../text/tokens.ts";

/** How far a story seems to have come, as the criteria put it. */
export type Level = "general" | "own" | "local";

/** level: what it seems to reach; more: what one more answer would tell for the next, if a machine can say. telling: whether it has somebody or something happening in it; brief: whether it is short enough. */
export type Reach = {
  readonly level: Level;
  readonly more?: Topic;
  readonly telling: boolean;
  readonly brief: boolean;
};

const mostWords = 500;

/** A hint, no promise: what the story seems to reach by what it tells of. Whether it is moving is the council's to say. */
export function reach(answers: Readonly<Partial<Record<Topic, string>>>, text: string): Reach {
  const elsewhere = Object.values(answers).flatMap(toldIn);
  const has = (topic: Topic): boolean => answers[topic] !== undefined || elsewhere.includes(topic);
  const own = has("storyLand") || has("storyOrigin");
  const local =
    own && (has("storyKnowledge") || has("storyPeople")) && (has("storyMaking") || has("storyDifferent"));
  const wanted: readonly Topic[] = [
    "storyLand",
    "storyKnowledge",
    "storyMaking",
    "storyPeople",
    "storyEvent",
    "storyDifferent",
  ];
  const missing = wanted.filter((topic) => !has(topic));
  const [first] = local ? missing.filter((topic) => topic === "storyEvent") : missing;
  return {
    level: local ? "local" : own ? "own" : "general",
    ...(first === undefined ? {} : { more: first }),
    telling: has("storyEvent") || has("storyOrigin"),
    brief: tokens(text).length <= mostWords,
  };
}
