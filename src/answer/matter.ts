import type { Programme } from "../domain/programme.ts";
import { plain } from "../text/plain.ts";
import { looksLikeQuestion } from "../text/question.ts";

/** What a message asks and whose products it names. */
export type Matters = {
  /** The message without who asks it: what he makes and where he lives. Nothing where it says no such thing. */
  readonly of: (question: string) => string | undefined;
  /** The products that a text names, by their ids. */
  readonly products: (text: string) => ReadonlySet<string>;
};

const self =
  "(?:(?:nhà|nha|gia đình|gia dinh|htx|hợp tác xã|hop tac xa|tổ hợp tác|to hop tac|cơ sở|co so|bà con|ba con|vợ chồng|vo chong|mẹ|me|chồng|chong|vợ|vo) )?(?:chúng tôi|chung toi|bọn em|bon em|em|e|tôi|toi|mình|minh|cháu|chau|tui|mk|t)";
const makes =
  "(?:(?:chuyên|chuyen|đang|dang|có|co) )?(?:làm|lam|lm|nấu|nau|trồng|trong|nuôi|nuoi|bán|ban|gói|goi|ép|ep|sấy|say|sản xuất|san xuat|chế biến|che bien|có|co)(?: (?:vườn|vuon|nghề|nghe))?";
/** How somebody says who he is, where he lives, what he makes. */
const introduces = new RegExp(`^${self} (?:${makes}|ở|o|đóng|dong|là|la)(?!\\p{L})`, "iu");
/** Here the place is asked about and stays. */
const asksCommune = /\b(?:xa|phuong) nao\b|\b(?:thuoc|nhap vao|ve) (?:dau|xa)\b/u;
/** Words that make a matter: after a clause that introduces, and where only names are taken out of the question. */
const least = 3;
const leastLeft = 4;

const never = "(?!)";

/** Names with marks as they are, or without any: "mặn" is no "mận", "man" is. */
function anyOf(names: readonly string[], flags: string, before = "", after = ""): RegExp {
  const ways = names.flatMap((name) => [name.toLowerCase().normalize("NFC"), plain(name)]);
  const longestFirst = [...new Set(ways)].toSorted((one, two) => two.length - one.length);
  const all = longestFirst.length === 0 ? never : longestFirst.map((way) => RegExp.escape(way)).join("|");
  return new RegExp(`(?<!\\p{L})${before}(?:${all})${after}(?!\\p{L})`, flags);
}

/** Tells what is asked from who asks it, by the products and places that a programme names. */
export function mattersOf({ products, communes }: Pick<Programme, "products" | "communes">): Matters {
  const named = products.map(({ id, name, also }) => ({ id, names: [name, ...also] }));
  const each = named.map(({ id, names }) => ({ id, pattern: anyOf(names, "iu") }));
  const made = anyOf(
    named.flatMap(({ names }) => names),
    "giu",
    `(?:${self} )?(?:${makes} )?`,
  );
  const lived = anyOf(
    communes.flatMap(({ name, also }) => [name, ...also]),
    "giu",
    `(?:(?:${self}|ở|o|tại|tai) )+(?:(?:xã|xa|thôn|thon|chợ|cho) )*`,
    "(?: (?:cũ|cu))?",
  );

  function of(question: string): string | undefined {
    const clauses = question.normalize("NFC").split(/[,;.]\s+/u);
    const asking = clauses.filter((clause) => !introduces.test(clause) || looksLikeQuestion(clause));
    const introduced = asking.length > 0 && asking.length < clauses.length;
    const said = (introduced ? asking : clauses).join(", ");
    const about = asksCommune.test(plain(question))
      ? [...(introduced ? (question.match(lived) ?? []) : []), said].join(" ")
      : said.replaceAll(lived, " ");
    const matter = about.replaceAll(made, " ").replaceAll(/\s+/gu, " ").trim();
    const words = plain(matter).split(" ").length;
    return matter === question || words < (introduced ? least : leastLeft) ? undefined : matter;
  }

  return {
    of,
    products: (text) => new Set(each.filter(({ pattern }) => pattern.test(text)).map(({ id }) => id)),
  };
}
