import type { Dossier } from "../dossier/fold.ts";
import { filesOf } from "../flow/answers.ts";
import { type Topic, topics } from "../flows/story.ts";
import { against, type Difference } from "../story/against.ts";
import { type Claim, claimsIn } from "../story/claims.ts";
import { arrange, type Draft, type Frame, isTold, textOf, type Told } from "../story/draft.ts";
import { toldIn } from "../story/topics.ts";
import { phrase } from "./say.ts";
import type { Scene } from "./scene.ts";

const topicNames: ReadonlySet<string> = new Set(topics);

export const isTopic = (item: string | undefined): item is Topic =>
  item !== undefined && topicNames.has(item);

/** What was told of each topic. */
export function toldOf({ answers }: Dossier): Told["answers"] {
  return Object.fromEntries(
    topics.flatMap((topic) => {
      const answer = answers[topic];
      return typeof answer === "string" ? [[topic, answer]] : [];
    }),
  );
}

/** Whether an answer to another question tells of this topic already: then it is not asked. */
export function isToldElsewhere(item: string, dossier: Dossier): boolean {
  return (
    isTopic(item) &&
    topics.some((topic) => {
      const answer = dossier.answers[topic];
      return topic !== item && typeof answer === "string" && toldIn(answer).includes(item);
    })
  );
}

/** The names that the dossier itself has for what a story opens with. */
export type Names = {
  readonly product: string;
  readonly owner: string;
  readonly commune: string | undefined;
};

/** The story as it is arranged from what was told. */
export function draftOf(dossier: Dossier, names: Names, scene: Scene): Draft {
  const place = scene.setting.programme.communes.find((one) => one.id === names.commune)?.name;
  const told: Told = {
    product: names.product,
    ...(place === undefined ? {} : { place }),
    ...(names.owner === "" ? {} : { owner: names.owner }),
    answers: toldOf(dossier),
  };
  const frame: Frame = (name, words) => phrase(scene, `story-frame-${name}`, words);
  return arrange(told, frame);
}

/** The story of a dossier: as it was accepted, or as it would be arranged now; none as long as nothing was told. */
export function storyText(dossier: Dossier, names: Names, scene: Scene): string | undefined {
  const { storyText: accepted } = dossier.answers;
  if (typeof accepted === "string") return accepted;
  return isTold(toldOf(dossier)) ? textOf(draftOf(dossier, names, scene)) : undefined;
}

/** Claims that have to be asked about; "hữu cơ" is none where its certificate is with the dossier. */
export function riskyIn(text: string, dossier: Dossier): readonly Claim[] {
  const certified = filesOf(dossier.answers["qualitySystem"]).length > 0;
  // A name is what it is: "HTX Quế hữu cơ" claims nothing of its product.
  const { ownerName } = dossier.answers;
  const bare = typeof ownerName === "string" && ownerName !== "" ? text.replaceAll(ownerName, "…") : text;
  return claimsIn(bare).filter(({ kind }) => kind !== "organic" || !certified);
}

/** Where what was told and the dossier do not say the same. */
function differencesIn(
  answers: Told["answers"],
  dossier: Dossier,
  commune: string | undefined,
  scene: Scene,
): readonly Difference[] {
  const { founded, members } = dossier.answers;
  return against(answers, {
    today: scene.today,
    ...(typeof founded === "string" ? { founded } : {}),
    ...(typeof members === "number" ? { members } : {}),
    ...(commune === undefined ? {} : { commune }),
    places: scene.setting.programme.communes.map(({ id, name, also }) => ({ id, names: [name, ...also] })),
  });
}

/** What is asked about in a text: claims, and differences from the dossier, a line each. */
export function doubts(
  text: string,
  answers: Told["answers"],
  dossier: Dossier,
  commune: string | undefined,
  scene: Scene,
): readonly string[] {
  return [
    ...riskyIn(text, dossier).map(({ kind, sentence }) =>
      phrase(scene, `story-claim-${kind}`, { sentence: shortened(sentence) }),
    ),
    ...differencesIn(answers, dossier, commune, scene).map(({ what, told, has }) =>
      phrase(scene, `story-differs-${what}`, { told, has }),
    ),
  ];
}

const longestQuoted = 90;
const shortened = (sentence: string): string =>
  sentence.length > longestQuoted ? `${sentence.slice(0, longestQuoted).trimEnd()}…` : sentence;
