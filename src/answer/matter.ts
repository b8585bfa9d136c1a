import { plain } from "../text/plain.ts";
import { looksLikeQuestion } from "../text/question.ts";

/** Names of products and places, as they are found in a message. */
export type Names = { readonly products: RegExp; readonly places: RegExp };

/** With marks as they are, and without any: "mặn" is no "mận", "man" is. */
function oneOf(names: readonly string[], around: readonly [string, string]): RegExp {
  const ways = [...new Set(names.flatMap((name) => [name.toLowerCase().normalize("NFC"), plain(name)]))]
    .toSorted((one, two) => two.length - one.length)
    .map((way) => RegExp.escape(way));
  return new RegExp(`(?<!\\p{L})${around[0]}(?:${ways.join("|")})${around[1]}(?!\\p{L})`, "giu");
}

/** Makes names findable; each with what stands around it and is no matter either. */
export const namesOf = (products: readonly string[], places: readonly string[]): Names => ({
  products: oneOf(products, [`(?:${self} )?(?:${makes} )?`, ""]),
  places: oneOf(places, [`(?:(?:${self}|ở|o|tại|tai) )+(?:(?:xã|xa|thôn|thon|chợ|cho) )*`, "(?: (?:cũ|cu))?"]),
});

const self =
  "(?:(?:nhà|nha|gia đình|gia dinh|htx|hợp tác xã|hop tac xa|tổ hợp tác|to hop tac|cơ sở|co so|bà con|ba con|mẹ|me|chồng|chong|vợ|vo) )?(?:chúng tôi|chung toi|bọn em|bon em|em|e|tôi|toi|mình|minh|cháu|chau|tui|mk|t)";
const makes =
  "(?:(?:chuyên|chuyen|đang|dang|có|co) )?(?:làm|lam|nấu|nau|trồng|trong|nuôi|nuoi|bán|ban|sản xuất|san xuat|chế biến|che bien|có|co)(?: (?:vườn|vuon|nghề|nghe))?";
/** How somebody says who he is, where he lives, what he makes. */
const introduces = new RegExp(`^(?:${self}) (?:${makes}|ở|o|đóng|dong|là|la)(?!\\p{L})`, "iu");
const communeAsked = /\b(?:xa|phuong) nao\b|\b(?:thuoc|nhap vao|ve) (?:dau|xa)\b/u;
const leastWords = 3;

/** What a message asks, without who asks it: his product and, unless it is the place that is asked for, where he lives. */
export function matterOf(question: string, { products, places }: Names): string | undefined {
  const clauses = question.normalize("NFC").split(/[,;.]\s+/u);
  const asking = clauses.filter((clause) => !introduces.test(clause) || looksLikeQuestion(clause));
  const kept = asking.length > 0 && asking.length < clauses.length ? asking : clauses;
  const commune = communeAsked.test(plain(question));
  const where = commune ? (question.match(places) ?? []) : [];
  const said = kept.join(", ");
  const matter = [...where, (commune ? said : said.replaceAll(places, " ")).replaceAll(products, " ")]
    .join(" ")
    .replaceAll(/\s+/gu, " ")
    .trim();
  return matter === question || plain(matter).split(" ").length < leastWords ? undefined : matter;
}
