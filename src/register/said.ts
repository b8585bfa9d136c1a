import type { Day } from "../domain/instant.ts";
import { readDay } from "../text/day.ts";
import { fold } from "../text/fold.ts";
import { readPhone } from "../text/phone.ts";
import { looksLikeQuestion } from "../text/question.ts";
import type { BookEntry } from "./entry.ts";
import { kindOfOrganisation, kindOfPromotion } from "./kinds.ts";
import { type Attendant, readRecordId, type RecordKind } from "./record.ts";
import { communeIn, type Lists, readStars } from "./table.ts";

/** What is still needed before something can be written. */
export type Needed = "name" | "commune" | "day" | "stars" | "decision";

/** What a record's fields are to become. */
export type Correction = {
  readonly name?: string;
  readonly commune?: string;
  readonly phone?: string;
  readonly day?: Day;
  readonly stars?: number;
  readonly decision?: string;
  readonly place?: string;
};

/** What an officer says to the register in one line. */
export type Said =
  | { readonly kind: "entry"; readonly entry: BookEntry }
  | { readonly kind: "needs"; readonly what: RecordKind; readonly needed: Needed }
  | { readonly kind: "show" | "remove"; readonly id: string }
  | { readonly kind: "correct"; readonly id: string; readonly changes: Correction }
  | { readonly kind: "attended"; readonly id: string; readonly names: readonly Attendant[] };

type Head = {
  readonly what: RecordKind;
  readonly how?: "strengthened" | "founded";
  readonly words: readonly string[];
};

/** How a line begins that writes something: the longest beginning counts. `keeps`: its last word belongs to the name. */
const heads: readonly Head[] = [
  { what: "organisation", words: ["them to chuc kinh te", "them to chuc", "them chu the", "them co so"] },
  {
    what: "organisation",
    words: ["them htx", "them hop tac xa", "them cong ty", "them doanh nghiep", "them to hop tac", "them ho"],
  },
  { what: "organisation", how: "strengthened", words: ["da cung co", "cung co to chuc", "cung co"] },
  {
    what: "organisation",
    how: "founded",
    words: ["lap moi", "thanh lap moi", "them to chuc moi", "phat trien moi", "moi thanh lap"],
  },
  {
    what: "training",
    words: [
      "them lop tap huan",
      "them tap huan",
      "mo lop tap huan",
      "mo tap huan",
      "lop tap huan",
      "tap huan",
    ],
  },
  {
    what: "certificate",
    words: ["them giay chung nhan", "cap giay chung nhan", "giay chung nhan", "them gcn", "gcn"],
  },
  {
    what: "promotion",
    words: [
      "them hoi cho",
      "them trien lam",
      "them xuc tien",
      "hoi cho",
      "trien lam",
      "xuc tien",
      "dua len trang web",
      "dua len web",
      "dua len san",
    ],
  },
  { what: "product", words: ["them san pham vao so", "them san pham", "them sp"] },
];
/** Beginnings whose words after "thêm" belong to the name: "thêm HTX Quế" is of "HTX Quế". */
const namesBeginHere: ReadonlySet<string> = new Set([
  "them htx",
  "them hop tac xa",
  "them cong ty",
  "them doanh nghiep",
  "them to hop tac",
  "them ho",
]);
const titlesBeginHere: ReadonlySet<string> = new Set(["hoi cho", "trien lam"]);

const id = String.raw`(?<id>(?:TC|SP|GCN|TH|HC)[\s.-]*\d{1,6})`;
const shows = new RegExp(String.raw`^(?:xem\s+)?${id}$`, "iu");
const removes = new RegExp(String.raw`^(?:xoá|xóa|xoa|bỏ|bo)\s+${id}$`, "iu");
const corrects = new RegExp(String.raw`^(?:sửa|sua)\s+${id}\s*[:,]?\s*(?<rest>\S[^]*)$`, "iu");
const attends = new RegExp(
  String.raw`^${id}\s*[:,]?\s*(?:có mặt|co mat|có dự|co du|người dự|nguoi du)\s*[:,]?\s*(?<rest>\S[^]*)$`,
  "iu",
);

/** Reads one line for the register; undefined where it is none. */
export function readSaid(text: string, lists: Lists): Said | undefined {
  const typed = text.trim();
  const named = (form: RegExp) => {
    const groups = form.exec(typed)?.groups;
    const record = groups === undefined ? undefined : readRecordId(groups["id"] ?? "");
    return record === undefined ? undefined : { ...record, rest: groups?.["rest"] ?? "" };
  };
  const shown = named(shows);
  // The bare name of a training is what those who are there send.
  if (shown !== undefined && (shown.kind !== "training" || /^xem/iu.test(typed)))
    return { kind: "show", id: shown.id };
  const removed = named(removes);
  if (removed !== undefined) return { kind: "remove", id: removed.id };
  const corrected = named(corrects);
  if (corrected !== undefined)
    return { kind: "correct", id: corrected.id, changes: correction(corrected.rest, corrected.kind, lists) };
  const there = named(attends);
  if (there !== undefined && there.kind === "training")
    return { kind: "attended", id: there.id, names: attendants(there.rest) };
  const head = headOf(typed);
  if (head === undefined || looksLikeQuestion(typed)) return undefined;
  return entryOf(head, lists);
}

type Begun = Pick<Head, "what" | "how"> & { readonly said: string; readonly rest: string };

function headOf(text: string): Begun | undefined {
  const words = text.split(/\s+/u);
  const folded = words.map(fold);
  let best: (Begun & { readonly length: number }) | undefined;
  for (const { what, how, words: all } of heads)
    for (const said of all) {
      const begin = said.split(" ");
      if (begin.length <= (best?.length ?? 0) || !begin.every((word, at) => folded[at] === word)) continue;
      const from = namesBeginHere.has(said) ? 1 : titlesBeginHere.has(said) ? 0 : begin.length;
      const rest = words
        .slice(from)
        .join(" ")
        .replace(/^[\s:,–-]+/u, "");
      best = { what, ...(how === undefined ? {} : { how }), said, rest, length: begin.length };
    }
  return best;
}

/** A line from which what is found is taken out. */
function taking(line: string) {
  let rest = line;
  const take = (form: RegExp): string | undefined => {
    const match = form.exec(rest);
    if (match === null) return undefined;
    rest = `${rest.slice(0, match.index)},${rest.slice(match.index + match[0].length)}`;
    return match[1] ?? match[0];
  };
  const parts = (): readonly string[] =>
    rest
      .split(/[,\n]/u)
      .map((part) => part.replaceAll(/^[\s:;.–-]+|[\s:;–-]+$/gu, ""))
      .filter((part) => part !== "");
  return { take, parts };
}

const phoneForm =
  /(?:(?:sđt|sdt|đt|dt|điện thoại|dien thoai|số điện thoại|so dien thoai|số máy)\s*[:.]?\s*)?((?:\+?84|0)(?:[ .-]?\d){9,10})(?!\d)/iu;
const starsForm = /(?<![\p{L}\d])(?:hạng |hang )?([1-5]|một|mot|hai|ba|bốn|bon|năm|nam)\s+sao(?![\p{L}])/iu;
const decisionForm =
  /(?:(?:quyết định|quyet dinh|qđ|qd)\s*)?(?:(?:số|so)\s*[:.]?\s*)(\d[\p{L}\d./-]*)|(?:quyết định|quyet dinh|qđ|qd)\s+(\d[\p{L}\d./-]*)|(\d+\/q[đd][\p{L}\d-]*)/iu;
const dayForm =
  /(?:(?:từ |tu |cấp |cap )?(?:ngày|ngay)\s*)?(?<![\d/])(\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{4}-\d{2}-\d{2})(?![\d/])|(?<!\p{L})(hôm nay|hom nay|hôm qua|hom qua|ngày mai|ngay mai)(?!\p{L})/iu;

function phoneIn(line: ReturnType<typeof taking>): string | undefined {
  const typed = line.take(phoneForm);
  const read = typed === undefined ? undefined : readPhone(typed);
  return read !== undefined && "phone" in read ? read.phone : undefined;
}

function dayIn(line: ReturnType<typeof taking>, today: Day, prefer: "past" | "future"): Day | undefined {
  const typed = line.take(dayForm)?.replace(/^[^\d]*(?=\d)/u, "");
  if (typed === undefined) return undefined;
  const read = readDay(typed, today, { prefer });
  return "day" in read && read.precision === "day" ? read.day : undefined;
}

const decisionIn = (line: ReturnType<typeof taking>): string | undefined => {
  const typed = line.take(decisionForm);
  return typed === undefined ? undefined : (/\d[\p{L}\d./-]*/u.exec(typed)?.[0] ?? typed);
};

/** The part that names a commune and nothing else, and the parts that are left. */
function placed(
  parts: readonly string[],
  lists: Lists,
): { readonly commune: string | undefined; readonly rest: readonly string[] } {
  for (const [at, part] of parts.entries()) {
    const words = fold(part).replace(/^(?:(?:o|tai|thuoc) )?(?:(?:xa|thi tran|tt) )?/u, "");
    const fits = lists.communes.find((one) =>
      [one.name, ...one.also].some((name) => fold(name).replace(/^(?:xa|thi tran) /u, "") === words),
    );
    if (fits !== undefined && at > 0)
      return { commune: fits.id, rest: parts.filter((_, place) => place !== at) };
  }
  const [first = "", ...others] = parts;
  // "HTX Quế xã Nậm Đét": the commune stands at the end of the name.
  const tail = /\s+(?:(?:ở|o|tại|tai)\s+)?(?:xã|xa|thị trấn|thi tran)\s+\p{L}[^,]*$/iu.exec(first)?.[0];
  const commune = communeIn(tail ?? first, lists.communes);
  return tail === undefined || commune === undefined
    ? { commune, rest: parts }
    : { commune, rest: [first.slice(0, -tail.length), ...others] };
}

const needs = (what: RecordKind, needed: Needed): Said => ({ kind: "needs", what, needed });
const kept = (text: string | undefined): string | undefined =>
  text === undefined || text === "" || text.length > 200 || /[<>]|^[=+@]/u.test(text) ? undefined : text;

function entryOf({ what, how, said, rest }: Begun, lists: Lists): Said | undefined {
  const line = taking(rest);
  switch (what) {
    case "organisation": {
      const phone = phoneIn(line);
      const on = dayIn(line, lists.today, "past") ?? lists.today;
      const { commune, rest: parts } = placed(line.parts(), lists);
      const name = kept(parts[0]);
      if (name === undefined) return needs(what, "name");
      return {
        kind: "entry",
        entry: {
          what,
          name,
          kind: kindOfOrganisation(name) ?? kindOfOrganisation(parts.slice(1).join(" ")) ?? "household",
          ...(commune === undefined ? {} : { commune }),
          ...(phone === undefined ? {} : { phone }),
          ...(how === undefined ? {} : { [how]: on }),
        },
      };
    }
    case "product": {
      const { commune, rest: parts } = placed(line.parts(), lists);
      const [first, second] = parts;
      const name = kept(first);
      const organisation = kept(second);
      // "thêm sản phẩm" alone begins a dossier.
      if (name === undefined) return undefined;
      return {
        kind: "entry",
        entry: {
          what,
          name,
          ...(commune === undefined ? {} : { commune }),
          ...(organisation === undefined ? {} : { organisation }),
        },
      };
    }
    case "certificate": {
      const stars = readStars(line.take(starsForm) ?? "");
      const decision = decisionIn(line);
      const on = dayIn(line, lists.today, "past");
      if (stars === undefined && decision === undefined) return undefined;
      const parts = line.parts();
      const organisation = parts.slice(1).find((one) => kindOfOrganisation(one) !== undefined);
      const product = kept(readRecordId(parts[0] ?? "")?.id ?? parts[0]);
      if (product === undefined) return needs(what, "name");
      if (stars === undefined) return needs(what, "stars");
      if (decision === undefined) return needs(what, "decision");
      if (on === undefined) return needs(what, "day");
      return {
        kind: "entry",
        entry: {
          what,
          product,
          stars,
          decision,
          day: on,
          ...(organisation === undefined ? {} : { organisation }),
        },
      };
    }
    case "training": {
      const invited = line.take(/(?<!\p{L})(?:mời|moi)\s+([^]*)$/iu);
      const on = dayIn(line, lists.today, "future");
      const [first, second] = line.parts();
      const title = kept(first);
      const place = kept(second?.replace(/^(?:ở|o|tại|tai|địa điểm|dia diem)\s*:?\s+/iu, ""));
      if (title === undefined)
        return said.startsWith("them") || on !== undefined ? needs(what, "name") : undefined;
      if (on === undefined) return said.startsWith("them") ? needs(what, "day") : undefined;
      const names = (invited ?? "").split(/[,;\n]/u).flatMap((one) => kept(one.trim()) ?? []);
      return {
        kind: "entry",
        entry: {
          what,
          title,
          day: on,
          ...(place === undefined ? {} : { place }),
          invited: names,
          attended: [],
        },
      };
    }
    case "promotion": {
      const products = line.take(/(?<!\p{L})(?:sản phẩm|san pham|hàng|mang|gồm|gom)\s*:?\s+([^]*)$/iu);
      const on = dayIn(line, lists.today, "future");
      const [first, second] = line.parts();
      const title = kept(first);
      const place = kept(second?.replace(/^(?:ở|o|tại|tai|địa điểm|dia diem)\s*:?\s+/iu, ""));
      if (on === undefined) return said.startsWith("them") ? needs(what, "day") : undefined;
      if (title === undefined) return needs(what, "name");
      const names = (products ?? "").split(/[,;\n]/u).flatMap((one) => kept(one.trim()) ?? []);
      return {
        kind: "entry",
        entry: {
          what,
          kind: kindOfPromotion(`${said} ${title}`) ?? "fair",
          title,
          day: on,
          ...(place === undefined ? {} : { place }),
          products: names,
        },
      };
    }
  }
}

function correction(rest: string, kind: RecordKind, lists: Lists): Correction {
  const line = taking(rest);
  const phone = kind === "organisation" ? phoneIn(line) : undefined;
  const stars = kind === "certificate" ? readStars(line.take(starsForm) ?? "") : undefined;
  const decision = kind === "certificate" ? decisionIn(line) : undefined;
  const day = dayIn(line, lists.today, "past");
  const name = kept(line.take(/(?:^|,)\s*(?:tên|ten|lớp|lop)\s*:?\s+([^,]+)/iu)?.trim());
  const at = kept(line.take(/(?:^|,)\s*(?:địa điểm|dia diem|nơi|noi)\s*:?\s+([^,]+)/iu)?.trim());
  const commune = communeIn(line.parts().join(" "), lists.communes);
  return {
    ...(name === undefined ? {} : { name }),
    ...(commune === undefined ? {} : { commune }),
    ...(phone === undefined ? {} : { phone }),
    ...(day === undefined ? {} : { day }),
    ...(stars === undefined ? {} : { stars }),
    ...(decision === undefined ? {} : { decision }),
    ...(at === undefined ? {} : { place: at }),
  };
}

/** "Giàng Seo Páo, cán bộ Vàng Thị Mai, Lù Văn Dìn (cán bộ)": whoever is called an officer is one. */
function attendants(rest: string): readonly Attendant[] {
  return rest.split(/[,;\n]/u).flatMap((one): readonly Attendant[] => {
    const officer = /(?:^|[^\p{L}])(?:cán bộ|can bo|cb)(?![\p{L}])/iu.test(one);
    const name = kept(one.replaceAll(/\(?(?<![\p{L}])(?:cán bộ|can bo|cb)(?![\p{L}])\)?/giu, "").trim());
    return name === undefined ? [] : [{ name, role: officer ? "officer" : "producer" }];
  });
}
