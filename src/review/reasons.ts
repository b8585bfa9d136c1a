import type { Item } from "../flow/define.ts";
import { plain } from "../text/plain.ts";
import { takesFiles } from "./points-to-see.ts";
import { readReturnLine } from "./return-line.ts";

/** Reasons that officers give again and again, with the words they type for them; the sentence is in prompts/people/vi.md. */
const words = {
  expired: ["het han", "qua han", "sap het han", "het hieu luc", "han cu", "giay cu"],
  unreadable: [
    "mo",
    "nhoe",
    "khong ro",
    "khong doc duoc",
    "anh mo",
    "chup mo",
    "toi qua",
    "anh toi",
    "khong ro anh",
    "chup lai",
  ],
  "name-differs": [
    "sai ten",
    "khac ten",
    "ten khac",
    "ten khong khop",
    "khong khop ten",
    "ten sai",
    "khong dung ten",
  ],
  unsigned: [
    "chua ky",
    "thieu chu ky",
    "khong co chu ky",
    "thieu dau",
    "chua dong dau",
    "khong dau",
    "thieu ky",
  ],
  "wrong-paper": [
    "sai giay",
    "nham giay",
    "khong phai giay nay",
    "khong dung loai",
    "sai loai",
    "nham anh",
    "sai anh",
  ],
  "pages-missing": ["thieu trang", "thieu mat sau", "chup thieu", "khong du trang", "mat mot phan"],
  original: ["can ban chinh", "mang ban chinh", "ban goc", "ban chinh", "mang giay len", "doi chieu"],
  "not-there": ["chua co", "khong co", "thieu", "bo sung", "con thieu", "chua nop"],
  unclear: ["chua ro", "ghi ro", "ghi ro hon", "noi ro", "viet ro", "chung chung"],
  "not-right": ["sai", "khong dung", "chua dung", "nham", "sai so", "so lieu sai", "khong khop", "lam lai"],
} as const;
export type ReasonKind = keyof typeof words;

const ofPapers: readonly ReasonKind[] = [
  "expired",
  "unreadable",
  "name-differs",
  "unsigned",
  "wrong-paper",
  "pages-missing",
  "original",
  "not-there",
];
const ofAnswers: readonly ReasonKind[] = ["not-right", "unclear", "name-differs", "not-there"];

/** The reasons that can be given for an item, the commonest first. */
export const reasonsFor = (item: Item | undefined): readonly ReasonKind[] =>
  takesFiles(item) ? ofPapers : ofAnswers;

const folded = Object.entries(words).flatMap(([kind, all]) => all.map((said) => ({ kind, said })));
const byLength = folded.toSorted((one, two) => two.said.length - one.said.length);

/** Without what people put around it: "bị mờ quá rồi" is "mờ". */
const bareReason = (text: string): string =>
  plain(text)
    .replace(/^(?:(?:bi|thi|la|do|vi|con|da) )+/u, "")
    .replace(/(?: (?:roi|a|nhe|nha|qua|em|lam|the|nay|day))+$/u, "");

/** The reason that these words are, or that they name as its button does; longer words of one's own are their own reason. */
export function readReason(text: string, item: Item | undefined): ReasonKind | undefined {
  const said = bareReason(text);
  const kinds = reasonsFor(item);
  const found = byLength.find((one) => one.said === said);
  return kinds.find((kind) => kind === found?.kind || kind === text);
}

/** Whether words begin with a reason that is given again and again; one of a single word has to be all of them. */
const isReason = (text: string): boolean => {
  const said = bareReason(text);
  return folded.some(
    (one) => one.said === said || (one.said.includes(" ") && said.startsWith(`${one.said} `)),
  );
};

/** Whether a line says of points, by number, what is wrong with them: "2 mờ, 3 hết hạn, địa chỉ ghi rõ thôn". */
export function saysReasons(text: string): boolean {
  const { parts } = readReturnLine(text);
  return (
    (parts[0]?.numbers.length ?? 0) > 0 &&
    parts.every((one) => one.numbers.length === 0 || isReason(one.words))
  );
}
