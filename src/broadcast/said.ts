import { fold } from "../text/fold.ts";
import { type Topic, topics } from "./contact.ts";

/** Places in a text that are filled for each person. */
export const fieldNames = ["ten", "xa", "sanpham", "hanchot"] as const;

/** Quick answers to one announcement, the letters of one, and of a text. */
export const mostAnswers = 6;
const longestAnswer = 40;
export const longestText = 2_000;

/** What staff have typed as an announcement. unknown: what stands in braces and nobody can fill. */
export type SaidText = {
  readonly text: string;
  readonly answers: readonly string[];
  readonly topic: Topic;
  readonly urgent: boolean;
  readonly unknown: readonly string[];
};

const answersLine = /^\s*(?:kèm |kem )?(?:tr[ảa] l[ờo]i|nút|nut)\s*:\s*(.*)$/iu;
const topicLine = /^\s*ch[ủu] đ?d?[ềe]\s*:\s*(.*)$/iu;
const urgentLine = /^(?:tin |thong bao )?(?:khan|khan cap|gap)$/u;
const urgentStart = /^(?:(?:tin|thong bao) )?(?:khan|khan cap|hoa toc)$/u;

/** Reads the text of an announcement: its places, the line "trả lời: …", "chủ đề: …", and whether it is urgent. */
export function readText(typed: string): SaidText {
  const lines: string[] = [];
  let answers: readonly string[] = [];
  let topic: Topic | undefined;
  let urgent = false;
  for (const line of typed.split("\n")) {
    const quick = answersLine.exec(line)?.[1];
    const about = topicLine.exec(line)?.[1];
    if (quick !== undefined) answers = readAnswers(quick);
    else if (about !== undefined) topic = readTopic(about) ?? topic;
    else if (urgentLine.test(fold(line))) urgent = true;
    else lines.push(line);
  }
  const { text, unknown } = withFields(lines.join("\n").trim());
  // "KHẨN: …" is part of what people shall read.
  const start = /^([^:\n]{2,20}):/u.exec(text)?.[1];
  if (start !== undefined && urgentStart.test(fold(start))) urgent = true;
  return { text, answers, topic: topic ?? guessTopic(text), urgent, unknown };
}

/** "Tôi sẽ dự / Tôi bận": the quick answers of a line. */
export function readAnswers(line: string): readonly string[] {
  const parts = line.includes("/") || line.includes(";") ? line.split(/[/;]/u) : line.split(",");
  const labels = parts
    .map((part) => part.trim().replaceAll(/^["“”']+|["“”'.]+$/gu, ""))
    .filter((part) => part !== "" && part.length <= longestAnswer)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1));
  return labels.filter((one, at) => labels.findIndex((other) => fold(other) === fold(one)) === at);
}

/** The text with its places as they are filled: "{Tên}" is {ten}. */
function withFields(typed: string): Pick<SaidText, "text" | "unknown"> {
  const unknown: string[] = [];
  // A name of a commune says itself that it is one.
  const bare = typed.replaceAll(/(?<!\p{L})x[ãa]\s+(?=\{\s*x[ãa]\s*\})/giu, "");
  const text = bare.replaceAll(/\{([^{}\n]{0,40})\}/gu, (place, name: string) => {
    const plain = fold(name).replaceAll(" ", "");
    const known = fieldNames.find((one) => one === plain);
    if (known !== undefined) return `{${known}}`;
    if (!unknown.includes(name)) unknown.push(name);
    return place;
  });
  return { text, unknown };
}

const topicWords: Readonly<Record<Exclude<Topic, "other">, RegExp>> = {
  training: /\b(?:tap huan|lop hoc|dao tao|huong dan lam ho so|buoi hoc)\b/u,
  fair: /\b(?:hoi cho|trien lam|gian hang|phien cho|trung bay|xuc tien)\b/u,
  policy: /\b(?:chinh sach|quyet dinh|nghi quyet|quy dinh|ho tro|vay von|lai suat|luat|nghi dinh)\b/u,
  round: /\b(?:dot \d|dot nop|han nop|nop ho so|han chot|hanchot|nhan ho so|het han|con thieu)\b/u,
};

/** What an announcement is about, by its first telling words. */
function guessTopic(text: string): Topic {
  const words = fold(text);
  const found = topics.flatMap((topic) => {
    const at = topic === "other" ? -1 : words.search(topicWords[topic]);
    return at < 0 ? [] : [{ topic, at }];
  });
  return found.toSorted((one, two) => one.at - two.at)[0]?.topic ?? "other";
}

/** A topic that is named. */
export function readTopic(words: string): Topic | undefined {
  const named = fold(words);
  if (/^(?:khac|chung|khong)\b/u.test(named)) return "other";
  if (/^dot\b|^han\b/u.test(named)) return "round";
  const guess = guessTopic(words);
  return guess === "other" ? undefined : guess;
}

/** What is done to an announcement by its code. */
export type Order =
  | { readonly deed: OrderDeed; readonly id: string }
  | { readonly deed: "until"; readonly id: string; readonly when: string }
  | { readonly deed: "answered"; readonly id: string; readonly words: string };

export const orderDeeds = [
  "show",
  "release",
  "decline",
  "pause",
  "go-on",
  "stop",
  "newcomers",
  "no-newcomers",
  "again",
  "as-sent",
  "doubts",
  "silent",
  "nudge",
  "sheet",
] as const;
export type OrderDeed = (typeof orderDeeds)[number];

const code = /\btb[ -]?(\d{2,8})\b/u;

/** "TB-0412" out of what was typed: "tb0412", "TB 0412". */
function readCode(text: string): string | undefined {
  const digits = code.exec(fold(text).replaceAll(/\btb-/gu, "tb "))?.[1];
  return digits === undefined ? undefined : `TB-${digits.padStart(4, "0")}`;
}

const orders: readonly (readonly [OrderDeed, RegExp])[] = [
  [
    "show",
    /^(?:(?:xem|tinh hinh|ket qua|den dau roi|sao roi) ?)?#(?: (?:den dau roi|the nao roi|sao roi|ra sao))?$/u,
  ],
  ["release", /^(?:duyet|dong y|cho gui|phe duyet) (?:gui )?#$|^# (?:duyet|ok|dong y)$/u],
  ["decline", /^(?:khong duyet|tu choi|tra lai) #$|^# (?:khong duyet|tu choi)$/u],
  ["pause", /^(?:tam dung|tam ngung|ngung|hoan) (?:gui )?#$/u],
  ["go-on", /^(?:tiep tuc|gui tiep|chay tiep|tiep) (?:gui )?#$/u],
  ["stop", /^(?:dung|dung han|huy|thoi gui|ket thuc|bo) (?:gui )?(?:han )?#$/u],
  [
    "newcomers",
    /^(?:gui|gui cho|gui them)(?: them)?(?: cho)? ?(?:ca )?(?:cho )?(?:nguoi|nhung nguoi|ai) (?:vao|den|dang ky|moi vao) ?(?:sau|moi)? ?#$/u,
  ],
  [
    "no-newcomers",
    /^(?:thoi|khong|dung) gui (?:cho )?(?:ca )?(?:nguoi|nhung nguoi) (?:vao|den|dang ky) (?:sau|moi) #$/u,
  ],
  [
    "again",
    /^gui lai (?:cho )?(?:nguoi |nhung nguoi |cac )?(?:chua ro|con ngo) #$|^# gui lai (?:cho )?(?:nguoi )?chua ro$/u,
  ],
  [
    "as-sent",
    /^(?:coi nhu|xem nhu|tinh la) (?:da )?(?:nhan|toi|gui)(?: roi)? #$|^# (?:coi nhu|xem nhu) (?:da )?(?:nhan|toi|gui)(?: roi)?$/u,
  ],
  ["doubts", /^(?:ai|nhung ai|xem|cac|nguoi|nhung nguoi) (?:con )?chua ro #$/u],
  ["silent", /^(?:ai|nhung ai|nguoi nao|danh sach) (?:con )?chua (?:tra loi|phan hoi|dap) #$/u],
  [
    "nudge",
    /^(?:nhac|nhac lai|gui lai)(?: cho)? (?:nguoi|nhung nguoi|ai|cac nguoi) chua (?:tra loi|phan hoi|dap) #$/u,
  ],
  [
    "sheet",
    /^(?:(?:xuat|tai|gui|xem|lay) )?# (?:ra )?(?:excel|xlsx|tep|file|bang)$|^(?:excel|xuat|xuat excel|bang|tai|tai excel) (?:cua )?#$/u,
  ],
];

/** An order that names an announcement; undefined where the words are none. */
export function readOrder(text: string): Order | undefined {
  const id = readCode(text);
  if (id === undefined) return undefined;
  const words = fold(text)
    .replaceAll("tb-", "tb ")
    .replace(code, "#")
    .replace(/ (?:a|nhe|nha|di|giup toi)$/u, "");
  const deed = orders.find(([, form]) => form.test(words))?.[0];
  if (deed !== undefined) return { deed, id };
  const when = /^(?:# )?(?:het han|han)(?: #)?(?: (?:luc|vao|den))? (.+?)(?: #)?$/u.exec(words)?.[1];
  if (when !== undefined && when !== "#") return { deed: "until", id, when: untilIn(text) };
  const answer = /^(?:ai|nhung ai|nguoi nao|danh sach)(?: (?:da|se|tra loi|chon|noi))* (.+) #$/u.exec(
    words,
  )?.[1];
  return answer === undefined
    ? /^(?:ai|nhung ai|danh sach)(?: da)? tra loi #$/u.test(words)
      ? { deed: "answered", id, words: "" }
      : undefined
    : { deed: "answered", id, words: answer === "tra loi" ? "" : answer };
}

/** The moment's words with their marks, without the order and the code. */
const untilIn = (text: string): string =>
  text
    .replace(/tb[\s-]?\d{3,8}/iu, " ")
    .replace(/h[ếe]t h[ạa]n|^\s*h[ạa]n/iu, " ")
    .trim();

/** Words by which staff begin an announcement; what follows a colon is already its text. */
const begins =
  /^(?:soạn |soan |gửi |gui |phát |phat |đăng |dang |viết |viet |làm |lam |tạo |tao )?(?:một |mot |1 )?(?:thông báo|thong bao)(?: mới| moi)?(?:\s*:\s*([\s\S]+))?$/iu;
const lists =
  /^(?:xem )?(?:cac|danh sach|danh sach cac|nhung) (?:thong bao|tin da gui)(?: (?:da gui|dang gui|dang chay|gan day))?$/u;

/** "thông báo" (with its text, "" for none), or the list of all that were made. */
export function readBeginning(text: string): { readonly text: string } | "list" | undefined {
  if (lists.test(fold(text))) return "list";
  const said = begins.exec(text.trim());
  return said === null ? undefined : { text: said[1]?.trim() ?? "" };
}
