import { seededRandom } from "../seeded.ts";

const phrases: readonly (readonly [RegExp, readonly string[]])[] = (
  [
    ["bao nhiêu", "bn", "bnh", "bao nhiu"],
    ["như thế nào", "ntn", "nhu nao", "nthe nao"],
    ["bao giờ", "bh", "bjo"],
    ["khi nào", "khi nao", "lúc nào"],
    ["tại sao", "ts", "sao"],
    ["thế nào", "tn", "the nao"],
    ["có được không", "dc k", "dc ko"],
    ["không", "ko", "k", "kh", "hok", "khong"],
    ["được", "dc", "đc", "dk", "đươc"],
    ["những", "nhg", "nhung", "n~"],
    ["người", "ng", "nguoi"],
    ["trong", "trg", "trog"],
    ["với", "vs", "voi"],
    ["gì", "j", "ji", "gi"],
    ["rồi", "r", "rui"],
    ["cũng", "cx", "cug"],
    ["mình", "mk", "mik"],
    ["biết", "bt", "bik"],
    ["trước", "trc", "truoc"],
    ["làm", "lm", "lam"],
    ["quá", "wa", "qua"],
    ["việc", "vc", "viec"],
    ["vấn đề", "vđ", "vde"],
    ["nhiều", "nhìu", "nhiu"],
    ["việt nam", "vn"],
    ["sản phẩm", "sp", "spham"],
    ["hợp tác xã", "htx"],
    ["hồ sơ", "hs", "hso"],
    ["quyết định", "qd", "qđ"],
    ["kế hoạch", "kh"],
    ["đăng ký", "dk", "đk", "dky"],
    ["doanh nghiệp", "dn"],
    ["kinh doanh", "kd"],
    ["sản xuất", "sx"],
    ["công ty", "cty", "ct"],
    ["thời gian", "tg", "tgian"],
    ["phát triển", "pt", "ptrien"],
    ["thành phố", "tp"],
    ["chính phủ", "cp"],
    ["chương trình", "ct", "ctr"],
    ["tổ chức", "tc", "tchuc"],
    ["thành viên", "tv"],
    ["quốc gia", "qg"],
    ["kinh tế", "kt"],
    ["nghiên cứu", "nc"],
    ["hệ thống", "ht"],
    ["ủy ban nhân dân", "ubnd"],
    ["nông nghiệp", "nn"],
    ["quản lý", "ql", "qly"],
    ["trường hợp", "th"],
    ["thực hiện", "th"],
    ["điều kiện", "dk", "đkien"],
  ] satisfies readonly (readonly [string, ...string[]])[]
).map(([full, ...shorts]) => [new RegExp(`(?<!\\p{L})${full}(?!\\p{L})`, "giu"), shorts]);

const bare = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");

const tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
const toneKeys = ["", "f", "s", "x", "r", "j"];
const anyTone = /[\u0300\u0301\u0303\u0309\u0323]/u;
const onsets: readonly (readonly [string, string])[] = [
  ["tr", "ch"],
  ["ch", "tr"],
  ["gi", "d"],
  ["s", "x"],
  ["x", "s"],
  ["d", "gi"],
  ["r", "d"],
  ["l", "n"],
  ["n", "l"],
];

/** A syllable with one slip, the kind drawn by chance. */
function mistyped(word: string, random: () => number): string {
  const draw = random();
  const apart = word.normalize("NFD");
  if (draw < 0.3) {
    const other = tones[Math.floor(random() * tones.length)] ?? "";
    const tone = anyTone.exec(apart);
    if (tone === null) return word;
    return (apart.slice(0, tone.index) + other + apart.slice(tone.index + 1)).normalize("NFC");
  }
  if (draw < 0.55) {
    const lower = word.toLowerCase();
    const swap = onsets.find(([from]) => lower.startsWith(from) && !/^n[gh]|^th|^ng/u.test(lower));
    if (swap !== undefined) return swap[1] + word.slice(swap[0].length);
  }
  if (draw < 0.75) {
    const tone = anyTone.exec(apart);
    const key = tone === null ? "" : (toneKeys[tones.indexOf(tone[0])] ?? "");
    const letters = apart
      .replaceAll(/([aeo])\u0302/gu, "$1$1")
      .replaceAll(/([aou])[\u0306\u031b]/gu, "$1w")
      .replaceAll("đ", "dd")
      .replaceAll(/\p{M}/gu, "");
    return letters + key;
  }
  const letters = word.split("");
  if (letters.length < 3) return word;
  const at = Math.floor(random() * letters.length);
  if (draw < 0.92) letters.splice(at, 1);
  else letters.splice(at, 0, letters[at] ?? "");
  return letters.join("");
}

/** A question as it is typed in haste: short forms, slips in a tenth of the syllables, six in ten without marks. Same seed, same slips. */
export function noisy(question: string, seed: number): string {
  const random = seededRandom(seed);
  let text = question.normalize("NFC");
  for (const [full, shorts] of phrases)
    text = text.replaceAll(full, (found) =>
      random() < 0.6 ? (shorts[Math.floor(random() * shorts.length)] ?? found) : found,
    );
  text = text.replaceAll(/[\p{L}\p{M}]+/gu, (word) => (random() < 0.1 ? mistyped(word, random) : word));
  if (random() < 0.6) text = bare(text);
  if (random() < 0.7) text = text.toLowerCase();
  return random() < 0.6 ? text.replace(/[?.!]+$/u, "") : text;
}

/** A seed out of an id, so that each question has slips of its own. */
export const seedOf = (id: string): number => {
  let seed = 2166136261;
  for (let at = 0; at < id.length; at += 1) seed = Math.imul(seed ^ id.charCodeAt(at), 16777619);
  return seed >>> 0;
};
