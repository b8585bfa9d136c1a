import { type Topic, topics } from "../flows/story.ts";
import { fold } from "../text/fold.ts";
import { claimsIn } from "./claims.ts";
import { cuedIn } from "./topics.ts";
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
export type FrameName =
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

/** Which topics stand together in one paragraph; the opening stands before the first. */
const groups: readonly (readonly Topic[])[] = [
  ["storyOrigin", "storyPeople"],
  ["storyLand", "storyKnowledge", "storyMaking", "storyDifferent"],
  ["storyEvent"],
  ["storyUse", "storyBuyers", "storyWish"],
];

/** Arranges what was told: opening with product and place, then origin, land, hands, making, use, wish. Words stay as they were said. */
export function arrange(told: Told, frame: Frame): Draft {
  const left: Sentence[] = [];
  const toldOf = (topic: Topic): readonly Sentence[] => {
    const parts = sentencesOf(told.answers[topic] ?? "");
    return parts.flatMap((one) => {
      const text = framed({ topic, sentence: one, alone: parts.length === 1 }, told.product, frame);
      const sentence: Sentence = { text, from: topic };
      if (!claimsIn(one).some(({ kind }) => kind === "cure")) return [sentence];
      left.push({ text: printed(one), from: topic });
      return [];
    });
  };
  const first: Sentence = { text: opening(told, frame), from: "dossier" };
  const paragraphs = groups
    .map((group, at) => [...(at === 0 ? [first] : []), ...group.flatMap(toldOf)])
    .flatMap(chunks);
  return { paragraphs, left };
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

/** With marks, since "nội" is no "nói"; typed without any, both are taken for the verb. */
const verbs =
  "làm|bắt đầu|trồng|nấu|dạy|truyền|kể|nói|mua|bán|có|là|được|đem|học|thích|gọi|thấy|ngâm|rang|nuôi|ăn|uống|khen|bảo|hay|biết|lấy|dùng|cúng|để|không|chưa|cho";
const doing = new RegExp(`(?<!\\p{L})(?:${verbs})(?!\\p{L})`, "u");
const doingBare = new RegExp(`\\b(?:${fold(verbs.replaceAll("|", " ")).replaceAll(" ", "|")})\\b`, "u");
const someone =
  /^(?:ba|ong|me|bo|cha|cu|cac cu|chi|anh|co|chu|bac|vo|chong|to tien|dong ho|nguoi|nha toi|gia dinh|khach|du khach|quan|nha hang|cho)\b/u;
const pronoun =
  /^(?:toi|chung toi|em|minh|nha|ba|ong|me|bo|cha|cu|chi|anh|cai|con|vi|do|nho|san pham|no|day|nguoi|dan)\b/u;
const somewhere = /^(?:o |thon|ban|xa|ruong|nuong|doi|vuon|rung|nui)\b/u;
const since = /^(?:tu |khoang |nam |hoi )/u;
/** A people's name alone is the one answer that is certain however it was typed. */
const peoples: Readonly<Record<string, string>> = {
  tay: "Tày",
  mong: "Mông",
  "h mong": "H'Mông",
  hmong: "H'Mông",
  dao: "Dao",
  nung: "Nùng",
  "phu la": "Phù Lá",
  giay: "Giáy",
  "la chi": "La Chí",
  kinh: "Kinh",
  thai: "Thái",
  hoa: "Hoa",
  lu: "Lự",
  "bo y": "Bố Y",
};

/** What was told, as it is framed. alone: nothing else was told of the topic. */
type Piece = { readonly topic: Topic; readonly sentence: string; readonly alone: boolean };

/** A short answer that is no sentence by itself gets neutral words around it; everything else stays as it was said. */
function framed({ topic, sentence, alone }: Piece, product: string, frame: Frame): string {
  const words = bare(sentence).replace(/[\s.,;:!]+$/u, "");
  const flat = fold(words);
  if (!alone || flat.split(" ").length > mostWordsOfFragment) return printed(sentence);
  const typed = words.normalize("NFC").toLocaleLowerCase("vi");
  const fragment = !(/[^\p{ASCII}]/u.test(typed) ? doing.test(typed) : doingBare.test(flat));
  const told = startsWithName(words) ? words : lower(words);
  const isSomeone = fragment && someone.test(flat);
  const speaks = pronoun.test(flat) || someone.test(flat);
  const said = printed(sentence);
  // What speaks of something else would be put into the wrong words.
  if (cuedIn(sentence).some((other) => other !== topic)) return said;
  switch (topic) {
    case "storyOrigin":
      if (isSomeone) return frame("origin", { told });
      return fragment && since.test(flat) ? frame("origin-since", { told }) : said;
    case "storyLand":
      return fragment && somewhere.test(flat)
        ? frame("land", { told: told.replace(/^[ởo]\s+/iu, "") })
        : said;
    case "storyKnowledge":
      return isSomeone ? frame("knowledge", { told }) : said;
    case "storyMaking":
      return speaks || /^(?:cach lam|khong|khac)\b/u.test(flat) || !/[,;]|\brồi\b/u.test(typed)
        ? said
        : frame("making", { told });
    case "storyDifferent":
      return fragment && !speaks ? frame("different", { product, told }) : said;
    case "storyPeople": {
      const people = peoples[flat.replace(/^(?:nguoi )?(?:dan toc )?(?:nguoi )?/u, "")];
      return people === undefined ? said : frame("people", { told: people });
    }
    case "storyUse":
      return speaks || /^(?:dung|cach dung|khi)\b/u.test(flat) ? said : frame("use", { told });
    case "storyBuyers":
      return isSomeone ? frame("buyers", { told }) : said;
    case "storyWish":
      return /^(?:mong|muon|uoc|hy vong|hi vong)\b/u.test(flat) ? frame("wish", { told }) : said;
    case "storyEvent":
      return said;
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
