import { plain } from "./plain.ts";
import { aligned } from "./aligned.ts";
import { asksInsteadOfTelling } from "./question.ts";

/** A field to change, its name as folded words ("" when none is named); the values as they were typed. */
export type Correction = { what: string; value?: string; old?: string };

type Shape = { readonly pattern: RegExp; readonly bare?: true };

const lead =
  "(?:(?:a|ah|o|oi|u|da|vang|em|anh|chi|minh|toi|cho|xin|muon|can|ma|the|nho|hay|phien|giup|ho|khoan|chet|quen|y)[ ,.!]+)*";
const change =
  "(?:sua doi|sua|doi|thay doi|thay|chinh sua|chinh|dieu chinh|cap nhat)(?: lai)?(?: (?:giup|ho|cho|dum)(?: (?:em|anh|chi|minh|toi))?)?";
const not = "(?:chu )?(?:khong|ko|k|hok|chua) (?:phai|p)(?: la)?";
const wrong =
  "(?:(?:em |minh |toi |bi )?(?:ghi |viet |khai |nhap |bao |gui |danh )?(?:nham|sai|lon)(?: mat)?(?: roi)?)";

// Tried in turn; the named groups say what, the new value and the old one.
const shapes: readonly Shape[] = [
  {
    pattern: new RegExp(
      `^${lead}${change} (?<what>[^\\d:=]*?) ?tu (?<old>.+?) (?:thanh|sang) (?<value>.+)$`,
      "d",
    ),
  },
  {
    pattern: new RegExp(
      `^${lead}${change}[ :]+(?<what>[^:=]*?) ?(?:\\b(?:thanh|sang|la)\\b|=|:|->) ?(?<value>\\S.*?)(?:,? ${not} (?<old>.+))?$`,
      "ds",
    ),
  },
  { pattern: new RegExp(`^${lead}${change} (?<what>[a-z ]{2,40}?) (?<value>[+\\d].*)$`, "d") },
  {
    pattern: new RegExp(
      `^${lead}(?<what>[a-z ]{2,30}?) moi (?:dung|chuan) (?:ra )?(?:phai )?la (?<value>.+)$`,
      "d",
    ),
  },
  {
    pattern: new RegExp(
      `^${lead}(?<what>[a-z ]{2,30}?)(?<! la) (?<value>[+\\d].*?)[ ,.]+${not} (?<old>.+)$`,
      "d",
    ),
  },
  { pattern: new RegExp(`^${lead}${wrong} (?<what>[a-z ]{2,30}?)[,:]? (?<value>[+\\d].*)$`, "d") },
  {
    pattern: new RegExp(
      `^${lead}(?:ghi |viet |khai |nhap )?sai (?!roi|mat|het|bet)(?<what>[a-z ]{2,40})$`,
      "d",
    ),
    bare: true,
  },
  {
    pattern: new RegExp(
      `^(?<what>.*?) ?(?<![a-z])(?:la )?(?<value>\\S.*?) moi (?:dung|phai|chuan)[ ,.]*${not} (?<old>.+)$`,
      "d",
    ),
  },
  {
    pattern: new RegExp(
      `^${lead}(?<what>[^\\d,.:]*?)[ ,]*\\b${not} (?<old>.+?)[ ,.]+(?:ma |phai )?la (?<value>.+)$`,
      "d",
    ),
  },
  {
    pattern: new RegExp(
      `^${lead}${wrong}[ ,.:]+(?<what>[^\\d:]*?)(?: phai)?(?: la|:) (?<value>.+?)(?:[ ,.]+${not} (?<old>.+))?$`,
      "d",
    ),
  },
  {
    pattern: new RegExp(
      `^(?<what>[^\\d,:]*?) (?:${wrong})(?: roi)?[ ,.:]+(?:(?:phai )?la )?(?<value>(?!roi\\b|mat\\b|het\\b)\\S.*?)(?: moi (?:dung|phai|chuan))?$`,
      "d",
    ),
  },
  { pattern: new RegExp(`^(?<what>.*?)(?: la|:) (?<value>\\S.*?)[ ,.]+${not} (?<old>.+)$`, "d") },
  { pattern: new RegExp(`^${lead}(?<value>\\S.*?)[ ,.]+chu ${not} (?<old>.+)$`, "d") },
  {
    pattern: new RegExp(
      `^${lead}(?:${wrong}[ ,.:]+)?(?:(?<what>[^\\d,:]*?) )?(?:la )?(?<value>[+\\d].*?|\\S+(?: \\S+){0,7}?) moi (?:dung|phai|chuan)\\b.*$`,
      "d",
    ),
  },
  {
    pattern: new RegExp(
      `^${lead}${wrong}[ ,.:!]+(?<what>)(?:la |phai la )?(?<value>(?!roi\\b|mat\\b|het\\b)\\S.*)$`,
      "d",
    ),
  },
  { pattern: new RegExp(`^${lead}${change} (?<what>[a-z ]{2,40})$`, "d"), bare: true },
  {
    pattern: new RegExp(
      `^${lead}(?<what>[a-z ]{2,40}?) (?:bi )?(?:ghi |nhap )?(?:sai|nham)(?: roi| mat| het)*$`,
      "d",
    ),
    bare: true,
  },
];

const hint =
  /\b(?:sua|doi|thay|chinh|cap nhat|nham|sai|lon|moi (?:dung|phai|chuan)|(?:khong|ko|k|hok) (?:phai|p))\b/;
// Marked words that only look like the verbs of change without their marks.
const other =
  /(?:^|[^\p{L}])(?:sữa|sứa|đội|đồi|đôi|đói|đời|đợi|thấy|thầy|thày|chính|chỉnh tề|lợn|lớn)(?=$|[^\p{L}])/giu;
const goods = /\bsua (?:chua|tuoi|dau|bo|de|ong|bot|hat)\b/;
const question =
  /\?\s*$|\b(?:nhu the nao|the nao|bao nhieu|o dau|tai sao|duoc khong|dc ko|dc k|duoc ko|nhu nao)\b/;

/** A correction of an earlier answer: "sửa sản lượng thành 200 kg", "200 kg mới đúng, không phải 300". */
export const readCorrection = (text: string): Correction | undefined => {
  if (text.length > 400) return undefined;
  const { raw, bare } = aligned(text.trim());
  if (!hint.test(bare)) return undefined;
  const into = /^.{3,60}? (?:thanh|sang) (?=\S{2})/.exec(bare)?.[0].length;
  if (question.test(bare) && (into === undefined || asksInsteadOfTelling(raw.slice(into)))) return undefined;
  const verbs = aligned(raw.replace(other, (word) => word.replace(/\p{L}/gu, "#"))).bare;
  if (!hint.test(verbs) || goods.test(verbs)) return undefined;
  for (const { pattern, bare: noValue } of shapes) {
    const found = pattern.exec(verbs)?.indices?.groups;
    if (found === undefined) continue;
    const value = piece(raw, found["value"]);
    const old = piece(raw, found["old"]);
    const what = field(raw, found["what"]);
    if (what === undefined || (value === undefined && !noValue) || (noValue && what === "")) continue;
    if (place.test(what) && value !== undefined && /^\d{1,2}$/.test(value))
      return { what: `${what} ${value}` };
    return { what, ...(value === undefined ? {} : { value }), ...(old === undefined ? {} : { old }) };
  }
  return undefined;
};

const place = /^(?:muc|cau|phan|y|so|buoc)$/;
const ends = /^[\s,.:;=]+|[\s,;:!]+$|(?<!\d)\.$/gu;
const politeEnd =
  /(?:[ ,.]+(?:nhé|nhe|ạ|nha|với ạ|giúp em|giúp mình|giup em|em nhé|đi|moi dung|mới đúng|roi|rồi|chứ|chu|à|đâu))+$/u;
const politeStart = /^(?:lại |lai |là |la |thành |thanh )+/iu;

const piece = (raw: string, span: readonly [number, number] | undefined): string | undefined => {
  if (span === undefined) return undefined;
  const cut = raw
    .slice(span[0], span[1])
    .replace(ends, "")
    .replace(politeEnd, "")
    .replace(politeStart, "")
    .replace(ends, "");
  return cut === "" ? undefined : cut;
};

const fieldStart =
  /^(?:(?:a|o|oi|u|da|vang|em|anh|chi|minh|toi|cho|xin|muon|can|ma|the|cai|phan|muc|giup|ho|lai|nham|roi|thi|lon|sai|y|quen|khoan|thong tin|phai) )+/;
const fieldEnd =
  /(?: (?:hom truoc|hom qua|hom bua|luc nay|luc truoc|vua roi|o tren|cua em|cua minh|cua toi|ben em|ghi|bi|la|lai|dang|em|minh|truoc|cu|kia|nay|thanh|phai|da|thi|mai|hom))+$/;
const nothing =
  /^(?:a|o|da|em|lai|la|ma|the|nham|sai|cai|thi|roi|phai|minh|toi|lon|hom truoc|cho em|khong|chu|do|cho|giup|y|ghi|thong tin)?$/;

const field = (raw: string, span: readonly [number, number] | undefined): string | undefined => {
  if (span === undefined) return "";
  const words = plain(raw.slice(span[0], span[1]).replace(/^.*,(?=.*\p{L})/u, ""))
    .replace(/\bso dt\b/g, "so dien thoai")
    .replace(fieldStart, "")
    .replace(fieldEnd, "")
    .trim();
  if (nothing.test(words)) return "";
  return words.split(" ").length > 6 ? undefined : words;
};
