import { dossierSchema } from "../dossier/fold.ts";
import type { Listed } from "../flow/accept.ts";
import { plain } from "../text/plain.ts";
import { type Audience, audiences, type Conditions, type Segment } from "./segment.ts";
import type { SegmentLists } from "./segment-lists.ts";

type State = NonNullable<Conditions["states"]>[number];

/** What one value is called when it is read back, and what else it is called. */
type Names = readonly [said: string, ...also: readonly string[]];

const audienceNames: Readonly<Record<Audience, Names>> = {
  producer: ["chủ thể", "bà con", "người dân", "nhà sản xuất", "người sản xuất", "người làm", "chủ thể ocop"],
  officer: ["cán bộ"],
  "commune-officer": ["cán bộ xã", "cán bộ cấp xã", "cán bộ các xã"],
  "office-officer": ["cán bộ huyện, tỉnh", "cán bộ huyện", "cán bộ tỉnh", "cán bộ phòng", "cán bộ các phòng"],
  aide: ["tổ giúp việc"],
  council: ["hội đồng", "thành viên hội đồng"],
  secretary: ["thư ký", "thư ký hội đồng"],
  staff: ["nhân viên"],
  admin: ["quản trị"],
};

const stateNames: Readonly<Record<State, Names>> = {
  draft: [
    "chưa nộp",
    "chưa nộp hồ sơ",
    "đang làm",
    "đang làm hồ sơ",
    "đang làm dở",
    "còn nháp",
    "hồ sơ nháp",
    "bản nháp",
  ],
  "handed-in": ["đang chờ xét", "chờ xét", "đang xét", "chờ duyệt", "đang chờ duyệt"],
  returned: ["bị trả lại", "bị trả", "bị trả về", "bị trả hồ sơ", "trả lại", "trả về", "phải sửa"],
  evaluated: ["đã chấm điểm", "đã chấm", "đã đánh giá"],
  recognised: ["đã công nhận", "đã được công nhận", "được công nhận"],
  "not-reached": ["không đạt", "chưa đạt"],
};
const handedIn: readonly State[] = ["handed-in", "returned", "evaluated", "recognised", "not-reached"];
const handedInNames = ["đã nộp", "đã nộp hồ sơ", "đã gửi hồ sơ"];

const trainedNames = {
  yes: ["đã tập huấn", "đã được tập huấn", "đã qua tập huấn", "đã học tập huấn"],
  no: ["chưa tập huấn", "chưa được tập huấn", "chưa qua tập huấn", "chưa học tập huấn"],
} as const;

const everybody = ["mọi người", "tất cả mọi người", "tất cả", "toàn bộ", "mọi", "các", "những", "cả"];
const between =
  "ai người ở tại của có làm là mà thì gửi cho tới đến nào nhà trong từ đạt xã thôn bộ thuộc về còn sản_phẩm hồ_sơ bộ_sản_phẩm thành_viên hoặc nhưng đang được nộp".split(
    " ",
  );
const andWords = ["và", "với", "cùng", "cả với"];
const exceptWords = [
  "trừ",
  "ngoại trừ",
  "trừ ra",
  "không gửi",
  "không gửi cho",
  "không tính",
  "không kể",
  "bỏ qua",
];
const missingWords = ["thiếu", "còn thiếu", "chưa có", "chưa nộp", "chưa gửi", "chưa làm"];
/** Whether a commune is one of officers or of dossiers, where it could be either. */
const ofOfficers = "phụ trách";
const ofDossiers = "có hồ sơ ở";

/** What a stretch of words means. */
type Meaning =
  | { readonly kind: "role"; readonly id: Audience }
  | { readonly kind: "states"; readonly ids: readonly State[] }
  | {
      readonly kind: "list";
      readonly list: Exclude<keyof SegmentLists, "papers" | "communes">;
      readonly id: string;
    }
  | { readonly kind: "commune"; readonly id: string }
  | { readonly kind: "trained"; readonly yes: boolean }
  | { readonly kind: "of"; readonly whose: "places" | "communes" }
  | { readonly kind: "filler" | "and" | "except" };

/** A piece of the text with what it means; words that mean nothing have none. */
type Piece = {
  readonly from: number;
  readonly to: number;
  readonly meaning:
    | Meaning
    | { readonly kind: "stars"; readonly stars: readonly number[] }
    | { readonly kind: "missing"; readonly id: string }
    | { readonly kind: "seen" | "unseen"; readonly days: number }
    | { readonly kind: "answered"; readonly announcement: string; readonly answer: string }
    | { readonly kind: "unread" };
};

/** The folded words of a text, each with the typed word it is from. */
function wordsOf(text: string): readonly { readonly word: string; readonly at: number }[] {
  const typed = text.split(/\s+/u);
  const all = typed.flatMap((one, at) =>
    plain(one)
      .split(" ")
      .filter((word) => word !== "")
      .flatMap((word) => (word === "kn" ? ["kiem", "nghiem"] : [word]))
      .map((word) => ({ word, at })),
  );
  return all.map(({ word, at }, place) =>
    word === "ki" && all[place - 1]?.word === "dang" ? { word: "ky", at } : { word, at },
  );
}

const folded = (text: string): string =>
  wordsOf(text)
    .map((one) => one.word)
    .join(" ");

type Dictionary = {
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly papers: ReadonlyMap<string, string>;
  readonly missing: ReadonlySet<string>;
  readonly longest: number;
};

const known = new WeakMap<SegmentLists, Dictionary>();

/** All that words can mean under these lists; of one name for two things the first one counts. */
function dictionaryOf(lists: SegmentLists): Dictionary {
  const before = known.get(lists);
  if (before !== undefined) return before;
  const meanings = new Map<string, Meaning>();
  const add = (names: readonly string[], meaning: Meaning): void => {
    for (const name of names) {
      const words = folded(name);
      if (words !== "" && !meanings.has(words)) meanings.set(words, meaning);
    }
  };
  const namesOf = ({ label, also = [] }: Listed): readonly string[] => [label, ...also];
  for (const id of audiences) add(audienceNames[id], { kind: "role", id });
  for (const id of dossierSchema.shape.state.options) add(stateNames[id], { kind: "states", ids: [id] });
  add(handedInNames, { kind: "states", ids: handedIn });
  add(trainedNames.yes, { kind: "trained", yes: true });
  add(trainedNames.no, { kind: "trained", yes: false });
  add([ofOfficers], { kind: "of", whose: "places" });
  add([ofDossiers], { kind: "of", whose: "communes" });
  for (const one of lists.communes) add(namesOf(one), { kind: "commune", id: one.id });
  for (const one of lists.products) add(namesOf(one), { kind: "list", list: "products", id: one.id });
  for (const one of lists.sets) {
    add([`bộ ${one.label}`], { kind: "list", list: "sets", id: one.id });
    add(namesOf(one), { kind: "list", list: "sets", id: one.id });
  }
  for (const one of lists.kinds) add(namesOf(one), { kind: "list", list: "kinds", id: one.id });
  for (const one of lists.rounds) add(namesOf(one), { kind: "list", list: "rounds", id: one.id });
  add(exceptWords, { kind: "except" });
  add(andWords, { kind: "and" });
  add([...everybody, ...between.map((word) => word.replaceAll("_", " "))], { kind: "filler" });
  const papers = new Map<string, string>();
  for (const one of lists.papers)
    for (const name of namesOf(one)) if (!papers.has(folded(name))) papers.set(folded(name), one.id);
  const longest = Math.max(...[...meanings.keys(), ...papers.keys()].map((name) => name.split(" ").length));
  const made: Dictionary = { meanings, papers, missing: new Set(missingWords.map(folded)), longest };
  known.set(lists, made);
  return made;
}

const number = "tb[-\\s]?(?<number>\\d{1,6})(?!\\d)";
const answer = "tr[ảa] l[ờo]i";
const answeredForms: readonly RegExp[] = [
  new RegExp(`(?:chưa|chua) ${answer} (?:tin |thông báo |thong bao )?${number}`, "giu"),
  new RegExp(`(?:(?:đã|da) )?${answer} ["“”'](?<answer>[^"“”']+)["“”'] (?:cho |ở )?${number}`, "giu"),
  new RegExp(`(?:(?:đã|da) )?${answer} (?:là )?(?<answer>\\S+(?: \\S+){0,3}?) (?:cho |ở )?${number}`, "giu"),
];
const placeholder = /^traloi(?<at>\d+)x$/u;

/** Answers to announcements are taken out first: they can be any words. */
function answersIn(text: string): {
  readonly rest: string;
  readonly found: readonly NonNullable<Conditions["answered"]>[];
} {
  const found: NonNullable<Conditions["answered"]>[] = [];
  let rest = text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
  for (const form of answeredForms)
    rest = rest.replaceAll(form, (...given) => {
      const groups: unknown = given.at(-1);
      const part = (name: string): string => {
        const value: unknown = typeof groups === "object" && groups !== null ? Reflect.get(groups, name) : "";
        return typeof value === "string" ? value : "";
      };
      found.push({
        announcement: `TB-${part("number").padStart(4, "0")}`,
        answer: part("answer").trim() || "none",
      });
      return `traloi${found.length - 1}x`;
    });
  return { rest, found };
}

const unit = "(?<count>\\d{1,4}) (?<unit>ngay|tuan|thang)(?: (?:roi|nay|qua|lien|gan day|tro lai))*(?= |$)";
const unseenForms = [
  new RegExp(
    `^(?:lau )?(?:da )?(?:chua|khong)(?: thay)? (?:nhan|noi|vao)(?: tin| chuyen)?(?: gi)?(?: (?:hon|da|trong|tren|qua|tu))* ${unit}`,
    "u",
  ),
  new RegExp(`^(?:im|im lang|vang|vang mat)(?: hon)? ${unit}`, "u"),
];
const seenForm = new RegExp(`^(?:(?:co|moi|con|da|van) )*nhan(?: tin)?(?: trong(?: vong)?)? ${unit}`, "u");
const unitDays: Readonly<Record<string, number>> = { ngay: 1, tuan: 7, thang: 30 };

const starWords: Readonly<Record<string, number>> = { mot: 1, hai: 2, ba: 3, bon: 4, nam: 5 };

/** Stars that begin here: "3 sao", "3,4 sao", "ba và bốn sao", "3 sao trở lên". */
function starsAt(
  words: readonly string[],
  from: number,
): { readonly stars: readonly number[]; readonly to: number } | undefined {
  const stars: number[] = [];
  let at = from;
  for (; at < from + 12; at += 1) {
    const word = words[at] ?? "";
    if (/^[1-5](?:[,/-][1-5])*$/u.test(word)) stars.push(...word.split(/[,/-]/u).map(Number));
    else if (starWords[word] !== undefined) stars.push(starWords[word]);
    else if (stars.length === 0 || !["va", "hoac", "den"].includes(word)) break;
  }
  if (stars.length === 0 || words[at] !== "sao") return undefined;
  if (words[at + 1] === "tro" && words[at + 2] === "len") {
    const least = Math.min(...stars);
    return { stars: [1, 2, 3, 4, 5].filter((one) => one >= least), to: at + 3 };
  }
  return { stars, to: at + 1 };
}

/** The text taken apart: at each place the longest stretch that means something. */
function piecesOf(
  words: readonly string[],
  answers: readonly NonNullable<Conditions["answered"]>[],
  { meanings, papers, missing, longest }: Dictionary,
): readonly Piece[] {
  const stretch = <Of>(
    from: number,
    in_: ReadonlyMap<string, Of>,
  ): { readonly to: number; readonly it: Of } | undefined => {
    for (let to = Math.min(words.length, from + longest); to > from; to -= 1) {
      const it = in_.get(words.slice(from, to).join(" "));
      if (it !== undefined) return { to, it };
    }
    return undefined;
  };
  const pieces: Piece[] = [];
  let lists = false;
  const one = (from: number): Piece => {
    const answered = answers[Number(placeholder.exec(words[from] ?? "")?.groups?.["at"] ?? NaN)];
    if (answered !== undefined) return { from, to: from + 1, meaning: { kind: "answered", ...answered } };
    // Papers go on in a list: "thiếu phiếu kiểm nghiệm và bản công bố".
    const more = lists ? stretch(from, papers) : undefined;
    if (more !== undefined) return { from, to: more.to, meaning: { kind: "missing", id: more.it } };
    for (const long of [2, 1]) {
      if (!missing.has(words.slice(from, from + long).join(" "))) continue;
      const paper = stretch(from + long, papers);
      if (paper !== undefined) return { from, to: paper.to, meaning: { kind: "missing", id: paper.it } };
    }
    const stars = starsAt(words, from);
    if (stars !== undefined) return { from, to: stars.to, meaning: { kind: "stars", stars: stars.stars } };
    const rest = words.slice(from, from + 14).join(" ");
    const unseen = unseenForms.map((form) => form.exec(rest)).find((match) => match !== null);
    const seen = unseen ?? seenForm.exec(rest);
    if (seen !== null && seen !== undefined) {
      const days = Number(seen.groups?.["count"]) * (unitDays[seen.groups?.["unit"] ?? ""] ?? 1);
      const to = from + seen[0].split(" ").length;
      return { from, to, meaning: { kind: unseen === undefined ? "seen" : "unseen", days } };
    }
    const found = stretch(from, meanings);
    // A paper that nothing says is missing means nothing, though it may begin like something else.
    const paper = stretch(from, papers);
    if (paper !== undefined && paper.to > (found?.to ?? from))
      return { from, to: paper.to, meaning: { kind: "unread" } };
    return found === undefined
      ? { from, to: from + 1, meaning: { kind: "unread" } }
      : { from, to: found.to, meaning: found.it };
  };
  for (let at = 0; at < words.length; at = pieces.at(-1)?.to ?? words.length) {
    const piece = one(at);
    pieces.push(piece);
    const { kind } = piece.meaning;
    lists = kind === "missing" || (lists && (kind === "and" || kind === "filler"));
  }
  return pieces;
}

/** What pieces say together; undefined when they say nothing. */
function conditionsOf(pieces: readonly Piece[]): Conditions | undefined {
  const of: Conditions = {};
  const communes: { readonly id: string; readonly whose: "places" | "communes" | undefined }[] = [];
  let whose: "places" | "communes" | undefined;
  const add = <Value>(values: readonly Value[] | undefined, ...more: readonly Value[]): Value[] => [
    ...new Set([...(values ?? []), ...more]),
  ];
  for (const { meaning } of pieces) {
    switch (meaning.kind) {
      case "role":
        of.roles = add(of.roles, meaning.id);
        break;
      case "states":
        of.states = add(of.states, ...meaning.ids);
        break;
      case "list":
        of[meaning.list] = add(of[meaning.list], meaning.id);
        break;
      case "commune":
        communes.push({ id: meaning.id, whose });
        break;
      case "of":
        whose = meaning.whose;
        break;
      case "trained":
        of.trained = meaning.yes;
        break;
      case "stars":
        of.stars = add(of.stars, ...meaning.stars);
        break;
      case "missing":
        of.missing = add(of.missing, meaning.id);
        break;
      case "seen":
        of.seenWithinDays = meaning.days;
        break;
      case "unseen":
        of.unseenForDays = meaning.days;
        break;
      case "answered":
        of.answered = { announcement: meaning.announcement, answer: meaning.answer };
        break;
      case "filler":
      case "and":
      case "except":
      case "unread":
        break;
    }
    if (!["of", "commune", "filler", "and"].includes(meaning.kind)) whose = undefined;
  }
  for (const one of communes) {
    const key = one.whose ?? (areOfficers(of) ? "places" : "communes");
    of[key] = add(of[key], one.id);
  }
  return Object.keys(of).length === 0 ? undefined : of;
}

/** Whether only officers are meant: a commune that is named is then theirs. */
const areOfficers = ({ roles }: Conditions): boolean =>
  roles !== undefined &&
  !roles.includes("producer") &&
  roles.some((role) => role === "officer" || role === "commune-officer");

/** What was read, and the words that were not understood, as they were typed: they have to be said back. */
export type SegmentRead = { readonly segment: Segment; readonly unread: readonly string[] };

/** "chu the ban lien va nam det chua nop ho so, tru ai da tap huan". Words within one condition are alternatives. */
export function readSegment(text: string, lists: SegmentLists): SegmentRead {
  const { rest, found } = answersIn(text);
  const typed = rest.split(/\s+/u);
  const words = wordsOf(rest);
  const pieces = piecesOf(
    words.map((one) => one.word),
    found,
    dictionaryOf(lists),
  );
  const asTyped = (from: number, to: number): string =>
    typed
      .slice(words[from]?.at ?? 0, (words[to - 1]?.at ?? -1) + 1)
      .join(" ")
      .replaceAll(/^[\s,;:.]+|[\s,;:.]+$/gu, "");
  const groups = split(pieces, "except", true);
  const [main = [], ...excepts] = groups;
  const unread = runs(main).map(([from, to]) => asTyped(from, to));
  const except: Conditions[] = [];
  for (const group of excepts) {
    for (const [at, part] of split(group, "and", false).entries()) {
      const conditions = conditionsOf(part);
      const last = except.at(-1);
      if (conditions === undefined) {
        const [first] = part;
        const end = part.findLast((one) => one.meaning.kind === "unread");
        if (first !== undefined && end !== undefined) unread.push(asTyped(first.from, end.to));
        continue;
      }
      unread.push(...runs(part).map(([from, to]) => asTyped(from, to)));
      // "trừ Bản Liền và Nậm Đét" is one exception; what a new "trừ" begins is another.
      const both = at === 0 || last === undefined ? undefined : alike(last, conditions);
      if (both === undefined) except.push(conditions);
      else except.splice(-1, 1, both);
    }
  }
  return { segment: { ...conditionsOf(main), ...(except.length === 0 ? {} : { except }) }, unread };
}

/** Pieces apart at each of a kind; that one stays at the beginning of what follows, or goes. */
function split(
  pieces: readonly Piece[],
  kind: "except" | "and",
  stays: boolean,
): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.meaning.kind !== kind) groups.at(-1)?.push(piece);
    else groups.push(stays ? [piece] : []);
  }
  return groups;
}

/** Where words stand that mean nothing; what only fills the room between two of them belongs to them. */
function runs(pieces: readonly Piece[]): readonly (readonly [from: number, to: number])[] {
  const found: [number, number][] = [];
  let open = false;
  for (const { from, to, meaning } of pieces) {
    const last = found.at(-1);
    if (meaning.kind === "unread") {
      if (open && last !== undefined) last[1] = to;
      else found.push([from, to]);
      open = true;
    } else if (meaning.kind !== "filler") open = false;
  }
  return found;
}

/** Two conditions on the same thing alone, as one with the values of both. */
function alike(one: Conditions, two: Conditions): Conditions | undefined {
  const lists = [
    "roles",
    "places",
    "communes",
    "products",
    "sets",
    "kinds",
    "rounds",
    "states",
    "missing",
    "stars",
  ] as const;
  const [key, ...others] = new Set([...Object.keys(one), ...Object.keys(two)]);
  const list = lists.find((name) => name === key);
  if (list === undefined || others.length > 0) return undefined;
  return conditionsOf([...valuesOf(one), ...valuesOf(two)].map((meaning) => ({ from: 0, to: 0, meaning })));
}

/** What conditions on one thing alone would be read from. */
function valuesOf(of: Conditions): readonly Piece["meaning"][] {
  const placed = (whose: "places" | "communes", ids: readonly string[] = []): readonly Piece["meaning"][] =>
    ids.flatMap((id) => [{ kind: "of", whose } as const, { kind: "commune", id } as const]);
  return [
    ...(of.roles ?? []).map((id) => ({ kind: "role", id }) as const),
    ...placed("places", of.places),
    ...placed("communes", of.communes),
    ...(["products", "sets", "kinds", "rounds"] as const).flatMap((list) =>
      (of[list] ?? []).map((id) => ({ kind: "list", list, id }) as const),
    ),
    ...(of.stars === undefined ? [] : [{ kind: "stars", stars: of.stars } as const]),
    ...(of.states === undefined ? [] : [{ kind: "states", ids: of.states } as const]),
    ...(of.missing ?? []).map((id) => ({ kind: "missing", id }) as const),
  ];
}

/** Whom a segment means, in words that are read as the same segment again. */
export function segmentInWords(segment: Segment, lists: SegmentLists): string {
  const { except = [], ...main } = segment;
  const meant = inWords(main, lists);
  return [meant === "" ? everybody[0] : meant, ...except.map((one) => `trừ ${inWords(one, lists)}`)].join(
    "; ",
  );
}

function inWords(of: Conditions, lists: SegmentLists): string {
  const label = (list: keyof SegmentLists, id: string): string =>
    lists[list].find((one) => one.id === id)?.label ?? id;
  const or = <Value>(
    values: readonly Value[] | undefined,
    say: (value: Value) => string,
    before = "",
  ): readonly string[] => (values === undefined ? [] : [`${before}${values.map(say).join(" hoặc ")}`]);
  return [
    ...or(of.roles, (one) => audienceNames[one][0]),
    ...or(of.places, (one) => label("communes", one), `${ofOfficers} `),
    ...or(of.kinds, (one) => label("kinds", one)),
    ...or(
      of.communes,
      (one) => label("communes", one),
      areOfficers(of) || of.places !== undefined ? `${ofDossiers} ` : "ở ",
    ),
    ...or(of.products, (one) => `sản phẩm ${label("products", one)}`),
    ...or(of.sets, (one) => `bộ ${label("sets", one)}`),
    ...or(of.stars, (one) => `${one} sao`, "đạt "),
    ...or(of.rounds, (one) => label("rounds", one)),
    ...or(of.states, (one) => stateNames[one][0]),
    ...or(of.missing, (one) => `thiếu ${label("papers", one)}`),
    ...(of.seenWithinDays === undefined ? [] : [`có nhắn trong ${of.seenWithinDays} ngày`]),
    ...(of.unseenForDays === undefined ? [] : [`không nhắn ${of.unseenForDays} ngày`]),
    ...(of.trained === undefined ? [] : [of.trained ? trainedNames.yes[0] : trainedNames.no[0]]),
    ...(of.answered === undefined ? [] : [answeredInWords(of.answered)]),
  ].join(", ");
}

const answeredInWords = ({ announcement, answer: said }: NonNullable<Conditions["answered"]>): string =>
  said === "none" ? `chưa trả lời ${announcement}` : `đã trả lời "${said}" ${announcement}`;
