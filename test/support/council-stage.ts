import { instantOf } from "../../src/domain/instant.ts";
import { openSessionIndex, sessionIndex } from "../../src/domain/keys.ts";
import type { Points, Session } from "../../src/review/session.ts";
import { readSetting } from "../../src/project.ts";
import { type Props, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import type { Store } from "../../src/store/contract.ts";
import { sessionNamed } from "../../src/turn/sessions.ts";
import { sheetOf } from "../review/council.ts";

export const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-05-20 07:30");

export const says =
  (talk: Rehearsal, thread: string) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };

export const office = "terminal:office";
export const secretary = "terminal:secretary";
export const member = (number: number): string => `terminal:m${number}`;
export const producer = (number: number): string => `terminal:p${number}`;

/** The set that each product of these sessions is scored by. */
export const set = "s06";
const sheet = sheetOf(set);

/** A row of points for the whole sheet: the level that lies at a share of all. */
export const row = (share: number, of = set): string =>
  sheetOf(of)
    .criteria.map((one) => one.levels[Math.round((one.levels.length - 1) * share)] ?? 0)
    .join(" ");
export const pointsAt = (share: number): Points => {
  const given = row(share).split(" ");
  return Object.fromEntries(sheet.criteria.map((one, at) => [one.id, Number(given[at])]));
};

/** An office in charge, a secretary, members, and products that are ready; nothing is opened yet. */
export async function council(
  members: number,
  products: number,
  props: Props = {},
  programme = setting,
  scoredBy = set,
): Promise<Rehearsal> {
  const talk = await rehearse(programme, start, props);
  const names = programme.programme.products.map((one) => one.id);
  for (let number = 1; number <= products; number += 1)
    await talk.ready(producer(number), {
      product: names[(number - 1) % names.length] ?? "",
      commune: programme.programme.communes[0]?.id ?? "",
      set: scoredBy,
      owner: `Hộ số ${number}`,
    });
  const stage = programme.programme.stages.find((one) => one.kind === "council");
  const place = programme.programme.id === setting.programme.id ? "huyen" : programme.programme.id;
  await talk.seat(office, { role: "officer", place, office: stage?.office });
  await talk.seat(secretary, { role: "secretary", place });
  for (let number = 1; number <= members; number += 1)
    await talk.seat(member(number), { role: "council", place });
  return talk;
}

/** The same with an open session that the given members have come to, the first of them its chair. */
export async function opened(
  members: number,
  products: number,
  present = members,
  props: Props = {},
): Promise<Rehearsal> {
  const talk = await council(members, products, props);
  await says(talk, office)("mở phiên chấm ngày 20/5/2021, 8h", "chủ tịch anh Một", "1");
  for (let number = 1; number <= present; number += 1)
    await says(talk, member(number))(
      "có mặt",
      `tên tôi là Lý Văn ${number === 1 ? "Một" : "Nhiều"}, Phòng Văn hóa`,
      "không",
    );
  return talk;
}

/** Scores what comes next, and says yes to the sums. */
export const scores = async (talk: Rehearsal, number: number, share: number): Promise<string> =>
  says(talk, member(number))("chấm", row(share), "đúng");

/** The session as it is kept. */
export async function sessionOf(store: Store, id = "PH-1"): Promise<Session> {
  const { session } = await sessionNamed({ load: async (key) => (await store.load([key]))[0] }, id);
  if (session === undefined) throw new Error(`no ${id}`);
  return session;
}

export const indexed = async (store: Store) => ({
  all: (await store.range(sessionIndex, { limit: 9 })).map((one) => one.member),
  open: (await store.range(openSessionIndex, { limit: 9 })).map((one) => one.member),
});
