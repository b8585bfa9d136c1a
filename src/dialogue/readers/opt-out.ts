import { type OptedOut, type Topic, topics } from "../../broadcast/contact.ts";
import { clean } from "../../text/clean.ts";
import { plain } from "../../text/plain.ts";
import { backToItem } from "../back.ts";
import { phrase, say } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";

/** Words that only look like "đừng", "thôi", "bỏ" or "nhận" when they are folded. */
const lookAlikes =
  /(?<!\p{L})(?:đúng|dùng|đứng|dụng|dũng|dựng|thời|thổi|thói|bộ|bố|bò|nhãn|nhân|nhẫn|tín|tính)(?!\p{L})/giu;

const named: Readonly<Record<Topic, readonly string[]>> = {
  round: ["dot nop ho so", "dot nop", "cac dot", "dot", "han nop", "nop ho so", "lich nop"],
  training: ["tap huan", "lop hoc", "lop", "dao tao", "hoc"],
  fair: ["hoi cho", "trien lam", "xuc tien thuong mai", "xuc tien", "ban hang", "gian hang"],
  policy: ["van ban", "chinh sach", "quy dinh", "luat"],
  other: ["linh tinh", "khac"],
};

const refusing = [
  "dung co",
  "dung",
  "thoi",
  "khong",
  "ngung",
  "huy",
  "tat",
  "stop",
  "chan",
  "khoi",
  "cham dut",
  "bo",
  "cat",
];
const sending = ["gui", "nhan", "bao"];
const everything = ["tat ca", "bat ky", "toan bo", "het", "moi"];
const news = [
  "tin nhan",
  "nhan tin",
  "tin tuc",
  "ban tin",
  "thong bao",
  "quang cao",
  "tin",
  "spam",
  "lam phien",
  "quay ray",
];
const wanting = ["bat", "mo", "tiep tuc", "dang ky nhan", "lai"];
const excepting = ["ngoai tru", "tru"];
const polite =
  "a ad anh ba bac bot ca cac can cau chau chi cho chu co con cu cua da dau day di em gi giup giup gium hay la lam lien tuc may met minh moi ngay muon nao nay nha nhe nhieu nhung nua oi qua ra roi the thi toi tro ly va ve vay vi viec voi xin hoai phien ba con".split(
    " ",
  );

type Sort = "refuse" | "send" | "all" | "news" | "want" | "except" | "polite" | Topic;

const words: ReadonlyMap<string, Sort> = new Map<string, Sort>([
  ...polite.map((word) => [word, "polite"] as const),
  ...everything.map((word) => [word, "all"] as const),
  ...wanting.map((word) => [word, "want"] as const),
  ...sending.map((word) => [word, "send"] as const),
  ...refusing.map((word) => [word, "refuse"] as const),
  ...news.map((word) => [word, "news"] as const),
  ...excepting.map((word) => [word, "except"] as const),
  ...topics.flatMap((topic) => named[topic].map((word) => [word, topic] as const)),
  // Asked as a favour, or agreed to before it is said.
  ["duoc khong", "polite"],
  ["duoc roi", "polite"],
  ["dung roi", "polite"],
  ["dung the", "polite"],
  ["unsubscribe", "refuse"],
]);

/** The sorts of all words in their order; undefined when one of them is none of these. */
function sorted(text: string): readonly Sort[] | undefined {
  const all = plain(text).split(" ");
  if (all.length > 16) return undefined;
  const found: Sort[] = [];
  for (let at = 0; at < all.length;) {
    const long = [4, 3, 2, 1].find((count) => words.has(all.slice(at, at + count).join(" ")));
    const sort = long === undefined ? undefined : words.get(all.slice(at, at + long).join(" "));
    if (long === undefined || sort === undefined) return undefined;
    found.push(sort);
    at += long;
  }
  return found;
}

/** What somebody says of announcements. bare: nothing is named, so something else may be meant. */
type Said = {
  readonly wants: boolean;
  readonly topics: readonly Topic[];
  readonly but: readonly Topic[];
  readonly bare: boolean;
};

/** "thôi đừng gửi tin nữa", "k nhan tin hoi cho", "nhận tin lại": every word has to be understood. */
function readWish(text: string): Said | undefined {
  const folded = plain(text);
  if (folded === "unsubscribe") return { wants: false, topics: [], but: [], bare: false };
  const found = sorted(text.normalize("NFC").replaceAll(lookAlikes, "x"));
  if (found === undefined) return undefined;
  const isTopic = (sort: Sort): sort is Topic => topics.some((topic) => topic === sort);
  const except = found.indexOf("except");
  const main = except < 0 ? found : found.slice(0, except);
  const but = except < 0 ? [] : found.slice(except).filter(isTopic);
  const about = topics.filter((topic) => main.includes(topic));
  const names = main.includes("news");
  const refuses = main.indexOf("refuse");
  if (refuses >= 0) {
    const rest = main.slice(refuses + 1);
    // "không có tin" refuses nothing: there has to be something that is sent, taken or switched off.
    const meant = rest.some((sort) => sort === "send" || sort === "news");
    if (!meant || /\bkhong co tin\b/u.test(folded)) return undefined;
    const bare = !names && about.length === 0;
    if (bare && !/\bnua\b/u.test(folded)) return undefined;
    return { wants: false, topics: about, but, bare };
  }
  const wants = main.includes("want") || /\bmuon nhan\b/u.test(folded);
  return wants && names ? { wants: true, topics: about, but: [], bare: false } : undefined;
}

/** What somebody does not want after what they said. */
function after(before: OptedOut, said: Said): OptedOut {
  const without: readonly Topic[] = topics.filter((topic) =>
    before.some((one) => one === "*" || one === topic),
  );
  if (said.wants)
    return said.topics.length === 0 ? [] : without.filter((topic) => !said.topics.includes(topic));
  if (before.includes("*") && said.topics.length > 0) return before;
  if (said.topics.length === 0 && said.but.length === 0) return ["*"];
  const more = said.topics.length === 0 ? topics.filter((topic) => !said.but.includes(topic)) : said.topics;
  return topics.filter((topic) => without.includes(topic) || more.includes(topic));
}

/** Whoever wants no announcements, or wants them again: kept, and said back. */
export const optOut: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const said = readWish(clean(text));
  const { person } = turn;
  if (said === undefined || (said.bare && turn.thread.pending !== undefined)) return undefined;
  // "gửi lại tin" of somebody who gets everything is about something else.
  if (said.wants && (person?.optedOut ?? []).length === 0) return undefined;
  if (person === undefined) return backToItem(turn, say(turn, scene, "opt-out-nobody"), undefined, scene);
  const optedOut = after(person.optedOut ?? [], said);
  const { optedOut: _, ...rest } = person;
  const now: Turn = { ...turn, person: optedOut.length === 0 ? rest : { ...rest, optedOut } };
  const about = topicsInWords(said.wants ? said.topics : optedOut, scene);
  const all = said.wants ? said.topics.length === 0 : optedOut.some((one) => one === "*");
  const code = said.wants ? (all ? "opt-in" : "opt-in-of") : all ? "opt-out" : "opt-out-of";
  const told = say(now, scene, code, { topics: about });
  return backToItem(turn, told, undefined, scene);
};

/** "tập huấn, hội chợ". */
export const topicsInWords = (optedOut: readonly (Topic | "*")[], scene: Scene): string =>
  topics
    .filter((topic) => optedOut.includes(topic))
    .map((topic) => phrase(scene, `topic-${topic}`))
    .join(", ");
