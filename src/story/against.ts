import { type Topic, topics } from "../flows/story.ts";
import { fold } from "../text/fold.ts";

/** What the dossier says of itself that a story may contradict. places: names of communes by their id, folded or not. */
export type Known = {
  readonly today: string;
  readonly founded?: string;
  readonly members?: number;
  readonly commune?: string;
  readonly places: readonly { readonly id: string; readonly names: readonly string[] }[];
};

/** Where a story and the dossier do not say the same. told: as the story has it; has: as the dossier has it. */
export type Difference = {
  readonly what: "founded" | "future" | "members" | "place";
  readonly topic: Topic;
  readonly told: string;
  readonly has: string;
};

/** Differences of what was told from the dossier: to be asked about, never set right silently. */
export function against(
  answers: Readonly<Partial<Record<Topic, string>>>,
  known: Known,
): readonly Difference[] {
  return topics.flatMap((topic) => {
    const told = answers[topic];
    return told === undefined ? [] : differences(topic, fold(told), known);
  });
}

function differences(topic: Topic, told: string, known: Known): readonly Difference[] {
  const found: Difference[] = [];
  const { founded, members, commune, today } = known;
  const since = /\bthanh lap (?:tu |vao |hoi )*(?:nam )?(?<year>(?:19|20)\d\d)\b/u.exec(told)?.groups?.[
    "year"
  ];
  if (since !== undefined && founded !== undefined && !founded.startsWith(since))
    found.push({ what: "founded", topic, told: since, has: founded.slice(0, 4) });
  const year = [...told.matchAll(/\bnam (?<year>(?:19|20)\d\d)\b/gu)]
    .map((one) => one.groups?.["year"] ?? "")
    .find((one) => one > today.slice(0, 4));
  if (year !== undefined && topic !== "storyWish")
    found.push({ what: "future", topic, told: year, has: today.slice(0, 4) });
  const count = /\b(?<count>\d{1,4}) (?:thanh vien|xa vien|to vien)\b/u.exec(told)?.groups?.["count"];
  if (count !== undefined && members !== undefined && Number(count) !== members)
    found.push({ what: "members", topic, told: count, has: String(members) });
  if (commune !== undefined && (topic === "storyLand" || topic === "storyOrigin")) {
    const of = (id: string): readonly string[] => known.places.find((one) => one.id === id)?.names ?? [];
    const stands = (name: string): boolean => ` ${told} `.includes(` ${fold(name)} `);
    const elsewhere = known.places
      .filter(({ id }) => id !== commune)
      .flatMap(({ names }) => names.slice(0, 1).filter(stands));
    const [other] = elsewhere;
    const own = of(commune);
    if (other !== undefined && !own.some(stands))
      found.push({ what: "place", topic, told: other, has: own[0] ?? "" });
  }
  return found;
}
