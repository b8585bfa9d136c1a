import { plain } from "../text/plain.ts";
import { other, type Answers, type Value } from "./answers.ts";
import { choicesOf, type Listed, type World } from "./accept.ts";
import type { Checklist } from "./define.ts";

/**
 * The answers that a free sentence gives by the way: a choice whose whole name stands in it.
 * "dk man tam hoa o ta chai" gives the product and the commune. Products are read first and taken out of the
 * sentence, since their names hold names of communes.
 */
export function glean(text: string, list: Checklist, world: World): Answers {
  let rest = ` ${plain(text)} `;
  const found: Record<string, Value> = {};
  const first = list.sections[0]?.id;
  const items = Object.entries(list.items).filter(([, item]) => item.section === first);
  const isProduct = (entry: (typeof items)[number]): boolean =>
    entry[1].expect.kind === "from" && entry[1].expect.list === "products";
  for (const [id, item] of [...items.filter(isProduct), ...items.filter((entry) => !isProduct(entry))]) {
    if (item.expect.kind !== "one" && item.expect.kind !== "from") continue;
    if (item.expect.kind === "from" && item.expect.list === "sets") continue;
    const hit = longest(rest, choicesOf(item.expect, world) ?? []);
    if (hit === undefined) continue;
    found[id] = hit.id;
    rest = rest.replace(` ${hit.words} `, " ");
  }
  return found;
}

function longest(
  rest: string,
  listed: readonly Listed[],
): { readonly id: string; readonly words: string } | undefined {
  let best: { id: string; words: string } | undefined;
  for (const one of listed)
    for (const name of [one.label, ...(one.also ?? [])]) {
      const words = wordsOf(name);
      if (words.length > (best?.words.length ?? 2) && rest.includes(` ${words} `))
        best = { id: one.id, words };
    }
  return best;
}

const politeness =
  "(?:(?:xin|chao|alo|a|e|o|ad|bot|ban|tro ly|em|toi|minh|con|chau|bac|anh|chi|nha|gia dinh|muon|can|xin|cho|dinh|se|thi|la|nho|giup|hay|oi|da|vang|ok|bay gio|nay) )*";
const asking = new RegExp(
  `^${politeness}(?:dang ky|lam ho so)(?= |$)(?! kinh doanh)(?: (?:cho|san pham|moi|ocop|cai|mat hang|ho so|la))*`,
  "u",
);
const notAName = /\b(?:gi|nao|sao|khong|chua|duoc|phi|giay|thu tuc|ho so|kinh doanh|can|phai|lam|nhu)\b/u;

/** The product a sentence wants to register, when it names one outside the plan: "dk ruou ngo Ban Pho". */
export function namedProduct(text: string, communes: readonly Listed[]): Value | undefined {
  const folded = plain(text);
  const opened = asking.exec(folded);
  const rest = opened === null ? "" : folded.slice(opened[0].length).trim();
  const place = longest(` ${rest} `, communes);
  const name =
    place === undefined
      ? rest
      : rest
          .replace(new RegExp(`(?: lam| trong)* (?:o|tai) (?:xa |thon )*${place.words}.*$`, "u"), "")
          .trim();
  if (name.length < 3 || notAName.test(name)) return undefined;
  const said = text.trim().split(/\s+/u);
  const until = said.length - (rest === "" ? 0 : rest.split(" ").length) + name.split(" ").length;
  const from = said.length - rest.split(" ").length;
  return from < 0 ? undefined : other(said.slice(from, until).join(" ").slice(0, 120));
}

/** Whether a sentence asks to register something. */
export const wantsToRegister = (text: string): boolean => asking.test(plain(text));

/** Whether a sentence holds a whole name. */
export function mentions(text: string, name: string): boolean {
  if (last.text !== text) last = { text, words: ` ${plain(text)} ` };
  return last.words.includes(` ${wordsOf(name)} `);
}

/** One sentence is looked through for many names. */
let last = { text: "", words: "  " };

const kept = new Map<string, string>();

/** The folded words of a name out of the content, which is small: each name is folded once. */
function wordsOf(name: string): string {
  const words = kept.get(name) ?? plain(name);
  kept.set(name, words);
  return words;
}
