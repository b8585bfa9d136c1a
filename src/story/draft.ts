import { type Topic, topics } from "../flows/story.ts";
import { fold } from "../text/fold.ts";
import { claimsIn } from "./claims.ts";
import { bare, printed, sentencesOf } from "./sentences.ts";

/** What a story is made of: the dossier's own words for product, place and holder, and what was told of each topic. */
export type Told = {
  readonly product: string;
  readonly place?: string;
  readonly owner?: string;
  readonly answers: Readonly<Partial<Record<Topic, string>>>;
};

/** One sentence of a draft and where it comes from. */
export type Sentence = { readonly text: string; readonly from: Topic | "dossier" };

/**
 * A story as it was arranged: paragraphs of sentences, and the sentences that were left out, since the law does not let
 * them be said.
 */
export type Draft = {
  readonly paragraphs: readonly (readonly Sentence[])[];
  readonly left: readonly Sentence[];
};

/** Says a sentence of its own around words that were told; by the frame's name. */
export type Frame = (name: FrameName, words: Readonly<Record<string, string>>) => string;
type FrameName =
  | "opening"
  | "opening-owner"
  | "opening-place"
  | "opening-alone"
  | "origin"
  | "origin-since"
  | "land"
  | "knowledge"
  | "making"
  | "different"
  | "people"
  | "use"
  | "buyers"
  | "wish";

const sentencesInParagraph = 5;
const mostWordsOfFragment = 18;

/** Which topics stand together in one paragraph. */
const groups: readonly (readonly Topic[])[] = [
  ["storyOrigin", "storyKnowledge"],
  ["storyLand"],
  ["storyMaking", "storyDifferent"],
  ["storyEvent", "storyPeople"],
  ["storyUse", "storyBuyers"],
  ["storyWish"],
];

/** Arranges what was told: opening with product and place, then origin, land, hands, making, use, wish. Words stay as they were said. */
export function arrange(told: Told, frame: Frame): Draft {
  const left: Sentence[] = [];
  const toldOf = (topic: Topic): readonly Sentence[] => {
    const parts = sentencesOf(told.answers[topic] ?? "");
    return parts.flatMap((one) => {
      const sentence: Sentence = { text: framed(topic, one, parts.length === 1, frame), from: topic };
      if (!claimsIn(one).some(({ kind }) => kind === "cure")) return [sentence];
      left.push({ text: printed(one), from: topic });
      return [];
    });
  };
  const body = groups.flatMap((group) => chunks(group.flatMap(toldOf)));
  return { paragraphs: [[{ text: opening(told, frame), from: "dossier" }], ...body], left };
}

function chunks(sentences: readonly Sentence[]): readonly (readonly Sentence[])[] {
  const count = Math.ceil(sentences.length / sentencesInParagraph);
  return Array.from({ length: count }, (_, at) =>
    sentences.slice(at * sentencesInParagraph, (at + 1) * sentencesInParagraph),
  );
}

function opening({ product, place, owner }: Told, frame: Frame): string {
  if (owner !== undefined && place !== undefined) return frame("opening", { product, place, owner });
  if (owner !== undefined) return frame("opening-owner", { product, owner });
  if (place !== undefined) return frame("opening-place", { product, place });
  return frame("opening-alone", { product });
}

const verbs =
  /\b(?:lam|bat dau|trong|nau|day|truyen|ke|noi|mua|ban|co|la|duoc|dem|hoc|thich|goi|thay|ngam|rang|nuoi|an|uong|khen|bao|hay|biet|lay|dung|cung|de|khong|chua|cho)\b/u;
const someone =
  /^(?:ba|ong|me|bo|cha|cu|cac cu|chi|anh|co|chu|bac|vo|chong|to tien|dong ho|nguoi|nha toi|gia dinh|khach|du khach|quan|nha hang|cho)\b/u;
const pronoun =
  /^(?:toi|chung toi|em|minh|nha|ba|ong|me|bo|cha|cu|chi|anh|cai|con|vi|do|nho|san pham|no|day)\b/u;
const somewhere = /^(?:o |thon|ban|xa|ruong|nuong|doi|vuon|rung|nui)\b/u;
const since = /^(?:tu |khoang |nam |hoi )/u;
const peoples =
  /^(?:nguoi |dan toc |nguoi dan toc )?(?:tay|mong|h mong|dao|nung|phu la|giay|la chi|kinh|thai|hoa|lu|bo y)$/u;

/** A short answer that is no sentence by itself gets neutral words around it; everything else stays as it was said. */
function framed(topic: Topic, sentence: string, alone: boolean, frame: Frame): string {
  const words = bare(sentence).replace(/[\s.,;:!]+$/u, "");
  const flat = fold(words);
  const short = flat.split(" ").length <= mostWordsOfFragment;
  if (!alone || !short) return printed(sentence);
  const fragment = !verbs.test(flat);
  const told = startsWithName(words) ? words : lower(words);
  switch (topic) {
    case "storyOrigin":
      if (fragment && someone.test(flat)) return frame("origin", { told });
      return fragment && since.test(flat) ? frame("origin-since", { told }) : printed(sentence);
    case "storyLand":
      return fragment && somewhere.test(flat)
        ? frame("land", { told: told.replace(/^[ởo]\s+/iu, "") })
        : printed(sentence);
    case "storyKnowledge":
      return fragment && someone.test(flat) ? frame("knowledge", { told }) : printed(sentence);
    case "storyMaking":
      return pronoun.test(flat) || someone.test(flat) ? printed(sentence) : frame("making", { told });
    case "storyDifferent":
      return fragment && !pronoun.test(flat) && !someone.test(flat)
        ? frame("different", { told })
        : printed(sentence);
    case "storyPeople":
      return peoples.test(flat)
        ? frame("people", {
            told: told.replace(/^(?:người|nguoi)\s+/iu, "").replace(/^(?:dân tộc|dan toc)\s+/iu, ""),
          })
        : printed(sentence);
    case "storyUse":
      return pronoun.test(flat) || someone.test(flat) || /^(?:dung|cach dung)\b/u.test(flat)
        ? printed(sentence)
        : frame("use", { told });
    case "storyBuyers":
      return fragment && someone.test(flat) ? frame("buyers", { told }) : printed(sentence);
    case "storyWish":
      return /^(?:mong|muon|uoc|hy vong|hi vong)\b/u.test(flat) ? frame("wish", { told }) : printed(sentence);
    case "storyEvent":
      return printed(sentence);
  }
}

const lower = (text: string): string => text.slice(0, 1).toLocaleLowerCase("vi") + text.slice(1);
/** Whether the second word begins with a capital too, as in "Na Lo". */
const startsWithName = (text: string): boolean =>
  /^\p{Lu}\p{L}*\s+\p{Lu}/u.test(text) && !/^\p{Lu}\p{L}*\s+\p{Lu}{2}/u.test(text);

/** A draft as it is read. */
export const textOf = ({ paragraphs }: Draft): string =>
  paragraphs.map((one) => one.map(({ text }) => text).join(" ")).join("\n\n");

/** Longest text for a label or the public list. */
const shortest = 300;

/** As many whole sentences from the beginning of a story as stand in 300 letters; a story whose first is longer has none. */
export function shortStory(text: string): string {
  let short = "";
  for (const sentence of text.split("\n").flatMap(sentencesOf)) {
    const longer = short === "" ? sentence : `${short} ${sentence}`;
    if (longer.length > shortest) break;
    short = longer;
  }
  return short;
}

/** Whether anything was told at all. */
export const isTold = (answers: Told["answers"]): boolean =>
  topics.some((topic) => answers[topic] !== undefined);
