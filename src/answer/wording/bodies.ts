import { fold } from "../../text/fold.ts";

const short: Readonly<Record<string, string>> = {
  ubnd: "uy ban nhan dan",
  hdnd: "hoi dong nhan dan",
  ptnt: "phat trien nong thon",
  bnn: "bo nong nghiep",
};
const dropped: ReadonlySet<string> = new Set(["va", "cac", "cap", "cua"]);
const levels = "xa|thi tran|phuong|huyen|tinh|trung uong";
const levelList = new RegExp(`uy ban nhan dan (?:(?:${levels})(?: |$))+`, "gu");

/** Words as names of bodies are compared: short forms written out, joining words left out. */
const namely = (text: string): string =>
  fold(text)
    .replaceAll(/[.,/:-]/gu, " ")
    .split(" ")
    .map((word) => short[word] ?? word)
    .filter((word) => word !== "" && !dropped.has(word))
    .join(" ");

/** "UBND các xã, thị trấn" speaks of the body of each. */
const withLists = (names: string): string => {
  const each = [...names.matchAll(levelList)].flatMap((match) =>
    [...match[0].matchAll(new RegExp(levels, "gu"))].map((level) => `uy ban nhan dan ${level[0]}`),
  );
  return ` ${[names, ...each].join(" qq ")} `;
};

const head =
  "UBND|HĐND|Ủy ban(?: nhân dân)?|Uỷ ban(?: nhân dân)?|Hội đồng|Phòng|Sở|Bộ|Trung tâm|Chi cục|Cục|Tổng cục|Ban|Văn phòng|Ngân hàng|Hội|Đoàn|Mặt trận|Công an|Viện|Liên minh|Quỹ|Trạm|Tòa án|Thanh tra|Liên đoàn|Tổ";
const anyCase = head.replaceAll(
  /(?<=^|\|)\p{Lu}(?=\p{Ll})/gu,
  (letter) => `[${letter}${letter.toLowerCase()}]`,
);
// A name goes on with a capital and the syllable after it; more parts follow a joining word.
const part = String.raw`\p{Lu}[\p{L}]*(?:\s[\p{L}]+)?`;
const place = String.raw`(?:\s(?:các\s|cấp\s)?(?:xã|thị trấn|phường|huyện|tỉnh|Trung ương|trung ương))`;
const bodies = new RegExp(
  String.raw`(?<![\p{L}])(?:${anyCase})(?:\s${part}(?:(?:\s(?:và|&|-|–)|,)\s${part})*${place}?|${place})`,
  "gu",
);
const authorities =
  /(?<![\p{L}])(?:huyện|tỉnh|trung ương|thủ tướng|chính phủ|quốc hội|bộ trưởng|chủ tịch|hội đồng|thị trấn|phường|công an)(?![\p{L}])/giu;

/** Bodies and authorities that a text names and another does not. `known`: names that are sure to be names. */
export function strangeBodies(text: string, evidence: string, known: readonly string[]): readonly string[] {
  const there = withLists(namely(evidence));
  const said = ` ${namely(text)} `;
  const cores = known.map((name) => namely(name).replace(new RegExp(` (?:${levels})$`, "u"), ""));
  const mentioned = [
    ...[...text.normalize("NFC").matchAll(bodies)].map((match) => namely(match[0])),
    ...[...text.normalize("NFC").matchAll(authorities)].map((match) => namely(match[0])),
    ...cores.filter((core) => core.includes(" ") && said.includes(` ${core} `)),
  ];
  return [...new Set(mentioned)].filter((name) => !there.includes(` ${name} `));
}

const who = "xa|huyen|tinh|trung uong|bo|thu tuong|chinh phu";
const does =
  "cong nhan|cap|cham|danh gia|nhan|tiep nhan|phe duyet|ky|tham dinh|phan hang|xep hang|ho tro|gui|trinh|quyet dinh|to chuc";
const deed = new RegExp(`(?<= )(${who}) (?:\\S+ ){0,2}?(${does})(?= )`, "gu");

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/[.;:!?](?=\s|$)|\n/u)
    .map((sentence) => ` ${fold(sentence).replaceAll(/hop tac xa|moi xa mot san pham|,/gu, "")} `);

/** Whether a text lets each level do only what another text lets it do: "huyện công nhận" where that is the province's. */
export function deedsHold(text: string, evidence: string): boolean {
  const there = sentencesOf(evidence);
  return sentencesOf(text)
    .flatMap((sentence) => [...sentence.matchAll(deed)])
    .every(([, one = "", act = ""]) =>
      there.some((sentence) => new RegExp(` ${one} (?:\\S+ ){0,10}?${act} `, "u").test(sentence)),
    );
}

const common: ReadonlySet<string> = new Set(["ocop", "bac ha", "lao cai", "viet nam", "htx", "nay"]);
const run = /(?<![\p{L}\d])\p{Lu}[\p{L}\d]*(?:\s\p{Lu}[\p{L}\d]*)*/gu;

/** Names of people, places and things that a text has and neither other text; the first word of a sentence is none. */
export function strangeNames(text: string, evidence: string, question: string): readonly string[] {
  const there = ` ${namely(evidence)} qq ${namely(question)} `;
  const normal = text.normalize("NFC");
  return [...normal.matchAll(run)].flatMap((match) => {
    const begins = /(?:^|[.!?:…]["”)*]*\s+|\n\s*|^["“*]+)["“*(]*$/u.test(normal.slice(0, match.index));
    const name = namely(begins ? match[0].replace(/^\S+\s?/u, "") : match[0]);
    return name === "" || common.has(name) || there.includes(` ${name} `) ? [] : [name];
  });
}
