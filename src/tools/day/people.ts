import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Offer } from "../../domain/role.ts";
import { isOfOne, readConversation } from "../conversation.ts";
import { seededRandom } from "../seeded.ts";

export const channels = ["telegram", "zalo", "web"] as const;
export type ChannelName = (typeof channels)[number];

/** What somebody saw last: its words, and how many choices stood under it. */
export type Seen = { readonly text: string; readonly choices: number };

/**
 * Somebody in the day: a producer who follows a conversation, walks at random or asks, an officer, or staff. says: their
 * lines in the slot, given what they saw last; nothing when they are not there.
 */
export type Player = {
  readonly name: string;
  readonly number: number;
  readonly kind: "script" | "walk" | "question" | "asker" | "officer" | "staff";
  readonly channel: ChannelName;
  readonly role?: Offer;
  /** By slot, how many lines. */
  readonly slots: ReadonlyMap<number, number>;
  readonly says: (seen: Seen | undefined, count: number) => readonly string[];
};

const folder = fileURLToPath(new URL("../../../test/conversations/", import.meta.url));

const notTyped = /^\[(?:trống|nhãn dán)\]|^BH-|^mã /u;
const paper = /^\[(?:tệp|ảnh) /u;

/** What one person types in each conversation kept for tests; papers are said to be there on paper. */
function readScripts(): readonly (readonly string[])[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".md"),
  );
  return files.toSorted().flatMap((name) => {
    const conversation = readConversation(readFileSync(join(folder, name), "utf8"));
    if (!isOfOne(conversation) || conversation.programme !== "bac-ha-2021") return [];
    const lines = conversation.steps.flatMap((step) =>
      step.kind === "person" && !notTyped.test(step.text)
        ? [paper.test(step.text) ? "có bản giấy" : step.text]
        : [],
    );
    return lines.length > 0 ? [lines] : [];
  });
}

const openings = [
  "alo",
  "xin chào",
  "đăng ký tinh dầu quế Nậm Đét",
  "dk man tam hoa o ta chai",
  "đăng ký cốm Na Lo",
  "lam ho so xuc xich bao nhai",
];
const remarks = [
  "để sau",
  "bỏ qua",
  "hoàn tác",
  "còn thiếu gì",
  "đọc lại",
  "0912 345 678",
  "15/3/2018",
  "25",
  "1,2 tỷ",
  "thôn Na Lo",
  "Nguyễn Thị Hoa, giám đốc",
  "HTX Quế Nậm Đét",
  "htx.bacha@example.vn",
  "có",
  "không",
  "đồng ý",
  "hợp tác xã",
  "tiếp tục",
  "asdf qwer",
  "dữ liệu của tôi",
  "sửa số điện thoại thành 0912 345 679",
  "trợ giúp",
  "nghỉ",
];
const questions = [
  "phí bao nhiêu vậy?",
  "giấy kiểm nghiệm là gì",
  "bao giờ nộp hồ sơ",
  "3 sao do ai công nhận",
  "nộp hồ sơ ở đâu",
  "lạp sườn cần giấy gì nếu là hộ kinh doanh",
  "hội đồng huyện gồm những ai",
  "tự công bố nộp ở đâu",
];

/** A question that only people can answer; its number makes it a question of its own. */
export const unknownQuestion = (number: number): string =>
  `nhà văn hoá thôn số ${number} có cho mượn loa để quay phim không`;

export type Plan = {
  readonly players: readonly Player[];
  readonly slots: number;
  /** Slots of the evening before; in the others the offices work, and in one staff announce. */
  readonly evening: number;
  readonly isOffices: (slot: number) => boolean;
  readonly announced: number;
};

/** Who does what in a day of so many slots; the same for a seed. */
export function planDay(wanted: {
  readonly people: number;
  readonly seed: number;
  readonly evening: number;
  readonly slots: number;
  /** A dossier from its first word to its handing in. */
  readonly whole: readonly string[];
}): Plan {
  const { people, seed, evening, slots, whole } = wanted;
  const random = seededRandom(seed);
  const any = <Of>(all: readonly Of[]): Of => {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) throw new Error("nothing to choose from");
    return one;
  };
  const scripts = readScripts();
  const isOffices = (slot: number): boolean => slot >= evening && (slot - evening) % 6 === 5;
  const middle = evening + Math.floor((slots - evening) / 2);
  const announced = isOffices(middle) ? middle + 1 : middle;
  const isFree = (slot: number): boolean => !isOffices(slot) && slot !== announced;
  const free = Array.from({ length: slots }, (_, slot) => slot).filter(isFree);
  const byDay = free.filter((slot) => slot >= evening);
  const players: Player[] = [];

  /** Some of the slots, in order, with so many lines in each. */
  const spread = (
    from: readonly number[],
    times: number,
    each: () => number,
  ): ReadonlyMap<number, number> => {
    const chosen = new Set<number>();
    for (let tries = 0; chosen.size < Math.min(times, from.length) && tries < 10 * times; tries += 1)
      chosen.add(any(from));
    return new Map([...chosen].toSorted((one, two) => one - two).map((slot) => [slot, each()]));
  };
  const following = (lines: readonly string[]): Player["says"] => {
    let at = 0;
    return (_, count) => {
      const now = lines.slice(at, at + count);
      at += count;
      return now;
    };
  };
  const add = (
    player: Omit<Player, "number" | "name" | "channel">,
    channel: ChannelName = any(channels),
  ): void => {
    const number = players.length;
    players.push({ ...player, number, channel, name: `${player.kind} ${number} (${channel})` });
  };

  // Offices: the communes of the district's products, its own office, and two of the staff.
  for (const place of ["nam-det", "ta-chai", "ban-lien", "bao-nhai", "na-hoi"])
    add({ kind: "officer", role: { role: "officer", place }, slots: new Map(), says: () => [] });
  add({ kind: "officer", role: { role: "officer", place: "huyen" }, slots: new Map(), says: () => [] });
  for (let count = 0; count < 2; count += 1)
    add(
      { kind: "staff", role: { role: "staff", place: "huyen" }, slots: new Map(), says: () => [] },
      "telegram",
    );

  // A few fill in everything, each ending in a slot of their own, so that a queue has one order.
  const each = 4;
  const needed = Math.ceil(whole.length / each);
  const starts = byDay.filter((_, at) => at % 3 === 0 && at + needed < byDay.length);
  for (const from of starts.slice(0, Math.ceil(people / 100))) {
    const at = byDay.indexOf(from);
    const own = byDay.slice(at, at + needed + 1);
    add({ kind: "script", slots: new Map(own.map((slot) => [slot, each])), says: following(whole) });
  }
  // Askers of what nobody knows, one in a slot.
  for (const [count, slot] of byDay.filter((_, at) => at % 9 === 4).entries())
    if (players.length < people)
      add({ kind: "asker", slots: new Map([[slot, 1]]), says: following([unknownQuestion(count)]) });
  while (players.length < people) {
    const draw = random();
    const from = random() < 0.1 ? free.slice(0, Math.max(1, Math.floor(free.length / 2))) : byDay;
    if (draw < 0.55) {
      const lines = any(scripts);
      const times = 3 + Math.floor(9 * random());
      add({
        kind: "script",
        slots: spread(from, times, () => 1 + Math.floor(2.2 * random())),
        says: following(lines),
      });
    } else if (draw < 0.85) {
      const own = seededRandom(seed * 1_000_003 + players.length);
      const pick = (all: readonly string[]): string => all[Math.floor(own() * all.length)] ?? "alo";
      add({
        kind: "walk",
        slots: spread(from, 6 + Math.floor(10 * random()), () => 1),
        says: (seen) => {
          if (seen === undefined) return [pick(openings)];
          const draws = own();
          if (seen.choices > 0 && draws < 0.65)
            return [own() < 0.6 ? "1" : String(1 + Math.floor(own() * seen.choices))];
          return [draws > 0.93 ? pick(questions) : pick(remarks)];
        },
      });
    } else {
      const asked = [any(questions), any(questions), any(questions), any(questions)];
      add({
        kind: "question",
        slots: spread(from, 2 + Math.floor(3 * random()), () => 1),
        says: following(asked),
      });
    }
  }
  return { players, slots, evening, isOffices, announced };
}
